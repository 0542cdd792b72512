"""A TOML text cut into its pieces, byte for byte: what stands between them, comments and blanks, goes with one of them.

For work on the text itself, where a person's layout and comments are to stay. Lines end with a newline alone.
"""

import re
from collections.abc import Iterator

import msgspec

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""{1,3}|\'\'\'.*?\'\'\'{1,3}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]', re.DOTALL
)
_BARE = r'(?:[\w-]+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
_KEYS = rf"{_BARE}(?:[ \t]*\.[ \t]*{_BARE})*"
_KEY = re.compile(rf"[ \t]*({_KEYS})[ \t]*=")
_HEAD = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEYS})[ \t]*\]")
_PART = re.compile(_BARE)
Path = tuple[str, ...]
"""The parts of a key, such as `keys."calendar.move"`."""


class Item(msgspec.Struct, frozen=True):
    """A `key = value`, all its lines, with the comments and blank lines above it."""

    lead: str
    text: str
    path: Path

    @property
    def whole(self) -> str:
        """The text with what stands above it."""
        return self.lead + self.text


class Block(msgspec.Struct, frozen=True):
    """A table's own part of the text: its header and the keys under it; the first block of a text has no header.

    `lead`: the blank lines before the header and the comments right above it. `tail`: comments after the last key.
    """

    lead: str
    header: str
    path: Path
    is_row: bool
    items: tuple[Item, ...]
    tail: str

    @property
    def whole(self) -> str:
        """The text with all that goes with it."""
        return "".join((self.lead, self.header, *(item.whole for item in self.items), self.tail))


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text; all of them one after another are the text."""
    found: list[Block] = []
    lead, header, path, is_row = "", "", Path(), False
    items: list[Item] = []
    between: list[str] = []
    for statement in statements(text):
        if head := _HEAD.match(statement):
            tail, above = _parted(between)
            found.append(Block(lead, header, path, is_row, tuple(items), tail))
            lead, header, path, is_row = above, statement, _path(head[2]), head[1] == "[["
            items, between = [], []
        elif key := _KEY.match(statement):
            items.append(Item("".join(between), statement, _path(key[1])))
            between = []
        else:
            between.append(statement)
    return (*found, Block(lead, header, path, is_row, tuple(items), "".join(between)))


def statements(text: str) -> Iterator[str]:
    """Yield each header, `key = value`, comment and blank line with its line end; a value may take several lines."""
    start = depth = 0
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word == "\n" and depth <= 0:
            yield text[start : token.end()]
            start, depth = token.end(), 0
        elif word in "[{":
            depth += 1
        elif word in "]}":
            depth -= 1
    if start < len(text):
        yield text[start:]


def comments(text: str) -> tuple[str, ...]:
    """Return the comments of a text, each from its `#` to the end of the line."""
    return tuple(token[0].rstrip() for token in _TOKEN.finditer(text) if token[0].startswith("#"))


def _path(text: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(text))


def _parted(between: list[str]) -> tuple[str, str]:
    """Return what goes with the block above, and what with the header below: the comments that touch it, and blanks."""
    at = len(between)
    while at and between[at - 1].strip():
        at -= 1
    while at and not between[at - 1].strip():
        at -= 1
    return "".join(between[:at]), "".join(between[at:])
