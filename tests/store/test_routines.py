"""The user's own routines."""

import msgspec
import pytest
from hypothesis import given

from planner.codec.toml import BadFile, decode
from planner.domain.errors import BadValue, NotFound
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Rest, Routine
from planner.store.disk.atomic import ChangedOutside
from planner.store.store import Store
from tests.store.deeds import scratch_store
from tests.store.records import routines

MINE = Routine(
    id="mine", name="Mine", timing=(Timing.POST,), steps=(Do(exercise="plank", note="slow"), Rest(seconds=20))
)


def _read(store: Store, name: str = "mine") -> Routine:
    path = store.root / "routines" / f"{name}.toml"
    return decode(path.read_bytes(), Routine, str(path), schema=1)


@given(routines, routines, routines)
def test_a_routine_reads_back_as_it_was_saved(made: Routine, changed: Routine, again: Routine) -> None:
    with scratch_store() as store:
        for wanted in (made, changed):
            store.save_routine(wanted)
            assert _read(store) == wanted
        path = store.root / "routines/mine.toml"
        path.write_text(f"# mine\n{path.read_text()}")
        store.save_routine(again, was=changed)
        assert _read(store) == again
        assert path.read_text().startswith("# mine\n")


def test_a_routine_changed_by_somebody_else_meanwhile_is_not_overwritten(store: Store) -> None:
    store.save_routine(MINE)
    store.save_routine(msgspec.structs.replace(MINE, about="theirs"))
    with pytest.raises(ChangedOutside):
        store.save_routine(msgspec.structs.replace(MINE, about="mine"), was=MINE)


def test_a_routine_that_cannot_be_read_is_not_overwritten(store: Store) -> None:
    store.save_routine(MINE)
    path = store.root / "routines/mine.toml"
    path.write_text('schema = 1\nname = "x"\ntiming = []\n[[steps]]\nkind = "dance"\n')
    before = path.read_bytes()
    with pytest.raises(BadFile):
        store.save_routine(MINE)
    assert path.read_bytes() == before


def test_a_deleted_routine_comes_back(store: Store) -> None:
    store.save_routine(MINE)
    name = store.delete_routine("mine")
    with pytest.raises(NotFound):
        store.delete_routine("mine")
    store.restore(name)
    assert _read(store) == MINE
    with pytest.raises(NotFound):
        store.delete_routine("../plans/spring")
    with pytest.raises(BadValue):
        store.save_routine(msgspec.structs.replace(MINE, id="../x"))
