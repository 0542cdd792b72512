"""A plan file before it is kept: what it would become, what it leaves open, and what was not understood."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Label

from planner.actions.imports import ImportReport
from planner.app.bits import Bit, Line, cut, plain, spread
from planner.app.commands import Context
from planner.app.content import content_of
from planner.app.forms.bring import QUESTIONS, Said, in_words_of_the_screen, options_in, said
from planner.app.keymap import bindings
from planner.app.screens.reading import ReadingScreen
from planner.app.views.bring import plan_lines
from planner.app.views.export import told_lines
from planner.app.widgets.board import Board
from planner.app.widgets.entry import Entry
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.days import show_day
from planner.domain.errors import PlannerError
from planner.domain.text import one_line
from planner.domain.units import Unit
from planner.imports.plans import FORMATS, Answer, Missing

_PAUSE_S = 0.15
"""So long after the last key the plan is made anew."""
_FORMAT = "format"
_HINTS: Mapping[str, tuple[str, str]] = {
    Answer.RACE_DAY: ("18 apr 2027, 2027-04-18, +12w", "On which day is the race?"),
    Answer.RACE_DISTANCE: ("5k, 10k, half, marathon, 24", "How long is the race?"),
    Answer.WEEKDAYS: ("tue thu sat sun", "On which weekdays do you run?"),
    Answer.UNIT: (" or ".join(Unit), "What are the file's distances in?"),
    _FORMAT: (", ".join(FORMATS), "What is the file?"),
}
"""What may be answered to each question, and the question."""


class BringPlanScreen(ReadingScreen):
    """Shows a plan file's plan. Enter keeps it and gives back the sentence of that; esc leaves everything as it was."""

    CONTEXT = Context.BRING
    CSS_PATH = "bring.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.BRING)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - as Textual declares it

    class Read(Message):
        """The file was read with some answers, or could not be."""

        def __init__(self, answers: Said, outcome: ImportReport | PlannerError) -> None:
            super().__init__()
            self.answers, self.outcome = answers, outcome

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._data: bytes | None = None
        self._inputs: dict[str, Input] = {}
        self._rows: dict[str, Horizontal] = {}
        self._wanted: Said | None = None
        self._read: tuple[Said, ImportReport | PlannerError] | None = None
        self._problem: PlannerError | None = None
        self._is_reading = False
        self._timer: Timer | None = None
        self._made: tuple[ImportReport, int, list[Line]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the questions and the plan below them."""
        yield TopLine(self._title)
        with Vertical(id="form"):
            for name, label in QUESTIONS.items():
                field = self._inputs[name] = Entry(placeholder=_HINTS[name][0], compact=True, name=str(name))
                field.cursor_blink = False
                with Horizontal(classes="row") as row:
                    yield Label(content_of(label), classes="label")
                    yield field
                row.display = name == Answer.RACE_DAY
                self._rows[name] = row
        yield Board(self._lines)
        yield KeyLine(Context.BRING)

    def on_mount(self) -> None:
        """Read the file once the screen stands."""
        self._inputs[Answer.RACE_DAY].focus()
        self._answered()

    def _answered(self) -> None:
        try:
            self._wanted, self._problem = (
                said(self.desk, {name: field.value for name, field in self._inputs.items()}),
                None,
            )
        except PlannerError as problem:
            self._wanted, self._problem = None, problem
        if self._wanted and self._outcome is None:
            if self._timer:
                self._timer.stop()
            self._timer = self.set_timer(_PAUSE_S if self._read else 0.01, self._begin)
        self._show()

    @property
    def _outcome(self) -> ImportReport | PlannerError | None:
        """What the file is with the present answers; None while it is read."""
        return self._read[1] if self._read and self._wanted is not None and self._read[0] == self._wanted else None

    @property
    def report(self) -> ImportReport | None:
        """The plan that would be kept; None while there is none."""
        found = self._outcome
        return found if isinstance(found, ImportReport) and self._problem is None else None

    def _begin(self) -> None:
        if self._wanted is not None and not self._is_reading and self._outcome is None:
            self._is_reading = True
            self._look_into(self._wanted)

    @work(thread=True, group="import")
    def _look_into(self, answers: Said) -> None:
        from planner.actions.desk import Desk
        from planner.actions.files import read_regular
        from planner.actions.imports import import_plan
        from planner.imports.decoding import MOST_BYTES

        # A desk of its own: the screen's is used meanwhile.
        desk = Desk(self.desk.store, now=self.desk.now, pick=self.desk.pick)
        try:
            if self._data is None:
                self._data = read_regular(str(self._path), MOST_BYTES)
            outcome: ImportReport | PlannerError = import_plan(
                desk,
                self._data,
                self._path.name,
                race_day=answers.race_day,
                race_m=answers.race_m,
                weekdays=answers.weekdays,
                unit=answers.unit,
                format=answers.format,
                dry_run=True,
            )
        except PlannerError as problem:
            outcome = problem
        self.post_message(self.Read(answers, outcome))

    def on_bring_plan_screen_read(self, message: Read) -> None:
        """Show the plan, or ask what the file leaves open; if the answers are others by now, read it again."""
        self._is_reading = False
        self._read = (message.answers, message.outcome)
        if self._outcome is None:
            self._begin()
        elif isinstance(message.outcome, Missing):
            self._rows[message.outcome.answer].display = True
            focused = self.focused
            if not (isinstance(focused, Input) and focused.value):  # the rest of what is typed stays where it belongs
                self.call_after_refresh(self._inputs[message.outcome.answer].focus)
        elif isinstance(message.outcome, ImportReport):
            day = show_day(message.outcome.plan.race.day, year=True).partition(" ")[2]
            self._inputs[Answer.RACE_DAY].placeholder = day
            for name in options_in(message.outcome.notes):
                self._rows[name].display = True
        self._show()

    def _show(self) -> None:
        report = self.report
        hidden = set() if report else {"bring.up", "bring.down"}
        labels = {"bring.next": "next question"}
        if isinstance(self._outcome, Missing) and self.focused is not self._inputs[self._outcome.answer]:
            labels["bring.keep"] = "answer"
        elif not report:
            hidden.add("bring.keep")
        if sum(row.display for row in self._rows.values()) < 2:
            hidden.add("bring.next")
        self.query_one(KeyLine).fit(hidden, labels=labels)
        self.query_one(Board).redraw()
        self.query_one(TopLine).redraw()

    def _title(self, width: int) -> Line:
        report = self.report
        form = f": {one_line(report.format)}" if report and report.format else ""
        right: Line = (Bit(f"  {plain(self._path.name)}{plain(form)} ", "label"),)
        return spread(
            (Bit(" Bring a plan along", "primary"),), cut(right, max(width - 22, 8)) if width < 60 else right, width
        )

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        outcome = self._outcome
        if self._problem:
            return tuple(told_lines(str(self._problem), "warning", (), width)[:height])
        if outcome is None:
            return ((Bit(" Reading it… esc stops.", "label"),),)
        if isinstance(outcome, Missing):
            asked = _HINTS[outcome.answer][1]
            return tuple(told_lines(asked, "strong", (f"{one_line(outcome.why)}.",), width)[:height])
        if isinstance(outcome, PlannerError):
            return tuple(told_lines(in_words_of_the_screen(str(outcome)), "warning", (), width)[:height])
        lines = self._plan_lines(outcome, width)
        return self.part_of(lines, width, height)

    def _plan_lines(self, report: ImportReport, width: int) -> list[Line]:
        if self._made is None or self._made[:2] != (report, width):
            self._made = (report, width, plan_lines(report, self.desk.settings.unit, self.desk.today, width))
        return self._made[2]

    def on_input_changed(self) -> None:
        """Answer what is typed with the plan that it makes."""
        self._answered()

    def on_input_submitted(self) -> None:
        """Keep it: enter in a field comes here."""
        self.action_keep()

    def action_keep(self) -> None:
        """Keep the plan as it is shown; while the file leaves something open, go there."""
        from planner.actions.imports import keep_import

        report = self.report
        if isinstance(self._outcome, Missing):
            self._inputs[self._outcome.answer].focus()
        if report is None:
            return
        try:
            kept = keep_import(self.desk, report)
        except PlannerError as problem:
            # The store may be another one by now: what is kept next is what is shown next.
            self.program.complain(problem)
            self.look_again()
            return
        told = f"Imported {one_line(kept.plan.title)}."
        if not kept.done:
            self.dismiss(told)
            return
        from planner.app.screens.bring_runs import BringRunsScreen

        def ended(also: str | None) -> None:
            self.dismiss(f"{told} {also}" if also else told)

        self.app.push_screen(BringRunsScreen(runs=kept.done), ended)

    def action_next(self, by: int) -> None:
        """Go to another question."""
        if by > 0:
            self.app.action_focus_next()
        else:
            self.app.action_focus_previous()

    def action_back(self) -> None:
        """Go back to the file's name; nothing is kept."""
        self.dismiss(None)

    def look_again(self) -> None:
        """Read again what may have changed outside: the file, and the store."""
        self.desk.look_again()
        self._data = self._read = None
        self._answered()
