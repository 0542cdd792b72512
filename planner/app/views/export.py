"""The export screen as lines: the formats to choose from, and what would be written."""

from collections.abc import Sequence

from planner.actions.exports import Format
from planner.app.bits import Bit, Line, cut, fit, plain, wrap_path
from planner.app.forms.export import words_of
from planner.app.views.rows import as_cursor, edged, window

_NAME = 15
"""Cells of a format's name."""


def format_lines(
    formats: Sequence[Format], chosen: int, width: int, height: int, *, focused: bool, ascii_only: bool
) -> tuple[Line, ...]:
    """Return the formats in sight, each with what it is for; the chosen one is marked, or the cursor stands on it."""
    start = window(chosen, len(formats), height)
    lines: list[Line] = []
    for n, form in enumerate(formats[start : start + height], start):
        words = words_of(form)
        mark = ">" if n == chosen else " "
        line = (
            Bit(f" {mark} ", "key"),
            Bit(fit(words.name, _NAME), "strong" if n == chosen else "text"),
            Bit(words.purpose, "label" if n == chosen else "dim"),
        )
        lines.append(as_cursor(line, width) if n == chosen and focused else cut(line, width))
    more = start + height < len(formats)
    return edged(lines, width, before=start > 0, behind=more, ascii_only=ascii_only)


def told_lines(said: str, role: str, more: Sequence[str], width: int) -> list[Line]:
    """Return what an export comes to, or what is wrong, and below it quietly what else is to be known."""
    lines: list[Line] = [(Bit(f" {part}", role),) for part in wrap_path(said, width - 2)]
    for text in more:
        lines += [(Bit(f" {part}", "dim"),) for part in wrap_path(text, width - 2)]
    return lines


def text_lines(rows: Sequence[str], top: int, width: int, height: int, *, ascii_only: bool) -> tuple[Line, ...]:
    """Return the part of a file that is in sight, behind a rule at its left."""
    rule = "|" if ascii_only else "┊"
    part = [cut((Bit(f" {rule} ", "dim"), Bit(_spaced(row))), width) for row in rows[top : top + height]]
    return edged(part, width, before=top > 0, behind=top + height < len(rows), ascii_only=ascii_only)


def _spaced(row: str) -> str:
    """Return a row of a file with the blanks at its beginning, and nothing in it that a terminal would obey."""
    return " " * min(len(row) - len(row.lstrip(" ")), 40) + plain(row)
