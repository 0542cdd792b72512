"""The player as a real process on a real terminal: killed, hung up, closed or stopped in the middle of a hold."""

import os
import re
import signal
import subprocess
import sys
import termios
import time
from datetime import timedelta
from pathlib import Path

import pytest

from planner.actions import playing
from planner.actions.desk import Desk
from planner.domain.dose import Hold
from planner.domain.exercise import Timing
from planner.domain.log import Played
from planner.domain.routine import Do, Routine
from planner.playing.progress import Progress
from planner.playing.state import Phase
from planner.store.care.check import check_store
from planner.store.store import Store
from tests.app.test_ending import read_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pseudo-terminals of POSIX")
ROUTINE = Routine(
    id="one-hold", name="One hold", timing=(Timing.ANY,), steps=(Do(exercise="pigeon-pose", dose=Hold(300)),)
)
PLAY = ("play", ROUTINE.id)
_PROGRAM = """
import fcntl, sys, termios
from planner.__main__ import main
if sys.argv.pop() == "own":
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
main()
"""


class Process:
    """The player in a terminal of its own, or in one that tells it nothing when it goes (`own` false)."""

    def __init__(self, root: Path, *words: str, own: bool = True) -> None:
        import pty

        self.terminal, theirs = pty.openpty()
        self.modes = termios.tcgetattr(self.terminal)
        environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "PLANNER_STORE": str(root)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *words, "own" if own else "other"],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._is_open = True

    def shows(self, text: bytes) -> bytes:
        """Wait until a text is on the screen, and return all that came with it."""
        seen = read_until(self.terminal, text)
        assert text in seen, seen[-600:]
        return seen

    def press(self, key: bytes) -> None:
        os.write(self.terminal, key)

    def hold(self) -> float:
        """Start, cut the count-in short, and return the moment at which the hold was on the screen."""
        self.shows(b"enter when you")
        self.press(b"\r")
        self.shows(b"GET READY")
        self.press(b"\r")
        self.shows(b"GO  ")
        return time.monotonic()

    def send(self, number: int) -> None:
        self.process.send_signal(number)

    def close(self) -> None:
        if self._is_open:
            os.close(self.terminal)
            self._is_open = False

    def ends(self, seconds: float = 5.0) -> int:
        """Wait until it has ended, it and whatever it started, and return its status."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            if self._is_open:
                read_until(self.terminal, b"no such text", 0.02)
            else:
                time.sleep(0.01)
        assert self.process.returncode is not None, "it goes on"
        with pytest.raises(ProcessLookupError):
            os.killpg(self.process.pid, 0)
        return self.process.returncode


@pytest.fixture
def root(store_root: Path) -> Path:
    Store(store_root).save_routine(ROUTINE)
    return store_root


def unfinished(root: Path) -> Progress:
    """Return what the next start would find."""
    found = playing.unfinished(Desk(Store(root)))
    assert found is not None
    return found


def goes_on(processes: list[Process], root: Path, session: str) -> None:
    """Start again: it offers to go on where it was; kept, it is in the log once."""
    again = Process(root, *PLAY)
    processes.append(again)
    again.shows(b"One hold stopped at 0:0")
    again.shows(b"enter go on")
    again.press(b"\r")
    again.shows(b"PAUSED")
    again.press(b" ")
    again.shows(b"HOLD")
    time.sleep(0.1)  # a session of no time at all would not be kept
    again.send(signal.SIGTERM)
    again.ends()
    desk = Desk(Store(root))
    playing.keep_unfinished(desk, unfinished(root))
    entries, _ = desk.store.entries(desk.today - timedelta(days=1), desk.today)
    assert [entry.id for entry in entries if isinstance(entry, Played)] == [session]
    assert playing.unfinished(desk) is None
    assert check_store(root) == ()


def test_a_player_that_is_killed_in_a_hold_goes_on_in_that_hold(root: Path, processes: list[Process]) -> None:
    processes.append(process := Process(root, *PLAY))
    process.hold()
    process.shows(b"0:01 done")
    process.send(signal.SIGKILL)
    assert process.ends() == -signal.SIGKILL
    kept = unfinished(root)
    assert (kept.state.phase, kept.state.place) == (Phase.RUNNING, 0)
    goes_on(processes, root, kept.session.id)


@pytest.mark.parametrize("way", ["hangup", "closed", "closed elsewhere"])
def test_a_terminal_that_goes_loses_no_second_and_leaves_no_process(
    root: Path, processes: list[Process], way: str
) -> None:
    process = Process(root, *PLAY, own=way != "closed elsewhere")
    processes.append(process)
    began = process.hold()
    process.shows(b"0:02 done")
    if way == "hangup":
        process.send(signal.SIGHUP)
    else:
        process.close()
    held = time.monotonic() - began
    assert process.ends() == 128 + signal.SIGHUP
    kept = unfinished(root)
    assert kept.state.phase is Phase.RUNNING
    assert kept.state.tallies[0].done_s == pytest.approx(held, abs=1.0)
    goes_on(processes, root, kept.session.id)


def test_a_player_that_was_stopped_for_a_while_says_so_and_does_not_count_it(
    root: Path, processes: list[Process]
) -> None:
    processes.append(process := Process(root, *PLAY))
    process.hold()
    process.shows(b"0:02 done")
    process.send(signal.SIGSTOP)
    time.sleep(6.5)
    process.send(signal.SIGCONT)
    assert re.search(rb"Away for [67] s; that is not counted", process.shows(b"that is not counted"))
    process.press(b" ")
    process.send(signal.SIGHUP)
    assert process.ends() == 128 + signal.SIGHUP
    state = unfinished(root).state
    assert state.ledger.gap_s == pytest.approx(7, abs=1.0)
    assert state.tallies[0].done_s < 3.5


@pytest.mark.parametrize(("words", "shown"), [((), b"demo"), (PLAY, b" help")], ids=["first run", "player"])
def test_a_program_that_was_stopped_gives_the_terminal_back_as_it_was(
    root: Path, processes: list[Process], words: tuple[str, ...], shown: bytes
) -> None:
    processes.append(process := Process(root, *words))
    process.shows(shown)
    process.send(signal.SIGSTOP)
    time.sleep(0.2)
    process.send(signal.SIGCONT)
    process.shows(shown)  # drawn anew: a shell may have written over it
    for key in (b"\x1b[C", b"\x1b[D", b"q"):  # each is read by the one who draws, none is lost
        process.press(key)
        time.sleep(0.1)
    assert process.ends() == 0
    assert termios.tcgetattr(process.terminal)[:4] == process.modes[:4]
