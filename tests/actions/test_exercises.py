"""Exercises of the runner's own."""

from typing import Any

import pytest
from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.actions.exercises import (
    delete_own_exercise,
    free_exercise_id,
    is_own_exercise,
    own_copy,
    save_own_exercise,
)
from planner.actions.routines import save_own
from planner.domain.dose import Hold, Reps
from planner.domain.errors import BadValue, NotFound
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Routine
from tests.actions.conftest import again
from tests.planning.routine_data import exercise

MINE = replace(exercise("x"), id="", name="My [/] lean")


def test_an_own_exercise_is_there_at_the_next_start_and_can_be_built_with(desk: Desk) -> None:
    saved = save_own_exercise(desk, MINE)
    assert saved.id == "my-lean"
    assert again(desk).exercises()["my-lean"] == saved
    assert is_own_exercise(desk, "my-lean")
    assert not is_own_exercise(desk, "cat-cow")
    step = Do(exercise="my-lean")
    save_own(desk, Routine(id="", name="R", timing=(Timing.ANY,), steps=(step,)))


def test_a_copy_of_a_built_in_exercise_is_the_same_but_for_its_name_and_a_free_id(desk: Desk) -> None:
    copy = own_copy(desk, "cat-cow")
    was = desk.exercises()["cat-cow"]
    assert copy.name == f"{was.name} (mine)"
    assert replace(copy, id=was.id, name=was.name) == was
    assert save_own_exercise(desk, copy) == copy
    assert own_copy(desk, "cat-cow").id != copy.id
    assert own_copy(desk, "cat-cow", "Cow").name == "Cow"
    assert again(desk).exercises()["cat-cow"] == was
    with pytest.raises(NotFound):
        own_copy(desk, "cow-cat")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("name", {"name": " \x1b "}),
        ("name", {"name": "x" * 81}),
        ("cue", {"cue": "x" * 2001}),
        ("steps", {"steps": ("x",) * 31}),
        ("steps", {"steps": ("x" * 2001,)}),
        ("dose", {"dose": Hold(3600, 2)}),
        ("dose", {"dose": Reps(200, 100)}),
    ],
)
def test_an_exercise_that_makes_no_sense_is_refused_with_its_field(desk: Desk, field: str, change: Any) -> None:
    with pytest.raises(BadValue) as refused:
        save_own_exercise(desk, replace(MINE, **change))
    assert refused.value.what == field
    assert not desk.store.root.exists()


def test_control_characters_never_reach_the_file(desk: Desk) -> None:
    saved = save_own_exercise(desk, replace(MINE, name="a\x1b[2Jb\nc", cue="x\x07", steps=("one\ntwo", " ")))
    assert (saved.name, saved.cue, saved.steps) == ("a[2Jb c", "x", ("one two",))
    assert again(desk).exercises()[saved.id] == saved


def test_a_file_that_cannot_be_read_keeps_its_id(desk: Desk) -> None:
    folder = desk.store.root / "exercises"
    folder.mkdir(mode=0o700, parents=True)
    (folder / "my-lean.toml").write_text("broken")
    assert free_exercise_id(desk, "My lean") == "my-lean-2"
    assert save_own_exercise(desk, MINE).id == "my-lean-2"
    assert (folder / "my-lean.toml").read_text() == "broken"


def test_an_exercise_that_a_routine_needs_is_not_deleted(desk: Desk) -> None:
    saved = save_own_exercise(desk, MINE)
    routine = save_own(desk, Routine(id="", name="R", timing=(Timing.ANY,), steps=(Do(exercise=saved.id),)))
    with pytest.raises(BadValue, match="R needs it"):
        delete_own_exercise(desk, saved.id)
    desk.store.delete_routine(routine.id)
    desk.library_changed()
    thrown = delete_own_exercise(desk, saved.id)
    assert saved.id not in desk.exercises()
    with pytest.raises(NotFound):
        delete_own_exercise(desk, saved.id)
    desk.store.restore(thrown)
    assert again(desk).exercises()[saved.id] == saved


def test_an_own_version_of_a_built_in_exercise_can_go_although_routines_use_it(desk: Desk) -> None:
    save_own_exercise(desk, replace(desk.exercises()["cat-cow"], cue="Mine."))
    assert desk.exercises()["cat-cow"].cue == "Mine."
    delete_own_exercise(desk, "cat-cow")
    assert desk.exercises()["cat-cow"].cue != "Mine."
    with pytest.raises(NotFound):
        delete_own_exercise(desk, "cat-cow")
