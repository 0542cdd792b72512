import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.errors import BadValue
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder
from planner.planning.routine_draft import (
    Draft,
    change_dose,
    change_sides,
    change_timing,
    duplicate,
    group,
    insert,
    insert_before,
    move,
    remove,
    switch_off,
    type_dose,
    ungroup,
)
from planner.planning.routine_marks import change_profile, change_wait, set_note, set_priority
from tests.planning.routine_data import EXERCISES


def draft_of(*names: str) -> Draft:
    return Draft.of(Routine(id="r", name="R", timing=(Timing.POST,), steps=tuple(Do(exercise=name) for name in names)))


def names(draft: Draft) -> list[str]:
    return [
        "group"
        if isinstance(row.step, Group)
        else row.step.exercise
        if isinstance(row.step, Do)
        else row.step.__class__.__name__
        for row in draft.rows
    ]


def test_an_exercise_goes_in_after_the_chosen_row() -> None:
    draft, row = insert(draft_of("wall-calf", "bridge"), Do(exercise="jog"), 0)
    assert names(draft) == ["wall-calf", "jog", "bridge"]
    assert row == 1


def test_the_first_exercise_goes_into_an_empty_routine() -> None:
    draft, row = insert(Draft.new(), Do(exercise="jog"))
    assert names(draft) == ["jog"]
    assert row == 0


def test_moving_a_step_keeps_the_cursor_on_it() -> None:
    draft, row = move(draft_of("wall-calf", "bridge", "jog"), 2, -1)
    assert names(draft) == ["wall-calf", "jog", "bridge"]
    assert row == 1


def test_moving_past_either_end_changes_nothing() -> None:
    draft = draft_of("wall-calf", "bridge")
    assert move(draft, 0, -1) == (draft, 0)
    assert move(draft, 1, 1) == (draft, 1)


def test_a_longer_hold_is_kept_with_the_step_and_the_librarys_own_dose_is_not() -> None:
    draft = change_dose(draft_of("wall-calf"), 0, 1, EXERCISES)
    assert draft.steps == (Do(exercise="wall-calf", dose=Hold(50, 2)),)
    assert change_dose(draft, 0, -1, EXERCISES).steps == (Do(exercise="wall-calf"),)


@pytest.mark.parametrize(
    ("name", "dose"),
    [("clamshell", Reps(13, 2)), ("jog", Open(150)), ("it-band-roll", Spots(expected_s=330))],
)
def test_every_kind_of_dose_gets_longer_in_its_own_step(name: str, dose: Hold | Reps | Open | Spots) -> None:
    assert change_dose(draft_of(name), 0, 1, EXERCISES).steps == (Do(exercise=name, dose=dose),)


def test_a_dose_never_falls_below_the_least() -> None:
    draft = draft_of("quad-stretch")
    for _ in range(20):
        draft = change_dose(draft, 0, -1, EXERCISES)
    assert draft.steps == (Do(exercise="quad-stretch", dose=Hold(5)),)


def test_a_typed_dose_replaces_the_old_one() -> None:
    assert type_dose(draft_of("wall-calf"), 0, "30 s x 2", EXERCISES).steps == (
        Do(exercise="wall-calf", dose=Hold(30, 2)),
    )


def test_a_typed_dose_is_taken_whole_but_for_the_ends_of_a_route() -> None:
    step = Do(exercise="clamshell", dose=Reps(8, 2, rest_s=45, tempo="2-1-2"))
    draft = Draft.of(Routine(id="r", name="R", timing=(Timing.POST,), steps=(step,)))
    assert type_dose(draft, 0, "10 x 3", EXERCISES).steps == (Do(exercise="clamshell", dose=Reps(10, 3)),)
    route = Do(exercise="clamshell", dose=Spots(start="heel", end="toes"))
    draft = draft.with_row(0, route)
    typed = type_dose(draft, 0, "spots, about 4:00", EXERCISES)
    assert typed.steps == (Do(exercise="clamshell", dose=Spots(start="heel", end="toes", expected_s=240)),)


def test_opening_another_routine_loses_nothing() -> None:
    draft, _ = insert(Draft.new(), Do(exercise="jog"))
    other = draft.opened(Routine(id="other", name="Other", timing=(Timing.ANY,)))
    assert not other.is_changed
    assert other.undo().routine == draft.routine


def test_a_dose_that_cannot_be_read_says_how_to_write_it() -> None:
    with pytest.raises(BadValue, match="30 s x 2"):
        type_dose(draft_of("wall-calf"), 0, "a bit", EXERCISES)


def test_a_rest_takes_a_typed_time_and_nothing_else() -> None:
    draft, row = insert(draft_of("wall-calf"), Rest(30), 0)
    assert type_dose(draft, row, "45 s", EXERCISES).steps[1] == Rest(45)
    with pytest.raises(BadValue):
        type_dose(draft, row, "12 x 3", EXERCISES)


def test_sides_go_round_and_come_back_to_each() -> None:
    draft, seen = draft_of("wall-calf"), []
    for _ in range(5):
        draft = change_sides(draft, 0, EXERCISES)
        step = draft.steps[0]
        assert isinstance(step, Do)
        seen.append(step.sides)
    assert seen == [SideOrder.SORE_FIRST, SideOrder.WEAKER_FIRST, SideOrder.LEFT, SideOrder.RIGHT, None]


def test_an_exercise_for_both_legs_at_once_has_no_sides_to_change() -> None:
    draft = draft_of("bridge")
    assert change_sides(draft, 0, EXERCISES) is draft


