"""The card before a run: how the body is, what is planned, what to wear, what to do first."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from planner.actions.desk import Desk
from planner.domain.body import Place
from planner.domain.gear import Shoe
from planner.domain.gear_note import GearNote
from planner.domain.layer import Anchor, Hung, Thing
from planner.domain.length import Length
from planner.domain.light import Colour, Light
from planner.domain.log import Felt
from planner.domain.session import Session
from planner.domain.text import one_line
from planner.planning.agenda import AgendaDay, HungLine

_LATELY = timedelta(days=7)


class Verdict(StrEnum):
    """What the card comes to. The runner decides; only red flags say no."""

    GO = "go"
    EASE = "ease"
    NO_RUN = "no run"
    SEE = "see a practitioner"
    REST = "rest"


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A routine before or after the run: the hung item's id, its name, and the seconds that it usually takes."""

    item: str
    name: str
    usual_s: float | None
    done: bool = False


class Worn(msgspec.Struct, frozen=True, kw_only=True):
    """A pair to wear: its name, and what is to be known of it today. Metres on it and at its mark, for shoes.

    `on_run`: it goes on the run; else it is an orthotic that is worn in today for some hours.
    """

    thing: Thing
    item: str
    name: str
    metres: float | None = None
    due_m: float | None = None
    on_run: bool = True
    notes: tuple[GearNote, ...] = ()


class PreRun(msgspec.Struct, frozen=True, kw_only=True):
    """The card of a day. `felt`: the last entry of each place in the last seven days, the latest first.

    `run` is absent on a day without one that is still to be done, `coming` is then the next one; `caution` is what
    concerns every exercise.
    """

    day: date
    verdict: Verdict
    light: Light
    run: Session | None
    coming: Session | None = None
    felt: tuple[Felt, ...] = ()
    worn: tuple[Worn, ...] = ()
    before: tuple[Work, ...] = ()
    after: tuple[Work, ...] = ()
    morning: str = ""
    caution: str = ""

    @property
    def first(self) -> Work | None:
        """What the one key plays: the work before the run that is still to be done."""
        return next((work for work in self.before if not work.done), None)


def pre_run(desk: Desk) -> PreRun:
    """Return the card of today. Reads the last days of the log and what hangs on today's run."""
    from planner.actions.body import light_of, locks_of, morning_question

    day = desk.days(desk.today, desk.today)[0]
    light = light_of(desk)
    waiting = [line.session for line in day.sessions if line.session.kind.is_run and line.entry is None]
    run = waiting[0] if waiting else None
    question = morning_question(desk)
    return PreRun(
        day=desk.today,
        verdict=_verdict(light, run),
        light=light,
        run=run,
        coming=None if run else _coming(desk),
        felt=tuple(_felt(desk)),
        worn=tuple(_worn(desk, day, run)) if run else (),
        before=_work(desk, day, run, Anchor.BEFORE_RUN),
        after=_work(desk, day, run, Anchor.AFTER_RUN),
        morning=question.text if question else "",
        caution=locks_of(desk).caution,
    )


def _verdict(light: Light, run: Session | None) -> Verdict:
    if light.flags:
        return Verdict.SEE
    if run is None:
        return Verdict.REST
    return {Colour.GREEN: Verdict.GO, Colour.YELLOW: Verdict.EASE, Colour.RED: Verdict.NO_RUN}[light.colour]


def verdict_words(card: PreRun) -> str:
    """Return in one sentence what the card comes to; the choice stays the runner's."""
    if not card.light.is_known and not card.light.flags:
        return "Part of the log cannot be read, so today's light is not known: go by what you feel."
    match card.verdict:
        case Verdict.GO:
            return "Green: as planned."
        case Verdict.EASE:
            return "Yellow: easier, flatter and shorter; walk if it gets worse or changes your stride."
        case Verdict.NO_RUN:
            return "Red: no run today; walking, bike or pool as long as that hardly hurts."
        case Verdict.SEE:
            return "A warning sign stands: no run, no rolling, no stretching there until it was looked at."
        case Verdict.REST:
            return f"{card.light.colour.value.capitalize()}. No run is waiting today."


def _felt(desk: Desk) -> Iterable[Felt]:
    """Yield the last entry of each place that still says something, the latest first."""
    seen: dict[Place, Felt] = {}
    entries = desk.entries(desk.today - _LATELY, desk.today)
    for one in sorted((one for one in entries if isinstance(one, Felt)), key=lambda one: (one.day, one.at)):
        seen.pop(one.place, None)
        seen[one.place] = one
    yield from reversed(seen.values())


def _coming(desk: Desk) -> Session | None:
    plan = desk.plan()
    sessions = (planned.session for planned in desk.schedule_of(plan).sessions) if plan else ()
    return next((one for one in sessions if one.day > desk.today and one.kind.is_run), None)


def _work(desk: Desk, day: AgendaDay, run: Session | None, anchor: Anchor) -> tuple[Work, ...]:
    lines = [line for line in day.routines if run and line.hung.session == run.id and line.hung.anchor is anchor]
    if not lines:
        return ()
    from planner.actions.lengths import lengths_of

    names, lengths = desk.routine_names(), lengths_of(desk, {line.hung.what for line in lines})
    return tuple(_one_work(line, names, lengths.get(line.hung.what)) for line in lines)


def _one_work(line: HungLine, names: dict[str, str], length: Length | None) -> Work:
    usual = length.usual_s if length else None
    name = one_line(names.get(line.hung.what, line.hung.what))
    return Work(item=line.hung.id, name=name, usual_s=usual, done=line.entry is not None)


def _worn(desk: Desk, day: AgendaDay, run: Session) -> Iterable[Worn]:
    """Yield the shoe and the orthotic that hang on the run, with what the calendar says of them today."""
    from planner.actions.gear import worn
    from planner.actions.gear_notes import gear_notes

    hung: list[Hung] = [
        line.hung
        for line in day.hung
        if line.hung.session == run.id and line.hung.thing in (Thing.SHOE, Thing.ORTHOTIC)
    ]
    notes = gear_notes(desk, day.day, day.day).get(day.day, ())
    items = {item.id: item for item in desk.gear()}
    log = worn(desk) if hung else {}
    for one in sorted(hung, key=lambda one: one.thing is Thing.ORTHOTIC):
        item = items.get(one.what)
        mine = tuple(note for note in notes if note.item == one.what)
        if item is None:
            yield Worn(thing=one.thing, item=one.what, name=f"unknown {one.thing} {one.what}", notes=mine)
            continue
        metres = log[item.id].distance_m + item.start_m
        due = item.due_m if isinstance(item, Shoe) else None
        yield Worn(thing=one.thing, item=item.id, name=one_line(item.name), metres=metres, due_m=due, notes=mine)
    hanging = {one.what for one in hung}
    for note in notes:
        if note.item not in hanging and note.thing is Thing.ORTHOTIC and note.item in items:
            name = one_line(items[note.item].name)
            yield Worn(thing=note.thing, item=note.item, name=name, on_run=False, notes=(note,))
