"""Around the race: weeks enough, the longest run in time, the taper, other races, and easy days before and after it."""

from collections.abc import Iterator
from itertools import pairwise

from planner.domain.days import show_day
from planner.domain.race import Phase, Priority
from planner.domain.units import show_distance
from planner.planning import run_walk
from planner.planning.checks.finding import Finding, finding
from planner.planning.checks.reading import Reading
from planner.planning.checks.rule import Rule, Weight, step
from planner.planning.targets import ready_week_m
from planner.planning.weeks import least_weeks, recovery

_EPSILON_M = 1.0


def taper(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the weeks before the race that do not go down, and a race week that is too full."""
    unit = reading.unit
    peak = max((week.total_m for week in reading.weeks if week.total_m and week.to_race > 0), default=0.0)
    for before, week in pairwise(reading.weeks):
        if week.total_m is None or not before.total_m:
            continue
        is_taper = week.phase in (Phase.TAPER, Phase.RACE) or (week.phase is None and week.to_race == 0)
        if is_taper and week.total_m > before.total_m - _EPSILON_M:
            reason = (
                f"week {week.number} holds {show_distance(week.total_m, unit)}, not less than the"
                f" {show_distance(before.total_m, unit)} of the week before it, and should taper"
            )
            yield finding(code, rule, reason, week.start)
        elif week.to_race == 0 and peak and round(week.total_m / peak, 2) > rule.most:
            reason = (
                f"race week holds {show_distance(week.total_m, unit)} besides the race, {week.total_m / peak:.0%} of"
                f" the fullest week; {rule.most:.0%} would be fine"
            )
            yield finding(code, rule, reason, week.start)


def race_jump(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield how far the race is over the longest run before it: a note."""
    race = reading.race
    spans = (one.distance for one in reading.sessions if one.kind.is_run and one.day < race.day)
    longest = max((span.high_m for span in spans if span), default=0.0)
    if longest and race.distance_m > longest * rule.most:
        reason = (
            f"race day is {race.distance_m / longest - 1:.0%} over the longest run before it,"
            f" {show_distance(longest, reading.unit)}"
        )
        yield finding(code, rule, reason, race.day, session=race.session, weight=Weight.NOTE)


def longest_run(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the last of the longest runs where it comes too near the race, or too long before it.

    Other races do not count; one that lies between makes it a note, as it takes the place of a long run.
    """
    nearest, furthest = step(rule.at, reading.race.distance_m), step(rule.until, reading.race.distance_m)
    races = reading.tune_ups()
    runs = [run for run in reading.runs if run.distance and run.day < reading.race.day and run not in races]
    longest = max((run.distance.high_m for run in runs if run.distance), default=0.0)
    if nearest is None or furthest is None or not longest:
        return
    last = next(run for run in reversed(runs) if run.distance and run.distance.high_m >= rule.most * longest)
    days = reading.before_race(last.day)
    if not nearest <= days <= furthest:
        reason = (
            f"{reading.name(last)}, the last of the longest runs, comes {days} days before the race;"
            f" {nearest} to {furthest} days would be fine"
        )
        rested_for = any(last.day < run.day < reading.race.day for run in races)
        weight = Weight.NOTE if rested_for else Weight.WARN
        yield finding(code, rule, reason, last.day, session=last.id, weight=weight)


def near_race(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield hard runs in the last days before the race."""
    for run in reading.runs:
        days = reading.before_race(run.day)
        if run.kind.is_hard and 0 < days <= rule.days:
            when = "the day before" if days == 1 else f"{days} days before"
            yield finding(code, rule, f"{reading.name(run)} comes {when} the race", run.day, session=run.id)


def after_race(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield hard runs in the days after the race in which there should be none."""
    easy = recovery(reading.race.distance_m).no_hard_days
    for run in reading.runs:
        days = -reading.before_race(run.day)
        if run.kind.is_hard and 0 < days <= easy:
            reason = f"{reading.name(run)} comes {days} days after the race; the first {easy} should be easy"
            yield finding(code, rule, reason, run.day, session=run.id)


def start(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield that the runner starts from less than plans for the distance usually do: a note."""
    ready = ready_week_m(reading.race.distance_m)
    if reading.inputs and reading.inputs.weekly_m < rule.most * ready - _EPSILON_M:
        now, usual = (show_distance(metres, reading.unit) for metres in (reading.inputs.weekly_m, ready))
        reason = f"the plan starts from {now} a week; plans for this distance usually start from {usual}"
        yield finding(code, rule, reason, about="start", weight=Weight.NOTE)


def few_weeks(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield that there are fewer weeks than the distance needs: a note where the plan is made to finish safely."""
    plan, inputs = reading.plan, reading.inputs
    if inputs is None or not plan.weeks:
        return
    from_zero = run_walk.is_needed(inputs.weekly_m, inputs.longest_m)
    least = least_weeks(plan.race.distance_m, from_zero=from_zero)
    weeks = plan.weeks_to_race - ((plan.first_day - plan.weeks[0].start).days > rule.days)
    if weeks < least:
        reason = f"{weeks} week{'s' * (weeks != 1)} to the race, at least {least} are needed for this distance"
        weight = Weight.NOTE if inputs.finish_safely else Weight.WARN
        yield finding(code, rule, reason, about="weeks", weight=weight)


def tune_up(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield other races that come too near the main one or are too long before it; a race trained through is a note."""
    nearest = step(rule.at, reading.race.distance_m) or 0
    is_long = reading.race.distance_m > rule.least_m
    most = rule.most_m if is_long else reading.race.distance_m
    trained = {one.day for one in (reading.inputs.tune_ups if reading.inputs else ()) if one.priority is Priority.C}
    for run in reading.tune_ups():
        days = reading.before_race(run.day)
        if days <= 0:
            continue
        reason = ""
        if days < nearest:
            reason = (
                f"{reading.name(run)} on {show_day(run.day)} is {days} days before the race; {nearest} would be fine"
            )
        elif run.distance and run.distance.high_m > most + _EPSILON_M:
            reason = (
                f"{reading.name(run)} is long for a race on the way; {show_distance(most, reading.unit)} would be fine"
            )
        if reason:
            weight = Weight.NOTE if run.day in trained else Weight.WARN
            yield finding(code, rule, reason, run.day, session=run.id, weight=weight)
