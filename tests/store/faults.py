"""A disk that fails: every call to the system is counted, and one of them, or all from it on, goes wrong.

`failing_disk.py` breaks a deed at each of its steps in turn and looks at what is left.
"""

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

CALLS = (
    "open", "read", "write", "fsync", "close", "replace", "rename", "link", "mkdir", "unlink", "remove", "rmdir",
    "fstat", "stat", "lstat", "fchmod", "chmod", "utime", "ftruncate", "listdir", "scandir", "lseek", "access",
)  # fmt: skip
CHANGING = (
    "write", "replace", "rename", "link", "mkdir", "unlink", "remove", "rmdir", "fchmod", "chmod", "ftruncate",
)  # fmt: skip
"""Calls after which other files are on the disk than before; so is `open` where it makes a file."""
MAKING = "open to make"
"""How a step is called that makes a file."""
WRITING = "open to write"

_MAKES = {MAKING, "mkdir", "replace", "rename", "link"}
_CHANGES = {*_MAKES, WRITING, "unlink", "remove", "rmdir", "fchmod", "ftruncate"}
FAILING: dict[int, set[str]] = {
    errno.ENOSPC: {*_MAKES, "write", "fsync", "close"},
    errno.EDQUOT: {*_MAKES, "write", "fsync", "close"},
    errno.EIO: {*CALLS, MAKING, WRITING} - {"access"},
    errno.EROFS: _CHANGES,
    errno.EACCES: {*_CHANGES, "open", "listdir", "scandir"},
    errno.EMFILE: {"open", MAKING, WRITING, "listdir", "scandir"},
}
"""Which steps can fail with an error: a full disk can still be read, and files can be removed from it."""
FULL = errno.ENOSPC
Patch = Callable[[object, str, object], object]


class Killed(BaseException):
    """The process ends here: nothing that it does afterwards reaches the disk, and no `except Exception` takes it."""


class Step(NamedTuple):
    """A call to the system: its name, the file, the number of bytes or the other name that it is about."""

    name: str
    place: str
    more: object = None

    @property
    def changes(self) -> bool:
        """Whether other files are on the disk afterwards."""
        return self.name in CHANGING or self.name == MAKING


class Faults:
    """Counts the steps and breaks step `at`: `broken` says whether it came to that, `changing` what changes files.

    `how`: an error number; "short" writes half and goes on; "torn" writes half and kills the process; "kill" kills it;
    "ctrl-c" raises `KeyboardInterrupt`; "die" and "die torn" are kills without a process of their own: `Killed` is
    raised, and nothing more is done to the disk. With `on`, every later step fails too that can fail so. With `below`,
    only what is done to that folder and in it counts. `steps` tells what was done, `after` is called after each step.
    """

    def __init__(
        self,
        at: int,
        how: int | str,
        *,
        on: bool = False,
        below: Path | None = None,
        after: "Callable[[Step], None] | None" = None,
    ) -> None:
        self.at, self.how, self.on = at, how, on
        self.step = 0
        self.changing: list[int] = []
        self.broken = False
        self.steps: list[Step] = []
        self._after = after
        self._below = None if below is None else str(below)
        self._open: dict[int, str] = {}
        self._is_dead = self._is_watching = False

    def install(self, patch: Patch) -> None:
        """Put the counted calls in place of those of `os`."""
        for name in CALLS:
            patch(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            step = None if self._is_watching else self._step(name, args)
            if step is None:
                return self._opened(name, "", real(*args, **kwargs))
            if self._is_dead:
                return self._bury(name, real, args, kwargs)
            self.step += 1
            self.steps.append(step)
            if step.changes:
                self.changing.append(self.step)
            if self.step == self.at or (self.on and self.step > self.at and self._can_fail(step)):
                self.broken = True
                return self._break(name, real, args, kwargs)
            done = self._opened(name, step.place, real(*args, **kwargs))
            if name == "close":
                self._open.pop(args[0], None)
            if self._after:
                self._is_watching = True
                self._after(step)
                self._is_watching = False
            return done

        return call

    def _step(self, name: str, args: tuple[Any, ...]) -> Step | None:
        """Return what a call is, or None when it does not count."""
        first = args[0] if args else "."
        if isinstance(first, int):
            place = self._open.get(first, "")
            if not place and self._below is not None:
                return None
        else:
            place = os.fsdecode(first)
            if self._below is not None and not (place + "/").startswith(self._below + "/"):
                return None
        more: object = None
        if name in ("replace", "rename", "link"):
            more = os.fsdecode(args[1])
        elif name == "write":
            more = bytes(args[1])
        elif name == "ftruncate":
            more = args[1]
        elif name == "open" and args[1:] and args[1] & os.O_CREAT:
            name = MAKING
        elif name == "open" and args[1:] and args[1] & (os.O_WRONLY | os.O_RDWR):
            name = WRITING
        return Step(name, place, more)

    def _can_fail(self, step: Step) -> bool:
        return not isinstance(self.how, int) or step.name in FAILING.get(self.how, ())

    def _opened(self, name: str, place: str, done: Any) -> Any:
        if name == "open":
            self._open[done] = place
        return done

    def _bury(self, name: str, real: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name == "close":
            return real(*args, **kwargs)
        raise Killed

    def _break(self, name: str, real: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.how in ("short", "torn", "die torn") and name == "write":
            written = real(args[0], bytes(args[1])[: max(1, len(args[1]) // 2)])
            if self.how == "torn":
                os.kill(os.getpid(), signal.SIGKILL)
            if self.how == "short":
                return written
        if self.how in ("kill", "torn"):
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "close":  # the handle is gone even when closing reports an error
            real(*args, **kwargs)
            self._open.pop(args[0], None)
        if self.how in ("die", "die torn"):
            self._is_dead = True
            raise Killed
        if self.how == "ctrl-c":
            raise KeyboardInterrupt
        if isinstance(self.how, int):
            if name == "access":
                return False
            where = None if isinstance(args[0], int) else args[0]
            raise OSError(self.how, os.strerror(self.how), where)
        return self._opened(name, str(args[0]), real(*args, **kwargs))
