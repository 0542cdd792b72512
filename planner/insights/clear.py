"""Time to clear: how long a side took until every tight spot had eased, which sessions compare, and what it comes to.

The number also falls because one learns the task and bears the pressure better (Behm & Wilke 2019; Pepper 2021): it is
a comfort measure of one's own, not a test of tissue.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

import msgspec

from planner.domain.body import Area, Side
from planner.domain.exercise import Timing
from planner.domain.layer import Anchor
from planner.domain.log import Played, Ran, SpotDone, StepDone
from planner.insights.history import History
from planner.insights.places import is_next_morning, is_pain, touches
from planner.insights.rules import ClearRules, Comparable, IndexRules, RisingRules, ShortRules, StuckRules
from planner.insights.slope import Slope, rate_of, slope_of

LEGS = (Side.LEFT, Side.RIGHT)
_ANCHORS = {
    Anchor.BEFORE_RUN: Timing.PRE,
    Anchor.RUN: Timing.POST,
    Anchor.AFTER_RUN: Timing.POST,
    Anchor.REST_DAY: Timing.REST,
}
_DAY_S = 86_400.0
_PLAIN = (Timing.PRE, Timing.POST, Timing.REST)


class Clear(msgspec.Struct, frozen=True, kw_only=True):
    """One side of one exercise in one session. `seconds`: time to clear; `pass_s`: from first contact to last.

    `timing` is None where the log does not tell. `unloads`: spots with weight taken off. `complete`: not stopped;
    `whole`: long enough to be compared too. `cleared`: every spot eased. `run_m`: the last run's distance before it.
    """

    entry: str
    day: date
    exercise: str
    routine: str
    side: Side
    timing: Timing | None
    seconds: float
    pass_s: float
    spots: int
    worst_score: int | None
    unloads: int
    cleared: bool
    complete: bool
    whole: bool
    hours_since_run: float | None = None
    run_m: float | None = None

    @property
    def protocol(self) -> tuple[str, Timing | None]:
        """What must be the same for two of them to be compared; the exercise says which tool it takes."""
        return (self.routine, self.timing)


def spot_cleared(spot: SpotDone, rules: Comparable) -> bool:
    """Whether a spot eased: by its scores where it has both, else as the runner said."""
    if spot.start_score is None or spot.end_score is None:
        return spot.eased
    return spot.end_score <= rules.eased_score or spot.end_score <= spot.start_score * rules.eased_share


def clears_of(history: History, rules: ClearRules) -> tuple[Clear, ...]:
    """Return every side that was rolled spot by spot, by day."""
    return history.once(("clears", rules.comparable), lambda: _clears(history, rules))


def _clears(history: History, rules: ClearRules) -> tuple[Clear, ...]:
    sessions = [played for played in history.played if any(_counts(step) for step in played.steps)]
    if not sessions:
        return ()
    anchors = {item.item: item.anchor for item in history.work}
    run_days = [run.day for run in history.runs]
    found: list[Clear] = []
    for played in sessions:
        before = bisect_right(run_days, played.day)
        near = [run for run in history.runs[max(0, before - 3) : before] if run.day == played.day]
        last = _last_run(history.runs, before, played)
        timing = timing_of(played, anchors.get(played.item), history, near)
        found += _of_session(played, timing, last, rules.comparable)
    return tuple(found)


def timing_of(played: Played, anchor: Anchor | None, history: History, runs: Sequence[Ran]) -> Timing | None:
    """Return when a session was done: before a run, after one, or on a day without; None where the log cannot tell.

    What it hangs on says it, else a routine that fits one time only, else the `runs` of the day: a run that was logged
    before the session began is over by then; one that was logged later may have come before it or after it.
    """
    if anchor in _ANCHORS:
        return _ANCHORS[anchor]
    timings = [timing for timing in history.timings.get(played.routine, ()) if timing in _PLAIN]
    if len(timings) == 1 and len(history.timings[played.routine]) == 1:
        return timings[0]
    if not runs:
        return Timing.REST
    started = _started(played)
    return Timing.POST if any(run.at <= started for run in runs) else None


def _of_session(played: Played, timing: Timing | None, last: Ran | None, rules: Comparable) -> list[Clear]:
    whole = played.complete and _seconds(played) >= rules.least_s
    by_side: dict[tuple[str, Side], list[StepDone]] = {}
    for step in played.steps:
        if _counts(step):
            by_side.setdefault((step.exercise, step.side), []).append(step)
    return [
        Clear(
            entry=played.id,
            day=played.day,
            exercise=exercise,
            routine=played.routine,
            side=side,
            timing=timing,
            seconds=sum(step.time_to_clear_s or 0.0 for step in steps),
            pass_s=sum(step.done_s for step in steps),
            spots=len(spots := [spot for step in steps for spot in step.spots]),
            worst_score=max((spot.start_score for spot in spots if spot.start_score is not None), default=None),
            unloads=sum(spot.weight_off for spot in spots),
            cleared=all(spot_cleared(spot, rules) for spot in spots),
            complete=played.complete,
            whole=whole,
            hours_since_run=_hours_since(last, played),
            run_m=last.distance_m if last else None,
        )
        for (exercise, side), steps in by_side.items()
    ]


def _counts(step: StepDone) -> bool:
    return step.time_to_clear_s is not None and not step.skipped


def _seconds(played: Played) -> float:
    return played.seconds or sum(step.done_s for step in played.steps)


def _started(played: Played) -> datetime:
    return played.started or played.at - timedelta(seconds=min(played.seconds, _DAY_S))


def _last_run(runs: Sequence[Ran], before: int, played: Played) -> Ran | None:
    """Return the last run before a session; one of the same day only if it was logged before the session began."""
    started = _started(played)
    earlier = (run for run in reversed(runs[:before]) if run.day < played.day or run.at <= started)
    return next(earlier, None)


def _hours_since(run: Ran | None, played: Played) -> float | None:
    """Return the hours since a run that was logged on its own day; when another one was, nobody noted."""
    if run is None or run.at.date() != run.day:
        return None
    hours = (_started(played) - run.at).total_seconds() / 3600
    return round(hours, 1) if hours >= 0 else None


def exercises_of(clears: Iterable[Clear]) -> tuple[str, ...]:
    """Return the exercises that were rolled spot by spot, the most frequent first."""
    return tuple(exercise for exercise, _ in Counter(clear.exercise for clear in clears).most_common())


def comparable(clears: Iterable[Clear], exercise: str, rules: ClearRules) -> tuple[Clear, ...]:
    """Return the sessions of an exercise that compare: the protocol that was used most of late, whole sessions only.

    Of two that were used as often it is the one that was used last.
    """
    whole = [clear for clear in clears if clear.exercise == exercise and clear.whole]
    late = whole[-rules.trend.last * len(LEGS) :]
    if not late:
        return ()
    counts = Counter(clear.protocol for clear in late)
    places = {clear.protocol: place for place, clear in enumerate(late)}
    chosen = max(counts, key=lambda protocol: (counts[protocol], places[protocol]))
    return tuple(clear for clear in whole if clear.protocol == chosen)


def of_side(clears: Iterable[Clear], side: Side) -> tuple[Clear, ...]:
    """Return the clears of one side."""
    return tuple(clear for clear in clears if clear.side is side)


def running_median(values: Sequence[float], count: int) -> tuple[float, ...]:
    """Return the median of each value and those before it, `count` in all."""
    return tuple(median(values[max(0, n + 1 - count) : n + 1]) for n in range(len(values)))


def start_of(clears: Sequence[Clear], rules: Comparable) -> float | None:
    """Return the median of the first sessions of a side in seconds; None before there are as many."""
    if len(clears) < rules.start_of:
        return None
    return median(clear.seconds for clear in clears[: rules.start_of])


def change_since_start(clears: Sequence[Clear], rules: Comparable) -> float | None:
    """Return the running median of a side against its start, -0.38 for 38 % less; None below enough sessions."""
    start = start_of(clears, rules)
    if len(clears) < rules.enough or not start:
        return None
    return median(clear.seconds for clear in clears[-rules.median_of :]) / start - 1


def clear_trend(clears: Sequence[Clear], rules: ClearRules) -> Slope | None:
    """Return where a side goes over its last comparable sessions; None below enough of them."""
    return slope_of([clear.seconds for clear in clears], rules.trend)


class Index(msgspec.Struct, frozen=True):
    """The left against the right side of a session: above 0 the left took longer, 1 at the most."""

    day: date
    left: float
    right: float

    @property
    def value(self) -> float:
        """(left - right) / the larger of them; 0 where both are."""
        most = max(self.left, self.right)
        return (self.left - self.right) / most if most else 0.0


def indices(clears: Iterable[Clear]) -> tuple[Index, ...]:
    """Return the index of every session of one exercise that has both sides, by day."""
    sides: dict[str, dict[Side, Clear]] = {}
    for clear in clears:
        sides.setdefault(clear.entry, {})[clear.side] = clear
    both = ((one[Side.LEFT], one[Side.RIGHT]) for one in sides.values() if one.keys() >= set(LEGS))
    return tuple(Index(left.day, left.seconds, right.seconds) for left, right in both)


def flagged_side(values: Sequence[float], rules: IndexRules) -> Side | None:
    """Return the side that was much the longer one in enough of the last sessions, by their indices; None: neither."""
    last = values[-rules.of :]
    for side, sign in ((Side.LEFT, 1), (Side.RIGHT, -1)):
        if sum(value * sign > rules.most for value in last) >= rules.times:
            return side
    return None


def short_version_earned(clears: Iterable[Clear], rules: ShortRules) -> bool:
    """Whether the last sessions of an exercise cleared both sides quickly enough for the short version.

    `clears`: all of the exercise. Whenever it was rolled, those that were not stopped count: being quick is the point.
    """
    sessions: dict[str, list[Clear]] = {}
    for clear in clears:
        if not clear.complete:
            continue
        sessions.setdefault(clear.entry, []).append(clear)
    last = list(sessions.values())[-rules.sessions :]
    return len(last) == rules.sessions and all(
        {clear.side for clear in sides} >= set(LEGS)
        and all(clear.cleared and clear.seconds < rules.under_s for clear in sides)
        for sides in last
    )


def places_of(exercise: str, history: History, rules: StuckRules) -> frozenset[Area]:
    """Return the areas whose pain an exercise is meant to ease: its own, and those near them."""
    known = history.exercises.get(exercise)
    own = known.areas if known else ()
    return frozenset(own) | {near for area in own for near in rules.near.get(area, ())}


def not_settling(clears: Sequence[Clear], history: History, exercise: str, side: Side, rules: ClearRules) -> bool:
    """Whether a side has been flat for weeks while there is still pain: rolling alone does not settle it then.

    `clears`: the comparable sessions of that side. Pain counts, not tightness; the latest day with a score decides.
    """
    stuck = rules.stuck
    since = history.today - timedelta(days=stuck.days)
    recent = [clear for clear in clears if clear.day > since]
    if len(recent) < stuck.least or not any(clear.day <= since for clear in clears):
        return False
    if slope_of([clear.seconds for clear in recent], rules.trend, least=stuck.least) is not Slope.FLAT:
        return False
    areas = places_of(exercise, history, stuck)
    felt = [one for one in history.felt if one.day > since and is_pain(one) and touches(one, areas, side)]
    latest = max((one.day for one in felt), default=None)
    return any(one.day == latest and one.score > stuck.score for one in felt)


def rising_with_pain(clears: Sequence[Clear], history: History, exercise: str, side: Side, rules: ClearRules) -> bool:
    """Whether a side took longer each of the last times while the pain of the last runs rose too.

    `clears`: the comparable sessions of that side. A step up counts from the trend's own limit on.
    """
    rising: RisingRules = rules.rising
    since = history.today - timedelta(days=rising.days)
    last = [clear.seconds for clear in clears if clear.day > since][-rising.sessions :]
    if len(last) < rising.sessions or not all(
        rate_of(before, after) >= rules.trend.steady for before, after in pairwise(last)
    ):
        return False
    areas = places_of(exercise, history, rules.stuck)
    scores = run_scores(history, since, areas, side)[-rising.runs :]
    never_less = all(before <= after for before, after in pairwise(scores))
    return len(scores) == rising.runs and never_less and scores[-1] > scores[0]


def run_scores(history: History, since: date, areas: Iterable[Area], side: Side) -> tuple[int, ...]:
    """Return the highest pain of each run day after `since` in some areas, by day; days without a score are none.

    What was felt before or after a routine does not belong to the run, and a morning counts for the day before.
    """
    wanted = frozenset(areas)
    run_days = {run.day for run in history.runs if run.day > since}
    worst: dict[date, int] = {}
    for one in history.felt:
        if one.session or not is_pain(one) or not touches(one, wanted, side):
            continue
        day = one.day - timedelta(days=1) if is_next_morning(one) else one.day
        if day in run_days:
            worst[day] = max(one.score, worst.get(day, 0))
    return tuple(worst[day] for day in sorted(worst))
