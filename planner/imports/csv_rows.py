"""Rows of a CSV file for every importer: the separator is found, columns go by name, each row knows its line.

Limits: 20 million letters, 50,000 rows, 500 columns, 131,072 letters in one cell; no honest table comes near.
"""

import csv
import io
from collections.abc import Iterator

import msgspec

from planner.domain.errors import BadValue
from planner.domain.spreadsheet import unguard
from planner.domain.text import counted, one_line
from planner.imports.notes import Notes

MOST_LETTERS = 20_000_000
"""A longer text is not read: a Strava table of 20 years has 10 million."""
MOST_ROWS = 50_000
"""Rows of a table: two runs a day for sixty years are fewer."""
MOST_COLUMNS = 500
SEPARATORS = ",;\t"
_MOST_TOLD = 10
_FIX = "Export it again as CSV, or correct that line."


class Row(msgspec.Struct, frozen=True):
    """One row: its cells, and the line of the file on which it begins, counted from 1.

    `lines`: where each cell's text begins; empty where the whole row stands on one line.
    """

    line: int
    cells: tuple[str, ...]
    lines: tuple[int, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in any cell."""
        return not any(cell.strip() for cell in self.cells)

    def line_of(self, column: int) -> int:
        """Return the line on which a cell's text begins."""
        return self.lines[column] if column < len(self.lines) else self.line

    def cell(self, column: int | None) -> str:
        """Return a cell; an empty text where the row is shorter or there is no such column."""
        return self.cells[column] if column is not None and 0 <= column < len(self.cells) else ""


class Rows(msgspec.Struct, frozen=True):
    """A table with a header. Blank rows are left out; `ragged`: lines whose rows have more or fewer cells."""

    name: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    ragged: tuple[int, ...]

    def column(self, *names: str, nth: int = 0) -> int | None:
        """Return the column of the first of `names` that the header has; `nth` of those with that same name.

        Names are compared without case and surrounding blanks; columns may stand anywhere.
        """
        for name in names:
            found = self.columns(name)
            if len(found) > nth:
                return found[nth]
        return None

    def columns(self, name: str) -> tuple[int, ...]:
        """Return every column of that name, from left to right: some exports have two of one name."""
        wanted = name.strip().casefold()
        return tuple(at for at, title in enumerate(self.header) if title.casefold() == wanted)

    def place(self, row: Row) -> str:
        """Return where a row stands, for a message: `runs.csv, line 12`."""
        return f"{self.name}, line {row.line}"

    def say_ragged(self, notes: Notes) -> None:
        """Add a note about each row that has more cells than the header, or fewer; about ten at most."""
        for line in self.ragged[:_MOST_TOLD]:
            notes.say(f"line {line}", f"the row has another number of cells than the {len(self.header)} of the header.")
        if (more := len(self.ragged) - _MOST_TOLD) > 0:
            notes.say("", f"{counted(more, 'more row')} of another number of cells than the header.")


def read_rows(text: str, name: str, *, strip: bool = True) -> Rows:
    """Return the table of a CSV text whose first row that is not blank is the header.

    With `strip` cells lose the blanks around them, as those of the header always do. Empty cells at the end of a row
    do not count as ragged: spreadsheets add and drop them. Raises `BadValue` with file and line for what is no CSV,
    for a header that is missing, and beyond the limits.
    """
    found = read_table(text, name, strip=strip)
    if not found:
        raise BadValue(name, "it is empty", "A table has a header and rows.")
    head = found[0]
    header = tuple(one_line(title) for title in _trimmed(head.cells))
    rows = tuple(row for row in found[1:] if not row.is_blank)
    ragged = tuple(row.line for row in rows if _is_ragged(row, head))
    return Rows(name=name, header=header, header_line=head.line, rows=rows, ragged=ragged)


def header_of(head: str) -> tuple[str, ...]:
    """Return the titles of the first row of a text that may be cut off in a later one; never raises."""
    head = head.removeprefix("\ufeff").lstrip()
    line = head.partition("\n")[0]
    if line.strip().lower().startswith("sep="):
        head = head.partition("\n")[2]
        line = head.partition("\n")[0]
    try:
        return read_rows(f"{line}\n", "").header if line.strip() else ()
    except BadValue:
        return tuple(line.split(find_separator(line)[0]))


def read_table(text: str, name: str, *, strip: bool = True) -> tuple[Row, ...]:
    """Return every row of a CSV text from the first that is not blank on, for tables with no or several headers.

    The guard `'` before a formula is taken off, and with `strip` the blanks around each cell. Raises `BadValue` as
    `read_rows` does.
    """
    if len(text) > MOST_LETTERS:
        raise BadValue(name, f"it is longer than {MOST_LETTERS:,} letters", "Cut it into smaller files.")
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        raise BadValue(f"{name}, line {line}", "there is a NUL byte in it", "Save the file as CSV in UTF-8.")
    text = text.removeprefix("\ufeff")
    separator, skipped = find_separator(text)
    found: list[Row] = []
    for row in _rows(text, separator, name):
        if row.line <= skipped or (not found and row.is_blank):
            continue
        found.append(_without_guards(row, strip=strip))
        if len(found) > MOST_ROWS:
            raise BadValue(f"{name}, line {row.line}", f"it has over {MOST_ROWS:,} rows", "Cut it into smaller files.")
    return tuple(found)


def find_separator(text: str) -> tuple[str, int]:
    """Return what separates cells, and how many lines only say so (the `sep=;` that Excel writes).

    It is the one of comma, semicolon and tab that gives the first row the most cells: figures with a decimal comma
    stand below the header. A row that begins with `//` or `#` is a remark.
    """
    first = text.lstrip().partition("\n")[0].strip().lower()
    if len(first) == 5 and first.startswith("sep=") and first[-1] in SEPARATORS:
        return first[-1], text[: len(text) - len(text.lstrip())].count("\n") + 1
    best = max(SEPARATORS, key=lambda separator: _width(text, separator))
    return best, 0


def _width(text: str, separator: str) -> int:
    """Return how many cells the first row has that is neither blank nor a remark; 0 where the quotes do not fit."""
    try:
        for row in _rows(text, separator, ""):
            if not row.is_blank and not row.cells[0].lstrip().startswith(("//", "#")):
                return len(row.cells)
    except BadValue:
        pass
    return 0


def _rows(text: str, separator: str, name: str) -> Iterator[Row]:
    # `strict` tells a quote that is never closed, which otherwise swallows the rest of the file without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadValue(f"{name}, line {line}", _why(str(error)), _FIX) from None
        if cells is None:
            return
        if len(cells) > MOST_COLUMNS:
            raise BadValue(f"{name}, line {line}", f"the row has over {MOST_COLUMNS} cells", _FIX)
        yield Row(line, tuple(cells), () if reader.line_num == line else _lines(cells, line))
        line = reader.line_num + 1


def _without_guards(row: Row, *, strip: bool) -> Row:
    cells = tuple(unguard(cell.strip() if strip else cell) for cell in row.cells)
    return msgspec.structs.replace(row, cells=cells)


def _lines(cells: list[str], line: int) -> tuple[int, ...]:
    """Return the line on which the text of each cell begins; blank lines before it are none of it."""
    found = []
    for cell in cells:
        found.append(line + cell[: len(cell) - len(cell.lstrip())].count("\n"))
        line += cell.count("\n")
    return tuple(found)


def _why(error: str) -> str:
    if "field limit" in error:
        return f"a cell has over {csv.field_size_limit():,} letters, or a quote before it is never closed"
    if "unexpected end" in error:
        return "a quote that opens in this row is never closed"
    if "expected after" in error:
        return "after a closing quote something else than a separator follows"
    return f"this is no CSV ({one_line(error)[:80]})"


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _is_ragged(row: Row, head: Row) -> bool:
    wide = len(_trimmed(row.cells)) > len(_trimmed(head.cells))
    return wide or len(row.cells) < len(_trimmed(head.cells))
