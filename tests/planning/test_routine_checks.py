from collections.abc import Mapping

import pytest

from planner.domain.body import Area
from planner.domain.dose import Hold, Open
from planner.domain.exercise import Exercise, Kind, Timing
from planner.domain.routine import Do, Group, Routine, SideOrder, Step
from planner.planning.routine_checks import (
    RoutineWarning,
    accept,
    accepted_warnings,
    area_seconds,
    routine_warnings,
    unaccept,
)
from planner.store.library import load_library
from tests.planning.routine_data import EXERCISES, exercise

LIBRARY: Mapping[str, Exercise] = EXERCISES | {
    one.id: one
    for one in (
        exercise("calf-roll", Kind.ROLL, dose=Hold(60)),
        exercise("quad-roll", Kind.ROLL, area=Area.QUAD, dose=Hold(60)),
        exercise("ankle-rock", Kind.DYNAMIC, area=Area.ANKLE, timing=(Timing.PRE,)),
        exercise("wall-calf-too"),
    )
}


def routine(timing: Timing, *steps: Step) -> Routine:
    return Routine(id="r", name="R", timing=(timing,), steps=steps)


def keys(timing: Timing, *steps: Step) -> list[str]:
    return [one.key for one in routine_warnings(routine(timing, *steps), LIBRARY)]


def test_a_long_hold_before_a_run_is_named_with_its_source() -> None:
    found = routine_warnings(routine(Timing.PRE, Do(exercise="wall-calf"), Do(exercise="leg-swing")), EXERCISES)
    assert found == (
        RoutineWarning(
            "long-hold:wall-calf",
            "the calf is held for 90 s a side before a run: 30 s at most",
            "Behm 2016, Appl Physiol Nutr Metab 41:1",
        ),
    )


def test_holds_of_one_muscle_before_a_run_add_up_over_steps_and_rounds() -> None:
    swing, short = Do(exercise="leg-swing"), Do(exercise="wall-calf", dose=Hold(20))
    assert keys(Timing.PRE, short, swing) == []
    assert keys(Timing.PRE, short, short, swing) == ["long-hold:wall-calf"]
    assert keys(Timing.PRE, Group(steps=(short,), rounds=2), swing) == ["long-hold:wall-calf"]
    other = Do(exercise="wall-calf-too", dose=Hold(20))
    assert keys(Timing.PRE, other, short, swing) == ["long-hold:wall-calf+wall-calf-too"]
    assert keys(Timing.PRE, short, Do(exercise="quad-stretch"), swing) == []


def test_holds_of_one_muscle_count_each_side_alone() -> None:
    left = Do(exercise="wall-calf", dose=Hold(20), sides=SideOrder.LEFT)
    right = Do(exercise="wall-calf", dose=Hold(20), sides=SideOrder.RIGHT)
    swing = Do(exercise="leg-swing")
    assert keys(Timing.PRE, left, right, swing) == []
    assert keys(Timing.PRE, left, left, swing) == ["long-hold:wall-calf"]
    both = Do(exercise="wall-calf", dose=Hold(20), sides=SideOrder.BOTH)
    assert keys(Timing.PRE, both, right, swing) == ["long-hold:wall-calf"]


def test_an_open_hold_before_a_run_counts_what_it_aims_at() -> None:
    swing = Do(exercise="leg-swing")
    assert keys(Timing.PRE, Do(exercise="wall-calf", dose=Open()), swing) == ["long-hold:wall-calf"]
    assert keys(Timing.PRE, Do(exercise="wall-calf", dose=Open(25)), swing) == []


def test_the_same_hold_after_a_run_is_fine() -> None:
    assert routine_warnings(routine(Timing.POST, Do(exercise="wall-calf")), EXERCISES) == ()


def test_a_hold_before_a_run_wants_movement_behind_it() -> None:
    found = routine_warnings(routine(Timing.PRE, Do(exercise="leg-swing"), Do(exercise="quad-stretch")), EXERCISES)
    assert [one.text for one in found] == ["nothing moves after Quad stretch: add a dynamic exercise behind it"]
    assert keys(Timing.PRE, Do(exercise="quad-stretch"), Do(exercise="quad-roll"), Do(exercise="leg-swing")) == [
        "roll-after-stretch:quad-roll"
    ]


def test_strength_before_a_run_is_named() -> None:
    assert keys(Timing.PRE, Do(exercise="clamshell")) == ["not-before-run:clamshell"]
    assert keys(Timing.REST, Do(exercise="clamshell")) == []


