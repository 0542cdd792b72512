"""Where in a TOML text a key stands: for error messages only, so a doubtful line is no line."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

Part = str | int
"""One step of a key path: a key, or a place in a list."""
MOST_TEXT = 1_000_000
"""In a longer text no line is looked for, since that would take seconds."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{},\n]', re.DOTALL
)
_BARE = r'(?:[\w-]+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
_KEY = re.compile(rf"\s*({_BARE}(?:[ \t]*\.[ \t]*{_BARE})*)[ \t]*=")
_HEAD = re.compile(rf"\s*(\[\[?)[ \t]*({_BARE}(?:[ \t]*\.[ \t]*{_BARE})*)[ \t]*\]")
_PART = re.compile(_BARE)
_VALUE = r"""(?:"[^"\\\n]*"|'[^'\n]*'|[^"'\[\]{}\n#]+)"""
_SIMPLE = re.compile(rf"[ \t]*(?:[\w.-]+[ \t]*=[ \t]*{_VALUE}|\[[\w.-]+\]|\[\[[\w.-]+\]\]|)[ \t\r]*(?=\n|\Z)")
"""A line that is a whole statement, as most are; a third of the time."""


def line_of(text: str, parts: tuple[Part, ...]) -> int | None:
    """Return the line, from 1, where the key path `parts` stands in `text`; None when that is not sure."""
    if not parts or len(text) > MOST_TEXT:
        return None
    index = _index(text)
    found = [index.places[parts]] if parts in index.places else []
    for length in range(1, len(parts)):
        if place := index.values.get(parts[:length]):
            line, value = place
            inside = _inside(value, line, parts[length:]) if value else line
            found.append((line, inside))
    return min(found, key=lambda one: one[0])[1] if found else None


class _Index(msgspec.Struct, frozen=True):
    """Where each key path stands first, by header or by key: its line twice, or the first line and the text of a value.

    A value that is on one line needs no text.
    """

    places: dict[tuple[Part, ...], tuple[int, int | None]]
    values: dict[tuple[Part, ...], tuple[int, str]]


