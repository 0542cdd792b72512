"""The calendar screen: month, week, day, whole plan and comparison over one cursor."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from planner.app.bits import Line
from planner.app.calendar import Calendar
from planner.app.commands import Context
from planner.app.keymap import bindings
from planner.app.screens.base import PlannerScreen
from planner.app.screens.calendar_mouse import CalendarMouse
from planner.app.screens.calendar_plans import CalendarPlans
from planner.app.signs import signs
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine, top_line

_MINUTE = 60


class CalendarScreen(CalendarMouse, CalendarPlans, PlannerScreen[None]):
    """The frame of the calendar, and moving about in it; its parts change, log and rearrange."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.CALENDAR)]

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self._start = day
        self._left = False
        self._words = ""

    def compose(self) -> ComposeResult:
        """Lay out the line on top, the board and the keys."""
        self.calendar = Calendar(self.desk, self._start)
        self._today = self.desk.today
        yield TopLine(self._top)
        yield Board(self.calendar.lines)
        yield KeyLine(Context.CALENDAR)

    def on_mount(self) -> None:
        """Notice midnight, and look for findings once the first paint is done."""
        self.fit()
        self.set_interval(_MINUTE, self._look_at_the_clock)
        self.check_soon()

    def on_screen_suspend(self) -> None:
        """Remember that another screen may change things."""
        self._left = True

    def on_screen_resume(self) -> None:
        """Show what another screen has changed; the very first time there is nothing to draw again."""
        if self._left:
            self._left = False
            self.calendar.forget()
            self.changed()

    def look_again(self) -> None:
        """Read again what may have changed outside while the terminal was left."""
        self.desk.look_again()
        self.calendar.forget()
        if self.app.screen is self or self.desk.plan() is not None:
            self.changed()  # else what is being typed over it comes first

    def _look_at_the_clock(self) -> None:
        if self.desk.today != self._today:
            if self.calendar.cursor == self._today:
                self.calendar.go(self.desk.today)
            self._today = self.desk.today
            self.changed()

    def _top(self, width: int) -> Line:
        settings = self.desk.settings
        sign = signs(ascii_only=settings.ascii).light
        desk = self.desk
        now = (desk.plan(), desk.today, width)
        return top_line(
            *now, light=self.light, sign=sign, private=settings.private, read_only=desk.read_only is not None
        )

    def action_go(self, by: int) -> None:
        """Go days."""
        self.calendar.go_days(by)
        self.moved()

    def action_go_line(self, by: int) -> None:
        """Go weeks, or rows."""
        self.calendar.go_line(by)
        self.moved()

    def action_go_month(self, by: int) -> None:
        """Go months."""
        self.calendar.go_month(by)
        self.moved()

    def action_today(self) -> None:
        """Go to today."""
        self.go(self.desk.today)

    def action_race_day(self) -> None:
        """Go to race day."""
        self.go(self.desk.plan_of(None).race.day)

    def action_go_to(self) -> None:
        """Ask for a date."""
        from planner.app.forms.places import GoForm

        self.ask(GoForm(self.desk, self.calendar.cursor, self.go))

    def action_search(self) -> None:
        """Ask what to look for; what fits stays lit."""
        from planner.app.forms.places import SearchForm

        self.ask(SearchForm(self.calendar, self._words, self._look_for))

    def _look_for(self, text: str) -> None:
        self._words = text
        self.calendar.look_for(text)
        self.calendar.go_found(1)
        self.moved()

    def action_next_match(self, by: int) -> None:
        """Go to the next thing that was found, or the one before."""
        if self.calendar.go_found(by):
            self.moved()
        elif not self.calendar.found:
            self.action_search()

    def action_select(self) -> None:
        """Begin a range of days, or end it."""
        self.calendar.anchor = self.calendar.cursor if self.calendar.anchor is None else None
        self.moved()

    def action_back(self) -> None:
        """Out of a drag, a swap, a range or a search, else to the month."""
        calendar = self.calendar
        if calendar.telling:
            self.let_go()
        elif calendar.marked:
            calendar.marked = None
        elif calendar.anchor is not None:
            self.end_range()
        elif calendar.found:
            calendar.found = None
        else:
            self.action_view("month")
        self.moved()
