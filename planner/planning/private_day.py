"""A day as it may be shown on a shared screen: without what is nobody else's business."""

import msgspec

from planner.domain.change import Off
from planner.domain.layer import Thing
from planner.domain.log import Played, Ran, Skipped
from planner.domain.off import OffKind
from planner.domain.session import Session
from planner.planning.agenda import AgendaDay, HungLine, SessionLine

_HEALTH = (OffKind.ILLNESS, OffKind.INJURY, OffKind.UNWELL)


def private_day(day: AgendaDay) -> AgendaDay:
    """Return a day without pain, scores, notes and reasons, visits and questions."""
    return msgspec.structs.replace(
        day,
        sessions=tuple(_line(line) for line in day.sessions),
        hung=tuple(_hung(line) for line in day.hung if line.hung.thing is not Thing.NOTE),
        deleted=tuple(_session(session) for session in day.deleted),
        set_aside=tuple(_session(session) for session in day.set_aside),
        others=tuple(_line(line) for line in day.others),
        off=_off(day.off),
        easing=_off(day.easing),
        extra=tuple(_did(entry) for entry in day.extra),
        felt=(),
        wore=tuple(msgspec.structs.replace(entry, sore=None, note="") for entry in day.wore),
        notes=(),
        besides=(),
    )


def _line(line: SessionLine) -> SessionLine:
    planned = line.planned
    bare = msgspec.structs.replace(
        planned,
        session=_session(planned.session),
        original=_session(planned.original) if planned.original else None,
        full=_session(planned.full) if planned.full else None,
    )
    entry = line.entry
    if isinstance(entry, Skipped):
        return msgspec.structs.replace(line, planned=bare, entry=msgspec.structs.replace(entry, why=""))
    return msgspec.structs.replace(line, planned=bare, entry=_ran(entry) if entry else None)


def _hung(line: HungLine) -> HungLine:
    if isinstance(line.entry, Skipped):
        return msgspec.structs.replace(line, entry=msgspec.structs.replace(line.entry, why=""))
    return msgspec.structs.replace(line, entry=_played(line.entry)) if line.entry else line


def _session(session: Session) -> Session:
    return msgspec.structs.replace(session, note="") if session.note else session


def _off(off: Off | None) -> Off | None:
    """Return days off that do not say whether it was an illness or an injury."""
    if off is None:
        return None
    return msgspec.structs.replace(off, note="", kind=OffKind.TIME_OFF if off.kind in _HEALTH else off.kind)


def _did(entry: Ran | Played) -> Ran | Played:
    return _ran(entry) if isinstance(entry, Ran) else _played(entry)


def _ran(entry: Ran) -> Ran:
    return msgspec.structs.replace(entry, note="", feel=None)


def _played(entry: Played) -> Played:
    steps = tuple(
        msgspec.structs.replace(step, note="", why="", scores=(), spots=(), time_to_clear_s=None)
        for step in entry.steps
    )
    return msgspec.structs.replace(entry, note="", steps=steps)
