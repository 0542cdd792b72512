"""The calendar screen: keys and dialogs over the calendar."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType

from planner.app.bits import Line
from planner.app.calendar import Calendar
from planner.app.commands import Context
from planner.app.keymap import bindings
from planner.app.screens.base import PlannerScreen
from planner.app.views.logged import is_logged
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine, top_line
from planner.domain.errors import BadValue, NotFound
from planner.domain.ids import HUNG
from planner.domain.layer import Hung
from planner.domain.log import Happening
from planner.domain.session import Session, SessionKind, name_of
from planner.planning.schedule import Planned

if TYPE_CHECKING:
    from planner.app.forms.form import Form

_MINUTE = 60


class CalendarScreen(PlannerScreen[None]):
    """Month, week, day and whole plan over one cursor."""

    CONTEXT = Context.CALENDAR
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.CALENDAR)]

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self._start = day
        self._words = ""
        self._left = False
        self._copied: Session | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line on top, the board and the keys."""
        self.calendar = Calendar(self.desk, self._start)
        self._today = self.desk.today
        yield TopLine(self._top)
        yield Board(self.calendar.lines)
        yield KeyLine(Context.CALENDAR)

    def on_mount(self) -> None:
        """Notice midnight."""
        self._fit()
        self.set_interval(_MINUTE, self._look_at_the_clock)

    def on_screen_suspend(self) -> None:
        """Remember that another screen may change things."""
        self._left = True

    def on_screen_resume(self) -> None:
        """Show what another screen has changed; the very first time there is nothing to draw again."""
        if self._left:
            self._left = False
            self.changed()

    def look_again(self) -> None:
        """Read again what may have changed outside while the terminal was left."""
        self.desk.refresh()
        self.changed()

    def _look_at_the_clock(self) -> None:
        if self.desk.today != self._today:
            if self.calendar.cursor == self._today:
                self.calendar.go(self.desk.today)
            self._today = self.desk.today
            self.changed()

    def _top(self, width: int) -> Line:
        return top_line(self.desk.plan(), self.desk.today, width, private=self.desk.settings.private)

    def changed(self) -> None:
        """Draw everything anew after a change."""
        if self.desk.plan() is None:
            # The last plan is gone, by undo or from outside.
            self.call_later(self.program.show_calendar)
            return
        self.calendar.forget()
        self.query_one(TopLine).redraw()
        self._moved()

    def _moved(self) -> None:
        self.query_one(Board).redraw()
        self._fit()

    def _fit(self) -> None:
        """Leave out of the footer what would do nothing where the cursor stands."""
        calendar = self.calendar
        item = calendar.item
        hidden = set() if self._copied else {"calendar.paste"}
        if not item:
            hidden |= {"calendar.move", "calendar.edit", "calendar.delete", "calendar.done", "calendar.skip"}
        if is_logged(item):
            hidden |= {"calendar.move", "calendar.done", "calendar.skip"}
            if calendar.logged and calendar.logged[1] is not None:
                hidden.add("calendar.delete")
        elif HUNG in item and not calendar.logged:
            hidden.add("calendar.edit")
        if calendar.cursor > self.desk.today:
            hidden.add("calendar.done")
        if not calendar.routine:
            hidden.add("calendar.play")
        self.query_one(KeyLine).fit(hidden)

    def _item(self) -> str:
        item = self.calendar.item
        if not item:
            raise NotFound("this day", "there is nothing on it", "a adds a session.")
        if is_logged(item):
            raise BadValue("log", "it is logged already", "e corrects it, x takes it back.")
        return item

    def _do(self, action: Callable[[], str]) -> None:
        """Do something to the plan or the log, say it, and show it."""
        self.say(action(), undo=True)
        self.changed()

    def _ask(self, form: "Form") -> None:
        self.ask(form, self.changed)

    async def on_board_clicked(self, message: Board.Clicked) -> None:
        """Choose the clicked day; a double click opens it."""
        found = self.calendar.day_at(message.x, message.y)
        if found:
            self.calendar.go(*found)
            if message.twice:
                await self.action_open()
            self._moved()

    def on_board_scrolled(self, message: Board.Scrolled) -> None:
        """Turn the month, or go on in a list."""
        if self.calendar.is_list:
            self.action_go_line(message.by)
        else:
            self.action_go_month(message.by)

    def action_go(self, by: int) -> None:
        """Go days."""
        self.calendar.go_days(by)
        self._moved()

    def action_go_line(self, by: int) -> None:
        """Go weeks, or rows."""
        self.calendar.go_line(by)
        self._moved()

    def action_go_month(self, by: int) -> None:
        """Go months."""
        self.calendar.go_month(by)
        self._moved()

    def action_today(self) -> None:
        """Go to today."""
        self._go(self.desk.today)

    def action_race_day(self) -> None:
        """Go to race day."""
        self._go(self.desk.plan_of(None).race.day)

    def action_go_to(self) -> None:
        """Ask for a date."""
        from planner.app.forms.places import GoForm

        self.ask(GoForm(self.desk, self.calendar.cursor, self._go))

    def action_search(self) -> None:
        """Ask for words."""
        from planner.app.forms.places import SearchForm

        self.ask(SearchForm(self.desk, self.calendar.cursor, self._words, self._found))

    def _go(self, day: date) -> None:
        self.calendar.go(day)
        self._moved()

    def _found(self, day: date, item: str, words: str) -> None:
        self._words = words
        self.calendar.go(day, item)
        self._moved()

    def action_view(self, view: str) -> None:
        """Show another view of the same day."""
        self.calendar.view = view
        self._moved()

    async def action_open(self) -> None:
        """Open what the cursor is on: a week of the plan, a day, an item."""
        calendar = self.calendar
        if calendar.view == "plan":
            self.action_view("week")
        elif calendar.view != "day":
            self.action_view("day")
        elif is_logged(calendar.item):
            self.action_edit()
        elif HUNG in calendar.item:
            await self.program.play(calendar.item)
        elif calendar.item:
            self.action_edit()
        else:
            self.action_add()

    def action_back(self) -> None:
        """Out of a swap, else to the month."""
        if self.calendar.marked:
            self.calendar.marked = None
            self._moved()
        else:
            self.action_view("month")

    def action_add(self) -> None:
        """Ask for a session to add."""
        from planner.app.forms.plan import AddForm

        self.desk.plan_of(None)
        self._ask(AddForm(self.desk, self.calendar.cursor))

    def action_edit(self) -> None:
        """Ask for other contents; of what is logged, for what was really so."""
        from planner.app.forms.plan import EditForm

        logged = self.calendar.logged
        if logged:
            self._correct(*logged)
            return
        self._ask(EditForm(self.desk, self._item()))

    def _correct(self, entry: Happening, step: int | None) -> None:
        from planner.app.forms.played import correction

        def corrected() -> None:
            self.calendar.forget()
            self.calendar.follow(entry, step)
            self.changed()

        self.ask(correction(self.desk, entry, step), corrected)

    def action_move(self) -> None:
        """Ask for another day."""
        from planner.app.forms.plan import MoveForm

        item = self._item()
        self.ask(MoveForm(self.desk, item), lambda: self._follow(item))

    def _follow(self, item: str) -> None:
        """Go where a moved thing is now."""
        found = self.desk.schedule_of(self.desk.plan_of(None)).find(item)
        if found:
            self.calendar.go(found.day if isinstance(found, Hung) else found.session.day, item)
        self.changed()

    def action_copy(self) -> None:
        """Remember a session."""
        found = self.desk.schedule_of(self.desk.plan_of(None)).find(self._item())
        if not isinstance(found, Planned):
            raise BadValue("copy", "only sessions can be copied", "Choose a run.")
        self._copied = found.session
        self.say(f"Copied {name_of(found.session, self.desk.settings.unit)}. P adds it on another day.")
        self._fit()

    def action_paste(self) -> None:
        """Add the remembered session on the cursor's day."""
        from planner.actions import changes

        if self._copied is None:
            raise NotFound("paste", "nothing is copied yet", "y on a session copies it.")
        kind = SessionKind.TUNE_UP if self._copied.kind is SessionKind.RACE else self._copied.kind
        session = replace(self._copied, id=self.desk.new_id(), day=self.calendar.cursor, kind=kind)
        self._do(lambda: changes.add(self.desk, session))

    def action_delete(self) -> None:
        """Take it out of the plan, or back out of the log; undo brings it back, so nothing is asked."""
        from planner.actions import changes, diary

        if is_logged(self.calendar.item):
            found = self.calendar.logged
            if found is None or found[1] is not None:
                raise BadValue("step", "it is part of its session", "e corrects it; x on the session takes all back.")
            self._do(lambda: diary.take_back(self.desk, found[0]))
            return
        item = self._item()
        self._do(lambda: changes.delete(self.desk, item))

    def action_swap(self) -> None:
        """Mark a day, or swap it with the marked one."""
        from planner.actions import changes

        one, other = self.calendar.marked, self.calendar.cursor
        self.calendar.marked = None
        if one is None:
            self.calendar.marked = other
            self.say("Go to the other day and press w there. esc leaves it.")
            self._moved()
        elif one == other:
            self._moved()
        else:
            self._moved()
            self._do(lambda: changes.swap(self.desk, one, other))

    def action_undo(self) -> None:
        """Take back the last thing."""
        from planner.actions.undo import undo

        self.say(undo(self.desk))
        self.changed()

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        from planner.actions.undo import redo

        self.say(redo(self.desk))
        self.changed()

    def action_done(self) -> None:
        """Ask for the figures of a session; tick off a routine at once."""
        from planner.actions import diary
        from planner.app.forms.diary import DoneForm

        item = self._item()
        if HUNG in item:
            self._do(lambda: diary.done(self.desk, item))
        else:
            self._ask(DoneForm(self.desk, item))

    def action_skip(self) -> None:
        """Ask why."""
        from planner.app.forms.diary import SkipForm

        self._ask(SkipForm(self.desk, self._item()))

    def action_pain(self) -> None:
        """Ask where and how much."""
        from planner.app.forms.diary import PainForm

        self._ask(PainForm(self.desk, self.calendar.cursor))

    def action_note(self) -> None:
        """Ask for a note."""
        from planner.app.forms.diary import NoteForm

        self._ask(NoteForm(self.desk, self.calendar.cursor))

    async def action_play(self) -> None:
        """Play the routine."""
        routine = self.calendar.routine
        if not routine:
            raise NotFound("this day", "no routine hangs on it", "b opens the builder, which plays any routine.")
        await self.program.play(routine)

    async def action_builder(self) -> None:
        """Go to the routine builder."""
        await self.program.switch_mode("builder")

    def action_new_plan(self) -> None:
        """Open the new build-up screen."""
        from planner.app.screens.build_up import BuildUpScreen

        self.app.push_screen(BuildUpScreen(), lambda _: self.changed())

    def action_bring_a_plan(self) -> None:
        """Import a plan file."""
        self.bring_a_plan()

    def action_layers(self) -> None:
        """Switch layers on and off."""
        from planner.app.screens.lists import LayersScreen

        self.desk.plan_of(None)
        self.app.push_screen(LayersScreen(), lambda _: self.changed())

    def action_choose_plan(self) -> None:
        """Show another plan."""
        from planner.app.screens.lists import PlansScreen

        self.app.push_screen(PlansScreen(), lambda _: self.changed())

    def action_reload(self) -> None:
        """Read all files again."""
        self.desk.refresh()
        self.changed()
        self.say("Read all files again.")
