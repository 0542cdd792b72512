"""Files that a person names: read without waiting for a pipe and never more than makes sense, written whole."""

import os
import stat
from pathlib import Path

from planner.domain.errors import BadValue, NotFound
from planner.domain.text import one_line
from planner.store.atomic import refusal


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
    target = Path(path)
    place = f"file {one_line(path)}"
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise BadValue(place, "a link, a folder or a device is there", "Choose another name.")
    if target.exists() and not replace:
        raise BadValue(place, "it is there already", f"Choose another name, or {otherwise}.")
    part = target.with_name(f".{target.name[:60]}.{os.urandom(6).hex()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise refusal(path, error) from None
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - opened above with its mode
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            part.replace(target)
        else:
            _link_or_rename(part, target, place, otherwise)
    except OSError as error:
        raise refusal(path, error) from None
    finally:
        part.unlink(missing_ok=True)


def _link_or_rename(part: Path, target: Path, place: str, otherwise: str) -> None:
    """Give a file its name unless another program took it meanwhile."""
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise BadValue(place, "it is there already", f"Choose another name, or {otherwise}.") from None
    except OSError:  # a disk without hard links
        part.replace(target)
