"""The build-up: cases that a coach would look at."""

import random
from datetime import date, timedelta
from itertools import pairwise
from time import perf_counter

import pytest

from planner.domain.days import Weekday
from planner.domain.errors import BadValue, NotFeasible
from planner.domain.race import RACE_M, Inputs, Level, Phase
from planner.domain.session import Session, SessionKind
from planner.domain.text import localise
from planner.domain.week import PlanWeek
from planner.planning.build_up import BuildUp, OutOfReach, build_up, default_inputs, default_start

TODAY = date(2026, 11, 21)
RACE = date(2027, 4, 18)


def made(
    distance: str,
    level: Level = Level.NOVICE,
    weekly: float = 25,
    longest: float = 9,
    days: int = 4,
    weeks: int = 0,
    *,
    race_day: date = RACE,
    long_run_day: Weekday = Weekday.SUN,
    finish_safely: bool = False,
    easy_pace_s: int = 0,
) -> BuildUp:
    start = default_start(race_day, RACE_M[distance], TODAY)
    if weeks:
        start = race_day - timedelta(days=race_day.weekday() + 7 * (weeks - 1))
    inputs = Inputs(
        level=level,
        weekly_m=weekly * 1000,
        longest_m=longest * 1000,
        days=days,
        long_run_day=long_run_day,
        start=start,
        finish_safely=finish_safely,
        easy_pace_s=easy_pace_s,
    )
    return build_up(
        id="spring",
        race_name="Spring Half",
        race_day=race_day,
        distance_m=RACE_M[distance],
        inputs=inputs,
        pick=random.Random(1).choice,
    )


def sessions_of(built: BuildUp, week: PlanWeek) -> list[Session]:
    return [session for session in built.plan.base if week.holds(session.day)]


def kinds(built: BuildUp, *phases: Phase) -> set[SessionKind]:
    weeks = [week for week in built.plan.weeks if week.phase in phases]
    return {session.kind for week in weeks for session in sessions_of(built, week)}


def test_the_spring_half_is_21_weeks_from_the_coming_monday() -> None:
    built = made("half")
    assert built.plan.weeks[0].start == date(2026, 11, 23)
    assert built.plan.weeks_to_race == 21
    assert not built.finish_safely
    assert 16_000 <= built.longest_m <= 18_000
    assert built.longest_week == 19
    assert 35_000 <= built.peak_week_m <= 37_500


def test_the_race_stands_on_race_day_under_its_name() -> None:
    built = made("half")
    race = next(session for session in built.plan.base if session.id == built.plan.race.session)
    assert (race.day, race.kind, race.title) == (RACE, SessionKind.RACE, "Spring Half")
    assert race.distance
    assert race.distance.high_m == 21_097.5


def test_phases_follow_one_another_to_the_race_and_three_weeks_of_recovery() -> None:
    phases = [week.phase for week in made("half").plan.weeks]
    assert list(dict.fromkeys(phases)) == list(Phase)
    assert phases[-3:] == [Phase.RECOVERY] * 3


# Weeks, days and what section 15 of the rules reaches with them.
WORKED = [
    ("10k", Level.NOVICE, 12, 5, 3, 10, 9),
    ("10k", Level.INTERMEDIATE, 30, 10, 5, 10, 14),
    ("half", Level.NOVICE, 18, 7, 4, 14, 16.5),
    ("half", Level.INTERMEDIATE, 35, 13, 5, 12, 20),
    ("marathon", Level.NOVICE, 26, 11.5, 4, 18, 30),
    ("marathon", Level.INTERMEDIATE, 45, 18, 5, 16, 31.5),
]


@pytest.mark.parametrize(("distance", "level", "weekly", "longest", "days", "weeks", "reached"), WORKED)
def test_the_worked_cases_come_out_within_a_kilometre(
    distance: str, level: Level, weekly: float, longest: float, days: int, weeks: int, reached: float
) -> None:
    built = made(distance, level, weekly, longest, days, weeks)
    assert built.plan.weeks_to_race == weeks
    assert built.longest_m / 1000 == pytest.approx(reached, abs=1)
    assert not built.finish_safely


