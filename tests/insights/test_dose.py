from datetime import date

import pytest

from planner.domain.body import Area
from planner.domain.exercise import Kind
from planner.domain.log import Feeling, Felt, Played
from planner.insights.dose import band, dose, ledger, underserved
from tests.insights.histories import BRIDGE, HOLD, LEG, ROLL, RULES, did, felt, held, history, ran, rolled

OWN = RULES.dose
THIS = date(2027, 3, 8)


def test_seconds_count_for_the_main_area_and_the_sort_of_exercise() -> None:
    past = history([did(0, held(HOLD, 90), held(BRIDGE, 60), held(LEG, 30)), rolled(1, 200, 100)])
    assert ledger(past, THIS) == {
        (THIS, Area.CALF, Kind.STATIC_STRETCH): 90,
        (THIS, Area.GLUTE_MAX, Kind.STRENGTH): 60,
        (THIS, Area.HIP, Kind.DYNAMIC): 30,
        (THIS, Area.IT_BAND, Kind.ROLL): 390,
    }


def test_what_was_ticked_off_counts_as_it_is_planned() -> None:
    past = history([did(0)], steps={"post-run": ((HOLD, 45.0), ("gone", 30.0))})
    assert ledger(past, THIS) == {(THIS, Area.CALF, Kind.STATIC_STRETCH): 45}


@pytest.mark.parametrize(
    ("minutes", "word"),
    [
        (OWN.green_min - 0.01, ""),
        (OWN.green_min, "dose"),
        (OWN.enough_min, "dose"),
        (OWN.enough_min + 0.01, "enough"),
    ],
)
def test_a_week_of_stretching_is_a_dose_and_then_enough(minutes: float, word: str) -> None:
    assert (OWN.green_min, OWN.enough_min) == (5, 10)
    assert band(minutes, OWN) == word


def test_what_is_enough_is_told_for_this_week() -> None:
    says = dose(history([did(0, held(HOLD, 601))]), RULES).says
    assert "Static stretching this week is enough for calf 10 min: more adds little (Ingram 2024)." in says
    says = dose(history([did(0, held(HOLD, 300)), did(7, held(HOLD, 700))]), RULES).says
    assert "Static stretching this week is a full dose for calf 5 min." in says


def few(pain: Felt, *played: Played) -> list[tuple[Area, int, float]]:
    return [(one.area, one.score, one.minutes) for one in underserved(history([pain, *played]), OWN)]


def test_a_sore_area_that_is_hardly_worked_is_under_served() -> None:
    assert few(felt(1, OWN.sore, Area.CALF)) == [(Area.CALF, OWN.sore, 0)]
    assert few(felt(1, OWN.sore - 1, Area.CALF)) == []
    assert few(felt(1, OWN.sore, Area.CALF, feeling=Feeling.TIGHTNESS)) == []
    assert few(felt(7 * OWN.weeks, OWN.sore, Area.CALF)) == []


def test_minutes_that_reach_an_area_serve_it() -> None:
    enough = OWN.least_min * OWN.weeks * 60
    assert few(felt(1, 5, Area.CALF), did(1, held(HOLD, enough))) == []
    assert few(felt(1, 5, Area.CALF), did(1, held(HOLD, enough - 60))) == [(Area.CALF, 5, 4.75)]
    # The quad is not what the roll is for first of all, but it is reached.
    assert few(felt(1, 5, Area.QUAD), did(1, held(ROLL, enough))) == []


def test_an_area_that_no_exercise_reaches_is_not_said_to_lack_one() -> None:
    assert few(felt(1, 8, Area.LOW_BACK)) == []


def test_rows_have_distance_minutes_and_pain_side_by_side() -> None:
    figure = dose(history([ran(0, 12), did(0, held(HOLD, 330)), felt(0, 4, Area.CALF), felt(0, 2, Area.KNEE)]), RULES)
    assert figure.rows == (
        ("2027-03-08", "12", "all", "0", "5.5", "0", "0", "", "4"),
        ("2027-03-08", "", "calf", "0", "5.5", "0", "0", "dose", "4"),
        ("2027-03-08", "", "knee", "0", "0", "0", "0", "", "2"),
    )


def test_without_routines_it_says_what_is_missing() -> None:
    assert dose(history([ran(1)]), RULES).too_few
    assert dose(history([did(7 * OWN.shown_weeks, held(HOLD, 60))]), RULES).too_few
