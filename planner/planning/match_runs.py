"""Which run was which planned session of its day, or which entry that was logged by hand: the best of all pairings.

A run is only ever matched on its own day: done a day later, it may as well be another run, and a person says so by
moving the session. A second recording of one session (the watch was restarted) stays a run of its own.

How far a run is from a place is the logarithm of the ratio of the two distances, else of the durations: twice as far
and half as far count the same. The figures that are added to it are our own choice; they only decide between places
that are about as close.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from math import inf, log

import msgspec

from planner.domain.activity import Activity, Sport
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span

FURTHEST = log(3)
"""A run of less than a third or more than three times what was planned was not that session."""
TYPED_SHARE = log(1.1)
"""How far what a person typed may lie from what the watch measured: 10 for 10.6 km."""
TYPED_M = 600.0
"""Or so many metres: people round."""
_UNKNOWN = 0.35
"""Where neither distance nor duration can be compared: as far as 8 km are from 11.4."""
_ONLY_PLANNED = 0.1
"""For an entry by hand that only repeats the plan's distance: one that a person measured comes first."""
_SESSION = 0.05
"""For a planned session, and again for each plan before its own: what was logged by hand comes first."""
_OTHER_HALF = 0.25
"""For a run in the morning where the afternoon was planned, or the other way round."""
_AN_HOUR = 0.05
"""For each hour between the planned time and the run's."""
_MOST_CLOCK = 0.3
"""At most so much for the time of day."""
_MOST_PLACES = 8
"""More sessions and entries than these on one day are not looked at: nobody runs nine times a day."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of a day may be: a planned session that is open, or an entry logged by hand that knows no start.

    `distance`, `duration_s`: what is planned, or was typed. `is_typed`: a person gave the distance. `rank`: 0 for an
    entry by hand and for the current plan, more for plans that come later.
    """

    key: str
    is_walk: bool = False
    by_hand: bool = False
    is_typed: bool = False
    distance: Span | None = None
    duration_s: int | None = None
    slot: Slot | None = None
    clock: str = ""
    rank: int = 0


def place_of(session: Session, *, rank: int = 0) -> Place | None:
    """Return the place of a planned session; None for one that no run or walk can be."""
    is_run = session.kind.is_run or (session.or_kind is not None and session.or_kind.is_run)
    if not is_run and session.kind is not SessionKind.WALK:
        return None
    return Place(
        key=session.id,
        is_walk=not is_run,
        distance=session.distance,
        duration_s=session.duration_s,
        slot=session.slot,
        clock=session.clock,
        rank=rank,
    )


def cost(run: Activity, place: Place) -> float:
    """Return how far a run, its start in local time, is from a place: 0 is exactly it, `inf` that it cannot be."""
    if run.sport is Sport.OTHER or (run.sport is Sport.WALK) != place.is_walk:
        return inf
    far = _far(run, place)
    if far == inf:
        return inf
    if not place.by_hand:
        far += _SESSION * (1 + place.rank) + (_off_time(run.start, place) if run.has_clock else 0.0)
    elif not place.is_typed:
        far += _ONLY_PLANNED
    return far


def assign(runs: Sequence[Activity], places: Sequence[Place], settled: Collection[int] = ()) -> dict[int, str]:
    """Return the place's key for each run, by its number, so that all runs together are as close as can be.

    No run takes the place of one that is closer to it. Runs that are nothing that was planned are left out. Those in
    `settled`, by number, are in the log already: they take no entry that was logged by hand.
    """
    places = sorted(places, key=lambda place: (place.rank, not place.by_hand, place.key))[:_MOST_PLACES]
    costs = [
        [inf if place.by_hand and row in settled else cost(run, place) for place in places]
        for row, run in enumerate(runs)
    ]
    chosen: set[int] = set()
    for column in range(len(places)):
        # Only the closest few of a place can be part of the best pairing.
        near = sorted((row for row in range(len(runs)) if costs[row][column] < inf), key=lambda row: costs[row][column])
        chosen.update(near[: len(places)])
    # For each set of places that are taken: the least sum of costs and which run took which.
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    for row in sorted(chosen):
        for taken, (sum_of, pairs) in list(best.items()):
            for column, far in enumerate(costs[row]):
                both = taken | 1 << column
                # A run that is left alone costs as much as the furthest that would still do.
                total = sum_of + far - 2 * FURTHEST
                if far < inf and both != taken and total < best.get(both, (inf,))[0] - 1e-12:
                    best[both] = (total, (*pairs, (row, column)))
    _, pairs = min(best.values(), key=lambda one: one[0])
    return {row: places[column].key for row, column in pairs}


def _far(run: Activity, place: Place) -> float:
    """Return how far distance, else duration, lies from the place; a middling figure where neither can be compared."""
    if run.distance_m and place.distance:
        off = _outside(run.distance_m, place.distance.low_m, place.distance.high_m)
        if not place.is_typed:
            return off if off <= FURTHEST else inf
        near = off <= TYPED_SHARE or abs(run.distance_m - place.distance.middle_m) <= TYPED_M
        return min(off, FURTHEST) if near else inf
    if run.duration_s and place.duration_s:
        off = _outside(run.duration_s, place.duration_s, place.duration_s)
        return off if off <= (TYPED_SHARE if place.is_typed else FURTHEST) else inf
    return _UNKNOWN


def _outside(value: float, low: float, high: float) -> float:
    return log(low / value) if value < low else log(value / high) if value > high else 0.0


def _off_time(start: datetime, place: Place) -> float:
    """Return what a run loses that began at another time of day than was planned."""
    if place.clock:
        hours = abs(start.hour + start.minute / 60 - int(place.clock[:2]) - int(place.clock[3:]) / 60)
        return min(_AN_HOUR * hours, _MOST_CLOCK)
    if place.slot:
        return _OTHER_HALF * ((start.hour < 12) != (place.slot is Slot.AM))
    return 0.0
