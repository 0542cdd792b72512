"""Nothing leaves the machine: no command and no screen asks for a host, a connection or a page."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parents[2]
_PROGRAM = """
import asyncio, os, sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

asked = []
WANTED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.Request")

def hook(event, details):
    if event.startswith(WANTED):
        asked.append((event, str(details)))

sys.addaudithook(hook)
folder = Path(sys.argv[1])
from planner.actions.desk import Desk
from planner.cli.root import run
from planner.store.store import Store
from time_machine import travel
from tests.cli.writing import READERS, WRITERS, fill, put

if sys.argv[2] == "commands":
    ran = 0
    with travel(datetime(2026, 11, 21, 8, tzinfo=UTC), tick=False):
        fill(Desk(Store(folder / "store")))
        tries = [(*name.split(), *put(one, folder)) for name, ways in (READERS | WRITERS).items() for one in ways]
        for words in tries:
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                run(["--store", str(folder / "store"), *words])
            ran += 1
    assert ran > 100, ran
elif sys.argv[2] == "program":
    from planner.actions.demo import fill_demo
    from planner.app.app import PlannerApp
    desk = fill_demo(Store(folder / "store"), datetime.now(UTC))

    async def walk():
        app = PlannerApp(desk)
        async with app.run_test(size=(100, 30)) as pilot:
            for key in ("1", "2", "3", "4", "G", "escape", "I", "escape", "K", "escape", "exclamation_mark", "escape",
                        "E", "escape", "i", "escape", "question_mark", "escape", "ctrl+p", "escape", "b", "c", "d"):
                await pilot.press(key)
    asyncio.run(walk())
else:
    import socket
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except OSError:
        pass
print("\\n".join(f"{event} {details}" for event, details in asked))
"""


def _asked(folder: Path, what: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder), what], cwd=HERE, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.strip()


def test_no_command_asks_the_network_for_anything(tmp_path: Path) -> None:
    assert _asked(tmp_path, "commands") == ""


def test_no_screen_asks_the_network_for_anything(tmp_path: Path) -> None:
    assert _asked(tmp_path, "program") == ""


def test_asking_would_be_noticed(tmp_path: Path) -> None:
    assert "socket.connect" in _asked(tmp_path, "something")
