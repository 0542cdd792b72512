"""Changing a file that a person may have written in: comments and unknown keys stay."""

from collections.abc import MutableMapping
from copy import deepcopy
from pathlib import Path

from planner.codec.layout import laid_out
from planner.codec.toml import parse
from planner.domain.errors import StoreError
from planner.domain.text import one_line

Tables = dict[str, object]
MOST_BYTES = 500_000
"""A larger file with comments is not changed: to keep them all takes two seconds for so many bytes."""


def rewritten(old: bytes, before: Tables, after: Tables, path: Path) -> bytes:
    """Return the bytes of a file after its known content went from `before` to `after`.

    Only what differs is touched, so that comments, unknown keys and the order of a person stay. What is returned has
    been read back and compared. Raises `StoreError` when that cannot be done safely.
    """
    was = parse(old, str(path))
    wanted = deepcopy(was)
    _turn(wanted, before, after)
    if b"#" not in old and was == before:
        new = laid_out(wanted)
    elif len(old) > MOST_BYTES:
        new = b""
    else:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        try:
            document = tomlkit.parse(old.decode("utf-8-sig"))
            _turn(document, before, after)
            new = _same_line_ends(tomlkit.dumps(document), old).encode()
        except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError):
            new = b""
    if not new or parse(new, str(path)) != wanted:
        why = "it cannot be changed without touching what stands there by hand"
        raise StoreError(one_line(str(path)), why, "Make this change in a text editor.")
    return new


def _turn(tables: MutableMapping[str, object], before: Tables, after: Tables) -> None:
    """Change, in place, what differs between `before` and `after`; a table that both have is changed inside."""
    for key in [key for key in before if key not in after and key in tables]:
        del tables[key]
    for key, value in after.items():
        old = before.get(key)
        there = tables.get(key)
        if key in before and old == value:
            continue
        if isinstance(value, dict) and isinstance(there, MutableMapping):
            _turn(there, old if isinstance(old, dict) else {}, value)
        elif _all_tables(value) and _all_tables(old) and _all_tables(there) and len(_rows(old)) == len(_rows(there)):
            _turn_rows(_rows(there), _rows(old), _rows(value))
        else:
            tables[key] = deepcopy(value)


def _turn_rows(there: list[object], before: list[object], after: list[object]) -> None:
    for row, old, new in zip(there, before, after, strict=False):
        if isinstance(row, MutableMapping) and isinstance(old, dict) and isinstance(new, dict):
            _turn(row, old, new)
    while len(there) > len(after):
        del there[-1]
    there.extend(deepcopy(new) for new in after[len(there) :])


def _rows(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _all_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, MutableMapping) for row in value)


def _same_line_ends(text: str, old: bytes) -> str:
    if b"\r\n" not in old:
        return text
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
