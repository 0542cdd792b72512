"""Lines as plain text, for tests."""

from collections.abc import Iterable

from planner.app.bits import Bit
from planner.app.views.rows import Row


def text_of(line: Iterable[Bit]) -> str:
    """Return what a line shows."""
    return "".join(bit.text for bit in line)


def texts_of(lines: Iterable[Iterable[Bit] | Row]) -> str:
    """Return what lines or rows show, one a line."""
    return "\n".join(text_of(line.line if isinstance(line, Row) else line).rstrip() for line in lines)
