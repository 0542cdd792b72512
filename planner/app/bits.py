"""Lines as pieces of text with a role: what the pure view functions return and the line widgets draw."""

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

from planner.domain.text import clean, one_line


class Bit(NamedTuple):
    """A piece of a line. `role` names its looks in `paint.ROLES`; several roles stand with blanks between."""

    text: str
    role: str = "text"


Line = tuple[Bit, ...]


def plain(text: str) -> str:
    """Return text from a user or a file as it may stand in one line of cells."""
    return one_line(text)


def harmless(text: str) -> str:
    """Return a piece of a line as it may reach the terminal; its blanks stay, they are the layout."""
    if text.isprintable() and text.isascii():
        return text
    return clean(text).replace("\n", " ").replace("\t", " ")


def width_of(line: Iterable[Bit]) -> int:
    """Return the width of a line in cells."""
    return sum(cell_len(bit.text) for bit in line)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` in exactly `width` cells: cut with an ellipsis, or filled with blanks (at the left if `right`)."""
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + "…" if width > 1 else set_cell_size(text, width)
    return " " * (width - size) + text if right else text + " " * (width - size)


def cut(line: Iterable[Bit], width: int, role: str = "text") -> Line:
    """Return a line in exactly `width` cells: cut with an ellipsis, or filled with blanks in `role`."""
    made: list[Bit] = []
    left = width
    for text, own in line:
        if not text:
            continue
        size = cell_len(text)
        if size > left:
            if left > 0:
                made.append(Bit(fit(text, left), own))
            return tuple(made)
        made.append(Bit(text, own))
        left -= size
    if left > 0:
        made.append(Bit(" " * left, role))
    return tuple(made)


def spread(left: Line, right: Line, width: int) -> Line:
    """Return a line with one part at the left and one at the right edge; the left part is cut when it is short."""
    room = width - width_of(right)
    return (*cut(left, room), *right) if room > 4 else cut(left, width)


def wrap(text: str, width: int) -> list[str]:
    """Return `text` broken at blanks into lines of at most `width` cells; a longer word is cut."""
    lines: list[str] = []
    for word in plain(text).split(" "):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word if cell_len(word) <= width else fit(word, width))
    return lines or [""]


def wrap_path(text: str, width: int) -> list[str]:
    """Return `text` broken as `wrap` does, but a longer word goes on in the next line, a path behind a folder."""
    lines: list[str] = []
    for word in plain(text).split(" "):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
            continue
        rest = word
        while cell_len(rest) > width:
            head = chop_cells(rest, width)[0] or rest[:1]
            head = head[: head.rfind("/") + 1] or head
            lines.append(head)
            rest = rest[len(head) :]
        lines.append(rest)
    return lines
