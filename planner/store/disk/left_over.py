"""Temporary files that a killed save left behind: the next one clears them, and nothing that is at work is touched.

Two things say that a temporary file is left over, without a guess:

- Who holds the lock writes down in the lock's file, after its own number, which temporary file it is making, and wipes
  that when it is done. What the next holder finds there belongs to nobody any more: locks go with their process. Of
  another machine, which may share the folder without sharing locks, nothing is believed.
- What is saved without the lock, all of it in `.state`, has the machine and the process in its name. It is left over
  when that process is gone.

A power cut can take the note and leave the file: those that are an hour old go before the first write of a day.
"""

import os
import re
import sys
from contextlib import suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from zlib import crc32

from planner.store.disk.holder import LENGTH, is_gone
from planner.store.names import STATE

TEMPORARY = ".planner-tmp"
"""Suffix of files that are being written; they begin with a dot too. One that stays behind holds nothing of worth."""
# Patterns stay text here: `re` compiles one when it is first used, and reading uses none.
_NAME = rb"(?s)\..*\.[0-9a-f]{8}-\d+-[0-9a-f]{16}\.planner-tmp"
_OWNER = r"\.([0-9a-f]{8})-(\d+)-[0-9a-f]{16}\.planner-tmp$"


def temporary_for(target: Path) -> Path:
    """Return a new name beside `target`, which says who made it and cannot be guessed."""
    return target.with_name(f".{target.name[:60]}.{_machine()}-{os.getpid()}-{os.urandom(8).hex()}{TEMPORARY}")


class Note:
    """What the holder of the lock is making just now, in the lock's file. It only helps to tidy: it never fails."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._is_written = self._stays = False

    def write(self, temporary: Path) -> None:
        """Write down that this file is being made."""
        self._is_written, self._stays = True, False
        line = b"%s %s\n" % (_machine().encode(), os.fsencode(temporary))
        with suppress(OSError):
            os.lseek(self._handle, LENGTH, os.SEEK_SET)
            os.write(self._handle, line)

    def keep(self) -> None:
        """Let the last file that was written down stand there: it could not be removed, so the next holder tries."""
        self._stays = self._is_written

    def wipe(self) -> None:
        """Say that nothing is being made any more."""
        if self._is_written and not self._stays:
            with suppress(OSError):
                os.ftruncate(self._handle, LENGTH)


held: ContextVar[Note | None] = ContextVar("held", default=None)
"""The note of the lock that this thread holds."""


def clear(root: Path, handle: int) -> None:
    """Remove what a killed save left, by the note in the lock's file and the names in `.state`. Call it under the lock.

    What cannot be removed is in nobody's way.
    """
    with suppress(OSError):
        if os.fstat(handle).st_size > LENGTH:
            _clear_noted(root, handle)
    clear_unlocked(root / STATE)


def _clear_noted(root: Path, handle: int) -> None:
    os.lseek(handle, LENGTH, os.SEEK_SET)
    machine, _, place = os.read(handle, 1 << 16).partition(b"\n")[0].partition(b" ")
    folder, name = os.path.split(place)
    # A store may come from elsewhere, with its lock: what that says is not believed beyond the store.
    top, real = os.path.realpath(os.fsencode(root)), os.path.realpath(folder)
    is_ours = f"{os.fsdecode(real)}{os.sep}".startswith(f"{os.fsdecode(top).rstrip(os.sep)}{os.sep}")
    if machine == _machine().encode() and re.fullmatch(_NAME, name) and is_ours:
        with suppress(FileNotFoundError):
            os.unlink(place)  # noqa: PTH108 - one step, which a test can fail
        os.ftruncate(handle, LENGTH)


def clear_unlocked(folder: Path) -> None:
    """Remove what processes of this machine left in `.state` that are gone. Needs no lock."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names alone
            owner = re.search(_OWNER, name)
            if owner and owner[1] == _machine() and is_gone(int(owner[2])):
                os.unlink(folder / name)  # noqa: PTH108


@cache
def _machine() -> str:
    """Return what tells apart the machines that may share a folder, and the containers of one with processes apart."""
    name, space = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename, ""
    with suppress(OSError):
        space = str(os.stat("/proc/self/ns/pid").st_ino)  # noqa: PTH116
    return f"{crc32(f'{name} {space}'.encode(errors='surrogateescape')):08x}"
