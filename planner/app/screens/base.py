"""What all our screens share: the desk, the footer's context, and a way to say what happened."""

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.screen import Screen

from planner.app.commands import Context
from planner.app.paint import Paint

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from planner.actions.desk import Desk
    from planner.app.app import PlannerApp
    from planner.app.bits import Line
    from planner.app.forms.form import Form

Result = TypeVar("Result")


class PlannerScreen(Screen[Result]):
    """A screen of the program. `CONTEXT` names its commands in the table."""

    CONTEXT: ClassVar[Context] = Context.APP

    @property
    def program(self) -> "PlannerApp":
        """The program this screen belongs to."""
        return cast("PlannerApp", self.app)

    @property
    def desk(self) -> "Desk":
        """The runner's desk."""
        return self.program.desk

    @property
    def paint(self) -> Paint:
        """The styles of the current theme."""
        return self.program.paint

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Show what was done; with `undo`, that `u` takes it back."""
        key = self.program.key_overrides.get("calendar.undo", "u").partition(",")[0]
        self.program.say(f"{sentence} {key} takes it back." if undo else sentence)

    def ask(self, form: "Form", then: "Callable[[], object] | None" = None) -> None:
        """Open a form; say what it did and call `then`. Nothing happens when it is closed with esc."""
        from planner.app.widgets.dialog import Dialog

        def told(sentence: str | None) -> None:
            if sentence:
                self.say(sentence, undo=form.undoable)
            if sentence is not None and then:
                then()

        self.app.push_screen(Dialog(form), told)

    def race_line(self, width: int) -> "Line":
        """Return the line on top as the calendar has it: race, week, the light of the day, today."""
        from planner.actions.body import light_of
        from planner.app.signs import signs
        from planner.app.widgets.top_line import top_line

        desk, settings = self.desk, self.desk.settings
        light = light_of(desk).word
        sign = signs(ascii_only=settings.ascii).light
        now = (desk.plan(), desk.today, width)
        return top_line(*now, light=light, sign=sign, private=settings.private, read_only=desk.read_only is not None)

    def before_body(self) -> "date | None":
        """Return the day that is looked at: called before the body screen covers this one. None is today."""
        return None

    def look_again(self) -> None:
        """Read again what may have changed outside: called when the runner comes back to the terminal."""

    def bring_along(self) -> None:
        """Ask for a plan file or recorded runs, show what they would bring, and keep what was accepted."""
        from planner.app.screens.bring import BringScreen

        async def told(said: str) -> None:
            await self.program.show_calendar()
            if self.desk.plan():
                self.say(said, undo=True)
            else:  # runs alone: the screen without a plan has no key for it
                self.say(f"{said} `planner plan undo` takes it back.")

        def then(said: str | None) -> None:
            if said:
                self.call_later(told, said)

        self.app.push_screen(BringScreen(), then)

    def keep(self) -> bool:
        """Keep what would be lost, and return whether anything was typed: called when the program is ended."""
        return False
