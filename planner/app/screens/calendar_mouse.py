"""The mouse on the calendar: a click chooses, a drag moves a session or selects days, the wheel goes on."""

from datetime import date

from planner.app.screens.calendar_editing import CalendarEditing
from planner.app.views.scene import main_item
from planner.app.widgets.board import Board
from planner.domain.errors import PlannerError
from planner.domain.ids import HUNG


class CalendarMouse(CalendarEditing):
    """Clicks and drags on the board."""

    async def on_board_clicked(self, message: Board.Clicked) -> None:
        """Choose the clicked day, or with shift up to it; a double click opens it."""
        found = self.calendar.day_at(message.x, message.y)
        if not found:
            return
        if message.extends:
            self.calendar.anchor = self.calendar.anchor or self.calendar.cursor
        self.calendar.go(*found)
        if message.twice:
            await self.action_open()
        self.moved()

    def on_board_scrolled(self, message: Board.Scrolled) -> None:
        """Turn the month, or go on in a list."""
        if self.calendar.is_list:
            self.calendar.go_line(message.by)
        else:
            self.calendar.go_month(message.by)
        self.moved()

    def on_board_dragging(self, message: Board.Dragging) -> None:
        """Show what letting go here would do."""
        calendar = self.calendar
        start, here = calendar.day_at(*message.start), calendar.day_at(*message.here)
        if message.selects:
            if start and here:
                calendar.anchor = calendar.anchor or start[0]
                self.go(here[0])
            return
        calendar.target = here[0] if start and here else None
        calendar.telling = self._effect(start, calendar.target) if start else ""
        self.query_one(Board).redraw()

    def on_board_dragged(self, message: Board.Dragged) -> None:
        """Move what was dragged to the day it was dropped on."""
        calendar = self.calendar
        start = calendar.day_at(*message.start) if message.start else None
        here = calendar.day_at(*message.end) if message.end else None
        self.let_go()
        if message.selects or not start or not here or start[0] == here[0]:
            return
        from planner.actions import changes

        item = self._dragged(start)
        if item:
            try:
                self.say(changes.move(self.desk, item, here[0]), undo=True)
            except PlannerError as problem:
                self.program.complain(problem)
                return
            self.follow(item)

    def let_go(self) -> None:
        """Drag nothing any more."""
        self.query_one(Board).let_go()
        self.calendar.target, self.calendar.telling = None, ""
        self.moved()

    def _dragged(self, start: tuple[date, str]) -> str:
        """Return the id of what is dragged: what is under the mouse, else what the day is for."""
        day = next((one for one in self.calendar.days() if one.day == start[0]), None)
        planned = {line.session.id for line in day.sessions} | {line.hung.id for line in day.hung} if day else set()
        return start[1] if start[1] in planned else main_item(day) if day else ""

    def _effect(self, start: tuple[date, str], to: date | None) -> str:
        from planner.app.forms.plan import MoveForm

        item = self._dragged(start)
        if not item:
            return "There is nothing to drag on this day."
        if to is None:
            return "Let go here and nothing is moved."
        try:
            form = MoveForm(self.desk, item)
            what = form.title.removeprefix("Move ")
            if to == start[0]:
                return f"{what}: drag it to another day. {self.key('back')} leaves it."
            return f"{what}{' alone' if HUNG in item else ''}: {form.effect({'to': to.isoformat()})}"
        except PlannerError as problem:
            return str(problem)
