"""The least for a Textual timer: one line of text, a monotonic clock, one timer aimed at the next whole second.

It counts up from 0 and is given nothing. What it shows late is what Textual and the machine cost, not a player.
"""

import time

from textual.app import App, ComposeResult
from textual.widgets import Static


class MonoTimer(App[None]):
    """Seconds since the start, and a key to leave."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("")

    def on_mount(self) -> None:
        """Begin to count."""
        self._began = time.monotonic()
        self.show()

    def show(self) -> None:
        """Show the seconds that are over, and come back when the next one is."""
        gone = time.monotonic() - self._began
        whole = int(gone + 1e-4)
        self.query_one(Static).update(f"{whole // 60}:{whole % 60:02} gone")
        self.set_timer(whole + 1 - gone, self.show)


if __name__ == "__main__":
    MonoTimer().run()
