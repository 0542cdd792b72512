"""A routine as one text: to copy and send, and to paste what somebody else sent."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static, TextArea

from planner.actions.routine_text import read_routine_text, take_over
from planner.app.content import content_of
from planner.app.typed import KeepsTyped
from planner.app.widgets.lines import program_of
from planner.codec.toml import BadFile
from planner.domain.errors import PlannerError
from planner.domain.routine import Routine
from planner.domain.text import clean, one_line
from planner.store.shared_routine import BadRoutineText

_PLACE = "the text"
_HOW = "Paste another routine's text here and take it over with ctrl+s."


class _SharedText(TextArea):
    """A text of which all is replaced by what is pasted, as long as nothing in it was changed."""

    def __init__(self, text: str) -> None:
        super().__init__(clean(text), soft_wrap=True, show_line_numbers=True, tab_behavior="focus")
        self.cursor_blink = False
        self._given = text

    def on_paste(self, event: events.Paste) -> None:
        """Clean what the terminal pastes, and make room for it; the area itself puts it in after this."""
        event.text = clean(event.text)
        self._make_room()

    def action_paste(self) -> None:
        """Put in what was copied in the program."""
        self._make_room()
        super().action_paste()

    def _make_room(self) -> None:
        if self.text == self._given and not self.selected_text:
            self.select_all()


class RoutineTextScreen(KeepsTyped, ModalScreen[Routine | None]):
    """Shows a text and takes one. Gives back the routine that was taken over, or None after `esc`."""

    CSS_PATH = "routine_text.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False, priority=True),
        Binding("ctrl+c,super+c", "copy", show=False, priority=True),
        Binding("ctrl+s", "take", show=False, priority=True),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._is_warned = False

    @property
    def draft_title(self) -> str:
        """What is typed here."""
        return "A routine as one text"

    def typed(self) -> dict[str, str]:
        """Return the text, if it was changed."""
        text = self.query_one(TextArea).text
        return {"text": text} if text != self._text else {}

    def fill_in(self, values: dict[str, str]) -> None:
        """Write what was typed before."""
        self.query_one(TextArea).text = values.get("text", "")

    def compose(self) -> ComposeResult:
        """Lay out the text, what is wrong in it, and the keys."""
        with Vertical(id="routine-text"):
            yield Label(content_of("The routine as one text"), id="heading")
            yield _SharedText(self._text)
            with VerticalScroll(id="said-box", can_focus=False):
                yield Static(content_of(_HOW), id="said")
            yield Static(content_of("ctrl+c copy it   ctrl+s take it over   esc back"), id="keys")

    def on_mount(self) -> None:
        """Go to the text."""
        self.query_one(TextArea).focus()

    def on_text_area_changed(self) -> None:
        """Ask again before what was typed is dropped."""
        self._is_warned = False

    def action_copy(self) -> None:
        """Put the chosen part, or all of it, on the clipboard, also of a terminal far away."""
        area = self.query_one(TextArea)
        self.app.copy_to_clipboard(area.selected_text or area.text)
        self._say("Copied, if your terminal lets programs copy.")

    def action_take(self) -> None:
        """Make the text one of the user's own routines; what is wrong is said, and the cursor goes there."""
        area = self.query_one(TextArea)
        if area.text == self._text:
            self._say(f"This is the routine as it stands. {_HOW}")
            return
        desk = program_of(self).desk
        try:
            shared = read_routine_text(desk, area.text.encode(), _PLACE)
            routine = take_over(desk, shared)
        except PlannerError as problem:
            faults = problem.faults if isinstance(problem, BadRoutineText) else (problem,)
            self._say("\n".join(one_line(str(fault)) for fault in faults), wrong=True)
            if isinstance(problem, BadFile) and problem.line:
                area.move_cursor((min(problem.line, area.document.line_count) - 1, 0), center=True)
            return
        notes = f" {' '.join(one_line(str(note)) for note in shared.notes)}" if shared.notes else ""
        program_of(self).say(f"Took over {routine.name}. It is one of your own routines now.{notes}")
        self.dismiss(routine)

    def action_close(self) -> None:
        """Go back; what was typed and not taken over is dropped only when asked again."""
        if self.query_one(TextArea).text != self._text and not self._is_warned:
            self._is_warned = True
            self._say("This text is not taken over: ctrl+s takes it, esc again drops it.", wrong=True)
            return
        self.dismiss(None)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.set_class(wrong, "-wrong")
        said.update(content_of(text))
