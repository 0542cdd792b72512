"""TOML as our own writer lays it out, read several times as fast as a reader of all TOML can.

Nearly every file of a log is as `layout` wrote it: a key and a value a line, `[[entry]]` over each table, a list with a
line for each of its values. Whatever goes beyond that, a comment, an escape, a table in a line, makes this reader give
up, and the TOML reader has the file: it alone says what is wrong with one. So both always give the same, or only it
gives anything.

Without it the insights of ten years take 1.4 times as long, the first time, as reading all months with `tomli`, where
1.2 is allowed; with it, 0.84 times. `planner today` on a month that just changed needs 9 % fewer instructions. That it
keeps reading what `layout` writes is tested, so that a new kind of value cannot slow everything down unnoticed.
"""

import re
from datetime import date, datetime

Table = dict[str, object]

_KEY = r"[A-Za-z0-9_-]+"
_HEADER = rf"\[\[({_KEY}(?:\.{_KEY}){{0,5}})\]\]"
_WHOLE = r"-?(?:0|[1-9][0-9]{0,17})"
_FLOAT = r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,20}"
_DATE = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{6})?"
_MOMENT = rf"{_DATE}[ T]{_CLOCK}(?:[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?"
_INDENT = "    "


def plain_tables(text: str) -> Table | None:
    """Return the tables of a text that is laid out as ours are, as the TOML reader would; None for any other text."""
    lines = text.split("\n")
    if not "".join(lines).isprintable():
        return None
    try:
        return _read(lines)
    except _NotPlain:
        return None


class _NotPlain(Exception):
    pass


def _read(lines: list[str]) -> Table:
    root: Table = {}
    table, rows = root, _Rows(root)
    keys: set[str] = set()
    values: dict[str, object] = {"true": True, "false": False}
    listed: list[object] | None = None
    for line in lines:
        if listed is not None:
            if line == "]":
                listed = None
                continue
            if line[-1:] != "," or line[:4] != _INDENT:
                raise _NotPlain
            text, into = line[4:-1], None
        elif not line:
            continue
        elif line[0] == "[":
            table = rows.begin(line)
            continue
        else:
            into, is_pair, text = line.partition(" = ")
            if not is_pair or into in table or (into not in keys and not _is_key(into, keys)):
                raise _NotPlain
        if text[:1] == '"':
            value: object = text[1:-1]
            if len(text) < 2 or text[-1] != '"' or '"' in text[1:-1] or "\\" in text:
                raise _NotPlain
        elif text in values:
            value = values[text]
        elif text in ("[", "[]") and into is not None:
            value = new = list[object]()
            listed = new if text == "[" else None
        else:
            value = values[text] = _value(text)
        if into is None:
            if listed is not None:
                listed.append(value)
        else:
            table[into] = value
    if listed is not None:
        raise _NotPlain
    return root


def _is_key(text: str, keys: set[str]) -> bool:
    if re.fullmatch(_KEY, text) is None:
        return False
    keys.add(text)
    return True


def _value(text: str) -> object:
    """Return what stands for a number, a day or a moment. Raises `_NotPlain` for what it may not be."""
    try:
        if re.fullmatch(_FLOAT, text):
            return float(text)
        if re.fullmatch(_WHOLE, text):
            return int(text)
        if re.fullmatch(_DATE, text):
            return date.fromisoformat(text)
        if re.fullmatch(_MOMENT, text):
            return datetime.fromisoformat(text)
    except ValueError:  # the 30th of February
        raise _NotPlain from None
    raise _NotPlain


class _Rows:
    """The lists of tables: `[[entry.steps]]` begins one more row of the steps of the entry that was begun last."""

    def __init__(self, root: Table) -> None:
        self._root = root
        self._paths: dict[str, tuple[str, ...]] = {}
        self._ours: set[int] = set()
        """The lists that headers have begun; all of them stay, so that no other has the number of one."""

    def begin(self, header: str) -> Table:
        path = self._paths.get(header)
        if path is None:
            found = re.fullmatch(_HEADER, header)
            if found is None:
                raise _NotPlain
            path = self._paths[header] = tuple(found[1].split("."))
        table = self._root
        for name in path[:-1]:
            table = self._rows(table, name)[-1]
        if path[-1] not in table:
            new: list[Table] = []
            table[path[-1]] = new
            self._ours.add(id(new))
        row: Table = {}
        self._rows(table, path[-1]).append(row)
        return row

    def _rows(self, table: Table, name: str) -> list[Table]:
        found = table.get(name)
        if not isinstance(found, list) or id(found) not in self._ours:
            raise _NotPlain
        return found
