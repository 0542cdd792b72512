"""Small lists over the calendar: the layers of the plan with their switches, and the plans to choose from."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions import build_ups, changes
from planner.actions.desk import Desk
from planner.app.bits import Bit, Line, cut, fit, plain
from planner.app.signs import NICE
from planner.app.widgets.lines import Lines, program_of
from planner.domain.days import show_day
from planner.domain.race import show_race_distance


class _Rows(Lines):
    """The rows of a small list; the chosen one is a filled block."""

    def __init__(self, rows: list[Line]) -> None:
        super().__init__()
        self.rows = rows
        self.chosen = 0

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        start = min(max(self.chosen - height + 2, 0), max(len(self.rows) - height, 0))
        made = []
        for n, row in enumerate(self.rows[start : start + height], start):
            role = " cursor" if n == self.chosen else ""
            made.append(cut((Bit(bit.text, bit.role + role) for bit in row), width, f"text{role}"))
        return tuple(made)


class _ListScreen(ModalScreen[None]):
    """A small list. Subclasses give rows and say what enter does."""

    CSS_PATH = "lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("enter,space", "take", show=False),
    ]
    heading = ""
    keys = ""

    def compose(self) -> ComposeResult:
        """Lay out heading, rows and keys."""
        self.desk: Desk = program_of(self).desk
        rows = self.rows()
        with Vertical(id="list"):
            yield Label(Content(self.heading), id="heading")
            self.board = _Rows(rows)
            self.board.styles.height = max(len(rows), 1)
            yield self.board
            yield Static(Content(self.keys), id="keys")

    def rows(self) -> list[Line]:
        """Return the rows."""
        raise NotImplementedError

    def take(self, n: int) -> None:
        """Do what enter does on a row."""
        raise NotImplementedError

    def action_go(self, by: int) -> None:
        """Go up or down, round at the ends."""
        if self.board.rows:
            self.board.chosen = (self.board.chosen + by) % len(self.board.rows)
            self.board.redraw()

    def action_take(self) -> None:
        """Take the chosen row."""
        self.take(self.board.chosen)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


class LayersScreen(_ListScreen):
    """The layers of the current plan, each on or off."""

    heading = "Layers: what hangs on your runs"
    keys = "space on or off   a hang another   esc back"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "hang", show=False)]

    def rows(self) -> list[Line]:
        """Return a row a layer."""
        layers = self.desk.schedule_of(self.desk.plan_of(None)).layers
        if not layers:
            return [(Bit("This plan has no layers. A new build-up (N) brings them."),)]
        return [
            (
                Bit(" on   " if layer.on else " off  ", "good" if layer.on else "dim"),
                Bit(f"{NICE.of(layer.thing) if layer.thing.value != 'shoe' else 'A'} ", layer.thing.value),
                Bit(fit(plain(layer.name), 44)),
                Bit(f" {layer.anchor.value.replace('-', ' ')}", "dim"),
            )
            for layer in layers
        ]

    def take(self, n: int) -> None:
        """Switch a layer."""
        layers = self.desk.schedule_of(self.desk.plan_of(None)).layers
        if layers:
            program_of(self).say(changes.switch_layer(self.desk, layers[n].id, not layers[n].on))
            self.board.rows = self.rows()
            self.board.redraw()

    def action_hang(self) -> None:
        """Hang another layer."""
        from planner.app.forms.layer import LayerForm
        from planner.app.widgets.dialog import Dialog

        self.app.push_screen(Dialog(LayerForm(self.desk)), self._hung)

    def _hung(self, sentence: str | None) -> None:
        if sentence is not None:
            program_of(self).say(f"{sentence} u takes it back.")
            self.board.rows = self.rows()
            self.board.styles.height = max(len(self.board.rows), 1)
            self.board.redraw()


class PlansScreen(_ListScreen):
    """The plans of the store; the chosen one is shown in the calendar."""

    heading = "Plans"
    keys = "enter show it   esc back"

    def rows(self) -> list[Line]:
        """Return a row a plan."""
        current = self.desk.plan()
        unit = self.desk.settings.unit
        self._ids = [plan.id for plan in self.desk.plans()]
        if not self._ids:
            return [(Bit("There is no plan yet. N in the calendar makes one."),)]
        return [
            (
                Bit(" > " if current and plan.id == current.id else "   ", "key"),
                Bit(fit(plain(plan.title), 32)),
                Bit(fit(show_race_distance(plan.race.distance_m, unit), 12), "label"),
                Bit(show_day(plan.race.day, year=True), "dim"),
            )
            for plan in self.desk.plans()
        ]

    def take(self, n: int) -> None:
        """Show a plan."""
        if self._ids:
            program_of(self).say(build_ups.choose(self.desk, self._ids[n]))
            self.dismiss(None)
