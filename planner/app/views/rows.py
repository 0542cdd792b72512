"""Views that are lists: rows, some of which stand for a day or an item that can be chosen."""

from collections.abc import Sequence
from datetime import date

import msgspec

from planner.app.bits import Bit, Line, cut


class Row(msgspec.Struct, frozen=True):
    """A row of a list. `item` is the id of what it stands for, `day` the day; a row with neither is only read."""

    line: Line
    item: str = ""
    day: date | None = None


def shown(
    rows: Sequence[Row], chosen: int, width: int, height: int, *, head: int = 0, ascii_only: bool = False
) -> tuple[Line, ...]:
    """Return the part of the rows that fits and holds the chosen one, which is drawn as a filled block.

    The first `head` rows stay on top. Arrows at the edge say that there is more.
    """
    start = offset(rows, chosen, height, head=head)
    last = start + height - head
    part = [*enumerate(rows[:head]), *enumerate(rows[start:last], start)]
    lines = [as_cursor(row.line, width) if n == chosen else row.line for n, row in part]
    listed = edged(lines[head:], width, before=start > head, behind=last < len(rows), ascii_only=ascii_only)
    return (*lines[:head], *listed)


def edged(
    lines: Sequence[Line], width: int, *, before: bool, behind: bool, ascii_only: bool = False
) -> tuple[Line, ...]:
    """Return lines with arrows at the edge of the first and the last that say that there are more."""
    made = list(lines)
    if before and made:
        made[0] = (*_shorter(made[0], width - 2), Bit(" ^" if ascii_only else " ↑", "dim"))
    if behind and made:
        made[-1] = (*_shorter(made[-1], width - 2), Bit(" v" if ascii_only else " ↓", "dim"))
    return tuple(made)


def _shorter(line: Line, width: int) -> Line:
    """Return a line cut to a width; blanks that fill it up are no text that would be cut off."""
    text = list(line)
    role = text[-1].role if text else "text"
    while text and not text[-1].text.strip():
        text.pop()
    return cut(text, width, role)


def offset(rows: Sequence[Row], chosen: int, height: int, *, head: int = 0) -> int:
    """Return the first row to show below the head, so that the chosen one has its neighbours around it."""
    return max(min(chosen - (height - head) * 2 // 3, len(rows) - height + head), head)


def window(chosen: int, count: int, height: int) -> int:
    """Return the first line to show so that the chosen one is in sight, with one line below it where there is one."""
    return min(max(0, chosen - height + 2), max(0, count - height))


def as_cursor(line: Line, width: int) -> Line:
    """Return a line as the filled block of the cursor, a blank of air at both edges."""
    if line and line[0].text.startswith(" "):
        line = (Bit(line[0].text[1:], line[0].role), *line[1:])
    inner = cut(line, width - 2)
    return (Bit(" "), *(Bit(bit.text, f"{bit.role} cursor") for bit in inner), Bit(" "))


def place_of(rows: Sequence[Row], item: str, day: date) -> int:
    """Return the row of an item, else the first row of its day, else -1."""
    by_item = next((n for n, row in enumerate(rows) if item and row.item == item and row.day == day), -1)
    return by_item if by_item >= 0 else next((n for n, row in enumerate(rows) if row.day == day), -1)
