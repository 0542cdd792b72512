"""The new build-up: a form whose every key is answered by a preview, before anything is written."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Input, Label, Static

from planner.app.bits import Bit, Line, spread
from planner.app.commands import Context
from planner.app.forms.build_up import (
    Question,
    Reading,
    keep,
    likely_answers,
    longest_that_fits,
    questions,
    read,
    sentences,
    stepped,
)
from planner.app.keymap import bindings
from planner.app.screens.base import PlannerScreen
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.app.widgets.week_bars import WeekBars
from planner.domain.days import show_day
from planner.domain.race import show_race_distance
from planner.domain.text import one_line

_WAYS_OUT = ("build-up.later", "build-up.shorter", "build-up.finish-safely")


class BuildUpScreen(PlannerScreen[str | None]):
    """Asks for a race and what the runner runs now. Gives back the new plan's id, or None after `esc`."""

    CONTEXT = Context.BUILD_UP
    CSS_PATH = "build_up.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.BUILD_UP)]
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-narrow"), (72, "-normal"), (110, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self._inputs: dict[str, Input] = {}
        self._asked: tuple[Question, ...] = ()
        self._opened_with: dict[str, str] = {}
        self._reading = Reading()
        self._finish_safely = False
        self._leaving = False

    def compose(self) -> ComposeResult:
        """Lay out the questions at the left and the weeks at the right."""
        self._asked = questions(self.desk)
        self._opened_with = likely_answers(self.desk)
        yield TopLine(self._title)
        with Horizontal(id="halves"):
            with VerticalScroll(id="form", can_focus=False):
                for question in self._asked:
                    with Horizontal(classes="row"):
                        yield Label(Content(question.label), classes="label")
                        yield self._input(question)
                yield Static(id="help")
                yield Static(id="verdict")
            with VerticalScroll(id="preview", can_focus=False):
                yield WeekBars(self.desk.settings.unit, ascii_only=self.desk.settings.ascii)
        yield KeyLine(Context.BUILD_UP)

    def _input(self, question: Question) -> Input:
        made = Input(self._opened_with[question.name], compact=True, name=question.name)
        made.cursor_blink = False
        self._inputs[question.name] = made
        return made

    def on_mount(self) -> None:
        """Show what the likely answers make."""
        self._inputs["race"].focus()
        self._look()

    @property
    def answers(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {name: field.value for name, field in self._inputs.items()}

    @property
    def reading(self) -> Reading:
        """What the answers mean now."""
        return self._reading

    def on_input_changed(self) -> None:
        """Answer the key with the weeks it makes."""
        self._finish_safely = False
        self._leaving = False
        self._look()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the focused question wants."""
        del event
        self._show_help()

    def _look(self) -> None:
        self._reading = read(self.desk, self.answers, finish_safely=self._finish_safely)
        self.query_one(WeekBars).show(self._reading.made)
        for name, field in self._inputs.items():
            field.set_class(name in self._reading.wrong, "-wrong")
        self._show_verdict()
        self._show_help()
        self.query_one(KeyLine).fit(() if self._reading.refusal else _WAYS_OUT)
        self.query_one(TopLine).redraw()

    def _show_verdict(self) -> None:
        said = sentences(self._reading, self.desk.settings.unit)
        refusal = self._reading.refusal
        if refusal:
            day = f" ({show_day(refusal.earliest, year=True)})" if refusal.earliest else ""
            said += ["", f"f2  a later race{day}", "f3  a shorter race that day", "f4  a plan to finish safely"]
        verdict = self.query_one("#verdict", Static)
        verdict.set_class(bool(refusal or self._reading.wrong), "-wrong")
        verdict.update(Content("\n".join(one_line(sentence) for sentence in said)))

    def _show_help(self) -> None:
        question = self._question()
        self.query_one("#help", Static).update(Content(question.help if question else ""))

    def _question(self) -> Question | None:
        focused = self.focused
        return next((question for question in self._asked if focused and focused.name == question.name), None)

    def _title(self, width: int) -> Line:
        request = self._reading.request
        right: Line = ()
        if request:
            days = (request.race_day - self.desk.today).days
            weeks = f"in {days // 7} weeks" if days >= 14 else f"in {days} days"
            distance = show_race_distance(request.distance_m, self.desk.settings.unit)
            right = (Bit(f"{distance} on {show_day(request.race_day, year=True)}, {weeks} ", "label"),)
        return spread((Bit(" New build-up", "primary"),), right, width)

    def action_next(self, by: int) -> None:
        """Go to another answer; after the last one the plan is made."""
        names = [question.name for question in self._asked]
        question = self._question()
        place = names.index(question.name) if question else 0
        self._inputs[names[(place + by) % len(names)]].focus()

    def action_step(self, by: int) -> None:
        """Count, or take another choice."""
        question = self._question()
        if question:
            field = self._inputs[question.name]
            field.value = stepped(question, field.value, by, self.desk.today)
            field.cursor_position = len(field.value)

    def action_later(self) -> None:
        """Take the earliest race day on which it fits."""
        refusal = self._reading.refusal
        if refusal and refusal.earliest:
            self._inputs["date"].value = show_day(refusal.earliest, year=True).partition(" ")[2]

    def action_shorter(self) -> None:
        """Take the longest race that fits."""
        if self._reading.refusal:
            name = longest_that_fits(self.desk, self.answers)
            if name:
                self._inputs["distance"].value = name
            else:
                self.say("No shorter race fits on that day either. Take a later one, or finish safely.")

    def action_finish_safely(self) -> None:
        """Build to what can be reached."""
        if self._reading.refusal:
            self._finish_safely = True
            self._look()

    def action_make(self) -> None:
        """Make the plan as it is shown."""
        if self._reading.made is None or self._reading.request is None:
            self.say("Nothing was made yet: look at what is said below the form.")
            return
        made = keep(self.desk, self._reading.request)
        self.dismiss(made.plan.id)

    def action_back(self) -> None:
        """Go back; what was typed is asked about once."""
        if self.answers == self._opened_with or self._leaving:
            self.dismiss(None)
        else:
            self._leaving = True
            self.say("esc again goes back; what you typed is not kept. ctrl+s makes the plan.")
