"""Weekly distance and long run, solved forward week by week at full precision; rounding comes later, once."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec

from planner.domain.race import Inputs
from planner.planning import run_walk
from planner.planning.run_walk import LADDER, Rung
from planner.planning.targets import (
    cut_back_period,
    longest_aim_m,
    peak_week_aim_m,
    share_cap,
    time_cap_m,
)
from planner.planning.weeks import Frame

GROWTH = 1.10
"""A run against the longest of 30 days, and a week against the best of three, may grow by this much."""
FLOOR_M = 500.0
"""A run may always be this much longer than the longest: under 5 km a tenth is less than a runner can measure."""
SHORTEST_M = 3_000.0
"""No run is shorter than this, unless the week itself is tiny."""
BIG_LONG_M = 26_000.0
"""Long runs of this length never come two weeks running."""
_BETWEEN_BIG_M = 25_500.0
_CUT_WEEK = 0.80
_CUT_LONG = 0.75
_ROOM = 1.08
"""Room above the shortest runs that a week needs before it gets another one, so that rounding finds its place."""
_COMFORTABLE_M = 5_000.0
_TINY_WEEK_M = 7_000.0
_SHORT_LONG_M = 5_000.0
_OTHERS = 0.92
"""The other runs of a week are on average at most this part of its long run."""
MOST_OTHER_M = 22_000.0
"""No run but the long one is longer than this: more distance takes more days, not longer easy runs."""


class Volume(msgspec.Struct, frozen=True, kw_only=True):
    """How much one week holds. `long_m` is 0 in a week without a long run; `rung` is set in run/walk weeks."""

    target_m: float
    long_m: float
    runs: int
    cut_back: bool = False
    rung: Rung | None = None


class _Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What the forward solver may not pass, and what it starts from."""

    days: int
    start_week_m: float
    start_long_m: float
    aim_week_m: float
    aim_long_m: float


class _Rise(msgspec.Struct, frozen=True, kw_only=True):
    """How fast week and long run rise: 1.10 is the limit, less spreads the same rise over the weeks there are."""

    week: float = GROWTH
    long: float = GROWTH


def solve(frame: Frame, distance_m: float, inputs: Inputs, *, gentle: bool = True) -> tuple[Volume, ...]:
    """Return the volume of every week up to and with race week (without the race).

    Without `gentle` it rises as fast as it may from the first week on: a tenth of the work to see how far it gets,
    which is just as far.
    """
    if run_walk.is_needed(inputs.weekly_m, inputs.longest_m):
        training = _from_run_walk(frame, distance_m, inputs, gentle=gentle)
        if not training or training[-1].rung:
            start = LADDER[run_walk.first_rung(inputs.weekly_m, inputs.longest_m)]
            return (*training, *_run_walk_taper(frame, training[-1].rung or start if training else start))
    else:
        limits = _limits(distance_m, inputs, inputs.weekly_m, inputs.longest_m)
        period = cut_back_period(distance_m, inputs.level)
        training = _best(frame.training, period, limits, _peak_start(frame) if gentle else None)
    return (*training, *_taper(frame, training, distance_m, inputs))


def longest_m(volumes: Sequence[Volume]) -> float:
    """Return the longest run of some weeks; of run/walk weeks what is run."""
    return max((max(week.long_m, week.rung.running_m if week.rung else 0.0) for week in volumes), default=0.0)


