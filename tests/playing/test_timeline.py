import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.body import Side
from planner.domain.dose import Hold
from planner.domain.length import Length
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder, flat, routine_length, step_length
from planner.playing.timeline import build_timeline, rebuild_timeline
from tests.playing.routines import EXERCISES, routines, timeline


@given(routines, st.sampled_from(Side))
def test_a_timeline_takes_as_long_as_its_routine(routine: Routine, first: Side) -> None:
    made = build_timeline(routine, EXERCISES, first=first).length
    assert msgspec.structs.astuple(made) == pytest.approx(msgspec.structs.astuple(routine_length(routine, EXERCISES)))


@given(routines, st.sets(st.integers(0, 12)))
def test_skipped_steps_take_no_time(routine: Routine, skip: set[int]) -> None:
    kept = [step for at, step in enumerate(flat(routine.steps)) if at not in skip]
    wanted = sum((step_length(step, EXERCISES) for step in kept), Length(0, 0, 0))
    made = build_timeline(routine, EXERCISES, skip=skip).length
    assert msgspec.structs.astuple(made) == pytest.approx(msgspec.structs.astuple(wanted))


def test_the_usual_seconds_of_this_runner_change_the_length_as_in_the_routine() -> None:
    routine = Routine(id="r", name="R", timing=(), steps=(Do(exercise="it-roll"), Do(exercise="free")))
    usual = {"it-roll": 180.0, "free": 40.0}
    assert build_timeline(routine, EXERCISES, usual_s=usual).length == routine_length(routine, EXERCISES, usual)


@given(routines)
def test_a_written_out_routine_gives_the_same_beats_when_the_library_has_changed(routine: Routine) -> None:
    made = build_timeline(routine, EXERCISES)
    for library in (EXERCISES, {}):
        again = rebuild_timeline(
            made.routine,
            library,
            first=made.first,
            weaker=made.weaker,
            skip=made.skip,
            paces=made.paces,
            usual_s=made.usual_s,
        )
        assert again.fingerprint == made.fingerprint
        assert [beat.planned_s for beat in again.beats] == [beat.planned_s for beat in made.beats]


def test_sides_alternate_inside_each_set_with_a_rest_between_sets() -> None:
    beats = timeline("twice").beats
    assert [(beat.side, beat.set_number, beat.planned_s) for beat in beats] == [
        (Side.LEFT, 1, 20.0),
        (Side.RIGHT, 1, 20.0),
        (Side.BOTH, 1, 15.0),
        (Side.LEFT, 2, 20.0),
        (Side.RIGHT, 2, 20.0),
    ]
    assert isinstance(beats[2].part, Rest)
    assert [beat.count_in_s for beat in beats] == [6, 6, 0, 6, 6]


def test_the_sore_side_comes_first_and_both_sides_get_the_full_dose() -> None:
    made = timeline(Do(exercise="calf", sides=SideOrder.SORE_FIRST), first=Side.RIGHT)
    assert [(beat.side, beat.part) for beat in made.beats] == [(Side.RIGHT, Hold(45)), (Side.LEFT, Hold(45))]


def test_steps_are_numbered_without_rests_and_rounds_are_named() -> None:
    made = timeline("pose", Rest(10), Group(steps=(Do(exercise="pose"), Rest(5)), rounds=2))
    assert [(beat.step, beat.number, beat.round, beat.rounds) for beat in made.beats] == [
        (0, 1, 1, 1),
        (1, 1, 1, 1),
        (2, 2, 1, 2),
        (3, 2, 1, 2),
        (4, 3, 2, 2),
    ]
    assert made.numbers == 3


def test_an_exercise_that_is_not_in_the_library_becomes_a_note_that_names_it() -> None:
    (beat,) = timeline("gone").beats
    assert isinstance(beat.part, Note)
    assert "gone" in beat.part.text


def test_a_tempo_says_how_long_a_set_takes() -> None:
    assert [beat.planned_s for beat in timeline("tempo").beats if beat.exercise] == [30.0] * 4
