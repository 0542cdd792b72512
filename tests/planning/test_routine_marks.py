"""Marks of a step, rounds with their rest, and how a routine sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cues import Profile, RoutineCues
from planner.domain.errors import BadValue
from planner.domain.exercise import Timing
from planner.domain.routine import MOST_ROUNDS, Do, Group, Rest, Routine
from planner.planning.routine_draft import Draft, insert_before
from planner.planning.routine_marks import (
    change_profile,
    change_wait,
    parse_rounds,
    set_note,
    set_priority,
    type_rounds,
    typed_rounds,
)

_GROUP = Group(steps=(Do(exercise="bridge"), Rest(20)), rounds=2)


def draft_of(*steps: Do | Rest | Group) -> Draft:
    return Draft.of(Routine(id="r", name="R", timing=(Timing.POST,), steps=steps))


def test_an_exercise_goes_in_before_the_chosen_row_also_inside_a_group() -> None:
    draft, row = insert_before(draft_of(Do(exercise="jog"), _GROUP), Do(exercise="wall-calf"), 0)
    assert (draft.steps[0], row) == (Do(exercise="wall-calf"), 0)
    draft, row = insert_before(draft, Do(exercise="clamshell"), 4)
    group = draft.steps[2]
    assert isinstance(group, Group)
    assert group.steps == (Do(exercise="bridge"), Do(exercise="clamshell"), Rest(20))
    assert row == 4


def test_inserting_into_an_empty_routine_makes_its_first_step() -> None:
    assert insert_before(Draft.new(), Do(exercise="jog"), 0)[0].steps == (Do(exercise="jog"),)


def test_a_step_takes_its_marks_and_its_dose_stays() -> None:
    draft = draft_of(Do(exercise="jog", off=True), _GROUP)
    draft = set_priority(change_wait(set_note(draft, 0, " slow\n ly "), 0), 0, 3)
    assert draft.steps[0] == Do(exercise="jog", off=True, note="slow ly", wait=True, priority=3)
    draft = set_note(draft, 2, "inside")
    group = draft.steps[1]
    assert isinstance(group, Group)
    assert group.steps[0] == Do(exercise="bridge", note="inside")


@pytest.mark.parametrize("row", [1, 3, 9])
def test_a_row_without_an_exercise_takes_no_mark(row: int) -> None:
    draft = draft_of(Do(exercise="jog"), _GROUP)
    for change in (
        lambda: set_note(draft, row, "x"),
        lambda: change_wait(draft, row),
        lambda: set_priority(draft, row, 1),
    ):
        assert change() is draft  # type: ignore[no-untyped-call]


def test_a_group_takes_rounds_and_rest_and_another_row_does_not() -> None:
    draft = type_rounds(draft_of(Do(exercise="jog"), _GROUP), 1, "3 rounds, rest 45 s")
    assert draft.steps[1] == Group(steps=_GROUP.steps, rounds=3, rest_s=45)
    with pytest.raises(BadValue):
        type_rounds(draft, 0, "3 rounds")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", (3, 0)),
        ("3x", (3, 0)),
        ("1 round", (1, 0)),
        ("4 ROUNDS rest 30s", (4, 30)),
        ("2 rounds, rest 2 min", (2, 120)),
        ("2, rest 90", (2, 90)),
    ],
)
def test_rounds_are_read_as_people_write_them(text: str, expected: tuple[int, int]) -> None:
    assert parse_rounds(text) == expected


@pytest.mark.parametrize(
    "text", ["", "0", "51", "3 rounds, rest", "3 rounds, rest 61 min", "a few", "-1", "٣", "9" * 9]
)
def test_rounds_that_cannot_be_read_say_how_to_write_them(text: str) -> None:
    with pytest.raises(BadValue, match="Write 3 rounds"):
        parse_rounds(text)


@given(st.integers(1, MOST_ROUNDS), st.integers(0, 3600))
def test_typed_rounds_read_back_the_same(rounds: int, rest_s: int) -> None:
    group = Group(steps=_GROUP.steps, rounds=rounds, rest_s=rest_s)
    assert parse_rounds(typed_rounds(group)) == (rounds, rest_s)


def test_the_sound_goes_round_and_other_wishes_of_the_routine_stay() -> None:
    draft = draft_of(Do(exercise="jog"))
    seen = []
    for _ in range(4):
        draft = change_profile(draft)
        seen.append(draft.routine.cues)
    assert [one and one.profile for one in seen] == [Profile.QUIET, Profile.NORMAL, Profile.LOUD, None]
    wishes = Draft.of(Routine(id="r", name="R", timing=(Timing.POST,), cues=RoutineCues(speech=True)))
    assert change_profile(wishes).routine.cues == RoutineCues(speech=True, profile=Profile.QUIET)
