"""A short report over the screen: lines to read, until a key is pressed."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.app.content import content_of
from planner.domain.text import one_line


class ReportScreen(ModalScreen[None]):
    """Shows sentences, one a paragraph."""

    CSS_PATH = "report.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,space", "close", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(self, heading: str, sentences: Sequence[str]) -> None:
        super().__init__()
        self._heading = heading
        self._sentences = tuple(sentences)

    def compose(self) -> ComposeResult:
        """Lay out heading, sentences and keys."""
        with Vertical(id="report"):
            yield Label(content_of(one_line(self._heading)), id="heading")
            with VerticalScroll(id="sentences"):
                # What goes on of a sentence stands below its beginning, not below the stroke.
                for sentence in self._sentences:
                    with Horizontal(classes="sentence"):
                        yield Static("-", classes="stroke")
                        yield Static(content_of(one_line(sentence)))
            yield Static(content_of("up/down scroll   esc back"), id="keys")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll a line."""
        self.query_one("#sentences", VerticalScroll).scroll_relative(y=by, animate=False)
