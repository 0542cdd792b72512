import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insights.longest_run import longest_run, measured
from tests.insights.histories import RULES, history, ran

RULE, OWN = RULES.spike, RULES.longest


def spikes(*runs: tuple[int, float]) -> list[bool]:
    return [one.is_spike for one in measured(history(ran(days, km) for days, km in runs).runs, RULE, OWN)]


@pytest.mark.parametrize(("km", "is_spike"), [(11.0, False), (11.01, True)])
def test_a_run_may_be_a_tenth_longer_than_the_longest_before(km: float, is_spike: bool) -> None:
    assert RULE.most == 1.10
    assert spikes((20, 10), (1, km)) == [False, is_spike]


@pytest.mark.parametrize(("km", "is_spike"), [(3.5, False), (3.51, True)])
def test_half_a_kilometre_more_is_always_fine(km: float, is_spike: bool) -> None:
    assert spikes((20, 3), (1, km)) == [False, is_spike]


@pytest.mark.parametrize(("days", "longest"), [(RULE.days, 10_000.0), (RULE.days + 1, None)])
def test_the_longest_is_looked_for_in_the_days_of_the_rule(days: int, longest: float | None) -> None:
    last = list(measured(history([ran(days + 1, 10), ran(1, 8)]).runs, RULE, OWN))[-1]
    assert last.longest_m == longest


@pytest.mark.parametrize(("days", "is_judged"), [(OWN.first_days, True), (OWN.first_days - 1, False)])
def test_the_first_week_of_the_log_is_only_compared_with(days: int, is_judged: bool) -> None:
    last = list(measured(history([ran(days, 5), ran(0, 20)]).runs, RULE, OWN))[-1]
    assert (last.most_m is not None, last.is_spike) == (is_judged, is_judged)


def test_another_run_of_the_same_day_is_not_before() -> None:
    assert spikes((20, 8), (1, 12), (1, 12)) == [False, True, True]


@given(st.lists(st.tuples(st.integers(0, 90), st.floats(0.1, 60)), max_size=25))
def test_the_longest_is_that_of_all_runs_of_the_days_before(runs: list[tuple[int, float]]) -> None:
    past = history(ran(days, km) for days, km in runs)
    for one in measured(past.runs, RULE, OWN):
        before = [run for run in past.runs if 1 <= (one.run.day - run.day).days <= RULE.days]
        assert one.longest_m == max((run.distance_m or 0 for run in before), default=None)


def test_the_figure_marks_the_runs_that_went_further() -> None:
    figure = longest_run(history([ran(30, 10), ran(20, 10), ran(5, 14)]), RULES)
    assert {line.name: [point.y for point in line.points] for line in figure.series} == {
        "run": [10, 10],
        "longer than that": [14],
        "at most": [None, 11, 11],
    }
    assert [row[-1] for row in figure.rows] == ["", "no", "yes"]
    assert (
        figure.says[0] == "1 of 2 runs in 365 days went more than 10 % longer than the longest of the 30 days before."
    )


def test_what_would_be_fine_today_is_never_rounded_up() -> None:
    figure = longest_run(history([ran(30, 10), ran(5, 9.99)]), RULES)
    assert "Today up to 11 km would be within the rule." in figure.says
    figure = longest_run(history([ran(5, 9.99)]), RULES)
    assert "Today up to 10.9 km would be within the rule." in figure.says


def test_runs_of_a_year_are_shown_and_those_before_them_only_compared_with() -> None:
    days = OWN.shown_days
    figure = longest_run(history([ran(days + 8, 10), ran(days + 1, 10), ran(days, 12)]), RULES)
    assert len(figure.rows) == 1
    assert figure.rows[0][2:] == ("10", "11", "yes")


def test_runs_without_a_distance_are_nothing_to_measure() -> None:
    assert longest_run(history([ran(1, None)]), RULES).too_few
