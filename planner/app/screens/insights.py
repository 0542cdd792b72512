"""The insights: what the log says, as plots, as tables and as CSV."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from planner.app.bits import Bit, Line, spread
from planner.app.commands import Context
from planner.app.keymap import bindings
from planner.app.screens.base import PlannerScreen
from planner.app.signs import signs
from planner.app.views.plot import BESIDE, LIST, WIDE, Shown, insight_lines, place_in_tabs
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.days import show_day
from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from planner.insights.figure import Figure
    from planner.insights.figures import Made
    from planner.insights.history import History

WINDOWS = (("8 weeks", 56), ("6 months", 183), ("a year", 365), ("all of it", 0))
"""How far back one can look: words and days; 0 is everything."""
_USUAL = 1


class InsightsScreen(PlannerScreen[None]):
    """One figure after the other. The log is read once the screen stands, so that no key waits for it."""

    CONTEXT = Context.INSIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.INSIGHTS)]

    class Read(Message):
        """The history was read; without one it could not be. `problems`: what is wrong with files."""

        def __init__(self, history: "History | None", problems: "tuple[PlannerError, ...]") -> None:
            super().__init__()
            self.history, self.problems = history, problems

    def __init__(self) -> None:
        super().__init__()
        self.chosen = 0
        self.window = _USUAL
        self.is_table = False
        self.top = 0
        self._light = ""
        self._history: History | None = None
        self._figures: dict[str, Figure] = {}

    def compose(self) -> ComposeResult:
        """Lay out the line on top, the figure and the keys."""
        from planner.actions.insights import figures

        self.made: tuple[Made, ...] = figures(self.desk)
        yield TopLine(self._top_line)
        yield Board(self._lines)
        yield KeyLine(Context.INSIGHTS)

    def on_mount(self) -> None:
        """Begin to read after the first paint."""
        self.call_after_refresh(self._read)
        self._fit()

    def look_again(self) -> None:
        """Read again what may have changed outside."""
        if self._history is not None:
            self._read()

    @work(thread=True, group="insights")
    def _read(self) -> None:
        from planner.actions.desk import Desk
        from planner.actions.insights import history

        # A desk of its own: the screen's is used meanwhile.
        desk = Desk(self.desk.store, now=self.desk.now)
        try:
            found: History | None = history(desk)
        except PlannerError as problem:
            desk.note_problems((problem,))
            found = None
        self.post_message(self.Read(found, desk.problems))

    def on_insights_screen_read(self, message: Read) -> None:
        """Show what was read, and say what could not be."""
        self.desk.note_problems(message.problems)
        for problem in message.problems:
            self.program.tell_once(problem)
        if message.history is not None:
            self._history = message.history
            self._figures.clear()
            self._look_at_light()
            self._show()

    def _look_at_light(self) -> None:
        from planner.actions.body import light_of

        self._light = light_of(self.desk).word
        self.query_one(TopLine).redraw()

    @property
    def figure(self) -> "Figure | None":
        """The chosen figure as a whole, made when it is first looked at; None while the log is read."""
        if self._history is None or not self.made:
            return None
        made = self.made[self.chosen]
        if made.id not in self._figures:
            from planner.actions.insight_rules import insight_rules

            self._figures[made.id] = made.make(self._history, insight_rules())
        return self._figures[made.id]

    def _seen(self) -> "Figure | None":
        """Return the chosen figure as far as the window goes."""
        from planner.exports.plot.plot import within

        whole, days = self.figure, WINDOWS[self.window][1]
        if whole is None or not days:
            return whole
        return within(whole, self.desk.today - timedelta(days=days))

    def shown(self) -> Shown:
        """Return what is shown now."""
        return Shown(
            made=self.made,
            chosen=self.chosen,
            figure=self._seen(),
            today=self.desk.today,
            window=WINDOWS[self.window][0] if self._has_days() else "",
            is_table=self.is_table,
            top=self.top,
            ascii_only=self.desk.settings.ascii,
        )

    def _has_days(self) -> bool:
        whole = self.figure
        return whole is not None and any(
            isinstance(point.x, date) for series in whole.series for point in series.points
        )

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        return insight_lines(self.shown(), width, height)

    def _top_line(self, width: int) -> Line:
        settings = self.desk.settings
        right: Line = (Bit(f"  {show_day(self.desk.today)} ", "label"),)
        if settings.private:
            right = (Bit("  private", "dim"), *right)
        elif self._light:
            sign = signs(ascii_only=settings.ascii).light
            right = (Bit("  light: ", "dim"), Bit(f"{sign} {self._light}", self._light), *right)
        return spread((Bit(" Insights", "primary"), Bit("   what the log says", "dim")), right, width)

    def _show(self) -> None:
        self.query_one(Board).redraw()
        self._fit()

    def _fit(self) -> None:
        hidden = set() if self._has_days() else {"insights.shorter", "insights.longer"}
        hidden |= set() if self.made else {"insights.table", "insights.csv", "insights.number"}
        self.query_one(KeyLine).fit(hidden, labels={"insights.table": "plot" if self.is_table else "table"})

    def action_go(self, by: int) -> None:
        """Go to another figure, round at the ends."""
        self._choose((self.chosen + by) % len(self.made) if self.made else 0)

    def action_number(self, number: str) -> None:
        """Go to a figure by its number."""
        if int(number) <= len(self.made):
            self._choose(int(number) - 1)

    def _choose(self, place: int) -> None:
        self.chosen, self.top = place, 0
        self._show()

    def action_line(self, by: int) -> None:
        """Go to another figure; in the table, a line."""
        if self.is_table:
            self._scroll(by)
        else:
            self.action_go(by)

    def action_page(self, by: int) -> None:
        """Go a page in the table."""
        if self.is_table:
            self._scroll(by * max(self.query_one(Board).size.height - 6, 1))

    def _scroll(self, by: int) -> None:
        from planner.app.views.plot import table_lines, table_room

        figure = self._seen()
        if figure is not None:
            width, height = self.query_one(Board).size
            inner = width - 2 if width < WIDE else width - LIST - BESIDE
            heading, rows = table_lines(figure, inner)
            room = table_room(height, len(heading), is_wide=width >= WIDE)
            self.top = max(0, min(self.top + by, len(rows) - room))
            self._show()

    def action_table(self) -> None:
        """Show the table, or the plot again."""
        self.is_table, self.top = not self.is_table, 0
        self._show()

    def action_window(self, by: int) -> None:
        """Look at a shorter or longer time."""
        self.window = max(0, min(self.window + by, len(WINDOWS) - 1))
        self.top = 0
        self._show()

    def action_csv(self) -> None:
        """Ask where the data goes."""
        from planner.app.forms.csv import CsvForm

        figure = self.figure
        if figure is None or not figure.rows:
            self.say("There is no data to write yet.")
            return
        self.ask(CsvForm(figure, f"{figure.id}-{self.desk.today.isoformat()}.csv"))

    def action_reload(self) -> None:
        """Read the log again."""
        self.desk.refresh()
        self._read()

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)

    def on_board_clicked(self, message: Board.Clicked) -> None:
        """Go to the figure that was clicked in the list or the tabs."""
        width = self.query_one(Board).size.width
        if width < WIDE:
            place = place_in_tabs(self.shown(), message.x, width) if message.y == 0 else None
        else:
            place = message.y - 1 if message.x < LIST and 0 < message.y <= len(self.made) else None
        if place is not None:
            self._choose(place)

    def on_board_scrolled(self, message: Board.Scrolled) -> None:
        """Scroll the table; over a plot, go to another figure."""
        if self.is_table:
            self._scroll(message.by * 3)
