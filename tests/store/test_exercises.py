"""The user's own exercises as files."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.codec.toml import BadFile
from planner.domain.body import Area
from planner.domain.dose import Hold, Reps, Spots
from planner.domain.equipment import Equipment
from planner.domain.errors import BadValue, NotFound
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.routine import Do, Routine
from planner.store.disk.atomic import ChangedOutside
from planner.store.library import load_exercises
from planner.store.store import Store
from tests.planning.routine_data import exercise
from tests.store.deeds import scratch_store
from tests.strategies import texts

MINE = exercise("mine")
_exercises = st.builds(
    Exercise,
    id=st.just("mine"),
    name=texts,
    kind=st.sampled_from(Kind),
    areas=st.lists(st.sampled_from(Area), min_size=1, max_size=3).map(tuple),
    sides=st.sampled_from(Sides),
    position=texts,
    dose=st.sampled_from([Hold(30, 2, 15), Reps(12, 3, 45, "2-1-3"), Spots()]),
    timing=st.lists(st.sampled_from(Timing), min_size=1, max_size=2).map(tuple),
    steps=st.lists(texts, max_size=3).map(tuple),
    cue=texts,
    easier=texts,
    harder=texts,
    stop=texts,
    source=texts,
    equipment=st.sampled_from([(), ((Equipment.BALL, Equipment.CUSHION), (Equipment.MAT,))]),
    optional=st.sampled_from([(), (Equipment.MINI_BAND,)]),
    evidence=texts,
    note=texts,
    seconds_per_rep=st.sampled_from([0.0, 2.5]),
)


@given(_exercises, _exercises, _exercises)
def test_an_exercise_reads_back_as_it_was_saved(made: Exercise, changed: Exercise, again: Exercise) -> None:
    with scratch_store() as store:
        for wanted in (made, changed):
            store.save_exercise(wanted)
            assert load_exercises(store.root)[0]["mine"] == wanted
        path = store.root / "exercises/mine.toml"
        path.write_text(f"# mine\n{path.read_text()}")
        store.save_exercise(again, was=changed)
        assert load_exercises(store.root)[0]["mine"] == again
        assert path.read_text().startswith("# mine\n")


def test_an_exercise_changed_by_somebody_else_meanwhile_is_not_overwritten(store: Store) -> None:
    store.save_exercise(MINE)
    store.save_exercise(msgspec.structs.replace(MINE, cue="theirs"))
    with pytest.raises(ChangedOutside):
        store.save_exercise(msgspec.structs.replace(MINE, cue="mine"), was=MINE)


def test_an_exercise_that_cannot_be_read_is_not_overwritten_and_doctor_names_it(store: Store) -> None:
    store.save_exercise(MINE)
    assert store.check() == ()
    path = store.root / "exercises/mine.toml"
    path.write_text(path.read_text().replace("seconds = 30", "seconds = 0"))
    before = path.read_bytes()
    with pytest.raises(BadFile):
        store.save_exercise(MINE)
    assert path.read_bytes() == before
    assert [(problem.path, problem.key) for problem in store.check()] == [(str(path), "dose")]


def test_a_deleted_exercise_comes_back(store: Store) -> None:
    store.save_exercise(MINE)
    name = store.delete_exercise("mine")
    assert not store.has_exercise("mine")
    with pytest.raises(NotFound):
        store.delete_exercise("mine")
    store.restore(name)
    assert load_exercises(store.root)[0]["mine"] == MINE
    with pytest.raises(NotFound):
        store.delete_exercise("../plans/spring")
    with pytest.raises(BadValue):
        store.save_exercise(msgspec.structs.replace(MINE, id="../x"))


@pytest.mark.parametrize("wrong", ["nan", "inf", "-1.0", "61.0"])
def test_a_repetition_of_no_sane_length_is_named_and_not_loaded(store: Store, wrong: str) -> None:
    store.save_exercise(msgspec.structs.replace(MINE, seconds_per_rep=2.5))
    path = store.root / "exercises/mine.toml"
    path.write_text(path.read_text().replace("seconds_per_rep = 2.5", f"seconds_per_rep = {wrong}"))
    found, problems = load_exercises(store.root)
    assert "mine" not in found
    assert "seconds_per_rep must be 0 to 60" in str(problems[0])


@pytest.mark.parametrize("folder", ["exercises", "routines"])
def test_doctor_says_when_a_file_names_another_id(store: Store, folder: str) -> None:
    store.save_exercise(MINE)
    store.save_routine(Routine(id="mine", name="R", timing=(Timing.ANY,), steps=(Do(exercise="mine"),)))
    assert store.check() == ()
    path = store.root / folder / "mine.toml"
    path.write_text(path.read_text().replace('id = "mine"', 'id = "other"'))
    assert [(problem.path, problem.key) for problem in store.check()] == [(str(path), "id")]
