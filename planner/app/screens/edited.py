"""A routine's file came back wrong from the editor: what is wrong in it, and the two ways to go."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.app.content import content_of
from planner.domain.text import one_line


class EditedScreen(ModalScreen[bool]):
    """Shows what is wrong. Gives back whether to edit again; else what stood in the builder before stays."""

    CSS_PATH = "edited.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,enter", "again", show=False),
        Binding("escape,q", "close", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def compose(self) -> ComposeResult:
        """Lay out what is wrong, and the keys."""
        with Vertical(id="edited"):
            yield Label(content_of("The routine cannot be read as it is now"), id="heading")
            with VerticalScroll(id="problems"):
                yield Static(content_of("\n".join(f"- {one_line(problem)}" for problem in self.problems)))
            yield Static(content_of("Your file stays as you left it."), id="kept")
            yield Static(content_of("e edit again   esc keep what was before"), id="keys")

    def action_again(self) -> None:
        """Back to the editor."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Keep what stood in the builder."""
        self.dismiss(False)

    def action_scroll(self, by: int) -> None:
        """Scroll a line."""
        self.query_one("#problems", VerticalScroll).scroll_relative(y=by, animate=False)
