"""The program ends in order when it is told to from outside: the terminal is given back as it was."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pseudo-terminals of POSIX")
_PROGRAM = """
import sys
from pathlib import Path
from planner.actions.desk import Desk
from planner.app import run
from planner.store.store import Store
sys.exit(run(Desk(Store(Path(sys.argv[1])))))
"""
_LEAVES_SCREEN = b"\x1b[?1049l"
_SHOWS_CURSOR = b"\x1b[?25h"


def read_until(terminal: int, wanted: bytes, seconds: float = 20.0) -> bytes:
    """Return what the program wrote until `wanted` came or the terminal was closed."""
    seen = b""
    end = time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    return seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_a_clean_terminal(demo_root: Path, number: int) -> None:
    import pty

    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(demo_root)],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        assert b"Mon" in read_until(ours, b"Mon")
        process.send_signal(number)
        left = read_until(ours, b"no such text", 10)
        assert process.wait(10) == 128 + number
    os.close(ours)
    assert _LEAVES_SCREEN in left
    assert _SHOWS_CURSOR in left
