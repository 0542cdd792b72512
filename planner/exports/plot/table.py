"""The data of a figure as a table in text, and as CSV that no spreadsheet takes for a formula."""

import re
from collections.abc import Iterable, Sequence
from textwrap import wrap

from planner.domain.spreadsheet import guard
from planner.domain.text import one_line
from planner.exports.plot.canvas import Piece, Row, cells, fitted, padded
from planner.insights.figure import Figure

_NUMBER = re.compile(r"[+-]?\d[\d.,:]*(?: ?%)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_GAP = 2
_ROOMY = 12
"""Cells a column from which on there are two blanks between two."""
_NARROWEST = 6
_READABLE = 28
"""Cells in which a long text can still be told from another."""


def to_csv(figure: Figure) -> str:
    """Return the whole data of a figure as CSV with a heading. A text that would be a formula has a ' before it."""
    import csv
    from io import StringIO

    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([harmless(column) for column in figure.columns])
    writer.writerows([[harmless(cell) for cell in row] for row in figure.rows])
    return file.getvalue()


def harmless(cell: str) -> str:
    """Return a cell as a spreadsheet may have it: numbers as they are, no text that it would compute."""
    bare = one_line(cell)
    return bare if _NUMBER.fullmatch(bare) else guard(bare)


def table(figure: Figure, width: int) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the heading of a figure's table and its rows, each at most `width` cells; numbers stand at the right."""
    rows = [tuple(one_line(cell) for cell in row) for row in figure.rows]
    if not figure.columns or not rows:
        return (), ()
    columns = [one_line(column) for column in figure.columns]
    right = [_is_numbers(row[n] for row in rows) for n in range(len(columns))]
    gap = _GAP if width >= _ROOMY * len(columns) else 1
    sizes = _sizes(columns, rows, right, width - gap * (len(columns) - 1))
    heads = [wrap(column, size) or [""] for column, size in zip(columns, sizes, strict=True)]
    deep = max(map(len, heads))
    heading = tuple(
        _row(
            [head[n - deep + len(head)] if n >= deep - len(head) else "" for head in heads], sizes, right, gap, "label"
        )
        for n in range(deep)
    )
    return heading, tuple(_row(row, sizes, right, gap, "text") for row in rows)


def _is_numbers(values: Iterable[str]) -> bool:
    given = [value for value in values if value]
    return bool(given) and all(_NUMBER.fullmatch(value) for value in given)


def _sizes(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], width: int) -> list[int]:
    """Return how wide each column is.

    Where there is too little room, long texts give way as far as they can be read, then long words of headings, then
    texts again.
    """
    values = [max(cells(row[n]) for row in rows) for n in range(len(columns))]
    sizes = [max(size, *map(cells, column.split()), 1) for size, column in zip(values, columns, strict=True)]
    is_text = [not right[n] and not _are_days(row[n] for row in rows) for n in range(len(columns))]
    least_text = [min(size, _NARROWEST) if text else size for size, text in zip(values, is_text, strict=True)]
    readable = [min(size, _READABLE) if text else size for size, text in zip(sizes, is_text, strict=True)]
    for least in (readable, values, least_text, [1] * len(columns)):
        while sum(sizes) > width:
            slack = [size - max(low, 1) for size, low in zip(sizes, least, strict=True)]
            if max(slack) <= 0:
                break
            sizes[slack.index(max(slack))] -= 1
    return sizes


def _are_days(values: Iterable[str]) -> bool:
    return all(_DAY.fullmatch(value) for value in values if value)


def _row(values: Sequence[str], sizes: Sequence[int], right: Sequence[bool], gap: int, role: str) -> Row:
    made = []
    for value, size, is_right in zip(values, sizes, right, strict=True):
        text = fitted(value, size)
        made.append(" " * (size - cells(text)) + text if is_right else padded(text, size))
    return (Piece((" " * gap).join(made).rstrip(), role),)
