"""How much of what was planned was done: the runs, and each layer's routines."""

from collections.abc import Iterable

import msgspec

from planner.domain.kept import Kept
from planner.planning.agenda import AgendaDay, Status


class Adherence(msgspec.Struct, frozen=True, kw_only=True):
    """What was kept of the runs, and of each layer that hung a routine, by its id in the order of the first one."""

    runs: Kept
    layers: dict[str, Kept]


def adherence(days: Iterable[AgendaDay]) -> Adherence:
    """Return how much was done of what is answered or past; what is still to come does not count.

    What gave way to days off was not planned, and shoes, orthotics and notes cannot be done.
    """
    runs = Kept()
    layers: dict[str, Kept] = {}
    for day in days:
        for line in day.sessions:
            if line.session.kind.is_run:
                runs += _kept(line.status)
        for item in day.routines:
            layers[item.hung.layer] = layers.get(item.hung.layer, Kept()) + _kept(item.status)
    return Adherence(runs=runs, layers={layer: kept for layer, kept in layers.items() if kept.planned})


def _kept(status: Status) -> Kept:
    match status:
        case Status.PLANNED | Status.UNKNOWN:
            return Kept()
        case Status.DONE:
            return Kept(planned=1, done=1)
        case Status.PARTLY:
            return Kept(planned=1, partly=1)
        case Status.SKIPPED:
            return Kept(planned=1, skipped=1)
        case Status.MISSED:
            return Kept(planned=1, missed=1)
