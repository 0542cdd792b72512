"""The middle of the calendar: one widget for every view, drawn line by line, only what changed."""

from collections.abc import Callable

from textual import events
from textual.message import Message

from planner.app.bits import Line
from planner.app.widgets.lines import Lines

Make = Callable[[int, int], tuple[Line, ...]]
"""Returns the lines for a width and a height in cells."""


class Board(Lines):
    """Draws what `make` returns; says where it was clicked."""

    DEFAULT_CSS = "Board { height: 1fr; }"

    class Clicked(Message):
        """A cell was clicked."""

        def __init__(self, x: int, y: int, *, twice: bool) -> None:
            super().__init__()
            self.x, self.y, self.twice = x, y, twice

    class Scrolled(Message):
        """The wheel was turned, 1 down or -1 up."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, make: Make) -> None:
        super().__init__()
        self._make = make

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the lines of the present view."""
        return self._make(width, height)

    def on_click(self, event: events.Click) -> None:
        """Tell the screen."""
        self.post_message(self.Clicked(event.x, event.y, twice=event.chain > 1))

    def on_mouse_scroll_down(self) -> None:
        """Tell the screen."""
        self.post_message(self.Scrolled(1))

    def on_mouse_scroll_up(self) -> None:
        """Tell the screen."""
        self.post_message(self.Scrolled(-1))
