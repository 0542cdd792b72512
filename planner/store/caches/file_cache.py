"""Values of files that were read before, kept in `.state` so that they need not be read again while nothing changed.

The file itself always counts: a value is used only while size, times and number of its file are as they were when it
was read. A cache that is damaged, of another version or of other fields is passed over, and one that cannot be written
is no harm. It belongs to this machine, is never synced, and can be removed at any time.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from planner.store.caches.derived import keep_derived, read_derived, signature

T = TypeVar("T")
Stamp = tuple[int, int, int, int]
"""Size, time of change, time of status change and number of a file."""

_SETTLED_NS = 2_000_000_000
"""A file that was changed within these nanoseconds may change again without its times telling: it is not kept yet."""


class _Part(msgspec.Struct, Generic[T], frozen=True, array_like=True):
    stamp: Stamp
    value: T


class _Whole(msgspec.Struct, Generic[T], frozen=True):
    made_by: str
    parts: dict[str, _Part[T]]


def stamp_of(path: str | Path) -> Stamp | None:
    """Return what tells whether a file is still the same, or None if there is none that can be looked at."""
    try:
        about = os.stat(path)  # noqa: PTH116 - Path.stat goes the same way with more steps, a hundred times over
    except OSError:
        return None
    return (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)


class FileCache(Generic[T]):
    """The kept values of some files, by name. `kinds` are the structs inside: with other fields it begins anew.

    Use: `get` with the stamp from before reading; `keep` what was read with that stamp; `save` at the end.
    """

    def __init__(self, root: Path, name: str, kind: object, kinds: Iterable[type[msgspec.Struct]]) -> None:
        self._root, self._name = root, name
        self._made_by = signature(kinds)
        whole: _Whole[T] | None = read_derived(root, name, _Whole[kind])  # type: ignore[valid-type]  # comes as a value
        self._old = whole.parts if whole and whole.made_by == self._made_by else {}
        self._now: dict[str, _Part[T]] = {}
        self._is_new = False

    def get(self, name: str, stamp: Stamp | None) -> T | None:
        """Return the kept value of a file that is as it was then, else None."""
        part = self._old.get(name)
        if part is None or stamp is None or part.stamp != stamp:
            return None
        self._now[name] = part
        return part.value

    def keep(self, name: str, stamp: Stamp | None, value: T) -> None:
        """Keep a value for the file that had this stamp before it was read."""
        if stamp is not None and max(stamp[1], stamp[2]) + _SETTLED_NS < time.time_ns():
            self._now[name] = _Part(stamp, value)
            self._is_new = True

    def save(self) -> None:
        """Write what was used and kept; nothing is written when nothing is new, and a failure is passed over."""
        if self._is_new:
            keep_derived(self._root, self._name, _Whole(self._made_by, self._now))
            self._is_new = False
