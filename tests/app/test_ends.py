"""However the program ends, it is over within a second, the terminal is as it was, and nothing of the demo stays."""

import fcntl
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.app.terminal import left_behind, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pseudo-terminals of POSIX")
PROMISED_S = 1.0
SLACK_S = 0.4
"""What a busy machine may add between the end of the process and our notice of it."""
_CALENDAR = "from planner.app.screens.calendar import CalendarScreen as C\nimport asyncio, subprocess, time\n"
BUSY = f"{_CALENDAR}def f(self):\n    while True: pass\nC.action_today = f"
HANGS = {
    "a loop that is busy": BUSY,
    "a loop in a slow call": f"{_CALENDAR}C.action_today = lambda self: time.sleep(30)",
    "a worker in a slow call": f"{_CALENDAR}C.action_today = lambda self: self.run_worker("
    "lambda: time.sleep(30), thread=True)",
    "a worker that waits for a program": f"{_CALENDAR}C.action_today = lambda self: self.run_worker("
    "lambda: subprocess.run(['sleep', '3']), thread=True)",
    "a screen that does not leave": f"{_CALENDAR}async def f(self):\n    await asyncio.sleep(30)\nC.on_unmount = f",
    "a disk that hangs while things are kept": f"{_CALENDAR}C.keep = lambda self: time.sleep(30)",
}


@pytest.fixture
def root(demo_root: Path, store_root: Path) -> Path:
    shutil.copytree(demo_root, store_root)
    return store_root


@pytest.mark.parametrize(
    ("numbers", "keys"),
    [
        ((signal.SIGTERM,), ""),
        ((signal.SIGHUP,), "a"),
        ((signal.SIGINT,), "!"),
        ((signal.SIGTERM, signal.SIGTERM), "\x10"),
        ((signal.SIGINT, signal.SIGINT), "b"),
        ((signal.SIGHUP, signal.SIGTERM, signal.SIGINT), ""),
    ],
)
def test_a_signal_ends_it_with_every_mode_of_the_terminal_off(root: Path, numbers: tuple[int, ...], keys: str) -> None:
    with running(root, modern=not keys) as program:
        program.shows("Mon")
        program.press(keys)
        program.settle()
        assert left_behind(program.output)
        took = program.end(*numbers)
        assert program.process.returncode == 128 + numbers[0]
        assert left_behind(program.output) == []
        assert program.is_as_before()
        assert took < PROMISED_S + SLACK_S


@pytest.mark.parametrize("hang", HANGS)
def test_it_ends_within_a_second_whatever_hangs(root: Path, hang: str) -> None:
    with running(root, first=HANGS[hang]) as program:
        program.shows("Mon")
        program.press("t")
        program.settle(0.2)
        took = program.end(signal.SIGTERM, signal.SIGTERM)
        assert program.process.returncode == 128 + signal.SIGTERM
        assert left_behind(program.output) == []
        assert program.is_as_before()
        assert took < PROMISED_S + SLACK_S


def test_it_ends_while_a_save_waits_for_the_lock(root: Path) -> None:
    with running(root) as program:
        program.shows("Mon")
        handle = os.open(root / ".state" / "lock", os.O_RDWR | os.O_CREAT)
        fcntl.flock(handle, fcntl.LOCK_EX)
        program.press("a")
        program.settle()
        program.press("8 easy\r")
        time.sleep(0.2)
        took = program.end(signal.SIGTERM)
        os.close(handle)
        assert (program.process.returncode, left_behind(program.output)) == (128 + signal.SIGTERM, [])
        assert took < PROMISED_S + SLACK_S


@pytest.mark.parametrize("after_s", [0.1, 0.3, 0.4, 0.6])
def test_it_ends_in_order_before_the_first_paint_too(root: Path, after_s: float) -> None:
    with running(root) as program:
        end = time.monotonic() + after_s
        while time.monotonic() < end:
            program.read(0.02)
        took = program.end(signal.SIGTERM)
        assert program.process.returncode in (128 + signal.SIGTERM, -signal.SIGTERM)
        assert (left_behind(program.output), program.is_as_before()) == ([], True)
        assert took < PROMISED_S + SLACK_S


@pytest.mark.parametrize("keys", ["", "a"])
def test_a_terminal_that_is_closed_ends_it(root: Path, keys: str) -> None:
    with running(root) as program:
        program.shows("Mon")
        program.press(keys)
        program.settle()
        assert program.hang_up() < PROMISED_S + SLACK_S
        assert program.process.returncode == 128 + signal.SIGHUP


