"""Who plays the session in `.state`: one process at a time, and the lock goes with it however it ends."""

import os
import time
from contextlib import suppress
from pathlib import Path

from planner.domain.errors import StoreError
from planner.store.disk.atomic import make_folder, take
from planner.store.disk.holder import holder_of, note_holder
from planner.store.disk.inside import check_way, open_own
from planner.store.names import STATE

FILE = "playing.lock"
_OPEN = os.O_RDWR | getattr(os, "O_CLOEXEC", 0)
_TRIES = 10
_held: dict[Path, int] = {}
"""By store, the handle of the lock that this process holds: its windows are one."""


class PlayedElsewhere(StoreError):
    """The session is being played by another process."""

    def __init__(self, root: Path) -> None:
        who = holder_of(root / STATE / FILE)
        why = f"one is being played in another window ({who})" if who else "one is being played in another window"
        super().__init__("session", why, "End it there first.")


def is_played_elsewhere(root: Path) -> bool:
    """Tell whether another process plays a session; it makes no file."""
    if root in _held:
        return False
    path = root / STATE / FILE
    try:
        handle = open_own(path, _OPEN)
    except (OSError, StoreError):
        return False
    try:
        return not _taken(handle, path)
    except StoreError:
        return False  # a disk that cannot lock
    finally:
        with suppress(OSError):
            os.close(handle)


def hold_session(root: Path) -> None:
    """Be the one that plays, until `let_session_go` or the end of the process. Raises `PlayedElsewhere`.

    Where nothing can be locked or written, as on some network disks, nobody is kept out.
    """
    if root in _held:
        return
    path = root / STATE / FILE
    try:
        check_way(path)
        make_folder(path.parent)
        handle = open_own(path, _OPEN | os.O_CREAT)
    except (OSError, StoreError):
        return
    try:
        is_ours = _taken(handle, path)
    except StoreError:
        is_ours = True
    if not is_ours:
        with suppress(OSError):
            os.close(handle)
        raise PlayedElsewhere(root)
    note_holder(handle)
    _held[root] = handle


def _taken(handle: int, path: Path) -> bool:
    """Take the lock; who only asks whether it is free has it for a moment too."""
    for _ in range(_TRIES):
        if take(handle, path):
            return True
        time.sleep(0.005)
    return False


def let_session_go(root: Path) -> None:
    """Let others play; without a hold it does nothing."""
    handle = _held.pop(root, None)
    if handle is not None:
        with suppress(OSError):
            os.close(handle)
