"""The line of the body screen that is typed in: the whole entry, its note, or how far into the run it came."""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events
from textual.widgets import Input, Static

from planner.app.body_sheet import BodySheet
from planner.app.content import content_of
from planner.domain.errors import PlannerError
from planner.domain.felt_line import read_felt, show_felt
from planner.domain.text import one_line
from planner.domain.units import parse_distance

if TYPE_CHECKING:
    from planner.app.screens.base import PlannerScreen

    Part = PlannerScreen[None]
else:
    # Textual looks through every name of a screen when its class is made: that is done once, for the whole of it.
    Part = object

LINE, NOTE, CAME_ON = "line", "note", "came-on"
_HINTS = {
    LINE: "left knee 4 after limp: outer side",
    NOTE: "outer side, on the stairs",
    CAME_ON: "how far into the run: 5",
}


class BodyTyping(Part):
    """Typing on the body screen."""

    sheet: BodySheet
    _typing = ""

    def changed(self) -> None:
        """Draw what differs."""
        raise NotImplementedError

    def say_logged(self, sentence: str) -> None:
        """Say what was logged, and what follows."""
        raise NotImplementedError

    def action_type_it(self) -> None:
        """Open the line."""
        draft = self.sheet.draft
        self.type(LINE, show_felt(draft.line, self.desk.settings.unit) if draft else "")

    def type(self, what: str, text: str) -> None:
        """Open the line with a text, for the whole entry, its note, or how far into the run it came."""
        self._typing = what
        line = self.query_one("#line", Input)
        line.placeholder, line.value = _HINTS[what], text
        line.cursor_position = len(text)
        line.display = True
        line.focus()

    @property
    def draft_title(self) -> str:
        """What is typed here."""
        return "What you feel"

    def typed(self) -> dict[str, str]:
        """Return the line as it stands, or the entry that is being made as a line."""
        text = one_line(self.query_one("#line", Input).value).strip() if self._typing else ""
        if self._typing == LINE:
            return {"line": text} if text else {}
        draft = self.sheet.draft
        if draft is None:
            return {"line": text} if text else {}
        line = replace(draft.line, note=text) if self._typing == NOTE and text else draft.line
        return {"line": show_felt(line, self.desk.settings.unit)}

    def fill_in(self, values: dict[str, str]) -> None:
        """Open the line with what was typed before."""
        self.type(LINE, one_line(values.get("line", "")))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the map follow the words as far as they are understood."""
        if self._typing != LINE:
            return
        try:
            read = read_felt(event.value, self.desk.settings.unit)
        except PlannerError as problem:
            self._wrong(str(problem) if event.value.endswith(" ") else "")
            return
        self._wrong("")
        if not self.sheet.draft:
            self.sheet.follow(read)
            self.changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take over what was typed; a whole line is logged at once."""
        try:
            self._take_over(one_line(event.value))
        except PlannerError as problem:
            self._wrong(str(problem))

    def _take_over(self, text: str) -> None:
        unit = self.desk.settings.unit
        if self._typing == NOTE:
            self.sheet.note(text)
        elif self._typing == CAME_ON:
            self.sheet.came_on(parse_distance(text, unit, "came on").middle_m if text else None)
        elif text:
            self.sheet.typed(read_felt(text, unit))
            said = self.sheet.save()
            self._stop_typing()
            self.say_logged(said)
            return
        self._stop_typing()

    def _stop_typing(self) -> None:
        self._typing = ""
        self._wrong("")
        self.query_one("#line", Input).display = False
        self.set_focus(None)
        self.changed()

    def on_key(self, event: events.Key) -> None:
        """Close the line with esc, before the screen takes it."""
        if event.key == "escape" and self._typing:
            event.stop()
            event.prevent_default()
            self._stop_typing()

    def _wrong(self, text: str) -> None:
        wrong = self.query_one("#wrong", Static)
        wrong.update(content_of(one_line(text)))
        wrong.display = bool(text)
