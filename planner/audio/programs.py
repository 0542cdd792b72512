"""Programs that are started to be heard: watched, ended when they hang, given up when they fail."""

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from planner.audio.outlets import Outlet
from planner.domain.text import one_line

if TYPE_CHECKING:
    from subprocess import Popen

FAILURES = 2
"""A program that fails so often in a row is given up: once may be a sound card that was just pulled out."""
_REAP_S = 0.1
"""Seconds that a program that was killed gets to be gone."""


class Run(msgspec.Struct, frozen=True):
    """A program at work: what it plays or says, and since when."""

    process: "Popen[bytes]"
    outlet: Outlet
    what: str
    since_s: float


class Lane:
    """One way to be heard. It has programs to try, the best first, and gives up the one that does not work.

    `limit_s`: who runs longer hangs, and is ended. `at_once`: so many may run; one more ends the oldest. `why`: the
    reason why it is not open. Used from one thread alone; any other may read `is_open` and `why`.
    """

    def __init__(self, outlets: tuple[Outlet, ...], *, limit_s: float, at_once: int, why: str = "") -> None:
        self.outlets = outlets
        self.why = why
        self._limit_s = limit_s
        self._at_once = at_once
        self._runs: list[Run] = []
        self._failures = 0

    @property
    def is_open(self) -> bool:
        """Whether there is a program left to try."""
        return bool(self.outlets)

    @property
    def is_busy(self) -> bool:
        """Whether a program is running."""
        return bool(self._runs)

    @property
    def what(self) -> str:
        """What the newest program at work plays or says; empty when none runs."""
        return self._runs[-1].what if self._runs else ""

    def start(self, what: str) -> None:
        """Start the best program with `what`; it is not waited for. One that cannot be started makes way."""
        self.end(leaving=self._at_once - 1)
        while self.outlets:
            outlet = self.outlets[0]
            try:
                process = _started(outlet, what)
            except (OSError, ValueError) as error:
                self._give_up(f"{outlet.program} cannot be started ({_reason(error)})")
            else:
                self._runs.append(Run(process, outlet, what, monotonic()))
                return

    def look(self) -> None:
        """See which programs have ended and how; end those that hang."""
        still: list[Run] = []
        for run in self._runs:
            status = run.process.poll()
            if status is not None:
                self._ended(run, f"ended with status {status}" if status else "")
            elif monotonic() - run.since_s > self._limit_s:
                _kill([run.process])
                self._ended(run, f"did not end within {self._limit_s:.0f} s")
            else:
                still.append(run)
        self._runs = still

    def end(self, *, leaving: int = 0) -> None:
        """End the programs at work, the oldest first, but `leaving` so many."""
        self.look()
        surplus = self._runs[: max(0, len(self._runs) - leaving)]
        self._runs = self._runs[len(surplus) :]
        _kill([run.process for run in surplus])

    def close(self, why: str) -> None:
        """Try no program any more."""
        self.why = why
        self.outlets = ()

    def _ended(self, run: Run, fault: str) -> None:
        if not self.outlets or run.outlet is not self.outlets[0]:
            return
        self._failures = self._failures + 1 if fault else 0
        if self._failures >= FAILURES:
            self._give_up(f"{run.outlet.program} {fault}, {FAILURES} times in a row")

    def _give_up(self, why: str) -> None:
        self._failures = 0
        self.why = why
        self.outlets = self.outlets[1:]


def _started(outlet: Outlet, what: str) -> "Popen[bytes]":
    from subprocess import DEVNULL, Popen

    return Popen(  # noqa: S603 - the words are the runner's own or ours, and no shell reads them
        outlet.command(what),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
        start_new_session=True,
        creationflags=_without_window(),
        env={**os.environ, **outlet.environment(what)},
    )


def _without_window() -> int:
    if sys.platform == "win32":
        from subprocess import CREATE_NO_WINDOW

        return CREATE_NO_WINDOW
    return 0


def _reason(error: Exception) -> str:
    return one_line(getattr(error, "strerror", None) or str(error))


def _kill(processes: "list[Popen[bytes]]") -> None:
    """End programs with all that they started, and wait a moment until they are gone."""
    from contextlib import suppress
    from subprocess import TimeoutExpired

    for process in processes:
        with suppress(OSError):  # it has just ended by itself
            _kill_group(process)
    until = monotonic() + _REAP_S
    for process in processes:
        with suppress(TimeoutExpired):
            process.wait(timeout=max(0.0, until - monotonic()))


def _kill_group(process: "Popen[bytes]") -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        from signal import SIGKILL

        os.killpg(process.pid, SIGKILL)
