"""Orthotics as things that move between shoes: each with its pair, its hours and distance, and its break-in."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from planner.actions.break_in_words import look_due, near_words
from planner.actions.break_ins import break_in_of, rules
from planner.actions.gear import Worn, worn
from planner.actions.orthotics import pairing_lines, stands_in
from planner.app.bits import Bit, Line, cut
from planner.app.commands import Context
from planner.app.forms.form import Form
from planner.app.keymap import bindings
from planner.app.screens.base import PlannerScreen
from planner.app.signs import signs
from planner.app.views.orthotics import Item, Look, detail_lines, item_rows
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.errors import NotFound
from planner.domain.gear import Orthotic

_ON_ONE = frozenset(
    f"orthotics.{name}" for name in ("wear", "break-in", "pair", "edit", "retire", "read-up", "read-down")
)
_ROWS_EACH = 2


class OrthoticsScreen(PlannerScreen[None]):
    """The orthotics, those in use first; below them everything about the chosen one."""

    CONTEXT = Context.ORTHOTICS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.ORTHOTICS)]

    def __init__(self, chosen: str = "") -> None:
        super().__init__()
        self._wanted = chosen
        self.chosen = 0
        self._from = 0
        self._heights = (0, 0)
        self.items: tuple[Item, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the line on top, the board and the keys."""
        yield TopLine(self.race_line)
        yield Board(self._lines)
        yield KeyLine(Context.ORTHOTICS)

    def on_mount(self) -> None:
        """Read gear and log."""
        self.look()

    def on_screen_resume(self) -> None:
        """Show what another screen has changed."""
        if self.items:
            self.look()

    def look_again(self) -> None:
        """Read again what may have changed outside."""
        self.desk.look_again()
        self.look()

    def look(self) -> None:
        """Read what there is, and show it; the chosen one stays chosen."""
        desk = self.desk
        log = worn(desk)
        wanted = self._wanted or (self.items[self.chosen].following.orthotic.id if self.items else "")
        listed = [one for one in desk.gear() if isinstance(one, Orthotic)]
        found = [self._item(one, log) for one in listed]
        # What is being broken in stands first, what is retired last.
        found.sort(key=lambda one: (one.is_retired, not one.following.broken_in.state.is_going_on))
        self.items = tuple(found)
        ids = [one.following.orthotic.id for one in self.items]
        self.chosen = ids.index(wanted) if wanted in ids else max(min(self.chosen, len(ids) - 1), 0)
        self._wanted = ""
        self.query_one(TopLine).redraw()
        self.query_one(Board).redraw()
        self.query_one(KeyLine).fit(set() if self.items else _ON_ONE)

    def _item(self, one: Orthotic, log: Mapping[str, Worn]) -> Item:
        desk, found = self.desk, break_in_of(self.desk, one.id)
        gone = one.start_m + log[one.id].distance_m
        return Item(
            following=found,
            worn=log[one.id],
            shoe=stands_in(desk, one, desk.today),
            due="" if one.retired else look_due(one, desk.today, gone),
            near=near_words(desk, found.broken_in.start) if found.near else "",
            pairings=pairing_lines(desk, one),
        )

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        settings = self.desk.settings
        look = Look(
            today=self.desk.today,
            unit=settings.unit,
            signs=signs(ascii_only=settings.ascii),
            rules=rules(),
            private=settings.private,
        )
        rows = item_rows(look, self.items, self.chosen, width)
        if not self.items:
            return ((Bit(" Orthotics", "primary"),), (), *rows)[:height]
        most = max((height // 3) // _ROWS_EACH, 1) * _ROWS_EACH
        first = max(min((self.chosen + 1) * _ROWS_EACH - most, len(rows) - most), 0)
        shown = rows[first : first + most]
        details = detail_lines(look, self.items[self.chosen], width)
        room = max(height - len(shown) - 2, 0)
        self._from = max(min(self._from, len(details) - room), 0)
        self._heights = (len(shown), first)
        part = details[self._from : self._from + room]
        if self._from and part:
            part[0] = (*cut(part[0], width - 2), Bit(" \u2191" if not settings.ascii else " ^", "dim"))
        if self._from + room < len(details) and part:
            part[-1] = (*cut(part[-1], width - 2), Bit(" \u2193" if not settings.ascii else " v", "dim"))
        return ((Bit(" Orthotics", "primary"),), *shown, (), *part)[:height]

    def on_board_clicked(self, event: Board.Clicked) -> None:
        """Choose what was clicked."""
        shown, first = self._heights
        if 1 <= event.y <= shown:
            self._choose((event.y - 1 + first) // _ROWS_EACH)

    def on_board_scrolled(self, event: Board.Scrolled) -> None:
        """Read on, or back."""
        self._scroll(event.by * 3)

    def action_go(self, by: int) -> None:
        """Choose the one above or below, round at the ends."""
        if self.items:
            self._choose((self.chosen + by) % len(self.items))

    def _choose(self, n: int) -> None:
        self.chosen, self._from = min(n, len(self.items) - 1), 0
        self.query_one(Board).redraw()

    def action_read(self, by: int) -> None:
        """Read on in what is known of it, or back."""
        self._scroll(by * max(self.size.height // 2, 1))

    def _scroll(self, by: int) -> None:
        self._from = max(self._from + by, 0)
        self.query_one(Board).redraw()

    @property
    def one(self) -> Orthotic:
        """The chosen orthotic. Raises `NotFound` where there is none."""
        if not self.items:
            raise NotFound("orthotics", "there are none yet", "a adds some.")
        return self.items[self.chosen].following.orthotic

    def action_add(self) -> None:
        """Ask for new orthotics."""
        from planner.app.forms.orthotic import OrthoticForm

        form = OrthoticForm(self.desk)

        def added() -> None:
            self._wanted = form.made
            self.look()

        self.ask(form, added)

    def action_edit(self) -> None:
        """Ask what is otherwise."""
        from planner.app.forms.orthotic import OrthoticForm

        self._ask(OrthoticForm(self.desk, self.one))

    def action_pair(self) -> None:
        """Ask for a pair of shoes."""
        from planner.app.forms.orthotic import PairForm

        self._ask(PairForm(self.desk, self.one))

    def action_wear(self) -> None:
        """Ask for the hours of a day."""
        from planner.app.forms.orthotic import WearLogForm

        self._ask(WearLogForm(self.desk, self.one))

    def action_break_in(self) -> None:
        """Ask how and when it begins."""
        from planner.app.forms.orthotic import BreakInForm

        self._ask(BreakInForm(self.desk, self.one))

    def action_retire(self) -> None:
        """Ask whether it is over."""
        from planner.app.forms.orthotic import RetireForm

        self._ask(RetireForm(self.desk, self.one))

    def _ask(self, form: Form) -> None:
        self.ask(form, self.look)

    def action_undo(self) -> None:
        """Take back the last thing."""
        from planner.actions.undo import undo

        self.say(undo(self.desk))
        self.look()

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        from planner.actions.undo import redo

        self.say(redo(self.desk))
        self.look()

    def action_shoes(self) -> None:
        """Go to the shoes: back to them, or in the place of this screen."""
        from planner.app.screens.gear import GearScreen

        below = self.app.screen_stack[-2:-1]
        if below and isinstance(below[0], GearScreen):
            self.dismiss(None)
        else:
            self.app.switch_screen(GearScreen())

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
