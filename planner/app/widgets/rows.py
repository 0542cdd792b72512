"""The rows of a small list: the widget that lists over the calendar share."""

from planner.app.bits import Bit, Line, cut
from planner.app.views.rows import window
from planner.app.widgets.lines import Lines


class Rows(Lines):
    """Rows of which one is chosen: a filled block, always in sight. A `chosen` of -1: there is nothing to choose."""

    def __init__(self, rows: list[Line] | None = None) -> None:
        super().__init__(id="rows")
        self.rows = rows or []
        self.chosen = 0

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the rows in sight."""
        start = window(self.chosen, len(self.rows), height)
        made = []
        for n, row in enumerate(self.rows[start : start + height], start):
            role = " cursor" if n == self.chosen else ""
            made.append(cut((Bit(bit.text, bit.role + role) for bit in row), width, f"text{role}"))
        return tuple(made)
