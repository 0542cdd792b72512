"""A canvas of cells for plots: signs with a role, and lines drawn in the eight dots of a braille cell."""

from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import combining, east_asian_width


class Piece(NamedTuple):
    """A piece of a line and what it is; a role names its colour on a screen, and never says more than the signs do."""

    text: str
    role: str = "text"


Row = tuple[Piece, ...]

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each braille dot, by row and column."""
_BRAILLE = 0x2800
DASHES = (1, 0), (4, 3), (1, 2), (6, 2)
"""Dots drawn and left out, by the number of the line: solid, dashed, dotted, long dashes."""


class Canvas:
    """Cells with a sign and a role. Rows are counted from the top; in shares, 0 is at the bottom and 1 at the top."""

    def __init__(self, width: int, height: int, *, ascii_only: bool = False) -> None:
        self.width = width
        self.height = height
        self.ascii_only = ascii_only
        self._cells: dict[tuple[int, int], Piece] = {}
        self._dots: dict[tuple[int, int], tuple[int, str]] = {}

    def put(self, column: int, row: int, sign: str, role: str, *, under: bool = False) -> None:
        """Put a sign into a cell; outside the canvas it is left out. `under`: only where nothing is yet."""
        inside = 0 <= column < self.width and 0 <= row < self.height
        if inside and not (under and ((column, row) in self._cells or (column, row) in self._dots)):
            self._cells[column, row] = Piece(sign, role)
            self._dots.pop((column, row), None)

    def write(self, column: int, row: int, text: str, role: str, *, under: bool = False) -> None:
        """Write a text, cell by cell; a wide letter takes two."""
        for letter in text:
            size = cells(letter)
            for n in range(size):
                self.put(column + n, row, letter if n == 0 else "", role, under=under)
            column += size

    def is_free(self, column: int, row: int, size: int = 1) -> bool:
        """Tell whether nothing stands in `size` cells from there on."""
        return all((column + n, row) not in self._cells and (column + n, row) not in self._dots for n in range(size))

    def row_of(self, share: float) -> int:
        """Return the row of a height."""
        return min(max(round((1 - share) * self.height - 0.5), 0), self.height - 1)

    def column_of(self, share: float) -> int:
        """Return the column of a place along the bottom."""
        return min(max(int(share * self.width), 0), self.width - 1)

    def line(self, start: tuple[float, float], end: tuple[float, float], role: str, number: int = 0) -> None:
        """Draw a line between two places given in shares; `number` chooses how it is dashed."""
        columns, rows = (self.width, self.height) if self.ascii_only else (self.width * 2, self.height * 4)
        x0, x1 = (min(max(share * columns - 0.5, 0.0), columns - 1.0) for share in (start[0], end[0]))
        y0, y1 = (min(max((1 - share) * rows - 0.5, 0.0), rows - 1.0) for share in (start[1], end[1]))
        steps = max(round(abs(x1 - x0)), round(abs(y1 - y0)), 1)
        drawn, left_out = DASHES[number % len(DASHES)]
        for n in range(steps + 1):
            if self.ascii_only or n % (drawn + left_out) < drawn:
                self._dot(round(x0 + (x1 - x0) * n / steps), round(y0 + (y1 - y0) * n / steps), role)

    def _dot(self, x: int, y: int, role: str) -> None:
        if self.ascii_only:
            self.put(x, y, ".", role)
            return
        cell = (x // 2, y // 4)
        self._cells.pop(cell, None)
        self._dots[cell] = (self._dots.get(cell, (0, ""))[0] | _DOTS[y % 4][x % 2], role)

    def rows(self) -> tuple[Row, ...]:
        """Return the rows of the canvas, each as wide as it is."""
        return tuple(joined(self._cell(column, row) for column in range(self.width)) for row in range(self.height))

    def _cell(self, column: int, row: int) -> Piece:
        if (column, row) in self._dots:
            bits, role = self._dots[column, row]
            return Piece(chr(_BRAILLE + bits), role)
        return self._cells.get((column, row), Piece(" "))


def cells(text: str) -> int:
    """Return how many cells a text takes in a terminal."""
    if text.isascii():
        return len(text)
    joiners = "\u200d\ufe0f\ufe0e"
    return sum(
        0 if letter in joiners or combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def fitted(text: str, width: int) -> str:
    """Return a text that takes at most `width` cells, cut with an ellipsis where it is longer."""
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return f"{text}…" if width > 0 else ""


def padded(text: str, width: int) -> str:
    """Return a text in exactly `width` cells."""
    text = fitted(text, width)
    return text + " " * (width - cells(text))


def joined(pieces: Iterable[Piece]) -> Row:
    """Return pieces with neighbours of one role in one; a blank takes the role before it."""
    made: list[Piece] = []
    for text, role in pieces:
        if not text:
            continue
        if made and (made[-1].role == role or text.isspace()):
            made[-1] = Piece(made[-1].text + text, made[-1].role)
        else:
            made.append(Piece(text, role))
    return tuple(made)
