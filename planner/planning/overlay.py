"""Days off laid over the sessions: what gives way, what is eased, and what stands under it all the time."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from planner.domain.change import Change, Edit, Off
from planner.domain.off import Easing, Running
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.planning.amend import edited

_HALF = 0.5
_SHORTEST_M = 3_000.0
"""A run that some metres come off is not made shorter than this (section 10 of the rules: shortest run 3 km)."""
_PACE_S = 0.36
"""Seconds a metre, six minutes a kilometre: what metres off a run that has no distance take off its time."""

Earlier = Callable[[int], Mapping[str, Session]]
"""From a place among the changes to the sessions as they stood before the change there."""


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A session that gives way to days off: it is there again when they are taken out. `off`: their change's id."""

    session: Session
    off: str


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions after the days off. `full`: those that were eased, by id, as they would be without."""

    sessions: tuple[Session, ...]
    set_aside: tuple[SetAside, ...] = ()
    full: Mapping[str, Session] = {}


def offs_of(changes: Sequence[Change]) -> tuple[Off, ...]:
    """Return the days off that stand, in the order in which they were made."""
    return tuple(change for change in changes if isinstance(change, Off))


def covering(offs: Sequence[Off], day: date) -> Off | None:
    """Return the days off that hold `day`, the way back not counted; the last made of several."""
    return next((off for off in reversed(offs) if off.first <= day <= off.last), None)


def easing_on(offs: Sequence[Off], day: date) -> Off | None:
    """Return the days off from which the way back leads over `day`; the last made of several."""
    return next((off for off in reversed(offs) if step_on(off, day)), None)


def counting(offs: Sequence[Off], day: date) -> Off | None:
    """Return the days off that count on `day`: those that hold it go before a way back that leads over it."""
    return covering(offs, day) or easing_on(offs, day)


def step_on(off: Off, day: date) -> Easing | None:
    """Return the step of the way back that holds `day`."""
    return next((step for step in off.back if off.last < day <= step.last), None)


def lay_off(
    sessions: Sequence[Session],
    race: Race,
    changes: Sequence[Change],
    touched: Mapping[str, int],
    earlier: Earlier | None = None,
) -> Laid:
    """Return the sessions with all days off laid over them; on each day one counts (`counting`), the race stays.

    What the runner changed by itself afterwards stands as it was changed: what was put on those days is left alone,
    and what was edited there keeps what was typed. `touched`: the place of the last change to a session by itself.
    """
    places = {change.id: place for place, change in enumerate(changes) if isinstance(change, Off)}
    offs = offs_of(changes)
    if not offs:
        return Laid(sessions=tuple(sessions))
    standing: list[Session] = []
    aside: list[SetAside] = []
    full: dict[str, Session] = {}
    for session in sessions:
        off = counting(offs, session.day)
        if off is None or session.id == race.session:
            standing.append(session)
            continue
        left = under(off, session)
        if touched.get(session.id, -1) > places[off.id]:
            left = _as_changed(session, left, off, changes[places[off.id] :], earlier and earlier(places[off.id]))
        if left is None:
            aside.append(SetAside(session=session, off=off.id))
            continue
        standing.append(left)
        if left != session:
            full[session.id] = session
    return Laid(sessions=tuple(standing), set_aside=tuple(aside), full=full)


def _as_changed(
    session: Session, left: Session | None, off: Off, since: Sequence[Change], earlier: Mapping[str, Session] | None
) -> Session:
    """Return a session that was changed by itself after the days off were laid over it."""
    was = earlier.get(session.id) if earlier else None
    if left is None or was is None or counting((off,), was.day) is None:
        return session
    for change in since:
        if isinstance(change, Edit) and change.session == session.id:
            left = edited(left, change)
    return left


def under(off: Off, session: Session) -> Session | None:
    """Return what is left of a session under days off: itself, an easier one, or nothing."""
    if off.first <= session.day <= off.last:
        return _on_the_days(off, session)
    step = step_on(off, session.day)
    return eased(session, step.share, less_m=step.less_m, hard=step.hard) if step else session


def _on_the_days(off: Off, session: Session) -> Session | None:
    kind = session.kind
    match off.running:
        case Running.AS_PLANNED:
            return session
        case _ if kind is SessionKind.REST:
            return session
        case Running.NONE:
            return None if kind.is_run or not off.work else session
        case Running.HALF:
            return eased(session, _HALF, hard=False)
        case Running.EASY:
            return eased(session, 1.0, hard=False)
        case Running.EASY_AND_LONG:
            return None if kind.is_quality else session
        case Running.SHORT_EASY:
            return None if kind.is_hard else eased(session, _HALF, hard=False)


def eased(session: Session, share: float, *, less_m: float = 0.0, hard: bool) -> Session:
    """Return `share` of a run, less some metres; quality becomes easy, without its structure, unless `hard`.

    The long run stays one: it is run easily anyway.
    Distances keep full precision. A title that names numbers goes with them, as it would not be true any more.
    """
    if not session.kind.is_run:
        return session
    soft = session.kind.is_quality and not hard
    shorter = share < 1.0 or less_m > 0
    if not shorter and not soft:
        return session
    stale = soft or (shorter and re.search(r"\d", session.title))
    return msgspec.structs.replace(
        session,
        kind=SessionKind.EASY if soft else session.kind,
        distance=_less(session.distance, share, less_m),
        duration_s=_quicker(session, share, less_m),
        title="" if stale else session.title,
        text="" if soft or shorter else session.text,
    )


def _less(distance: Span | None, share: float, less_m: float) -> Span | None:
    if distance is None:
        return None
    low, high = (_shorter(metres, share, less_m) for metres in (distance.low_m, distance.high_m))
    return Span(low, high)


def _shorter(metres: float, share: float, less_m: float) -> float:
    return max(metres * share - less_m, min(metres * share, _SHORTEST_M)) if less_m else metres * share


def _quicker(session: Session, share: float, less_m: float) -> int | None:
    if session.duration_s is None:
        return None
    middle = session.distance.middle_m if session.distance else session.duration_s / _PACE_S
    return max(60, round(session.duration_s * _shorter(middle, share, less_m) / middle))
