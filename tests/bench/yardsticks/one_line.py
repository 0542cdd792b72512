"""The least for a Textual program: one line."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class OneLine(App[None]):
    """One line of text, and a key to leave."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("one line of text")


if __name__ == "__main__":
    OneLine().run()