@lru_cache(maxsize=1)
def _index(text: str) -> _Index:
    """Go through a text once, for all that is wrong in it."""
    places: dict[tuple[Part, ...], tuple[int, int | None]] = {}
    values: dict[tuple[Part, ...], tuple[int, str]] = {}
    counts: dict[tuple[Part, ...], int] = {}
    table: tuple[Part, ...] = ()
    known = 1  # so many parts of the table's own path, and one more, need no place any more
    for line, statement in _statements(text):
        if head := _HEAD.match(statement):
            keys = _keys(head[2])
            table = _in_lists(keys, counts)
            if head[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            places.setdefault(table[:-1], (line, line))
            places.setdefault(table, (line, line))
            known = 1
        elif key := _KEY.match(statement):
            here = (*table, *_keys(key[1]))
            for length in range(known, len(here) + 1):
                places.setdefault(here[:length], (line, line))
            known = len(table) + 1
            value = statement[key.end() :] if "\n" in statement else ""
            start = line + statement.count("\n", 0, key.end()) if value else line
            values.setdefault(here, (start, value if "\n" in value.strip() else ""))
    return _Index(places, values)


def deep_line(text: str, most: int) -> int | None:
    """Return the first line of `text` on which more than `most` lists and tables stand inside each other."""
    depth, line = 0, 1
    for token in _TOKEN.finditer(text):
        word = token[0]
        depth += (word in "[{") - (word in "]}")
        if depth > most:
            return line
        line += word.count("\n")
    return None


def child_of(raw: object, part: Part) -> object:
    """Return what stands at one key or place of a plain value; None when there is nothing."""
    if isinstance(raw, dict):
        return raw.get(part)
    return raw[part] if isinstance(raw, list) and isinstance(part, int) and part < len(raw) else None


def choices_at(kind: object, raw: object, parts: tuple[Part, ...]) -> list[str]:
    """Return the words that the key path `parts` of a `kind` may hold; empty when it is not a closed choice."""
    from msgspec import inspect

    types: list[object] = [inspect.type_info(kind)]
    for part in parts:
        types = [inner for one in types for inner in _below(one, part, raw)]
        raw = child_of(raw, part)
    words: list[str] = []
    for one in (alternative for kind_of in types for alternative in _alternatives(kind_of)):
        if isinstance(one, inspect.EnumType):
            words += [str(choice.value) for choice in one.cls]
        elif isinstance(one, inspect.LiteralType):
            words += [str(choice) for choice in one.values]
    return list(dict.fromkeys(words))


def _alternatives(kind: object) -> "tuple[object, ...]":
    return tuple(kind.types) if isinstance(kind, msgspec.inspect.UnionType) else (kind,)


def _below(kind: object, part: Part, raw: object) -> Iterator[object]:
    """Yield the types that may stand at `part` of a value of type `kind`."""
    from msgspec import inspect

    for one in _alternatives(kind):
        if isinstance(one, inspect.StructType) and isinstance(part, str):
            if part == one.tag_field:
                yield inspect.LiteralType((one.tag,))
            elif one.tag_field and isinstance(raw, dict) and raw.get(one.tag_field, one.tag) != one.tag:
                continue
            else:
                yield from (field.type for field in one.fields if field.encode_name == part)
        elif isinstance(one, inspect.VarTupleType | inspect.ListType) and isinstance(part, int):
            yield one.item_type
        elif isinstance(one, inspect.TupleType) and isinstance(part, int) and part < len(one.item_types):
            yield one.item_types[part]
        elif isinstance(one, inspect.DictType) and isinstance(part, str):
            yield one.value_type


def _keys(text: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(text))


def _in_lists(keys: tuple[str, ...], counts: dict[tuple[Part, ...], int]) -> tuple[Part, ...]:
    """Return a header's path with the number of the list item it continues: `steps.dose` -> `steps, 3, dose`."""
    path: tuple[Part, ...] = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path])
    return (*path, *keys[-1:])


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each header or `key = value` with the line it starts on; strings that hold lines are emptied."""
    line, at = 1, 0
    while at < len(text):
        if simple := _SIMPLE.match(text, at):
            yield line, simple[0]
            line, at = line + 1, simple.end() + 1
            continue
        start = line
        pieces: list[str] = []
        line, at = _gathered(text, at, line, pieces)
        yield start, "".join(pieces)


def _gathered(text: str, at: int, line: int, pieces: list[str]) -> tuple[int, int]:
    """Put together the statement that begins at `at`; return the line and the place after it."""
    depth = 0
    for token in _TOKEN.finditer(text, at):
        word = token[0]
        pieces.append(text[at : token.start()])
        at = token.end()
        if word == "\n":
            line += 1
            if depth <= 0:
                return line, at
        elif word.startswith(('"""', "'''")):
            line += word.count("\n")
            pieces.append('""' + "\n" * word.count("\n"))
            continue
        elif word in "[{":
            depth += 1
        elif word in "]}":
            depth -= 1
        if not word.startswith("#"):
            pieces.append(word)
    pieces.append(text[at:])
    return line, len(text)


def _inside(value: str, line: int, rest: tuple[Part, ...]) -> int | None:
    """Return the line of what `rest` names inside a written-out value that starts on `line`."""
    if "\n" not in value.strip():
        return line
    if not isinstance(rest[0], int) or not value.lstrip().startswith("["):
        return None
    depth = item = edge = 0
    for token in _TOKEN.finditer(value):
        word = token[0]
        if depth == 1 and word in (",", "]"):
            if item == rest[0]:
                return _item_line(value[edge : token.start()], line + value.count("\n", 0, edge), len(rest) == 1)
            item, edge = item + 1, token.end()
        if word in ("[", "{"):
            depth += 1
            edge = token.end() if depth == 1 else edge
        elif word in ("]", "}"):
            depth -= 1
    return None


def _item_line(text: str, line: int, whole: bool) -> int | None:
    body = text.lstrip()
    if not body or ("\n" in body.rstrip() and not whole):
        return None
    return line + text.count("\n", 0, len(text) - len(body))
