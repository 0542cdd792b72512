"""Help: the keys of the present screen, from the table, and what the signs mean."""

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from planner.actions.body import lock_rules
from planner.app.bits import Bit, Line, fit, harmless, wrap
from planner.app.commands import Command, Context, commands_of
from planner.app.keymap import keys_of, show_key
from planner.app.signs import body_legend, legend
from planner.app.widgets.lines import program_of
from planner.domain.notice import NOTICE

_KEYS_WIDTH = 10
"""Cells of the column of keys at least; longer ones widen it, up to twice as much."""
_ID_WIDTH = 22
_WIDEST = 108
_FRAME = 8


class HelpScreen(ModalScreen[None]):
    """The keys of a context and the legend, over the screen that asked."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "close", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._shown = context

    def compose(self) -> ComposeResult:
        """Lay out one long text."""
        with VerticalScroll(id="help"):
            yield Static(id="text")

    def on_mount(self) -> None:
        """Write it in the colours of the theme."""
        program = program_of(self)
        lines = help_lines(self._shown, program.key_overrides, min(self.app.size.width, _WIDEST) - _FRAME)
        if self._shown is Context.CALENDAR:
            lines += [(), (Bit("signs", "heading"),), *legend(ascii_only=program.desk.settings.ascii)]
        elif self._shown in (Context.BODY, Context.FELT):
            lines += [(), (Bit("on the figure", "heading"),), *body_legend(ascii_only=program.desk.settings.ascii)]
        lines += [(), (Bit("Keys are yours to change: [keys] in planner.toml, by the names at the right.", "dim"),)]
        room = min(self.app.size.width, _WIDEST) - _FRAME
        lines += [(), *((Bit(part, "label"),) for part in wrap(NOTICE, room))]
        lines += [(), *((Bit(part, "label"),) for part in wrap(f"Rolling: {lock_rules().always}", room))]
        text = Text()
        for line in lines:
            for bit in line:
                text.append(harmless(bit.text), program.paint.style(bit.role))
            text.append("\n")
        self.query_one("#text", Static).update(text)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll a line."""
        self.query_one("#help", VerticalScroll).scroll_relative(y=by, animate=False)


def help_lines(context: Context, keymap: dict[str, str], width: int) -> list[Line]:
    """Return the help of a context: groups of keys, what each does, and its id at the right."""
    listed = (*commands_of(context), *commands_of(Context.APP))
    groups: dict[str, list[tuple[str, Command]]] = {}
    for command in listed:
        groups.setdefault(command.group, []).append((_keys(command, keymap), command))
    longest = max((cell_len(keys) for own in groups.values() for keys, _ in own), default=0)
    side = min(max(longest + 2, _KEYS_WIDTH), 2 * _KEYS_WIDTH)
    room = max(width - side - _ID_WIDTH, 16)
    lines: list[Line] = []
    for group, own in groups.items():
        lines += [*([()] if lines else []), (Bit(group, "heading"),)]
        for keys, command in own:
            for n, part in enumerate(wrap(command.help, room - 1)):
                name = (Bit(fit(keys if n == 0 else "", side - 1), "key"), Bit(" "))
                lines.append((*name, Bit(fit(part, room)), Bit(command.id if n == 0 else "", "dim")))
    return lines


def _keys(command: Command, keymap: dict[str, str]) -> str:
    names = [show_key(key) for key in keys_of(command, keymap)]
    return f"{names[0]} - {names[-1]}" if command.each and len(names) > 3 else " ".join(names)
