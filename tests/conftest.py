"""Every test sees an empty home, a fixed zone, no colour variables and no store of the person who runs it."""

import importlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "planner",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("planner")

for _name, _usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    # Background jobs and nohup ignore these, and so would every program that a test starts.
    if (_number := getattr(signal, _name, None)) and signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)

# A module is compiled once, not by every worker and by every program that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Import the tests from another place on in each worker: most then find what another one has compiled already."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        return
    roots = [Path(arg.partition("::")[0]) for arg in session.config.args]
    files = sorted(file for root in roots for file in root.rglob("test_*.py"))
    first = len(files) * int(worker.removeprefix("gw")) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for file in files[first:] + files[:first]:
        # What cannot be imported is told when it is collected.
        with suppress(Exception, pytest.skip.Exception):
            name = file.resolve().relative_to(session.config.rootpath).with_suffix("")
            importlib.import_module(".".join(name.parts))


_fstat = os.fstat


def _sync(fd: Any) -> None:
    """Look that a file is open, and do not wait for the disk: no test cuts the power."""
    _fstat(fd)


os.fsync = _sync

_UNSET = (
    "SSH_CONNECTION",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "PLANNER_STORE",
    "PLANNER_BACKUPS",
    "PLANNER_SOUND_COMMAND",
    "PLANNER_SPEECH_COMMAND",
    "TEXTUAL_THEME",
    "XDG_DATA_HOME",
)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Homes of the tests to come: to look for a free name, as `mktemp` does, takes longer with every test."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@contextmanager
def _surroundings(home: Path) -> Iterator[None]:
    """Give what runs in this block a home of its own."""
    home.mkdir()
    # Patches of their own: a test that undoes its own must not come out in the home of who runs it.
    with pytest.MonkeyPatch.context() as patch:
        for name in _UNSET:
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        # As by ssh: the program then plays no sound of its own on this machine.
        patch.setenv("SSH_CONNECTION", "tests are quiet")
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        patch.setenv("TZ", "UTC")
        if hasattr(time, "tzset"):
            time.tzset()
        # Textual reads its own switches when it is imported, which the snapshot plugin does before any fixture runs.
        patch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
        yield


@pytest.fixture(scope="session", autouse=True)
def _surroundings_of_what_is_shared(_homes: Iterator[Path]) -> Iterator[None]:
    with _surroundings(next(_homes)):
        yield


@pytest.fixture(autouse=True)
def _clean_surroundings(_homes: Iterator[Path]) -> Iterator[None]:
    with _surroundings(next(_homes)):
        yield
    os.umask(0o022)


@pytest.fixture
def store_root(tmp_path: Path) -> Path:
    """The folder of a store that does not exist yet."""
    return tmp_path / "store"


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder for files that are written hundreds of times."""
    from tests.store.deeds import scratch_folder

    with TemporaryDirectory(prefix="planner-tests-", dir=scratch_folder()) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.cli.writing import fill
    from tests.store.failing_disk import laid

    return laid(tmp_path_factory.mktemp("filled") / "model", fill)


@pytest.fixture
def model(_filled: Path, scratch: Path) -> Path:
    """A folder with a store that has one of each, to be broken."""
    shutil.copytree(_filled, scratch / "model")
    return scratch / "model"
