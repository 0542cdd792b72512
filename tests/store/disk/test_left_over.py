"""What killed saves leave behind is bounded, goes with the next write, and nothing that is at work is touched."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.store.care.backup import left_overs
from planner.store.disk import left_over
from planner.store.disk.atomic import TEMPORARY, lock, replace_loosely
from planner.store.disk.left_over import clear_unlocked, temporary_for
from planner.store.names import STATE
from planner.store.store import Store
from tests.store.deeds import DEEDS, PLAYING
from tests.store.failing_disk import Way, by_store, every_fault, laid
from tests.store.faults import Faults, Killed
from tests.store.records import ran

HERE = Path(__file__).parents[3]


def _temporary(store: Store) -> list[Path]:
    return list(store.root.rglob(f"*{TEMPORARY}"))


def _killed(
    store: Store, deed: Callable[[Store], object], at: int, process: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        Faults(at, "die", below=store.root).install(patched.setattr)
        patched.setattr(os, "getpid", lambda: process)
        try:
            deed(Store(store.root, {"PLANNER_BACKUPS": str(store.root.parent / "backups")}))
        except Killed:
            return


def _other_deeds(number: int) -> Callable[[Store], object]:
    deeds: tuple[Callable[[Store], object], ...] = (
        lambda store: store.add_entries(ran(f"a{number}")),
        lambda store: store.save_playing(PLAYING + b"at = %d\n" % number),
        lambda store: store.save_settings({"unit": "mi" if number % 2 else "km"}, undoable=True),
        lambda store: replace_loosely(store.root / STATE / "log.cache", b"x" * number),
    )
    return deeds[number % len(deeds)]


def test_200_kills_leave_no_more_than_a_kill_or_two_and_the_next_write_clears_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add_entries(ran("first"))
    most = found = 0
    for number in range(200):
        _killed(store, _other_deeds(number), 4 + number * 7 % 60, (1 << 23) + number, monkeypatch)
        most = max(most, len(_temporary(store)))
        found += bool(_temporary(store))
    assert found > 20
    assert most <= 2, "one that the lock's note names, one that a process in .state left"
    store.add_entries(ran("last"))
    assert not _temporary(store)
    assert store.check() == () or all("others on this machine" in str(one) for one in store.check())


def test_one_that_another_machine_wrote_down_is_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add_entries(ran("first"))
    mine = [temporary_for(store.root / "log/2027-03.toml"), temporary_for(store.root / STATE / "log.cache")]
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(left_over, "_machine", lambda: "0badc0de")
        theirs = [temporary_for(store.root / "log/2027-03.toml"), temporary_for(store.root / STATE / "log.cache")]
    for path in (*mine, *theirs):
        path.touch()
    (store.root / STATE / "lock").write_bytes(b"%10d\n0badc0de %s\n" % (1 << 23, os.fsencode(theirs[0])))
    store.add_entries(ran("next"))
    assert {path.name for path in _temporary(store)} == {path.name for path in (*mine, *theirs)}


@pytest.mark.parametrize("named", ["log/2027-03.toml", "../outside.txt", ".gitignore"])
def test_the_note_in_the_lock_never_takes_a_file_that_is_none_of_ours(store: Store, named: str) -> None:
    store.add_entries(ran("first"))
    path = store.root / named
    path.touch()
    was = path.read_bytes()
    machine = left_over._machine().encode()
    (store.root / STATE / "lock").write_bytes(b"%10d\n%s %s\n" % (1 << 23, machine, os.fsencode(path)))
    with lock(store.root):
        assert path.read_bytes() == was


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_the_note_in_the_lock_takes_nothing_beyond_the_store(store: Store) -> None:
    store.add_entries(ran("first"))
    theirs = temporary_for(store.root.parent / "other.toml")  # another store may be making it just now
    theirs.touch()
    (store.root / "log/up").symlink_to(store.root.parent)
    machine = left_over._machine().encode()
    for place in (theirs, store.root / "log/../.." / theirs.name, store.root / "log/up" / theirs.name):
        (store.root / STATE / "lock").write_bytes(b"%10d\n%s %s\n" % (1 << 23, machine, os.fsencode(place)))
        with lock(store.root):
            assert theirs.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there the age alone tells")
def test_one_that_a_living_process_is_making_in_state_is_left_alone_and_goes_when_the_process_has(store: Store) -> None:
    store.add_entries(ran("first"))
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    path = store.root / STATE / f".log.cache.{left_over._machine()}-{other.pid}-{'0' * 16}{TEMPORARY}"
    path.touch()
    clear_unlocked(store.root / STATE)
    assert path.exists()
    other.send_signal(signal.SIGKILL)
    other.wait()
    store.add_entries(ran("next"))
    assert not path.exists()


def test_an_hour_old_ones_go_wherever_they_are_and_younger_ones_stay(store: Store) -> None:
    store.save_settings({"unit": "mi"}, undoable=True)
    folders = (".", "log", STATE, f"{STATE}/versions")
    for folder in folders:
        (store.root / folder).mkdir(exist_ok=True)
        for name, age_s in (("old", 4000), ("new", 60)):
            path = store.root / folder / f".{name}.toml.0123{TEMPORARY}"
            path.touch()
            os.utime(path, (time.time() - age_s,) * 2)
    found = left_overs(store.root)
    assert {path.name for path in found} == {f".old.toml.0123{TEMPORARY}"}
    assert len(found) == len(folders)


def test_a_temporary_file_that_could_not_be_removed_goes_with_the_next_write(scratch: Path) -> None:
    model = laid(scratch / "model", lambda desk: desk.store.add_entries(ran("old1")))
    # Everything fails from the write on, the removal too; doing it again clears it.
    every_fault(by_store(DEEDS["add entries"]), model, scratch, ways=(Way(5, on=True), Way(30, on=True)))


def test_the_lock_is_empty_while_nothing_is_being_made(store: Store) -> None:
    store.add_entries(ran("first"))
    assert (store.root / STATE / "lock").read_bytes() == b"%10d\n" % os.getpid()
