"""The days off of the plan: what they cost, to go to them, to add some and to take them out."""

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions.off import StandingOff, offs, take_out, words_of
from planner.app.bits import Bit, Line, fit, plain
from planner.app.content import content_of
from planner.app.widgets.lines import program_of
from planner.app.widgets.rows import Rows
from planner.domain.days import show_day
from planner.domain.errors import PlannerError
from planner.domain.units import show_distance

_NONE = "No days off yet. a adds time off, travel, illness or injury."


class OffsScreen(ModalScreen[date | None]):
    """The days off that stand. Gives back the day to go to, or None."""

    CSS_PATH = "offs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("enter", "take", show=False),
        Binding("x,delete", "take_out", show=False),
        Binding("a", "add", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out heading, rows and keys."""
        with Vertical(id="offs"):
            yield Label(content_of("Days off"), id="heading")
            yield Rows()
            yield Static(content_of("enter go there   a add   x take out   esc back"), id="keys")

    def on_mount(self) -> None:
        """Show what stands."""
        self._look()

    def look_again(self) -> None:
        """Show what stands after another program changed the plan."""
        self._look()

    def _look(self) -> None:
        desk = program_of(self).desk
        self._found: tuple[StandingOff, ...] = offs(desk)
        board = self.query_one(Rows)
        board.rows = [self._row(one) for one in self._found] or [(Bit(f" {_NONE}"),)]
        board.chosen = max(0, min(board.chosen, len(self._found) - 1)) if self._found else -1
        board.styles.height = min(len(board.rows), 14)
        board.redraw()

    def _row(self, one: StandingOff) -> Line:
        off = one.off
        unit = program_of(self).desk.settings.unit
        lost = f"{show_distance(one.lost_m, unit)} less" if one.lost_m >= 1 else "nothing lost"
        days = show_day(off.first) if off.first == off.last else f"{show_day(off.first)} to {show_day(off.last)}"
        back = f"back {show_day(off.back[-1].last + timedelta(days=1))}" if off.back else ""
        return (
            Bit(f" {fit(words_of(off.kind), 18)}"),
            Bit(fit(days, 25), "label"),
            Bit(f"{fit(lost, 13, right=True)}  "),
            Bit(plain(off.note or back), "dim"),
        )

    def action_go(self, by: int) -> None:
        """Go up or down, round at the ends."""
        board = self.query_one(Rows)
        if self._found:
            board.chosen = (board.chosen + by) % len(self._found)
        board.redraw()

    def action_take(self) -> None:
        """Go to the first day of the chosen days off."""
        chosen = self._chosen()
        if chosen:
            self.dismiss(chosen.off.first)

    def _chosen(self) -> StandingOff | None:
        return self._found[self.query_one(Rows).chosen] if self._found else None

    def action_take_out(self) -> None:
        """Take the chosen days off out; what was under them is there again."""
        program, chosen = program_of(self), self._chosen()
        if chosen is None:
            return
        try:
            said = take_out(program.desk, chosen.off.id)
        except PlannerError as problem:
            program.complain(problem)
            return
        program.say(f"{said} u brings it back.")
        self._look()

    def action_add(self) -> None:
        """Ask for more days off."""
        from planner.app.forms.off import OffForm
        from planner.app.widgets.dialog import Dialog

        desk = program_of(self).desk
        self.app.push_screen(Dialog(OffForm(desk, desk.today, desk.today + timedelta(days=6))), self._added)

    def _added(self, sentence: str | None) -> None:
        if sentence is not None:
            program_of(self).say(f"{sentence} u takes it back.")
            self._look()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
