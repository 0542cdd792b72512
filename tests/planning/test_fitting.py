"""A build-up on the days that the runner has: weekdays without time, blocked days, and races on the way."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.days import Weekday
from planner.domain.errors import BadValue, PlannerError
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, Inputs, Level, Phase, Priority, TuneUp
from planner.domain.session import Session, SessionKind
from planner.planning.build_up import BuildUp, OutOfReach, build_up, default_inputs
from planner.planning.fitting import cap_m
from planner.planning.targets import share_cap

MONDAY = date(2027, 1, 4)


def made(
    distance: str = "half",
    *,
    weeks: int = 16,
    level: Level = Level.NOVICE,
    minutes: dict[Weekday, int] | None = None,
    blocked: tuple[date, ...] = (),
    tune_ups: tuple[TuneUp, ...] = (),
    finish_safely: bool = False,
    long_run_day: Weekday = Weekday.SUN,
) -> BuildUp:
    """Return a build-up that ends on a Sunday."""
    inputs = default_inputs(
        RACE_M[distance],
        level,
        MONDAY,
        long_run_day=long_run_day,
        minutes=minutes,
        blocked=blocked,
        tune_ups=tune_ups,
        finish_safely=finish_safely,
    )
    return build_up(
        id="spring",
        race_name="Spring",
        race_day=MONDAY + timedelta(days=7 * weeks - 1),
        distance_m=RACE_M[distance],
        inputs=inputs,
        pick=random.Random(1).choice,
    )


def runs(plan: Plan) -> list[Session]:
    return [one for one in plan.base if one.kind.is_run and one.id != plan.race.session]


def metres(session: Session) -> float:
    return session.distance.high_m if session.distance else 0.0


def test_without_days_to_fit_nothing_is_touched() -> None:
    assert made().plan.base == made(minutes={}).plan.base


def test_no_run_stands_on_a_weekday_without_time() -> None:
    plan = made(minutes={Weekday.TUE: 0, Weekday.WED: 0}).plan
    assert all(Weekday.of(one.day) not in (Weekday.TUE, Weekday.WED) for one in runs(plan))
    assert len(runs(plan)) == len(runs(made().plan))


def test_no_run_is_longer_than_its_day_has_time_for() -> None:
    built = made(minutes={Weekday.SUN: 110, Weekday.TUE: 40, Weekday.THU: 40})
    inputs = built.plan.inputs
    assert inputs
    for one in runs(built.plan):
        assert metres(one) <= cap_m(inputs, Weekday.of(one.day)) + 1, one
    assert any("the long run stops at" in warning for warning in built.warnings)


def test_too_little_time_for_the_long_run_is_refused_with_what_helps() -> None:
    with pytest.raises(OutOfReach, match="Sunday has 60 min") as refused:
        made(minutes={Weekday.SUN: 60})
    assert "ive Sunday more time" in refused.value.fix
    assert refused.value.earliest is None


def test_a_long_run_day_without_time_is_refused_with_the_days_that_have_some() -> None:
    with pytest.raises(BadValue, match="no time for a run on Sunday") as refused:
        made(minutes={Weekday.SUN: 0})
    assert "Saturday" in refused.value.fix


def test_fewer_than_three_possible_weekdays_are_refused() -> None:
    with pytest.raises(BadValue, match="2 weekdays"):
        made(minutes=dict.fromkeys((Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI), 0))


def test_fewer_weekdays_than_runs_give_fewer_runs_and_say_so() -> None:
    built = made(level=Level.INTERMEDIATE, minutes=dict.fromkeys((Weekday.MON, Weekday.TUE, Weekday.WED), 0))
    assert any("5 runs a week do not fit" in warning for warning in built.warnings)
    assert built.plan.inputs
    assert built.plan.inputs.days == 5, "what was asked for is kept"


def test_a_run_of_a_blocked_day_moves_within_its_week() -> None:
    plain = made().plan
    day = next(one.day for one in runs(plain) if one.kind is SessionKind.LONG)
    week = plain.week_of(day)
    assert week
    plan = made(blocked=(day,)).plan
    assert all(one.day != day for one in runs(plan))
    longs = [one for one in runs(plan) if one.kind is SessionKind.LONG and week[1].holds(one.day)]
    assert len(longs) == 1


def test_a_blocked_week_is_left_out_and_what_follows_is_not_a_jump() -> None:
    start = MONDAY + timedelta(weeks=5)
    built = made(blocked=tuple(start + timedelta(days=n) for n in range(7)))
    assert not [one for one in runs(built.plan) if start <= one.day < start + timedelta(days=7)]
    assert any("fall away" in warning for warning in built.warnings)
    law_of_growth(built.plan)


def test_a_blocked_race_day_is_refused() -> None:
    with pytest.raises(BadValue, match="days without running"):
        made(blocked=(MONDAY + timedelta(days=7 * 16 - 1),))


def test_a_b_race_stands_on_its_day_with_easy_days_around_it() -> None:
    day = MONDAY + timedelta(days=7 * 10 - 1)
    plan = made(tune_ups=(TuneUp(name="City Ten", day=day, distance_m=10_000.0),)).plan
    (race,) = [one for one in plan.base if one.kind is SessionKind.TUNE_UP]
    assert (race.day, race.title, metres(race)) == (day, "City Ten", 10_000.0)
    around = [one for one in runs(plan) if one is not race and -3 <= (one.day - day).days <= 3]
    assert around
    assert not any(one.kind.is_hard for one in around)


def test_a_c_race_is_the_hard_run_of_its_days() -> None:
    day = MONDAY + timedelta(days=7 * 8 + 5)
    race = TuneUp(name="Parkrun", day=day, distance_m=5_000.0, priority=Priority.C)
    plan = made(level=Level.INTERMEDIATE, tune_ups=(race,)).plan
    hard = [one for one in runs(plan) if abs((one.day - day).days) <= 3 and one.kind.is_hard]
    assert [one.kind for one in hard] == [SessionKind.TUNE_UP]


@pytest.mark.parametrize(
    ("race", "why"),
    [
        (TuneUp(name="Late", day=MONDAY + timedelta(days=200), distance_m=5_000.0), "not before the race"),
        (TuneUp(name="Early", day=MONDAY - timedelta(days=1), distance_m=5_000.0), "before the start"),
    ],
)
def test_a_race_that_is_not_on_the_way_is_refused(race: TuneUp, why: str) -> None:
    with pytest.raises(BadValue, match=why):
        made(tune_ups=(race,))


def test_a_b_race_too_near_is_said() -> None:
    race = TuneUp(name="Warm-up Ten", day=MONDAY + timedelta(days=7 * 15 - 1), distance_m=10_000.0)
    assert any("days before the race" in warning for warning in made(tune_ups=(race,)).warnings)


def test_the_taper_of_an_ultra_has_no_hills() -> None:
    plan = made("50k", weeks=24, level=Level.ADVANCED).plan
    taper = [one for one in runs(plan) if (found := plan.week_of(one.day)) and found[1].phase is Phase.TAPER]
    assert taper
    assert not any(one.kind is SessionKind.HILLS for one in taper)


def law_of_growth(plan: Plan) -> None:
    inputs = plan.inputs
    assert inputs
    days = [(inputs.start - timedelta(days=1), inputs.longest_m)]
    for one in sorted(runs(plan), key=lambda session: session.day):
        window = [length for day, length in days if day >= one.day - timedelta(days=30)]
        if one.kind is not SessionKind.TUNE_UP and one.distance and one.day < plan.race.day:
            best = max(window) if window else 0.5 * max(length for _, length in days)
            assert metres(one) <= max(1.10 * best, best + 500, 1_000) + 1, one
        days.append((one.day, metres(one)))


@st.composite
def asks(draw: st.DrawFn) -> tuple[str, int, Level, Inputs]:
    distance = draw(st.sampled_from(["5k", "10k", "half", "marathon"]))
    level = draw(st.sampled_from(Level))
    weeks = draw(st.integers(8, 24))
    spread = st.dictionaries(st.sampled_from(Weekday), st.sampled_from([0, 25, 40, 60, 90, 150]), max_size=5)
    days = st.integers(0, 7 * weeks - 2).map(lambda n: MONDAY + timedelta(days=n))
    blocked = tuple(draw(st.lists(days, max_size=10, unique=True)))
    races = tuple(
        TuneUp(name="On the way", day=day, distance_m=draw(st.sampled_from([5_000.0, 10_000.0, 21_097.5])), priority=p)
        for day in draw(st.lists(days, max_size=2, unique=True))
        for p in [draw(st.sampled_from(Priority))]
    )
    inputs = default_inputs(
        RACE_M[distance],
        level,
        MONDAY,
        long_run_day=draw(st.sampled_from(Weekday)),
        minutes=draw(spread),
        blocked=blocked,
        tune_ups=races,
        finish_safely=True,
    )
    return distance, weeks, level, inputs


@settings(max_examples=150, deadline=None)
@given(asks())
def test_whatever_is_asked_the_days_and_the_limits_hold(ask: tuple[str, int, Level, Inputs]) -> None:
    distance, weeks, _, inputs = ask
    race_day = MONDAY + timedelta(days=7 * weeks - 1)
    try:
        plan = build_up(
            id="spring",
            race_name="Spring",
            race_day=race_day,
            distance_m=RACE_M[distance],
            inputs=inputs,
            pick=random.Random(1).choice,
        ).plan
    except PlannerError:
        return
    assert len({one.id for one in plan.base}) == len(plan.base)
    assert {one.day for one in plan.base if one.kind is SessionKind.TUNE_UP} == {one.day for one in inputs.tune_ups}
    for one in runs(plan):
        if one.kind is SessionKind.TUNE_UP:
            continue
        assert one.day not in inputs.blocked
        assert inputs.minutes.get(Weekday.of(one.day)) != 0
        assert metres(one) <= cap_m(inputs, Weekday.of(one.day)) + 1
        assert (one.duration_s or 0) <= 60 * inputs.minutes.get(Weekday.of(one.day), 1440)
    hard = sorted({one.day for one in runs(plan) if one.kind.is_hard and one.kind is not SessionKind.TUNE_UP})
    races = {one.day for one in inputs.tune_ups}
    assert not [day for day in hard if day + timedelta(days=1) in hard or day + timedelta(days=1) in races]
    if all(one.distance for one in runs(plan)):  # run and walk goes by time
        law_of_growth(plan)
        law_of_shares(plan)


def law_of_shares(plan: Plan) -> None:
    for week in plan.weeks:
        mine = [one for one in runs(plan) if week.holds(one.day)]
        long = max((metres(one) for one in mine if one.kind is SessionKind.LONG), default=0.0)
        total = sum(metres(one) for one in mine)
        if long and len(mine) > 1:
            assert long <= share_cap(min(len(mine), 6)) * total + 1_000
