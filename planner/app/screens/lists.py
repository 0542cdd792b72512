"""Small lists over the calendar: the layers of the plan with their switches, and the plans to choose from."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions import build_ups, changes
from planner.actions.desk import Desk
from planner.actions.templates import delete_template, templates
from planner.app.bits import Bit, Line, fit, plain
from planner.app.content import content_of
from planner.app.signs import NICE
from planner.app.widgets.lines import program_of
from planner.app.widgets.rows import Rows
from planner.domain.days import show_day
from planner.domain.race import show_race_distance
from planner.domain.text import counted

if TYPE_CHECKING:
    from planner.app.forms.form import Form


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
            yield Label(content_of(self.heading), id="heading")
            self.board = Rows(rows)
            self.board.styles.height = max(len(rows), 1)
            yield self.board
            yield Static(content_of(self.keys), id="keys")

    def rows(self) -> list[Line]:
        """Return the rows."""
        raise NotImplementedError

    def take(self, n: int) -> None:
        """Do what enter does on a row."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Show the rows as they are after another program changed the store."""
        self.board.rows = self.rows()
        self.board.chosen = max(0, min(self.board.chosen, len(self.board.rows) - 1))
        self.board.styles.height = max(len(self.board.rows), 1)
        self.board.redraw()

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
    """The plans of the store, and below them the templates to make others from.

    A plan is shown in the calendar or beside, followed by another, made again, saved as a template, or deleted.
    """

    heading = "Plans"
    keys = "enter open  space beside  f next race  e change inputs  t template  x delete  u undo  esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "beside", show=False),
        Binding("f", "follow", show=False),
        Binding("e", "again", show=False),
        Binding("t", "template", show=False),
        Binding("x,delete", "delete", show=False),
        Binding("u", "undo", show=False),
    ]

    def rows(self) -> list[Line]:
        """Return a row a plan, then a row a template."""
        desk = self.desk
        current, beside = desk.plan(), desk.settings.beside
        plans, kept = desk.plans(), templates(desk)
        self._plans = [plan.id for plan in plans]
        self._templates = [one.id for one in kept]
        unit = desk.settings.unit
        made: list[Line] = [
            (
                Bit(" > " if current and plan.id == current.id else "   ", "key"),
                Bit(fit(plain(plan.title), 27)),
                Bit(fit(show_race_distance(plan.race.distance_m, unit), 10), "label"),
                Bit(fit(show_day(plan.race.day, year=True), 17), "dim"),
                Bit("beside" if plan.id in beside and plan != current else "", "label"),
            )
            for plan in plans
        ]
        self._before = max(len(made), 1)
        made = made or [(Bit("There is no plan yet. N in the calendar makes one."),)]
        return made + [
            (
                Bit("   "),
                Bit(fit(plain(one.name), 27)),
                Bit(fit(show_race_distance(one.distance_m, unit), 10), "label"),
                Bit(fit(counted(one.weeks_to_race, "week"), 17), "dim"),
                Bit("template", "label"),
            )
            for one in kept
        ]

    @property
    def _plan(self) -> str:
        """The id of the chosen plan; empty on a template."""
        chosen = self.board.chosen
        return self._plans[chosen] if chosen < len(self._plans) else ""

    @property
    def _template(self) -> str:
        """The id of the chosen template; empty on a plan."""
        place = self.board.chosen - self._before
        return self._templates[place] if 0 <= place < len(self._templates) else ""

    def take(self, n: int) -> None:  # noqa: ARG002 - the chosen row is the one that is taken
        """Show a plan, or make one from a template."""
        if self._plan:
            program_of(self).say(build_ups.choose(self.desk, self._plan))
            self.dismiss(None)
        elif self._template:
            from planner.app.forms.template import FromTemplateForm

            self._ask(FromTemplateForm(self.desk, self._template), leave=True)

    def action_beside(self) -> None:
        """Show the plan quietly beside the current one, or no longer."""
        if self._is_plan():
            on = self._plan not in self.desk.settings.beside
            self._done(build_ups.show_beside(self.desk, self._plan, on))

    def action_follow(self) -> None:
        """Make a build-up for the race after this plan."""
        if self._is_plan():
            from planner.app.screens.build_up import BuildUpScreen

            self.app.push_screen(BuildUpScreen(after=self._plan), self._followed)

    def _followed(self, plan_id: str | None) -> None:
        if plan_id is not None:
            self.dismiss(None)

    def action_again(self) -> None:
        """Make the plan again from other inputs."""
        if self._is_plan():
            from planner.actions.regenerate import request_of
            from planner.app.screens.build_up import BuildUpScreen

            plan = self.desk.plan_of(self._plan)
            request_of(self.desk, plan)  # refuses here, over the list, what was not made from inputs
            self.app.push_screen(BuildUpScreen(again=plan.id), lambda _: self._look())

    def action_template(self) -> None:
        """Save the plan as a template."""
        if self._is_plan():
            from planner.app.forms.template import SaveTemplateForm

            self._ask(SaveTemplateForm(self.desk, self._plan))

    def action_delete(self) -> None:
        """Delete the plan or the template; the log stays, and undo brings it back."""
        if self._plan:
            plan = self.desk.plan_of(self._plan)
            build_ups.remove(self.desk, plan.id)
            self._done(f"Deleted the plan {plan.title}. u brings it back; what you logged stays.")
        elif self._template:
            self._done(f"{delete_template(self.desk, self._template)} u brings it back.")

    def action_undo(self) -> None:
        """Take back the last thing."""
        from planner.actions.undo import undo

        self._done(undo(self.desk))

    def _is_plan(self) -> bool:
        """Tell whether a plan is chosen; on a template, say what can be done with it."""
        if self._template:
            program_of(self).say("This is a template: enter makes a plan from it, x deletes it.")
        return bool(self._plan)

    def _ask(self, form: "Form", *, leave: bool = False) -> None:
        """Open a form over the list; once it has done its work, go on with the list or `leave` it."""
        from planner.app.widgets.dialog import Dialog

        def told(sentence: str | None) -> None:
            if sentence is None:
                return
            self._done(f"{sentence} u takes it back.")
            if leave:
                self.dismiss(None)

        self.app.push_screen(Dialog(form), told)

    def _done(self, sentence: str) -> None:
        """Say what was done and draw the plans as they are now."""
        program_of(self).say(sentence)
        self._look()

    def _look(self) -> None:
        self.board.rows = self.rows()
        self.board.chosen = min(self.board.chosen, len(self.board.rows) - 1)
        self.board.styles.height = len(self.board.rows)
        self.board.redraw()