def runs_for(week_m: float, long_m: float, days: int) -> int:
    """Return how many runs a week holds so that none is under 3 km: at most `days`, fewer than three only when tiny.

    Where the others would be short anyway, one run less is better than a shorter long run.
    """
    for runs in range(days, 2, -1):
        most = share_cap(runs) * week_m
        each = (week_m - min(long_m, most)) / (runs - 1)
        if each >= _ROOM * SHORTEST_M and (most >= long_m or each >= _COMFORTABLE_M):
            return runs
    return 3 if week_m >= _TINY_WEEK_M else max(1, int(week_m // SHORTEST_M))


def carried_m(long_m: float, runs: int) -> float:
    """Return the largest week that a long run carries: the others stay shorter, or as long under 5 km."""
    other_m = min(MOST_OTHER_M, long_m if long_m < _SHORT_LONG_M else _OTHERS * long_m)
    return long_m + (runs - 1) * other_m


def _peak_start(frame: Frame) -> int:
    phases = [phase.value for phase in frame.phases[: frame.training]]
    return phases.index("peak") if "peak" in phases else max(0, len(phases) - 1)


def _limits(distance_m: float, inputs: Inputs, week_m: float, long_m: float) -> _Limits:
    """Return the solver's limits for a runner who now runs `week_m` with a longest run of `long_m`.

    The long run starts a little under its aim when the runner is already past it, and the week never
    starts above what that many runs of that length can hold.
    """
    days = inputs.days
    cap_m = time_cap_m(inputs)
    aim_long = longest_aim_m(distance_m, inputs)
    # So many kilometres with so short a longest run cannot be: the longest run is believed.
    week_m = min(week_m, carried_m(min(long_m, max(aim_long, BIG_LONG_M), cap_m), days))
    carried = max(week_m / (1 + _OTHERS * (days - 1)), week_m - MOST_OTHER_M * (days - 1))
    aim_long = min(max(aim_long, carried), cap_m)
    start_long = min(long_m, cap_m, max(0.85 * aim_long, min(carried, long_m)))
    return _Limits(
        days=days,
        start_week_m=week_m,
        start_long_m=start_long,
        aim_week_m=max(peak_week_aim_m(distance_m, inputs), week_m),
        aim_long_m=aim_long,
    )


def _best(count: int, period: int, limits: _Limits, peak_start: int | None, since_cut: int = 0) -> tuple[Volume, ...]:
    """Return the training weeks with the cut-backs where they cost the least, rising no faster than is needed.

    The last long run is the longest: what earlier weeks could do above it is left out. Without `peak_start`
    the rise is not spread.
    """
    best: tuple[Volume, ...] = ()
    best_cuts: frozenset[int] = frozenset()
    for cuts in _cut_backs(count, period, since_cut):
        made = _forward(count, cuts, limits, _Rise())
        # The usual rhythm comes first; another must be worth it.
        if not best or made[-1].long_m > 1.01 * best[-1].long_m:
            best, best_cuts = made, cuts
    if best and best[-1].long_m < longest_m(best):
        limits = msgspec.structs.replace(limits, aim_long_m=best[-1].long_m)
        best = _forward(count, best_cuts, limits, _Rise())
    return _spread(best, best_cuts, limits, peak_start) if best and peak_start is not None else best


def _cut_backs(count: int, period: int, since_cut: int) -> Iterator[frozenset[int]]:
    """Yield the ways to lay cut-back weeks so that any five weeks hold one; the last week is never one."""
    for first in dict.fromkeys((period, 4, 5, *range(period - 1, 1, -1))):
        cuts = range(max(0, first - 1 - since_cut), count - 1, period)
        marks = (-1 - since_cut, *cuts, count)
        if all(later - earlier <= 5 for earlier, later in pairwise(marks)):
            yield frozenset(cuts)


def _spread(made: tuple[Volume, ...], cuts: frozenset[int], limits: _Limits, peak_start: int) -> tuple[Volume, ...]:
    """Return the same build-up with the gentlest rise that still gets as far: first the week, then the long run."""
    count = len(made)
    longest = made[-1].long_m * 0.999
    peak = max(week.target_m for week in made[: peak_start + 1]) * 0.999

    def holds(rise: _Rise) -> bool:
        tried = _forward(count, cuts, limits, rise)
        return tried[-1].long_m >= longest and max(week.target_m for week in tried[: peak_start + 1]) >= peak

    week = _least(lambda rate: holds(_Rise(week=rate)))
    long = _least(lambda rate: holds(_Rise(week=week, long=rate)))
    return _forward(count, cuts, limits, _Rise(week=week, long=long))


def _least(holds: Callable[[float], bool]) -> float:
    """Return the smallest rate from 1 to the limit, to a fifth of a percent, at which `holds` is still true."""
    low, high = 1.0, GROWTH
    if holds(low):
        return low
    while high - low > 0.002:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _forward(count: int, cuts: frozenset[int], limits: _Limits, rise: _Rise) -> tuple[Volume, ...]:
    weeks: list[Volume] = []
    for n in range(count):
        full = [week for week in weeks if not week.cut_back]
        if n in cuts:
            last_week, last_long = (
                (full[-1].target_m, full[-1].long_m) if full else (limits.start_week_m, limits.start_long_m)
            )
            wished_week, wished_long = _CUT_WEEK * last_week, _CUT_LONG * last_long
        elif not full:
            wished_week, wished_long = limits.start_week_m, limits.start_long_m
        else:
            wished_week = rise.week * max(week.target_m for week in weeks[-3:])
            wished_long = _rise(max(week.long_m for week in weeks[-4:]), rise.long)
        if (count - 1 - n) % 2:
            # Counted back from the last one, every other long run stays short of peak length.
            wished_long = min(wished_long, _BETWEEN_BIG_M)
        weeks.append(_volume(wished_week, wished_long, limits, cut_back=n in cuts))
    return tuple(weeks)


def _rise(longest: float, rate: float) -> float:
    return longest + max((rate - 1) * longest, FLOOR_M * (rate - 1) / (GROWTH - 1))


def _volume(week_m: float, long_m: float, limits: _Limits, *, cut_back: bool) -> Volume:
    """Return a week that keeps the share of the long run, the shortest run, and the others below the long one."""
    week_m, long_m = min(week_m, limits.aim_week_m), min(long_m, limits.aim_long_m)
    runs = runs_for(week_m, long_m, limits.days)
    long_m = min(long_m, share_cap(runs) * week_m, max(week_m - SHORTEST_M * (runs - 1), week_m / runs))
    week_m = min(week_m, carried_m(long_m, runs))
    return Volume(target_m=week_m, long_m=long_m, runs=runs, cut_back=cut_back)


def _from_run_walk(frame: Frame, distance_m: float, inputs: Inputs, *, gentle: bool) -> tuple[Volume, ...]:
    """Return training weeks that climb the run/walk ladder, then go on by distance if weeks are left for it."""
    count = frame.training
    climb: list[Volume] = []
    at = run_walk.first_rung(inputs.weekly_m, inputs.longest_m)
    while len(climb) < count:
        n = len(climb)
        cut = n % 4 == 3 and n < count - 1
        # A first week with few days left is no step on the ladder.
        if n > len(frame.starts) - frame.whole_weeks and not cut:
            if at == len(LADDER) - 1 and count - n > 3:
                break
            at = _next_rung(at, count - n)
        climb.append(_run_walk_week(LADDER[at].shorter(0.75) if cut else LADDER[at], cut_back=cut))
    left = count - len(climb)
    if not left:
        return tuple(climb)
    last = LADDER[at].running_m
    limits = _limits(distance_m, inputs, run_walk.SESSIONS * last, last)
    peak_start = max(0, _peak_start(frame) - len(climb)) if gentle else None
    return (*climb, *_best(left, 4, limits, peak_start, since_cut=len(climb) % 4))


def _next_rung(at: int, weeks_left: int) -> int:
    """Return the next rung: one up, or two while there are more rungs than weeks and the step stays under a tenth."""
    steps = len(LADDER) - 1 - at
    two = min(at + 2, len(LADDER) - 1)
    if steps > weeks_left and LADDER[two].on_feet_m <= GROWTH * LADDER[at].on_feet_m:
        return two
    return min(at + 1, len(LADDER) - 1)


def _run_walk_week(rung: Rung, *, cut_back: bool = False, sessions: int = run_walk.SESSIONS) -> Volume:
    return Volume(target_m=sessions * rung.on_feet_m, long_m=0.0, runs=sessions, cut_back=cut_back, rung=rung)


def _taper(frame: Frame, training: Sequence[Volume], distance_m: float, inputs: Inputs) -> Iterator[Volume]:
    """Yield the taper and race week as fractions of the peak week and the longest run."""
    if training:
        peak, longest = max(week.target_m for week in training), longest_m(training)
    else:
        limits = _limits(distance_m, inputs, inputs.weekly_m, inputs.longest_m)
        now = _volume(inputs.weekly_m, inputs.longest_m, limits, cut_back=False)
        peak, longest = now.target_m, now.long_m
    for share, long_share in zip(frame.taper, frame.long_taper, strict=True):
        week_m = share * peak
        long_m = min(long_share * longest, share_cap(inputs.days) * week_m)
        runs = runs_for(week_m, long_m, inputs.days)
        yield Volume(target_m=week_m, long_m=max(0.0, min(long_m, week_m - SHORTEST_M * (runs - 1))), runs=runs)


def _run_walk_taper(frame: Frame, last: Rung) -> Iterator[Volume]:
    """Yield the taper of a run/walk plan: fewer repetitions, then fewer sessions."""
    most = run_walk.SESSIONS - (len(frame.taper) == 1)
    for n in range(len(frame.taper)):
        last = last.shorter(0.5 if n == len(frame.taper) - 1 else 0.75)
        yield _run_walk_week(last, sessions=most - n)
