"""A disk that fails: every call to the system is counted, and one of them, or all from it on, goes wrong."""

import errno
import os
import signal
from collections.abc import Callable
from typing import Any

CALLS = (
    "open", "read", "write", "fsync", "close", "replace", "rename", "mkdir", "unlink", "remove", "rmdir",
    "fstat", "stat", "lstat", "fchmod", "listdir", "scandir", "lseek", "access",
)  # fmt: skip
CHANGING = ("write", "replace", "rename", "mkdir", "unlink", "remove", "rmdir", "fchmod")
"""Calls after which other files are on the disk than before; so is `open` where it makes a file."""
Patch = Callable[[object, str, object], None]


class Faults:
    """Counts the steps and breaks step `at`: `broken` says whether it came to that, `changing` what changes files.

    `how`: an error number; "short" writes half and goes on; "torn" writes half and kills the process; "kill" kills it;
    "ctrl-c" raises `KeyboardInterrupt`. With `on`, every later step fails too.
    """

    def __init__(self, at: int, how: int | str, *, on: bool = False) -> None:
        self.at, self.how, self.on = at, how, on
        self.step = 0
        self.changing: list[int] = []
        self.broken = False

    def install(self, patch: Patch) -> None:
        """Put the counted calls in place of those of `os`."""
        for name in CALLS:
            patch(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.step += 1
            if name in CHANGING or (name == "open" and args[1:] and args[1] & os.O_CREAT):
                self.changing.append(self.step)
            if self.step == self.at or (self.on and self.step > self.at):
                self.broken = True
                return self._break(name, real, args, kwargs)
            return real(*args, **kwargs)

        return call

    def _break(self, name: str, real: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.how in ("short", "torn") and name == "write":
            written = real(args[0], bytes(args[1])[: max(1, len(args[1]) // 2)])
            if self.how == "torn":
                os.kill(os.getpid(), signal.SIGKILL)
            return written
        if self.how in ("kill", "torn"):
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "close":  # the handle is gone even when closing reports an error
            real(*args, **kwargs)
        if self.how == "ctrl-c":
            raise KeyboardInterrupt
        if isinstance(self.how, int):
            raise OSError(self.how, os.strerror(self.how))
        return real(*args, **kwargs)


FULL = errno.ENOSPC
