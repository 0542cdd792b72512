"""A program in a real pseudo-terminal, as a person sees it: when its text comes, how long a key takes, how it ends."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

QUIET_S = 0.025
"""Without output for so long, the answer to a key is complete."""
PATIENCE_S = 10.0

_ANSWERS = (
    (b"\x1b[c", b"\x1b[?62;4c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[?u", b"\x1b[?0u"),
)
_SWITCHES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_LEFT_ON = {1: "cursor keys", 1000: "mouse", 1002: "mouse", 1003: "mouse", 1006: "mouse", 1049: "other screen",
            2004: "paste marks", 1004: "focus events"}  # fmt: skip


class Terminal:
    """A program that was started in a pseudo-terminal of 120x40."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.seen = bytearray()
        self.last_output = self.started = time.perf_counter()
        self.status: int | None = None
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), {**os.environ, "TERM": "xterm-256color", **env})
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._modes = termios.tcgetattr(self._fd)

    def wait_for(self, text: bytes) -> float:
        """Return the seconds from the start until `text` had come. Raises `TimeoutError`."""
        while text not in self.seen:
            if time.perf_counter() - self.started > PATIENCE_S or not self.read(PATIENCE_S):
                raise TimeoutError(f"never showed {text!r}; ended with {bytes(self.seen[-400:])!r}")
        return self.last_output - self.started

    def settle(self) -> None:
        """Wait until nothing comes for a while."""
        while self.read(4 * QUIET_S):
            pass

    def press(self, key: bytes, *, quiet_s: float = QUIET_S) -> float:
        """Press a key; return the seconds until the last of what it drew, complete when nothing comes for `quiet_s`."""
        sent = time.perf_counter()
        os.write(self._fd, key)
        if not self.read(1.0):
            raise TimeoutError(f"{key!r} drew nothing")
        while self.read(quiet_s):
            pass
        return self.last_output - sent

    def peak_kb(self) -> int:
        """Return the most memory it has used, in kB; 0 where the system does not tell."""
        status = Path(f"/proc/{self._pid}/status")
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
        return int(found[1]) if found else 0

    def processor_s(self) -> float:
        """Return the seconds of processor time it has used; 0 where the system does not tell."""
        tasks = Path(f"/proc/{self._pid}/task")
        if not tasks.exists():
            return 0.0
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9

    def fileno(self) -> int:
        """Return the file to wait on for what it writes."""
        return self._fd

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self._pid, number)

    def end(self, *, key: bytes = b"", by: signal.Signals | None = None) -> float:
        """End it by a key or a signal; return the seconds until it was gone. It is killed when it does not go."""
        sent = time.perf_counter()
        if by is not None:
            os.kill(self._pid, by)
        else:
            os.write(self._fd, key)
        while self.status is None and time.perf_counter() - sent < PATIENCE_S:
            self.read(0.002)
            self._reap(os.WNOHANG)
        gone = time.perf_counter()
        if self.status is None:
            os.kill(self._pid, signal.SIGKILL)
            self._reap(0)
        while self.read(0.02):
            pass
        return gone - sent

    def left_behind(self) -> tuple[str, ...]:
        """Return what was not put back as it was: modes of the terminal, the cursor, the line discipline."""
        on: dict[int, bool] = {}
        for numbers, switch in _SWITCHES.findall(bytes(self.seen)):
            on.update((int(number), switch == b"h") for number in numbers.split(b";"))
        left = [name for number, name in _LEFT_ON.items() if on.get(number)]
        if on.get(25) is False:
            left.append("hidden cursor")
        try:
            if termios.tcgetattr(self._fd)[:4] != self._modes[:4]:
                left.append("line discipline")
        except termios.error:
            left.append("terminal gone")
        return tuple(dict.fromkeys(left))

    def close(self) -> None:
        """Give the pseudo-terminal back."""
        if self.status is None:
            os.kill(self._pid, signal.SIGKILL)
            self._reap(0)
        os.close(self._fd)

    def _reap(self, how: int) -> None:
        pid, status = os.waitpid(self._pid, how)
        if pid:
            self.status = os.waitstatus_to_exitcode(status)

    def read(self, patience: float) -> bool:
        """Read what comes within `patience` seconds; tell whether anything came."""
        if not select.select([self._fd], [], [], patience)[0]:
            return False
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:  # the program is gone
            return False
        self.last_output = time.perf_counter()
        self.seen += chunk
        for question, answer in _ANSWERS:
            for _ in range(chunk.count(question)):
                os.write(self._fd, answer)
        return bool(chunk)
