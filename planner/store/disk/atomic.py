"""The one way to read and save a file of the store: whole, locked, synced, and only if it is still what was read.

Only `os` is used to touch the disk, so that a test can fail every single step. The order of the steps is what
keeps a file whole at any kill, full disk or power cut:

    lock; look whether the file is still the same; write a new file beside it; sync; read back and compare;
    rename over; sync the folder; only then is it saved.
"""
# pathlib would hide steps from the fault tests:
# ruff: noqa: PTH105, PTH108, PTH116

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Protocol

from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.disk import as_left
from planner.store.disk.folders import Names, sync_above
from planner.store.disk.folders import make_folder as make_folder
from planner.store.disk.folders import sync_folder as sync_folder
from planner.store.disk.holder import holder_of, note_holder
from planner.store.disk.inside import check_folder, check_way, open_inside, open_own, real_place, root_of
from planner.store.disk.left_over import TEMPORARY as TEMPORARY
from planner.store.disk.left_over import Note, clear, clear_unlocked, held, temporary_for
from planner.store.disk.refusals import Refused as Refused
from planner.store.disk.refusals import refusal as refusal
from planner.store.disk.refusals import unsure
from planner.store.disk.taking_back import note as note_save
from planner.store.names import STATE

MOST_BYTES = 20_000_000
"""A larger file is not read."""
LOCK_WAIT_S = 2.0
_WINDOWS = sys.platform == "win32"
_PRIVATE_FILE = 0o600
_OPEN_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_OPEN_OLD = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_OPEN_END = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class ChangedOutside(StoreError):
    """The file is not what was read before: an editor, a sync or another window changed it. Nothing was written."""

    @classmethod
    def of(cls, path: Path) -> "ChangedOutside":
        """Return the error for the file at `path`."""
        fix = "It was left as it is; look at it again and repeat what you did."
        return cls(one_line(str(path)), "the file was changed by another program meanwhile", fix)


class Save(Protocol):
    """A way to save a file, as `save` does; what it returns is a ref of the history, or empty."""

    def __call__(self, path: Path, data: bytes, *, was: bytes | None) -> str:
        """Replace the file at `path`, which holds `was`, by `data`."""
        ...


def read(path: Path, most: int = MOST_BYTES) -> bytes | None:
    """Return a file's bytes, or None if there is none. Raises `StoreError`; never waits for a pipe or a device.

    A link is followed only where it leads to a file inside the store, and a file of more than `most` bytes is refused
    before it is read, or as soon as it has grown so large.
    """
    try:
        handle = open_inside(path, _OPEN_OLD)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refusal(path, error) from None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise StoreError(one_line(str(path)), "this is not a file", "Move it away and try again.")
        if about.st_size > most:
            raise _too_large(path, most)
        data = _read_all(handle, most + 1)
        if len(data) > most:
            raise _too_large(path, most)
        return data
    except OSError as error:
        raise refusal(path, error) from None
    finally:
        with suppress(OSError):
            os.close(handle)