def test_a_first_timer_goes_from_nothing_to_a_5k_in_run_and_walk() -> None:
    built = made("5k", Level.FIRST_TIMER, 0, 0, 3, 8)
    runs = [session for session in built.plan.base if session.kind is SessionKind.RUN_WALK]
    assert len(runs) >= 7 * 3
    assert all(session.duration_s and not session.distance for session in runs)
    assert runs[0].text == "5 min walk, 10 x (45 s run, 75 s walk), 5 min walk"
    assert not any((later.day - session.day).days == 1 for session, later in pairwise(runs))


def test_quality_grows_from_strides_and_hills_to_race_pace() -> None:
    built = made("half")
    assert kinds(built, Phase.BASE) >= {SessionKind.STRIDES, SessionKind.HILLS}
    assert SessionKind.TEMPO in kinds(built, Phase.BUILD)
    assert SessionKind.RACE_PACE in kinds(built, Phase.PEAK)
    assert not any(kind.is_hard for kind in kinds(built, Phase.RECOVERY))
    texts = [session.text for session in built.plan.base if session.kind is SessionKind.RACE_PACE]
    assert any("2 x {1.6:2.5} at half marathon pace" in text for text in texts)


def test_a_first_timer_has_no_quality() -> None:
    built = made("10k", Level.FIRST_TIMER, 12, 5, 3)
    assert not any(session.kind.is_quality for session in built.plan.base if session.kind is not SessionKind.RACE)


def test_marathon_pace_stands_inside_long_runs_of_the_peak_but_not_in_the_longest() -> None:
    built = made("marathon", Level.INTERMEDIATE, 45, 18, 5, 18)
    long = [session for session in built.plan.base if session.kind is SessionKind.LONG and session.distance]
    with_pace = [session for session in long if "marathon pace" in session.text]
    assert with_pace
    assert not any(session.distance and session.distance.high_m == built.longest_m for session in with_pace)


def test_novices_cut_back_every_third_week_for_a_marathon() -> None:
    weeks = made("marathon", Level.NOVICE, 40, 16, 4, 18).plan.weeks
    cuts = [n for n, week in enumerate(weeks) if week.cut_back]
    assert {later - earlier for earlier, later in pairwise(cuts)} == {3}


def test_a_50k_has_an_easy_longer_run_before_the_long_one() -> None:
    built = made("50k", Level.INTERMEDIATE, 50, 20, 5, 20)
    peak = [week for week in built.plan.weeks if week.phase is Phase.PEAK and not week.cut_back]
    for week in peak:
        runs = {session.day.weekday(): session for session in sessions_of(built, week)}
        assert runs[5].kind is SessionKind.EASY
        assert runs[6].kind is SessionKind.LONG
        assert runs[5].distance
        assert runs[5].distance.high_m >= 10_000


@pytest.mark.parametrize("offset", range(7))
def test_race_week_is_a_real_week_for_every_race_weekday(offset: int) -> None:
    race_day = date(2027, 4, 12) + timedelta(days=offset)
    built = made("half", race_day=race_day)
    week = next(week for week in built.plan.weeks if week.holds(race_day))
    assert week.phase is Phase.RACE
    assert (race_day - week.start).days >= 3
    assert built.plan.weeks_to_race == (race_day - built.plan.weeks[0].start).days // 7 + 1


def test_a_start_in_mid_week_has_no_run_before_it() -> None:
    inputs = Inputs(
        level=Level.NOVICE,
        weekly_m=25_000,
        longest_m=9_000,
        days=4,
        long_run_day=Weekday.SUN,
        start=date(2026, 11, 26),
    )
    built = build_up(
        id="spring",
        race_name="Spring",
        race_day=RACE,
        distance_m=RACE_M["half"],
        inputs=inputs,
        pick=random.Random(1).choice,
    )
    assert min(session.day for session in built.plan.base) >= date(2026, 11, 26)
    assert built.plan.weeks[0].start == date(2026, 11, 23)
    assert 0 < built.plan.weeks[0].target_m < built.plan.weeks[1].target_m


