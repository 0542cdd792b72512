"""What was changed because of the log: the reasons, the entries they go back to, and whether it stands."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions.because import Because, changed_because
from planner.app.bits import Bit, Line, cut, fit, plain, wrap
from planner.app.content import content_of
from planner.app.widgets.lines import Lines, program_of
from planner.domain.days import show_day

_NONE = "Nothing was changed because of the log yet. Log how it feels with !; z shows what the light asks."
_KEYS = "up/down the others   space reads on   enter go there   esc back"
_STATES = {"stands": "good", "refused": "dim", "taken back": "dim", "lifted": "dim"}


class _Changes(Lines):
    """The changes, the chosen one with its reasons; it stays in sight."""

    def __init__(self) -> None:
        super().__init__(id="changes")
        self.found: tuple[Because, ...] = ()
        self.chosen = 0
        self.down = 0
        self.most = 0

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the lines in sight."""
        if not self.found:
            return tuple((Bit(f" {text}"),) for text in wrap(_NONE, width - 2))
        made: list[Line] = []
        place = end = 0
        for n, one in enumerate(self.found):
            if n == self.chosen:
                place = len(made)
            made.append(self._head(one, width - 2, chosen=n == self.chosen))
            if n == self.chosen:
                made += _reasons(one, width)
                end = len(made)
        # A change that is longer than the screen is read from its head on.
        start = max(0, min(place, end - height if end - place < height else place))
        start += self.down
        part = [cut(line, width - 2) for line in made[start : start + height]]
        if start + height < len(made) and part:
            more = "v" if program_of(self).desk.settings.ascii else "↓"
            part[-1] = (*part[-1], Bit(f" {more}", "key"))
        self.most = max(0, len(made) - height - start + self.down)
        return tuple(part)

    def _head(self, one: Because, width: int, *, chosen: bool) -> Line:
        role = " cursor" if chosen else ""
        days = f"until {show_day(one.last)}" if one.last else ""
        bits = (
            Bit(f" {fit(show_day(one.made), 11)}", f"label{role}"),
            Bit(fit(one.state, 12), f"{_STATES[one.state]}{role}"),
            Bit(plain(one.name), f"text{role}"),
            Bit(f"  {days}" if days else "", f"dim{role}"),
        )
        return cut(bits, width, f"text{role}")


def _reasons(one: Because, width: int) -> list[Line]:
    lines: list[Line] = [(Bit(f"   {text}"),) for entry in one.entries for text in wrap(f"After: {entry}.", width - 6)]
    lines += [(Bit(f"   {text}"),) for reason in one.why for text in wrap(reason, width - 6)]
    return [*lines, ()]


class BecauseScreen(ModalScreen[date | None]):
    """The changes that the log led to, the newest first. Gives back the day to go to, or None."""

    CSS_PATH = "because.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("pagedown,space", "read(1)", show=False),
        Binding("pageup", "read(-1)", show=False),
        Binding("enter", "take", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out heading, changes and keys."""
        with Vertical(id="because"):
            yield Label(content_of("Changed because of your log"), id="heading")
            yield _Changes()
            yield Static(content_of(_KEYS), id="keys")

    def on_mount(self) -> None:
        """Show what was changed."""
        board = self.query_one(_Changes)
        board.found = changed_because(program_of(self).desk)
        if not board.found:
            self.query_one("#because").add_class("-empty")
            self.query_one("#keys", Static).update(content_of("esc back"))
        board.redraw()

    def action_go(self, by: int) -> None:
        """Go up or down, round at the ends."""
        board = self.query_one(_Changes)
        if board.found:
            board.chosen, board.down = (board.chosen + by) % len(board.found), 0
            board.redraw()

    def action_read(self, by: int) -> None:
        """Read on, or back, where the reasons are longer than the screen."""
        board = self.query_one(_Changes)
        board.down = min(max(0, board.down + by * max(1, board.size.height - 2)), board.most)
        board.redraw()

    def action_take(self) -> None:
        """Go to the first day of the chosen change."""
        board = self.query_one(_Changes)
        if board.found:
            one = board.found[board.chosen]
            self.dismiss(one.first or one.made)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
