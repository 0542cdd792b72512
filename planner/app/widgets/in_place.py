"""A line that is typed where the thing stands: an input over its row, with the effect in words below."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from planner.app.bits import wrap
from planner.app.content import content_of
from planner.app.read_only import Saves
from planner.app.typed import KeepsTyped
from planner.app.widgets.entry import Entry
from planner.app.widgets.lines import program_of
from planner.domain.errors import PlannerError
from planner.domain.text import one_line

_ROWS = 3
"""Rows of the input, an effect of one row, and the keys."""
_MOST_SAID = 3
"""Rows of the longest effect, as the style sheet has it."""


class Typed(NamedTuple):
    """What came of a line: the sentence of what was kept, or the line as it stood when all fields were asked for."""

    kept: str = ""
    line: str = ""


class InPlace(KeepsTyped, ModalScreen[Typed | None]):
    """Asks for one line over the row at `place` (column and row of the screen).

    Gives back what was kept or typed, None after `esc`.
    """

    saves = Saves.ALL
    CSS_PATH = "in_place.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("tab,ctrl+e", "fields", show=False, priority=True),
        Binding("ctrl+s", "keep", show=False),
    ]

    def __init__(
        self,
        line: str,
        place: Callable[[], tuple[int, int]],
        *,
        effect: Callable[[str], str],
        keep: Callable[[str], str],
        hint: str = "",
        title: str = "A session",
        again: Callable[[], str] | None = None,
    ) -> None:
        """`again` gives the line as the thing says it by now, after the store was read again."""
        super().__init__()
        self._title = title
        self._again = again
        self._theirs = self._said = ""
        self._line, self._place, self._effect, self._keep, self._hint = line, place, effect, keep, hint

    @property
    def draft_title(self) -> str:
        """What the line is for."""
        return self._title

    def typed(self) -> dict[str, str]:
        """Return the line, if it was changed."""
        line = self.query_one(Input).value
        return {"line": line} if line != one_line(self._line) and line.strip() else {}

    def fill_in(self, values: dict[str, str]) -> None:
        """Write what was typed before."""
        line = self.query_one(Input)
        line.value = one_line(values.get("line", ""))
        line.cursor_position = len(line.value)

    def compose(self) -> ComposeResult:
        """Lay out the input, its effect and the keys."""
        with Vertical(id="in-place"):
            line = Entry(one_line(self._line), placeholder=one_line(self._hint), select_on_focus=False, compact=True)
            line.cursor_blink = False
            yield line
            yield Static(content_of(""), id="effect")
            yield Static(content_of("enter saves   tab all fields   esc leaves it"), id="keys")

    def on_mount(self) -> None:
        """Stand over the row, at the end of what is there; what was told before must not lie over it."""
        self.app.clear_notifications()
        self._stand()
        line = self.query_one(Input)
        line.focus()
        line.cursor_position = len(line.value)
        self._show_effect()

    def on_resize(self) -> None:
        """Stay over the row."""
        self._stand()

    def _stand(self) -> None:
        x, y = self._place()
        box = self.query_one("#in-place")
        width = max(self.app.size.width - x - 1, 12)
        said = min(len(wrap(self._said, width - 2)), _MOST_SAID)
        footer = 1 if said > 1 else 0
        box.styles.offset = (x, max(min(y, self.app.size.height - _ROWS - (said - 1) - footer), 0))
        box.styles.width = width

    def on_input_changed(self) -> None:
        """Show the effect of what is typed."""
        self._show_effect()

    def on_input_submitted(self) -> None:
        """Keep it."""
        self.action_keep()

    def look_again(self) -> None:
        """Show what changed outside where nothing was typed yet; else ask which of both it is to be."""
        if self._again is None:
            return
        try:
            now = one_line(self._again())
        except PlannerError as problem:
            self._say(str(problem), wrong=True)
            return
        line, before = self.query_one(Input), one_line(self._line)
        self._line = now
        if line.value == before:
            line.value = now
            line.cursor_position = len(now)
        elif now not in (before, line.value):
            self._theirs = now
            if self.app.screen is self:
                self._ask()

    def _ask(self) -> None:
        from planner.app.screens.clash import Clash, ClashScreen, settled

        line = self.query_one(Input)
        clash = Clash(label="this session", mine=line.value, theirs=self._theirs)

        def decided(side: str | None) -> None:
            if side:
                self._theirs, line.value = "", settled(clash, side)

        self.app.push_screen(ClashScreen((clash,)), decided)

    def action_keep(self) -> None:
        """Keep it; what cannot be done is said here, and the line stays open."""
        program_of(self).outside.catch_up()
        if self.app.screen is not self:
            return  # what changed in this moment is asked about
        if self._theirs and self._theirs != self.query_one(Input).value:
            self._ask()
            return
        try:
            self.dismiss(Typed(kept=self._keep(self.query_one(Input).value)))
        except PlannerError as problem:
            self.app.clear_notifications()  # one about the same would lie over the line
            self._say(str(problem), wrong=True)

    def action_close(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def action_fields(self) -> None:
        """Ask for all fields instead, with what is typed so far."""
        self.dismiss(Typed(line=self.query_one(Input).value))

    def _show_effect(self) -> None:
        text = self.query_one(Input).value
        if not text.strip():
            self._say("A distance or minutes, and a kind: 8 km easy.", wrong=False)
            return
        try:
            self._say(self._effect(text), wrong=False)
        except PlannerError as problem:
            self._say(str(problem), wrong=True)

    def _say(self, text: str, *, wrong: bool) -> None:
        effect = self.query_one("#effect", Static)
        effect.set_class(wrong, "-wrong")
        self._said = one_line(text)
        effect.update(content_of(self._said))
        self._stand()
