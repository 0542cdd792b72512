"""A race build-up made from a race, a runner and a start: the one public entry of the generator."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from planner.domain.days import Weekday, show_day
from planner.domain.errors import BadValue, NotFeasible
from planner.domain.ids import Pick
from planner.domain.plan import Plan
from planner.domain.race import LONGEST_RACE_M, RACE_M, SHORTEST_RACE_M, Inputs, Level, Race, RecentRace, TuneUp
from planner.domain.session import SessionKind
from planner.domain.units import paired
from planner.planning import fitting, run_walk
from planner.planning.sessions import Laid, lay
from planner.planning.targets import (
    CAP_S,
    EASY_PACE_S,
    least_longest_m,
    longest_aim_m,
    ready_week_m,
    time_cap_m,
    usual_start_m,
)
from planner.planning.volume import Volume, longest_m, solve
from planner.planning.weeks import RUN_WALK_RACE_M, Frame, default_start, frame, least_weeks

__all__ = ["BuildUp", "OutOfReach", "build_up", "default_inputs", "default_start"]

_LONGEST_LEAD_WEEKS = 104
_LAST_YEAR = 9900
_USUAL_DAYS = {Level.FIRST_TIMER: 3, Level.NOVICE: 4, Level.INTERMEDIATE: 5, Level.ADVANCED: 6}
_BIG_JUMP = 0.10


StartFor = Callable[[date], date]
"""The first day of a plan for a race on a day."""


class BuildUp(msgspec.Struct, frozen=True, kw_only=True):
    """A plan as generated, with the figures to judge it by.

    `longest_week` counts from 1. `race_jump` is how far race day is over the longest run: 0.28 is 28 %.
    """

    plan: Plan
    peak_week_m: float
    longest_m: float
    longest_week: int
    race_jump: float
    warnings: tuple[str, ...]
    finish_safely: bool


class OutOfReach(NotFeasible):
    """The race comes too soon; `earliest` is the first race day that the same start would carry, if there is one."""

    def __init__(self, what: str, why: str, fix: str, earliest: date | None) -> None:
        super().__init__(what, why, fix)
        self.earliest = earliest


def default_inputs(
    distance_m: float,
    level: Level,
    start: date,
    *,
    weekly_m: float | None = None,
    longest_m: float | None = None,
    days: int | None = None,
    long_run_day: Weekday = Weekday.SUN,
    easy_pace_s: int = 0,
    finish_safely: bool = False,
    minutes: Mapping[Weekday, int] | None = None,
    blocked: tuple[date, ...] = (),
    tune_ups: tuple[TuneUp, ...] = (),
    recent: RecentRace | None = None,
    after: str = "",
) -> Inputs:
    """Return inputs with what the runner did not say filled in for the distance and level.

    Without an easy pace, that of a recent race is taken.
    """
    if recent and not easy_pace_s:
        from planner.planning.paces import paces

        easy_pace_s = round(paces(recent).easy_middle)
    runs = days or _USUAL_DAYS[level]
    week, longest = usual_start_m(distance_m, level, runs)
    if weekly_m is not None:
        longest = min(weekly_m, max(longest, weekly_m / runs) * min(1.0, weekly_m / week if week else 1.0))
        longest = max(longest, min(weekly_m, weekly_m / runs))
    elif longest_m is not None:
        week = max(week, longest_m / 0.4)
    return Inputs(
        level=level,
        weekly_m=week if weekly_m is None else weekly_m,
        longest_m=longest if longest_m is None else longest_m,
        days=runs,
        long_run_day=long_run_day,
        start=start,
        easy_pace_s=easy_pace_s,
        finish_safely=finish_safely,
        minutes=dict(minutes or {}),
        blocked=blocked,
        tune_ups=tune_ups,
        recent=recent,
        after=after,
    )


def build_up(
    *,
    id: str,  # noqa: A002
    race_name: str,
    race_day: date,
    distance_m: float,
    inputs: Inputs,
    pick: Pick,
    start_for: StartFor | None = None,
) -> BuildUp:
    """Return the build-up from `inputs.start` to race day and the recovery after it.

    `start_for` gives the start that another race day would get, for the earliest day that works: the same without it.
    Raises `OutOfReach` (a `NotFeasible`) with numbers and ways out when the race cannot be carried at the growth
    limits, unless `inputs.finish_safely`; `BadValue` when the dates make no plan. Distances in warnings and reasons are
    `{miles:km}` pairs: `text.localise` shows them in the runner's unit.
    """
    _check_dates(race_day, distance_m, inputs, start_for)
    fitting.check_days(inputs, race_day)
    asked, inputs = inputs, fitting.with_possible_days(inputs)
    shortfall = _shortfall(race_day, distance_m, inputs)
    if shortfall and not inputs.finish_safely:
        raise _out_of_reach(shortfall, race_day, distance_m, inputs, start_for)
    weeks = _frame(race_day, distance_m, inputs)
    volumes = solve(weeks, distance_m, inputs)
    laid = lay(weeks, volumes, race_name=race_name, distance_m=distance_m, inputs=inputs, pick=pick)
    race = Race(name=race_name, day=race_day, distance_m=distance_m, session=laid.race.id)
    fitted = fitting.Fitted(sessions=tuple(sorted(laid.sessions, key=lambda session: session.order)))
    if fitting.is_needed(inputs):
        fitted = fitting.fit(laid.sessions, laid.weeks, race, inputs, pick)
    plan = Plan(id=id, race=race, inputs=asked, weeks=laid.weeks, base=fitted.sessions)
    made = _judged(plan, weeks, volumes, laid, shortfall)
    fewer = [f"{asked.days} runs a week do not fit: there are {inputs.days} weekdays with time for one"]
    return msgspec.structs.replace(
        made, warnings=(*made.warnings, *(fewer if asked.days > inputs.days else []), *fitted.warnings)
    )


def _check_dates(race_day: date, distance_m: float, inputs: Inputs, start_for: StartFor | None) -> None:
    days = (race_day - inputs.start).days
    if not SHORTEST_RACE_M <= distance_m <= LONGEST_RACE_M:
        raise BadValue("distance", f"a race is 1 to 200 km, got {distance_m / 1000:g} km", "Give another distance.")
    if race_day.year > _LAST_YEAR or inputs.start.year < 2:
        raise BadValue("race day", f"{race_day} is not a day that a plan can be made for", "Give a nearer day.")
    if days <= 0:
        raise BadValue(
            "race day",
            f"{show_day(race_day, year=True)} is not after the start of the plan, {show_day(inputs.start, year=True)}",
            "Give a later race day or an earlier start.",
        )
    if days > 7 * _LONGEST_LEAD_WEEKS:
        raise BadValue(
            "race day",
            f"{show_day(race_day, year=True)} is {days // 7} weeks after the start, a plan has at most"
            f" {_LONGEST_LEAD_WEEKS}",
            "Give a later start.",
        )
    if inputs.finish_safely and days < 6:
        raise OutOfReach(
            "build-up",
            f"the race is {days} day{'s' if days > 1 else ''} after the start, too near for any training to help",
            "Rest until race day, or choose a later race.",
            _earliest(race_day, distance_m, inputs, start_for or (lambda _: inputs.start)),
        )


def _frame(race_day: date, distance_m: float, inputs: Inputs) -> Frame:
    from_zero = run_walk.is_needed(inputs.weekly_m, inputs.longest_m)
    return frame(inputs.start, race_day, distance_m, from_zero=from_zero)


def _shortfall(race_day: date, distance_m: float, inputs: Inputs) -> str:
    """Return why no build-up carries the race, or an empty text when one does."""
    weeks = _frame(race_day, distance_m, inputs)
    from_zero = run_walk.is_needed(inputs.weekly_m, inputs.longest_m)
    least = least_weeks(distance_m, from_zero=from_zero)
    if weeks.whole_weeks < least:
        words = f"{weeks.whole_weeks} week{'s' if weeks.whole_weeks != 1 else ''}"
        return (
            f"{words} from {show_day(inputs.start)} to race day, at least {least} are needed for {paired(distance_m)}"
        )
    if from_zero and distance_m <= RUN_WALK_RACE_M:
        return ""
    # The steepest rise gets as far as the gentle one that the plan takes, in a fifth of the time.
    reached = longest_m(solve(weeks, distance_m, inputs, gentle=False))
    needed = least_longest_m(distance_m, inputs)
    held = fitting.cap_m(inputs, inputs.long_run_day)
    if held < needed:
        minutes = inputs.minutes[inputs.long_run_day]
        return (
            f"{inputs.long_run_day.full} has {minutes} min, {paired(held)}; {paired(distance_m)} needs {paired(needed)}"
        )
    if reached + 0.5 >= needed:
        return ""
    now = "nothing" if not inputs.longest_m else paired(inputs.longest_m)
    return (
        f"from {now} the longest run grows to {paired(reached)} in {weeks.training} training weeks at 10 % a step;"
        f" {paired(distance_m)} needs {paired(needed)}"
    )


def _out_of_reach(
    why: str, race_day: date, distance_m: float, inputs: Inputs, start_for: StartFor | None
) -> OutOfReach:
    earliest = _earliest(race_day, distance_m, inputs, start_for or (lambda _: inputs.start))
    ways = [f"choose a race on or after {show_day(earliest, year=True)}"] if earliest else []
    if fitting.cap_m(inputs, inputs.long_run_day) < least_longest_m(distance_m, inputs):
        ways = [f"give {inputs.long_run_day.full} more time"]
    shorter = next(
        (
            f"run a shorter race ({name})"
            for name, metres in sorted(RACE_M.items(), key=lambda item: -item[1])
            if metres < distance_m - 1 and _carries(race_day, metres, inputs)
        ),
        "run a shorter race",
    )
    fix = ", ".join([*ways, shorter]) + ", or ask for a finish-safely plan."
    return OutOfReach("build-up", why, fix[0].upper() + fix[1:], earliest)


def _earliest(race_day: date, distance_m: float, inputs: Inputs, start_for: StartFor) -> date | None:
    """Return the first race day after `race_day` that the same runner can carry: by weeks first, then by days."""

    def carries(day: date) -> bool:
        return _carries(day, distance_m, msgspec.structs.replace(inputs, start=start_for(day)))

    furthest = inputs.start + timedelta(weeks=_LONGEST_LEAD_WEEKS)
    later = race_day + timedelta(weeks=1)
    while later <= furthest and not carries(later):
        later += timedelta(weeks=1)
    if later > furthest:
        return None
    # Another weekday may lay the weeks better and be a week ahead.
    nearer = (later - timedelta(days=14 - n) for n in range(1, 14))
    return next((day for day in nearer if day > race_day and carries(day)), later)


def _carries(race_day: date, distance_m: float, inputs: Inputs) -> bool:
    return not _shortfall(race_day, distance_m, inputs)


def _judged(plan: Plan, weeks: Frame, volumes: tuple[Volume, ...], laid: Laid, shortfall: str) -> BuildUp:
    """Return the plan with its figures and what the runner should know about it."""
    race, inputs = plan.race, plan.inputs
    assert inputs is not None  # noqa: S101  (a generated plan has them)
    before = [session for session in plan.base if session.day < race.day and session.distance]
    peak = max((_run_in(plan, n) for n in range(len(laid.totals_m))), default=0.0) or max(laid.totals_m, default=0.0)
    by_distance = {session.day: session.distance.high_m for session in before if session.distance}
    ran = {plan.weeks[n].start: volume.rung.running_m for n, volume in enumerate(volumes) if volume.rung}
    lengths = {**ran, **by_distance}
    longest = max(lengths.values(), default=0.0)
    day = max((day for day, length in lengths.items() if length == longest), default=inputs.start)
    found = plan.week_of(day)
    jump = race.distance_m / longest - 1 if longest else 0.0
    return BuildUp(
        plan=plan,
        peak_week_m=peak,
        longest_m=longest,
        longest_week=found[0] if found else 1,
        race_jump=jump,
        warnings=(*_finish_safely(shortfall), *_warnings(weeks, volumes, race.distance_m, inputs, longest, jump)),
        finish_safely=bool(shortfall),
    )


def _run_in(plan: Plan, n: int) -> float:
    """Return what is run in a week of the plan, without the race, in metres."""
    mine = (one for one in plan.base if plan.weeks[n].holds(one.day) and one.kind is not SessionKind.RACE)
    return sum(one.distance.high_m for one in mine if one.distance)


def _finish_safely(shortfall: str) -> tuple[str, ...]:
    if not shortfall:
        return ()
    return (f"this is a finish-safely plan: {shortfall}. Take walk breaks from the start on race day",)


def _warnings(
    weeks: Frame, volumes: tuple[Volume, ...], distance_m: float, inputs: Inputs, longest: float, jump: float
) -> Iterator[str]:
    """Yield what the runner should know, in plain words with numbers."""
    if jump > 1:
        yield f"race day is {jump + 1:.1f} times the longest run, {paired(longest)}"
    elif jump > _BIG_JUMP:
        yield f"race day is {jump:.0%} over the longest run, {paired(longest)}"
    if inputs.weekly_m < 0.8 * ready_week_m(distance_m):
        yield (
            f"you run {paired(inputs.weekly_m)} a week; plans for {paired(distance_m)} usually start from"
            f" {paired(ready_week_m(distance_m))}"
        )
    if inputs.weekly_m and volumes[0].target_m < 0.9 * inputs.weekly_m and weeks.training:
        first = paired(volumes[0].target_m)
        yield f"the first week is {first}, less than the {paired(inputs.weekly_m)} that you run now"
    capped = time_cap_m(inputs)
    if inputs.easy_pace_s and longest_aim_m(distance_m, inputs) >= capped - 1 and longest > 0.95 * capped:
        yield f"the long run stops at 150 min, {paired(capped)} at your easy pace"
    if not inputs.easy_pace_s and longest * EASY_PACE_S[inputs.level] / 1000 > CAP_S:
        minutes = longest * EASY_PACE_S[inputs.level] / 60_000
        yield f"the longest run takes about {minutes:.0f} min, over 150 min; give your easy pace to keep it inside"
    if weeks.training > 4 and not any(volume.cut_back for volume in volumes):
        yield f"there is no cut-back in {weeks.training} weeks"
