"""The user's changes applied to the sessions of the base, one after the other."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.change import Add, Change, Delete, Edit, Move, Restore, Shift, Swap, SwapWeekdays
from planner.domain.days import Weekday, show_day, week_start
from planner.domain.ids import HUNG
from planner.domain.race import Race
from planner.domain.session import CONTENTS, Session, SessionKind, half_of
from planner.domain.week import PlanWeek

_TEXTS = ("title", "text", "note", "clock")


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A change that no longer fits the plan: it is kept in the file and left out of the schedule."""

    change: Change
    why: str


class Amended(msgspec.Struct):
    """Sessions by id after the changes: those that stand, those that were deleted, and the changes that do not fit.

    `touched`: the place, among the changes, of the last one that was made to a session by itself. `gone`: the change
    that took a deleted session out.
    """

    sessions: dict[str, Session]
    deleted: dict[str, Session]
    lost: list[Lost]
    touched: dict[str, int]
    gone: dict[str, Change]


def amend(base: Iterable[Session], race: Race, weeks: Sequence[PlanWeek], changes: Sequence[Change]) -> Amended:
    """Return the sessions of `base` with the changes that stand applied in order. The race is always on race day."""
    state = Amended({session.id: session for session in base}, {}, [], {}, {})
    for place, change in enumerate(changes):
        try:
            why = _apply(state, race, weeks, change)
        except OverflowError:  # a day that was written by hand, at the end of the calendar
            why = "it leads to a day that there is not"
        if why:
            state.lost.append(Lost(change=change, why=why))
        elif isinstance(change, Add):
            state.touched[change.session.id] = place
        elif isinstance(change, Move | Edit | Restore):
            state.touched[change.session] = place
    if race.session in state.sessions:
        state.sessions[race.session] = msgspec.structs.replace(
            state.sessions[race.session], day=race.day, kind=SessionKind.RACE
        )
    return state


def edited(session: Session, edit: Edit) -> Session:
    """Return `session` with the contents that `edit` gives, and without the fields that it clears."""
    given = {name: getattr(edit, name) for name in CONTENTS if getattr(edit, name) is not None}
    cleared: dict[str, str | None] = {
        name: "" if name in _TEXTS else None for name in edit.clear if name in CONTENTS[1:]
    }
    return msgspec.structs.replace(session, **{**cleared, **given})


def _apply(state: Amended, race: Race, weeks: Sequence[PlanWeek], change: Change) -> str:
    """Apply one change; return why it does not fit, or nothing."""
    match change:
        case Add(session=session):
            return _add(state, session)
        case Move() | Edit() | Delete() | Restore() if HUNG not in change.session:
            return _amend_one(state, race, change)
        case Swap(one=one, other=other):
            return _swap(state, race, one, other)
        case SwapWeekdays():
            _swap_weekdays(state, race, weeks, change)
        case Shift():
            _shift(state, race, change)
        case _:
            pass
    return ""


def _add(state: Amended, session: Session) -> str:
    there = state.sessions.get(session.id) or state.deleted.get(session.id)
    if there is None:
        state.sessions[session.id] = session
        return ""
    return (
        f"another session of the same id was there first, a {there.kind} on {show_day(there.day)}, and it stands:"
        " add this one again to have both"
    )


def _amend_one(state: Amended, race: Race, change: Move | Edit | Delete | Restore) -> str:
    """Change one session. What is so already, as a deletion of what is gone, needs no word."""
    if isinstance(change, Restore):
        if change.session in state.deleted:
            state.sessions[change.session] = state.deleted.pop(change.session)
        return "" if change.session in state.sessions else "its session is not in the plan any more"
    session = state.sessions.get(change.session)
    if session is None:
        if change.session not in state.deleted:
            return "its session is not in the plan any more"
        return "" if isinstance(change, Delete) else _gone(state.gone[change.session])
    if change.session == race.session and not isinstance(change, Edit):
        return "the race stays on its day"
    match change:
        case Move(to=to, slot=slot):
            # A half of the day that was asked for goes before a time in the other one.
            clock = "" if slot and session.clock and slot is not half_of(session.clock) else session.clock
            state.sessions[session.id] = msgspec.structs.replace(
                session, day=to, slot=slot or session.slot, clock=clock
            )
        case Edit():
            state.sessions[session.id] = edited(session, change)
        case Delete():
            _take_out(state, session, change)
    return ""


def _gone(by: Change) -> str:
    """Return in words that a session had been taken out when it was to be changed."""
    when = f"{show_day(by.at.date())} at {by.at:%H:%M}"
    if isinstance(by, Shift):
        return (
            f"its session fell out of the plan by the shift of {when}, which stands: bring it back and change it again"
        )
    return f"its session was deleted before, {when}, and the deletion stands: bring it back and change it again"


def _take_out(state: Amended, session: Session, change: Change) -> None:
    state.deleted[session.id] = state.sessions.pop(session.id)
    state.gone[session.id] = change


def _put(state: Amended, days: Mapping[str, date]) -> None:
    """Put sessions, by id, on other days."""
    for key, day in days.items():
        state.sessions[key] = msgspec.structs.replace(state.sessions[key], day=day)


def _swap(state: Amended, race: Race, one: date, other: date) -> str:
    if race.day in (one, other) and one != other:
        return f"{show_day(race.day)} is race day, and the race stays"
    to = {one: other, other: one}
    _put(state, {session.id: to[session.day] for session in state.sessions.values() if session.day in to})
    return ""


def _swap_weekdays(state: Amended, race: Race, weeks: Sequence[PlanWeek], change: SwapWeekdays) -> None:
    """Exchange two weekdays inside each plan week, on whichever weekday it begins; outside the plan its weeks go on."""
    pair = {change.one.number: change.other.number, change.other.number: change.one.number}
    starts: dict[date, date] = {}
    for week in weeks:
        for n in range(7):
            starts.setdefault(week.start + timedelta(days=n), week.start)
    first = Weekday.of(weeks[0].start) if weeks else Weekday.MON
    days: dict[str, date] = {}
    for session in state.sessions.values():
        target = pair.get(session.day.weekday())
        if target is None:
            continue
        start = starts.get(session.day) or week_start(session.day, first)
        to = start + timedelta(days=(target - start.weekday()) % 7)
        if race.day not in (to, session.day) and (change.since is None or min(to, session.day) >= change.since):
            days[session.id] = to
    _put(state, days)


def _shift(state: Amended, race: Race, change: Shift) -> None:
    """Shift what stands in the span. The race stays, and nothing comes to race day or past it: it falls out."""
    until = change.until or (race.day - timedelta(days=1) if change.since < race.day else date.max)
    days: dict[str, date] = {}
    out: list[Session] = []
    for session in state.sessions.values():
        if session.id == race.session or not change.since <= session.day <= until:
            continue
        to = session.day + timedelta(days=change.by)
        if session.day < race.day <= to or session.day > race.day >= to:
            out.append(session)
        else:
            days[session.id] = to
    for session in out:
        _take_out(state, session, change)
    _put(state, days)
