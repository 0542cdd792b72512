"""The diary: runs done, sessions skipped, pain, orthotic wear, notes, played routines. Only ever added to."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from planner.actions.changes import find, title_of
from planner.actions.desk import Desk
from planner.domain.body import Area, Side
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.health import Sign
from planner.domain.layer import Hung, Thing, called
from planner.domain.log import (
    Feeling,
    Felt,
    Happening,
    Noted,
    Played,
    Ran,
    RedoEntry,
    Skipped,
    Surface,
    UndoEntry,
    When,
    Wore,
)
from planner.domain.plan import Plan
from planner.domain.session import SessionKind
from planner.domain.text import clean, one_line
from planner.domain.units import show_distance

_LONGEST_RUN_M = 500_000


def done(
    desk: Desk,
    item: str,
    *,
    distance_m: float | None = None,
    duration_s: int | None = None,
    shoe: str = "",
    feel: int | None = None,
    surface: Surface | None = None,
    comfort: int | None = None,
    hot_spots: str = "",
    note: str = "",
    plan: str | None = None,
) -> str:
    """Log a session or a hung routine as done.

    A run without a distance takes the planned one and says so in the entry; the shoe and the orthotic
    are those that hang on the run, unless `shoe` names another. Where no shoe hangs, the default of the
    run's kind is taken, and the sentence says so. Where no orthotic hangs, it is the one that stands in the shoe.
    """
    owner, found = find(desk, item, plan)
    check_is_here(desk, found.day if isinstance(found, Hung) else found.session.day)
    if isinstance(found, Hung):
        return _routine_done(desk, owner, found, note)
    session = found.session
    planned_m = session.distance.middle_m if session.distance else None
    worn = _worn(desk, session.kind, session.day, _hung_on(desk, owner, session.id), shoe)
    entry = Ran(
        id=desk.new_id(),
        at=desk.now(),
        day=session.day,
        plan=owner.id,
        session=session.id,
        distance_m=checked_distance(distance_m) if distance_m is not None else planned_m,
        duration_s=duration_s or session.duration_s,
        as_planned=distance_m is None and planned_m is not None,
        shoe=worn.shoe,
        orthotic=worn.orthotic,
        feel=feel,
        surface=surface,
        comfort=_checked_comfort(comfort),
        hot_spots=one_line(hot_spots),
        note=clean(note),
    )
    desk.keep_entries(entry)
    return f"Done: {title_of(desk, found)} on {show_day(session.day)}.{worn.said}"


def _routine_done(desk: Desk, owner: Plan, found: Hung, note: str) -> str:
    if not found.is_routine:
        raise BadValue(f"session {found.id!r}", "it is not something to do", "Mark the run it hangs on.")
    entry = Played(
        id=desk.new_id(),
        at=desk.now(),
        day=found.day,
        plan=owner.id,
        item=found.id,
        routine=found.what,
        note=clean(note),
    )
    desk.keep_entries(entry)
    return f"Done: {title_of(desk, found)} on {show_day(found.day)}."


def skip(desk: Desk, item: str, why: str, *, plan: str | None = None) -> str:
    """Log a session or a hung item as left out, with the reason."""
    owner, found = find(desk, item, plan)
    day = found.day if isinstance(found, Hung) else found.session.day
    entry = Skipped(id=desk.new_id(), at=desk.now(), day=day, plan=owner.id, session=item, why=clean(why))
    desk.keep_entries(entry)
    return f"Skipped: {title_of(desk, found)} on {show_day(day)}."


def skip_all(desk: Desk, items: Sequence[str], why: str, *, plan: str | None = None) -> str:
    """Log several sessions as left out with one reason, as one thing to undo. Raises `NotFound`."""
    if not items:
        raise BadValue("skip", "nothing is chosen", "Choose some sessions.")
    entries = []
    for item in items:
        owner, found = find(desk, item, plan)
        day = found.day if isinstance(found, Hung) else found.session.day
        entries.append(Skipped(id=desk.new_id(), at=desk.now(), day=day, plan=owner.id, session=item, why=clean(why)))
    count = f"{len(entries)} session{'s' if len(entries) != 1 else ''}"
    desk.keep_entries(*entries)
    return f"Skipped {count}."


def check_is_here(desk: Desk, day: date) -> None:
    """Raise `BadValue` for a day to come: only what has happened is logged."""
    if day > desk.today:
        raise BadValue("log", f"{show_day(day)} is not here yet", "Move the session to today if you did it already.")


def log_run(
    desk: Desk,
    distance_m: float,
    day: date,
    *,
    duration_s: int | None = None,
    shoe: str = "",
    orthotic: str = "",
    surface: Surface | None = None,
    comfort: int | None = None,
    hot_spots: str = "",
    note: str = "",
) -> str:
    """Log a run that the plan did not ask for, or that nobody matched to it.

    When the current plan has exactly one run on that day that nothing is logged for, the run answers for it. Without
    `shoe` it takes the pair that hangs on that one, else the default of its kind, and the sentence says so. Without an
    orthotic it is the one that hangs there, else the one that stands in the shoe.
    """
    check_is_here(desk, day)
    plan = desk.plan()
    session = _open_run(desk, plan, day) if plan else ""
    hung = _hung_on(desk, plan, session) if plan and session else {}
    kind = _kind_of(desk, plan, session) if plan and session else SessionKind.RUN
    worn = _worn(desk, kind, day, hung, shoe, orthotic)
    entry = Ran(
        id=desk.new_id(),
        at=desk.now(),
        day=day,
        plan=plan.id if plan and session else "",
        session=session,
        distance_m=checked_distance(distance_m),
        duration_s=duration_s,
        shoe=worn.shoe,
        orthotic=worn.orthotic,
        surface=surface,
        comfort=_checked_comfort(comfort),
        hot_spots=one_line(hot_spots),
        note=clean(note),
    )
    amount = show_distance(distance_m, desk.settings.unit)
    said = f"Logged {amount} on {show_day(day)}{', the planned run' if session else ''}."
    name = one_line(called(Thing.SHOE, worn.shoe, desk.gear_names()))
    in_it = f" In {name}, which hangs on it." if worn.is_hung else ""
    desk.keep_entries(entry)
    return f"{said}{in_it}{worn.said}"


class _Worn(NamedTuple):
    """The shoe and the orthotic of a run, by id; whether the shoe hangs on it; what to say of what nobody named."""

    shoe: str
    orthotic: str
    is_hung: bool
    said: str


def _worn(desk: Desk, kind: SessionKind, day: date, hung: Mapping[Thing, str], shoe: str, orthotic: str = "") -> _Worn:
    """Return what was worn on a run: what is named, else what hangs on it, else the pair and what stands in it."""
    from planner.actions.shoes import pair_of_run

    pair = pair_of_run(desk, shoe, hung.get(Thing.SHOE, ""), kind, day)
    own = desk.orthotic(orthotic).id if orthotic else hung.get(Thing.ORTHOTIC, "")
    paired = "" if own else _stands_in(desk, pair.shoe, day)
    return _Worn(pair.shoe, own or paired, pair.is_hung, f"{pair.said}{_with(desk, paired)}")


def _hung_on(desk: Desk, plan: Plan, session: str) -> dict[Thing, str]:
    """Return what hangs on a planned run, one of each thing."""
    return {item.thing: item.what for item in desk.schedule_of(plan).hung if item.session == session}


def _kind_of(desk: Desk, plan: Plan, session: str) -> SessionKind:
    listed = (one.session for one in desk.schedule_of(plan).sessions)
    return next((one.kind for one in listed if one.id == session), SessionKind.RUN)


def _checked_comfort(comfort: int | None) -> int | None:
    if comfort is not None and not 0 <= comfort <= 10:
        raise BadValue("comfort", f"{comfort} is not from 0 to 10", "10 is how shoes should feel.")
    return comfort


def _with(desk: Desk, orthotic: str) -> str:
    """Return the sentence about the orthotic that stands in the shoe of a run; empty for none."""
    return f" With {one_line(desk.gear_names().get(orthotic, orthotic))}, which stands in it." if orthotic else ""


def _stands_in(desk: Desk, shoe: str, day: date) -> str:
    """Return the id of the orthotic that a run in a shoe has on by its pairing; empty where none stands in it."""
    if not shoe:
        return ""
    from planner.actions.orthotics import run_in

    return run_in(desk, shoe, day)


def _open_run(desk: Desk, plan: Plan, day: date) -> str:
    runs = [
        one.session.id for one in desk.schedule_of(plan).sessions if one.session.day == day and one.session.kind.is_run
    ]
    if not runs:
        return ""
    answered = {entry.session for entry in desk.entries(day, day) if isinstance(entry, Ran | Skipped)}
    waiting = [run for run in runs if run not in answered]
    return waiting[0] if len(waiting) == 1 else ""


def log_pain(
    desk: Desk,
    area: Area,
    score: int,
    day: date,
    *,
    side: Side = Side.BOTH,
    when: When | None = None,
    feeling: Feeling = Feeling.PAIN,
    run: str = "",
    came_on_m: float | None = None,
    signs: tuple[Sign, ...] = (),
    note: str = "",
) -> str:
    """Log pain or tightness in an area, 0 to 10. Raises `BadValue` for a score or an area that cannot be logged.

    `run`: the id of the run or the planned session that it belongs to; `came_on_m`: how far into it that came.
    """
    check_is_here(desk, day)
    try:
        entry = Felt(
            id=desk.new_id(),
            at=desk.now(),
            day=day,
            area=area,
            score=score,
            side=side,
            feeling=feeling,
            when=when,
            run=run,
            came_on_m=came_on_m,
            signs=signs,
            note=clean(note),
        )
    except ValueError as error:
        raise BadValue("pain", str(error), "Give an area and a score from 0 to 10.") from None
    desk.keep_entries(entry)
    if desk.settings.private:
        return f"Logged what you felt on {show_day(day)}."
    return f"Logged {feeling} {score} of 10, {entry.place.label}, on {show_day(day)}."


def log_wear(desk: Desk, orthotic: str, hours: float, day: date, *, sore: int | None = None, note: str = "") -> str:
    """Log the hours that an orthotic was worn on a day, and how sore that was, 0 to 10. Raises `BadValue`."""
    check_is_here(desk, day)
    item = desk.orthotic(orthotic)
    try:
        entry = Wore(
            id=desk.new_id(), at=desk.now(), day=day, orthotic=item.id, hours=hours, sore=sore, note=clean(note)
        )
    except ValueError as error:
        fix = "Give a score from 0 to 10." if "score" in str(error) else "Give hours such as 1.5."
        raise BadValue("sore" if "score" in str(error) else "hours", str(error), fix) from None
    felt = f", sore {sore} of 10," if sore is not None and not desk.settings.private else ""
    desk.keep_entries(entry)
    return f"Logged {hours:g} h in {one_line(item.name)}{felt} on {show_day(day)}."


def log_note(desk: Desk, text: str, day: date) -> str:
    """Log a note on a day."""
    if not clean(text).strip():
        raise BadValue("note", "it is empty", "Write something.")
    entry = Noted(id=desk.new_id(), at=desk.now(), day=day, text=clean(text).strip())
    desk.keep_entries(entry)
    return f"Noted on {show_day(day)}."


def log_played(desk: Desk, played: Played, *felt: Felt) -> str:
    """Log a routine that was played and how it felt before and after, as one thing to undo.

    An entry of that id that is in the log already is not written twice.
    """
    existing, _ = desk.store.entries(played.day, played.day)
    name = desk.names().get(played.routine, played.routine)
    if any(entry.id == played.id for entry in existing):
        return f"{name} was kept already."
    desk.keep_entries(played, *felt)
    return f"Kept: {name}{'' if played.complete else ', as far as it went'}."


def checked_distance(distance_m: float) -> float:
    """Return a run's distance in metres. Raises `BadValue` for what no run is."""
    if not 0 < distance_m <= _LONGEST_RUN_M:
        raise BadValue("distance", f"{distance_m / 1000:g} km is not a run", "Give more than 0 and at most 500 km.")
    return float(distance_m)


