"""A widget of lines: pure functions make them, this draws them. One widget a grid, not one a cell."""

from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from planner.app.bits import Line, cut

if TYPE_CHECKING:
    from planner.app.app import PlannerApp


def program_of(node: DOMNode) -> "PlannerApp":
    """Return the program that a widget or screen belongs to."""
    return cast("PlannerApp", node.app)


class Lines(Widget):
    """Draws lines of bits at its own width. Subclasses give them in `lines`."""

    DEFAULT_CSS = "Lines { width: 100%; height: 1; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._made: tuple[Line, ...] | None = None
        self._styles_of: dict[str, Style] = {}

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the lines to show in `width` x `height` cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Make the lines again and draw those that differ: a key then writes a few lines to the terminal, not all."""
        old, (width, height) = self._made, self.size
        if old is None or not width:
            self._made = None
            self.refresh()
            return
        self._made = new = self.lines(width, height)
        changed = [y for y in range(height) if old[y : y + 1] != new[y : y + 1]]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def notify_style_update(self) -> None:
        """Draw again in the colours of a new theme."""
        super().notify_style_update()
        self._styles_of.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Make the lines again for the new size."""
        self._made = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        if self._made is None:
            self._made = self.lines(width, self.size.height)
        if y >= len(self._made):
            return Strip([Segment(" " * width, self._style("text"))], width)
        return Strip([Segment(text, self._style(role)) for text, role in cut(self._made[y], width)], width)

    def _style(self, role: str) -> Style:
        found = self._styles_of.get(role)
        if found is None:
            # Textual draws strips as they come, so the widget's own ground is laid under every role.
            found = self._styles_of[role] = self.rich_style + program_of(self).paint.style(role)
        return found
