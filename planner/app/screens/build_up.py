"""A build-up, new or made again: a form whose every key is answered by a preview, before anything is written."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Input, Label

from planner.app.bits import Bit, Line, plain, spread, width_of
from planner.app.commands import Context, commands_of
from planner.app.content import content_of
from planner.app.forms.build_up import (
    Opening,
    Question,
    Reading,
    answers_from_log,
    in_other_unit,
    keep,
    likely_answers,
    longest_that_fits,
    opening_after,
    opening_again,
    questions,
    read,
    stepped,
)
from planner.app.keymap import bindings, keys_of, show_key
from planner.app.read_only import Saves
from planner.app.screens.base import PlannerScreen
from planner.app.typed import KeepsTyped
from planner.app.views.build_up import said, ways_out
from planner.app.widgets.board import Board
from planner.app.widgets.entry import Entry
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.app.widgets.week_bars import WeekBars, week_rows
from planner.domain.days import show_day
from planner.domain.errors import PlannerError
from planner.domain.race import show_race_distance
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.domain.plan import Plan

_WAYS_OUT = ("build-up.later", "build-up.shorter", "build-up.finish-safely")
_NOT_REFUSED = ("build-up.make", "build-up.up", "build-up.down")
_LEAST_ROWS = 4
"""With fewer rows than these the weeks do not show why a race does not fit: the lines below the form do."""


class _Answers(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields; it follows the focus and leaves the arrow keys and PgUp, PgDn to the screen."""


