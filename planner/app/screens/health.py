"""The short list of conditions: yes or no, each with what it changes; it can be skipped."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from planner.actions.body import agree_tags, lock_rules, set_tags
from planner.actions.desk import Desk
from planner.app.bits import Bit, Line, cut, fit, plain
from planner.app.content import content_of
from planner.app.read_only import Saves
from planner.app.typed import KeepsTyped
from planner.app.views.rows import edged, window
from planner.app.widgets.lines import Lines, program_of
from planner.domain.health import HealthTag

_FRAME, _LOW_FRAME = 11, 5
"""Lines around the rows: border, heading, keys, and what it changes, for which a low window has no room."""
_LOW = 18
_HEADING = "Do you have one of these? It stays on this machine."
_KEYS = "space yes/no   a agreed   p practitioner   enter keep   esc skip"
_HIDDEN = "Hidden on a shared screen. * in the calendar shows pain and health again."


class _Answers(Lines):
    """The rows; the chosen one is a filled block."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        health = desk.settings.health
        self.yes, self.agreed = set(health.tags), set(health.agreed)
        self.chosen = 0
        self._asks = lock_rules().asks
        self._ascii = desk.settings.ascii
        self._signs = ("[x]", "[ ]") if self._ascii else ("■", "·")

    @property
    def tag(self) -> HealthTag:
        """The chosen condition."""
        return tuple(HealthTag)[self.chosen]

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        tags = tuple(HealthTag)
        start = window(self.chosen, len(tags), height)
        made = []
        for n, tag in enumerate(tags[start : start + height], start):
            role = " cursor" if n == self.chosen else ""
            has = tag in self.yes
            word = "agreed" if tag in self.agreed and has else "yes" if has else "no"
            row = (
                Bit(f"{self._signs[not has]} {word:<7}", f"{'strong' if has else 'dim'}{role}"),
                Bit(fit(plain(self._asks[tag]), 46), f"text{role}"),
            )
            made.append(cut(row, width, f"text{role}"))
        return edged(made, width, before=start > 0, behind=start + height < len(tags), ascii_only=self._ascii)


class HealthScreen(KeepsTyped, ModalScreen[str | None]):
    """Asks for the conditions. Gives back what was kept, or None when the list was skipped."""

    saves = Saves.ALL
    CSS_PATH = "health.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("pageup", "go(-8)", show=False),
        Binding("pagedown", "go(8)", show=False),
        Binding("space,y,x", "turn", show=False),
        Binding("a", "agree", show=False),
        Binding("p", "practitioner", show=False),
        Binding("enter,ctrl+s", "keep", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.undoable = False
        """Whether what was kept differs from what was there."""

    def compose(self) -> ComposeResult:
        """Lay out heading, rows, what the chosen one changes, and keys."""
        with Vertical(id="list"):
            if self._desk.settings.private:
                yield Label(content_of(_HIDDEN), id="heading")
                return
            yield Label(content_of(_HEADING), id="heading")
            self.board = _Answers(self._desk)
            yield self.board
            yield Static(content_of(""), id="changes")
            yield Static(content_of(_KEYS), id="keys")

    @property
    def draft_title(self) -> str:
        """What is answered here."""
        return "The list of conditions"

    def typed(self) -> dict[str, str]:
        """Return the answers, if they are not those that are kept."""
        health = self._desk.settings.health
        if self._is_hidden or (self.board.yes == set(health.tags) and self.board.agreed == set(health.agreed)):
            return {}
        return {"yes": " ".join(sorted(self.board.yes)), "agreed": " ".join(sorted(self.board.agreed))}

    def fill_in(self, values: dict[str, str]) -> None:
        """Answer as before."""
        answers = ({tag for tag in HealthTag if tag in values.get(name, "").split()} for name in ("yes", "agreed"))
        self.board.yes, self.board.agreed = answers
        self._look()

    @property
    def _is_hidden(self) -> bool:
        return self._desk.settings.private

    def on_mount(self) -> None:
        """Give the rows what room there is."""
        self.on_resize()

    def on_resize(self) -> None:
        """Keep the keys in sight in a low window."""
        if not self._is_hidden:
            height = self.app.size.height
            self.set_class(height < _LOW, "-low")
            self.board.styles.height = max(3, min(len(HealthTag), height - (_LOW_FRAME if height < _LOW else _FRAME)))
            self._look()

    def action_go(self, by: int) -> None:
        """Go up or down, round at the ends."""
        if not self._is_hidden:
            self.board.chosen = (self.board.chosen + by) % len(HealthTag)
            self._look()

    def action_turn(self) -> None:
        """Answer yes, or no again."""
        if not self._is_hidden:
            self.board.yes ^= {self.board.tag}
            self.board.agreed &= self.board.yes
            self._look()

    def action_agree(self) -> None:
        """Say that a practitioner has agreed to rolling and stretching with it, or no longer."""
        if not self._is_hidden:
            self.board.yes |= {self.board.tag}
            self.board.agreed ^= {self.board.tag}
            self._look()

    def action_practitioner(self) -> None:
        """Name the practitioner."""
        from planner.app.forms.health import PractitionerForm
        from planner.app.widgets.dialog import Dialog

        form, program = PractitionerForm(self._desk), program_of(self)
        self.app.push_screen(
            Dialog(form), lambda said: program.say_kept(said, undoable=form.undoable) if said else None
        )

    def action_keep(self) -> None:
        """Keep the answers."""
        if self._is_hidden:
            self.dismiss(None)
            return
        was = self._desk.settings.health
        with self._desk.as_one():
            said = set_tags(self._desk, self.board.yes)
            if self.board.agreed != set(self._desk.settings.health.agreed):
                said = f"{said} {agree_tags(self._desk, self.board.agreed)}"
        self.undoable = self._desk.settings.health != was
        self.dismiss(said)

    def action_close(self) -> None:
        """Skip it: the list stays open, and a caution says so."""
        self.dismiss(None)

    def _look(self) -> None:
        self.board.redraw()
        rows = lock_rules().about(self.board.tag)
        agreed = self.board.tag in self.board.agreed
        head = "With your practitioner's agreement it only warns: " if agreed else ""
        self.query_one("#changes", Static).update(content_of(f"{head}{'; '.join(row.why for row in rows)}."))
