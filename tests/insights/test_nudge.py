import pytest

from planner.domain.log import Happening
from planner.insights.dose import dose
from planner.insights.nudge import nudge
from tests.insights.histories import HOLD, ROLL, RULES, did, held, history, planned, ran

RULE = RULES.nudge
STEADY = [ran(7 * week + 2, 20) for week in range(1, RULE.weeks + 1)]


def told(*entries: Happening, gap: int = RULE.gap_days, last: float = 30) -> str:
    return nudge(history([*STEADY, ran(1, last), did(gap, held(ROLL, 60)), *entries], planned=[planned(-2)]), RULE)


def test_a_gap_while_the_load_rises_is_told_with_the_next_run() -> None:
    assert told() == (
        "No rolling logged for 7 days, and the last seven days held 30 km, 50 % more than usual."
        " A few minutes fit with the next run, Tue 16 Mar."
    )


def test_a_day_less_is_no_gap() -> None:
    assert told(gap=RULE.gap_days - 1) == ""


@pytest.mark.parametrize(("km", "is_told"), [(20 * RULE.rise, False), (20 * RULE.rise + 0.1, True)])
def test_the_load_must_rise_by_the_share_of_the_file(km: float, is_told: bool) -> None:
    assert bool(told(last=km)) is is_told


def test_stretching_is_no_rolling_and_a_ticked_off_roll_is() -> None:
    assert told(did(1, held(HOLD, 60)))
    past = history([*STEADY, ran(1, 30), did(1)], steps={"post-run": ((ROLL, 60.0),)})
    assert nudge(past, RULE) == ""


def test_whoever_never_rolled_or_has_just_begun_to_log_is_left_alone() -> None:
    assert nudge(history([*STEADY, ran(1, 30)]), RULE) == ""
    assert nudge(history([*STEADY[1:], ran(1, 30), did(9, held(ROLL, 60))]), RULE) == ""


def test_the_minutes_by_area_say_it_too() -> None:
    past = history([*STEADY, ran(1, 30), did(9, held(ROLL, 60))])
    assert nudge(past, RULE) in dose(past, RULES).says