class BuildUpScreen(KeepsTyped, PlannerScreen[str | None]):
    """Asks for a race and what the runner runs now. Gives back the plan's id, or None after `esc`.

    `again`: id of the plan to make again, whose inputs the form opens with; `after`: id of the plan to follow.
    """

    saves = Saves.ALL
    CONTEXT = Context.BUILD_UP
    CSS_PATH = "build_up.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.BUILD_UP)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]  # noqa: RUF012

    def __init__(self, again: str = "", after: str = "") -> None:
        super().__init__()
        self._again_id = again
        self._after_id = after
        self._opening: Opening | None = None
        self._refused: PlannerError | None = None
        self._inputs: dict[str, Input] = {}
        self._labels: dict[str, Label] = {}
        self._asked: tuple[Question, ...] = ()
        self._opened_with: dict[str, str] = {}
        self._reading = Reading()
        self._answered: dict[str, str] = {}
        self._finish_safely = False
        self._leaving = False

    def compose(self) -> ComposeResult:
        """Lay out the questions and what is said about them at the left, the weeks at the right."""
        self._open()
        self._asked = questions(self.desk, self._again_id)
        likely = self._opening.answers if self._opening else likely_answers(self.desk)
        self._opened_with = {question.name: likely[question.name] for question in self._asked}
        yield TopLine(self._title)
        with Horizontal(id="halves"):
            with Vertical(id="left"):
                with _Answers(id="form"):
                    for question in self._asked:
                        with Horizontal(classes="row"):
                            yield self._label(question)
                            yield self._input(question)
                with Vertical(id="said"):
                    yield Board(self._said)
            yield WeekBars(self.desk.settings.unit, self._ways_out, ascii_only=self.desk.settings.ascii)
        yield KeyLine(Context.BUILD_UP)

    def _open(self) -> None:
        """Find out what the form opens with; a plan that cannot be made again is refused once the screen stands."""
        try:
            if self._again_id:
                self._opening = opening_again(self.desk, self._again_id)
            elif self._after_id:
                self._opening = opening_after(self.desk, self._after_id)
        except PlannerError as problem:
            self._refused = problem

    @property
    def _plan(self) -> "Plan | None":
        """The plan that is made again; None for a new one."""
        return self._opening.again if self._opening else None

    def _label(self, question: Question) -> Label:
        made = self._labels[question.name] = Label(content_of(question.label), classes="label")
        return made

    def _input(self, question: Question) -> Input:
        made = Entry(self._opened_with[question.name], compact=True, name=question.name)
        made.cursor_blink = False
        self._inputs[question.name] = made
        return made

    def on_mount(self) -> None:
        """Show what the likely answers make."""
        if self._refused:
            self.program.complain(self._refused)
            self.dismiss(None)
            return
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

    @property
    def draft_title(self) -> str:
        """What is made here."""
        return "A build-up made again" if self._again_id else "A build-up"

    def typed(self) -> dict[str, str]:
        """Return the answers, if any was changed."""
        return self.answers if self.answers != self._opened_with else {}

    def fill_in(self, values: dict[str, str]) -> None:
        """Answer as before."""
        for name, text in values.items():
            if name in self._inputs:
                self._inputs[name].value = one_line(text)

    def on_input_changed(self) -> None:
        """Answer the key with the weeks it makes."""
        if self.answers != self._answered:
            self._finish_safely = False
            self._leaving = False
            self._look()

    def on_input_submitted(self) -> None:
        """Go to the next answer: `enter` in a field comes here."""
        self.action_next(1)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the focused question wants."""
        del event
        self.query_one(Board).redraw()

    def _look(self) -> None:
        self._answered = self.answers
        self._reading = reading = read(
            self.desk, self._answered, finish_safely=self._finish_safely, opening=self._opening
        )
        bars = self.query_one(WeekBars)
        if reading.made or reading.refusal:
            bars.show(week_rows(reading.made.plan) if reading.made else ())
        else:
            bars.fade()
        for question in self._asked:
            self._mark(question, wrong=question.name in reading.wrong)
        self.query_one(Board).redraw()
        self.query_one(KeyLine).fit(_NOT_REFUSED if reading.refusal else _WAYS_OUT)
        self.query_one(TopLine).redraw()

    def _mark(self, question: Question, *, wrong: bool) -> None:
        field, label = self._inputs[question.name], self._labels[question.name]
        if field.has_class("-wrong") != wrong:
            field.set_class(wrong, "-wrong")
            label.set_class(wrong, "-wrong")
            label.update(content_of(f"{question.label:<11}!" if wrong else question.label), layout=False)

    def _said(self, width: int, height: int) -> tuple[Line, ...]:
        bars = self.query_one(WeekBars)
        if self._reading.refusal and (not bars.display or bars.size.height < _LEAST_ROWS):
            return self._ways_out(width, height)
        return said(self._reading, self._question(), self.desk.settings.unit, width, height)

    def _ways_out(self, width: int, height: int) -> tuple[Line, ...]:
        keymap = self.program.key_overrides
        keys = {
            command.id.partition(".")[2]: show_key(keys_of(command, keymap)[0])
            for command in commands_of(Context.BUILD_UP)
            if command.id in _WAYS_OUT
        }
        return ways_out(self._reading, keys, width, height)

    def _question(self) -> Question | None:
        focused = self.focused
        return next((question for question in self._asked if focused and focused.name == question.name), None)

    def _title(self, width: int) -> Line:
        request = self._reading.request
        title = f" {plain(self._plan.title)}, made again" if self._plan else " New build-up"
        left: Line = (Bit(title, "primary"),)
        if request is None:
            return left
        days = (request.race_day - self.desk.today).days
        ahead = f"in {days // 7} weeks" if days >= 14 else f"in {days} days"
        distance = show_race_distance(request.distance_m, self.desk.settings.unit)
        for words in (f"{distance} on {show_day(request.race_day, year=True)}, {ahead} ", f"{distance} {ahead} "):
            right = (Bit(words, "label"),)
            if width_of(left) + width_of(right) < width:
                return spread(left, right, width)
        return left

    def action_next(self, by: int) -> None:
        """Go to another answer; after the last one comes the first."""
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
            field.action_select_all()  # so that typing replaces it, as when one comes to the field

    def action_weeks(self, by: int) -> None:
        """Show earlier or later weeks, where not all of them fit."""
        self.query_one(WeekBars).scroll_weeks(by)

    def action_later(self) -> None:
        """Take the earliest race day on which it fits."""
        refusal = self._reading.refusal
        if refusal and refusal.earliest:
            self._inputs["date"].value = show_day(refusal.earliest, year=True).partition(" ")[2]

    def action_shorter(self) -> None:
        """Take the longest race that fits."""
        if self._reading.refusal:
            name = longest_that_fits(self.desk, self.answers, opening=self._opening)
            if name:
                self._inputs["distance"].value = name
            else:
                self.say("No shorter race fits on that day either. Take a later one, or finish safely.")

    def action_finish_safely(self) -> None:
        """Build to what can be reached."""
        if self._reading.refusal:
            self._finish_safely = True
            self._look()

    def action_from_here(self) -> None:
        """Take what a week and the longest run are now from the log."""
        if self._reading.request is None:
            self.say("First correct what is wrong beside the form.")
            return
        found = answers_from_log(self.desk, self._reading.request, again=self._plan is not None)
        if not found:
            self.say("No run was logged in the last four weeks, so there is nothing to take.")
        for name, text in found.items():
            self._inputs[name].value = text

    def action_units(self) -> None:
        """Type and show distances in the other unit."""
        if self._reading.request is None:
            self.say("First correct what is wrong beside the form.")
            return
        self._opening = in_other_unit(self.desk, self._reading.request, self._opening)
        self.query_one(WeekBars).unit = self.desk.settings.unit
        for name, field in self._inputs.items():
            field.value = self._opening.answers[name]
        self._look()

    def action_make(self) -> None:
        """Make the plan as it is shown; one that is made again is proposed as a diff first."""
        if self._reading.made is None or self._reading.request is None:
            self.say("Nothing can be made of this yet. What is wrong stands beside the form.")
            return
        if self._plan:
            self._propose(self._plan)
            return
        plan = keep(self.desk, self._reading.request).plan
        self.say(f"Made {plan.title}, {len(plan.weeks)} weeks.", undo=True)
        self.dismiss(plan.id)

    def _propose(self, plan: "Plan") -> None:
        """Show what would change in a plan that is made again, to accept or to refuse."""
        from planner.actions.regenerate import changes_anything, propose_again
        from planner.app.screens.proposal import ProposalScreen

        if self._reading.request is None:
            return
        proposal = propose_again(self.desk, self._reading.request, plan=plan)
        if not changes_anything(plan, proposal):
            self.say("Nothing would change: the plan is made from these answers already.")
            return
        self.app.push_screen(ProposalScreen(proposal), self._accepted)

    def _accepted(self, accepted: bool | None) -> None:
        if accepted:
            self.dismiss(self._again_id)

    def action_back(self) -> None:
        """Go back; what was typed is asked about once."""
        if self.answers == self._opened_with or self._leaving:
            self.dismiss(None)
        else:
            self._leaving = True
            self.say("esc again goes back and drops what you typed.")
