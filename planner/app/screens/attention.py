"""Files of which there are two versions, after a sync, a merge or an editor: compared, and made one or chosen."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from planner.actions import copies_aside, copies_words
from planner.actions.copies_aside import Copy
from planner.actions.copies_words import Difference
from planner.app.bits import Bit, Line, cut, fit, plain, wrap
from planner.app.commands import Context
from planner.app.keymap import bindings
from planner.app.read_only import Saves
from planner.app.screens.base import PlannerScreen
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.errors import PlannerError
from planner.domain.text import capital, counted

_CHOICES = frozenset(f"attention.{name}" for name in ("both", "this", "other", "up", "down", "page-up", "page-down"))
_NOTHING = "Nothing needs your attention: there is one version of each file."
_WHAT_COMES_HERE = (
    "A second one that a sync, a merge or an editor leaves is shown here, to be merged or put away. `planner doctor` "
    "looks through all your files for anything else."
)


class AttentionScreen(PlannerScreen[None]):
    """Lists the files with two versions; of the chosen one, what differs. Nothing is deleted: all goes to the trash."""

    CONTEXT = Context.ATTENTION
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.ATTENTION)]
    saves = Saves.SOME

    def __init__(self) -> None:
        super().__init__()
        self.copies: tuple[Copy, ...] = ()
        self.chosen = 0
        self._start = 0
        self._difference: Difference | PlannerError | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line on top, what differs, and the keys."""
        yield TopLine(lambda width: cut((Bit(" Needs your attention", "primary"),), width))
        yield Board(self._lines)
        yield KeyLine(Context.ATTENTION)

    def on_mount(self) -> None:
        """Look for them."""
        self._look()

    def look_again(self) -> None:
        """Read again what may have changed outside."""
        self.desk.look_again()
        self._look()

    def _look(self) -> None:
        before = self.copy.path if self.copy else None
        self.copies = copies_aside.find_copies(self.desk, git=True)
        self.program.outside.copies = self.copies
        places = [n for n, copy in enumerate(self.copies) if copy.path == before]
        self._choose(places[0] if places else min(self.chosen, max(len(self.copies) - 1, 0)))

    def _choose(self, number: int) -> None:
        self.chosen, self._start, self._difference = number, 0, None
        if self.copy:
            try:
                self._difference = copies_words.difference(self.desk, self.copy)
            except PlannerError as problem:
                self._difference = problem
        self.query_one(Board).redraw()
        labels = {} if self.copies else {"attention.back": "back"}
        self.query_one(KeyLine).fit(() if self.copies else _CHOICES, labels=labels)

    @property
    def copy(self) -> Copy | None:
        """The chosen one; None where there is none."""
        return self.copies[self.chosen] if self.copies else None

    # What is drawn

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        copy = self.copy
        if copy is None:
            nothing, what = (_NOTHING, "good"), (_WHAT_COMES_HERE, "dim")
            return ((), *_wrapped(*nothing, width - 2), (), *_wrapped(*what, width - 2))
        size = max(len(copies_aside.place(self.desk, one.of)) for one in self.copies)
        rows = [self._row(n, one, width, min(size, width // 2)) for n, one in enumerate(self.copies)]
        most = max(height // 3, 2)
        first = max(0, min(self.chosen - most + 1, len(rows) - most))
        shown = rows[first : first + most]
        told = self._told(copy, width - 2)
        room = max(height - len(shown) - 1, 1)
        self._start = max(0, min(self._start, len(told) - room))
        return (*shown, (), *told[self._start : self._start + room])

    def _row(self, number: int, copy: Copy, width: int, size: int) -> Line:
        role = " cursor" if number == self.chosen else ""
        name = plain(copies_aside.place(self.desk, copy.of))
        # A copy is told from another by what its name adds; where there is none, by why there are two versions.
        other = copy.why if copy.path == copy.of else copy.path.name.removeprefix(copy.of.stem).lstrip(". ")
        return cut(
            (Bit(f" {fit(name, size)}   ", f"text{role}"), Bit(plain(other), f"dim{role}")), width, f"text{role}"
        )

    def _told(self, copy: Copy, width: int) -> list[Line]:
        found = self._difference
        of = plain(copies_aside.place(self.desk, copy.of))
        lines = _wrapped(f"A second version of {of}: {plain(copy.why)}.", "label", width)
        if isinstance(found, PlannerError):
            return [*lines, (), *_wrapped(plain(str(found)), "problem", width)]
        if found is None:
            return lines
        lines += _listed("Only in the other version", found.there, width)
        lines += _listed("Only in this one", found.here, width)
        if found.clashes:
            lines += [(), (Bit(" Both changed, each in its own way", "heading"),)]
            for clash in found.clashes:
                lines.append((Bit(f"   {plain(clash.where)}", "strong"),))
                if not self.desk.settings.private:
                    lines.append((Bit("     this   ", "dim"), Bit(plain(clash.ours) or "nothing")))
                    lines.append((Bit("     other  ", "dim"), Bit(plain(clash.theirs) or "nothing")))
        if found.why:
            lines += [
                (),
                *_wrapped(f"They cannot be made one: {plain(found.why)}. Keep this or the other.", "warning", width),
            ]
        elif not (found.here or found.there or found.clashes or found.lines):
            lines += [(), (Bit(" Both say the same.", "good"),)]
        if found.lines:
            lines += [(), (Bit(" Line by line: - this, + the other", "heading"),)]
            roles = {"-": "yellow", "+": "green"}
            lines += [(Bit(f"   {plain(line)}", roles.get(line[:1], "dim")),) for line in found.lines]
        return lines

    # What is done

    def action_go(self, by: int) -> None:
        """Go to another file, round at the ends."""
        if self.copies:
            self._choose((self.chosen + by) % len(self.copies))

    def action_read(self, by: int) -> None:
        """Read on, or back."""
        self._start = max(0, self._start + by * max(self.query_one(Board).size.height // 2, 1))
        self.query_one(Board).redraw()

    def action_both(self) -> None:
        """Make one of both; ask first whose counts where both changed the same."""
        from planner.app.screens.clash import Clash, ClashScreen

        copy, found = self.copy, self._difference
        if copy is None:
            return
        if not isinstance(found, Difference) or not found.clashes:
            self._do(lambda: copies_aside.keep_both(self.desk, copy, key=self._undo_key))
            return
        prefer = {"mine": "ours", "theirs": "theirs"}

        def decided(side: str | None) -> None:
            if side in prefer:
                self._do(lambda: copies_aside.keep_both(self.desk, copy, prefer=prefer[side], key=self._undo_key))

        private = self.desk.settings.private
        clashes = tuple(
            Clash(label=one.where, mine="hidden" if private else one.ours, theirs="hidden" if private else one.theirs)
            for one in found.clashes
        )
        sides, title = ("this one", "the other"), "Both changed, each in its own way"
        self.app.push_screen(ClashScreen(clashes, sides=sides, back="later", title=title), decided)

    def action_this(self) -> None:
        """Leave the file as it is here."""
        if copy := self.copy:
            self._do(lambda: copies_aside.keep_ours(self.desk, copy, key=self._undo_key))

    def action_other(self) -> None:
        """Take the other version."""
        if copy := self.copy:
            self._do(lambda: copies_aside.keep_theirs(self.desk, copy, key=self._undo_key))

    def _do(self, deed: Callable[[], str]) -> None:
        theme = self.desk.settings.theme
        try:
            said = deed()
            if self.desk.settings.theme != theme:
                self.program.show_theme(self.desk.settings.theme)
        except PlannerError as problem:
            self.program.complain(problem)
        else:
            self.say(said)
        self._look()

    @property
    def _undo_key(self) -> str:
        return self.program.key_overrides.get("attention.undo", "u").partition(",")[0]

    def action_undo(self) -> None:
        """Take back what was kept last; what was done elsewhere since then is taken back on the calendar."""
        from planner.actions.undo import undo
        from planner.store.outside.aside import KIND

        last = self.desk.store.last_done() or ()
        if not any(ref.startswith((f"{KIND}:", "file:")) for ref in last):
            self.say("The last thing was done elsewhere: u on the calendar takes it back.")
            return
        self._do(lambda: undo(self.desk))

    def action_reload(self) -> None:
        """Look for them again."""
        self.look_again()

    def action_back(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


def _wrapped(text: str, role: str, width: int) -> list[Line]:
    return [(Bit(f" {part}", role),) for part in wrap(text, max(width, 1))]


def _listed(title: str, words: tuple[str, ...], width: int) -> list[Line]:
    if not words:
        return []
    lines: list[Line] = [(), (Bit(f" {title}: {counted(len(words), 'thing')}", "heading"),)]
    return lines + [(Bit(f"   {part}"),) for word in words for part in wrap(capital(plain(word)), max(width - 3, 1))]
