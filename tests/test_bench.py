"""The table of `tests/bench/run` says what is over its budget. The figures themselves are no test: see there."""

from tests.bench.table import Budget, Row, judge, quantile


def test_a_ratio_is_of_the_medians() -> None:
    kept = judge(Row(Budget("today", ratio=2), [10, 30, 1000], [16, 15, 400]))
    assert kept.kept
    assert "1.88x" in kept.line
    assert not judge(Row(Budget("today", ratio=2), [33, 33, 33], [16, 15, 400])).kept


def test_a_slow_tail_counts_where_it_is_asked_for() -> None:
    samples = [1.0] * 18 + [50.0] * 2
    assert judge(Row(Budget("key", most=33), samples)).kept
    over = judge(Row(Budget("key", most=33, part=0.95), samples))
    assert not over.kept
    assert over.line.endswith("OVER")


def test_a_quantile_is_one_of_the_samples() -> None:
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile([3, 1, 2], 0.95) == 3
