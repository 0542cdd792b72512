"""Values in `.state` that can be made again, or be done without: they belong to this machine and may be removed.

A file that is damaged or of another make counts as none, and one that cannot be written is no harm.
"""

from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec

from planner.domain.errors import StoreError
from planner.store.disk.atomic import STATE, read, replace_loosely

T = TypeVar("T")
_HEAD = b"planner state\n"


def read_derived(root: Path, name: str, kind: type[T]) -> T | None:
    """Return the value of that name, or None where there is none that can be read."""
    try:
        data = read(_path(root, name))
    except StoreError:
        return None
    if not data or not data.startswith(_HEAD):
        return None
    told, _, body = data[len(_HEAD) :].partition(b"\n")
    if told != b"%08x" % crc32(body):
        return None
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def keep_derived(root: Path, name: str, value: object) -> None:
    """Keep a value under a name, which can name a file; a failure is passed over."""
    body = msgspec.json.encode(value)
    try:
        replace_loosely(_path(root, name), _HEAD + b"%08x\n" % crc32(body) + body)
    except StoreError:
        return


def _path(root: Path, name: str) -> Path:
    return root / STATE / f"{name}.cache"
