"""Lines that are typed while time runs, and signals that end the program in order."""

import io
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

_LONGEST = 20_000
"""Bytes of a line: what is longer comes as several."""
_MOST_WAITING = 100


class Told(BaseException):
    """The program is told to end: ctrl+c, a closed terminal, a shutdown. `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def reason(self) -> str:
        """Why, in words."""
        return "you pressed ctrl+c" if self.number == signal.SIGINT else "it was told to end"


class Typing(Protocol):
    """Where typed lines come from. `is_over`: no more will come."""

    is_over: bool

    def read(self, seconds: float) -> str | None:
        """Return the next line as soon as there is one, or None after `seconds`, or at once when it ends."""


class TypedLines:
    """Lines of a file, read by a thread of their own: reading never delays the timer, and the timer loses no line."""

    def __init__(self, descriptor: int | None, signals: "Signals") -> None:
        self.is_over = descriptor is None
        self._signals = signals
        self._lines: queue.Queue[str | None] = queue.Queue(_MOST_WAITING)
        if descriptor is not None:
            threading.Thread(target=self._listen, args=(descriptor,), daemon=True).start()

    def _listen(self, descriptor: int) -> None:
        # Unbuffered and not through sys.stdin, whose lock this thread would hold when the interpreter ends.
        with io.FileIO(descriptor, closefd=False) as file:
            try:
                while line := file.readline(_LONGEST):
                    self._lines.put(line.decode(errors="replace").rstrip("\r\n"))
            except OSError:  # the terminal is gone
                pass
        self._lines.put(None)

    def read(self, seconds: float) -> str | None:
        """Return the next line as soon as there is one, or None after `seconds`, or at once when it ends."""
        with self._signals.open():
            if self.is_over:
                time.sleep(max(0.0, seconds))
                return None
            try:
                line = self._lines.get(timeout=max(0.0, seconds))
            except queue.Empty:
                return None
        self.is_over = line is None
        return line


def stdin_lines(signals: "Signals") -> TypedLines:
    """Return the lines of stdin; none when the caller closed it."""
    try:
        return TypedLines(sys.stdin.fileno() if sys.stdin else None, signals)
    except (OSError, ValueError):
        return TypedLines(None, signals)


class Signals:
    """Hears ctrl+c, SIGTERM and SIGHUP, and raises `Told` where nothing is half written.

    A signal that the caller has ignored, as `nohup` does, stays ignored.
    """

    def __init__(self) -> None:
        self._number = 0
        self._is_open = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Listen inside this block."""
        wanted = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
        # A handler that is None was not set from Python, and could not be put back.
        old = {one: had for one in wanted if (had := signal.getsignal(one)) not in (signal.SIG_IGN, None)}
        for one in old:
            signal.signal(one, self._hear)
        try:
            yield
        finally:
            for one, handler in old.items():
                signal.signal(one, handler)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Raise `Told` inside this block: while waiting for a line, or for a slow terminal to take one."""
        self._is_open = True
        try:
            if self._number:
                raise Told(self._number)
            yield
        finally:
            self._is_open = False

    def _hear(self, number: int, _: FrameType | None) -> None:
        self._number = self._number or number
        if self._is_open:
            raise Told(number)
