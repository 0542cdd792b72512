"""What gear says on the days ahead: hours and runs of a break-in, the ramp of new shoes, last safe days for changes."""

from collections.abc import Iterable, Iterator
from datetime import date

from planner.actions.break_in_words import day_words, hours_words, why_words
from planner.actions.break_ins import Following, break_ins, is_followed, rules, runs_ahead
from planner.actions.desk import Desk
from planner.actions.gear_news import is_young
from planner.domain.gear import Orthotic, Shoe
from planner.domain.gear_note import GearNote, GearWord
from planner.domain.layer import Thing
from planner.domain.text import one_line
from planner.planning.break_in import WearDay, Why
from planner.planning.orthotic_ramp import RampRun, moved_since

Notes = dict[date, tuple[GearNote, ...]]
"""Notes by day."""


def gear_notes(desk: Desk, first: date, last: date, *, private: bool | None = None) -> Notes:
    """Return what orthotics and shoes say on the days from `first` to `last`, from today on.

    Nothing of the log is read while no orthotic is being broken in and no shoe is new. `private` leaves out what was
    felt; the settings say so without it.
    """
    private = desk.settings.private if private is None else private
    notes = (*_of_orthotics(desk, last, private=private), *_of_shoes(desk))
    return _by_day(note for note in notes if first <= note.day <= last)


def calendar_notes(desk: Desk, first: date, last: date) -> Notes:
    """Return the same with the last safe days for changes before the race of the current plan."""
    found = gear_notes(desk, first, last)
    for day, notes in _by_day(_safe(desk, first, last)).items():
        found[day] = (*found.get(day, ()), *notes)
    return found


def _of_orthotics(desk: Desk, last: date, *, private: bool) -> Iterator[GearNote]:
    items = [item for item in desk.gear() if isinstance(item, Orthotic)]
    if any(is_followed(desk, item) or moved_since(item, desk.today, rules().running.moved_days) for item in items):
        for one in break_ins(desk):
            yield from _hours(desk, one, last, private=private)
            yield from (_run(one, run) for run in one.runs)
    if items:
        yield from _twice(desk)


def _of_shoes(desk: Desk) -> tuple[GearNote, ...]:
    if not any(isinstance(item, Shoe) and is_young(desk, item) for item in desk.gear()):
        return ()
    from planner.actions.shoe_facts import shoe_notes

    return shoe_notes(desk)


def _hours(desk: Desk, one: Following, last: date, *, private: bool) -> Iterator[GearNote]:
    """Yield the hours of each day until the first run in them; on a day that is held up, why."""
    found = one.broken_in
    if not found.state.is_going_on:
        return
    for day in found.days:
        if not desk.today <= day.day <= last:
            continue
        if day.why is Why.STOP:
            text = "leave them out and see a practitioner; the break-in waits"
            yield _note(one.orthotic, day.day, text, "out", GearWord.WARN)
            return
        if found.gate and day.day > found.gate and not day.cut_h:
            return
        text = f"{hours_words(day)}, {day_words(one, day)} of the break-in"
        if day.day == found.gate:
            text += "; from today on runs may have them on"
        is_held = day.why.is_setback and day.day == desk.today
        if is_held and (why := why_words(day, private=private)):
            text += f"; {why}"
        yield _note(one.orthotic, day.day, text, _short(day), GearWord.WARN if is_held else GearWord.PLAN)


def _short(day: WearDay) -> str:
    return "allday" if day.hours is None else f"{day.hours:g}h" if day.hours else "off"


def _run(one: Following, run: RampRun) -> GearNote:
    word = GearWord.PLAN if run.fits else GearWord.WARN
    return _note(one.orthotic, run.day, run.text, f"run {run.number}" if run.fits else "out", word)


def _twice(desk: Desk) -> Iterator[GearNote]:
    """Yield the days on which the plan hangs one orthotic on runs in two pairs."""
    pairs: dict[tuple[date, str], set[str]] = {}
    for run in runs_ahead(desk, desk.plan()):
        if run.orthotic and run.shoe:
            pairs.setdefault((run.day, run.orthotic), set()).add(run.shoe)
    items = {item.id: item for item in desk.gear() if isinstance(item, Orthotic)}
    for (day, orthotic), shoes in pairs.items():
        if len(shoes) > 1 and orthotic in items:
            text = "two pairs on one day: move them between the runs, or run one without"
            yield _note(items[orthotic], day, text, "twice", GearWord.WARN)


def _safe(desk: Desk, first: date, last: date) -> Iterator[GearNote]:
    plan = desk.plan()
    if plan is None or plan.race.day < desk.today or first > plan.race.day:
        return
    from planner.actions.safe_dates import dates_of

    for one in dates_of(desk, plan):
        if first <= one.day <= last and one.day >= desk.today:
            text = f"Last safe day before the race for {one.title}."
            yield GearNote(day=one.day, thing=Thing.NOTE, item=one.code, text=text, short="last", last_for=one.title)


def _note(item: Orthotic, day: date, text: str, short: str, word: GearWord) -> GearNote:
    said = f"{one_line(item.name)}: {text}."
    return GearNote(day=day, thing=Thing.ORTHOTIC, item=item.id, text=said, short=short, word=word)


def _by_day(notes: Iterable[GearNote]) -> Notes:
    found: Notes = {}
    for note in sorted(notes, key=lambda note: (note.day, note.thing)):
        found[note.day] = (*found.get(note.day, ()), note)
    return found
