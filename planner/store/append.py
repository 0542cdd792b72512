"""Adding to a file: the old bytes, untouched, and one table more at the end."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.atomic import save
from planner.store.codec import BadFile, NewerFile, convert, parse, tables_of
from planner.store.layout import block
from planner.store.reading import fetch


class Recorded(Protocol):
    """What can be added: it has an id of its own."""

    @property
    def id(self) -> str:
        """The record's short random id."""
        ...


R = TypeVar("R", bound=Recorded)
T = TypeVar("T", bound=msgspec.Struct)
Read = Callable[[bytes], tuple[T, tuple[BadFile, ...]]]
"""Reads a file's bytes: its value, and what was left out."""

_MOST_KNOWN = 8
_known: dict[Path, tuple[bytes, msgspec.Struct]] = {}
"""The files that this process added to last, as it left them: bytes that were read back whole, and their value."""


def add(
    path: Path,
    table: str,
    records: Sequence[R],
    *,
    empty: bytes | None,
    read: Read[T],
    field: str,
) -> T:
    """Add records as `[[table]]` at the end of a file, save it and return its value.

    `empty` is what a new file begins with; None: the file must exist. `field` of the value holds the records.
    What is to be saved is read back first and compared. A record that is there already is not added again, so that
    trying once more after an error does not double it. Raises `BadFile` when the file cannot be read, and
    `StoreError` when adding to it is not safe; then nothing is changed. Call it under the lock.
    """
    old = fetch(path)
    start = old if old and old.strip() else empty
    if start is None:
        if old is not None:
            read(old)
        raise _unsafe(path, "it is not there any more")
    data = start + blocks(table, records, after=start)
    value, is_whole = _read_back(path, start, data, read, field)
    rows: tuple[R, ...] = getattr(value, field)
    earlier = {record.id: record for record in rows[: -len(records)]}
    twice = [record for record in records if record.id in earlier]
    if any(tables_of(record) != tables_of(earlier[record.id]) for record in twice):
        raise _unsafe(path, "it holds something else of the same id")
    if twice:
        fresh = [record for record in records if record.id not in earlier]
        return read(start)[0] if not fresh else add(path, table, fresh, empty=empty, read=read, field=field)
    if [tables_of(record) for record in rows[-len(records) :]] != [tables_of(record) for record in records]:
        raise _unsafe(path, "what would be added does not read back the same")
    save(path, data, was=old)
    _known.pop(path, None)
    if is_whole:
        _known[path] = (data, value)
        if len(_known) > _MOST_KNOWN:
            del _known[next(iter(_known))]
    return value


def blocks(table: str, records: Sequence[object], *, after: bytes) -> bytes:
    """Return records as `[[table]]` blocks to stand after the bytes `after`, with the same line ends."""
    text = "" if after.endswith(b"\n") else "\n"
    text += "".join(block(table, record) for record in records)
    is_crlf = after.partition(b"\n")[0].endswith(b"\r")
    return (text.replace("\n", "\r\n") if is_crlf else text).encode()


def _read_back(path: Path, start: bytes, data: bytes, read: Read[T], field: str) -> tuple[T, bool]:
    """Return the value of `data`, which is `start` and blocks, and whether nothing of it was left out."""
    known = _known.get(path)
    if known and known[0] == start:
        # These bytes were read whole when they were saved, and ended in such a block: only what is new is to be read.
        value: T = known[1]  # type: ignore[assignment]  # the same path, the same kind
        (rows,) = parse(data[len(start) :], str(path)).values()
        kind = next(one.type for one in msgspec.structs.fields(value) if one.name == field)
        added: tuple[object, ...] = convert(rows, kind, str(path))
        return msgspec.structs.replace(value, **{field: (*getattr(value, field), *added)}), True
    try:
        value, problems = read(data)
    except BadFile:
        read(start)  # its own fault, with the line where it is
        raise _unsafe(path, "an addition at its end would not be read") from None
    for problem in problems:
        if isinstance(problem, NewerFile):
            raise problem
    return value, not problems


def _unsafe(path: Path, why: str) -> StoreError:
    return StoreError(one_line(str(path)), f"{why}, so it was left as it is", "Look at the file in a text editor.")