def correct(desk: Desk, was: Happening, now: Happening) -> str:
    """Log `now` in the place of `was`, which stays in the file; return an empty text when nothing differs.

    Raises `NotFound` when `was` does not stand any more: it was corrected or taken back meanwhile.
    """
    if now == was:
        return ""
    if type(now) is not type(was) or now.day != was.day:
        raise ValueError(f"a correction is of the same kind and day, got {now!r} for {was!r}")
    _check_stands(desk, was)
    entry = replace(now, id=desk.new_id(), at=desk.now(), corrects=was.id)
    desk.keep_entries(entry)
    return f"Corrected on {show_day(was.day)}."


def take_back(desk: Desk, entry: Happening) -> str:
    """Take an entry out of what stands, with what it corrected, as one thing to undo; all of it stays in the file.

    With a played session goes what was felt before and after it. Raises `NotFound` when it does not stand any more.
    """
    _check_stands(desk, entry)
    gone: list[Happening] = [entry]
    if isinstance(entry, Played):
        last = max(entry.day, entry.started.date()) if entry.started else entry.day
        gone += [one for one in desk.entries(entry.day, last) if isinstance(one, Felt) and one.session == entry.id]
    undone = [
        UndoEntry(id=desk.new_id(), at=desk.now(), day=one.day, of=of) for one in gone for of in _history_of(desk, one)
    ]
    desk.keep_entries(*undone)
    return f"Taken back on {show_day(entry.day)}."


def _check_stands(desk: Desk, entry: Happening) -> None:
    desk.log_changed()
    if not any(one.id == entry.id for one in desk.entries(entry.day, entry.day)):
        raise NotFound("log", "this entry was changed meanwhile", "Look at the day again.")


def _history_of(desk: Desk, entry: Happening) -> list[str]:
    """Return the ids of an entry and of all that it corrects, the latest first."""
    listed, problems = desk.store.entries(entry.day, entry.day)
    desk.note_problems(problems)
    corrected = {one.id: one.corrects for one in listed if not isinstance(one, UndoEntry | RedoEntry)}
    found = [entry.id]
    while (before := corrected.get(found[-1], "")) and before not in found:
        found.append(before)
    return found
