"""Recorded runs before they are logged: read in a thread, then shown with what each was and in which pair."""

from collections.abc import Mapping
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from planner.actions.desk import Desk
from planner.actions.run_import.report import RunReport
from planner.app.bits import Bit, Line, cut, plain, spread
from planner.app.commands import Context
from planner.app.keymap import bindings
from planner.app.screens.reading import ReadingScreen
from planner.app.signs import signs
from planner.app.views.bring_runs import Gear, kept_words, progress_lines, runs_lines
from planner.app.views.export import told_lines
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.activity import Activity
from planner.domain.errors import PlannerError
from planner.domain.units import Unit
from planner.imports.asked import Missing

if TYPE_CHECKING:
    from planner.actions.run_import.proposal import RunProposal
    from planner.actions.run_import.sources import Gathered

_TELL_S = 0.1
"""So often the bar moves at most: a file takes less."""


class BringRunsScreen(ReadingScreen):
    """Shows what a file, a folder or an archive, or runs that are in hand, would bring into the log.

    Enter keeps it and gives back the sentence of that; esc stops the reading, or leaves everything as it was.
    """

    CONTEXT = Context.BRING_RUNS
    CSS_PATH = "bring.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.BRING_RUNS)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - as Textual declares it

    class Progressed(Message):
        """So many files are read, of so many."""

        def __init__(self, done: int, of: int | None) -> None:
            super().__init__()
            self.done, self.of = done, of

    class Found(Message):
        """The files are read, or cannot be."""

        def __init__(self, outcome: "Gathered | PlannerError") -> None:
            super().__init__()
            self.outcome = outcome

    class Proposed(Message):
        """What they would do to the log with some pairs is known, or cannot be."""

        def __init__(self, pairs: Mapping[str, str], outcome: "RunProposal | PlannerError") -> None:
            super().__init__()
            self.pairs, self.outcome = pairs, outcome

    class Kept(Message):
        """They are kept, in words, or could not be."""

        def __init__(self, outcome: str | PlannerError) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self, path: Path | None = None, runs: tuple[Activity, ...] = ()) -> None:
        super().__init__()
        self._path, self._runs = path, runs
        self._stop = Event()
        self._unit: Unit | None = None
        self._found: Gathered | None = None
        self._proposal: RunProposal | None = None
        self._problem: PlannerError | None = None
        self._gear = Gear()
        self._is_busy = self._is_keeping = False
        self._done, self._of = 0, None if path else len(runs)
        self._drawn: tuple[RunReport, Gear, int, tuple[list[Line], int]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out what the runs are."""
        yield TopLine(self._title)
        yield Board(self._lines)
        yield KeyLine(Context.BRING_RUNS)

    def on_mount(self) -> None:
        """Begin to read once the screen stands."""
        self.call_after_refresh(self._begin)
        self._show()

    def on_unmount(self) -> None:
        """Read nothing for a screen that is gone."""
        self._stop.set()

    def _begin(self) -> None:
        if self._path is None:
            self._propose(dict(self._gear.pairs))
        else:
            self._problem = None
            self._gather(self._path, self._unit)

    def _desk_of_its_own(self) -> Desk:
        """Return a desk for a thread: the screen's is used meanwhile."""
        return Desk(self.desk.store, now=self.desk.now, pick=self.desk.pick)

    @work(thread=True, group="import")
    def _gather(self, path: Path, unit: Unit | None) -> None:
        from planner.actions.run_import.sources import gather

        told = 0.0

        def progress(done: int, of: int | None) -> None:
            nonlocal told
            if monotonic() - told >= _TELL_S:
                told = monotonic()
                self.post_message(self.Progressed(done, of))

        try:
            outcome: Gathered | PlannerError = gather(str(path), unit=unit, progress=progress, stop=self._stop.is_set)
        except PlannerError as problem:
            outcome = problem
        self.post_message(self.Found(outcome))

    def on_bring_runs_screen_progressed(self, message: Progressed) -> None:
        """Move the bar."""
        self._done, self._of = message.done, message.of
        self.query_one(Board).redraw()

    def on_bring_runs_screen_found(self, message: Found) -> None:
        """Go on to what they are; what cannot be read is said, and a unit that must be known is asked for."""
        if isinstance(message.outcome, PlannerError):
            self._problem = message.outcome
            self._show()
        elif not message.outcome.stopped:
            self._found = message.outcome
            self._propose({})

    @work(thread=True, group="import")
    def _propose(self, pairs: Mapping[str, str]) -> None:
        from planner.actions.run_import.proposal import plan_runs

        found = self._found
        try:
            if found is None:
                outcome: RunProposal | PlannerError = plan_runs(self._desk_of_its_own(), self._runs, shoes=pairs)
            else:
                outcome = plan_runs(
                    self._desk_of_its_own(),
                    found.activities,
                    shoes=pairs,
                    listed=found.listed,
                    left_out=found.left_out,
                    bad=found.bad,
                    notes=found.notes,
                )
        except PlannerError as problem:
            outcome = problem
        self.post_message(self.Proposed(pairs, outcome))

    def on_bring_runs_screen_proposed(self, message: Proposed) -> None:
        """Show it; if the pairs are others by now, work it out again."""
        self._is_busy = False
        if dict(message.pairs) != dict(self._gear.pairs):
            self._work_out()
            return
        if isinstance(message.outcome, PlannerError):
            self._problem = message.outcome
        else:
            self._proposal, self._problem = message.outcome, None
            if not self._gear.names:
                self._gear = Gear(unknown=message.outcome.report.unknown_gear, names=self._own_pairs())
        self._show()

    def _own_pairs(self) -> dict[str, str]:
        from planner.domain.gear import Shoe

        return {one.id: one.name for one in self.desk.gear() if isinstance(one, Shoe)}

    def _work_out(self) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._propose(dict(self._gear.pairs))

    def _show(self) -> None:
        hidden: set[str] = set()
        if self._proposal is None or not self._proposal.report.changes:
            hidden.add("bring-runs.keep")
        if not self._gear.unknown or not self._gear.names:
            hidden |= {"bring-runs.pair", "bring-runs.pair-back"}
        if len(self._gear.unknown) < 2:
            hidden.add("bring-runs.gear")
        if self._proposal is None:
            hidden |= {"bring-runs.up", "bring-runs.down"}
        labels = {}
        if self._asks_unit:
            hidden -= {"bring-runs.pair", "bring-runs.pair-back", "bring-runs.keep"}
            labels = {"bring-runs.pair": "km or mi", "bring-runs.pair-back": "km or mi", "bring-runs.keep": "go on"}
        self.query_one(KeyLine).fit(hidden, labels=labels)
        self.query_one(Board).redraw()

    @property
    def _asks_unit(self) -> bool:
        return isinstance(self._problem, Missing)

    def _title(self, width: int) -> Line:
        name = plain(self._path.name or str(self._path)) if self._path else ""
        return cut(spread((Bit(" Bring runs along", "primary"),), (Bit(f"  {name} ", "label"),), width), width)

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        drawn = signs(ascii_only=self.desk.settings.ascii)
        if self._asks_unit and self._problem:
            unit = self._unit or self.desk.settings.unit
            ask = f"What are its distances in? {drawn.less} {unit.value} {drawn.more}"
            return tuple(told_lines(ask, "strong", (f"{self._problem.why}.",), width)[:height])
        if self._problem:
            return tuple(told_lines(str(self._problem), "warning", (), width)[:height])
        if self._is_keeping:
            return ((Bit(" Keeping them…", "label"),),)
        if self._proposal is None:
            return progress_lines(self._done, self._of, drawn, width)
        lines, _ = self._told(self._proposal.report, width)
        return self.part_of(lines, width, height)

    def action_keep(self) -> None:
        """Log them as they are shown."""
        if self._asks_unit:
            self._unit = self._unit or self.desk.settings.unit
            self._begin()
            self._show()
        elif self._proposal and self._proposal.report.changes and not (self._is_keeping or self._is_busy):
            self._is_keeping = True
            self._show()
            self._keep(self._proposal)

    @work(thread=True, group="import")
    def _keep(self, proposal: "RunProposal") -> None:
        from planner.actions.run_import.proposal import keep_proposal

        try:
            outcome: str | PlannerError = kept_words(keep_proposal(self._desk_of_its_own(), proposal))
        except PlannerError as problem:
            outcome = problem
        self.post_message(self.Kept(outcome))

    def on_bring_runs_screen_kept(self, message: Kept) -> None:
        """Say it and go back; after what went wrong, show what would be kept now."""
        self._is_keeping = False
        self.desk.look_again()
        if isinstance(message.outcome, PlannerError):
            # The log may be another one by now: what is kept next is what is shown next.
            self.program.complain(message.outcome)
            self._work_out()
            self._show()
        else:
            self.dismiss(message.outcome)

    def action_gear(self, by: int) -> None:
        """Go to another name of a pair."""
        if self._gear.unknown:
            self._gear = replace(self._gear, chosen=(self._gear.chosen + by) % len(self._gear.unknown))
            self._follow()

    def _cursor_line(self) -> int:
        """Return the line of the chosen name, counted from the first of all, -1 without one."""
        if self._proposal is None:
            return -1
        return self._told(self._proposal.report, self.query_one(Board).size.width)[1]

    def _told(self, report: RunReport, width: int) -> tuple[list[Line], int]:
        """Return what is shown, made once for as long as it is the same."""
        if self._drawn is None or self._drawn[:3] != (report, self._gear, width):
            drawn = signs(ascii_only=self.desk.settings.ascii)
            self._drawn = (report, self._gear, width, runs_lines(report, self._gear, drawn, width))
        return self._drawn[3]

    def _follow(self) -> None:
        """Keep the chosen name in sight."""
        at = self._cursor_line()
        self._top = max(min(self._top, at - 1), at - self.query_one(Board).size.height + 2, 0)
        self._show()

    def on_board_clicked(self, message: Board.Clicked) -> None:
        """Choose the name that is clicked; again says the next pair."""
        at = self._cursor_line()
        n = message.y + self._top - at + self._gear.chosen
        if at >= 0 and n == self._gear.chosen:
            self.action_pair(1)
        elif at >= 0 and 0 <= n < len(self._gear.unknown):
            self.action_gear(n - self._gear.chosen)

    def action_pair(self, by: int) -> None:
        """Say which pair the chosen name is; where a unit is asked for, change it."""
        if self._asks_unit:
            units = tuple(Unit)
            self._unit = units[(units.index(self._unit or self.desk.settings.unit) + by) % len(units)]
            self._show()
        elif self._gear.unknown and self._gear.names:
            name = self._gear.unknown[self._gear.chosen].name
            ids = ("", *self._gear.names)
            pair = ids[(ids.index(self._gear.pairs.get(name, "")) + by) % len(ids)]
            pairs = {**self._gear.pairs, name: pair}
            self._gear = replace(self._gear, pairs={one: to for one, to in pairs.items() if to})
            self._work_out()
            self._follow()

    def action_back(self) -> None:
        """Stop reading and go back; nothing is kept."""
        if not self._is_keeping:
            self.dismiss(None)

    def look_again(self) -> None:
        """Work out anew what they would do: the log may have changed outside."""
        self.desk.look_again()
        if self._proposal and not self._is_keeping:
            self._work_out()
