"""What the checks found, as a list: go to the day, accept one with a reason, or have its rule explained."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.app.bits import Bit, Line, cut, fit, plain, wrap
from planner.app.content import content_of
from planner.app.widgets.lines import Lines, program_of
from planner.domain.days import show_day
from planner.domain.text import capital, counted
from planner.planning.checks import Finding, Weight

_MARKS = {
    Weight.NOTE: ("i", "note", "dim"),
    Weight.WARN: ("!", "warning", "yellow"),
    Weight.STRONG: ("!!", "strong", "red"),
}
"""Sign, word and role of each weight; the signs are ASCII, so that every terminal has them."""
_DAY_WIDTH = 17
_CHROME = 6
"""Lines of the list's frame: the border, heading and keys with a blank line each."""
_EMPTY = "Nothing to look at: the plan keeps to every rule."


class _Board(Lines):
    """The findings; the chosen one is a filled block, and always in sight."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.findings = list(findings)
        self.chosen = 0

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        blocks = blocks_of(self.findings, width)
        made: list[Line] = []
        first = last = 0
        for n, block in enumerate(blocks):
            role = " cursor" if n == self.chosen and self.findings else ""
            if n == self.chosen:
                first, last = len(made), len(made) + len(block)
            made += [cut((Bit(bit.text, bit.role + role) for bit in line), width, f"text{role}") for line in block]
            made.append(cut((), width))
        start = max(0, min(first, max(last + 1 - height, 0)))
        return tuple(made[:-1][start : start + height])


def blocks_of(findings: Sequence[Finding], width: int) -> list[list[Line]]:
    """Return the lines of each finding: day, weight and title, then the reason."""
    if not findings:
        return [[(Bit(text, "good"),) for text in wrap(_EMPTY, width)]]
    made: list[list[Line]] = []
    for one in findings:
        sign, word, role = _MARKS[one.weight]
        day = show_day(one.day, year=True) if one.day else "the whole plan"
        reason = f"{capital(one.reason)}."
        head: Line = (
            Bit(fit(day, _DAY_WIDTH), "label"),
            Bit(f"{sign:<3}{word:<9}", role),
            Bit(plain(one.title), "strong"),
        )
        made.append([head, *((Bit(f"  {text}"),) for text in wrap(reason, max(width - 2, 1)))])
    return made


class FindingsScreen(ModalScreen[Finding | None]):
    """What the checks found. Gives back the finding to go to, or None."""

    CSS_PATH = "findings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("enter", "take", show=False),
        Binding("a", "accept", show=False),
        Binding("i", "explain", show=False),
        Binding("f9", "attention", show=False),
    ]

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.board = _Board(findings)

    def compose(self) -> ComposeResult:
        """Lay out heading, findings and keys."""
        with Vertical(id="findings"):
            yield Label(content_of(""), id="heading")
            yield self.board
            yield Static(content_of(""), id="keys")

    def on_mount(self) -> None:
        """Show what was found."""
        self._settle()

    def on_resize(self) -> None:
        """Fit the new size."""
        self._settle()

    @property
    def chosen(self) -> Finding | None:
        """The chosen finding; None where there is none."""
        return self.board.findings[self.board.chosen] if self.board.findings else None

    def action_go(self, by: int) -> None:
        """Go up or down, round at the ends."""
        if self.board.findings:
            self.board.chosen = (self.board.chosen + by) % len(self.board.findings)
            self.board.redraw()

    def action_take(self) -> None:
        """Go to the chosen finding."""
        self.dismiss(self.chosen)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_accept(self) -> None:
        """Ask why the chosen finding is fine, and take it off the list."""
        from planner.app.forms.accept import AcceptForm
        from planner.app.widgets.dialog import Dialog

        chosen = self.chosen
        if chosen:
            self.app.push_screen(
                Dialog(AcceptForm(program_of(self).desk, chosen)), lambda said: self._accepted(chosen, said)
            )

    def action_explain(self) -> None:
        """Say what the rule looks at, what to do, and where its numbers come from."""
        from planner.actions.checks import explain
        from planner.app.screens.report import ReportScreen

        if self.chosen:
            said = explain(program_of(self).desk, self.chosen.code)
            self.app.push_screen(ReportScreen(f"{capital(self.chosen.title)}", said))

    def action_attention(self) -> None:
        """Show the files of which there are two versions instead."""
        program = program_of(self)
        self.dismiss(None)
        program.call_later(program.action_show_attention)

    def _accepted(self, finding: Finding, sentence: str | None) -> None:
        if sentence is None:
            return
        program_of(self).say(f"{sentence} u takes it back.")
        self.board.findings.remove(finding)
        self.board.chosen = max(0, min(self.board.chosen, len(self.board.findings) - 1))
        self._settle()

    def _settle(self) -> None:
        """Say how many there are, and give the list the height that it needs and the screen has."""
        found = self.board.findings
        pressing = sum(one.weight is not Weight.NOTE for one in found)
        notes = len(found) - pressing
        parts = [f"{pressing} thing{'s' * (pressing != 1)} to look at"] if pressing else []
        parts += [f"{notes} note{'s' * (notes != 1)}"] if notes else []
        self.query_one("#heading", Label).update(content_of(f"Checks: {', '.join(parts) or 'nothing to look at'}"))
        keys = "enter go there   a accept   i explain   esc back" if found else "esc back"
        waiting = program_of(self).outside.copies
        keys += f"   f9 {counted(len(waiting), 'file')} with two versions" if waiting else ""
        self.query_one("#keys", Static).update(content_of(keys))
        width, height = self.app.size
        inner = min(76, width * 96 // 100) - _CHROME
        wanted = sum(len(block) + 1 for block in blocks_of(found, max(inner, 1))) - 1
        self.board.styles.height = max(1, min(wanted, height * 92 // 100 - _CHROME))
        self.board.redraw()
