"""Files that a person names: read without waiting for a pipe, and never more than makes sense."""

import os
import stat

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
