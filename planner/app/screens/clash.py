"""The same thing was changed here and outside: both are shown, and one is asked which it is to be."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.app.bits import wrap
from planner.app.content import content_of
from planner.domain.text import one_line

_WIDTH = 72
_FRAME = 6
"""Cells at both sides together, of border and padding; rows of border and blank lines are two less."""


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """One thing with two values: `mine` was typed here, `theirs` is what the file says by now."""

    label: str
    mine: str
    theirs: str
    is_text: bool = False
    """Whether it is free text, of which both can be kept."""


class ClashScreen(ModalScreen[str | None]):
    """Shows both sides. Gives back `mine`, `theirs` or `both`; None leaves what was typed, undecided."""

    CSS_PATH = "clash.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "take('mine')", show=False),
        Binding("f", "take('theirs')", show=False),
        Binding("b", "take('both')", show=False),
        Binding("escape,q", "take('')", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(
        self,
        clashes: Sequence[Clash],
        *,
        veiled: bool = False,
        sides: tuple[str, str] = ("mine", "the file's"),
        back: str = "back to the form",
        title: str = "Changed here and outside",
    ) -> None:
        """`sides` names both, `back` says where esc leads, `title` what happened; `veiled` hides free text."""
        super().__init__()
        self.clashes = tuple(clashes)
        self._veiled, self._sides, self._back, self._title = veiled, sides, back, title

    @property
    def can_keep_both(self) -> bool:
        """Whether both values of each can be kept, one after the other."""
        return all(clash.is_text for clash in self.clashes)

    def compose(self) -> ComposeResult:
        """Lay out both sides of each, and the keys."""
        with Vertical(id="clash"):
            yield Label(content_of(self._title), id="heading")
            with VerticalScroll(id="sides"):
                yield Static(content_of("\n".join(line for clash in self.clashes for line in self._lines(clash))))
            yield Static(content_of(self._keys), id="keys")

    @property
    def _keys(self) -> str:
        mine, theirs = self._sides
        both = "   b keep both" if self.can_keep_both else ""
        return f"m keep {mine}   f keep {theirs}{both}   esc {self._back}"

    def on_resize(self) -> None:
        """Leave room for the keys, however much is shown: in a small window what differs scrolls."""
        width, height = self.app.size
        inner = min(_WIDTH, width * 96 // 100) - _FRAME
        rest = sum(len(wrap(text, inner)) for text in (self._title, self._keys))
        self.query_one("#sides").styles.max_height = max(height - rest - _FRAME + 2, 2)

    def _lines(self, clash: Clash) -> tuple[str, ...]:
        if self._veiled and clash.is_text:
            return (f"{one_line(clash.label)}: both hidden while privacy is on",)
        size = max(map(len, self._sides))
        values = (one_line(value) or "nothing" for value in (clash.mine, clash.theirs))
        sides = (f"  {side:<{size}}  {value}" for side, value in zip(self._sides, values, strict=True))
        return (one_line(clash.label), *sides)

    def action_take(self, side: str) -> None:
        """Decide, or leave it for now."""
        if side != "both" or self.can_keep_both:
            self.dismiss(side or None)

    def action_scroll(self, by: int) -> None:
        """Scroll a line."""
        self.query_one("#sides", VerticalScroll).scroll_relative(y=by, animate=False)


def settled(clash: Clash, side: str) -> str:
    """Return the value that was decided on."""
    if side == "both" and clash.mine.strip() and clash.theirs.strip():
        return f"{clash.theirs}; {clash.mine}"
    return clash.theirs if side == "theirs" or (not clash.mine.strip() and side == "both") else clash.mine
