"""The steps of what is played, to jump to one or to leave one out today."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.app.bits import Bit, Line
from planner.app.content import content_of
from planner.app.sitting import step_line
from planner.app.views.rows import window
from planner.app.widgets.board import Board
from planner.app.widgets.lines import program_of
from planner.playing.player import Player
from planner.playing.view import step_lines


class StepsScreen(ModalScreen[int | None]):
    """A list of steps. Gives back the step to go to, or None after `esc`.

    `switch` leaves a step out for today or takes it in again, and returns the session as it is then.
    """

    CSS_PATH = "steps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,o", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("enter,space", "take", show=False),
        Binding("x,O", "switch", show=False),
    ]

    def __init__(self, player: Player, switch: Callable[[int], Player]) -> None:
        super().__init__()
        self._switch = switch
        self._steps = step_lines(player)
        self.chosen = next((n for n, step in enumerate(self._steps) if step.stand == "now"), 0)

    def compose(self) -> ComposeResult:
        """Lay out heading, steps and keys."""
        with Vertical(id="steps"):
            yield Label(content_of("Steps"), id="heading")
            board = Board(self._lines)
            board.styles.height = len(self._steps)
            board.styles.max_height = "55vh"
            yield board
            yield Static(content_of("enter go there   x off today, or on again   esc back"), id="keys")

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        ascii_only = program_of(self).desk.settings.ascii
        start = window(self.chosen, len(self._steps), height)
        made: list[Line] = []
        for n, step in enumerate(self._steps[start : start + height], start):
            line = step_line(step, width, ascii_only=ascii_only)
            made.append(tuple(Bit(bit.text, f"{bit.role} cursor") for bit in line) if n == self.chosen else line)
        return tuple(made)

    def action_go(self, by: int) -> None:
        """Go up or down, round at the ends."""
        if self._steps:
            self.chosen = (self.chosen + by) % len(self._steps)
            self.query_one(Board).redraw()

    def action_take(self) -> None:
        """Go to the chosen step."""
        self.dismiss(self._steps[self.chosen].step if self._steps else None)

    def action_switch(self) -> None:
        """Leave the chosen step out for today, or take it in again."""
        if self._steps:
            self._steps = step_lines(self._switch(self._steps[self.chosen].step))
            self.query_one(Board).redraw()

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss(None)
