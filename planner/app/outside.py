"""What other programs do to the store while the program runs: noticed, read again, and told."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.app.commands import Context, commands_of
from planner.app.keymap import keys_of, show_key
from planner.app.screens.base import PlannerScreen
from planner.codec.toml import BadFile, parse
from planner.domain.errors import PlannerError
from planner.domain.text import counted, one_line
from planner.store.log import is_month
from planner.store.outside.watching import Seen, Watch, stamps, vanished
from planner.store.reading import check_damage, fetch
from planner.store.settings import FILE

if TYPE_CHECKING:
    from planner.actions.copies_aside import Copy
    from planner.app.app import PlannerApp

_WORDS = {
    "plans": "plan",
    "routines": "routine",
    "exercises": "exercise",
    "gear": "gear",
    "templates": "template",
}
_MOST_NAMED = 3


class Outside:
    """Looks at the store's files again and again, and has the screens show what has changed.

    A terminal need not tell that it was left: tmux and many others do not. While a routine is played nothing is read
    again: its seconds come first, and what has changed is shown afterwards.
    """

    def __init__(self, program: "PlannerApp") -> None:
        self._program = program
        self._later = Seen()
        self.copies: tuple[Copy, ...] = ()
        """The second versions of files that were found last."""
        self._has_looked = False
        self._follow()

    def begin(self) -> None:
        """Look from now on; without a terminal, as in tests, only when told to."""
        if not self._program.is_headless:
            self._program.set_timer(self.watch.next_s, self._look_on)

    def look(self) -> None:
        """Look once, and show what has settled."""
        if self.watch.root != self._program.desk.store.root:
            self._follow()  # the demo has a store of its own
        self._tell(self.watch.look())
        if not self._has_looked and not self._is_playing():
            self._has_looked = True
            self._look_for_copies(every=bool(self._program.desk.problems))

    def catch_up(self) -> None:
        """Show at once what has changed outside: asked before what was typed is kept."""
        if stamps(self.watch.root) != self.watch.known:
            for _ in range(2):  # what has just moved is told at the second look
                self.look()

    def look_now(self) -> None:
        """Read again whatever there is: the runner comes back to the terminal."""
        try:
            self.watch.check_there()
        except PlannerError as problem:
            self._program.complain(problem)
            return
        self._show_again()

    def _follow(self) -> None:
        store = self._program.desk.store
        self.watch = Watch(store.root)
        store.check_there = self.watch.check_there

    def _look_on(self) -> None:
        try:
            self.look()
        finally:
            self.begin()

    def _tell(self, seen: Seen) -> None:
        program = self._program
        if seen.vanished:
            problem = vanished(self.watch.root)
            program.desk.note_problems((problem,))
            program.complain(problem)
            return
        self._later = _both(self._later, seen)
        if not self._later or self._is_playing():
            return
        seen, self._later = self._later, Seen()
        if seen.others or seen.damaged or seen.changed:
            self._look_for_copies(every=bool(seen.damaged or self.copies))
        if seen.changed or seen.gone or seen.damaged or seen.is_back:
            self._show_again()
        for name in seen.damaged:
            if damage := _damage(self.watch.root, name):
                program.complain(damage)
        said = told(seen)
        if seen.is_back:
            program.clear_notifications()  # they say that it is gone
        if said:
            program.notify(one_line(said), markup=False)

    def _look_for_copies(self, *, every: bool) -> None:
        """Offer what there are two versions of: by the names alone, with `every` also what stands between markers."""
        from planner.store.outside.aside import copies

        program = self._program
        try:
            if not every and not copies(self.watch.root):
                self.copies = ()
                return
            from planner.actions.copies_aside import find_copies

            found = find_copies(program.desk)
        except PlannerError as problem:
            program.tell_once(problem)
            return
        before = {copy.path for copy in self.copies}
        self.copies = found
        if any(copy.path not in before for copy in found):
            program.notify(self.offer(), timeout=10, markup=False)

    def offer(self) -> str:
        """Return how many files need attention and the key that shows them; empty where none does."""
        count = len(self.copies)
        if not count:
            return ""
        command = next(one for one in commands_of(Context.APP) if one.id == "app.attention")
        key = show_key(keys_of(command, self._program.key_overrides)[0])
        needs = "needs" if count == 1 else "need"
        return f"{counted(count, 'file')} {needs} your attention: there is a second version. {key} shows what differs."

    def _is_playing(self) -> bool:
        return any(getattr(screen, "CONTEXT", None) is Context.PLAYER for screen in self._program.screen_stack)

    def _show_again(self) -> None:
        program = self._program
        theme = program.desk.settings.theme
        program.desk.look_again()
        if program.desk.settings.theme != theme:
            with suppress(PlannerError):  # there is none of that name: that is told at the next start
                program.show_theme(program.desk.settings.theme)
        stack = program.screen_stack
        first = max((n for n, one in enumerate(stack) if isinstance(one, PlannerScreen)), default=0)
        for screen in list(stack[first:]):  # a form, a card or a list over it shows what stands by then, too
            if again := getattr(screen, "look_again", None):
                try:
                    again()
                except PlannerError as problem:  # what it shows is gone
                    program.complain(problem)


def told(seen: Seen) -> str:
    """Return in a sentence or two what changed outside; empty where nothing of the store's own did."""
    said = ["The store is there again."] if seen.is_back else []
    if seen.changed:
        said.append(f"Changed outside, and shown as it is now: {_listed(seen.changed)}.")
    if seen.gone:
        fix = f"`planner restore --only {one_line(seen.gone[0])}` brings it back, or undo where planner deleted it."
        said.append(f"Deleted outside: {_listed(seen.gone)}. {fix}")
    return " ".join(said)


def _damage(root: Path, name: str) -> PlannerError | None:
    """Return what is wrong with a file that was changed outside, if something still is."""
    path = root / name
    try:
        data = fetch(path) or b""
        check_damage(path, data)
        parse(data, str(path))
    except BadFile as bad:
        return bad
    return None


def _listed(names: tuple[str, ...]) -> str:
    shown = [_name(name) for name in names[:_MOST_NAMED]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _name(name: str) -> str:
    folder, _, stem = name.removesuffix(".toml").rpartition("/")
    if folder == "log" and is_month(stem):
        return f"log of {date.fromisoformat(f'{stem}-01'):%B %Y}"
    return f"{_WORDS[folder]} {stem}" if folder in _WORDS else "settings" if name == FILE else name


def _both(one: Seen, other: Seen) -> Seen:
    return Seen(
        changed=tuple(dict.fromkeys((*one.changed, *other.changed))),
        damaged=tuple(name for name in dict.fromkeys((*one.damaged, *other.damaged)) if name not in other.changed),
        gone=tuple(name for name in dict.fromkeys((*one.gone, *other.gone)) if name not in other.changed),
        others=tuple(dict.fromkeys((*one.others, *other.others))),
        is_back=one.is_back or other.is_back,
    )
