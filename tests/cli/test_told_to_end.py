"""A command that is told to end in the middle of its work: old or new, nothing half, one line, no remains."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner.store.care.check import check_store
from planner.store.store import Store
from tests.cli.writing import fill
from tests.store.deeds import scratch_folder
from tests.store.failing_disk import all_files, laid, lasting, left_overs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

TOLD = """
import os, signal
real, count = os.{call}, 0
def told(*args, **more):
    global count
    count += 1
    done = real(*args, **more) if {after} else None
    if count == {at}:
        os.kill(os.getpid(), {number})
    return done if {after} else real(*args, **more)
os.{call} = told
from planner.__main__ import main
main()
"""
"""A program that gets a signal before or after one of its calls to the system, always the same one."""
SAID = "planner: stopped: it was told to end. Nothing more was done.\n"


@pytest.fixture(scope="module")
def _filled() -> Iterator[Path]:
    with TemporaryDirectory(prefix="planner-tests-", dir=scratch_folder()) as folder:
        model = laid(Path(folder) / "model", fill)
        Store(model / "store", {"PLANNER_BACKUPS": str(model / "backups")}).remember(("log:2026-11:x",))
        yield model


@pytest.fixture
def model(_filled: Path, tmp_path: Path) -> Path:
    from shutil import copytree

    return Path(copytree(_filled, tmp_path / "model"))


def _told(model: Path, *words: str, call: str, at: int, after: bool, number: int) -> "subprocess.CompletedProcess[str]":
    program = TOLD.format(call=call, at=at, after=after, number=int(number))
    environ = {**os.environ, "PLANNER_BACKUPS": str(model / "backups"), "PLANNER_STORE": str(model / "store")}
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(command, capture_output=True, text=True, env=environ, check=False, timeout=60)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    ("call", "at", "after"),
    [("fsync", 1, False), ("replace", 1, True), ("replace", 2, False), ("replace", 2, True), ("replace", 3, False)],
)
def test_an_import_of_runs_is_all_there_or_nothing_of_it(
    model: Path, number: int, call: str, at: int, after: bool
) -> None:
    store = model / "store"
    before = lasting(all_files(store))
    runs = str(model / "runs.csv")
    ended = _told(model, "import", runs, call=call, at=at, after=after, number=number)
    assert (ended.returncode, ended.stderr) == (128 + number, SAID)
    now = all_files(store)
    assert not left_overs(now)
    assert {name for name, data in lasting(now).items() if before.get(name) != data} == set()
    again = _told(model, "import", runs, call=call, at=0, after=after, number=number)
    assert (again.returncode, again.stderr) == (0, "")
    sources = [getattr(one, "source", "") for one in Store(store).all_entries()[0]]
    assert len([one for one in sources if one.startswith("strava")]) == 3
    assert [str(one) for one in check_store(store) if "others on this machine" not in str(one)] == []


FILES = {
    "a calendar": ("export", "ics", "--plan", "spring", "-o"),
    "a backup": ("backup",),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("call", "after"), [("fsync", False), ("fsync", True), ("link", False), ("link", True)])
def test_a_file_that_is_being_written_is_whole_or_not_there(model: Path, name: str, call: str, after: bool) -> None:
    out = model / "out"
    out.mkdir()
    words = (*FILES[name], str(out / "it"))
    # What is synced or linked before belongs to the store: the last such call is the one for the file.
    for at in range(1, 40):
        ended = _told(model, *words, call=call, at=at, after=after, number=signal.SIGTERM)
        left = sorted(path.name for path in out.iterdir())
        assert left in ([], ["it"])
        if ended.returncode == 0:
            break
        assert (ended.returncode, ended.stderr) == (128 + signal.SIGTERM, SAID)
        if left:
            (out / "it").unlink()
    assert at > 1
    assert left == ["it"]
