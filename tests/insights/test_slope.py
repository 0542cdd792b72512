from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insights.slope import Slope, rate_a_session, slope_of, theil_sen
from tests.insights.histories import RULES

RULE = RULES.clear.trend
times = st.floats(1, 3_600)


def going(rate: float, count: int, start: float = 300.0) -> list[float]:
    return [start * (1 + rate) ** n for n in range(count)]


@pytest.mark.parametrize(
    ("rate", "trend"),
    [
        (-RULE.steady - 0.001, Slope.FALLING),
        (-RULE.steady, Slope.FALLING),
        (-RULE.steady + 0.001, Slope.FLAT),
        (0.0, Slope.FLAT),
        (RULE.steady - 0.001, Slope.FLAT),
        (RULE.steady, Slope.RISING),
    ],
)
def test_a_trend_is_flat_within_the_limit_of_the_file(rate: float, trend: Slope) -> None:
    assert slope_of(going(rate, RULE.least), RULE) is trend


def test_there_is_no_trend_below_the_least_count_of_the_file() -> None:
    assert slope_of(going(-0.1, RULE.least - 1), RULE) is None
    assert slope_of(going(-0.1, RULE.least), RULE) is Slope.FALLING


def test_only_the_last_sessions_have_a_say() -> None:
    assert slope_of([*going(0.2, 40), *going(-0.1, RULE.last)], RULE) is Slope.FALLING


@given(st.floats(-0.15, 0.15), st.integers(8, 20), st.floats(0.2, 5), st.data())
def test_one_bad_day_does_not_turn_the_trend(rate: float, count: int, factor: float, data: st.DataObject) -> None:
    clean = going(rate, count)
    bad = data.draw(st.integers(0, count - 1))
    spoilt = [time * factor if n == bad else time for n, time in enumerate(clean)]
    # Of the n * (n - 1) / 2 slopes only n - 1 have the bad day in them: less than half, so the median stays.
    assert rate_a_session(spoilt) == pytest.approx(rate, abs=1e-6)


@given(st.lists(times, min_size=2, max_size=12), st.floats(0.1, 10))
def test_the_rate_does_not_depend_on_the_unit(values: list[float], factor: float) -> None:
    scaled = [value * factor for value in values]
    if min(scaled) >= 1:
        assert rate_a_session(scaled) == pytest.approx(rate_a_session(values), abs=1e-6)


@given(st.lists(times, min_size=2, max_size=12))
def test_the_slope_the_other_way_round_is_its_negative(values: list[float]) -> None:
    assert theil_sen(values[::-1]) == pytest.approx(-theil_sen(values))


@given(st.lists(times, min_size=2, max_size=12))
def test_the_slope_is_the_middle_of_the_slopes_of_all_pairs(values: list[float]) -> None:
    slopes = [(values[b] - values[a]) / (b - a) for a in range(len(values)) for b in range(a + 1, len(values))]
    assert theil_sen(values) == median(slopes)


def test_a_side_without_a_tight_spot_has_a_trend_too() -> None:
    assert slope_of([0.0] * RULE.least, RULE) is Slope.FLAT
