"""The middle of the calendar: one widget for every view, drawn line by line, only what changed."""

from collections.abc import Callable

from textual import events
from textual.message import Message

from planner.app.bits import Line
from planner.app.widgets.lines import Lines

Make = Callable[[int, int], tuple[Line, ...]]
"""Returns the lines for a width and a height in cells."""
Cell = tuple[int, int]
"""A cell of the board, counted from its left and its top."""

_RIGHT = 3


class Board(Lines):
    """Draws what `make` returns; says where it was clicked, and from where to where something was dragged."""

    DEFAULT_CSS = "Board { height: 1fr; }"
    ALLOW_SELECT = False

    class Clicked(Message):
        """A cell of `board` was clicked; with shift held, it extends a range."""

        def __init__(self, board: "Board", x: int, y: int, *, twice: bool, extends: bool) -> None:
            super().__init__()
            self.board = board
            self.x, self.y, self.twice, self.extends = x, y, twice, extends

    class Dragging(Message):
        """The mouse is held and has gone on to another cell; with the right button it selects."""

        def __init__(self, start: Cell, here: Cell, *, selects: bool) -> None:
            super().__init__()
            self.start, self.here, self.selects = start, here, selects

    class Dragged(Message):
        """The mouse was let go after a drag; `end` is None outside the board."""

        def __init__(self, start: Cell, end: Cell | None, *, selects: bool) -> None:
            super().__init__()
            self.start, self.end, self.selects = start, end, selects

    class Scrolled(Message):
        """The wheel was turned, 1 down or -1 up."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, make: Make) -> None:
        super().__init__()
        self._make = make
        self._pressed: Cell | None = None
        self._drags = False
        self._selects = False
        self._was_dragged = False

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the lines of the present view."""
        return self._make(width, height)

    def let_go(self) -> None:
        """Forget a drag: letting the button go then does nothing."""
        self._pressed, self._drags = None, False
        self.release_mouse()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a drag would begin."""
        self._pressed, self._drags, self._was_dragged = (event.x, event.y), False, False
        self._selects = event.button == _RIGHT

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag on, also outside the board."""
        if self._pressed is None or (not self._drags and (event.x, event.y) == self._pressed):
            return
        if not event.button:
            # The button was let go where nobody saw it.
            self.post_message(self.Dragged(self._pressed, None, selects=self._selects))
            return
        if not self._drags:
            self._drags = self._was_dragged = True
            self.capture_mouse()
        self.post_message(self.Dragging(self._pressed, (event.x, event.y), selects=self._selects))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop what was dragged."""
        start, dragged = self._pressed, self._drags
        self.let_go()
        if start is not None and dragged:
            inside = 0 <= event.x < self.size.width and 0 <= event.y < self.size.height
            self.post_message(self.Dragged(start, (event.x, event.y) if inside else None, selects=self._selects))

    def on_click(self, event: events.Click) -> None:
        """Tell the screen; the click that ends a drag is none."""
        if self._was_dragged:
            self._was_dragged = False
        elif event.button != _RIGHT:
            self.post_message(self.Clicked(self, event.x, event.y, twice=event.chain > 1, extends=event.shift))

    def on_mouse_scroll_down(self) -> None:
        """Tell the screen."""
        self.post_message(self.Scrolled(1))

    def on_mouse_scroll_up(self) -> None:
        """Tell the screen."""
        self.post_message(self.Scrolled(-1))
