"""The log: one file a month, only added to."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from planner.codec.toml import BadFile
from planner.domain.log import SCHEMA, Entry, LogMonth, RedoEntry, UndoEntry, standing_entries
from planner.store.caches.recent import keep, known
from planner.store.names import SUFFIX
from planner.store.reading import decode_kindly, fetch, slugs_in

FOLDER = "log"
_MONTH = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])")
_EMPTY = f"schema = {SCHEMA}\n".encode()


def log_months(root: Path) -> tuple[str, ...]:
    """Return the months that have a file, such as `2027-03`, in order. Raises `BadFile` if that cannot be told."""
    return tuple(stem for stem in slugs_in(root / FOLDER) if is_month(stem))


def read_month(root: Path, month: str) -> tuple[tuple[Entry, ...], tuple[BadFile, ...]]:
    """Return the entries of one month in file order, and what could not be read."""
    path = month_path(root, month)
    try:
        data = fetch(path)
        if data is None:
            return (), ()
        value, problems = _read(path, data)
    except BadFile as problem:
        return (), (problem,)
    return value.entries, problems


def read_entries(root: Path, first: date, last: date) -> tuple[tuple[Entry, ...], tuple[BadFile, ...]]:
    """Return the entries from `first` to `last` in file order, and what could not be read.

    Only the months touched are read. An undo or a redo comes with what it is about, whatever its own day.
    """
    start, end = month_of(first), month_of(last)
    entries: list[Entry] = []
    problems: list[BadFile] = []
    try:
        months = _months(root, first, last)
    except BadFile as problem:
        return (), (problem,)
    for month in months:
        if start <= month <= end:
            found, bad = read_month(root, month)
            entries += found
            problems += bad
    return _within(entries, first, last), tuple(problems)


def months_where(root: Path, holds: Callable[[bytes], bool]) -> tuple[str, ...]:
    """Return the months whose file `holds` something, without parsing any: where a rare word may stand at all.

    A file that cannot be read is among them: whoever reads it is told what is wrong.
    """
    found: list[str] = []
    for month in log_months(root):
        try:
            wanted = holds(fetch(month_path(root, month)) or b"")
        except BadFile:
            wanted = True
        if wanted:
            found.append(month)
    return tuple(found)


def add_entries(root: Path, entries: tuple[Entry, ...]) -> None:
    """Add each entry to the month of its day, all or none; every month is saved once. Call it under the lock."""
    from planner.store.append import add
    from planner.store.disk.taking_back import whole_or_nothing

    by_month: dict[str, list[Entry]] = {}
    for entry in entries:
        by_month.setdefault(month_of(entry.day), []).append(entry)
    with whole_or_nothing():
        for month, added in by_month.items():
            path = month_path(root, month)
            add(path, "entry", added, empty=_EMPTY, read=partial(_read, path), field="entries", schema=SCHEMA)


def month_of(day: date) -> str:
    """Return the month of a day as its file is called: `2027-03`."""
    return day.isoformat()[:7]


def is_month(text: str) -> bool:
    """Tell whether a text names a month as files do."""
    return bool(_MONTH.fullmatch(text))


def month_path(root: Path, month: str) -> Path:
    """Return where the log of a month stands."""
    return root / FOLDER / f"{month}{SUFFIX}"


def _months(root: Path, first: date, last: date) -> tuple[str, ...]:
    if (last.year - first.year) * 12 + last.month - first.month < 3:  # as a rule: do not even list the folder
        numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)
    return log_months(root)


def _within(entries: list[Entry], first: date, last: date) -> tuple[Entry, ...]:
    if all(first <= entry.day <= last for entry in entries):
        return tuple(entries)
    inside = {entry.id for entry in entries if first <= entry.day <= last}
    stands = {entry.id for entry in standing_entries(entries)}
    while True:
        kept = tuple(
            entry for entry in entries if (entry.of if isinstance(entry, UndoEntry | RedoEntry) else entry.id) in inside
        )
        # What an entry of another day corrects does not stand, though the correction itself is not shown.
        wrong = {entry.id for entry in standing_entries(kept)} - stands
        if not wrong:
            return kept
        inside -= wrong


def _read(path: Path, data: bytes) -> tuple[LogMonth, tuple[BadFile, ...]]:
    value = known(path, data, LogMonth)
    if value is not None:
        return value, ()
    value, problems = decode_kindly(data, LogMonth, path, schema=SCHEMA)
    if not problems:
        keep(path, data, value)
    return value, problems
