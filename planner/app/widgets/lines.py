"""A widget of lines: pure functions make them, this draws them. One widget a grid, not one a cell."""

from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from planner.app.bits import Bit, Line, cut, harmless, width_of

if TYPE_CHECKING:
    from planner.app.app import PlannerApp


def program_of(node: DOMNode) -> "PlannerApp":
    """Return the program that a widget or screen belongs to."""
    return cast("PlannerApp", node.app)


def changed(was: Line, now: Line, y: int, width: int) -> Region:
    """Return the cells of line `y` that differ: a moved cursor then writes two days to the terminal, not two weeks."""
    start = end = same = 0
    for one, other in zip(was, now, strict=False):
        if one != other:
            break
        start += cell_len(one.text)
        same += 1
    if width_of(was) >= width and width_of(now) >= width and len(was) == len(now):
        for one, other in zip(reversed(was[same:]), reversed(now[same:]), strict=True):
            if one != other:
                break
            end += cell_len(one.text)
    return Region(min(start, width), y, max(width - min(start, width) - end, 0), 1)


def joined(line: Line) -> list[Bit]:
    """Return a line with neighbours of one look in one piece; a bare blank takes the look before it."""
    made: list[Bit] = []
    for bit in line:
        last = made[-1] if made else None
        alike = last and (bit.role == last.role or (bit.text.isspace() and _is_bare(bit.role) and _is_bare(last.role)))
        if last and alike:
            made[-1] = Bit(last.text + bit.text, last.role)
        else:
            made.append(bit)
    return made


_MARKED = frozenset({"cursor", "selected", "lit", "today", "underline", "struck"})


def _is_bare(role: str) -> bool:
    """Whether a blank in this role is an empty cell: no block, no ground of a drawing, no line under or through it."""
    return _MARKED.isdisjoint(role.split()) and "on-" not in role


class Lines(Widget):
    """Draws lines of bits at its own width. Subclasses give them in `lines`."""

    DEFAULT_CSS = "Lines { width: 100%; height: 1; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._made: tuple[Line, ...] | None = None
        self._styles_of: dict[str, Style] = {}
        self._ground: Style | None = None

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
        lines = zip_longest(old[:height], new[:height], fillvalue=())
        regions = [changed(was, now, y, width) for y, (was, now) in enumerate(lines) if was != now]
        if regions:
            self.refresh(*regions)

    def notify_style_update(self) -> None:
        """Draw again in the colours of a new theme."""
        super().notify_style_update()
        self._styles_of.clear()
        self._ground = None
        self.refresh()

    def on_resize(self) -> None:
        """Make the lines again for the new size."""
        self._made = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line. Whoever made it: nothing that a terminal would obey leaves here."""
        width = self.size.width
        if self._made is None:
            self._made = self.lines(width, self.size.height)
        if y >= len(self._made):
            return Strip([Segment(" " * width, self._style("text"))], width)
        return Strip([Segment(text, self._style(role)) for text, role in self._drawn(y, width)], width)

    def _drawn(self, y: int, width: int) -> list[Bit]:
        line = self._made[y] if self._made else ()
        return joined(cut((Bit(harmless(text), role) for text, role in line), width))

    def _style(self, role: str) -> Style:
        found = self._styles_of.get(role)
        if found is None:
            # Textual draws strips as they come, so the widget's own ground is laid under every role.
            if self._ground is None:
                self._ground = self.rich_style
            found = self._styles_of[role] = self._ground + program_of(self).paint.style(role)
        return found