def test_more_than_four_minutes_of_holds_for_one_area_gain_nothing() -> None:
    found = routine_warnings(routine(Timing.POST, Do(exercise="wall-calf", dose=Hold(60, 5))), EXERCISES)
    assert "5.0 min of holds a side for the calf" in found[0].text
    assert "Ingram 2024" in found[0].source
    assert keys(Timing.POST, Do(exercise="wall-calf", dose=Hold(60, 4))) == []


def test_a_calf_roll_wants_a_calf_stretch_except_on_a_rest_day() -> None:
    roll = Do(exercise="calf-roll")
    assert keys(Timing.POST, roll) == ["calf-roll-alone"]
    assert keys(Timing.REST, roll) == []
    assert keys(Timing.POST, roll, Do(exercise="wall-calf")) == []
    assert keys(Timing.PRE, roll, Do(exercise="ankle-rock")) == []


def test_a_roll_behind_a_stretch_of_its_area_is_in_the_wrong_order() -> None:
    stretch, roll = Do(exercise="wall-calf"), Do(exercise="calf-roll")
    assert keys(Timing.POST, stretch, roll) == ["roll-after-stretch:calf-roll"]
    assert keys(Timing.POST, roll, stretch) == []
    assert keys(Timing.POST, Group(steps=(roll, stretch), rounds=2)) == []
    assert keys(Timing.POST, Do(exercise="quad-stretch"), roll, stretch) == []


def test_a_roll_takes_30_to_120_s_in_one_go_but_for_routes_rolled_spot_by_spot() -> None:
    assert keys(Timing.REST, Do(exercise="quad-roll", dose=Hold(29))) == ["short-roll:quad-roll"]
    assert keys(Timing.REST, Do(exercise="quad-roll", dose=Hold(121))) == ["long-roll:quad-roll"]
    assert keys(Timing.REST, Do(exercise="quad-roll", dose=Hold(30))) == []
    assert keys(Timing.REST, Do(exercise="quad-roll", dose=Hold(120, 3))) == []
    assert keys(Timing.REST, Do(exercise="it-band-roll")) == []
    assert keys(Timing.REST, Do(exercise="it-band-roll", dose=Hold(150))) == []


def test_an_exercise_that_is_gone_is_named_and_cannot_be_accepted() -> None:
    made = routine(Timing.POST, Do(exercise="gone"))
    found = routine_warnings(made, EXERCISES)
    assert [one.text for one in found] == ["there is no exercise 'gone': take it out"]
    assert accept(made, found) == made
    assert routine_warnings(Routine(id="r", name="R", timing=(), accepted=(found[0].key,), steps=made.steps), {})


def test_an_accepted_warning_is_not_given_again_until_it_is_taken_back() -> None:
    made = routine(Timing.PRE, Do(exercise="wall-calf"))
    found = routine_warnings(made, EXERCISES)
    taken = accept(made, found[:1])
    assert routine_warnings(taken, EXERCISES) == found[1:]
    assert accepted_warnings(taken, EXERCISES) == found[:1]
    assert accept(taken, found[:1]) == taken
    assert unaccept(taken) == made
    assert accepted_warnings(made, EXERCISES) == ()


def test_a_rule_accepted_for_one_exercise_is_given_for_another() -> None:
    one = routine(Timing.PRE, Do(exercise="wall-calf"), Do(exercise="leg-swing"))
    other = routine(Timing.PRE, Do(exercise="quad-stretch", dose=Hold(60)), Do(exercise="leg-swing"))
    accepted = accept(one, routine_warnings(one, EXERCISES)).accepted
    again = Routine(id="r", name="R", timing=(Timing.PRE,), accepted=accepted, steps=other.steps)
    assert [warning.key for warning in routine_warnings(again, EXERCISES)] == ["long-hold:quad-stretch"]


@pytest.mark.parametrize("made", load_library(None)[0].routines.values(), ids=lambda one: one.id)
def test_no_built_in_routine_goes_against_the_rules(made: Routine) -> None:
    assert routine_warnings(made, load_library(None)[0].exercises) == ()
    assert made.accepted == ()


def test_a_step_that_is_off_is_not_checked_and_not_counted() -> None:
    off = routine(Timing.PRE, Do(exercise="wall-calf", off=True))
    assert routine_warnings(off, EXERCISES) == ()
    assert area_seconds(off, EXERCISES) == {}


def test_minutes_an_area_count_sides_rounds_and_change_overs() -> None:
    made = routine(Timing.POST, Do(exercise="quad-stretch"), Group(steps=(Do(exercise="jog"),), rounds=3))
    assert area_seconds(made, EXERCISES) == {Area.CALF: 3 * 126.0, Area.QUAD: 2 * 36.0}
