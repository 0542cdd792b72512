"""The headings, tables, list items and paragraphs of a Markdown text, each as plain words with its line.

The words within a block are not parsed as Markdown: marks, links, pictures, footnotes and HTML are taken off, so that
no nesting of them costs time.
"""

import re
from html import unescape
from typing import TYPE_CHECKING

import msgspec

from planner.domain.errors import BadValue
from planner.domain.text import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

MOST_MARKDOWN = 500_000
"""Markdown is read at about 1 MB a second; a long plan has 60 kB."""
MOST_BLOCKS = 20_000
"""Blocks and table cells in one file: a plan of 200 weeks has 3,000."""
_DEEPEST = 20
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = 0xF000
"""Escaped marks stand as private letters until the others are taken off."""


class Heading(msgspec.Struct, frozen=True):
    """A heading; level 1 is the highest."""

    level: int
    words: str
    line: int


class Table(msgspec.Struct, frozen=True):
    """A table; every row has as many cells as the header, and its line."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    line: int


class Item(msgspec.Struct, frozen=True):
    """An item of a list; `depth` counts from 0, `number` is that of an ordered list."""

    depth: int
    words: str
    line: int
    number: int | None = None


class Paragraph(msgspec.Struct, frozen=True):
    """Lines of text outside of lists and tables."""

    words: str
    line: int


class Unread(msgspec.Struct, frozen=True):
    """A block that is not looked at: code or HTML."""

    what: str
    line: int


Block = Heading | Table | Item | Paragraph | Unread


def read_blocks(text: str, file: str) -> tuple[Block, ...]:
    """Return the blocks of a text in their order. Raises `BadValue` for more than 500,000 letters or 20,000 blocks."""
    from markdown_it import MarkdownIt

    if len(text) > MOST_MARKDOWN:
        raise BadValue(file, f"Markdown of over {MOST_MARKDOWN // 1000} kB is not read", "Keep one plan in one file.")
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable("inline")
    tokens = parser.parse(text)
    if sum(token.type == "inline" for token in tokens) > MOST_BLOCKS:
        raise BadValue(file, f"it has over {MOST_BLOCKS} paragraphs and cells", "Keep one plan in one file.")
    return tuple(_Walk(tokens).blocks)


def plain_words(text: str) -> str:
    """Return the words of a block without Markdown's marks; `<br>` becomes a line of its own."""
    text = _ESCAPED.sub(lambda one: chr(_KEPT + ord(one[1])), text[:20_000])
    text = re.sub(r"(?i)<br ?/?>", "\n", text)
    text = re.sub(r"<!--.{0,2000}?-->|</?[A-Za-z][^<>]{0,300}>", "", text, flags=re.DOTALL)
    text = re.sub(r"\[\^[^\]\s]{1,20}\]", "", text)
    text = re.sub(r"!?\[([^\[\]]{0,300})\](?:\([^()\s]{0,500}(?: \"[^\"]{0,200}\")?\)|\[[^\[\]]{0,100}\])", r"\1", text)
    text = re.sub(r"(?<=\d) ?\* ?(?=\d)", "x", text)
    text = re.sub(r"\*+|~~|`|(?<![^\W_])_+|_+(?![^\W_])", "", text)
    text = "".join(chr(ord(one) - _KEPT) if _KEPT < ord(one) < _KEPT + 128 else one for one in text)
    lines = (" ".join(line.split()) for line in clean(unescape(text)).split("\n"))
    return "\n".join(line for line in lines if line)


class _Walk:
    """Goes through the parser's tokens once."""

    def __init__(self, tokens: "list[Token]") -> None:
        self.blocks: list[Block] = []
        self._lists: list[int | None] = []
        self._item: tuple[int, list[str], int | None] | None = None
        self._level = 0
        self._row: list[str] = []
        self._rows: list[tuple[int, tuple[str, ...]]] = []
        self._table: int | None = None
        self._line = 1
        for token in tokens:
            self._take(token)
        self._close_item()

    def _take(self, token: "Token") -> None:
        if token.map:
            self._line = token.map[0] + 1
        match token.type:
            case "heading_open":
                self._level = int(token.tag[1])
            case "bullet_list_open" | "ordered_list_open":
                self._close_item()
                is_ordered = token.type == "ordered_list_open"
                self._lists.append(int(token.attrs.get("start", 1)) if is_ordered else None)
            case "bullet_list_close" | "ordered_list_close":
                self._close_item()
                self._lists.pop()
            case "list_item_open":
                self._open_item()
            case "table_open":
                self._table, self._rows = self._line, []
            case "tr_open":
                self._row = []
            case "tr_close":
                self._rows.append((self._line, tuple(self._row)))
            case "table_close":
                self._close_table()
            case "inline":
                self._words(token.content)
            case "heading_close":
                self._level = 0
            case "fence" | "code_block" if token.content.strip():
                self.blocks.append(Unread("a block of code", self._line))
            case "html_block" if not re.fullmatch(r"\s*(?:<!--.*-->|</?\w[^<>]*>)\s*", token.content, re.DOTALL):
                self.blocks.append(Unread("HTML", self._line))

    def _open_item(self) -> None:
        self._close_item()
        number = self._lists[-1] if self._lists else None
        self._item = (self._line, [], number)
        if number is not None:
            self._lists[-1] = number + 1

    def _close_item(self) -> None:
        if self._item and (words := "\n".join(self._item[1])):
            self.blocks.append(Item(max(len(self._lists) - 1, 0), words, self._item[0], self._item[2]))
        self._item = None

    def _close_table(self) -> None:
        if self._rows and self._table is not None:
            self.blocks.append(Table(self._rows[0][1], tuple(self._rows[1:]), self._table))
        self._table = None

    def _words(self, content: str) -> None:
        words = plain_words(content)
        if self._table is not None:
            self._row.append(words)
        elif self._level:
            self.blocks.append(Heading(self._level, words.replace("\n", " "), self._line))
        elif self._item is not None:
            self._item[1].append(words)
        elif words:
            self.blocks.append(Paragraph(words, self._line))
