"""Keys of the calendar that change sessions: one, those of a range, or two days."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.app.kept_days import gone_items
from planner.app.screens.calendar_log import CalendarLog
from planner.app.views.logged import is_logged
from planner.app.widgets.board import Board
from planner.domain.days import show_day, week_start
from planner.domain.errors import BadValue, NotFound
from planner.domain.ids import HUNG
from planner.domain.session import name_of
from planner.planning.schedule import Planned

if TYPE_CHECKING:
    from planner.app.forms.form import Form
    from planner.app.widgets.in_place import Typed


class CalendarEditing(CalendarLog):
    """Add, edit, move, copy, delete, restore, swap, undo."""

    def action_add(self) -> None:
        """Ask for a session to add, in one line where it will stand."""
        from planner.actions.session_line import add_line, effect_of_add
        from planner.app.forms.plan import AddForm
        from planner.app.widgets.in_place import InPlace

        self.desk.plan_of(None)
        day = self.calendar.cursor
        line = InPlace(
            "",
            self._in_place,
            effect=lambda text: effect_of_add(self.desk, day, text),
            keep=lambda text: add_line(self.desk, day, text),
            hint="8 km easy, or 2km easy, 5x(3min 5k, 2min jog)",
            title=f"A session on {show_day(day)}",
        )
        self.app.push_screen(line, lambda typed: self._kept(typed, lambda text: AddForm(self.desk, day, text)))

    def action_edit(self) -> None:
        """Edit a session in its row; ask about what is logged for what was really so."""
        logged = self.calendar.logged
        if logged:
            self.correct(*logged)
            return
        from planner.app.forms.plan import EditForm

        item = self.item()
        found = self.desk.schedule_of(self.desk.plan_of(None)).find(item)
        if not isinstance(found, Planned) or (self.desk.settings.private and found.session.note):
            # The form veils a note; a line would show it.
            self.ask_and_show(EditForm(self.desk, item))
            return
        from planner.actions.session_line import edit_line, effect_of_edit
        from planner.app.widgets.in_place import InPlace
        from planner.domain.session_line import write_line

        def line_now() -> str:
            now = self.desk.schedule_of(self.desk.plan_of(None)).find(item)
            if not isinstance(now, Planned):
                raise NotFound("session", "it is not in the plan any more", "esc leaves it; a adds what you typed.")
            return write_line(now.session, self.desk.settings.unit)

        line = InPlace(
            line_now(),
            self._in_place,
            again=line_now,
            effect=lambda text: effect_of_edit(self.desk, item, text),
            keep=lambda text: edit_line(self.desk, item, text),
            title=f"The session of {show_day(found.session.day)}",
        )
        self.app.push_screen(line, lambda typed: self._kept(typed, lambda text: EditForm(self.desk, item, text)))

    def _in_place(self) -> tuple[int, int]:
        board = self.query_one(Board)
        x, y = self.calendar.edit_place(*board.size)
        return x, y + board.region.y

    def _kept(self, typed: "Typed | None", form: "Callable[[str], Form]") -> None:
        """Say what a line in place did, or ask for all fields with what was typed so far."""
        if typed and typed.kept:
            self.do(lambda: typed.kept)
        elif typed:
            asked = form(typed.line)
            asked.is_typed = True
            self.ask_and_show(asked)

    def action_move(self) -> None:
        """Ask for another day; with a range, by how many days all of it moves."""
        if self.calendar.anchor is not None:
            from planner.app.forms.rearrange import MoveAllForm

            form = MoveAllForm(self.desk, self.range_items())
            self.end_range()
            self.ask_and_show(form)
            return
        from planner.app.forms.plan import MoveForm

        item = self.item()
        self.ask(MoveForm(self.desk, item), lambda: self.follow(item))

    def action_nudge(self, by: int) -> None:
        """Move what is chosen by days at once; with a range, all of it, and the range with it."""
        calendar = self.calendar
        if calendar.anchor is not None:
            from planner.actions.rearrange import move_all

            items = self.range_items()
            self.say(move_all(self.desk, items, by), undo=True)
            calendar.anchor += timedelta(days=by)
            calendar.go(calendar.cursor + timedelta(days=by))
            self.changed()
            return
        from planner.actions import changes

        item = self.item()
        day = calendar.cursor + timedelta(days=by)
        self.say(changes.move(self.desk, item, day), undo=True)
        self.follow(item)

    def action_copy(self) -> None:
        """Remember a session, or those of the range."""
        if self.calendar.anchor is not None:
            self._copy(*self.span())
            self.end_range()
            self.moved()
            return
        found = self.desk.schedule_of(self.desk.plan_of(None)).find(self.item())
        if not isinstance(found, Planned):
            raise BadValue("copy", "only sessions can be copied", "Choose a run.")
        self.copied, self.copied_from, self.copied_week = (found.session,), found.session.day, False
        named = name_of(found.session, self.desk.settings.unit)
        self.say(f"Copied {named}. {self.key('paste')} adds it on another day.")
        self.fit()

    def action_copy_week(self) -> None:
        """Remember the week of the cursor."""
        first = week_start(self.calendar.cursor, self.desk.settings.first_weekday)
        self._copy(first, first + timedelta(days=6), week=True)

    def _copy(self, first: date, last: date, *, week: bool = False) -> None:
        from planner.actions.rearrange import sessions_between

        found = sessions_between(self.desk, first, last)
        if not found:
            raise NotFound("copy", "nothing is planned on these days", "Choose others.")
        self.copied, self.copied_from, self.copied_week = found, first, week
        count = f"{len(found)} session{'s' if len(found) != 1 else ''}"
        where = "in another week" if week else "from another day on"
        self.say(f"Copied {count}. {self.key('paste')} adds them {where}.")
        self.fit()

    def action_paste(self) -> None:
        """Add what was copied: a session on the cursor's day, a range from it on, a week in its week."""
        from planner.actions.rearrange import paste

        if self.copied_from is None:
            raise NotFound(
                "paste",
                "nothing is copied yet",
                f"{self.key('copy')} copies a session, {self.key('copy-week')} a week.",
            )
        copied, first, onto = self.copied, self.copied_from, self.calendar.cursor
        if self.copied_week:
            onto = week_start(onto, self.desk.settings.first_weekday)
        self.do(lambda: paste(self.desk, copied, first, onto))

    def action_delete(self) -> None:
        """Take it out of the plan, or back out of the log; undo brings it back, so nothing is asked."""
        from planner.actions import changes, diary

        calendar = self.calendar
        if calendar.anchor is not None:
            from planner.actions.rearrange import delete_all

            items = self.range_items()
            self.end_range()
            self.do(lambda: delete_all(self.desk, items))
        elif is_logged(calendar.item):
            found = calendar.logged
            if found is None or found[1] is not None:
                edit, delete = self.key("edit"), self.key("delete")
                raise BadValue(
                    "step", "it is part of its session", f"{edit} corrects it; {delete} on the session takes all back."
                )
            self.do(lambda: diary.take_back(self.desk, found[0]))
        elif calendar.item in gone_items(calendar.day()):
            self._restore(calendar.item)
        else:
            item = self.item()
            self.do(lambda: changes.delete(self.desk, item))

    def action_restore(self) -> None:
        """Bring back what was deleted on the day; of several, ask which."""
        day = self.calendar.day()
        if self.calendar.item in gone_items(day):
            self._restore(self.calendar.item)
            return
        gone = day.deleted
        if not gone and day.set_aside:
            raise self.way_back()
        if not gone:
            raise NotFound("this day", "nothing was deleted on it", "Go to the day where it stood.")
        if len(gone) == 1:
            self._restore(gone[0].id)
            return
        from planner.app.forms.selection import RestoreForm

        self.ask_and_show(RestoreForm(self.desk, gone))

    def _restore(self, item: str) -> None:
        from planner.actions.rearrange import restore

        if self.gives_way(item):
            raise self.way_back()
        self.do(lambda: restore(self.desk, item))

    async def action_open(self) -> None:
        """Open what the cursor is on: a week of the plan, a day, an item."""
        calendar = self.calendar
        if calendar.view == "plan" or (calendar.view == "compare" and calendar.whole):
            self.action_view("week" if calendar.view == "plan" else "compare")
        elif calendar.view != "day":
            self.action_view("day")
        elif self.gives_way(calendar.item):
            self.action_offs()
        elif calendar.item in gone_items(calendar.day()):
            self._restore(calendar.item)
        elif is_logged(calendar.item):
            self.action_edit()
        elif HUNG in calendar.item:
            await self.program.play(calendar.item)
        elif calendar.item:
            self.action_edit()
        else:
            self.action_add()

    def action_view(self, view: str) -> None:
        """Show another view of the same day; the comparison of the week, and again, of the whole plan."""
        calendar = self.calendar
        if view == "compare":
            calendar.whole = calendar.view == "plan" or (calendar.view == "compare" and not calendar.whole)
        calendar.view = view
        self.moved()

    def action_swap(self) -> None:
        """Mark a day, or swap it with the marked one."""
        from planner.actions import changes

        one, other = self.calendar.marked, self.calendar.cursor
        self.calendar.marked = None
        if one is None:
            self.calendar.marked = other
            self.say(f"Go to the other day and press {self.key('swap')} there. {self.key('back')} leaves it.")
            self.moved()
        elif one == other:
            self.moved()
        else:
            self.moved()
            self.do(lambda: changes.swap(self.desk, one, other))

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