def test_a_terminal_that_is_closed_ends_it_where_nohup_has_it_hear_no_signal_of_that(root: Path) -> None:
    with running(root, first="import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)") as program:
        program.shows("Mon")
        program.settle()
        assert program.hang_up() < PROMISED_S + SLACK_S
        assert program.process.returncode == 128 + signal.SIGHUP


def test_a_terminal_that_takes_nothing_any_more_does_not_hold_it_up(root: Path) -> None:
    with running(root) as program:
        program.shows("Mon")
        for _ in range(60):
            program.press("H")
            time.sleep(0.02)
        start = time.monotonic()
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(5) == 128 + signal.SIGTERM
        assert time.monotonic() - start < PROMISED_S + SLACK_S


@pytest.mark.parametrize("first", ["", BUSY], ids=["in order", "at once"])
def test_the_store_of_the_demo_goes_with_it(root: Path, tmp_path: Path, first: str) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with running(root, "demo", first=first, TMPDIR=str(scratch)) as program:
        program.shows("Mon")
        assert [*scratch.iterdir()]
        program.press("t")
        program.settle(0.2)
        program.end(signal.SIGTERM)
        assert left_behind(program.output) == []
        assert [*scratch.iterdir()] == []


def test_a_signal_while_the_program_is_loaded_is_no_mistake_of_it(root: Path) -> None:
    code = (
        "import os, signal\n"
        "class Told:\n"
        "    def __set_name__(self, *_): os.kill(os.getpid(), signal.SIGTERM)\n"
        "import planner.cli.program\n"
        "def f(*_, **__):\n"
        "    class Late: told = Told()\n"
        "planner.cli.program.open_program = f\n"
    )
    with running(root, first=code) as program:
        program.shows("planner: stopped: it was told to end.")
        program.end()
        assert program.process.returncode == 128 + signal.SIGTERM


def test_a_signal_while_the_first_screen_is_made_is_no_mistake_of_it(root: Path) -> None:
    code = (
        f"{_CALENDAR}def f(self):\n    raise ValueError\nC.on_mount = f\n"
        "from planner.app.app import PlannerApp as A\n"
        "old = A.on_mount\n"
        "def g(self):\n    old(self); self.end(15)\n"
        "A.on_mount = g\n"
    )
    with running(root, first=code) as program:
        program.end()
        assert program.process.returncode == 128 + signal.SIGTERM
        assert left_behind(program.output) == []
        assert b"mistake" not in program.output


def test_an_editor_that_has_the_terminal_is_hung_up_on(root: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    told = tmp_path / "told"
    editor.write_text(
        f"#!/bin/sh\ntrap 'echo hung up > {told}; exit 1' HUP\necho editing\nwhile :; do sleep 0.05; done\n"
    )
    editor.chmod(0o700)
    code = (
        f"{_CALENDAR}from pathlib import Path\nfrom planner.app.editor import open_in_editor\n"
        "C.action_today = lambda self: open_in_editor(self.app, Path('x'))"
    )
    with running(root, first=code, EDITOR=str(editor), VISUAL="") as program:
        program.shows("Mon")
        program.press("t")
        program.shows("editing")
        took = program.end(signal.SIGTERM)
        assert took < PROMISED_S + SLACK_S
        assert (program.process.returncode, left_behind(program.output)) == (128 + signal.SIGTERM, [])
        assert program.is_as_before()
        end = time.monotonic() + 5
        while not told.exists():
            assert time.monotonic() < end
            time.sleep(0.02)


def test_a_terminal_that_cannot_be_drawn_on_is_left_alone(root: Path) -> None:
    with running(root, TERM="dumb") as program:
        program.shows("this one cannot be drawn on (TERM=dumb). `planner today` and `planner week` print text.")
        program.end()
        assert (program.process.returncode, left_behind(program.output)) == (1, [])


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_stopped_and_gone_on_it_still_ends_in_order(root: Path, number: int) -> None:
    with running(root) as program:
        program.shows("Mon")
        program.process.send_signal(number)
        program.settle(0.3)
        assert program.is_as_before() is (number == signal.SIGTSTP)
        program.process.send_signal(signal.SIGCONT)
        program.shows("Mon")
        program.settle(0.2)
        assert left_behind(program.output)
        assert program.end(signal.SIGTERM) < PROMISED_S + SLACK_S
        assert (program.process.returncode, left_behind(program.output)) == (128 + signal.SIGTERM, [])
        assert program.is_as_before()
