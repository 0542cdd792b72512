"""Which areas are warm, by what was logged and by the chain upstream of it, and which exercises that ranks."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import msgspec

from planner.domain.body import Area, Side
from planner.domain.chain import Chain, Edge
from planner.domain.exercise import Exercise
from planner.domain.log import Felt, Happening

_SIDES = (Side.LEFT, Side.RIGHT)


class WarmReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why an area is warm: the entry of a logged area, and the edges that lead from this area to it.

    No edges: the area itself was logged. `left` and `right`: what it adds on each side. `downstream`: the one edge
    leads from the logged area to this one, which puts it on the watch list and adds nothing.
    """

    entry: Felt
    left: float
    right: float
    edges: tuple[Edge, ...] = ()
    downstream: bool = False
    halved: bool = False

    @property
    def score(self) -> float:
        """The most it adds on a side."""
        return max(self.left, self.right)


class Warm(msgspec.Struct, frozen=True, kw_only=True):
    """An area with a score. `left` and `right` add up what was logged and what the chain makes of it.

    `logged`: the highest score of its own entries that count. `watch`: its score on the watch list, for what is logged
    upstream of it. `reasons`: the weightiest first.
    """

    area: Area
    left: float = 0.0
    right: float = 0.0
    logged: int = 0
    watch: float = 0.0
    reasons: tuple[WarmReason, ...] = ()

    @property
    def score(self) -> float:
        """The score of the side that has more; 0 for an area that is only watched."""
        return max(self.left, self.right)

    @property
    def side(self) -> Side:
        """The side that has more, both where they are alike."""
        return Side.BOTH if self.left == self.right else Side.LEFT if self.left > self.right else Side.RIGHT


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise that the chain names for what is warm. `left` and `right`: its sums over the areas it counts for.

    `areas`: those areas, each with its share.
    """

    exercise: Exercise
    score: float
    left: float
    right: float
    areas: tuple[tuple[Warm, float], ...]


class _Own(msgspec.Struct, frozen=True):
    entry: Felt
    left: float
    right: float
    halved: bool


def warm_areas(entries: Iterable[Happening], chain: Chain, today: date) -> tuple[Warm, ...]:
    """Return the areas that are warm or on the watch list, the warmest first, each with its reasons.

    Rules 1 and 2 of the selection: the highest score of a side in the last `days`, halved when the newest entry above
    0 is older than `halve_after_days`; the areas one and two edges upstream get a share of it, times the weights of
    the edges; those one edge downstream are watched. Of several ways to an area the shortest counts, and of these the
    heaviest; what comes from several logged areas adds up.
    """
    own = _own_scores(entries, chain, today)
    reasons: dict[Area, list[WarmReason]] = {}
    for area, one in own.items():
        share = chain.selection.own
        reasons.setdefault(area, []).append(
            WarmReason(entry=one.entry, left=share * one.left, right=share * one.right, halved=one.halved)
        )
        for warmed, share, edges in _upstream(area, chain):
            reasons.setdefault(warmed, []).append(_reason(one, share, edges))
        for edge in chain.out_of(area):
            share = chain.selection.downstream_one * edge.weight
            reasons.setdefault(edge.downstream, []).append(_reason(one, share, (edge,), downstream=True))
    found = [_warm(area, some) for area, some in reasons.items()]
    order = {area: n for n, area in enumerate(chain.selection.areas)}
    return tuple(sorted(found, key=lambda warm: (-warm.score, -warm.watch, order[warm.area])))


def ranked(
    warm: Iterable[Warm], exercises: Mapping[str, Exercise], chain: Chain, own_made: Collection[str] = ()
) -> tuple[Ranked, ...]:
    """Return the exercises that the chain lists for the warm areas, by the sum over the areas they work, best first.

    Rule 3: the area that an exercise names first counts in full, the others by half, and so does an area that lists
    the exercise without being worked by it. Among equals the order of the warmest area's list decides. `own_made`: ids
    of the runner's own exercises, which no list names; one whose first area is warm counts.
    """
    selection = chain.selection
    by_area = {one.area: one for one in warm if one.score >= selection.least_score}
    places: dict[str, int] = {}
    listed: dict[str, list[Area]] = {}
    for one in sorted(by_area.values(), key=lambda one: -one.score):
        plan = chain.plan_for(one.area)
        for name in plan.exercises if plan else ():
            places.setdefault(name, len(places))
            listed.setdefault(name, []).append(one.area)
    for name in sorted(own_made):
        if name in exercises and exercises[name].areas[0] in by_area:
            places.setdefault(name, len(places))
    found = [_ranked(exercises[name], listed.get(name, ()), by_area, chain) for name in places if name in exercises]
    return tuple(sorted(found, key=lambda one: (-round(one.score, 9), places[one.exercise.id])))


def _ranked(exercise: Exercise, listed: Iterable[Area], by_area: Mapping[Area, Warm], chain: Chain) -> Ranked:
    selection = chain.selection
    areas = tuple(dict.fromkeys((*exercise.areas, *listed)))
    shares = tuple(
        (by_area[area], selection.other_area if n else selection.first_area)
        for n, area in enumerate(areas)
        if area in by_area
    )
    return Ranked(
        exercise=exercise,
        score=sum(share * warm.score for warm, share in shares),
        left=sum(share * warm.left for warm, share in shares),
        right=sum(share * warm.right for warm, share in shares),
        areas=shares,
    )


def _own_scores(entries: Iterable[Happening], chain: Chain, today: date) -> dict[Area, _Own]:
    selection = chain.selection
    felt: dict[Area, list[Felt]] = {}
    for entry in entries:
        if isinstance(entry, Felt) and entry.score and 0 <= (today - entry.day).days < selection.days:
            felt.setdefault(entry.area, []).append(entry)
    made: dict[Area, _Own] = {}
    for area, some in felt.items():
        scores: dict[Side, float] = {}
        old: dict[Side, bool] = {}
        for side in _SIDES:
            here = [entry for entry in some if entry.side in (side, Side.BOTH)]
            newest = max((entry.day for entry in here), default=today)
            old[side] = (today - newest).days > selection.halve_after_days
            scores[side] = max((entry.score for entry in here), default=0) * (0.5 if old[side] else 1.0)
        most = max(some, key=lambda entry: (entry.score, entry.day, entry.at))
        top = max(_SIDES, key=lambda side: scores[side])
        made[area] = _Own(most, scores[Side.LEFT], scores[Side.RIGHT], old[top])
    return made


def _upstream(area: Area, chain: Chain) -> list[tuple[Area, float, tuple[Edge, ...]]]:
    """Return the areas one and two edges upstream, each with its share and the edges down to `area`."""
    selection = chain.selection
    near = {
        edge.upstream: (selection.upstream_one * edge.weight, (edge,)) for edge in chain.into(area) if edge.weight > 0
    }
    far: dict[Area, tuple[float, tuple[Edge, ...]]] = {}
    for last in chain.into(area):
        for first in chain.into(last.upstream):
            share = selection.upstream_two * first.weight * last.weight
            if first.upstream not in (area, *near) and share > far.get(first.upstream, (0.0, ()))[0]:
                far[first.upstream] = (share, (first, last))
    return [(one, *how) for one, how in (*near.items(), *far.items())]


def _reason(own: _Own, share: float, edges: tuple[Edge, ...], *, downstream: bool = False) -> WarmReason:
    return WarmReason(
        entry=own.entry,
        left=share * own.left,
        right=share * own.right,
        edges=edges,
        downstream=downstream,
        halved=own.halved,
    )


def _warm(area: Area, reasons: list[WarmReason]) -> Warm:
    counted = [one for one in reasons if not one.downstream]
    return Warm(
        area=area,
        left=sum(one.left for one in counted),
        right=sum(one.right for one in counted),
        logged=max((one.entry.score for one in reasons if not one.edges), default=0),
        watch=max((one.score for one in reasons if one.downstream), default=0.0),
        reasons=tuple(sorted(reasons, key=lambda one: (one.downstream, -one.score))),
    )
