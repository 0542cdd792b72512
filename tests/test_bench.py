"""The table of `tests/bench/run` says what is over its budget. The figures themselves are no test: see there."""

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from planner.domain.log import Felt, Noted, Played, Ran, Skipped, Wore
from planner.store.store import Store
from tests.bench.table import Budget, Growth, Row, judge, judge_growth, quantile
from tests.bench.ten_years import DAYS_A_YEAR, ENTRIES_A_DAY, ten_years

if sys.platform != "win32":  # its terminals are of POSIX
    from tests.bench.seconds import Shown, keeps, lateness


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


def beat(late_ms: Sequence[float], *, drift_ms: float = 0.0, leave_out: Collection[int] = ()) -> list[Shown]:
    """Return a minute of seconds, each so late; `drift_ms` more with each second."""
    seconds = range(60)
    return [
        Shown(100.0 + n + (late_ms[n % len(late_ms)] + n * drift_ms) / 1000, 5 + n)
        for n in seconds
        if n not in leave_out
    ]


def test_late_seconds_are_no_drift_and_drift_is_found() -> None:
    even = lateness(beat([0, 0, 4, 0, 40]))
    assert even.drift == pytest.approx(0, abs=0.01)
    assert even.latest == pytest.approx(40)
    assert (even.skipped, even.back) == (0, 0)
    assert lateness(beat([0, 0, 4, 0, 40], drift_ms=0.1)).drift == pytest.approx(6, abs=0.5)


def test_seconds_that_were_never_shown_and_steps_back_are_counted() -> None:
    assert lateness(beat([0], leave_out={7, 8, 30})).skipped == 3
    shown = beat([0])
    assert lateness([*shown, Shown(shown[-1].at_s + 1, 3)]).back == 1


def test_seconds_keep_their_budget_beside_the_yardstick_alone() -> None:
    yardstick = lateness(beat([0, 10]))
    assert keeps(lateness(beat([0, 14])), yardstick)
    assert not keeps(lateness(beat([0, 16])), yardstick)
    assert not keeps(lateness(beat([0, 10], drift_ms=0.1)), yardstick)
    assert not keeps(lateness(beat([0, 10], leave_out={9})), yardstick)


def test_what_must_not_grow_is_judged_by_the_least_of_the_first_and_the_last_years() -> None:
    flat = {1: [10.0, 90.0], 10: [11.0], 30: [10.5, 400.0]}
    assert judge_growth(Growth("today", flat, ratio=1.1)).kept
    over = judge_growth(Growth("today", {**flat, 30: [12.0]}, ratio=1.1))
    assert not over.kept
    assert over.line.endswith("OVER")
    assert judge_growth(Growth("insights", {**flat, 30: [300.0]})).kept
    assert "30.00x" in judge_growth(Growth("insights", {**flat, 30: [300.0]})).line


def test_the_ten_years_are_the_same_each_time_and_nothing_is_wrong_with_them(tmp_path: Path) -> None:
    stores = [Store(ten_years(tmp_path / name, 1)) for name in "ab"]
    assert stores[0].check() == ()
    entries = stores[0].all_entries()[0]
    assert len(entries) >= DAYS_A_YEAR * ENTRIES_A_DAY
    assert {type(entry) for entry in entries} >= {Ran, Played, Felt, Wore, Noted, Skipped}
    assert [path.read_bytes() for path in sorted((stores[0].root / "log").iterdir())] == [
        path.read_bytes() for path in sorted((stores[1].root / "log").iterdir())
    ]
