"""The signs that may go along with what is felt, as a list to tick."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.app.bits import Bit, Line, cut, fit
from planner.app.content import content_of
from planner.app.views.rows import edged
from planner.app.views.sign_words import WORDS
from planner.app.widgets.lines import Lines, program_of
from planner.domain.health import Sign

_LABEL = 18
_CHROME = 6
"""Lines of the list's frame: the border, heading and keys with a blank line each."""


class _Board(Lines):
    """The signs; the chosen one is a filled block, and always in sight."""

    def __init__(self, listed: Sequence[Sign], ticked: Sequence[Sign]) -> None:
        super().__init__()
        self.ticked = list(ticked)
        self.signs = tuple(listed)
        self.chosen = 0

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        start = max(0, min(self.chosen - height // 2, len(self.signs) - height))
        made = []
        for n, sign in enumerate(self.signs[start : start + height], start):
            block = " cursor" if n == self.chosen else ""
            is_on = sign in self.ticked
            bits = (
                Bit(" x " if is_on else "   ", f"yellow{block}"),
                Bit(fit(sign.label, _LABEL), f"{'strong' if is_on else 'text'}{block}"),
                Bit(WORDS[sign], f"label{block}"),
            )
            made.append(cut(bits, width, f"text{block}"))
        ascii_only = program_of(self).desk.settings.ascii
        behind = start + height < len(self.signs)
        return edged(made, width, before=start > 0, behind=behind, ascii_only=ascii_only)


class SignsScreen(ModalScreen[tuple[Sign, ...] | None]):
    """Ticks signs. Gives back those that are ticked, in their order, or None after `esc`."""

    CSS_PATH = "body_signs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("pageup", "go(-10)", show=False),
        Binding("pagedown", "go(10)", show=False),
        Binding("space,x", "tick", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(self, listed: Sequence[Sign], ticked: Sequence[Sign], heading: str) -> None:
        super().__init__()
        self._heading = heading
        self.board = _Board(listed, ticked)

    def compose(self) -> ComposeResult:
        """Lay out heading, signs and keys."""
        with Vertical(id="signs"):
            yield Label(content_of(self._heading), id="heading")
            yield self.board
            yield Static(content_of("space yes or no   enter done   esc back"), id="keys")

    def on_mount(self) -> None:
        """Give the list the height that the screen has."""
        self.on_resize()

    def on_resize(self) -> None:
        """Fit the new size."""
        room = self.app.size.height * 92 // 100 - _CHROME
        self.board.styles.height = max(1, min(len(self.board.signs), room))
        self.board.redraw()

    def on_click(self, event: Click) -> None:
        """Tick the sign that was clicked."""
        board = self.board
        if event.widget is board:
            height = board.size.height
            start = max(0, min(board.chosen - height // 2, len(board.signs) - height))
            board.chosen = min(start + event.y, len(board.signs) - 1)
            self.action_tick()

    def action_go(self, by: int) -> None:
        """Go up or down."""
        board = self.board
        board.chosen = (
            max(0, min(board.chosen + by, len(board.signs) - 1))
            if abs(by) > 1
            else (board.chosen + by) % len(board.signs)
        )
        board.redraw()

    def action_tick(self) -> None:
        """Say that the sign is there, or not."""
        board = self.board
        sign = board.signs[board.chosen]
        if sign in board.ticked:
            board.ticked.remove(sign)
        else:
            board.ticked.append(sign)
        board.redraw()

    def action_take(self) -> None:
        """Give back what is ticked."""
        self.dismiss(tuple(sign for sign in self.board.signs if sign in self.board.ticked))

    def action_close(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
