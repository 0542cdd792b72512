"""Words in a row that are each on or off, and may stand for several: arrows go along them, a click turns one."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from planner.app.bits import Bit, Line, fit, plain
from planner.app.signs import signs
from planner.app.widgets.lines import Lines, program_of

_GAP = 2


class Group(msgspec.Struct, frozen=True):
    """A word and what it stands for: ids and what they are called."""

    word: str
    parts: tuple[tuple[str, str], ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids that it stands for."""
        return frozenset(part for part, _ in self.parts)


class Toggles(Lines, can_focus=True):
    """Shows the words, those that are on with a tick. `on` holds the ids; `Turned` says that it is another set now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "go(-1)", show=False),
        Binding("right,l", "go(1)", show=False),
    ]

    class Turned(Message):
        """A word was turned on or off."""

    def __init__(self, groups: Sequence[Group] = ()) -> None:
        super().__init__(classes="toggles")
        self.groups: tuple[Group, ...] = ()
        self.on: frozenset[str] = frozenset()
        self.chosen = 0
        self._opened: frozenset[str] = frozenset()
        self.offer(groups)

    @property
    def words(self) -> tuple[Group, ...]:
        """What stands in the row: groups, and the parts of those that are opened."""
        shown: list[Group] = []
        for group in self.groups:
            is_open = group.word in self._opened
            shown += [Group(name, ((part, name),)) for part, name in group.parts] if is_open else [group]
        return tuple(shown)

    @property
    def off(self) -> frozenset[str]:
        """The ids that are not on."""
        return frozenset[str]().union(*(group.ids for group in self.groups)) - self.on

    def offer(self, groups: Sequence[Group]) -> None:
        """Show other words, all of them on."""
        self.groups, self.chosen, self._opened = tuple(groups), 0, frozenset()
        self.on = frozenset[str]().union(*(group.ids for group in groups))
        self._settle()

    def _placed(self, width: int) -> list[tuple[int, int, str]]:
        """Return each word with its line and its first cell; those that do not fit go on in the next line."""
        placed: list[tuple[int, int, str]] = []
        y = x = 0
        for group in self.words:
            word = fit(plain(group.word), max(width - 2, 4)).rstrip()
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
        for n, ((y, _, word), group) in enumerate(zip(self._placed(width), self.words, strict=True)):
            if y == len(made):
                made.append([])
            if made[-1]:
                made[-1].append(Bit(" " * _GAP))
            here = " cursor" if self.has_focus and n == self.chosen else ""
            sign, role = (drawn.done, "good") if group.ids <= self.on else (drawn.dash, "dim")
            if group.ids & self.on and not group.ids <= self.on:
                sign, role = drawn.partly, "label"
            made[-1].append(Bit(f"{sign} {word}", f"{role}{here}"))
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
        """Turn the chosen word on or off, with all that it stands for."""
        if self.words:
            ids = self.words[self.chosen].ids
            self.on = self.on - ids if ids & self.on else self.on | ids
            self.redraw()
            self.post_message(self.Turned())

    def action_open(self) -> None:
        """Show what the chosen word stands for one by one, or all of them as one word again."""
        if not self.words:
            return
        ids = self.words[self.chosen].ids
        group = next(group for group in self.groups if ids <= group.ids)
        if len(group.parts) > 1:
            self._opened ^= {group.word}
            self.chosen = next(n for n, word in enumerate(self.words) if word.ids <= group.ids)
            self._settle()

    def on_click(self, event: events.Click) -> None:
        """Turn the word that is clicked."""
        for n, (y, x, word) in enumerate(self._placed(self.size.width)):
            if event.y == y and x <= event.x < x + cell_len(word) + 2:
                self.chosen = n
                self.action_turn()