def _read_all(handle: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := os.read(handle, min(most, 1 << 22))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _too_large(path: Path, most: int) -> StoreError:
    why = f"the file is larger than {most // 1_000_000} MB"
    return StoreError(one_line(str(path)), why, "Move it away and try again.")


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Hold the store while a file is read, changed and saved, so that two windows lose nothing of each other's.

    The lock goes when the process ends, however that happens; its file stays, since removing it would let two in.
    Makes the store's folder if need be. Raises `StoreError` after two seconds. Not re-entrant.
    """
    folder = root / STATE
    path = folder / "lock"
    check_folder(folder)
    make_folder(folder)
    try:
        handle = open_own(path, os.O_RDWR | os.O_CREAT, _PRIVATE_FILE)
    except OSError as error:
        raise refusal(path, error) from None
    try:
        until = time.monotonic() + LOCK_WAIT_S
        while not take(handle, path):
            if time.monotonic() > until:
                raise _locked(path)
            time.sleep(0.005)
        note_holder(handle)
        clear(root, handle)
        note = Note(handle)
        before = held.set(note)
        try:
            yield
        finally:
            held.reset(before)
            note.wipe()
    finally:
        with suppress(OSError):  # it is closed all the same, and nothing was written through it
            os.close(handle)


def _locked(path: Path) -> Refused:
    who = holder_of(path)
    by = f"another planner ({who})" if who else "another planner"
    fix = "Close it, or wait until it has finished, and try again."
    return Refused(one_line(str(path)), f"{by} has been writing to this store for {LOCK_WAIT_S:g} s", fix)


if sys.platform == "win32":

    def take(handle: int, path: Path) -> bool:
        """Take the lock of an open file, if nobody has it. Raises `StoreError` where there are no locks."""
        import msvcrt

        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError as error:
            raise refusal(path, error) from None
        return True

else:
    import fcntl

    def take(handle: int, path: Path) -> bool:
        """Take the lock of an open file, if nobody has it. Raises `StoreError` where there are no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            why = f"the disk cannot lock files ({error.strerror})"
            raise StoreError(one_line(str(path)), why, "Put the store on a local disk with --store DIR.") from None
        return True


def save(path: Path, data: bytes, *, was: bytes | None, sync_name: bool = True) -> None:
    """Replace the file at `path` by `data`, whole or not at all, and return when it is on the disk.

    `was` is what the file held when it was read, None if it must not exist yet. Raises `ChangedOutside` if it holds
    something else now, and `StoreError` for whatever the system refuses; then the old file stands untouched, and when
    the disk fails so badly that this cannot be had, the error says that the new one may be saved. Call it under `lock`.
    A symbolic link stays a link: the file inside the store that it leads to is replaced; one that leads out is refused.
    The mode is kept; a new file is open to the user alone. Without `sync_name` a power cut may bring the old file back,
    whole.
    """
    target = real_place(path)
    make_folder(target.parent)
    if _now(target, was) != was:
        raise _changed(path, was)
    mode = _mode_of(target)
    if was is None and sync_name:  # the folder may be new as well, of a save that was cut off before it was synced
        sync_above(target.parent)
    with Names(target.parent) if sync_name else nullcontext() as names:
        if sync_name:
            note_save(path, was, data)
        _replace(path, target, data, mode)
        if names is not None:
            try:
                names.sync()
            except OSError as error:
                back = _put_back(target, was, mode)
                raise refusal(path, error) if back else unsure(path, error) from None
    as_left.note(path, data)


def _replace(path: Path, target: Path, data: bytes, mode: int = _PRIVATE_FILE, *, sync: bool = True) -> None:
    """Write a file beside `target` and rename it over that. Raises `Refused` about `path`."""
    temporary = temporary_for(target)
    if note := held.get():
        note.write(temporary)
    try:
        write_new(temporary, data, mode, sync=sync)
        _rename(temporary, target)
    except BaseException as error:  # Ctrl+C too must leave nothing behind
        try:
            os.unlink(temporary)
        except FileNotFoundError:
            pass
        except OSError:
            if note:
                note.keep()
        if isinstance(error, OSError):
            raise refusal(path, error) from None
        raise


def _put_back(target: Path, was: bytes | None, mode: int) -> bool:
    """Return whether a file holds again what it held, after its new name could not be synced."""
    try:
        if was is None:
            os.unlink(target)
        else:
            _replace(target, target, was, mode)
    except (OSError, StoreError):
        return False
    return True


def add_line(path: Path, line: bytes) -> None:
    """Add a line to a file that is there, without waiting for the disk: a power cut may take it, or a part of it.

    Only for what may be lost, in a file whose reader passes over half a line. Raises `StoreError`. Call it under
    `lock`.
    """
    try:
        if not os.access(path.parent, os.W_OK):  # a store that may not be written to: here too
            raise PermissionError(errno.EACCES, "")
        handle = open_inside(path, _OPEN_END)
        try:
            size = os.fstat(handle).st_size
            try:
                _write_all(handle, line)
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(handle, size)
                raise
        finally:
            with suppress(OSError):  # the line stands there; whether it lasts is not asked
                os.close(handle)
    except OSError as error:
        raise refusal(path, error) from None


def replace_loosely(path: Path, data: bytes) -> None:
    """Replace a file whole, without waiting for the disk: a power cut may leave the old one, or an empty or torn one.

    Only for what can be made again at any time, in a file whose reader checks all of it. Raises `StoreError`. Needs no
    lock: each of two writers replaces it by a whole one.
    """
    check_way(path)
    root = root_of(path)
    if not os.path.isdir(root):  # noqa: PTH112 - the store was moved away: no new one begins here
        raise refusal(root, FileNotFoundError(errno.ENOENT, ""))
    make_folder(path.parent)
    clear_unlocked(path.parent)
    _replace(path, path, data, sync=False)


def remove(path: Path, *, was: bytes) -> None:
    """Remove a file that still holds `was`, and sync its folder. Raises as `save` does. Call it under `lock`."""
    now = _now(path, was)
    if now is None:
        return
    if now != was:
        raise _changed(path, was)
    mode = _mode_of(path)
    with Names(path.parent) as names:
        note_save(path, was, None)
        try:
            os.unlink(path)
        except OSError as error:
            raise refusal(path, error) from None
        try:
            names.sync()
        except OSError as error:
            back = _put_back(path, now, mode)
            raise refusal(path, error) if back else unsure(path, error) from None
    as_left.note(path, None)


def _now(path: Path, was: bytes | None) -> bytes | None:
    return read(path, max(MOST_BYTES, len(was or b"")))  # what is kept of a whole store may be larger than a file of it


def _changed(path: Path, was: bytes | None) -> ChangedOutside:
    if was is None:
        return ChangedOutside(one_line(str(path)), "there is such a file already", "Choose another name.")
    return ChangedOutside.of(path)


def _mode_of(target: Path) -> int:
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)
    except FileNotFoundError:
        return _PRIVATE_FILE
    except OSError as error:
        raise refusal(target, error) from None
    if not mode & 0o200 or not os.access(target, os.W_OK):
        raise StoreError(one_line(str(target)), "the file is write-protected", "Make it writable and try again.")
    return mode


def write_new(path: Path, data: bytes, mode: int = _PRIVATE_FILE, *, sync: bool = True) -> None:
    """Write a file that is not there yet, synced and read back, its name not synced. Raises `OSError`."""
    handle = os.open(path, _OPEN_NEW, _PRIVATE_FILE)
    try:
        if mode != _PRIVATE_FILE and not _WINDOWS:
            os.fchmod(handle, mode)
        _write_all(handle, data)
        if sync:
            os.fsync(handle)
            os.lseek(handle, 0, os.SEEK_SET)
            if _read_all(handle, len(data) + 1) != data:
                raise OSError(errno.EIO, "what was written reads back differently")
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _rename(temporary: Path, target: Path) -> None:
    until = time.monotonic() + LOCK_WAIT_S
    while True:
        try:
            return os.replace(temporary, target)
        except PermissionError:  # on Windows while a virus scanner or an indexer has the file open
            if not _WINDOWS or time.monotonic() > until:
                raise
            time.sleep(0.02)
