"""The least for a calendar in Textual: six weeks drawn by one widget, from one month of TOML at a time."""

import sys
import tomllib
from calendar import Calendar as Weeks
from datetime import date, timedelta
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

_CURSOR, _PLAIN = Style(reverse=True), Style()
_LINES = 6
"""Lines a week."""


class Month(Widget, can_focus=True):
    """A month of days with what was run, and a cursor."""

    DEFAULT_CSS = "Month { width: 100%; height: 100%; }"
    BINDINGS = [  # noqa: RUF012
        ("right", "go(1)", ""),
        ("left", "go(-1)", ""),
        ("down", "go(7)", ""),
        ("up", "go(-7)", ""),
        ("pagedown", "turn(1)", ""),
        ("pageup", "turn(-1)", ""),
    ]

    def __init__(self, folder: Path, day: date) -> None:
        super().__init__()
        self._folder, self._day = folder, day
        self._months: dict[str, dict[date, list[str]]] = {}

    def _runs(self, day: date) -> list[str]:
        month = day.isoformat()[:7]
        if month not in self._months:
            runs: dict[date, list[str]] = {}
            file = self._folder / "log" / f"{month}.toml"
            if file.exists():
                for entry in tomllib.loads(file.read_text())["entry"]:
                    runs.setdefault(entry["day"], []).append(f"{entry.get('distance_m', 0) / 1000:g} {entry['kind']}")
            self._months[month] = runs
        return self._months[month].get(day, [])

    def render_line(self, y: int) -> Strip:
        """Draw a line of a week."""
        width = self.size.width // 7
        weeks = Weeks().monthdatescalendar(self._day.year, self._day.month)
        row, line = divmod(y - 1, _LINES)
        if y == 0 or row >= len(weeks):
            text = f"{self._day:%B %Y}" if y == 0 else f"end {self._day.isoformat()}"
            return Strip([Segment(text.ljust(self.size.width))])
        cells = []
        for day in weeks[row]:
            texts = [str(day.day), *self._runs(day)]
            text = texts[line] if line < len(texts) else ""
            cells.append(Segment(text[: width - 1].ljust(width), _CURSOR if day == self._day else _PLAIN))
        return Strip(cells).adjust_cell_length(self.size.width)

    def action_go(self, by: int) -> None:
        """Move the cursor by days."""
        self._day += timedelta(days=by)
        self.refresh()

    def action_turn(self, by: int) -> None:
        """Turn to another month."""
        year, month = divmod(self._day.year * 12 + self._day.month - 1 + by, 12)
        self._day = date(year, month + 1, min(self._day.day, 28))
        self.refresh()


class OneWidgetCalendar(App[None]):
    """One widget, and a key to leave."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Show the month."""
        yield Month(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))


if __name__ == "__main__":
    OneWidgetCalendar().run()
