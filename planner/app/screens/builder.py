"""The routine builder: the library at the left, the routine at the right, what it adds up to on top."""

from collections.abc import Callable
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from planner.app.commands import Context, commands_of
from planner.app.keymap import bindings, keys_of, show_key
from planner.app.read_only import Saves, may_open
from planner.app.screens.builder_keeping import KeepingScreen
from planner.app.widgets.board import Board, Make
from planner.app.widgets.entry import Entry
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.app.workbench import LIBRARY, STEPS, Workbench
from planner.domain.errors import BadValue
from planner.domain.routine import Group
from planner.domain.text import one_line

_STEP_KEYS = {
    f"builder.{name}" for name in ("move-up", "move-down", "shorter", "longer", "dose", "sides", "remove", "group")
}


class BuilderScreen(KeepingScreen):
    """Builds routines from the library. What was typed and changed stays when one goes to the calendar and back."""

    saves = Saves.SOME
    CONTEXT = Context.BUILDER
    CSS_PATH = "builder.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (100, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012 - Textual's own declaration
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.BUILDER)]

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        self.bench = Workbench(self.desk)
        bench = self.bench
        read_on = next(one for one in commands_of(Context.BUILDER) if one.id == "builder.read-on")
        bench.more_key = show_key(keys_of(read_on, self.program.key_overrides)[0])
        yield TopLine(bench.top)
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                search = Entry(placeholder="name, area or words of how it is done", compact=True, id="search")
                search.cursor_blink = False
                yield search
                yield self._board("library", bench.library)
            yield self._board("steps", bench.steps)
            yield self._board("areas", bench.areas)
        yield self._board("detail", bench.detail)
        yield KeyLine(Context.BUILDER)

    def _board(self, name: str, make: Make) -> Board:
        board = Board(make)
        board.id = name
        return board

    def on_mount(self) -> None:
        """Draw for the first time."""
        may_open(self.program, self)
        self.query_one("#search", Input).display = False
        self.changed()

    def on_screen_resume(self) -> None:
        """Show what another screen has changed, such as a routine that was saved elsewhere."""
        if self.is_mounted:
            self.changed()

    def changed(self) -> None:
        """Draw what differs."""
        self.query_one(TopLine).redraw()
        for board in self.query(Board):
            board.redraw()
        bench = self.bench
        hidden = set() if bench.pane == STEPS and bench.draft.rows else set(_STEP_KEYS)
        if not bench.has_warnings:
            hidden.add("builder.accept")
        if not bench.draft.back:
            hidden.add("builder.undo")
        if not bench.draft.rows:
            hidden |= {"builder.play", "builder.save"}
        self.query_one(KeyLine).fit(hidden)

    # Going about

    def action_go(self, by: int) -> None:
        """Go up or down."""
        self.do(lambda: self.bench.go(by))

    def action_pane(self, pane: str) -> None:
        """Go to the library or to the routine."""
        self.bench.pane = pane
        self.changed()

    def action_switch(self) -> None:
        """Go to the other pane."""
        self.action_pane(STEPS if self.bench.pane == LIBRARY else LIBRARY)

    async def action_calendar(self) -> None:
        """Back to the calendar; what stands here stays as long as the program runs."""
        if self.bench.draft.is_changed and self.bench.draft.rows:
            self.say("The routine is not saved yet: b comes back to it, ctrl+s there saves it.")
        await self.program.show_calendar()

    def action_read(self, by: int) -> None:
        """Read on in the description, or back."""
        self.do(lambda: self.bench.read_on(by))

    # Finding

    def action_search(self) -> None:
        """Type what to look for."""
        self.bench.pane, self.bench.is_searching = LIBRARY, True
        field = self.query_one("#search", Input)
        field.value = self.bench.finder.words
        field.display = True
        field.focus()
        self.changed()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find while one types."""
        if self.bench.is_searching:
            words = one_line(event.value)
            self.do(lambda: self.bench.find(msgspec.structs.replace(self.bench.finder, words=words)))

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self._end_search()

    def _end_search(self) -> None:
        self.bench.is_searching = False
        field = self.query_one("#search", Input)
        field.display = False
        self.set_focus(None)
        self.changed()

    def action_filter(self, name: str) -> None:
        """Show less of the library: the next kind, area, moment, or own kit only."""
        finder = self.bench.finder
        match name:
            case "kind":
                finder = finder.next_kind()
            case "area":
                finder = finder.next_area(self.desk.exercises().values())
            case "moment":
                finder = finder.next_moment()
            case "needs":
                finder = finder.next_need(self.desk.exercises().values())
            case _:
                finder = msgspec.structs.replace(finder, own_kit=not finder.own_kit)
                if finder.own_kit and self.desk.settings.equipment is None:
                    self.action_kit()
                    return
        self.bench.pane = LIBRARY
        self.do(lambda: self.bench.find(finder))

    def action_kit(self) -> None:
        """Ask what the runner has, and show what that is enough for."""
        from planner.app.forms.kit import KitForm

        def show() -> None:
            self.bench.pane = LIBRARY
            self.do(lambda: self.bench.find(msgspec.structs.replace(self.bench.finder, own_kit=True)))

        self.ask(KitForm(self.desk), show)

    async def action_clear(self) -> None:
        """Out of the search, then everything again, then the calendar."""
        if self.bench.is_searching:
            self._end_search()
            return
        empty = type(self.bench.finder)()
        if self.bench.finder != empty:
            self.do(lambda: self.bench.find(empty))
        else:
            await self.action_calendar()

    # Changing

    def action_add(self) -> None:
        """In the library: add. In the routine: type a dose."""
        if self.bench.pane == STEPS:
            self.action_type_dose()
        else:
            self.do(self.bench.add)

    def _step(self, change: Callable[[], object]) -> None:
        if not self.bench.draft.rows:
            raise BadValue("routine", "it is empty", "Add an exercise with enter in the library.")
        self.do(change)

    def action_move(self, by: int) -> None:
        """Move the step."""
        self._step(lambda: self.bench.move(by))

    def action_dose(self, by: int) -> None:
        """Shorter or longer."""
        self._step(lambda: self.bench.change_dose(by))

    def action_sides(self) -> None:
        """Another order of sides."""
        self._step(self.bench.change_sides)

    def action_remove(self) -> None:
        """Take the step out."""
        self._step(self.bench.remove)

    def action_copy(self) -> None:
        """Copy the step."""
        self._step(self.bench.copy)

    def action_off(self) -> None:
        """Leave the step out, or take it in."""
        self._step(self.bench.switch_off)

    def action_insert(self) -> None:
        """Put the library's exercise before the chosen step."""
        self.do(self.bench.insert)

    def action_wait(self) -> None:
        """Wait for the runner before the step, or no longer."""
        self._step(self.bench.change_wait)

    def action_priority(self, priority: int) -> None:
        """Keep the step longer or shorter when time is short."""
        self._step(lambda: self.bench.set_priority(priority))

    def action_sound(self) -> None:
        """Let the routine sound otherwise."""
        self.do(self.bench.change_profile)

    def action_step_note(self) -> None:
        """Write a note for the step."""
        from planner.app.forms.routine import StepNoteForm

        self.ask_and_draw(StepNoteForm(self.bench))

    def action_group(self) -> None:
        """Play it in rounds with the one before."""
        self._step(self.bench.group)

    def action_ungroup(self) -> None:
        """Take a group apart."""
        self._step(self.bench.ungroup)

    def action_rest(self) -> None:
        """Add a rest."""
        self.do(self.bench.add_rest)

    def action_when(self) -> None:
        """Say what the routine is for."""
        self.do(self.bench.change_timing)

    def action_shorten(self) -> None:
        """Cut it to the minutes there are."""
        from planner.app.forms.minutes import MinutesForm

        if not self.bench.draft.rows:
            raise BadValue("routine", "it is empty", "Add an exercise with enter in the library.")
        bench = self.bench
        self.ask_and_draw(MinutesForm(bench.draft.routine, self.desk.exercises(), bench.usual_s, bench.take))

    def action_accept(self) -> None:
        """Accept the warnings, or none any more."""
        self.say(self.bench.accept())
        self.changed()

    def action_undo(self) -> None:
        """Take back the last change."""
        self.do(self.bench.undo)

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self.do(self.bench.redo)

    def action_type_dose(self) -> None:
        """Type a dose, or a group's rounds and rest."""
        from planner.app.forms.routine import DoseForm, RoundsForm

        row = self.bench.draft.row(self.bench.chosen(STEPS))
        is_group = row is not None and isinstance(row.step, Group)
        self.ask_and_draw(RoundsForm(self.bench) if is_group else DoseForm(self.bench))

    def action_note(self) -> None:
        """Add a text to read."""
        from planner.app.forms.routine import TextForm

        self.ask_and_draw(TextForm(self.bench.add_note))
