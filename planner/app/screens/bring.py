"""Naming what is brought along: a path with completion; enter reads it and shows what it would bring."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Label

from planner.app.bits import Bit, Line, fit
from planner.app.commands import Context
from planner.app.content import content_of
from planner.app.forms.bring import Listing, Places, check_there, meant, usual_start
from planner.app.keymap import bindings
from planner.app.read_only import Saves
from planner.app.screens.base import PlannerScreen
from planner.app.views.bring import name_lines
from planner.app.views.export import told_lines
from planner.app.views.rows import window
from planner.app.widgets.board import Board
from planner.app.widgets.entry import Entry
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.errors import PlannerError

_ABOUT = "A plan in a file, or runs: a file, a folder, or the zip that Strava sends."


class BringScreen(PlannerScreen[str | None]):
    """Asks which file. Gives back the sentence of what was kept, or None after `esc`."""

    saves = Saves.ALL
    CONTEXT = Context.BRING
    CSS_PATH = "bring.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.BRING)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self._places = Places()
        self._listing = Listing("")
        self._chosen = -1
        self._problem: PlannerError | None = None
        self._head = 0

    def compose(self) -> ComposeResult:
        """Lay out the path and the names below it."""
        yield TopLine(lambda width: (Bit(fit(" Bring something along", width), "primary"),))
        with Vertical(id="path"), Horizontal(classes="row"):
            yield Label(content_of("file"), classes="label")
            self.field = Entry(self.program.answered.get("import.folder") or usual_start(), compact=True)
            self.field.cursor_blink = False
            yield self.field
        yield Board(self._lines)
        yield KeyLine(Context.BRING)

    def on_mount(self) -> None:
        """Begin to type behind the folder."""
        self.field.focus()
        self.field.cursor_position = len(self.field.value)
        self.field.select_on_focus = False
        self.query_one(KeyLine).fit((), labels={"bring.keep": "read it", "bring.next": "complete", "bring.up": "choose",
                                                "bring.down": "choose"})  # fmt: skip
        self._typed()

    def _typed(self) -> None:
        self._listing, self._chosen, self._problem = self._places.listing(self.field.value), -1, None
        self._show()

    def _show(self) -> None:
        self.query_one(Board).redraw()

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        said, role = (str(self._problem), "warning") if self._problem else (_ABOUT, "dim")
        head = told_lines(said, role, (), width)
        self._head = len(head) + 1
        names = name_lines(
            self._listing, self._chosen, width, max(height - self._head, 1), ascii_only=self.desk.settings.ascii
        )
        return (*head, (), *names)

    def on_input_changed(self) -> None:
        """List what goes on from what is typed; a path that begins anew behind a folder takes its place."""
        text = self.field.value
        if (whole := meant(text)) != text:
            self._write(whole)
        self._typed()

    def on_input_submitted(self) -> None:
        """Read it: enter in the field comes here."""
        self.action_keep()

    def action_line(self, by: int) -> None:
        """Choose a name of the folder; above the first one is what was typed."""
        count = len(self._listing.names)
        self._chosen = (self._chosen + 1 + by) % (count + 1) - 1
        self._show()

    def action_page(self, by: int) -> None:
        """Go a page in the names."""
        if self._listing.names:
            by *= max(self.query_one(Board).size.height - 3, 1)
            self._chosen = max(0, min(self._chosen + by, len(self._listing.names) - 1))
            self._show()

    def action_next(self, by: int) -> None:
        """Complete the name: the chosen one, else as far as all go on alike."""
        del by
        if self._chosen >= 0:
            self._write(self._listing.whole(self._chosen))
        elif self._listing.names and len(common := self._listing.common()) >= len(self.field.value):
            self._write(common)

    def _write(self, text: str) -> None:
        self.field.value = text
        self.field.cursor_position = len(text)

    def action_keep(self) -> None:
        """Read the chosen name, else what is typed. A chosen folder is opened."""
        if self._chosen >= 0:
            is_folder = self._listing.names[self._chosen].is_folder
            self._write(self._listing.whole(self._chosen))
            if is_folder:
                return
        try:
            path = self._places.path(self.field.value)
            check_there(path, self.field.value)
            self._read(path)
        except PlannerError as problem:
            self._problem = problem
            self._show()

    def _read(self, path: Path) -> None:
        """Show what it would bring: runs, or a plan."""
        from planner.actions.run_import.sources import holds_runs

        if holds_runs(str(path)):
            from planner.app.screens.bring_runs import BringRunsScreen

            self.app.push_screen(BringRunsScreen(path), self._kept)
        else:
            from planner.app.screens.bring_plan import BringPlanScreen

            self.app.push_screen(BringPlanScreen(path), self._kept)

    def _kept(self, said: str | None) -> None:
        if said:
            typed = self.field.value.rstrip("/")
            self.program.answered["import.folder"] = f"{typed.rpartition('/')[0]}/" if "/" in typed else ""
            self.dismiss(said)

    def on_board_clicked(self, message: Board.Clicked) -> None:
        """Choose the name that is clicked; again takes it."""
        height = self.query_one(Board).size.height - self._head
        n = window(max(self._chosen, 0), len(self._listing.names), height) + message.y - self._head
        if message.y >= self._head and 0 <= n < len(self._listing.names):
            if n == self._chosen or message.twice:
                self._chosen = n
                self.action_keep()
            else:
                self._chosen = n
                self._show()

    def on_board_scrolled(self, message: Board.Scrolled) -> None:
        """Go through the names with the wheel."""
        if self._listing.names:
            self._chosen = max(0, min(self._chosen + message.by, len(self._listing.names) - 1))
            self._show()

    def action_back(self) -> None:
        """Go back; nothing is kept."""
        self.dismiss(None)
