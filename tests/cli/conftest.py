"""Running the command line: in this process on a fixed day, or in a process of its own where that matters."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import time_machine

from planner.cli.root import run

TODAY = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SPRING = (
    "plan", "new", "spring", "--race", "Spring Half", "--date", "2027-04-18", "--distance", "half",
    "--weekly", "25", "--longest", "9", "--days", "4",
)  # fmt: skip


class Ended(msgspec.Struct, frozen=True):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on stderr; fails when it is not exactly one."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("planner: ")
        return lines[0]


Planner = Callable[..., Ended]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The 21st of November 2026, eight in the morning; tests move it by hand."""
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def planner(store_root: Path, capsys: pytest.CaptureFixture[str], clock: time_machine.Traveller) -> Planner:  # noqa: ARG001 - the day is fixed
    """Run a command on the test's store and return how it ended."""

    def command(*words: str) -> Ended:
        capsys.readouterr()
        status = run(["--store", str(store_root), *words])
        said = capsys.readouterr()
        return Ended(status, said.out, said.err)

    return command


@pytest.fixture
def spring(planner: Planner) -> Planner:
    """The same, with the plan `spring` in the store."""
    assert planner(*SPRING).status == 0
    return planner


def in_process(*words: str, store: Path, code: str = "", **options: object) -> "subprocess.CompletedProcess[str]":
    """Run the command, or Python `code`, in a process of its own."""
    start = ["-c", code] if code else ["-m", "planner"]
    environ = {**os.environ, "PLANNER_STORE": str(store), "PYTHONUTF8": "1"}
    return subprocess.run(  # type: ignore[call-overload, no-any-return]  # options are those of subprocess.run
        [sys.executable, *start, *words],
        **{"capture_output": True, "text": True, "env": environ, "check": False, "timeout": 60, **options},
    )
