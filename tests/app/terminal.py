"""The program as a real process in a pseudo-terminal, and what it leaves there when it ends."""

import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_KITTY = re.compile(rb"\x1b\[([<>])\d*u")
_COLOURS = re.compile(rb"\x1b\[([\d;:]*)m")
_POINTER = re.compile(rb"\x1b\]22;([a-z]*)\x07")
_USUALLY_ON = {b"7", b"25"}
_CLAIM = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
{}
from planner.__main__ import main
main()
"""


def left_behind(output: bytes) -> list[str]:
    """Return what a terminal that got `output` is left with: modes, keys of Kitty, colours, the pointer's shape."""
    modes: dict[bytes, bool] = {}
    for numbers, word in _MODES.findall(output):
        modes.update(dict.fromkeys(numbers.split(b";"), word == b"h"))
    left = [f"mode {mode.decode()}" for mode, on in sorted(modes.items()) if on is not (mode in _USUALLY_ON)]
    words = _KITTY.findall(output)
    if words.count(b">") > words.count(b"<"):
        left.append("keys of Kitty")
    if (colours := _COLOURS.findall(output)) and colours[-1].strip(b"0"):
        left.append("colours")
    if (shapes := _POINTER.findall(output)) and shapes[-1] not in (b"", b"default"):
        left.append("pointer")
    return left


class Program:
    """A running planner. `first` is Python that it runs before anything else, to make something go wrong."""

    def __init__(self, root: Path, *words: str, first: str = "", modern: bool = False, **environ: str) -> None:
        import pty

        self.terminal, self._theirs = pty.openpty()
        self.before = termios.tcgetattr(self._theirs)
        self.output = b""
        self._modern = modern
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CLAIM.format(first), *words],
            stdin=self._theirs, stdout=self._theirs, stderr=self._theirs, start_new_session=True,
            env={
                **os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "PLANNER_STORE": str(root),
                **environ,
            },
        )  # fmt: skip

    def read(self, seconds: float = 0.0) -> bool:
        """Take what comes within some seconds; False when the terminal has gone or nothing came."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            return False
        if self._modern and b"\x1b[?2048$p" in data:
            os.write(self.terminal, b"\x1b[?2048;2$y")
        self.output += data
        return bool(data)

    def shows(self, text: str, seconds: float = 20.0) -> None:
        """Wait until a text comes that was not there before."""
        start, end = len(self.output), time.monotonic() + seconds
        while text.encode() not in self.output[start:]:
            assert time.monotonic() < end, (text, self.output[-1500:])
            assert self.read(0.2) or self.process.poll() is None, (text, self.output[-1500:])

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self.terminal, keys.encode())

    def settle(self, seconds: float = 0.4) -> None:
        """Read until nothing comes for so long."""
        while self.read(seconds):
            pass

    def end(self, *numbers: int, wait_s: float = 5.0) -> float:
        """Send signals one after the other and return the seconds until the process has gone."""
        start = time.monotonic()
        for number in numbers:
            self.process.send_signal(number)
            self.read(0.02)
        while self.process.poll() is None:
            assert time.monotonic() < start + wait_s, self.output[-1500:]
            self.read(0.005)
        took = time.monotonic() - start
        self.settle(0.01)
        return took

    def is_as_before(self) -> bool:
        """Tell whether the terminal reads and shows as before the program came."""
        return termios.tcgetattr(self._theirs)[:6] == self.before[:6]

    def hang_up(self) -> float:
        """Close the terminal and return the seconds until the process has gone."""
        start = time.monotonic()
        os.close(self._theirs)
        os.close(self.terminal)
        self.terminal = self._theirs = -1
        self.process.wait(5)
        return time.monotonic() - start

    def close(self) -> None:
        """Leave nothing running."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(5)
        for handle in {self.terminal, self._theirs} - {-1}:
            os.close(handle)


@contextmanager
def running(root: Path, *words: str, first: str = "", modern: bool = False, **environ: str) -> Iterator[Program]:
    """Run the program in this block."""
    program = Program(root, *words, first=first, modern=modern, **environ)
    try:
        yield program
    finally:
        program.close()
