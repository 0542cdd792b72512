"""Adding to a file: the old bytes, untouched, and one table more at the end."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.atomic import save
from planner.store.codec import BadFile, NewerFile, tables_of
from planner.store.layout import block
from planner.store.reading import fetch


class Recorded(Protocol):
    """What can be added: it has an id of its own."""

    @property
    def id(self) -> str:
        """The record's short random id."""
        ...


R = TypeVar("R", bound=Recorded)
T = TypeVar("T")
Read = Callable[[bytes], tuple[T, tuple[BadFile, ...]]]
"""Reads a file's bytes: its value, and what was left out."""


def add(
    path: Path,
    table: str,
    records: Sequence[R],
    *,
    empty: bytes | None,
    read: Read[T],
    rows: Callable[[T], Sequence[R]],
) -> T:
    """Add records as `[[table]]` at the end of a file, save it and return its value.

    `empty` is what a new file begins with; None: the file must exist. `rows` gives the records that a value holds.
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
    value = _read_back(path, start, data, read)
    known = {record.id: record for record in rows(value)[: -len(records)]}
    twice = [record for record in records if record.id in known]
    if any(tables_of(record) != tables_of(known[record.id]) for record in twice):
        raise _unsafe(path, "it holds something else of the same id")
    if twice:
        fresh = [record for record in records if record.id not in known]
        return read(start)[0] if not fresh else add(path, table, fresh, empty=empty, read=read, rows=rows)
    if [tables_of(record) for record in rows(value)[-len(records) :]] != [tables_of(record) for record in records]:
        raise _unsafe(path, "what would be added does not read back the same")
    save(path, data, was=old)
    return value


def blocks(table: str, records: Sequence[object], *, after: bytes) -> bytes:
    """Return records as `[[table]]` blocks to stand after the bytes `after`, with the same line ends."""
    text = "" if after.endswith(b"\n") else "\n"
    text += "".join(block(table, record) for record in records)
    is_crlf = after.partition(b"\n")[0].endswith(b"\r")
    return (text.replace("\n", "\r\n") if is_crlf else text).encode()


def _read_back(path: Path, start: bytes, data: bytes, read: Read[T]) -> T:
    try:
        value, problems = read(data)
    except BadFile:
        _, problems = read(start)  # its own fault, with the line where it is
        raise _unsafe(path, "an addition at its end would not be read") from None
    for problem in problems:
        if isinstance(problem, NewerFile):
            raise problem
    return value


def _unsafe(path: Path, why: str) -> StoreError:
    return StoreError(one_line(str(path)), f"{why}, so it was left as it is", "Look at the file in a text editor.")
