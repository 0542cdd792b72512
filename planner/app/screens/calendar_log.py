"""Keys of the calendar that write into the log."""

from typing import TYPE_CHECKING

from planner.app.screens.calendar_base import CalendarBase
from planner.domain.errors import NotFound
from planner.domain.ids import HUNG
from planner.domain.log import Happening

if TYPE_CHECKING:
    from datetime import date


class CalendarLog(CalendarBase):
    """Done, skipped, pain, notes, and being led through a routine."""

    def action_done(self) -> None:
        """Ask for the figures of a session; tick off a routine at once."""
        from planner.actions import diary
        from planner.app.forms.diary import DoneForm

        item = self.item()
        if HUNG in item:
            self.do(lambda: diary.done(self.desk, item))
        else:
            self.ask_and_show(DoneForm(self.desk, item))

    def action_skip(self) -> None:
        """Ask why; with a range, for all of it."""
        from planner.app.forms.diary import SkipForm

        if self.calendar.anchor is None:
            self.ask_and_show(SkipForm(self.desk, self.item()))
            return
        from planner.app.forms.selection import SkipAllForm

        form = SkipAllForm(self.desk, self.range_items())
        self.end_range()
        self.ask_and_show(form)

    def before_body(self) -> "date | None":
        """Log what is felt on the day of the cursor."""
        return self.calendar.cursor

    def action_ready(self) -> None:
        """Show the card before a run; it may lead on to logging pain, easing the plan, the chain, or saying done."""
        from planner.app.screens.pre_run import PreRunScreen

        async def on(to: str | None) -> None:
            self.changed()
            if to:
                await self.run_action(to)

        self.app.push_screen(PreRunScreen(), on)

    def action_care(self) -> None:
        """Show visits, questions and gait notes."""
        from planner.app.screens.care import CareScreen

        self.app.push_screen(CareScreen(), lambda _: self.changed())

    def action_note(self) -> None:
        """Ask for a note."""
        from planner.app.forms.diary import NoteForm

        self.ask_and_show(NoteForm(self.desk, self.calendar.cursor))

    async def action_play(self) -> None:
        """Play the routine."""
        routine = self.calendar.routine
        if not routine:
            raise NotFound("this day", "no routine hangs on it", "b opens the builder, which plays any routine.")
        await self.program.play(routine)

    def action_chain(self) -> None:
        """Show the chain, and the session for what was logged."""
        from planner.app.screens.chain import ChainScreen

        self.app.push_screen(ChainScreen())

    def correct(self, entry: Happening, step: int | None) -> None:
        """Ask for what was really so."""
        from planner.app.forms.played import correction

        def corrected() -> None:
            self.calendar.forget()
            self.calendar.follow(entry, step)
            self.changed()

        self.ask(correction(self.desk, entry, step), corrected)
