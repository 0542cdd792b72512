"""Files that a person names: read without waiting for a pipe and never more than makes sense, written whole."""

import errno
import os
import re
import stat
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from planner.domain.errors import BadValue, NotFound, PlannerError, StoreError
from planner.domain.text import one_line
from planner.store.disk.atomic import refusal as store_refusal
from planner.store.disk.atomic import write_new
from planner.store.disk.folders import sync_folder
from planner.store.disk.inside import root_of
from planner.store.names import ALL_FOLDERS, STATE

_CAUSES = {
    errno.EROFS: ("the disk is read-only", "Choose another place."),
    errno.EACCES: ("you may not read or write there", "Check the permissions, or choose another place."),
    errno.EPERM: ("you may not read or write there", "Check the permissions, or choose another place."),
    errno.ENOTDIR: ("a file stands where a folder should be", "Check the name."),
    errno.ENOENT: ("there is no such folder", "Make it first, or check the name."),
    errno.EIO: ("the disk reports an error", "Check that disk."),
}


def refusal(path: str | Path, error: OSError) -> StoreError:
    """Return the one-line error for what the system refused of a file that a person named: it is none of the store."""
    if error.errno not in _CAUSES:
        return store_refusal(path, error)
    return StoreError(one_line(str(path)), *_CAUSES[error.errno])


_LEFT_S = 3_600
"""A part that is older was left behind by a process that was killed: none takes an hour to write a file."""


def read_regular(path: str, most: int) -> bytes:
    """Return the bytes of a regular file of at most `most` bytes.

    Raises `NotFound`, `BadValue` for what is no file or is larger, `StoreError` for what the system refuses. A pipe or
    a device is refused, not waited for.
    """
    place = f"file {one_line(path)}"
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise NotFound(place, "there is no such file", "Check the name.") from None
    except ValueError:
        raise BadValue(place, "this cannot be the name of a file", "Check the name.") from None
    except OSError as error:
        raise refusal(path, error) from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise BadValue(place, "this is not a file", "Name a file.")
        parts = []
        left = most + 1
        while left > 0 and (part := os.read(handle, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise refusal(path, error) from None
    finally:
        os.close(handle)
    return within(b"".join(parts), most, place)


def within(data: bytes, most: int, place: str) -> bytes:
    """Return `data` if it is not larger than `most` bytes. Raises `BadValue` naming `place`."""
    if len(data) > most:
        raise BadValue(place, f"it is larger than {most // 1_000_000} MB", "Name a smaller file.")
    return data


def write_file(path: str, data: bytes, *, replace: bool, otherwise: str = "replace it with --force") -> None:
    """Write a file that only its owner can read, whole or not at all.

    Raises `BadValue` when something is there already, unless it is a file and `replace` is given; `otherwise` is what
    the error says may be done besides choosing another name.
    """
    write_files({path: data}, replace=replace, otherwise=otherwise)


def write_files(files: Mapping[str, bytes], *, replace: bool, otherwise: str = "replace it with --force") -> None:
    """Write files by path, all of them or none, each as `write_file` does.

    All are looked at, and all are on the disk under other names, before the first gets its own. Only where the system
    then refuses a name, or another program takes one, are there fewer: the error says which files were written.
    """
    for path in files:
        _check_free(Path(path), path, replace=replace, otherwise=otherwise)
    _clear_parts([Path(path) for path in files])
    parts: dict[str, Path] = {}
    try:
        for path, data in files.items():
            parts[path] = _written_part(path, data)
        _name(parts, replace=replace, otherwise=otherwise)
        for folder in {part.parent for part in parts.values()}:
            if os.access(folder, os.R_OK):  # else it cannot be opened, and so not synced
                _sync(folder)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()


def _sync(folder: Path) -> None:
    try:
        sync_folder(folder)
    except StoreError as error:
        why = f"what was written there may be saved or not, since {error.why}"
        raise StoreError(error.what, why, "Look whether it is there before you do it again.") from None


def _check_free(target: Path, path: str, *, replace: bool, otherwise: str) -> None:
    """Raise `BadValue` unless a file may be written there."""
    place = f"file {one_line(path)}"
    try:
        is_taken = target.is_symlink() or (target.exists() and not target.is_file())
        is_there = target.exists()
    except (OSError, ValueError):
        raise BadValue(place, "this cannot be the name of a file", "Choose another name.") from None
    if is_taken:
        raise BadValue(place, "a link, a folder or a device is there", "Choose another name.")
    if _is_of_a_store(target, is_there=is_there):
        raise BadValue(place, "this is a file of a store of planner's", "Choose a place outside of it.")
    if is_there and not replace:
        raise BadValue(place, "it is there already", f"Choose another name, or {otherwise}.")


def _is_of_a_store(target: Path, *, is_there: bool) -> bool:
    """Tell whether a file is one that a store has, or would be one of its state folder.

    Replaced by anything else, a log would be gone, and a lock would let two in.
    """
    try:
        real = target.resolve()
        if STATE in (real.parent.name, real.parent.parent.name):
            return True
        root = real.parent if real.name == "planner.toml" else root_of(real)
        is_own = real.name == "planner.toml" or real.parent.name in ALL_FOLDERS
        return is_there and is_own and (root / STATE).is_dir()
    except (OSError, ValueError):
        return False


def _clear_parts(targets: Sequence[Path]) -> None:
    """Remove what a killed process left of these files; what cannot be removed stays."""
    names = {_part_of(target, "") for target in targets}
    for folder in {target.parent for target in targets}:
        with suppress(OSError, ValueError), os.scandir(folder) as found:
            for entry in found:
                head = re.sub(r"[0-9a-f]{12}\.part$", ".part", entry.name)
                if head != entry.name and head in names and time.time() - entry.stat().st_mtime > _LEFT_S:
                    Path(entry).unlink()


def _part_of(target: Path, key: str) -> str:
    """Return the name under which a file is written first."""
    return f".{target.name[:60]}.{key}.part"


def _written_part(path: str, data: bytes) -> Path:
    """Write `data` beside where it is to stand, read it back, and return the file; nothing is left when that fails."""
    target = Path(path)
    part = target.with_name(_part_of(target, os.urandom(6).hex()))
    try:
        write_new(part, data)
    except ValueError:
        raise BadValue(f"file {one_line(path)}", "this cannot be the name of a file", "Choose another name.") from None
    except BaseException as error:
        with suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise refusal(path, error) from None
        raise
    return part


def _name(parts: Mapping[str, Path], *, replace: bool, otherwise: str) -> None:
    """Give files that were written their names. An error says which of them have theirs."""
    named: list[str] = []
    for path, part in parts.items():
        try:
            if replace:
                part.replace(path)
            else:
                _link_or_rename(part, Path(path), f"file {one_line(path)}", otherwise)
        except (OSError, PlannerError) as error:
            problem = refusal(path, error) if isinstance(error, OSError) else error
            if named:
                problem.fix = f"{problem.fix} Written were: {', '.join(map(one_line, named))}.".strip()
            raise problem from None
        named.append(path)


def _link_or_rename(part: Path, target: Path, place: str, otherwise: str) -> None:
    """Give a file its name unless another program took it meanwhile."""
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise BadValue(place, "it is there already", f"Choose another name, or {otherwise}.") from None
    except OSError:  # a disk without hard links
        part.replace(target)
