"""A routine made to fit the time there is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.domain.body import Area
from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.exercise import Kind, Sides, Timing
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder, Step, flat, routine_length, sides_of
from planner.planning.routine_trim import trim
from planner.store.library import load_library
from tests.planning.routine_data import EXERCISES, exercise

LIBRARY = EXERCISES | {
    one.id: one
    for one in (
        exercise("calf-again"),
        exercise("jog-long", Kind.DYNAMIC, dose=Hold(360), sides=Sides.BOTH),
        exercise("short-foot", Kind.STRENGTH, area=Area.PLANTAR_FOOT, dose=Hold(5, 10)),
    )
}
_doses = st.one_of(
    st.none(),
    st.builds(Hold, st.integers(1, 600), st.integers(1, 5), st.integers(0, 30)),
    st.builds(Reps, st.integers(1, 40), st.integers(1, 4), st.integers(0, 60)),
    st.builds(Open, st.integers(0, 600)),
    st.builds(lambda seconds: Spots(expected_s=seconds), st.integers(10, 900)),
)
_dos = st.builds(
    lambda exercise_id, dose, sides, priority, off: Do(
        exercise=exercise_id, dose=dose, sides=sides, priority=priority, off=off
    ),
    st.sampled_from([*LIBRARY, "gone"]),
    _doses,
    st.none() | st.sampled_from(SideOrder),
    st.integers(1, 3),
    st.sampled_from([False, False, False, True]),
)
_flat_steps = st.one_of(_dos, _dos, _dos, st.builds(Rest, st.integers(1, 60)), st.just(Note("Breathe.")))
_groups = st.builds(
    lambda steps, rounds, skip, rest_s: Group(tuple(steps), rounds, skip, rest_s),
    st.lists(_flat_steps, max_size=4),
    st.integers(1, 4),
    st.booleans(),
    st.integers(0, 60),
)
routines = st.lists(_flat_steps | _groups, max_size=7).map(
    lambda steps: Routine(id="r", name="R", timing=(Timing.ANY,), steps=tuple(steps))
)
_times = st.integers(-5, 3600)
_usual = st.dictionaries(st.sampled_from([*LIBRARY]), st.floats(5, 900), max_size=3)


def made(*steps: Step) -> Routine:
    return Routine(id="r", name="R", timing=(Timing.ANY,), steps=steps)


def seconds(routine: Routine, usual: dict[str, float] | None = None) -> float:
    return routine_length(routine, LIBRARY, usual).usual_s


def done(routine: Routine) -> list[Do]:
    return [step for step in flat(routine.steps) if isinstance(step, Do) and step.exercise in LIBRARY]


def ids(routine: Routine) -> list[str]:
    return [step.exercise for step in done(routine)]


@given(routines, _times, _usual)
def test_it_fits_or_is_one_exercise_alone(routine: Routine, time_s: int, usual: dict[str, float]) -> None:
    left = trim(routine, LIBRARY, time_s, usual)
    assert (left.id, left.name) == (routine.id, routine.name)
    assert seconds(left, usual) <= seconds(routine, usual)
    if seconds(left, usual) > time_s and done(routine):
        assert len(done(left)) == 1
        assert not any(isinstance(step, Rest) for step in flat(left.steps))
    assert bool(done(left)) == bool(done(routine))


@given(routines, _times, _times, _usual)
def test_more_time_never_leaves_less(routine: Routine, one: int, other: int, usual: dict[str, float]) -> None:
    short, long = sorted((one, other))
    assert seconds(trim(routine, LIBRARY, short, usual), usual) <= seconds(trim(routine, LIBRARY, long, usual), usual)


@given(routines, _usual)
def test_enough_time_leaves_the_routine_as_it_is(routine: Routine, usual: dict[str, float]) -> None:
    assert trim(routine, LIBRARY, int(seconds(routine, usual)) + 1, usual) is routine


@given(routines, _times)
def test_the_order_and_both_sides_stay(routine: Routine, time_s: int) -> None:
    left = trim(routine, LIBRARY, time_s)
    every = iter(done(routine))
    for step in done(left):
        was = next(one for one in every if replace(one, dose=None) == replace(step, dose=None))
        exercise_ = LIBRARY[step.exercise]
        assert sides_of(step, exercise_) == sides_of(was, exercise_)


@given(routines, _times)
def test_no_group_is_left_empty_and_no_rest_begins_a_session(routine: Routine, time_s: int) -> None:
    left = trim(routine, LIBRARY, time_s)
    if left is not routine and done(left):
        for step in left.steps:
            if isinstance(step, Group) and step not in routine.steps:
                assert step.steps


def test_what_matters_least_goes_first() -> None:
    routine = made(
        Do(exercise="wall-calf", priority=3), Do(exercise="quad-stretch", priority=1), Do(exercise="leg-swing")
    )
    assert ids(trim(routine, LIBRARY, 140)) == ["quad-stretch", "leg-swing"]
    assert ids(trim(routine, LIBRARY, 80)) == ["quad-stretch"]
    assert ids(trim(routine, LIBRARY, 1)) == ["quad-stretch"]


def test_rounds_then_sets_then_length_are_cut_before_an_exercise_goes() -> None:
    routine = made(
        Group(steps=(Do(exercise="quad-stretch", dose=Hold(60)),), rounds=3, rest_s=10),
        Do(exercise="clamshell", dose=Reps(12, 2)),
    )
    full = seconds(routine)
    two_rounds = trim(routine, LIBRARY, int(full) - 1)
    assert [step.rounds for step in two_rounds.steps if isinstance(step, Group)] == [2]
    one_set = trim(routine, LIBRARY, 2 * 66 + 2 * 42 + 10)
    assert [step.dose for step in done(one_set)] == [Hold(60), Reps(12)]
    short = trim(routine, LIBRARY, 2 * 36 + 2 * 42)
    assert [step.dose for step in done(short)] == [Hold(30), Reps(12)]
    fewer = trim(routine, LIBRARY, 2 * 36 + 2 * 30)
    assert [step.dose for step in done(fewer)] == [Hold(30), Reps(8)]
    assert len(done(trim(routine, LIBRARY, 2 * 36 + 2 * 30 - 1))) == 1


def test_an_exercise_whose_area_another_one_works_goes_first_then_the_last() -> None:
    routine = made(
        Do(exercise="calf-again"), Do(exercise="wall-calf", dose=Hold(30)), Do(exercise="quad-stretch"),
        Do(exercise="leg-swing"),
    )  # fmt: skip
    assert ids(trim(routine, LIBRARY, int(seconds(routine)) - 20)) == ["calf-again", "quad-stretch", "leg-swing"]
    assert ids(trim(routine, LIBRARY, 2 * 72)) == ["calf-again", "quad-stretch"]


def test_strength_in_a_group_stays_together_longer_than_what_stands_alone() -> None:
    pair = Group(steps=(Do(exercise="clamshell", dose=Reps(9)), Do(exercise="bridge", dose=Reps(9))), rounds=1)
    routine = made(Do(exercise="quad-stretch"), pair)
    assert ids(trim(routine, LIBRARY, int(seconds(routine)) - 30)) == ["clamshell", "bridge"]


def test_rests_that_lead_nowhere_go() -> None:
    routine = made(
        Do(exercise="quad-stretch"), Rest(20), Do(exercise="leg-swing", priority=3), Rest(30), Note("Well done.")
    )
    left = trim(routine, LIBRARY, 80)
    assert left.steps == (Do(exercise="quad-stretch"),)
    first = made(Do(exercise="leg-swing", priority=3), Rest(20), Note("Lie down."), Do(exercise="quad-stretch"))
    assert trim(first, LIBRARY, 75).steps == (Note("Lie down."), Do(exercise="quad-stretch"))


def test_a_session_never_begins_with_the_rest_after_what_was_dropped() -> None:
    routine = made(
        Do(exercise="leg-swing", priority=3), Rest(20), Do(exercise="quad-stretch"), Rest(5), Do(exercise="wall-calf")
    )
    left = trim(routine, LIBRARY, int(seconds(routine)) - 70)
    assert left.steps == (Do(exercise="quad-stretch"), Rest(5), Do(exercise="wall-calf"))


def test_a_rest_at_the_end_of_a_group_still_leads_to_the_next_round() -> None:
    group = Group(
        steps=(Do(exercise="quad-stretch"), Rest(10), Do(exercise="leg-swing", priority=3), Rest(20)), rounds=2
    )
    left = trim(made(group), LIBRARY, 170)
    assert left.steps == (replace(group, steps=(Do(exercise="quad-stretch"), Rest(20))),)


def test_an_open_step_is_expected_to_be_shorter_before_it_goes() -> None:
    routine = made(Do(exercise="it-band-roll"), Do(exercise="quad-stretch"))
    left = trim(routine, LIBRARY, 7 * 60)
    assert ids(left) == ["it-band-roll", "quad-stretch"]
    assert [step.dose for step in done(left)] == [Spots(expected_s=170), None]


def test_what_this_runner_needs_for_an_open_step_is_not_cut_but_left_out() -> None:
    routine = made(Do(exercise="it-band-roll"), Do(exercise="quad-stretch", priority=1))
    assert ids(trim(routine, LIBRARY, 7 * 60, {"it-band-roll": 400.0})) == ["quad-stretch"]
    even = made(Do(exercise="it-band-roll"), Do(exercise="quad-stretch"))
    assert trim(even, LIBRARY, 250, {"it-band-roll": 100.0}).steps == (Do(exercise="it-band-roll"),)


def test_short_holds_and_moving_are_not_cut_to_nothing() -> None:
    routine = made(Do(exercise="jog-long", priority=1), Do(exercise="short-foot", priority=1))
    left = trim(routine, LIBRARY, 66 + 2 * 6 * 11)
    assert [step.dose for step in done(left)] == [Hold(60), Hold(5, 6)]


@pytest.mark.parametrize("minutes", [1, 3, 5, 7, 10, 15])
def test_every_built_in_routine_fits_the_minutes_there_are(minutes: int) -> None:
    library, _ = load_library(None)
    for routine in library.routines.values():
        left = trim(routine, library.exercises, minutes * 60)
        length = routine_length(left, library.exercises).usual_s
        assert length <= minutes * 60 or len([one for one in flat(left.steps) if isinstance(one, Do)]) == 1
        assert length >= 0.5 * min(minutes * 60, routine_length(routine, library.exercises).usual_s)


def test_a_routine_of_500_steps_is_cut_at_once() -> None:
    routine = made(*(Group(steps=(Do(exercise="wall-calf", dose=Hold(3600, 100)),)) for _ in range(500)))
    begun = time.process_time()
    trim(routine, LIBRARY, 60)
    assert time.process_time() - begun < 2