def test_two_steps_become_rounds_and_a_third_joins_them() -> None:
    draft, row = group(draft_of("wall-calf", "bridge", "jog"), 1)
    assert draft.steps[0] == Group(steps=(Do(exercise="wall-calf"), Do(exercise="bridge")), rounds=2)
    assert row == 2
    draft, row = group(draft, 3)
    assert names(draft) == ["group", "wall-calf", "bridge", "jog"]
    assert names(ungroup(draft, 0)[0]) == ["wall-calf", "bridge", "jog"]


def test_rounds_change_on_the_head_of_a_group() -> None:
    draft, _ = group(draft_of("wall-calf", "bridge"), 1)
    more = change_dose(draft, 0, 1, EXERCISES)
    assert isinstance(more.steps[0], Group)
    assert more.steps[0].rounds == 3


def test_a_step_at_the_rim_of_a_group_moves_out_of_it() -> None:
    draft, _ = group(draft_of("wall-calf", "bridge"), 1)
    out, row = move(draft, 2, 1)
    assert names(out) == ["group", "wall-calf", "bridge"]
    assert not out.rows[row].inside


def test_a_group_goes_when_its_last_step_is_taken_out() -> None:
    draft, _ = group(draft_of("wall-calf", "bridge"), 1)
    assert names(remove(remove(draft, 2), 1)) == []


def test_a_step_that_is_switched_off_stays_in_the_routine() -> None:
    off = switch_off(draft_of("wall-calf"), 0)
    assert off.steps == (Do(exercise="wall-calf", off=True),)
    assert switch_off(off, 0).steps == (Do(exercise="wall-calf"),)


def test_a_copy_stands_after_its_original() -> None:
    draft, row = duplicate(draft_of("wall-calf", "bridge"), 0)
    assert names(draft) == ["wall-calf", "wall-calf", "bridge"]
    assert row == 1


def test_a_routine_can_be_for_any_moment() -> None:
    draft, seen = Draft.new(), []
    for _ in range(4):
        draft = change_timing(draft)
        seen.append(draft.routine.timing)
    assert seen == [(Timing.PRE,), (Timing.POST,), (Timing.REST,), (Timing.ANY,)]


def test_too_many_steps_are_refused_with_a_way_out() -> None:
    draft = Draft.of(Routine(id="r", name="R", timing=(Timing.ANY,), steps=(Do(exercise="jog"),) * 500))
    with pytest.raises(BadValue, match="at most 500"):
        insert(draft, Do(exercise="jog"))


def test_saving_makes_a_draft_unchanged() -> None:
    draft, _ = insert(Draft.new(), Do(exercise="jog"))
    assert draft.is_changed
    assert not draft.kept(draft.routine).is_changed


_KEYS = (
    "insert",
    "rest",
    "note",
    "remove",
    "up",
    "down",
    "more",
    "less",
    "sides",
    "group",
    "ungroup",
    "copy",
    "off",
    "when",
    "before",
    "step note",
    "wait",
    "first",
    "sound",
)


def _press(draft: Draft, key: str, row: int) -> Draft:
    match key:
        case "insert":
            return insert(draft, Do(exercise="wall-calf"), row)[0]
        case "rest":
            return insert(draft, Rest(20), row)[0]
        case "note":
            return insert(draft, Note("breathe"), row)[0]
        case "remove":
            return remove(draft, row)
        case "up" | "down":
            return move(draft, row, 1 if key == "down" else -1)[0]
        case "more" | "less":
            return change_dose(draft, row, 1 if key == "more" else -1, EXERCISES)
        case "sides":
            return change_sides(draft, row, EXERCISES)
        case "group":
            return group(draft, row)[0]
        case "ungroup":
            return ungroup(draft, row)[0]
        case "copy":
            return duplicate(draft, row)[0]
        case "off":
            return switch_off(draft, row)
        case "before":
            return insert_before(draft, Do(exercise="jog"), row)[0]
        case "step note":
            return set_note(draft, row, "slow")
        case "wait":
            return change_wait(draft, row)
        case "first":
            return set_priority(draft, row, 1)
        case "sound":
            return change_profile(draft)
        case _:
            return change_timing(draft)


@given(st.lists(st.tuples(st.sampled_from(_KEYS), st.integers(0, 8)), max_size=25))
def test_whatever_was_done_undo_takes_all_of_it_back_and_redo_brings_it_again(keys: list[tuple[str, int]]) -> None:
    start = draft_of("wall-calf", "bridge", "jog")
    draft, shown = start, [start.routine]
    for key, row in keys:
        draft = _press(draft, key, row)
        if draft.routine != shown[-1]:
            shown.append(draft.routine)
    for expected in reversed(shown):
        assert draft.routine == expected
        draft = draft.undo()
    assert draft.undo() is draft
    for expected in shown[1:]:
        draft = draft.redo()
        assert draft.routine == expected
    assert draft.redo() is draft


@given(st.lists(st.tuples(st.sampled_from(_KEYS[5:]), st.integers(0, 8)), max_size=20))
def test_changing_doses_and_order_never_loses_an_exercise(keys: list[tuple[str, int]]) -> None:
    draft = draft_of("wall-calf", "bridge", "jog", "clamshell")
    for key, row in keys:
        draft = _press(draft, key, row)
    assert {"wall-calf", "bridge", "jog", "clamshell"} <= set(names(draft))
