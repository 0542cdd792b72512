"""Paces from a recent race: numbers that runners know, and a second opinion on every prediction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.race import RACE_M, RecentRace
from planner.planning.paces import paces, predict, vdot

FIVE_K_IN_20 = RecentRace(distance_m=5_000, seconds=1_200)


def test_a_5k_in_20_minutes_is_a_vdot_of_49_8() -> None:
    assert vdot(5_000, 1_200) == pytest.approx(49.8, abs=0.05)
    assert paces(FIVE_K_IN_20).vdot == vdot(5_000, 1_200)


def test_its_training_paces_are_those_of_daniels_tables() -> None:
    found = paces(FIVE_K_IN_20)
    slow, fast = found.easy
    assert 5 * 60 + 40 <= slow <= 5 * 60 + 55
    assert 4 * 60 + 50 <= fast <= 5 * 60 + 10
    assert found.threshold == pytest.approx(4 * 60 + 15, abs=3)
    assert found.interval == pytest.approx(3 * 60 + 55, abs=3)
    assert found.repetition == pytest.approx(3 * 60 + 38, abs=3)
    assert found.five_k == 240


def test_it_predicts_a_marathon_of_three_hours_and_ten_minutes() -> None:
    assert predict(FIVE_K_IN_20, RACE_M["marathon"]) == pytest.approx(3 * 3600 + 11 * 60, abs=90)
    assert predict(FIVE_K_IN_20, RACE_M["10k"]) == pytest.approx(41 * 60 + 30, abs=20)


def test_marathon_pace_takes_75_to_84_percent_of_the_most() -> None:
    for seconds in (900, 1_200, 1_500):
        found = paces(RecentRace(distance_m=5_000, seconds=seconds))
        speed = 60_000 / found.marathon
        share = (-4.60 + 0.182258 * speed + 0.000104 * speed**2) / found.vdot
        assert 0.75 <= share <= 0.845


def test_an_effort_is_found_by_its_name() -> None:
    found = paces(FIVE_K_IN_20)
    assert found.word("Easy") == found.easy
    assert found.word("5K") == (found.five_k, found.five_k)
    assert found.word("half  marathon") == (found.half, found.half)
    assert found.word("race") is None
    assert found.easy[1] < found.easy_middle < found.easy[0]


races = st.builds(
    lambda metres, pace: RecentRace(distance_m=metres, seconds=round(metres / 1000 * pace)),
    st.sampled_from([RACE_M["5k"], RACE_M["10k"], RACE_M["half"], RACE_M["marathon"]]),
    st.integers(190, 420),
)


@given(races)
def test_a_race_predicts_itself(recent: RecentRace) -> None:
    assert abs(predict(recent, recent.distance_m) - recent.seconds) <= 1


@given(races, st.floats(0.5, 2))
def test_riegels_formula_agrees_within_six_percent_for_half_and_double_the_distance(
    recent: RecentRace, factor: float
) -> None:
    riegel = recent.seconds * factor**1.06
    assert predict(recent, recent.distance_m * factor) == pytest.approx(riegel, rel=0.06)


@given(races)
def test_harder_efforts_are_faster(recent: RecentRace) -> None:
    found = paces(recent)
    faster = (*found.easy, found.marathon, found.half, found.ten_k, found.five_k)
    assert list(faster) == sorted(faster, reverse=True)
    assert found.easy[1] > found.threshold > found.interval > found.repetition
