"""A proposed change to the plan as a diff: its reasons on top, to accept or to leave."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions.proposal import Proposal, accept
from planner.app.bits import Bit, Line, cut
from planner.app.content import content_of
from planner.app.signs import signs
from planner.app.views.proposal import proposal_lines
from planner.app.widgets.lines import Lines, program_of
from planner.domain.errors import PlannerError
from planner.domain.text import one_line


class _Diff(Lines):
    """The diff, as much of it as fits, from the line `top` on."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(id="diff")
        self.proposal = proposal
        self.top = 0

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the lines in sight; arrows at the edge say that there is more."""
        settings = program_of(self).desk.settings
        rows = proposal_lines(self.proposal, settings.unit, signs(ascii_only=settings.ascii), width - 2)
        self.top = max(0, min(self.top, len(rows) - height))
        part = [cut(row, width - 2) for row in rows[self.top : self.top + height]]
        more = "v" if settings.ascii else "↓"
        less = "^" if settings.ascii else "↑"
        if self.top and part:
            part[0] = (*part[0], Bit(f" {less}", "key"))
        if self.top + height < len(rows) and part:
            part[-1] = (*part[-1], Bit(f" {more}", "key"))
        return tuple(part)


class ProposalScreen(ModalScreen[bool]):
    """Shows a proposal. Enter makes the change and gives back True, esc goes back without."""

    CSS_PATH = "proposal.tcss"
    KEYS = "enter accept   up/down scroll   esc back, nothing changes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", show=False),
        Binding("escape,q", "back", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,g", "page(-1000)", show=False),
        Binding("end,G", "page(1000)", show=False),
    ]

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self._proposal = proposal

    def compose(self) -> ComposeResult:
        """Lay out title, diff and keys."""
        with Vertical(id="proposal"):
            yield Label(content_of(one_line(self._proposal.title)), id="heading")
            yield _Diff(self._proposal)
            yield Static(content_of(self.KEYS), id="keys")

    def on_mouse_scroll_down(self) -> None:
        """Scroll with the wheel."""
        self.action_scroll(3)

    def on_mouse_scroll_up(self) -> None:
        """Scroll with the wheel."""
        self.action_scroll(-3)

    def show(self, proposal: Proposal) -> None:
        """Show another proposal in its place, from the top."""
        self._proposal = proposal
        self.query_one("#heading", Label).update(content_of(one_line(proposal.title)))
        diff = self.query_one(_Diff)
        diff.proposal, diff.top = proposal, 0
        diff.redraw()

    def action_scroll(self, by: int) -> None:
        """Scroll some lines."""
        diff = self.query_one(_Diff)
        diff.top = max(0, diff.top + by)
        diff.redraw()

    def action_page(self, by: int) -> None:
        """Scroll a page."""
        self.action_scroll(by * max(1, self.query_one(_Diff).size.height - 2))

    def action_accept(self) -> None:
        """Make the change, and say so."""
        program = program_of(self)
        try:
            said = accept(program.desk, self._proposal)
        except PlannerError as problem:
            program.complain(problem)
            return
        program.say(f"{said} u takes it back.")
        self.dismiss(True)

    def action_back(self) -> None:
        """Go back; nothing changes."""
        self.dismiss(False)
