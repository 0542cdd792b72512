"""The way back to running: one step in 48 hours, on to the next only after a clean morning."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import msgspec
import pytest

from planner.domain.body import Area
from planner.domain.change import Off
from planner.domain.days import Weekday
from planner.domain.health import Sign
from planner.domain.light import Colour
from planner.domain.log import Felt, When
from planner.domain.off import EaseKind, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.race import Inputs, Level
from planner.domain.session import SessionKind
from planner.domain.units import Unit
from planner.domain.workout_reading import read_workout
from planner.planning.reflow import Reflow, reflow, why_nothing
from planner.planning.return_to_run import Verdict, step_days, verdict_of
from tests.planning.reflow_cases import (
    AT,
    FIRST,
    MONDAY,
    RULES,
    STEPS,
    accepted,
    case,
    felt,
    light,
    runner_plan,
    sessions_of,
)

RED = felt(7, MONDAY - timedelta(days=1), name="red")
PAUSED = MONDAY + timedelta(days=RULES.pause_days)


@cache
def red_plan() -> tuple[Plan, Reflow]:
    """The plan with the pause and the steps accepted on Monday."""
    plan = runner_plan()
    made = reflow(case(plan, light(Colour.RED, Area.CALF), RED))
    assert made is not None
    return accepted(plan, made), made


def steps_on(plan: Plan, made: Reflow) -> dict[int, date]:
    return {number: sessions_of(plan)[name].day for name, number in made.eased.steps.items()}


def after_step(number: int, *entries: Felt, colour: Colour = Colour.RED, later: int = 1) -> tuple[Plan, Reflow | None]:
    """The plan, and what is proposed `later` days after a step, all steps up to it run as planned."""
    plan, made = red_plan()
    done = {name for name, step in made.eased.steps.items() if step <= number}
    day = steps_on(plan, made)[number] + timedelta(days=later)
    looked = case(
        plan, light(colour, Area.CALF, day=day), RED, *entries, ran_ids=frozenset(done), answered=frozenset(done)
    )
    return plan, reflow(looked)


def test_every_step_is_a_structured_run_that_can_be_read_and_counts_up_to_its_time() -> None:
    assert len(STEPS.step) == 6
    for step in STEPS.step:
        assert not step.text or read_workout(step.text, Unit.KM) is not None
        assert step.kind in (SessionKind.WALK, SessionKind.RUN_WALK, SessionKind.EASY)


def test_each_step_says_the_next_morning_rule_and_the_stop_rule() -> None:
    plan, made = red_plan()
    for name in made.eased.steps:
        note = sessions_of(plan)[name].note
        assert "Next morning as usual: go on." in note
        assert "walk." in note


def test_steps_keep_away_from_blocked_days_and_days_off() -> None:
    first = MONDAY
    blocked, off = MONDAY + timedelta(days=2), MONDAY + timedelta(days=5)
    inputs = Inputs(
        level=Level.NOVICE, weekly_m=30_000.0, longest_m=14_000.0, days=5, long_run_day=Weekday.SUN, start=FIRST,
        blocked=(blocked,),
    )  # fmt: skip
    away = Off(id="o", at=AT, kind=OffKind.TIME_OFF, first=off, last=off, running=Running.NONE)
    plan = msgspec.structs.replace(runner_plan(away), inputs=inputs)
    days = step_days(case(plan, light(Colour.RED, Area.CALF), RED), first, 4)
    assert len(days) == 4
    assert not {blocked, off} & set(days)
    assert all((late - early).days >= STEPS.days_apart for early, late in pairwise(days))


def test_no_step_comes_to_race_day_or_after_it_before_the_race() -> None:
    plan = runner_plan()
    days = step_days(case(plan, light(Colour.RED, Area.CALF), RED), plan.race.day - timedelta(days=4), 6)
    assert days == (plan.race.day - timedelta(days=4), plan.race.day - timedelta(days=2))


def test_hills_come_back_before_the_long_run_and_that_before_quality() -> None:
    plan, made = red_plan()
    last = max(steps_on(plan, made).values())
    gap = timedelta(days=STEPS.days_apart)
    for one in sessions_of(plan).values():
        if one.day <= last or one.id == "race":
            continue
        if one.kind is SessionKind.HILLS:
            assert one.day >= last + gap
        if one.kind is SessionKind.LONG:
            assert one.day >= last + 2 * gap
        if one.kind.is_quality and one.kind is not SessionKind.HILLS:
            assert one.day >= last + 3 * gap


def test_the_rule_of_thirty_days_decides_the_first_long_run() -> None:
    plan = runner_plan()
    ran = ((MONDAY - timedelta(days=20), 8_000.0),)
    made = reflow(case(plan, light(Colour.RED, Area.CALF), RED, ran=ran))
    assert made is not None
    after = sessions_of(accepted(plan, made))
    first = next(
        one
        for one in sorted(after.values(), key=lambda s: s.order)
        if one.kind is SessionKind.LONG and one.day > MONDAY
    )
    assert first.distance is not None
    assert first.distance.high_m < sessions_of(plan)[first.id].distance.high_m  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ((), Verdict.ON),
        ((felt(STEPS.clean_score, PAUSED),), Verdict.ON),
        ((felt(STEPS.clean_score + 1, PAUSED),), Verdict.BACK),
        ((felt(STEPS.red_score, PAUSED),), Verdict.RED),
        ((felt(1, PAUSED, signs=(Sign.LIMP,)),), Verdict.RED),
        ((felt(STEPS.morning_rise, PAUSED + timedelta(days=1), when=When.MORNING),), Verdict.AGAIN),
        (
            (felt(2, PAUSED, when=When.BEFORE), felt(2, PAUSED + timedelta(days=1), when=When.MORNING)),
            Verdict.ON,
        ),
        (
            (felt(2, PAUSED, when=When.BEFORE), felt(3, PAUSED + timedelta(days=1), when=When.MORNING)),
            Verdict.AGAIN,
        ),
    ],
)
def test_a_step_is_judged_by_what_was_felt_on_it_and_the_next_morning(
    entries: tuple[Felt, ...], verdict: Verdict
) -> None:
    plan, made = red_plan()
    name = next(name for name, step in made.eased.steps.items() if step == 1)
    looked = case(plan, light(Colour.RED, Area.CALF, day=PAUSED + timedelta(days=1)), *entries)
    assert verdict_of(looked, sessions_of(plan)[name])[0] is verdict


def test_on_the_day_of_a_step_the_morning_is_waited_for() -> None:
    plan, made = red_plan()
    name = next(name for name, step in made.eased.steps.items() if step == 1)
    looked = case(
        plan, light(Colour.RED, Area.CALF, day=PAUSED), RED, ran_ids=frozenset({name}), answered=frozenset({name})
    )
    assert reflow(looked) is None
    assert "the next morning says" in why_nothing(looked)


def test_after_a_clean_step_the_way_back_stands_as_it_is_laid() -> None:
    for number in range(1, 7):
        _, more = after_step(number)
        assert more is None


@pytest.mark.parametrize(
    ("number", "score", "when", "then"),
    [
        (3, 4, When.DURING, 2),
        (1, 4, When.DURING, 1),
        (3, 2, When.MORNING, 3),
    ],
)
def test_a_sore_step_goes_one_back_and_a_sore_morning_does_the_same_again(
    number: int, score: int, when: When, then: int
) -> None:
    first, made = red_plan()
    day = steps_on(first, made)[number] + timedelta(days=when is When.MORNING)
    plan, more = after_step(number, felt(score, day, when=when, name="new"))
    assert more is not None
    laid = steps_on(accepted(plan, more), more)
    assert min(laid) == then
    assert laid[then] >= steps_on(first, made)[number] + timedelta(days=STEPS.days_apart)
    assert all((laid[n + 1] - laid[n]).days >= STEPS.days_apart for n in range(then, 6))
    assert more.because == ("new",)


def test_the_way_back_laid_anew_is_not_asked_for_again() -> None:
    first, made = red_plan()
    entry = felt(4, steps_on(first, made)[3], name="new")
    plan, more = after_step(3, entry)
    assert more is not None
    after = accepted(plan, more)
    done = frozenset(name for name, step in made.eased.steps.items() if step <= 3)
    day = steps_on(first, made)[3] + timedelta(days=1)
    looked = case(after, light(Colour.RED, Area.CALF, day=day), RED, entry, ran_ids=done, answered=done)
    assert reflow(looked) is None
    assert "step 2 of 6 is next" in why_nothing(looked)


def test_no_day_holds_two_steps_after_the_way_back_was_laid_anew() -> None:
    first, made = red_plan()
    plan, more = after_step(3, felt(4, steps_on(first, made)[3], name="new"))
    assert more is not None
    after = sessions_of(accepted(plan, more))
    titled = [one for one in after.values() if one.title.startswith("step ") and one.day > steps_on(first, made)[3]]
    days = [one.day for one in titled]
    assert len(days) == len(set(days))
    assert sorted(one.title[5] for one in titled) == ["2", "3", "4", "5", "6"]


def test_red_on_a_step_begins_the_pause_again() -> None:
    first, made = red_plan()
    day = steps_on(first, made)[2]
    plan, more = after_step(2, felt(7, day, name="again"))
    assert more is not None
    assert more.eased.kind is EaseKind.RED
    laid = steps_on(accepted(plan, more), more)
    assert min(laid) == 1
    assert laid[1] == day + timedelta(days=1 + RULES.pause_days)


def test_a_step_that_was_missed_is_laid_from_today_on() -> None:
    plan, made = red_plan()
    today = steps_on(plan, made)[1] + timedelta(days=1)
    more = reflow(case(plan, light(Colour.RED, Area.CALF, day=today), RED))
    assert more is not None
    assert steps_on(accepted(plan, more), more)[1] == today
