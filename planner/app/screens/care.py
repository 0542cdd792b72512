"""Visits to practitioners, questions to ask there, and gait notes: one list, one key each."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions import care, diary
from planner.actions.desk import Desk
from planner.app.bits import Line
from planner.app.content import content_of
from planner.app.forms.form import Form
from planner.app.views.care import Care, care_rows
from planner.app.views.rows import Row, offset, shown
from planner.app.widgets.lines import Lines, program_of
from planner.domain.errors import PlannerError
from planner.domain.log import Gait, Question, Visit

_CHROME = 6
"""Lines of the frame: the border, heading and keys with a blank line each."""


class _Rows(Lines):
    """The list; the chosen entry is a filled block."""

    def __init__(self) -> None:
        super().__init__(id="rows")
        self.care: Care | None = None
        self.item = ""

    def rows(self, width: int) -> list[Row]:
        """Return the rows at a width."""
        return care_rows(self.care, width) if self.care else []

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the part in sight."""
        rows = self.rows(width)
        ascii_only = program_of(self).desk.settings.ascii
        return shown(rows, self._place(rows), width, height, ascii_only=ascii_only)

    def _place(self, rows: list[Row]) -> int:
        return next((n for n, row in enumerate(rows) if row.item and row.item == self.item), -1)

    def items(self) -> list[str]:
        """Return the ids of the entries, from top to bottom."""
        return [row.item for row in self.rows(self.size.width or 80) if row.item]

    def item_at(self, y: int) -> str:
        """Return the entry in a line of the widget."""
        rows = self.rows(self.size.width)
        line = y + offset(rows, self._place(rows), self.size.height)
        return rows[line].item if 0 <= line < len(rows) else ""


class CareScreen(ModalScreen[None]):
    """The list of visits, questions and gait notes."""

    CSS_PATH = "care.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("v", "visit", show=False),
        Binding("a", "question", show=False),
        Binding("g", "gait", show=False),
        Binding("enter,e", "edit", show=False),
        Binding("x,delete", "take_back", show=False),
        Binding("p", "page", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out heading, list and keys."""
        with Vertical(id="care"):
            yield Label(content_of("Practitioners and gait"), id="heading")
            yield _Rows()
            yield Static(content_of("v visit   a ask   g gait   enter edit   x remove   p print   esc back"), id="keys")

    @property
    def _desk(self) -> Desk:
        return program_of(self).desk

    def on_mount(self) -> None:
        """Show what stands."""
        self._look()

    def look_again(self) -> None:
        """Read again what may have changed outside."""
        self._desk.look_again()
        self._look()

    def _look(self) -> None:
        desk, board = self._desk, self.query_one(_Rows)
        board.care = Care(
            today=desk.today,
            visits=care.visits(desk),
            questions=care.questions(desk, answered=True),
            gait=care.gait_notes(desk),
            due=care.gait_due(desk),
            private=desk.settings.private,
        )
        items = board.items()
        if board.item not in items:
            board.item = items[0] if items else ""
        self._settle()

    def on_resize(self) -> None:
        """Fit the new size."""
        self._settle()

    def _settle(self) -> None:
        """Give the list the height that it needs and the screen has."""
        board = self.query_one(_Rows)
        width, height = self.app.size
        inner = min(90, width * 98 // 100) - 4
        board.styles.height = max(1, min(len(board.rows(max(inner, 20))), height * 92 // 100 - _CHROME))
        board.redraw()

    def action_go(self, by: int) -> None:
        """Go up or down, round at the ends."""
        board = self.query_one(_Rows)
        items = board.items()
        if items:
            board.item = items[(items.index(board.item) + by) % len(items)]
        board.redraw()

    def on_click(self, event: Click) -> None:
        """Choose what is clicked; again opens it."""
        board = self.query_one(_Rows)
        if event.widget is not board:
            return
        item = board.item_at(event.y)
        if item and item == board.item:
            self.action_edit()
        elif item:
            board.item = item
            board.redraw()

    def action_visit(self) -> None:
        """Write a visit down."""
        from planner.app.forms.care import VisitForm

        self._ask(VisitForm(self._desk, self._desk.today))

    def action_question(self) -> None:
        """Write a question down."""
        from planner.app.forms.care import QuestionForm

        self._ask(QuestionForm(self._desk))

    def action_gait(self) -> None:
        """Note what was seen."""
        from planner.app.forms.care import GaitForm

        self._ask(GaitForm(self._desk, self._desk.today))

    def action_edit(self) -> None:
        """Change the chosen entry: another day, the outcome, the answer."""
        from planner.app.forms.played import correction

        entry = self._chosen()
        if entry:
            self._ask(correction(self._desk, entry))

    def action_take_back(self) -> None:
        """Take the chosen entry back."""
        entry = self._chosen()
        if entry is None:
            return
        try:
            said = diary.take_back(self._desk, entry)
        except PlannerError as problem:
            program_of(self).complain(problem)
            return
        self._said(said)

    def action_page(self) -> None:
        """Write the page for a practitioner."""
        from planner.app.forms.clinician import PageForm

        self._ask(PageForm(self._desk), undoable=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _chosen(self) -> Visit | Question | Gait | None:
        board = self.query_one(_Rows)
        if board.care is None:
            return None
        everything: list[Visit | Question | Gait] = [*board.care.visits, *board.care.questions, *board.care.gait]
        return next((one for one in everything if one.id == board.item), None)

    def _ask(self, form: Form, *, undoable: bool = True) -> None:
        from planner.app.widgets.dialog import Dialog

        def told(sentence: str | None) -> None:
            if sentence:
                self._said(sentence, undoable=undoable)

        self.app.push_screen(Dialog(form), told)

    def _said(self, sentence: str, *, undoable: bool = True) -> None:
        program_of(self).say_kept(sentence, undoable=undoable)
        self._look()
