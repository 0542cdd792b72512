"""What was typed when the program ended: taken up where it was typed, or dropped."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.app.bits import wrap
from planner.app.content import content_of
from planner.app.widgets.lines import program_of
from planner.domain.days import show_day
from planner.domain.text import one_line
from planner.store.drafts import Draft

_WIDTH = 58
_LINES = 6
_KEYS = "enter fill it in   d drop it   esc later"


class OfferedScreen(ModalScreen[str | None]):
    """Asks what becomes of a draft. Gives back `take` or `drop`, or None after `esc`: it is offered again."""

    CSS_PATH = "offered.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("enter", "take", show=False),
        Binding("d", "drop", show=False),
    ]

    def __init__(self, draft: Draft, words: Sequence[str]) -> None:
        """`words` say what was typed."""
        super().__init__()
        self._draft, self._words = draft, words

    def compose(self) -> ComposeResult:
        """Lay out what it is, and the ways to go."""
        draft = self._draft
        when = f"{show_day(draft.at.date())} at {draft.at:%H:%M}"
        with Vertical(id="offered"):
            yield Label(content_of("Not saved when the program ended"), id="heading")
            title = f"{one_line(draft.title)}, typed on {when}"
            yield Static(content_of(title))
            yield Static(content_of("\n".join(self._lines(self._room(title)))), id="what")
            yield Static(content_of(_KEYS), id="keys")

    def _room(self, title: str) -> int:
        """Return how many lines there is room for: the keys are never pushed out."""
        width, height = self.app.size
        inner = max(min(_WIDTH, width * 96 // 100 - 6), 1)
        return max(min(height - 6 - len(wrap(title, inner)) - len(wrap(_KEYS, inner)), _LINES), 1)

    def _lines(self, most: int = _LINES) -> list[str]:
        if program_of(self).desk.settings.private:
            return []
        lines = [_cut(one_line(line)) for line in self._words if line.strip()]
        if len(lines) <= most or most == 1:
            return lines[:most]
        return [*lines[: most - 1], "…"]

    def action_take(self) -> None:
        """Fill it in."""
        self.dismiss("take")

    def action_drop(self) -> None:
        """Drop it."""
        self.dismiss("drop")

    def action_close(self) -> None:
        """Leave it for later."""
        self.dismiss(None)


def _cut(text: str) -> str:
    return text if cell_len(text) <= _WIDTH else f"{set_cell_size(text, _WIDTH - 1)}…"
