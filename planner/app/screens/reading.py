"""A screen on which more lines are read than fit: a part of them is shown, keys and the wheel go on."""

from collections.abc import Sequence

from planner.app.bits import Line, cut
from planner.app.screens.base import PlannerScreen
from planner.app.views.rows import edged
from planner.app.widgets.board import Board


class ReadingScreen(PlannerScreen[str | None]):
    """A screen with one board of lines to read; its arrows say where there are more."""

    _top = 0
    """The first line that is shown."""

    def part_of(self, lines: Sequence[Line], width: int, height: int) -> tuple[Line, ...]:
        """Return the lines that are in sight, never beyond the last one."""
        self._top = max(0, min(self._top, len(lines) - height))
        part = [cut(line, width) for line in lines[self._top : self._top + height]]
        more = self._top + height < len(lines)
        return edged(part, width, before=self._top > 0, behind=more, ascii_only=self.desk.settings.ascii)

    def action_line(self, by: int) -> None:
        """Read on, or back."""
        self._top = max(0, self._top + by)
        self.query_one(Board).redraw()

    def action_page(self, by: int) -> None:
        """Read a page on, or back."""
        self.action_line(by * max(self.query_one(Board).size.height - 2, 1))

    def on_board_scrolled(self, message: Board.Scrolled) -> None:
        """Read on with the wheel."""
        self.action_line(message.by * 3)