def test_too_little_time_says_how_far_it_gets_and_what_one_can_do() -> None:
    with pytest.raises(OutOfReach) as refused:
        made("marathon", weekly=10, longest=4, weeks=14)
    assert "8.9 km" in localise(refused.value.why, "km")
    assert "5.5 mi" in localise(refused.value.why, "mi")
    assert "29 km" in localise(refused.value.why, "km")
    assert refused.value.earliest
    assert "2027" in refused.value.fix
    assert "finish-safely" in refused.value.fix


def test_the_same_case_can_be_built_to_finish_safely() -> None:
    built = made("marathon", weekly=10, longest=4, weeks=14, finish_safely=True)
    assert built.finish_safely
    assert built.warnings[0].startswith("this is a finish-safely plan")
    assert built.race_jump > 1


@pytest.mark.parametrize("finish_safely", [False, True])
def test_a_race_tomorrow_is_refused_and_one_before_the_start_is_a_bad_value(finish_safely: bool) -> None:
    def ask(days: int) -> None:
        inputs = Inputs(
            level=Level.NOVICE,
            weekly_m=25_000,
            longest_m=9_000,
            days=4,
            long_run_day=Weekday.SUN,
            start=TODAY,
            finish_safely=finish_safely,
        )
        build_up(
            id="spring",
            race_name="Spring",
            race_day=TODAY + timedelta(days=days),
            distance_m=RACE_M["10k"],
            inputs=inputs,
            pick=random.Random(1).choice,
        )

    with pytest.raises(NotFeasible, match=r"later race|race on or after"):
        ask(1)
    for days in (0, -1, -400, 800, 2_000_000):
        with pytest.raises(BadValue):
            ask(days)


def test_a_known_pace_keeps_the_long_run_inside_150_minutes_and_says_so() -> None:
    built = made("marathon", Level.NOVICE, 40, 16, 4, 18, easy_pace_s=390)
    assert built.longest_m / 1000 * 390 <= 150 * 60
    assert any("150 min" in warning for warning in built.warnings)
    assert not built.finish_safely


def test_warnings_tell_the_jump_and_a_low_start() -> None:
    built = made("half", weekly=14, longest=7)
    assert any("over the longest run" in warning for warning in built.warnings)
    assert any("14 km a week" in localise(warning, "km") for warning in built.warnings)


@pytest.mark.parametrize(("distance", "most"), [("5k", 12), ("10k", 16), ("half", 24), ("marathon", 28), ("50k", 26)])
def test_a_far_race_starts_later_than_today(distance: str, most: int) -> None:
    start = default_start(date(2028, 4, 16), RACE_M[distance], TODAY)
    assert start.weekday() == 0
    assert (date(2028, 4, 16) - start).days // 7 + 1 == most


def test_the_default_start_is_the_coming_monday_or_today() -> None:
    assert default_start(RACE, RACE_M["half"], TODAY) == date(2026, 11, 23)
    assert default_start(RACE, RACE_M["half"], date(2026, 11, 23)) == date(2026, 11, 23)
    assert default_start(date(2026, 11, 22), RACE_M["half"], TODAY) == TODAY


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("distance", RACE_M)
def test_defaults_are_a_runner_who_can_start(distance: str, level: Level) -> None:
    race_day = date(2028, 4, 16)
    start = default_start(race_day, RACE_M[distance], TODAY)
    inputs = default_inputs(RACE_M[distance], level, start)
    if level is Level.FIRST_TIMER and distance in ("marathon", "50k"):
        return  # these need more than the longest useful lead from a first-timer's base
    built = build_up(
        id="x",
        race_name="X",
        race_day=race_day,
        distance_m=RACE_M[distance],
        inputs=inputs,
        pick=random.Random(1).choice,
    )
    assert not built.finish_safely


def test_defaults_fill_in_only_what_is_missing() -> None:
    inputs = default_inputs(RACE_M["half"], Level.NOVICE, TODAY, weekly_m=30_000, days=5)
    assert (inputs.weekly_m, inputs.days) == (30_000, 5)
    assert 6_000 <= inputs.longest_m <= 12_600


def test_eighteen_weeks_are_made_in_far_less_than_a_blink() -> None:
    made("half", weeks=18)
    start = perf_counter()
    for _ in range(5):
        made("half", weeks=18)
    assert (perf_counter() - start) / 5 < 0.050
