"""How far pairs have gone: laws of adding up, and how running is dealt out among them."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.gear import Shoe
from planner.domain.log import Ran, Surface
from planner.insights.wear import Comfort, wear_of

TODAY = date(2027, 3, 1)
AT = datetime(2027, 1, 1, 7, tzinfo=UTC)
SHOES = (Shoe(id="a", name="A", start_m=100_000), Shoe(id="b", name="B"))


def ran(ago: int, km: float | None = 10, shoe: str = "a", **more: object) -> Ran:
    metres = km * 1000 if km is not None else None
    day = TODAY - timedelta(days=ago)
    return Ran(id=f"{ago}-{shoe}", at=AT, day=day, distance_m=metres, shoe=shoe, **more)  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 500), st.sampled_from("ab")), max_size=30),
    st.randoms(use_true_random=False),
)
def test_distance_adds_up_in_whatever_order_runs_are_logged(runs: list[tuple[int, int, str]], random: Random) -> None:
    logged = [Ran(id=str(n), at=AT, day=TODAY - timedelta(days=d), distance_m=m * 100, shoe=s)
              for n, (d, m, s) in enumerate(runs)]  # fmt: skip
    mixed = list(logged)
    random.shuffle(mixed)
    found = wear_of(SHOES, mixed, TODAY, 4)
    assert found == wear_of(SHOES, logged, TODAY, 4)
    for shoe in SHOES:
        own = [run for run in logged if run.shoe == shoe.id]
        wear = found[shoe.id]
        assert wear.total_m == pytest.approx(shoe.start_m + sum(run.distance_m or 0 for run in own))
        assert wear.runs == len(own)
        gone = [metres for _, metres in wear.days]
        assert gone == sorted(gone)
        assert [day for day, _ in wear.days] == sorted({run.day for run in own})
        if own:
            assert gone[-1] == wear.total_m


def test_a_run_without_a_distance_counts_as_a_run_not_as_no_way() -> None:
    wear = wear_of(SHOES, [ran(3, None), ran(2, 8)], TODAY, 4)["a"]
    assert (wear.runs, wear.runs_without, wear.logged_m) == (2, 1, 8000)


def test_a_pair_whose_file_is_gone_keeps_its_runs() -> None:
    assert wear_of(SHOES, [ran(1, 8, "gone")], TODAY, 4)["gone"].total_m == 8000


def test_runs_to_come_do_not_count() -> None:
    assert wear_of(SHOES, [ran(-1)], TODAY, 4)["a"].runs == 0


def test_days_since_it_was_worn() -> None:
    wear = wear_of(SHOES, [ran(9), ran(4)], TODAY, 4)
    assert wear["a"].days_since(TODAY) == 4
    assert wear["b"].days_since(TODAY) is None


def test_the_share_is_that_of_the_last_weeks() -> None:
    wear = wear_of(SHOES, [ran(28, 50), ran(27, 30), ran(1, 10, "b")], TODAY, 4)
    assert (wear["a"].share, wear["b"].share) == (0.75, 0.25)
    assert wear_of(SHOES, [], TODAY, 4)["a"].share is None


def test_comfort_compares_the_first_with_the_last_runs() -> None:
    runs = [ran(20 - n, comfort=score) for n, score in enumerate((9, 8, 7, 5, 6, 4))]
    wear = wear_of(SHOES, runs, TODAY, 4)["a"]
    assert wear.comfort_trend(3) == Comfort(first=8, last=5, runs=3)
    assert wear_of(SHOES, runs[:5], TODAY, 4)["a"].comfort_trend(3) is None


def test_surfaces_and_hot_spots_are_kept() -> None:
    wear = wear_of(SHOES, [ran(2, surface=Surface.TRAIL, hot_spots="left heel"), ran(1)], TODAY, 4)["a"]
    assert wear.surfaces == {"trail": 1}
    assert wear.hot_spots == ((TODAY - timedelta(days=2), "left heel"),)
