"""Days off laid over the sessions: what gives way, what is eased, and what stands under it all the time."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.change import Change, Off
from planner.domain.off import Running
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span

_HALF = 0.5


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
    """Return the days off from which the way back leads over `day`."""
    return next((off for off in reversed(offs) if off.back and off.last < day <= off.back[-1].last), None)


def lay_off(sessions: Sequence[Session], race: Race, changes: Sequence[Change], touched: Mapping[str, int]) -> Laid:
    """Return the sessions with all days off laid over them. What was changed by itself afterwards is left alone."""
    placed = [(place, change) for place, change in enumerate(changes) if isinstance(change, Off)]
    if not placed:
        return Laid(sessions=tuple(sessions))
    standing: list[Session] = []
    aside: list[SetAside] = []
    full: dict[str, Session] = {}
    for session in sessions:
        eased: Session | None = session
        for place, off in placed:
            if session.id == race.session or touched.get(session.id, -1) > place or eased is None:
                continue
            eased = _under(off, eased)
            if eased is None:
                aside.append(SetAside(session=session, off=off.id))
        if eased is not None:
            standing.append(eased)
            if eased is not session:
                full[session.id] = session
    return Laid(sessions=tuple(standing), set_aside=tuple(aside), full=full)


def _under(off: Off, session: Session) -> Session | None:
    """Return what is left of a session under days off: itself, an easier one, or nothing."""
    if off.first <= session.day <= off.last:
        return _on_the_days(off.running, session)
    before = off.last
    for step in off.back:
        if before + timedelta(days=1) <= session.day <= step.last:
            return eased(session, step.share, hard=step.hard)
        before = step.last
    return session


def _on_the_days(running: Running, session: Session) -> Session | None:
    kind = session.kind
    match running:
        case Running.AS_PLANNED:
            return session
        case _ if kind is SessionKind.REST:
            return session
        case Running.NONE:
            return None
        case Running.HALF:
            return eased(session, _HALF, hard=False)
        case Running.EASY:
            return eased(session, 1.0, hard=False)
        case Running.EASY_AND_LONG:
            return None if kind.is_quality else session
        case Running.SHORT_EASY:
            return None if kind.is_hard else eased(session, _HALF, hard=False)


def eased(session: Session, share: float, *, hard: bool) -> Session:
    """Return `share` of a run's distance and time; a hard run becomes easy, without its structure, unless `hard`."""
    if not session.kind.is_run:
        return session
    distance = session.distance
    soft = session.kind.is_hard and not hard
    if share == 1.0 and not soft:
        return session
    return msgspec.structs.replace(
        session,
        kind=SessionKind.EASY if soft else session.kind,
        distance=Span(distance.low_m * share, distance.high_m * share) if distance else None,
        duration_s=max(60, round(session.duration_s * share)) if session.duration_s else None,
        title="" if soft else session.title,
        text="" if soft or share < 1.0 else session.text,
    )
