"""A plan as TOML, to share: the file that a store keeps, without what is private.

Whole: the base, the layers and the changes that stand, so that whoever reads it has the same days and can see what
was changed. Left out are changes that were taken back, why and because of what a change was made (pain, a light),
why a finding was accepted, whether days off were an illness, their notes, the time of day of each change, and which
other plan of the runner this one follows. `flat`: as it stands, without its history; only so it can be cut to days.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

import msgspec

from planner.codec.layout import written
from planner.domain.change import (
    Accept,
    Batch,
    Change,
    Delete,
    Edit,
    Hang,
    Move,
    Off,
    Rebase,
    Restore,
    Switch,
    moment_of,
    standing_records,
)
from planner.domain.ids import HUNG
from planner.domain.layer import Hung
from planner.domain.off import OffKind
from planner.domain.plan import SCHEMA, Plan, as_made_last
from planner.exports.outgoing import Outgoing
from planner.planning.schedule import schedule

_HEAD = (
    b"# A training plan of planner, to share. `planner import FILE` reads it; --race-date moves it to another race.\n"
)
_HEALTH = (OffKind.ILLNESS, OffKind.INJURY, OffKind.UNWELL)


def to_toml(plan: Plan) -> bytes:
    """Return a plan, as `shared` or `flat` made it, as the bytes of a plan file."""
    return _HEAD + written(plan, schema=SCHEMA)


def shared(plan: Plan, layers: Collection[str] | None = None) -> Plan:
    """Return a plan with its changes and without what is private. `layers`: the ids of those to keep, all without."""
    made = as_made_last(plan)
    kept = tuple(layer for layer in made.layers if layers is None or layer.id in layers)
    changes = tuple(change for change in _told(plan.changes) if layers is None or _is_of(change, layers))
    return msgspec.structs.replace(_without_others(made), layers=kept, changes=changes)


def flat(out: Outgoing, layers: Collection[str] | None = None) -> Plan:
    """Return a plan as it stands on the days of `out`, the race with it wherever it is, without a history.

    What hangs there is the same: where the layers alone would hang something else, a change says so.
    """
    plan = _without_others(as_made_last(out.plan))
    standing = schedule(plan)
    first, last = out.days[0].day, out.days[-1].day
    base = tuple(
        planned.session
        for planned in standing.sessions
        if first <= planned.session.day <= last or planned.session.id == plan.race.session
    )
    kept = tuple(layer for layer in standing.layers if layers is None or layer.id in layers)
    weeks = tuple(week for week in plan.weeks if week.start <= last and first < week.start + timedelta(days=7))
    bare = msgspec.structs.replace(plan, weeks=weeks, base=base, layers=kept, changes=())
    wanted = [line.hung for day in out.days for line in day.hung if layers is None or line.hung.layer in layers]
    at = datetime.combine(first, time(), UTC)
    return msgspec.structs.replace(bare, changes=tuple(_touches(wanted, schedule(bare).hung, at)))


def _touches(wanted: Iterable[Hung], hung: Iterable[Hung], at: datetime) -> Iterator[Change]:
    """Yield the changes that make what the layers hang what is to hang."""
    by_id = {item.id: item for item in wanted}
    for number, item in enumerate(hung, 1):
        there = by_id.get(item.id)
        if there is None:
            yield Delete(id=f"off-{number}", at=at, session=item.id)
            continue
        if there.what != item.what:
            yield Edit(id=f"what-{number}", at=at, session=item.id, what=there.what)
        if there.day != item.day:
            yield Move(id=f"day-{number}", at=at, session=item.id, to=there.day)


def _without_others(plan: Plan) -> Plan:
    """Return a plan that names no other plan of the runner."""
    if not (plan.inputs and plan.inputs.after):
        return plan
    return msgspec.structs.replace(plan, inputs=msgspec.structs.replace(plan.inputs, after=""))


def _told(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes that stand, in the order in which they count, each for itself and without what is private."""
    for record in sorted(standing_records(changes), key=moment_of):
        # The day is enough, and keeps the order: changes of the same moment count in the order of the file.
        at = datetime.combine(moment_of(record).astimezone(UTC).date(), time(), UTC)
        for change in record.parts if isinstance(record, Batch) else (record,):
            match change:
                case Rebase():
                    continue
                case Off(kind=kind):
                    kind = OffKind.TIME_OFF if kind in _HEALTH else kind
                    yield msgspec.structs.replace(change, at=at, kind=kind, note="")
                case Accept():
                    yield msgspec.structs.replace(change, at=at, why="")
                case _:
                    yield msgspec.structs.replace(change, at=at)


def _is_of(change: Change, layers: Collection[str]) -> bool:
    """Tell whether a change is about sessions, or about one of some layers."""
    match change:
        case Switch(layer=layer):
            return layer in layers
        case Hang(layer=layer):
            return layer.id in layers
        case Move(session=item) | Edit(session=item) | Delete(session=item) | Restore(session=item) if HUNG in item:
            return item.partition(HUNG)[2] in layers
    return True
