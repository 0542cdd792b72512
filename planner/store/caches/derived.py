"""Values in `.state` that can be made again, or be done without: they belong to this machine and may be removed.

A file that is damaged or of another make counts as none, and one that cannot be written is no harm.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec

from planner import __version__
from planner.domain.errors import StoreError
from planner.store.disk.atomic import read, replace_loosely
from planner.store.names import STATE

T = TypeVar("T")
ENDING = ".cache"
_HEAD = b"planner cache\n"


def read_derived(root: Path, name: str, kind: type[T]) -> T | None:
    """Return the value of that name, or None where there is none that can be read."""
    try:
        data = read(_path(root, name))
    except StoreError:
        return None
    body = _body(data or b"")
    if body is None:
        return None
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def keep_derived(root: Path, name: str, value: object) -> None:
    """Keep a value under a name, which can name a file; a failure is passed over."""
    body = msgspec.json.encode(value)
    try:
        replace_loosely(_path(root, name), b"".join((_HEAD, b"%08x\n" % crc32(body), body)))
    except StoreError:
        return  # a store that cannot be written to is read as well without it


def is_whole(data: bytes) -> bool:
    """Tell whether these bytes of a kept value's file are all that was written."""
    return _body(data) is not None


def signature(kinds: Iterable[type[msgspec.Struct]]) -> str:
    """Return what changes with the version and with the fields of structs: a value of another is made anew."""
    fields = "|".join(f"{kind.__name__}:{','.join(kind.__struct_fields__)}" for kind in kinds)
    return f"{__version__} {crc32(fields.encode()):08x}"


def _body(data: bytes) -> memoryview | None:
    """Return what follows head and check sum, as a view: of ten years of log no second copy is made."""
    if not data.startswith(_HEAD):
        return None
    start = data.find(b"\n", len(_HEAD)) + 1
    body = memoryview(data)[start:]
    return body if data[len(_HEAD) : start] == b"%08x\n" % crc32(body) else None


def _path(root: Path, name: str) -> Path:
    return root / STATE / f"{name}{ENDING}"
