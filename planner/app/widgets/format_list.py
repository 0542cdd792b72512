"""The list of export formats: what each is called and what it is for."""

from textual import events
from textual.message import Message

from planner.actions.exports import Format
from planner.app.bits import Line
from planner.app.forms.export import listed
from planner.app.views.export import format_lines
from planner.app.views.rows import window
from planner.app.widgets.lines import Lines, program_of


class FormatList(Lines, can_focus=True):
    """The formats that there are, of which one is chosen. `Chosen` says that it is another one now."""

    class Chosen(Message):
        """Another format was chosen."""

    def __init__(self, chosen: Format) -> None:
        super().__init__(id="formats")
        self.formats = listed()
        self.chosen = self.formats.index(chosen)

    @property
    def format(self) -> Format:
        """The chosen format."""
        return self.formats[self.chosen]

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the formats in sight."""
        ascii_only = program_of(self).desk.settings.ascii
        return format_lines(self.formats, self.chosen, width, height, focused=self.has_focus, ascii_only=ascii_only)

    def watch_has_focus(self, value: bool) -> None:
        """Show the cursor, or show it no longer."""
        super().watch_has_focus(value)
        if self.is_attached:
            self.redraw()

    def choose(self, n: int) -> None:
        """Choose a format by its place; past the end begins again."""
        n %= len(self.formats)
        if n != self.chosen:
            self.chosen = n
            self.redraw()
            self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Choose the format that is clicked."""
        n = window(self.chosen, len(self.formats), self.size.height) + event.y
        if n < len(self.formats):
            self.choose(n)
