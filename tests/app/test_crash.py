"""An unexpected error leaves a terminal as it was, one sentence, and a log that holds nothing of the runner's."""

import shutil
import sys
import time
from pathlib import Path

import pytest

from planner.actions import playing
from planner.actions.desk import Desk
from planner.store.store import Store
from tests.app.terminal import Program, left_behind, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
SECRET = "left-knee-is-sore"
_BAD = f"secret = {SECRET!r}; raise ValueError(secret)"


def _fails(place: str, error: str = _BAD) -> str:
    """Return Python that makes a method of a class of the program fail: `module.Class.method`."""
    module, owner, method = place.rsplit(".", 2)
    return f"from {module} import {owner} as C\ndef bad(*about, **more):\n    {error}\nC.{method} = bad\n"


_T = "planner.app.screens.calendar.CalendarScreen.action_today"
PLACES = {
    "a key": _fails(_T),
    "no memory": _fails(_T, "raise MemoryError(0)"),
    "recursion": _fails(_T, "bad()"),
    "before the first paint": _fails("planner.app.app.PlannerApp.on_mount"),
    "the layout of a screen": _fails("planner.app.screens.calendar.CalendarScreen.compose"),
    "drawing": _fails("planner.app.widgets.lines.Lines.render_line"),
    "the way out": _fails("planner.app.screens.calendar.CalendarScreen.on_unmount") + "C.action_today = lambda s: "
    "s.app.exit()",
    "a worker": _fails(_T, "about[0].run_worker(worse, thread=True)") + f"def worse():\n    {_BAD}\n",
    "a callback": _fails(_T, "import asyncio; asyncio.get_running_loop().call_soon(worse)")
    + f"def worse():\n    {_BAD}\n",
    "a thread": _fails(_T, "import threading; threading.Thread(target=worse).start()") + f"def worse():\n    {_BAD}\n",
    "the keys of the terminal": _fails("planner.app.driver.OrderlyDriver.process_message"),
    "taking the terminal": _fails("planner.app.driver.OrderlyDriver._enable_bracketed_paste"),
    "giving it back": _fails("planner.app.driver.OrderlyDriver._enable_line_wrap")
    + "from planner.app.screens.calendar import CalendarScreen\n"
    "CalendarScreen.action_today = lambda s: s.app.exit()",
    "what is kept": _fails(_T) + "C.keep = bad",
}


@pytest.fixture
def root(demo_root: Path, store_root: Path) -> Path:
    shutil.copytree(demo_root, store_root)
    return store_root


def _ends(program: Program) -> None:
    end = time.monotonic() + 10
    while program.process.poll() is None:
        assert time.monotonic() < end, program.output[-800:]
        if b"Mon" in program.output:
            program.press("t")
        program.read(0.1)
    program.settle(0.05)


def _logs(home: Path) -> list[Path]:
    return [*(home / "state" / "planner" / "crashes").glob("*")]


@pytest.mark.parametrize("place", PLACES)
def test_an_unexpected_error_leaves_order(root: Path, tmp_path: Path, place: str) -> None:
    with running(root, first=PLACES[place], XDG_STATE_HOME=str(tmp_path / "state")) as program:
        _ends(program)
        assert program.process.returncode == 1
        assert left_behind(program.output) == []
        assert program.is_as_before()
        said = program.output.rpartition(b"\x1b")[2].decode()
        assert said.count("planner: a mistake in the program stopped it") == 1
        assert "Traceback" not in program.output.decode()
        assert SECRET not in program.output.decode()
    (log,) = _logs(tmp_path)
    assert log.stat().st_mode & 0o777 == 0o600
    text = log.read_text()
    assert str(log) in said.replace("\r\n", "")
    assert SECRET not in text
    assert str(tmp_path) not in text
    assert "Error" in text


def test_a_session_that_is_played_goes_on_after_it(root: Path, tmp_path: Path) -> None:
    first = _fails("planner.app.screens.player.PlayerScreen.action_pause")
    with running(root, "play", "it-band-seven", first=first, XDG_STATE_HOME=str(tmp_path / "state")) as program:
        program.shows("enter when you")
        program.press("\r")
        program.shows("GET READY")
        program.press("\r")
        program.settle(0.3)
        program.press(" ")
        program.shows("planner: a mistake in the program stopped it")
        program.end()
        assert (program.process.returncode, left_behind(program.output)) == (1, [])
    desk = Desk(Store(root))
    waiting = playing.unfinished(desk)
    assert waiting is not None


def test_who_asks_for_them_has_messages_in_the_log(root: Path, tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    with running(root, first=PLACES["a key"], XDG_STATE_HOME=state, PLANNER_CRASH_DETAILS="1") as program:
        _ends(program)
    (log,) = _logs(tmp_path)
    assert f"builtins.ValueError: {SECRET}" in log.read_text()
    assert "last commands: today" in log.read_text()


def test_an_error_is_told_where_no_log_can_be_written(root: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file")
    with running(root, first=PLACES["a key"], XDG_STATE_HOME=str(blocked)) as program:
        _ends(program)
        assert b"No log could be written: not a directory." in program.output
        assert program.process.returncode == 1
