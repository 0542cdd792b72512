"""Adding to a file: the old bytes, untouched, and one table more at the end."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from planner.codec.layout import Tables, block
from planner.codec.toml import MOST_BYTES, BadFile, NewerFile, convert, parse, tables_of
from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.caches.recent import keep, kept
from planner.store.disk.atomic import save
from planner.store.reading import check_damage, fetch, up_to_date


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


def add(
    path: Path,
    table: str,
    records: Sequence[R],
    *,
    empty: bytes | None,
    read: Read[T],
    field: str,
    schema: int,
) -> T:
    """Add records as `[[table]]` at the end of a file, save it and return its value.

    `empty` is what a new file begins with; None: the file must exist. To a damaged one nothing is added.
    One of an earlier schema than `schema` is migrated by the same save. `field` of the value holds the records.
    What is to be saved is read back first and compared. A record that is there already is not added again, so that
    trying once more after an error does not double it. Raises `BadFile` when the file cannot be read, and
    `StoreError` when adding to it is not safe; then nothing is changed. Call it under the lock.
    """
    old = fetch(path)
    start = empty if old is None else old
    if start is None:
        raise _unsafe(path, "it is not there any more")
    if old is not None:
        check_damage(path, old)
        start = up_to_date(path, old, schema)
    meant = [tables_of(record) for record in records]
    data = start + blocks(table, meant, after=start)
    if len(data) > MOST_BYTES:
        raise _unsafe(path, f"it would be larger than {MOST_BYTES // 1_000_000} MB, which is not read")
    value, is_whole = _read_back(path, start, data, read, table, field)
    rows: tuple[R, ...] = getattr(value, field)
    earlier = {record.id: record for record in rows[: -len(records)]}
    twice = [record for record in records if record.id in earlier]
    if any(tables_of(record) != tables_of(earlier[record.id]) for record in twice):
        raise _unsafe(path, "it holds something else of the same id")
    if twice:
        fresh = [record for record in records if record.id not in earlier]
        return (
            read(start)[0] if not fresh else add(path, table, fresh, empty=empty, read=read, field=field, schema=schema)
        )
    if [tables_of(record) for record in rows[-len(records) :]] != meant:
        raise _unsafe(path, "what would be added does not read back the same")
    save(path, data, was=old)
    if is_whole:
        keep(path, data, value)
    return value


def blocks(table: str, records: Sequence[Tables], *, after: bytes) -> bytes:
    """Return records, given as their tables, as `[[table]]` blocks with the line ends of `after`, where they go."""
    text = "" if after.endswith(b"\n") else "\n"
    text += "".join(block(table, record) for record in records)
    is_crlf = after.partition(b"\n")[0].endswith(b"\r")
    return (text.replace("\n", "\r\n") if is_crlf else text).encode()


def _read_back(path: Path, start: bytes, data: bytes, read: Read[T], table: str, field: str) -> tuple[T, bool]:
    """Return the value of `data`, which is `start` and blocks, and whether nothing of it was left out."""
    known: T | None = kept(path, start)
    if known is not None and _takes_blocks(start, table):
        # These bytes were read whole, and such a block can follow them: only what is new is to be read.
        (rows,) = parse(data[len(start) :], str(path)).values()
        added = convert(rows, _kind_of(type(known), field), str(path))
        return msgspec.structs.replace(known, **{field: (*getattr(known, field), *added)}), True
    try:
        value, problems = read(data)
    except BadFile:
        read(start)  # its own fault, with the line where it is
        raise _unsafe(path, "an addition at its end would not be read") from None
    for problem in problems:
        if isinstance(problem, NewerFile):
            raise problem
    return value, not problems


def _takes_blocks(start: bytes, table: str) -> bool:
    """Tell whether a file that reads whole surely still does with a block of `table` at its end.

    It holds such a block, and no text over lines that could only look like one.
    """
    is_plain = b'"""' not in start and (b"'" not in start or b"'''" not in start)  # a single letter is found faster
    return is_plain and f"\n[[{table}]]".encode() in start


@cache
def _kind_of(kind: type[msgspec.Struct], field: str) -> type[tuple[object, ...]]:
    found: type[tuple[object, ...]] = next(one.type for one in msgspec.structs.fields(kind) if one.name == field)
    return found


def _unsafe(path: Path, why: str) -> StoreError:
    return StoreError(one_line(str(path)), f"{why}, so it was left as it is", "Look at the file in a text editor.")
