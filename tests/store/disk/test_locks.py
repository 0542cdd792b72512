"""A lock goes with its process, and who waits for one is told who has it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.domain.errors import StoreError
from planner.store.disk import atomic
from planner.store.session_lock import PlayedElsewhere, hold_session, is_played_elsewhere, let_session_go
from planner.store.store import Store
from tests.store.deeds import filled
from tests.store.records import ran

HERE = Path(__file__).parents[3]
_HOLDS = """
import sys, time
from pathlib import Path
from planner.store.disk.atomic import lock
from planner.store.session_lock import hold_session
root = Path(sys.argv[1])
if sys.argv[2] == "session":
    hold_session(root)
    print("held", flush=True)
    time.sleep(60)
with lock(root):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return filled(tmp_path / "store", tmp_path / "backups")


@contextmanager
def holder(root: Path, what: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run another process that holds a lock until it is killed."""
    command = [sys.executable, "-c", _HOLDS, str(root), what]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_store_is_free_at_once_when_the_process_that_held_it_is_killed(store: Store) -> None:
    with holder(store.root, "store") as process:
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()
        began = time.monotonic()
        store.add_entries(ran("next01"))
        assert time.monotonic() - began < 0.5


@pytest.mark.skipif(sys.platform == "win32", reason="who holds a lock cannot be read there")
def test_who_waits_too_long_is_told_which_process_has_the_lock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "LOCK_WAIT_S", 0.05)
    with holder(store.root, "store") as process:
        with pytest.raises(StoreError, match=f"another planner .*process {process.pid}") as told:
            store.add_entries(ran("next01"))
        assert "Close it" in str(told.value)


def test_a_process_that_has_ended_is_not_named(store: Store) -> None:
    with holder(store.root, "store") as process:
        process.kill()
        process.wait()
    from planner.store.disk.holder import holder_of

    assert holder_of(store.root / ".state/lock") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
def test_a_disk_that_cannot_lock_is_said_in_a_sentence(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import fcntl

    def refuse(*_about: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StoreError, match="cannot lock files") as told:
        store.add_entries(ran("next01"))
    assert "--store DIR" in str(told.value)
    hold_session(store.root)  # playing goes on where nobody can be kept out
    let_session_go(store.root)


def test_reading_needs_no_lock(store: Store) -> None:
    with holder(store.root, "store"):
        began = time.monotonic()
        assert store.plan("spring")
        assert time.monotonic() - began < 0.5


def test_one_process_plays_at_a_time_and_the_second_is_told(store: Store) -> None:
    with holder(store.root, "session") as process:
        assert is_played_elsewhere(store.root)
        with pytest.raises(PlayedElsewhere, match=f"another window .*{process.pid}"):
            hold_session(store.root)
        store.add_entries(ran("next01"))  # everything else goes on
        process.kill()
        process.wait()
        assert not is_played_elsewhere(store.root)
        hold_session(store.root)
        hold_session(store.root)  # the windows of one process are one
        let_session_go(store.root)
