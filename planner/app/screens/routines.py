"""The list of routines, to open one in the builder."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions.desk import Desk
from planner.app.bits import Bit, Line, cut, fit, plain
from planner.app.content import content_of
from planner.app.views.builder import MOMENTS
from planner.app.views.rows import window
from planner.app.widgets.board import Board
from planner.domain.routine import Routine, routine_length
from planner.domain.units import show_clock
from planner.store.library import builtin_routine_ids


class RoutinesScreen(ModalScreen[str | None]):
    """All routines, the user's own first. Gives back the id of the chosen one, or None after `esc`."""

    CSS_PATH = "routines.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("pageup", "go(-10)", show=False),
        Binding("pagedown", "go(10)", show=False),
        Binding("enter,space", "take", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        built_in = builtin_routine_ids()
        routines = desk.library().routines.values()
        self._desk = desk
        self._own = {routine.id for routine in routines if routine.id not in built_in}
        self._routines = sorted(routines, key=lambda one: (one.id in built_in, one.name.lower()))
        self.chosen = 0

    def compose(self) -> ComposeResult:
        """Lay out heading, routines and keys."""
        with Vertical(id="routines"):
            yield Label(content_of("Routines"), id="heading")
            board = Board(self._lines)
            board.styles.height = len(self._routines)
            board.styles.max_height = "55vh"
            yield board
            yield Static(content_of("enter open   esc back"), id="keys")

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        start = window(self.chosen, len(self._routines), height)
        made: list[Line] = []
        for n, routine in enumerate(self._routines[start : start + height], start):
            line = self._line(routine, width)
            chosen = tuple(Bit(bit.text, f"{bit.role} cursor") for bit in line)
            made.append(cut(chosen, width, "cursor") if n == self.chosen else line)
        return tuple(made)

    def _line(self, routine: Routine, width: int) -> Line:
        length = routine_length(routine, self._desk.exercises())
        when = " or ".join(MOMENTS[moment] for moment in routine.timing)
        own = Bit(" own " if routine.id in self._own else "     ", "key")
        name = Bit(fit(plain(routine.name), max(10, width - 37)))
        return (
            own,
            name,
            Bit(fit(show_clock(length.usual_s), 6, right=True), "strong"),
            Bit(f"  {fit(when, 24)}", "label"),
        )

    def action_go(self, by: int) -> None:
        """Go up or down."""
        self.chosen = max(0, min(self.chosen + by, len(self._routines) - 1))
        self.query_one(Board).redraw()

    def action_take(self) -> None:
        """Open the chosen one."""
        self.dismiss(self._routines[self.chosen].id if self._routines else None)

    def action_close(self) -> None:
        """Open nothing."""
        self.dismiss(None)
