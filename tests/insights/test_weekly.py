from datetime import date

import pytest

from planner.domain.session import SessionKind
from planner.domain.units import Unit
from planner.insights.weekly import Week, weekly, weeks_of
from tests.insights.histories import RULES, history, planned, ran

RULE = RULES.growth


def week(start: date, past: tuple[Week, ...]) -> Week:
    return next(one for one in past if one.start == start)


THIS, LAST = date(2027, 3, 8), date(2027, 3, 1)


def test_a_week_has_what_was_planned_and_done_in_it() -> None:
    weeks = weeks_of(history([ran(0, 5), ran(6, 6), ran(7, 7)], planned=[planned(0, 8), planned(-2, 9)]), RULE)
    assert [(one.start, one.planned_m, one.done_m) for one in weeks] == [
        (LAST, None, 7_000),
        (THIS, 8_000, 11_000),
        (date(2027, 3, 15), 9_000, None),
    ]


def test_a_run_without_a_distance_is_counted_and_never_zero() -> None:
    (one,) = weeks_of(history([ran(0, None)]), RULE)
    assert (one.done_m, one.runs, one.unknown) == (None, 1, 1)
    figure = weekly(history([ran(0, None)]), RULES)
    assert figure.series[0].points[0].y is None
    assert figure.rows == ((THIS.isoformat(), "", "", "1", "1", ""),)
    assert "1 run without a distance is not in the bars." in figure.says


def test_cross_training_is_no_running() -> None:
    ride = planned(0, 30, kind=SessionKind.CROSS, session="ride")
    assert weeks_of(history([ran(0, 30, session="ride")], planned=[ride]), RULE) == ()


def test_the_ramp_is_against_the_best_of_the_weeks_before() -> None:
    assert RULE.weeks == 3
    done = {28: 40, 21: 20, 14: 10, 7: 22}
    weeks = weeks_of(history([ran(days, km) for days, km in done.items()]), RULE)
    assert week(LAST, weeks).ramp == pytest.approx(22 / 40)
    weeks = weeks_of(history([ran(35, 40), *(ran(days, km) for days, km in done.items() if days < 28)]), RULE)
    assert week(LAST, weeks).ramp == pytest.approx(22 / 20)


@pytest.mark.parametrize(("km", "told"), [(22.0, False), (22.1, True)])
def test_a_week_above_the_note_of_the_check_is_told_softly(km: float, told: bool) -> None:
    assert RULE.note == 1.10
    says = weekly(history([ran(14, 20), ran(7, km)]), RULES).says
    assert any("soft guide" in line for line in says) is told


def test_it_says_this_week_and_the_one_before() -> None:
    figure = weekly(history([ran(0, 12), ran(7, 24), ran(14, 20)], planned=[planned(0, 25), planned(-1, 5)]), RULES)
    assert figure.says[:2] == (
        "This week so far: 12 of 25 km.",
        "The week before: 24 km, 20 % over the best of the 3 weeks before.",
    )


def test_distances_are_in_the_runners_unit() -> None:
    from msgspec.structs import replace

    figure = weekly(replace(history([ran(0, 16.09344)]), unit=Unit.MI), RULES)
    assert figure.unit == "mi"
    assert figure.series[0].points[0].y == pytest.approx(10)
    assert figure.rows[0][2] == "10"


def test_nothing_logged_or_planned_says_so() -> None:
    figure = weekly(history(), RULES)
    assert figure.too_few
    assert not figure.series
