"""The export: a format, the days and what hangs on them, and a look at the file before it is written."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.timer import Timer
from textual.widgets import Input, Label

from planner.actions.exports import THEN, Choice, Exported, Format
from planner.app.bits import Bit, Line, plain, spread, wrap
from planner.app.commands import Context
from planner.app.content import content_of
from planner.app.forms import export as form
from planner.app.forms.form import choose
from planner.app.keymap import bindings
from planner.app.screens.base import PlannerScreen
from planner.app.views.export import text_lines, told_lines
from planner.app.widgets.board import Board
from planner.app.widgets.entry import Entry
from planner.app.widgets.format_list import FormatList
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.toggles import Toggles
from planner.app.widgets.top_line import TopLine
from planner.domain.days import show_day
from planner.domain.errors import BadValue, PlannerError

if TYPE_CHECKING:
    from pathlib import Path

_PAUSE_S = 0.15
"""So long after the last key the file is made anew: not for every letter of a date."""
_LOW = 22
_FEW = 3
"""So many formats are in sight where there is little room."""


class ExportScreen(PlannerScreen[None]):
    """Asks what is written and where. The file is made in a thread of its own while one types."""

    CONTEXT = Context.EXPORT
    CSS_PATH = "export.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.EXPORT)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_LOW, "-high")]  # noqa: RUF012

    class Made(Message):
        """A file was made, or could not be."""

        def __init__(self, choice: Choice, outcome: Exported | PlannerError) -> None:
            super().__init__()
            self.choice, self.outcome = choice, outcome

    class Written(Message):
        """It was written, in words, or could not be."""

        def __init__(self, outcome: str | PlannerError) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self) -> None:
        super().__init__()
        self._inputs: dict[str, Input] = {}
        self._rows: dict[str, Horizontal] = {}
        self._wanted: Choice | None = None
        self._made: tuple[Choice, Exported] | None = None
        self._problem: PlannerError | None = None
        self._asks_to_replace = False
        self._is_making = self._is_writing = self._write_next = False
        self._place_by_itself = ""
        self._timer: Timer | None = None
        self._top = 0

    def compose(self) -> ComposeResult:
        """Lay out the formats at the left, the questions at the right, and below them what would be written."""
        last = self.program.answered.get("export.format", "")
        self.formats = FormatList(next((one for one in Format if one.value == last), Format.ICS))
        self.things = Toggles(form.groups_of(self.desk, self.desk.plan_of(None).id))
        yield TopLine(self._title)
        with Horizontal(id="halves"):
            yield self.formats
            with VerticalScroll(id="form", can_focus=False):
                yield from self._row("plan", "plan", self.desk.plan_of(None).id, [one.id for one in self.desk.plans()])
                yield from self._row("first", "from")
                yield from self._row("last", "to")
                with Horizontal(classes="row"):
                    yield Label(content_of("with it"), classes="label")
                    yield self.things
                for option in form.OPTIONS:
                    yield from self._row(option.name, option.label, option.words[0], list(option.words))
                yield from self._row("file", "file")
        yield Board(self._lines)
        yield KeyLine(Context.EXPORT)

    def _row(self, name: str, label: str, value: str = "", choices: list[str] | None = None) -> ComposeResult:
        suggester = SuggestFromList(choices, case_sensitive=False) if choices else None
        field = self._inputs[name] = Entry(value, compact=True, name=name, suggester=suggester)
        field.cursor_blink = False
        with Horizontal(classes="row") as row:
            yield Label(content_of(label), classes="label")
            yield field
        self._rows[name] = row

    def on_mount(self) -> None:
        """Begin with the formats, and show what the likely answers make."""
        self.formats.focus()
        self._fit()
        self._answered()

    def on_resize(self) -> None:
        """Show as many formats as there is room for."""
        self._fit()

    def _fit(self) -> None:
        width, height = self.app.size
        is_small = height < _LOW or width < 72
        self.formats.styles.height = _FEW if is_small else len(self.formats.formats)
        self.formats.redraw()

    @property
    def answers(self) -> form.Answers:
        """What stands in the form now."""
        values = {name: field.value for name, field in self._inputs.items()}
        return form.Answers(
            format=self.formats.format,
            plan=values["plan"],
            first=values["first"],
            last=values["last"],
            left_out=self.things.off,
            options={option.name: values[option.name] for option in form.OPTIONS},
        )

    def _answered(self) -> None:
        """Take what was answered: say what is wrong with it, or make the file anew."""
        self._asks_to_replace = self._write_next = False
        self._offer()
        try:
            self._wanted, self._problem = form.choice_of(self.desk, self.answers), None
        except PlannerError as problem:
            self._wanted, self._problem = None, problem
        if self._wanted and not (self._made and self._made[0] == self._wanted):
            self._begin_soon()
        self._show()

    def _offer(self) -> None:
        """Show the questions of the format and the days and things of the plan."""
        shown = {option.name for option in form.options_of(self.formats.format)}
        for option in form.OPTIONS:
            self._rows[option.name].display = option.name in shown
        plan_id = self._inputs["plan"].value
        span = form.span_of_plan(self.desk, plan_id)
        if span:
            for name, day in zip(("first", "last"), span, strict=True):
                self._inputs[name].placeholder = show_day(day, year=True).partition(" ")[2]
            groups = form.groups_of(self.desk, choose(plan_id, [one.id for one in self.desk.plans()], "plan"))
            if groups != self.things.groups:
                self.things.offer(groups)
        self._place()

    def _place(self) -> None:
        """Write down where the file goes by itself, unless the runner has said so."""
        field = self._inputs["file"]
        if field.value == self._place_by_itself:
            folder = self.program.answered.get("export.folder") or form.usual_folder()
            made = self._made[1] if self._made and self._made[0] == self._wanted else None
            field.value = self._place_by_itself = form.usual_place(folder, made, self.answers)

    def _begin_soon(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE_S, self._begin)

    def _begin(self) -> None:
        if self._wanted and not self._is_making and not (self._made and self._made[0] == self._wanted):
            self._is_making = True
            self._make(self._wanted)

    @work(thread=True, group="export")
    def _make(self, choice: Choice) -> None:
        from planner.actions.desk import Desk
        from planner.actions.exports import export

        # A desk of its own: the screen's is used meanwhile.
        desk = Desk(self.desk.store, now=self.desk.now)
        try:
            outcome: Exported | PlannerError = export(desk, choice)
        except PlannerError as problem:
            outcome = problem
        self.post_message(self.Made(choice, outcome))

    def on_export_screen_made(self, message: Made) -> None:
        """Show what was made; if the answers are others by now, make it again."""
        self._is_making = False
        if message.choice != self._wanted:
            self._begin()
            return
        if isinstance(message.outcome, PlannerError):
            self._problem, self._write_next = message.outcome, False
        else:
            self._made, self._top = (message.choice, message.outcome), 0
            self._place()
        if self._write_next:
            self.action_write()
        self._show()

    def action_write(self) -> None:
        """Write it; what is there already is replaced only when that is asked for again."""
        if self._is_writing:
            return
        made = self.made
        if made is None:
            self._write_next = self._wanted is not None and self._problem is None
            self._show()
            return
        self._write_next = False
        try:
            place = form.place_of(self._inputs["file"].value)
            taken = form.in_the_way(made, place)
            if taken and not all(one.is_file() and not one.is_symlink() for one in taken):
                raise BadValue("file", "a link, a folder or a device is there", "Choose another name.")
        except PlannerError as problem:
            self._problem = problem
            self._show()
            return
        if taken and not self._asks_to_replace:
            self._asks_to_replace = True
            self._show()
            return
        self._is_writing = True
        self._show()
        self._write(made, place, replace=bool(taken))

    @work(thread=True, group="export")
    def _write(self, made: Exported, place: "Path", *, replace: bool) -> None:
        from planner.actions.exports import keep_export

        try:
            outcome: str | PlannerError = keep_export(made, str(place), replace=replace)
        except PlannerError as problem:
            outcome = problem
        self.post_message(self.Written(outcome))

    def on_export_screen_written(self, message: Written) -> None:
        """Say where it is and go back; what went wrong is said in place."""
        self._is_writing = self._asks_to_replace = False
        if isinstance(message.outcome, PlannerError):
            self._problem = message.outcome
            self._show()
            return
        typed = self._inputs["file"].value.strip()
        if typed != self._place_by_itself or "/" in typed:
            self.program.answered["export.folder"] = typed.rpartition("/")[0] or ("/" if "/" in typed else ".")
        self.program.answered["export.format"] = self.formats.format.value
        self.say(f"{message.outcome} {THEN[self.formats.format]}")
        self.dismiss(None)

    @property
    def made(self) -> Exported | None:
        """What was made of the present answers; None while it is not."""
        return self._made[1] if self._made and self._wanted and self._made[0] == self._wanted else None

    def _show(self) -> None:
        self.formats.redraw()
        self.query_one(Board).redraw()
        self.query_one(TopLine).redraw()

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        head = self._told(width)
        made = self.made
        rows = self._rows_of(made, width) if made and not self._problem else ()
        room = height - len(head) - 1
        if not rows or room < 2:
            return tuple(head[:height])
        self._top = max(0, min(self._top, len(rows) - room))
        ascii_only = self.desk.settings.ascii
        return (*head, (), *text_lines(rows, self._top, width, room, ascii_only=ascii_only))

    def _rows_of(self, made: Exported, width: int) -> list[str]:
        """Return what one can read on in: what is to be known of the export, then the file itself."""
        notes = [
            f"{'- ' if n == 0 else '  '}{part}" for note in made.notes for n, part in enumerate(wrap(note, width - 6))
        ]
        return [*notes, *([""] if notes else []), *form.first_lines(made, self.formats.format)]

    def _told(self, width: int) -> list[Line]:
        made, focused = self.made, self.focused
        more = [text for text in (self._help(focused.name if focused and focused.name else ""),) if text]
        if self._problem:
            return told_lines(str(self._problem), "warning", more, width)
        if self._asks_to_replace:
            return told_lines("It is there already: enter again replaces it.", "warning", more, width)
        if made is None or self._is_writing or self._write_next:
            will = ", then it is written" if self._write_next else ""
            doing = "Writing it…" if self._is_writing else f"Making it{will}… esc stops."
            return told_lines(doing, "label", more, width)
        return told_lines(f"{form.summary(made)}.", "good", more or [THEN[self.formats.format]], width)

    def _help(self, name: str) -> str:
        if self.focused is self.things:
            return form.HELP["things"]
        option = next((one for one in form.OPTIONS if one.name == name), None)
        return option.help if option else form.HELP.get(name, "")

    def _title(self, width: int) -> Line:
        right: Line = ()
        try:
            plan = self.desk.plan_of(choose(self._inputs["plan"].value, [one.id for one in self.desk.plans()], "plan"))
            right = (Bit(f"{plain(plan.title)}, {show_day(plan.race.day, year=True)} ", "label"),)
        except PlannerError:
            pass
        return spread((Bit(" Take the plan along", "primary"),), right, width)

    def on_input_changed(self) -> None:
        """Answer what is typed."""
        self._answered()

    def on_toggles_turned(self) -> None:
        """Answer what is turned on or off."""
        self._answered()

    def on_input_submitted(self) -> None:
        """Write it: enter in a field comes here."""
        self.action_write()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the focused question wants."""
        del event
        self.query_one(Board).redraw()

    def on_format_list_chosen(self) -> None:
        """Answer another format."""
        self._top = 0
        self._answered()

    def action_step(self, by: int) -> None:
        """Go to another format, count a day, or take another choice."""
        focused = self.focused
        if isinstance(focused, Toggles):
            focused.action_go(-by)
        elif isinstance(focused, Input) and focused.name:
            focused.value = self._stepped(focused.name, focused.value, by)
            focused.cursor_position = len(focused.value)
        else:
            self.formats.choose(self.formats.chosen - by)

    def action_turn(self) -> None:
        """Turn what the cursor stands on in the row of what goes along."""
        if self.focused is self.things:
            self.things.action_turn()

    def action_open(self) -> None:
        """Show the layers of the kind on which the cursor stands, or the kind again."""
        if self.focused is self.things:
            self.things.action_open()

    def _stepped(self, name: str, value: str, by: int) -> str:
        option = next((one for one in form.OPTIONS if one.name == name), None)
        words = option.words if option else tuple(one.id for one in self.desk.plans()) if name == "plan" else ()
        if words:
            place = words.index(value) if value in words else 0
            return words[(place - by) % len(words)]
        span = form.span_of_plan(self.desk, self._inputs["plan"].value)
        if name in ("first", "last") and span:
            return form.another_day(value, span[name == "last"], by, self.desk.today)
        return value

    def action_read(self, by: int) -> None:
        """Read on in the file, or back."""
        board = self.query_one(Board)
        self._top = max(0, self._top + by * max(board.size.height - 4, 1))
        board.redraw()

    def on_board_scrolled(self, message: Board.Scrolled) -> None:
        """Read on with the wheel."""
        self._top = max(0, self._top + message.by * 3)
        self.query_one(Board).redraw()

    def action_back(self) -> None:
        """Stop what would be written, else go back."""
        if self._is_writing:
            return
        if self._write_next or self._asks_to_replace:
            self._write_next = self._asks_to_replace = False
            self._show()
        else:
            self.dismiss(None)

    def look_again(self) -> None:
        """Read again what may have changed outside."""
        self.desk.look_again()
        self._made = None
        self._answered()
