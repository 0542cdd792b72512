"""The user's changes applied to the sessions of the base, one after the other."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.change import Add, Change, Delete, Edit, Move, Restore, Shift, Swap, SwapWeekdays
from planner.domain.days import week_start
from planner.domain.ids import HUNG
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.week import PlanWeek

_EDITABLE = ("kind", "or_kind", "distance", "duration_s", "title", "text", "note", "slot")
_TEXTS = ("title", "text", "note")


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A change that no longer fits the plan: it is kept in the file and left out of the schedule."""

    change: Change
    why: str


class Amended(msgspec.Struct):
    """Sessions by id after the changes: those that stand, those that were deleted, and the changes that do not fit.

    `touched`: the place, among the changes, of the last one that was made to a session by itself.
    """

    sessions: dict[str, Session]
    deleted: dict[str, Session]
    lost: list[Lost]
    touched: dict[str, int]


def amend(base: Iterable[Session], race: Race, weeks: Sequence[PlanWeek], changes: Sequence[Change]) -> Amended:
    """Return the sessions of `base` with the changes that stand applied in order. The race is always on race day."""
    state = Amended({session.id: session for session in base}, {}, [], {})
    for place, change in enumerate(changes):
        why = ""
        match change:
            case Add(session=session):
                why = _add(state, session)
            case Move() | Edit() | Delete() | Restore() if HUNG not in change.session:
                why = _amend_one(state, race, change)
            case Swap(one=one, other=other):
                _swap(state, race, one, other)
            case SwapWeekdays():
                _swap_weekdays(state, race, weeks, change)
            case Shift():
                _shift(state, race, change)
            case _:
                continue
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
    given = {name: getattr(edit, name) for name in _EDITABLE if getattr(edit, name) is not None}
    cleared: dict[str, str | None] = {
        name: "" if name in _TEXTS else None for name in edit.clear if name in _EDITABLE[1:]
    }
    return msgspec.structs.replace(session, **{**cleared, **given})


def _add(state: Amended, session: Session) -> str:
    if session.id in state.sessions or session.id in state.deleted:
        return "a session of its id is in the plan already"
    state.sessions[session.id] = session
    return ""


def _amend_one(state: Amended, race: Race, change: Move | Edit | Delete | Restore) -> str:
    if isinstance(change, Restore):
        if change.session not in state.deleted:
            return "its session is not among the deleted ones"
        state.sessions[change.session] = state.deleted.pop(change.session)
        return ""
    session = state.sessions.get(change.session)
    if session is None:
        return (
            "its session was deleted by an earlier change"
            if change.session in state.deleted
            else "its session is not in the plan any more"
        )
    if change.session == race.session and not isinstance(change, Edit):
        return "the race stays on its day"
    match change:
        case Move(to=to, slot=slot):
            _put(state, session, to)
            if slot:
                state.sessions[session.id] = msgspec.structs.replace(state.sessions[session.id], slot=slot)
        case Edit():
            state.sessions[session.id] = edited(session, change)
        case Delete():
            state.deleted[session.id] = state.sessions.pop(session.id)
    return ""


def _put(state: Amended, session: Session, day: date) -> None:
    state.sessions[session.id] = msgspec.structs.replace(session, day=day)


def _swap(state: Amended, race: Race, one: date, other: date) -> None:
    to = {one: other, other: one}
    for session in list(state.sessions.values()):
        if session.id != race.session and session.day in to:
            _put(state, session, to[session.day])


def _swap_weekdays(state: Amended, race: Race, weeks: Sequence[PlanWeek], change: SwapWeekdays) -> None:
    pair = {change.one.number: change.other.number, change.other.number: change.one.number}
    for session in list(state.sessions.values()):
        target = pair.get(session.day.weekday())
        if target is None or session.id == race.session:
            continue
        start = next((week.start for week in weeks if week.holds(session.day)), week_start(session.day))
        to = start + timedelta(days=(target - start.weekday()) % 7)
        if race.day in (to, session.day) or (change.since and min(to, session.day) < change.since):
            continue
        _put(state, session, to)


def _shift(state: Amended, race: Race, change: Shift) -> None:
    before_race = race.day - timedelta(days=1)
    until = change.until or (before_race if change.since <= before_race else date.max)
    for session in list(state.sessions.values()):
        if session.id == race.session or not change.since <= session.day <= until:
            continue
        to = session.day + timedelta(days=change.by)
        if session.day < race.day <= to or session.day > race.day >= to:
            state.deleted[session.id] = state.sessions.pop(session.id)
        else:
            _put(state, session, to)
