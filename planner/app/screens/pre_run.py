"""The card before a run: one look, one key to go."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions.pre_run import PreRun, pre_run
from planner.app.bits import Line
from planner.app.content import content_of
from planner.app.signs import signs
from planner.app.views.pre_run import card_lines
from planner.app.widgets.lines import Lines, program_of
from planner.domain.days import show_day

_CHROME = 6
"""Lines of the frame: the border, heading and keys with a blank line each."""


class _Card(Lines):
    """The lines of the card."""

    def __init__(self, card: PreRun) -> None:
        super().__init__(id="lines")
        self.card = card

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return what fits; the colour and the run stand first."""
        return tuple(self.all(width)[:height])

    def all(self, width: int) -> list[Line]:
        """Return every line at a width."""
        settings = program_of(self).desk.settings
        drawn = signs(ascii_only=settings.ascii)
        return card_lines(self.card, settings.unit, drawn, width, private=settings.private)


class PreRunScreen(ModalScreen[str | None]):
    """The card of today. Gives back what to do next: `pain`, `ease`, `chain`, `done`, or None.

    Enter plays the work before the run; where there is none it says that one may go.
    """

    CSS_PATH = "pre_run.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", show=False),
        Binding("escape,q", "leave('')", show=False),
        Binding("exclamation_mark", "leave('pain')", show=False),
        Binding("z", "leave('ease')", show=False),
        Binding("K", "leave('chain')", show=False),
        Binding("d", "leave('done')", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out heading, card and keys."""
        card = pre_run(program_of(self).desk)
        with Vertical(id="card"):
            yield Label(content_of(f"Before the run, {show_day(card.day)}"), id="heading")
            yield _Card(card)
            yield Static(content_of(self._keys(card)), id="keys")

    def on_mount(self) -> None:
        """Give the card the height that it needs and the screen has."""
        self._settle()

    def look_again(self) -> None:
        """Read again what may have changed outside: a red flag logged in another window must not be missed here."""
        desk = program_of(self).desk
        desk.look_again()
        card = pre_run(desk)
        self.query_one(_Card).card = card
        self.query_one("#heading", Label).update(content_of(f"Before the run, {show_day(card.day)}"))
        self.query_one("#keys", Static).update(content_of(self._keys(card)))
        self._settle()

    def on_resize(self) -> None:
        """Fit the new size."""
        self._settle()

    def _settle(self) -> None:
        board = self.query_one(_Card)
        width, height = self.app.size
        wanted = len(board.all(max(min(78, width * 98 // 100) - 4, 10)))
        board.styles.height = max(1, min(wanted, height * 96 // 100 - _CHROME))
        board.redraw()

    @staticmethod
    def _keys(card: PreRun) -> str:
        go = f"enter {card.first.name}   " if card.first else "enter go   " if card.run else ""
        return f"{go}! pain   z ease   K chain{'   d done' if card.run else ''}   esc back"

    async def action_start(self) -> None:
        """Play what comes before the run; then the runner runs."""
        card = self.query_one(_Card).card
        program = program_of(self)
        if card.first is None:
            if card.run:
                program.say("Have a good run. d in the calendar says done.")
            self.dismiss(None)
            return
        item = card.first.item
        self.dismiss(None)
        play: Callable[[], object] = lambda: program.play(item)  # noqa: E731 - called once the card is gone
        program.call_later(play)

    def action_leave(self, to: str) -> None:
        """Close the card, and say where to go."""
        self.dismiss(to or None)
