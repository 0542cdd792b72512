"""Words in a row that are each on or off: arrows go along them, space or a click turns one."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from planner.app.bits import Bit, Line
from planner.app.signs import signs
from planner.app.widgets.lines import Lines, program_of

_GAP = 2


class Toggles(Lines, can_focus=True):
    """Shows the words, those that are on with a tick. `on` holds them; `Turned` says that it is another set now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "go(-1)", show=False),
        Binding("right,l", "go(1)", show=False),
        Binding("space,x", "turn", show=False),
    ]

    class Turned(Message):
        """A word was turned on or off."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        super().__init__(classes="toggles")
        self.words: tuple[str, ...] = ()
        self.on: frozenset[str] = frozenset()
        self.chosen = 0
        self.offer(words)

    def offer(self, words: Sequence[str]) -> None:
        """Show other words, all of them on."""
        self.words, self.on, self.chosen = tuple(words), frozenset(words), 0
        self._settle()

    def _placed(self, width: int) -> list[tuple[int, int, str]]:
        """Return each word with its line and its first cell; those that do not fit go on in the next line."""
        placed: list[tuple[int, int, str]] = []
        y = x = 0
        for word in self.words:
            size = cell_len(word) + 2
            if x and x + size > width:
                y, x = y + 1, 0
            placed.append((y, x, word))
            x += size + _GAP
        return placed

    def lines(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - as high as it is
        """Return the words in as many lines as they need."""
        if not self.words:
            return ((Bit("nothing", "dim"),),)
        drawn = signs(ascii_only=program_of(self).desk.settings.ascii)
        made: list[list[Bit]] = [[]]
        for n, (y, _, word) in enumerate(self._placed(width)):
            if y == len(made):
                made.append([])
            if made[-1]:
                made[-1].append(Bit(" " * _GAP))
            is_on, here = word in self.on, " cursor" if self.has_focus and n == self.chosen else ""
            sign = drawn.done if is_on else drawn.dash
            made[-1].append(Bit(f"{sign} {word}", f"{'good' if is_on else 'dim'}{here}"))
        return tuple(tuple(line) for line in made)

    def _settle(self) -> None:
        """Take the height that the words need."""
        placed = self._placed(self.size.width or 80)
        self.styles.height = placed[-1][0] + 1 if placed else 1
        if self.is_attached:
            self.redraw()

    def on_resize(self) -> None:
        """Fit the new size."""
        self._settle()

    def watch_has_focus(self, value: bool) -> None:
        """Show the cursor, or show it no longer."""
        super().watch_has_focus(value)
        if self.is_attached:
            self.redraw()

    def action_go(self, by: int) -> None:
        """Go to another word, round at the ends."""
        if self.words:
            self.chosen = (self.chosen + by) % len(self.words)
            self.redraw()

    def action_turn(self) -> None:
        """Turn the chosen word on or off."""
        if self.words:
            self.on ^= {self.words[self.chosen]}
            self.redraw()
            self.post_message(self.Turned())

    def on_click(self, event: events.Click) -> None:
        """Turn the word that is clicked."""
        for n, (y, x, word) in enumerate(self._placed(self.size.width)):
            if event.y == y and x <= event.x < x + cell_len(word) + 2:
                self.chosen = n
                self.action_turn()
