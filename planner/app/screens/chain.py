"""The chain: the areas of leg and back as a picture, why each is warm, and the session for the minutes there are."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from planner.app.bits import Line
from planner.app.chain_board import ChainBoard, Parts
from planner.app.commands import Context
from planner.app.keymap import bindings
from planner.app.screens.base import PlannerScreen
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine

_WHOLE = 10_000
"""Columns that no sentence needs: the report breaks its lines itself."""


class ChainScreen(PlannerScreen[None]):
    """The chain over the calendar; `esc` goes back."""

    CONTEXT = Context.CHAIN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.CHAIN)]

    def compose(self) -> ComposeResult:
        """Lay out the line on top, the board and the keys."""
        self.board = ChainBoard(self.desk)
        self._left = False
        yield TopLine(self.race_line)
        yield Board(self.board.lines)
        yield KeyLine(Context.CHAIN)

    def on_mount(self) -> None:
        """Show which keys do something."""
        self._draw()

    def on_screen_suspend(self) -> None:
        """Remember that the player or a form may change things."""
        self._left = True

    def on_screen_resume(self) -> None:
        """Work the session out again after the player, or a form."""
        if self._left:
            self._left = False
            self._look()

    def look_again(self) -> None:
        """Read again what may have changed outside."""
        self.desk.look_again()
        self._look()

    def _look(self) -> None:
        self.board.look()
        self._draw()

    def _draw(self) -> None:
        self.query_one(TopLine).redraw()
        self.query_one(Board).redraw()
        nothing = {"chain.play", "chain.keep", "chain.hang"} if self.board.found.routine is None else set()
        self.query_one(KeyLine).fit(nothing)

    @property
    def _is_drawn(self) -> bool:
        size = self.query_one(Board).size
        return Parts(size.width, size.height).is_drawn

    @on(Board.Clicked)
    def _clicked(self, click: Board.Clicked) -> None:
        size = self.query_one(Board).size
        if self.board.point(click.x, click.y, size.width, size.height):
            self._draw()

    @on(Board.Scrolled)
    def _scrolled(self, scroll: Board.Scrolled) -> None:
        self.action_go(0, scroll.by)

    def action_go(self, right: int, down: int) -> None:
        """Follow an arrow."""
        self.board.go(right, down, drawn=self._is_drawn)
        self._draw()

    def action_pane(self) -> None:
        """Choose in the session, or in the picture again."""
        self.board.on_session = not self.board.on_session
        self._draw()

    def action_minutes(self, by: int) -> None:
        """Make the session shorter or longer."""
        self.board.more_minutes(by)
        self._draw()

    def action_before(self) -> None:
        """For before a run, or for after one."""
        self.board.turn()
        self._draw()

    def action_why(self) -> None:
        """Show every reason of what is chosen."""
        from planner.app.screens.report import ReportScreen

        heading, *told = self.board.why(_WHOLE)
        self.app.push_screen(ReportScreen(_text(heading), [_text(line) for line in told]))

    def action_left_out(self) -> None:
        """List what was left out, and why."""
        from planner.app.screens.report import ReportScreen
        from planner.planning.chain_words import left_out_by_why

        dropped = left_out_by_why(self.board.found.dropped, private=self.desk.settings.private)
        told = [f"{why[:1].upper()}{why[1:]}: {', '.join(names)}." for why, names in dropped.items()]
        self.app.push_screen(ReportScreen("Left out, and why", told or ["Nothing was left out."]))

    async def action_play(self) -> None:
        """Play the session as it stands; it is logged as a suggested one."""
        from planner.actions.suggest import played_routine

        await self.program.play(played_routine(self.board.found))

    def action_keep(self) -> None:
        """Ask for a name and keep it."""
        from planner.actions.suggest import played_routine
        from planner.app.forms.chain import KeepForm

        played_routine(self.board.found)  # says why there is nothing to keep
        self.ask(KeepForm(self.desk, self.board.found))

    def action_hang(self) -> None:
        """Ask where it hangs."""
        from planner.actions.suggest import played_routine
        from planner.app.forms.chain import HangForm

        played_routine(self.board.found)
        self.desk.plan_of(None)
        self.ask(HangForm(self.desk, self.board.found))

    def action_undo(self) -> None:
        """Take back the last thing."""
        from planner.actions.undo import undo

        self.say(undo(self.desk))
        self._look()

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        from planner.actions.undo import redo

        self.say(redo(self.desk))
        self._look()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _text(line: Line) -> str:
    return "".join(bit.text for bit in line)
