"""Everything that writes to a store, for the tests that break it; run as a program it does one deed and breaks it."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from planner.domain.errors import PlannerError
from planner.domain.exercise import Timing
from planner.domain.gear import Shoe
from planner.domain.routine import Do, Routine
from planner.store.store import Store
from tests.store.faults import Faults
from tests.store.records import move, ran, small_plan, small_template

PLAYING = b'schema = 1\nroutine = "post-run"\nstep = 3\n'


def _back_up(store: Store) -> None:
    (store.root / ".state" / "backed-up").write_bytes(b"2027-03-13")
    store.add_entries(ran("new1"))


def _file_ref(store: Store) -> str:
    """Return the ref of the last change to a file of gear; one that is not kept where there is no history."""
    done: list[str] = []
    with suppress(OSError):
        done = (store.root / ".state/history").read_text().split()
    return next((word for word in reversed(done) if word.startswith("file:")), "file:gear/pegasus.toml:0")


DEEDS: dict[str, Callable[[Store], object]] = {
    "add entries": lambda store: store.add_entries(ran("new1"), ran("new2")),
    "add to a new month": lambda store: store.add_entries(ran("new1", date(2027, 6, 1))),
    "add a change": lambda store: store.add_changes("spring", move("mv0002")),
    "create a plan": lambda store: store.create_plan(small_plan("autumn")),
    "delete a plan": lambda store: store.delete_plan("spring"),
    "restore a plan": lambda store: store.restore_plan("winter"),
    "change settings": lambda store: store.save_settings({"unit": "mi", "cues": {"sound": False}}),
    "create gear": lambda store: store.create_gear(Shoe(id="vapor", name="Vapor")),
    "replace gear": lambda store: store.replace_gear(Shoe(id="pegasus", name="Pegasus 40")),
    "change health settings": lambda store: store.save_settings({"health": {"tags": ["pregnant"]}}, undoable=True),
    "take back gear": lambda store: store.turn_file(_file_ref(store), back=True),
    "save a routine": lambda store: store.save_routine(
        Routine(id="mine", name="Mine", timing=(Timing.POST,), steps=(Do(exercise="glute-bridge"),))
    ),
    "delete a routine": lambda store: store.delete_routine("mine"),
    "save a template": lambda store: store.save_template(small_template("other")),
    "delete a template": lambda store: store.delete_template("kept"),
    "restore a template": lambda store: store.restore_template("gone"),
    "save a session step": lambda store: store.save_playing(PLAYING + b"more = 1\n"),
    "end a session": lambda store: store.end_playing(),
    "back up": _back_up,
    "remember": lambda store: store.remember(("log:2027-03:new1",)),
    "undo": lambda store: store.mark_undone(),
}


def do_everything(store: Store) -> None:
    """Do every deed in turn; one that the store refuses, after what went before, is left."""
    for deed in DEEDS.values():
        with suppress(PlannerError):
            deed(store)


def scratch_folder() -> Path:
    """Return where to put files that a test writes hundreds of times: in memory where the system has such a place."""
    memory = Path("/dev/shm")
    return memory if os.access(memory, os.W_OK) else Path(gettempdir())


@contextmanager
def scratch_store() -> Iterator[Store]:
    """Give an empty store that goes afterwards."""
    with TemporaryDirectory(prefix="planner-tests-", dir=scratch_folder()) as folder:
        yield Store(Path(folder) / "store", {"PLANNER_BACKUPS": f"{folder}/backups"})


def filled(root: Path, backups: Path) -> Store:
    """Return a store with one of each."""
    store = Store(root, {"PLANNER_BACKUPS": str(backups)})
    for name in ("spring", "winter"):
        store.create_plan(small_plan(name))
    store.add_changes("spring", move("mv0001"))
    store.delete_plan("winter")
    store.add_entries(ran("old1"))
    store.save_settings({"theme": "dawn"})
    (root / "planner.toml").write_text("# mine\n" + (root / "planner.toml").read_text())
    store.create_gear(Shoe(id="pegasus", name="Pegasus"))
    store.replace_gear(Shoe(id="pegasus", name="Pegasus", note="soft"))
    store.save_routine(Routine(id="mine", name="Mine", timing=()))
    for name in ("kept", "gone"):
        store.save_template(small_template(name))
    store.delete_template("gone")
    store.save_playing(PLAYING)
    store.remember(("log:2027-03:old1",))
    return store


def files_of(root: Path) -> dict[str, bytes]:
    """Return what every file of a store holds, the lock and left-overs aside."""
    found = {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    aside = (".state/lock", ".state/playing.lock", ".state/backed-up", ".gitignore")
    return {name: data for name, data in found.items() if name not in aside and not name.endswith(".planner-tmp")}


if __name__ == "__main__":
    folder, deed, step, way = sys.argv[1:]
    chosen = Store(Path(folder) / "store", {"PLANNER_BACKUPS": f"{folder}/backups"})
    Faults(int(step), way).install(lambda where, name, call: setattr(where, name, call))
    DEEDS[deed](chosen)
    os._exit(0)
