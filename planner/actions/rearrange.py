"""Rearranging weeks and ranges of a plan: each is one change, said in a sentence, and taken back by undo.

Each action has a twin that ends in `-ing` and makes nothing yet: it says what the action would do.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from planner.actions.arrangement import Arrangement, arranged, carry_out, check_near
from planner.actions.copies import paste, pasting, repeat_week, repeating_week, sessions_between
from planner.actions.desk import Desk
from planner.domain.change import (
    MOST_DAYS,
    Delete,
    Move,
    Part,
    Restore,
    Shift,
    SwapWeekdays,
    standing_changes,
)
from planner.domain.days import Weekday, show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.ids import HUNG
from planner.domain.layer import Hung
from planner.domain.plan import Plan
from planner.domain.session import name_of
from planner.domain.text import counted
from planner.planning.open_days import chain, passed_on, rests, trained, why_closed
from planner.planning.schedule import Planned

__all__ = [
    "delete_all",
    "insert_rest",
    "inserting_rest",
    "move_all",
    "moving_all",
    "paste",
    "pasting",
    "remove_rest",
    "removing_rest",
    "repeat_week",
    "repeating_week",
    "restore",
    "sessions_between",
    "shift",
    "shifting",
    "swap_weekdays",
    "swapping_weekdays",
]

_DAY = timedelta(days=1)


def shift(desk: Desk, since: date, by: int, *, until: date | None = None, plan: str | None = None) -> str:
    """Put what stands from `since` to `until` (up to the race without it) `by` days later, or earlier below 0.

    What would reach race day falls out of the plan and is named; the race, and what follows it, stays.
    """
    return carry_out(desk, shifting(desk, since, by, until=until, plan=plan))


def shifting(desk: Desk, since: date, by: int, *, until: date | None = None, plan: str | None = None) -> Arrangement:
    """Return what `shift` would do. Raises `BadValue` for what means nothing."""
    owner = desk.plan_of(plan)
    race = owner.race.day
    if not 0 < abs(by) <= MOST_DAYS:
        raise BadValue("days", f"{by} is not a number of days to shift by", "Write 1 to 730, or -1 to -730.")
    if since == race:
        raise BadValue("date", f"the race stays on {show_day(race)}", "Shift from a day before it, or after it.")
    if until is not None and until < since:
        raise BadValue("date", f"{show_day(until)} is before {show_day(since)}", "Choose a last day after the first.")
    notes = []
    if until is not None and since < race <= until:
        until = race - _DAY
        notes.append("The race and what follows it stay.")
    last = until or (race - _DAY if since < race else date.max)
    standing = desk.schedule_of(owner)
    under = [planned.session for planned in standing.sessions] + [one.session for one in standing.set_aside]
    days = [session.day for session in under if since <= session.day <= last and session.id != owner.race.session]
    if not days:
        raise BadValue("date", f"nothing stands there from {show_day(since)} on", "Choose an earlier day.")
    check_near(owner, min(days) + timedelta(days=by), max(days) + timedelta(days=by))
    where = f" to {show_day(until)}" if until else " to the race" if since < race else " on"
    did = (
        f"Shifted everything from {show_day(since)}{where} {counted(abs(by), 'day')} {'later' if by > 0 else 'earlier'}"
    )
    part = Shift(id=desk.new_id(), at=desk.now(), since=since, by=by, until=until)
    return arranged(desk, owner, [part], did, notes=notes)


def insert_rest(desk: Desk, day: date, *, to_race: bool = False, plan: str | None = None) -> str:
    """Make `day` a rest day: what stands on it and after it passes on by a day, up to the next rest day.

    With `to_race` everything up to the race moves a day, and what reaches race day falls out.
    """
    return carry_out(desk, inserting_rest(desk, day, to_race=to_race, plan=plan))


def inserting_rest(desk: Desk, day: date, *, to_race: bool = False, plan: str | None = None) -> Arrangement:
    """Return what `insert_rest` would do. Raises `BadValue` for race day, and for a day that is a rest day."""
    owner = desk.plan_of(plan)
    standing = desk.schedule_of(owner)
    if day == owner.race.day:
        raise BadValue("date", f"{show_day(day)} is race day", "Choose another day.")
    if not trained(standing, day):
        raise BadValue("date", f"{show_day(day)} is a rest day already", "Choose a day with something on it.")
    did = f"Made {show_day(day)} a rest day"
    if to_race:
        return arranged(desk, owner, [Shift(id=desk.new_id(), at=desk.now(), since=day, by=1)], did)
    days, has_rest = chain(owner, standing, day)
    if not has_rest and day > owner.race.day:
        raise BadValue("date", f"no rest day follows {show_day(day)}", "Choose another day.")
    parts = _passing(desk, days if has_rest else (*days, owner.race.day), back=False)
    if has_rest:
        parts += _resting(desk, [session.id for session in rests(standing, days[-1])], day)
    return arranged(desk, owner, parts, did)


def remove_rest(desk: Desk, day: date, *, to_race: bool = False, plan: str | None = None) -> str:
    """Fill the rest day `day`: what follows it, up to the next rest day, comes a day earlier.

    With `to_race` everything up to the race comes a day earlier.
    """
    return carry_out(desk, removing_rest(desk, day, to_race=to_race, plan=plan))


def removing_rest(desk: Desk, day: date, *, to_race: bool = False, plan: str | None = None) -> Arrangement:
    """Return what `remove_rest` would do. Raises `BadValue` for a day that is no rest day, or not to be run on."""
    owner = desk.plan_of(plan)
    standing = desk.schedule_of(owner)
    if there := trained(standing, day):
        name = name_of(there[0], desk.settings.unit)
        raise BadValue("date", f"{show_day(day)} is no rest day: {name} stands on it", "Choose a rest day.")
    if why := why_closed(owner, standing, day):
        raise BadValue("date", why, "Choose another day.")
    days, has_rest = chain(owner, standing, day)
    busy = days[:-1] if has_rest else days
    if len(busy) < 2:
        next_day = "race day" if day + _DAY == owner.race.day else "a rest day too"
        raise BadValue("date", f"the day after {show_day(day)} is {next_day}", "There is nothing to bring forward.")
    freed, parts = busy[-1], _passing(desk, busy, back=True)
    if to_race:
        before = day < owner.race.day
        freed = owner.race.day - _DAY if before else max(one.session.day for one in standing.sessions)
        parts = [Shift(id=desk.new_id(), at=desk.now(), since=day + _DAY, by=-1)]
    parts += _resting(desk, [session.id for session in rests(standing, day)], freed)
    return arranged(desk, owner, parts, f"Took out the rest day of {show_day(day)}")


def swap_weekdays(
    desk: Desk, one: Weekday, other: Weekday, *, since: date | None = None, plan: str | None = None
) -> str:
    """Exchange two weekdays in every week, or in those from `since` on; a week with the race on one of them stays."""
    return carry_out(desk, swapping_weekdays(desk, one, other, since=since, plan=plan))


def swapping_weekdays(
    desk: Desk, one: Weekday, other: Weekday, *, since: date | None = None, plan: str | None = None
) -> Arrangement:
    """Return what `swap_weekdays` would do. Raises `BadValue` for a weekday with itself, or when nothing is there."""
    owner = desk.plan_of(plan)
    if one is other:
        raise BadValue("weekday", f"{one.full} cannot be swapped with itself", "Choose two weekdays.")
    part = SwapWeekdays(id=desk.new_id(), at=desk.now(), one=one, other=other, since=since)
    where = f"in the weeks from {show_day(since)} on" if since else "in the whole plan"
    notes = ["Race week stays as it is."] if Weekday.of(owner.race.day) in (one, other) else []
    return arranged(desk, owner, [part], f"Swapped {one.full} and {other.full} {where}", notes=notes)


def restore(desk: Desk, item: str, *, plan: str | None = None) -> str:
    """Bring back a session that was deleted or fell out, or a deleted hung item, to where it was.

    Raises `BadValue` for what stands, `NotFound` for what is not among the deleted ones.
    """
    owner = desk.plan_of(plan)
    standing = desk.schedule_of(owner)
    if standing.find(item):
        raise BadValue(f"session {item!r}", "it is in the plan", "Only what was deleted can be brought back.")
    part = Restore(id=desk.new_id(), at=desk.now(), session=item)
    gone = next((session for session in standing.deleted if session.id == item), None)
    if gone:
        did = f"Brought back {name_of(gone, desk.settings.unit)} on {show_day(gone.day)}"
        return carry_out(desk, arranged(desk, owner, [part], did, own=True))
    if _is_deleted_hung(owner, item):
        made = arranged(desk, owner, [part], f"Brought back {_hung_name(owner, item)}", own=True)
        return carry_out(desk, made)
    raise NotFound(f"session {item!r}", "it is not among the deleted ones", "`planner plan show` has what stands.")


def move_all(desk: Desk, items: Sequence[str], by: int, *, anyway: bool = False, plan: str | None = None) -> str:
    """Put sessions, with what hangs on them, and single hung items `by` days later (earlier below 0).

    A run comes neither to a closed day nor to race day, unless `anyway`. The race stays.
    """
    return carry_out(desk, moving_all(desk, items, by, anyway=anyway, plan=plan))


def moving_all(
    desk: Desk, items: Sequence[str], by: int, *, anyway: bool = False, plan: str | None = None
) -> Arrangement:
    """Return what `move_all` would do. Raises `BadValue` for what means nothing, `NotFound` for what is not there."""
    from planner.actions.changes import check_open

    owner, found, notes = _chosen(desk, items, plan)
    if not 0 < abs(by) <= MOST_DAYS:
        raise BadValue("days", "they are there already" if not by else f"{by} days are too many", "Choose another day.")
    parts: list[Part] = []
    for key, (thing, day) in found.items():
        to = day + timedelta(days=by)
        check_near(owner, to)
        if not anyway:
            check_open(desk, owner, thing, to)
        parts.append(Move(id=desk.new_id(), at=desk.now(), session=key, to=to))
    first = min(day for _, day in found.values())
    how = f"{counted(abs(by), 'day')} {'later' if by > 0 else 'earlier'}"
    what = _what(desk, [thing for thing, _ in found.values()])
    did = f"Moved {what} {how}, {'the first ' if len(parts) > 1 else ''}to {show_day(first + timedelta(days=by))}"
    return arranged(desk, owner, parts, did, notes=notes, own=True)


def delete_all(desk: Desk, items: Sequence[str], *, plan: str | None = None) -> str:
    """Take sessions, with what hangs on them, and single hung items out of the plan; the race stays."""
    owner, found, notes = _chosen(desk, items, plan)
    parts = [Delete(id=desk.new_id(), at=desk.now(), session=key) for key in found]
    first, last = min(day for _, day in found.values()), max(day for _, day in found.values())
    when = show_day(first) if first == last else f"{show_day(first)} to {show_day(last)}"
    did = f"Deleted {_what(desk, [thing for thing, _ in found.values()])} of {when}"
    return carry_out(desk, arranged(desk, owner, parts, did, notes=notes, own=True))


def _passing(desk: Desk, days: Sequence[date], *, back: bool) -> list[Part]:
    return [
        Shift(id=desk.new_id(), at=desk.now(), since=first, until=last, by=by)
        for first, last, by in passed_on(days, back=back)
    ]


def _resting(desk: Desk, sessions: Sequence[str], day: date) -> list[Part]:
    return [Move(id=desk.new_id(), at=desk.now(), session=key, to=day) for key in sessions]


def _chosen(
    desk: Desk, items: Sequence[str], plan: str | None
) -> tuple[Plan, dict[str, tuple[Planned | Hung, date]], list[str]]:
    """Return the plan, the items with their days, and what is to be said; what hangs on a chosen run goes with it."""
    from planner.actions.changes import find

    owner = desk.plan_of(plan)
    wanted = list(dict.fromkeys(items))
    race = owner.race.session
    found = {}
    for key in wanted:
        _, thing = find(desk, key, owner.id)
        if key == race or (isinstance(thing, Hung) and thing.session in wanted and thing.session != race):
            continue
        found[key] = (thing, thing.day if isinstance(thing, Hung) else thing.session.day)
    if not found:
        why = f"the race stays on {show_day(owner.race.day)}" if race in wanted else "nothing is chosen"
        raise BadValue("sessions", why, "Choose other sessions.")
    return owner, found, [f"The race stays on {show_day(owner.race.day)}."] if race in wanted else []


def _what(desk: Desk, things: Sequence[Planned | Hung]) -> str:
    """Return one thing by its name, several by their number."""
    from planner.actions.changes import title_of

    if len(things) == 1:
        return title_of(desk, things[0])
    return counted(len(things), "item" if any(isinstance(thing, Hung) for thing in things) else "session")


def _is_deleted_hung(plan: Plan, item: str) -> bool:
    last = None
    for change in standing_changes(plan.changes):
        if isinstance(change, Delete | Restore) and change.session == item and HUNG in item:
            last = change
    return isinstance(last, Delete)


def _hung_name(plan: Plan, item: str) -> str:
    host, _, layer = item.partition(HUNG)
    return next((one.name for one in plan.layers if one.id == layer), layer) or host
