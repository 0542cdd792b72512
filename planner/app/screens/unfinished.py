"""What becomes of a session that was not finished: go on, keep what was done, or discard it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions import playing
from planner.app.content import content_of
from planner.app.widgets.lines import program_of
from planner.domain.errors import PlannerError
from planner.domain.text import one_line
from planner.playing.progress import Progress
from planner.store.session_lock import PlayedElsewhere, is_played_elsewhere

if TYPE_CHECKING:
    from planner.app.app import PlannerApp


class UnfinishedScreen(ModalScreen[str | None]):
    """Asks what becomes of it. Gives back `go on`, `kept` or `discarded`, or None after `esc`: it stays as it is."""

    CSS_PATH = "unfinished.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("enter,g", "go_on", show=False),
        Binding("k", "keep", show=False),
        Binding("d", "discard", show=False),
    ]

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def compose(self) -> ComposeResult:
        """Lay out what stopped where, and the ways to go."""
        with Vertical(id="unfinished"):
            yield Label(content_of("A session is not finished"), id="heading")
            yield Static(content_of(one_line(playing.describe(program_of(self).desk, self._progress))), id="what")
            yield Static(content_of("enter go on   k keep what was done   d discard   esc later"), id="keys")

    def action_go_on(self) -> None:
        """Go on with it."""
        self.dismiss("go on")

    def action_keep(self) -> None:
        """Log what was done."""
        program = program_of(self)
        program.say(playing.keep_unfinished(program.desk, self._progress))
        self.dismiss("kept")

    def action_discard(self) -> None:
        """Drop it."""
        program = program_of(self)
        program.say(playing.discard(program.desk))
        self.dismiss("discarded")

    def action_close(self) -> None:
        """Leave it for later."""
        self.dismiss(None)


def offer_unfinished(program: "PlannerApp") -> None:
    """Ask what becomes of an unfinished session, if there is one; a damaged one is told, and nothing is stopped."""
    waiting = playing.unfinished(program.desk)
    if waiting is None:
        told: list[PlannerError] = [problem for problem in program.desk.problems if playing.FILE in str(problem)]
        for problem in told:
            program.complain(problem)
        if is_played_elsewhere(program.desk.store.root):
            program.tell_once(PlayedElsewhere(program.desk.store.root))
        return

    async def answered(answer: str | None) -> None:
        if answer == "go on":
            await program.play("")

    program.push_screen(UnfinishedScreen(waiting), answered)
