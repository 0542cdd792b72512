"""A day in words, for `planner today` and `planner week`."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.cli.page import quiet, tinted
from planner.domain.days import show_day
from planner.domain.layer import Anchor, Thing, called
from planner.domain.log import Felt, Noted, Played, Ran, Skipped, Wore
from planner.domain.off import OffKind
from planner.domain.session import Session, SessionKind, name_of
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance, show_duration
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, Status

if TYPE_CHECKING:
    from planner.domain.length import Length

_COLOUR = {Status.DONE: "green", Status.PARTLY: "green", Status.SKIPPED: "yellow", Status.MISSED: "yellow",
           Status.UNKNOWN: "red"}  # fmt: skip
_OFF = {
    OffKind.TIME_OFF: "time off",
    OffKind.TRAVEL: "travelling",
    OffKind.ILLNESS: "ill",
    OffKind.INJURY: "injured",
    OffKind.UNWELL: "not feeling well",
}
WHEN = {
    Anchor.BEFORE_RUN: "before",
    Anchor.AFTER_RUN: "after",
    Anchor.RUN: "in",
    Anchor.REST_DAY: "rest day",
    Anchor.WEEKLY: "today",
}


def title(session: Session, unit: Unit) -> str:
    """Return a session on one line: `8 km tempo`; a title that says no figure gets the amount behind it."""
    from planner.domain.session import show_amount, show_when

    name = one_line(name_of(session, unit))
    amount = show_amount(session, unit)
    has_figure = any(letter in "0123456789" for letter in name)
    when = f" ({show_when(session)})" if session.slot or session.clock else ""
    return (name if has_figure or not amount else f"{name}, {amount}") + when


def outcome(line: SessionLine | HungLine, unit: Unit) -> str:
    """Return what became of a planned thing: `done 5.1 km`, `skipped: a cold`, `missed`, or an empty text."""
    words = ""
    match line.entry:
        case Ran():
            words = f"done{_amount(line.entry, unit)}"
        case Played(seconds=seconds):
            part = "" if line.status is Status.DONE else " in part"
            words = f"done{part}" + (f", {show_duration(seconds)}" if seconds else "")
        case Skipped(why=why):
            words = f"skipped: {one_line(why)}" if why.strip() else "skipped"
        case None if line.status is Status.MISSED:
            words = "not logged"
        case None if line.status is Status.UNKNOWN:
            words = "unknown: this month's log cannot be read whole"
    return tinted(words, _COLOUR[line.status]) if words else ""


def _amount(entry: Ran, unit: Unit) -> str:
    amounts = [show_distance(entry.distance_m, unit)] if entry.distance_m else []
    if entry.duration_s:
        amounts.append(show_duration(entry.duration_s))
    text = f" {' in '.join(amounts)}" if amounts else ""
    text += f" at {entry.start:%H:%M}" if entry.start else ""
    return f"{text}, as planned" if entry.as_planned else text


def name(line: HungLine, names: Mapping[str, str]) -> str:
    """Return what a hung thing is called."""
    return one_line(called(line.hung.thing, line.hung.what, names))


def minutes(length: "Length | None") -> str:
    """Return how long a routine takes: `4 min`, `about 10 min`."""
    if length is None:
        return ""
    usual = f"{max(1, round(length.usual_s / 60))} min"
    return f"about {usual}" if length.is_open else usual


def gear(day: AgendaDay, session: str, names: Mapping[str, str]) -> str:
    """Return what is worn on a run: `in Blue daily, with Cork insoles`."""
    shoe, orthotic = day.gear_of(session, Thing.SHOE), day.gear_of(session, Thing.ORTHOTIC)
    worn = [f"in {one_line(called(Thing.SHOE, shoe, names))}"] if shoe else []
    return ", ".join([*worn, *([f"with {one_line(called(Thing.ORTHOTIC, orthotic, names))}"] if orthotic else [])])


def happened(day: AgendaDay, names: Mapping[str, str], unit: Unit) -> Iterator[str]:
    """Yield what happened on a day that the plan did not ask for, and what was felt, worn and noted."""
    for entry in day.extra:
        if isinstance(entry, Ran):
            yield f"ran{_amount(entry, unit)}" + (f": {one_line(entry.note)}" if entry.note.strip() else "")
        else:
            yield f"played {one_line(names.get(entry.routine, entry.routine))}"
    for felt in day.felt:
        yield _felt(felt, unit)
    yield from (_worn(wore, names) for wore in day.wore)
    yield from (_noted(note) for note in day.notes)
    if day.besides:
        from planner.domain.besides import besides_words

        yield from (one_line(besides_words(entry)) for entry in day.besides)


def _felt(entry: Felt, unit: Unit) -> str:
    from planner.domain.felt_words import felt_words

    note = f": {one_line(entry.note)}" if entry.note.strip() else ""
    return f"{felt_words(entry, unit)}{note}"


def _worn(entry: Wore, names: Mapping[str, str]) -> str:
    sore = f", sore {entry.sore} of 10" if entry.sore is not None else ""
    return f"wore {one_line(names.get(entry.orthotic, entry.orthotic))} for {entry.hours:g} h{sore}"


def _noted(entry: Noted) -> str:
    return f"note: {one_line(entry.text)}"


def moved(line: SessionLine) -> str:
    """Return where a session stood at first, if it was moved, or that it was added."""
    original = line.planned.original
    if original is None:
        return quiet("added")
    return quiet(f"moved from {show_day(original.day)}") if line.planned.is_moved else ""


def changed(line: SessionLine, unit: Unit) -> Iterator[str]:
    """Yield what days off and the runner changed about a session: eased from what, moved from where."""
    if line.planned.full:
        yield quiet(f"eased from {title(line.planned.full, unit)}")
    if text := moved(line):
        yield text


def off(day: AgendaDay) -> Iterator[str]:
    """Yield what days off say of a day, in a line; nothing on an ordinary day."""
    if day.off:
        back = (day.off.back[-1].last - day.off.last).days if day.off.back else 0
        then = f"; then {back} easier day{'s' if back != 1 else ''}" if back else ""
        yield f"{_OFF[day.off.kind]} until {show_day(day.off.last)}{then}"
    elif day.easing and any(line.planned.full for line in day.sessions):
        yield f"back from days off, easier until {show_day(day.easing.back[-1].last)}"


def set_aside(day: AgendaDay, unit: Unit) -> Iterator[str]:
    """Yield the sessions that give way to days off."""
    yield from (quiet(f"{title(one, unit)} gives way") for one in day.set_aside if one.kind is not SessionKind.REST)


def others(day: AgendaDay, unit: Unit) -> Iterator[str]:
    """Yield the sessions of plans that are shown beside."""
    for line in day.others:
        if line.session.kind is not SessionKind.REST:
            race = "RACE: " if line.session.kind is SessionKind.RACE else ""
            yield f"| {race}{title(line.session, unit)} ({one_line(line.plan)})"
