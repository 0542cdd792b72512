"""How runs and weeks grow: jumps, the long run against its week and in time, and weeks that never go down."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from planner.domain.session import Session, SessionKind
from planner.domain.units import Unit, show_distance, show_duration
from planner.planning.checks.finding import Finding, finding
from planner.planning.checks.reading import Reading
from planner.planning.checks.rule import Rule, Weight
from planner.planning.checks.week import Week

_EPSILON_M = 1.0


def spikes(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the runs that are much longer than the longest of the days before."""
    plan, unit = reading.plan, reading.unit
    longest: dict[int, float] = {}
    for day, length in _lengths(reading):
        longest[day.toordinal()] = max(length, longest.get(day.toordinal(), 0.0))
    first = checked_from = plan.first_day
    if not any(first.toordinal() - n in longest for n in range(1, rule.days + 1)):
        # Nothing is known of the weeks before: the first week is what the rest is compared with.
        checked_from = first + timedelta(days=7)
    for session in reading.runs:
        at = session.day.toordinal()
        best = max((longest.get(day, 0.0) for day in range(at - rule.days, at)), default=0.0)
        if not session.distance or session.day < checked_from or not best:
            continue
        metres = session.distance.high_m
        limit = max(best * rule.most, best + rule.slack_m)
        if metres > limit + _EPSILON_M:
            reason = (
                f"{reading.name(session)} is {metres / best - 1:.0%} over the longest run of the"
                f" {rule.days} days before, {show_distance(best, unit)}; {_at_most(limit, unit)} would be fine"
            )
            weight = rule.weigh(metres / best) or Weight.WARN
            yield finding(code, rule, reason, session.day, session=session.id, weight=weight)


def _lengths(reading: Reading) -> Iterator[tuple[date, float]]:
    """Yield the days and metres of all runs: planned, logged, and the longest of the weeks before the plan."""
    plan = reading.plan
    yield from ((one.day, one.distance.high_m) for one in reading.sessions if one.kind.is_run and one.distance)
    yield from ((run.day, run.distance_m) for run in reading.ran if run.distance_m)
    if plan.inputs and plan.inputs.longest_m:
        yield plan.first_day - timedelta(days=1), plan.inputs.longest_m


def weeks_grow(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the weeks that are much fuller than the best of those before; strong only twice running."""
    unit = reading.unit
    now = reading.inputs.weekly_m if reading.inputs else 0.0
    totals: list[float | None] = [now or None] * rule.weeks
    steep_before = False
    for week in reading.weeks:
        best = max((total for total in totals[-rule.weeks :] if total), default=0.0)
        totals.append(week.total_m)
        ratio = week.total_m / best if best and week.total_m and week.is_training else 0.0
        weight = rule.weigh(ratio)
        steep, steep_before = (weight is Weight.STRONG and steep_before), weight is Weight.STRONG
        if weight and week.total_m and week.total_m > best * (rule.note or rule.most) + _EPSILON_M:
            if week.total_m <= best + rule.slack_m + _EPSILON_M:
                continue
            reason = (
                f"week {week.number} holds {show_distance(week.total_m, unit)}, {ratio - 1:.0%} over the best"
                f" of the {rule.weeks} before, {show_distance(best, unit)}"
                f"{', and so did the week before' if steep else ''}"
            )
            kept = Weight.WARN if weight is Weight.STRONG and not steep else weight
            yield finding(code, rule, reason, week.start, weight=kept)


def shares(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the weeks of which the longest run is too large a part."""
    unit = reading.unit
    for week in reading.weeks:
        share = rule.shares.get(str(week.runs))
        if share is None or not week.total_m or not week.is_training or week.has_race:
            continue
        if week.longest_m > share * week.total_m + _EPSILON_M:
            reason = (
                f"the longest run of week {week.number}, {show_distance(week.longest_m, unit)}, is"
                f" {week.longest_m / week.total_m:.0%} of its {show_distance(week.total_m, unit)};"
                f" with {week.runs} runs {share:.0%} would be fine"
            )
            yield finding(code, rule, reason, week.start)


def long_times(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the runs that take too long; where the pace is only the level's usual one, a note about the longest."""
    guessed: list[tuple[float, Session]] = []
    for run in reading.runs:
        seconds = reading.run_s(run)
        weight = rule.weigh(seconds / 60) if seconds else None
        if run.kind in (SessionKind.RUN_WALK, SessionKind.TUNE_UP) or not weight or not seconds:
            continue
        if reading.is_timed(run):
            reason = f"{reading.name(run)} takes about {show_duration(seconds)}; {rule.most:.0f} min would be fine"
            yield finding(code, rule, reason, run.day, session=run.id, weight=weight)
        else:
            guessed.append((seconds, run))
    if guessed:
        seconds, run = max(guessed, key=lambda one: one[0])
        reason = (
            f"{reading.name(run)}, the longest run, takes about {show_duration(seconds)} at the usual pace of your"
            f" level, over {rule.most:.0f} min; your own easy pace is not known"
        )
        yield finding(code, rule, reason, run.day, about="guess", session=run.id, weight=Weight.NOTE)


def long_after_long(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the runs of peak length that come soon after another one."""
    runs = [run for run in reading.runs if run.distance and run.distance.high_m >= rule.least_m]
    for earlier, run in pairwise(runs):
        days = (run.day - earlier.day).days
        if days < rule.days:
            reason = (
                f"{reading.name(run)} comes {days} day{'s' * (days != 1)} after {reading.name(earlier)}; both are over"
                f" {show_distance(rule.least_m, reading.unit)}"
            )
            yield finding(code, rule, reason, run.day, session=run.id)


def no_cut_back(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the week with which too many weeks in a row have not been lower than those before."""
    row: list[Week] = []
    for week in reading.weeks:
        if not week.is_training or week.has_race or not week.total_m or _is_cut_back(week, row[-3:], rule):
            row = []
            continue
        row.append(week)
        if len(row) == rule.weeks:
            reason = f"week {week.number} is the {rule.weeks}th in a row without a cut-back week"
            yield finding(code, rule, reason, week.start)


def _is_cut_back(week: Week, before: Sequence[Week], rule: Rule) -> bool:
    """Whether a week is lower than the best before it: by enough, or at all with a much shorter long run."""
    best = max((one.total_m or 0.0 for one in before), default=0.0)
    long = max((one.longest_m for one in before), default=0.0)
    total = week.total_m or 0.0
    lower = best - rule.slack_m if best < rule.least_m else best * rule.most
    return total <= lower or (total < best and week.longest_m <= rule.long * long)


def _at_most(metres: float, unit: Unit) -> str:
    """Return a distance that is never rounded up: what is said to be fine is fine."""
    return show_distance(int(metres / unit.metres * 10 + 1e-6) / 10 * unit.metres, unit)
