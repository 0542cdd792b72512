"""What the parts of the calendar screen share: the calendar, drawing it, and doing things to what is chosen."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from planner.app.calendar import Calendar
from planner.app.commands import Context, commands_of
from planner.app.kept_days import gone_items
from planner.app.keymap import keys_of, show_key
from planner.app.views.logged import is_logged
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound, PlannerError
from planner.domain.ids import HUNG
from planner.domain.layer import Hung
from planner.domain.session import Session
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.app.forms.form import Form
    from planner.app.screens.base import PlannerScreen
    from planner.planning.checks import Finding

    Part = PlannerScreen[None]
else:
    # Textual looks through every name of a screen when its class is made: that is done once, for the whole of it.
    Part = object

_ON_AN_ITEM = frozenset(f"calendar.{name}" for name in ("move", "edit", "delete", "done", "skip"))
_AHEAD = timedelta(days=400)
"""So far ahead gear is asked what it says: no build-up is longer."""
_ON_A_RANGE = frozenset(f"calendar.{name}" for name in ("move", "delete", "copy", "off", "skip", "select"))


class CalendarBase(Part):
    """The calendar of the screen and how it is drawn again. The parts of the screen build on it."""

    CONTEXT = Context.CALENDAR
    calendar: Calendar
    copied: tuple[Session, ...] = ()
    copied_from: date | None = None
    copied_week: bool = False
    light = ""
    _checking = False
    _start_is_kept = False
    _asked_on: date | None = None
    _reminded_on: date | None = None
    _ease_is_due = False
    _commands: ClassVar = {command.id: command for command in commands_of(Context.CALENDAR)}

    def key(self, name: str) -> str:
        """Return the first key of a command as the screen shows it, the user's own if there is one."""
        return show_key(keys_of(self._commands[f"calendar.{name}"], self.program.key_overrides)[0])

    def changed(self) -> None:
        """Show a change of the plan or the log; what it did not touch is not made again."""
        if self.desk.plan() is None:
            # The last plan is gone, by undo or from outside.
            self.call_later(self.program.show_calendar)
            return
        if self.calendar.found:
            try:
                self.calendar.look_for(self.calendar.found.text)
            except PlannerError:
                # What was asked for is gone: a layer of another plan, a shoe.
                self.calendar.found = None
        self.query_one(TopLine).redraw()
        self.moved()
        self.check_soon()

    def moved(self) -> None:
        """Draw what differs after the cursor has moved."""
        self.query_one(Board).redraw()
        self.fit()

    def check_soon(self) -> None:
        """Look for findings once what is to be seen is drawn, never before the first paint."""
        if not self._checking:
            self._checking = True
            self.call_after_refresh(self._check)

    def _check(self) -> None:
        from planner.actions.checks import findings

        self._checking = False
        if not self._start_is_kept:
            self._start_is_kept = True
            self.desk.store.keep_start()
        self._check_body()
        self._remind_of_gait()
        plan = self.desk.plan()
        if plan is None:
            return
        try:
            listed = findings(self.desk, plan, since=self.desk.today)
        except PlannerError as problem:
            self.program.tell_once(problem)
            return
        by_day: dict[date, list[Finding]] = {}
        for finding in listed:
            if finding.day:
                by_day.setdefault(finding.day, []).append(finding)
        found = {day: tuple(of_day) for day, of_day in by_day.items()}
        is_due = self._is_ease_due()
        if found != self.calendar.findings.get(plan.id, {}) or is_due != self._ease_is_due:
            self.calendar.findings[plan.id] = found
            self._ease_is_due = is_due
            self.moved()
        self._look_at_gear(plan.id)

    def _look_at_gear(self, plan_id: str) -> None:
        """Find out what orthotics and shoes say on the days ahead."""
        from planner.actions.gear_notes import calendar_notes

        try:
            notes = calendar_notes(self.desk, self.desk.today, self.desk.today + _AHEAD)
        except PlannerError as problem:
            self.program.tell_once(problem)
            return
        key = (plan_id, self.desk.settings.private)
        if notes != self.calendar.gear_notes.get(key, {}):
            self.calendar.gear_notes[key] = notes
            self.moved()

    def _check_body(self) -> None:
        """Show the light of the day, and offer once a day to answer the question of the morning."""
        from planner.actions.body import light_of, morning_question

        try:
            found, question = light_of(self.desk), morning_question(self.desk)
        except PlannerError as problem:
            self.program.tell_once(problem)
            return
        if found.word != self.light:
            self.light = found.word
            self.query_one(TopLine).redraw()
        shown = self.app.screen is self and not self.desk.settings.private
        if question and shown and self._asked_on != self.desk.today:
            self._asked_on = self.desk.today
            pain = next(command for command in commands_of(Context.APP) if command.id == "app.pain")
            key = show_key(keys_of(pain, self.program.key_overrides)[0])
            self.notify(one_line(f"{question.text} {key} answers."), markup=False)

    def _remind_of_gait(self) -> None:
        """Say once a day that gait is due for a look, to those who look at it."""
        from planner.actions.care import gait_due

        if self._reminded_on == self.desk.today or self.app.screen is not self:
            return
        self._reminded_on = self.desk.today
        try:
            due = gait_due(self.desk)
        except PlannerError as problem:
            self.program.tell_once(problem)
            return
        if due.last and due.is_due:
            weeks = (self.desk.today - due.last).days // 7
            self.notify(f"{weeks} weeks since you looked at your gait. {self.key('care')} notes it.", markup=False)

    def _is_ease_due(self) -> bool:
        """Tell whether the light asks something of the plan that was not refused."""
        from planner.actions.reflow import due

        try:
            return due(self.desk)
        except PlannerError as problem:
            self.program.tell_once(problem)
            return False

    def fit(self) -> None:
        """Leave out of the footer what would do nothing where the cursor stands, and say what is found or selected."""
        calendar = self.calendar
        item, lead = calendar.item, ""
        hidden = set() if self.copied else {"calendar.paste"}
        if not item:
            hidden |= _ON_AN_ITEM
        if is_logged(item):
            hidden |= {"calendar.move", "calendar.done", "calendar.skip"}
            if calendar.logged and calendar.logged[1] is not None:
                hidden.add("calendar.delete")
        elif item in gone_items(calendar.day()):
            hidden |= _ON_AN_ITEM
        elif HUNG in item and not calendar.logged:
            hidden.add("calendar.edit")
        if calendar.cursor > self.desk.today:
            hidden.add("calendar.done")
        if not calendar.routine:
            hidden.add("calendar.play")
        if not calendar.day().deleted:
            hidden.add("calendar.restore")
        count = sum(map(len, calendar.findings_here.values()))
        labels = {"calendar.findings": f"{count} finding{'s' if count != 1 else ''}"}
        if not count:
            hidden.add("calendar.findings")
        if not self._ease_is_due:
            hidden.add("calendar.ease")
        if calendar.found:
            lead = calendar.found.told(calendar.cursor, item)
        else:
            hidden |= {"calendar.next-match", "calendar.previous-match"}
        if calendar.anchor is not None:
            lead = calendar.range_told()
            hidden |= {name for name in self._commands if name not in _ON_A_RANGE}
        self.query_one(KeyLine).fit(hidden, lead=lead, labels=labels)

    def item(self) -> str:
        """Return the planned thing that a key means. Raises `NotFound`, `BadValue`."""
        item = self.calendar.item
        if not item:
            raise NotFound("this day", "there is nothing on it", f"{self.key('add')} adds a session.")
        if is_logged(item):
            raise BadValue(
                "log", "it is logged already", f"{self.key('edit')} corrects it, {self.key('delete')} takes it back."
            )
        if self.gives_way(item):
            raise self.way_back()
        if item in gone_items(self.calendar.day()):
            raise BadValue(
                "session", "it is not in the plan now", f"{self.key('restore')} brings back what was deleted."
            )
        return item

    def gives_way(self, item: str) -> bool:
        """Tell whether days off set a session of the cursor's day aside."""
        return any(item == session.id for session in self.calendar.day().set_aside)

    def way_back(self) -> BadValue:
        """Return what is said of a session that days off set aside."""
        return BadValue(
            "session", "it gives way to days off", f"{self.key('offs')} lists them; taken out, it stands again."
        )

    def action_offs(self) -> None:
        """List the days off."""
        from planner.app.screens.offs import OffsScreen

        self.desk.plan_of(None)
        self.app.push_screen(OffsScreen(), lambda day: self.go(day) if day else self.changed())

    def action_orthotics(self) -> None:
        """Show the orthotics."""
        from planner.app.screens.orthotics import OrthoticsScreen

        self.app.push_screen(OrthoticsScreen())

    def do(self, action: Callable[[], str]) -> None:
        """Do something to the plan or the log, say it, and show it."""
        self.say(action(), undo=True)
        self.changed()

    def ask_and_show(self, form: "Form") -> None:
        """Open a form, and show what it changed."""
        self.ask(form, self.changed)

    def go(self, day: date, item: str = "") -> None:
        """Put the cursor on a day."""
        self.calendar.go(day, item)
        self.moved()

    def follow(self, item: str) -> None:
        """Go where a moved thing is now."""
        found = self.desk.schedule_of(self.desk.plan_of(None)).find(item)
        if found:
            self.calendar.go(found.day if isinstance(found, Hung) else found.session.day, item)
        self.changed()

    def range_items(self) -> tuple[str, ...]:
        """Return the ids of the sessions of the range. Raises `NotFound` when it holds none."""
        from planner.actions.rearrange import sessions_between

        first, last = self.span()
        found = tuple(session.id for session in sessions_between(self.desk, first, last))
        if not found:
            raise NotFound(
                "range", f"nothing is planned from {show_day(first)} to {show_day(last)}", "Select more days."
            )
        return found

    def span(self) -> tuple[date, date]:
        """Return the selected days, else the cursor's day."""
        return self.calendar.selected or (self.calendar.cursor, self.calendar.cursor)

    def end_range(self) -> None:
        """Select nothing any more."""
        self.calendar.anchor = None
