"""The body screen: where it hurts or is tight on a drawn figure, how much, and what is known of the place."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from planner.app.bits import Bit, Line, spread
from planner.app.body_page import BodyPage
from planner.app.body_sheet import BodySheet
from planner.app.commands import Context, commands_of
from planner.app.commands.body_ways import take
from planner.app.content import content_of
from planner.app.felt_draft import OWN_KEYS
from planner.app.keymap import bindings, keys_of, show_key
from planner.app.read_only import Saves
from planner.app.screens.base import PlannerScreen
from planner.app.screens.body_typing import CAME_ON, NOTE, BodyTyping
from planner.app.signs import signs
from planner.app.typed import KeepsTyped
from planner.app.views.body_map import BOTH_WIDTH, HEIGHT
from planner.app.views.felt_rows import ROWS
from planner.app.widgets.board import Board
from planner.app.widgets.entry import Entry
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine, light_role
from planner.domain.body import Place
from planner.domain.days import show_day
from planner.domain.errors import NotFound
from planner.domain.health import Sign
from planner.domain.light import Colour
from planner.domain.units import show_number

_LEAST_WIDTH = 60
"""Below this many cells the areas are a list."""
_LEAST_PANEL = 28
"""Cells that the panel needs beside both views; with fewer one view is shown."""
_WIDE = 110
_CHROME = 2
"""Lines of the screen that are not the body: the one on top and the footer."""
_WHEEL = 3
"""Lines that a turn of the wheel reads on."""


class BodyScreen(BodyTyping, KeepsTyped, PlannerScreen[None]):
    """Logs what is felt in few keys, and shows what is known. `day`: the day it is for, today without one."""

    saves = Saves.SOME
    CONTEXT = Context.BODY
    CSS_PATH = "body.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.BODY), *bindings(Context.FELT)]

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self._day = day
        self._read: Place | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line on top, the map, the panel, the history and the keys."""
        self.sheet = BodySheet(self.desk, self._day)
        self.page = BodyPage(self.sheet, self._keys())
        yield TopLine(self._top)
        with Horizontal(id="body"):
            yield self._board("map", self.page.map)
            with Vertical(id="side"):
                yield self._board("panel", self.page.panel)
                line = Entry(compact=True, id="line")
                line.cursor_blink = False
                yield line
                yield Static(content_of(""), id="wrong")
            yield self._board("history", self.page.history)
        yield KeyLine(Context.BODY)

    def _board(self, name: str, make: "Callable[[int, int], tuple[Line, ...]]") -> Board:
        board = Board(make)
        board.id = name
        return board

    def _keys(self) -> dict[str, str]:
        """Return the first key of each command by its name; those of an entry win."""
        overrides = self.program.key_overrides
        listed = (*commands_of(Context.BODY), *commands_of(Context.FELT))
        return {command.id.partition(".")[2]: show_key(keys_of(command, overrides)[0]) for command in listed}

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._fit_size()
        self.changed()

    def on_screen_resume(self) -> None:
        """Show what another screen has changed."""
        if self.is_mounted:
            self._looked()

    def on_resize(self) -> None:
        """Draw what the new size has room for."""
        if self.is_mounted:
            self._fit_size()
            self.changed()

    def _fit_size(self) -> None:
        width, height = self.app.size
        page = self.page
        page.is_list = width < _LEAST_WIDTH or height - _CHROME < HEIGHT
        page.is_wide = width >= _WIDE and not page.is_list
        self.set_class(page.is_list, "-list")
        self.set_class(page.is_wide, "-wide")
        self.set_class(height - _CHROME > HEIGHT, "-tall")
        self.set_class(not page.is_list and width < BOTH_WIDTH + _LEAST_PANEL, "-one")

    def changed(self) -> None:
        """Draw what differs."""
        if self.sheet.place != self._read:
            self._read, self.page.top = self.sheet.place, 0
        context = Context.FELT if self.sheet.draft else Context.BODY
        self.CONTEXT = context  # type: ignore[misc]  # the help and the palette show the keys that work now
        self.query_one(TopLine).redraw()
        for board in self.query(Board):
            board.redraw()
        line = self.query_one(KeyLine)
        if line.context is not context:
            line.context = context
            line.redraw()
        line.fit(self._hidden())

    def _hidden(self) -> set[str]:
        sheet, private = self.sheet, self.desk.settings.private
        hidden = {"body.same"} if sheet.asked is None else {"body.type", "body.view"}
        if not sheet.flags or private:
            hidden.add("body.clear")
        if not sheet.history.entries or private:
            hidden.add("body.correct")
        return hidden

    def _top(self, width: int) -> Line:
        settings, light = self.desk.settings, self.sheet.light
        word = "What do you feel?" if self.sheet.day == self.desk.today else "What did you feel?"
        right: Line = (Bit(f"  {show_day(self.sheet.day)} ", "label"),)
        if settings.private:
            right = (Bit("  private", "dim"), *right)
        elif light.word:
            sign = signs(ascii_only=settings.ascii).light
            right = (Bit("  light: ", "dim"), Bit(f"{sign} {light.word}", light_role(light.word)), *right)
        return spread((Bit(f" {word}", "primary"),), right, width)

    def look_again(self) -> None:
        """Read again what may have changed outside while the terminal was left."""
        self.desk.look_again()
        self._looked()

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Show what was done; with `undo`, the key that takes it back here."""
        self.program.say(f"{sentence} {self.page.keys['undo']} takes it back." if undo else sentence)

    def say_logged(self, sentence: str) -> None:
        """Say what was logged, and where the light is not green which key eases the plan."""
        loud = self.sheet.light.colour is not Colour.GREEN and not self.desk.settings.private
        ease = f" {self.page.keys['ease']} eases the plan." if loud and self.desk.plan() else ""
        self.program.say(f"{sentence}{ease} {self.page.keys['undo']} takes it back.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Let the keys of the place work while a place is chosen, those of the entry while one is made."""
        is_entry = self.sheet.draft is not None if self.is_mounted else False
        if action in _OF_AN_ENTRY:
            return is_entry
        return not (action in _OF_A_PLACE and is_entry)

    # Where

    def action_area(self, key: str) -> None:
        """Choose the area of a letter."""
        self.sheet.choose_key(key)
        self.changed()

    def action_go(self, right: int, down: int) -> None:
        """Go to the neighbour in a direction."""
        self.sheet.go(right, down)
        self.changed()

    def action_side(self) -> None:
        """Choose the other side, then both."""
        self.sheet.switch_side()
        self.changed()

    def action_view(self) -> None:
        """Go to the other view."""
        self.sheet.turn()
        self.changed()

    def action_read(self, by: int) -> None:
        """Read on in what is known of the place, or back."""
        self.page.top = max(0, self.page.top + by)
        self.query_one("#panel", Board).redraw()

    def on_board_scrolled(self, event: Board.Scrolled) -> None:
        """Read on with the wheel."""
        self.action_read(_WHEEL * event.by)

    def on_board_clicked(self, event: Board.Clicked) -> None:
        """Choose the area, or change the row, that was clicked."""
        control = event.board
        if control.id == "map" and not self.sheet.draft:
            self.page.point(*control.size, event.x, event.y)
        elif control.id == "panel":
            row = self.page.row_at(event.y, control.size.height)
            if row is not None:
                self.sheet.row = row
                self.action_change(ROWS[row])
                return
        self.changed()

    # What

    def action_score(self, digit: str) -> None:
        """Say how much it is, or answer the question of the morning."""
        if self.sheet.asked:
            self._answer(int(digit))
        else:
            self.sheet.score(int(digit))
            self.changed()

    def action_same(self) -> None:
        """Answer that it is as usual."""
        self._answer(None)

    def _answer(self, score: int | None) -> None:
        self.say_logged(self.sheet.answer(score))
        self.changed()

    def action_full(self) -> None:
        """Answer the question of the morning with every detail."""
        self.sheet.answer_in_full()
        self.changed()

    def action_clear(self) -> None:
        """Clear the red flag that is shown, with a note."""
        from planner.app.forms.body import ClearForm

        if not self.sheet.flags:
            raise NotFound("red flag", "none stands", "Nothing is to be cleared.")
        self.ask(ClearForm(self.desk, self.sheet.flags[0]), self._looked)

    def action_warning(self) -> None:
        """Choose warning signs of the whole body, and log them."""
        from planner.actions.body import flag_rules
        from planner.app.screens.body_signs import SignsScreen

        screen = SignsScreen(flag_rules().body_signs, (), "Warning signs of the whole body")
        self.app.push_screen(screen, self._warned)

    def _warned(self, chosen: "tuple[Sign, ...] | None") -> None:
        if chosen:
            from planner.actions.body import log_warning

            self.say(log_warning(self.desk, chosen, day=self.sheet.day), undo=True)
            self._looked()

    def action_change(self, name: str, by: int = 1) -> None:
        """Change an answer, or ask for it."""
        if not self.sheet.change(name, by):
            self._ask_for(name)
        self.changed()

    def action_row(self, by: int) -> None:
        """Go to the row above or below."""
        self.sheet.go_row(by)
        self.changed()

    def action_turn(self, by: int) -> None:
        """Change the chosen row."""
        if self.sheet.row >= 0:
            self.action_change(ROWS[self.sheet.row], by)

    def _ask_for(self, name: str) -> None:
        draft = self.sheet.draft
        if draft is None:
            return
        if name == "signs":
            from planner.actions.body import flag_rules
            from planner.app.screens.body_signs import SignsScreen

            listed = tuple(one for one in Sign if one not in (*OWN_KEYS, *flag_rules().body_signs))
            screen = SignsScreen(listed, draft.more_signs, "What goes along with it?")
            self.app.push_screen(screen, self._signs_chosen)
        elif name == "note":
            self.type(NOTE, draft.note)
        else:
            unit = self.desk.settings.unit
            metres = draft.came_on_m
            self.type(CAME_ON, "" if metres is None else show_number(metres / unit.metres))

    def _signs_chosen(self, chosen: "tuple[Sign, ...] | None") -> None:
        if chosen is not None:
            self.sheet.signs(chosen)
            self.changed()

    def action_keep(self) -> None:
        """Log the entry."""
        self.say_logged(self.sheet.save())
        self.changed()

    def action_undo(self) -> None:
        """Take back the last thing that was done."""
        from planner.actions.undo import undo

        self.say(undo(self.desk))
        self.sheet.look()
        self.changed()

    def action_correct(self) -> None:
        """Correct the last entry of the place."""
        from planner.app.forms.body import PainForm

        found = self.sheet.history.entries
        if not found:
            raise NotFound("log", "nothing is logged here", "0-9 logs something.")
        self.ask(PainForm(self.desk, found[0]), self._looked)

    def _looked(self) -> None:
        self.sheet.look()
        self.changed()

    def action_way(self, name: str) -> None:
        """Go on to what the program suggests."""
        take(name, self)

    def action_back(self) -> None:
        """Drop the entry; without one, go back."""
        if self.sheet.draft:
            self.sheet.drop()
            self.changed()
        else:
            self.dismiss(None)


_OF_A_PLACE = frozenset(
    {"area", "go", "side", "view", "read", "full", "same", "correct", "clear", "warning", "undo", "way"}
)
_OF_AN_ENTRY = frozenset({"keep", "change", "row", "turn"})
