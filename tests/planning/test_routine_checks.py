from planner.domain.body import Area
from planner.domain.dose import Hold
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Group, Routine, Step
from planner.planning.routine_checks import area_seconds, routine_warnings
from tests.planning.routine_data import EXERCISES


def routine(timing: Timing, *steps: Step) -> Routine:
    return Routine(id="r", name="R", timing=(timing,), steps=steps)


def test_a_long_hold_before_a_run_is_named_with_its_source() -> None:
    found = routine_warnings(routine(Timing.PRE, Do(exercise="wall-calf"), Do(exercise="leg-swing")), EXERCISES)
    assert found == ("a hold of 90 s before a run is long: 30 s at most (Behm 2016)",)


def test_the_same_hold_after_a_run_is_fine() -> None:
    assert routine_warnings(routine(Timing.POST, Do(exercise="wall-calf")), EXERCISES) == ()


def test_a_hold_before_a_run_wants_movement_behind_it() -> None:
    found = routine_warnings(routine(Timing.PRE, Do(exercise="leg-swing"), Do(exercise="quad-stretch")), EXERCISES)
    assert found == ("nothing moves after Quad stretch: add a dynamic exercise behind it",)


def test_strength_before_a_run_is_named() -> None:
    assert (
        "Clamshell is not for before a run"
        in routine_warnings(routine(Timing.PRE, Do(exercise="clamshell")), EXERCISES)[0]
    )


def test_more_than_four_minutes_of_holds_for_one_area_gain_nothing() -> None:
    step = Do(exercise="wall-calf", dose=Hold(60, 5))
    assert "5 min of holds a side for the calf" in routine_warnings(routine(Timing.POST, step), EXERCISES)[0]


def test_an_exercise_that_is_gone_is_named() -> None:
    assert routine_warnings(routine(Timing.POST, Do(exercise="gone")), EXERCISES) == (
        "there is no exercise 'gone': take it out",
    )


def test_a_step_that_is_off_is_not_checked_and_not_counted() -> None:
    off = routine(Timing.PRE, Do(exercise="wall-calf", off=True))
    assert routine_warnings(off, EXERCISES) == ()
    assert area_seconds(off, EXERCISES) == {}


def test_minutes_an_area_count_sides_rounds_and_change_overs() -> None:
    made = routine(Timing.POST, Do(exercise="quad-stretch"), Group(steps=(Do(exercise="jog"),), rounds=3))
    assert area_seconds(made, EXERCISES) == {Area.CALF: 3 * 126.0, Area.QUAD: 2 * 36.0}
