"""The gear screen: the shoes with their wear, forecast and state, and everything about the chosen pair."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from planner.actions.shoe_assign import race_readiness, second_pair
from planner.actions.shoe_facts import ShoeFacts, shoe_facts
from planner.actions.shoe_views import ShoeView, details, shoe_views, unknown_pairs
from planner.app.bits import Bit, Line, cut, plain, wrap
from planner.app.commands import Context
from planner.app.keymap import bindings
from planner.app.screens.base import PlannerScreen
from planner.app.signs import Signs, signs
from planner.app.views.gear import EMPTY, RUNS, WIDE, beside, detail_lines, heading, row, run_lines, window
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.days import show_day
from planner.domain.errors import NotFound
from planner.domain.text import one_line
from planner.domain.units import show_distance

if TYPE_CHECKING:
    from planner.app.forms.form import Form

_ON_A_PAIR = {
    f"gear.{name}" for name in ("edit", "build", "check", "retire", "delete", "assign", "read-back", "read-on")
}
_LEAST_DETAIL = 6


class GearScreen(PlannerScreen[None]):
    """Shoes, a row each; the chosen one with all that is said of it. Tab goes to the orthotics."""

    CONTEXT = Context.GEAR
    CSS_PATH = "gear.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.GEAR)]

    def __init__(self) -> None:
        super().__init__()
        self.chosen = ""
        self.shows_retired = False
        self._top = 0
        self._facts: ShoeFacts | None = None
        self._views: tuple[ShoeView, ...] = ()
        self._warned: tuple[Line, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the top line, the rows, the details and the keys."""
        yield TopLine(self.race_line)
        rows = Board(self._rows)
        rows.id = "rows"
        yield rows
        detail = Board(self._detail)
        detail.id = "detail"
        yield detail
        yield KeyLine(Context.GEAR)

    def on_mount(self) -> None:
        """Read what is there."""
        self.changed()

    def on_screen_resume(self) -> None:
        """Show what another screen has changed."""
        if self.is_mounted:
            self.changed()

    def look_again(self) -> None:
        """Read again what may have changed outside."""
        self.desk.look_again()
        self.changed()

    def on_resize(self) -> None:
        """Give the rows the height that they need."""
        self._settle()

    # What is shown

    @property
    def pairs(self) -> tuple[ShoeView, ...]:
        """The pairs that are listed."""
        return tuple(view for view in self._views if self.shows_retired or not view.shoe.retired)

    @property
    def pair(self) -> ShoeView | None:
        """The chosen pair; None where there is none."""
        return next((view for view in self.pairs if view.shoe.id == self.chosen), None)

    def changed(self) -> None:
        """Read again and draw."""
        self._facts = shoe_facts(self.desk)
        self._views = shoe_views(self._facts)
        self._warned = _warnings(self._facts)
        if self.pair is None:
            self.chosen = self.pairs[0].shoe.id if self.pairs else ""
        self._settle()

    def _settle(self) -> None:
        if not self.is_mounted or self._facts is None:
            return
        rows = self.query_one("#rows", Board)
        wanted = max(len(self.pairs), 1) + 1 + len(self._warned)
        rows.styles.height = max(2, min(wanted, self.size.height - 4 - _LEAST_DETAIL))
        for board in self.query(Board):
            board.redraw()
        self.query_one(TopLine).redraw()
        hidden = set() if self.pair else set(_ON_A_PAIR)
        if self._facts.plan is None:
            hidden.add("gear.suggest")
        if not any(view.shoe.retired for view in self._views):
            hidden.add("gear.retired")
        rests = self.pair and (self.pair.shoe.retired or self.pair.shoe.spare)
        labels = {"gear.retire": "use it"} if rests else {}
        self.query_one(KeyLine).fit(hidden, labels=labels)

    @property
    def _signs(self) -> Signs:
        return signs(ascii_only=self.desk.settings.ascii)

    def _rows(self, width: int, height: int) -> tuple[Line, ...]:
        facts, unit = self._facts, self.desk.settings.unit
        if facts is None:
            return ()
        warnings = self._warned
        if not self.pairs:
            first, then = EMPTY if not self._views else ("All pairs are retired.", "o shows them, a adds a pair.")
            return ((Bit(f" {first}", "strong"),), (Bit(f" {then}", "label"),), *warnings)
        made = []
        for view in self.pairs:
            role = " cursor" if view.shoe.id == self.chosen else ""
            line = row(view, facts.today, unit, self._signs, facts.rules.wear, width)
            made.append(cut((Bit(bit.text, bit.role + role) for bit in line), width, f"text{role}"))
        room = max(height - 1 - len(warnings), 1)
        place = next((n for n, view in enumerate(self.pairs) if view.shoe.id == self.chosen), 0)
        start = min(max(place - room + 1, 0), max(len(made) - room, 0))
        return (heading(width, unit), *made[start : start + room], *warnings)

    def _detail(self, width: int, height: int) -> tuple[Line, ...]:
        view, facts = self.pair, self._facts
        if view is None or facts is None:
            return ()
        wide = width >= WIDE
        own = width - RUNS - 4 if wide else width - 2
        lines = detail_lines(f"{one_line(view.shoe.name)}, {view.status}", details(view, facts), own)
        for note in [one for one in facts.notes() if one.item == view.shoe.id][:6]:
            text = note.text.partition(": ")[2]
            sign = "! " if note.word == "warn" else "  "
            for n, part in enumerate(wrap(text, max(own - 14, 10))):
                day = show_day(note.day) if not n else ""
                lines.append((Bit(f" {day:<11}", "label"), Bit(sign if not n else "  ", "yellow"), Bit(part)))
        if wide:
            lines = beside(lines, run_lines(facts, view.shoe.id, height), width - 2)
        self._top = max(0, min(self._top, len(lines) - height))
        return window(lines, self._top, width, height, self._signs)

    # Keys

    def action_go(self, by: int) -> None:
        """Go to the pair above or below, round at the ends."""
        listed = [view.shoe.id for view in self.pairs]
        if listed:
            place = listed.index(self.chosen) if self.chosen in listed else 0
            self._choose(listed[(place + by) % len(listed)])

    def _choose(self, shoe: str) -> None:
        self.chosen, self._top = shoe, 0
        self._settle()

    def on_board_clicked(self, message: Board.Clicked) -> None:
        """Choose the pair that was clicked; twice edits it."""
        place = message.y - 1
        if 0 <= place < len(self.pairs) and message.y > 0:
            self._choose(self.pairs[place].shoe.id)
            if message.twice:
                self.action_edit()

    def on_board_scrolled(self, message: Board.Scrolled) -> None:
        """Read on with the wheel."""
        self.action_read(3 * message.by)

    def action_read(self, by: int) -> None:
        """Scroll what is said of the pair."""
        self._top = max(0, self._top + by)
        self.query_one("#detail", Board).redraw()

    def action_retired(self) -> None:
        """Show retired pairs too, or hide them."""
        self.shows_retired = not self.shows_retired
        self.changed()

    def action_add(self) -> None:
        """Ask for a new pair, and choose it."""
        from planner.app.forms.shoe import AddShoeForm

        form = AddShoeForm(self.desk)

        def then() -> None:
            self.chosen = form.made or self.chosen
            self.changed()

        self.ask(form, then)

    def action_edit(self) -> None:
        """Ask what is to be changed."""
        from planner.app.forms.shoe import EditShoeForm

        self._ask(EditShoeForm(self.desk, self._named()))

    def action_build(self) -> None:
        """Ask for what the pair is like."""
        from planner.app.forms.shoe import ShoeBuildForm

        self._ask(ShoeBuildForm(self.desk, self._named()))

    def action_check(self) -> None:
        """Ask what a look at the pair says."""
        from planner.app.forms.shoe import CheckShoeForm

        self._ask(CheckShoeForm(self.desk, self._named()))

    def action_retire(self) -> None:
        """Ask for the day on which it is retired, or take it into use again."""
        from planner.actions.shoes import use_shoe
        from planner.app.forms.shoe import RetireForm

        shoe = self.desk.shoe(self._named())
        if shoe.retired or shoe.spare:
            self.say(use_shoe(self.desk, shoe.id), undo=True)
            self.changed()
        else:
            self._ask(RetireForm(self.desk, shoe.id))

    def action_delete(self) -> None:
        """Delete a pair that nothing names."""
        from planner.actions.shoes import delete_shoe

        self.say(delete_shoe(self.desk, self._named()), undo=True)
        self.changed()

    def action_assign(self) -> None:
        """Ask which runs go to the pair."""
        from planner.app.forms.shoe_assign import AssignForm

        self._ask(AssignForm(self.desk, self._named()))

    def action_suggest(self) -> None:
        """Show which pair for which run as a diff."""
        from planner.actions.shoe_assign import propose_rotation, why_no_rotation
        from planner.app.screens.proposal import ProposalScreen

        proposal = propose_rotation(self.desk)
        if proposal is None:
            self.say(why_no_rotation(shoe_facts(self.desk)))
        else:
            self.app.push_screen(ProposalScreen(proposal), lambda _: self.changed())

    def action_undo(self) -> None:
        """Take back the last thing."""
        from planner.actions.undo import undo

        self.say(undo(self.desk))
        self.changed()

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        from planner.actions.undo import redo

        self.say(redo(self.desk))
        self.changed()

    def action_orthotics(self) -> None:
        """Go to the orthotics, in the place of this screen."""
        from planner.app.screens.orthotics import OrthoticsScreen

        self.app.switch_screen(OrthoticsScreen())

    def action_back(self) -> None:
        """Back to the calendar."""
        self.dismiss(None)

    def _named(self) -> str:
        """Return the id of the chosen pair. Raises `NotFound` where there is none."""
        if self.pair is None:
            raise NotFound("shoe", "there is none yet", "a adds a pair.")
        return self.pair.shoe.id

    def _ask(self, form: "Form") -> None:
        self.ask(form, self.changed)


def _warnings(facts: ShoeFacts) -> tuple[Line, ...]:
    """Return what concerns all pairs: a second one, the race, runs in a pair without a file."""
    lines: list[Line] = []
    if why := second_pair(facts):
        lines.append((Bit(" A second pair would be good: ", "label"), Bit(f"{why} (one trial, 264 runners).")))
    race = race_readiness(facts)
    if race and race.lacks and (shoe := facts.shoe(race.shoe)):
        lines.append((Bit(f" {plain(shoe.name)} for the race: ", "label"), Bit(f"{'; '.join(race.lacks)}.")))
    for wear in unknown_pairs(facts):
        gone = f"{wear.runs} run{'s' * (wear.runs != 1)}, {show_distance(wear.total_m, facts.unit)}"
        lines.append((Bit(" ? ", "shoe"), Bit(f"unknown shoe {plain(wear.shoe)}: {gone}; its file is gone", "dim")))
    return tuple(lines)
