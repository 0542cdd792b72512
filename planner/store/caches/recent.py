"""The files that were read or saved last, whole, and their values: the same bytes are not read twice.

What one process remembers so, it can leave to the next start, in `start_cache`.
"""

from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)

_MOST = 10
_recent: dict[Path, tuple[bytes, msgspec.Struct]] = {}


def keep(path: Path, data: bytes, value: msgspec.Struct) -> None:
    """Remember the value of a file's bytes, of which nothing was left out."""
    _recent.pop(path, None)
    _recent[path] = (data, value)
    if len(_recent) > _MOST:
        del _recent[next(iter(_recent))]


def kept(path: Path, data: bytes) -> T | None:
    """Return the value of a file that holds the very bytes it was kept with, else None."""
    found = _recent.get(path)
    return found[1] if found and found[0] == data else None  # type: ignore[return-value]


def known(path: Path, data: bytes, kind: type[T]) -> T | None:
    """Return the value of a file's bytes where it is kept, or where an earlier start kept it; else None."""
    from planner.store.caches.start_cache import recalled

    value: T | None = kept(path, data)
    if value is None and (value := recalled(path, data, kind)) is not None:
        keep(path, data, value)
    return value


def keep_start(root: Path) -> None:
    """Keep what was read of a store for the next start, which then need not parse it."""
    from planner.store.caches.start_cache import keep_for_start

    keep_for_start(root, ((path, data, value) for path, (data, value) in _recent.items()))


def forget() -> None:
    """Read the files anew when they are next asked for, as another process does."""
    _recent.clear()
