"""Who holds a lock: its process writes its number into the lock's file. Once it has ended, that says nothing."""

import os
import sys
from contextlib import suppress
from pathlib import Path

LENGTH = 11
"""Bytes of the number and what ends it."""


def note_holder(handle: int) -> None:
    """Write into a lock's file that this process holds it, unless that stands there; a failure is passed over."""
    if sys.platform == "win32":
        return  # a locked byte cannot be read by those who wait
    own = b"%10d\n" % os.getpid()
    with suppress(OSError):
        if os.pread(handle, LENGTH, 0) != own:
            os.pwrite(handle, own, 0)


def holder_of(path: Path) -> str:
    """Return who holds the lock of that file, such as `planner, process 4711`; empty where that cannot be told."""
    try:
        number = int(path.read_bytes()[:LENGTH])
        if number <= 1:
            return ""
        os.kill(number, 0)
    except PermissionError:
        return f"process {number} of another user"
    except (OSError, ValueError, OverflowError):
        return ""
    command = _command(number)
    return f"{command}, process {number}" if command else f"process {number}"


def is_gone(process: int) -> bool:
    """Tell whether a process of this machine has surely ended; on Windows that is never said, since asking ends it."""
    if process == os.getpid() or sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):  # a number that large is no process's
        return True
    except OSError:
        return False
    return False


def _command(number: int) -> str:
    """Return the name of a process's program; its arguments may hold what was felt, and are not read out."""
    with suppress(OSError):
        words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
        names = [os.path.basename(word.decode(errors="replace")) for word in words[:2]]  # noqa: PTH119 - no path of ours
        name = names[-1] if names[0].startswith("python") else names[0]
        if name[:1].isalpha() and name.replace("-", "").isalnum():
            return name
    return ""
