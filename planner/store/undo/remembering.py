"""What a store remembers of what the user did: the part of `Store` that undo and redo go by."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.errors import PlannerError, StoreError
from planner.store.disk.atomic import save

if TYPE_CHECKING:
    from planner.domain.log import Entry
    from planner.store.disk.atomic import Save
    from planner.store.disk.taking_back import Saved
    from planner.store.undo.versions import Version


class Remembering(ABC):
    """A store's history of actions, and the files that they changed as they were before."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.history_problem: StoreError | None = None
        """Why the history could not be added to, if something was done that undo does not know of."""
        self._first: str | None = None
        """Inside `as_one`: the first ref of the action, empty before there is one."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """Hold the lock, and turn what the system refuses into errors that say what to do."""

    def remember(self, refs: tuple[str, ...]) -> None:
        """Put an action on top of the history; what was undone cannot be redone any more.

        The action is done and saved: where the history cannot be added to, that is no failure of it, and is told by
        `history_problem`.
        """
        with self._noting(), self.writing():
            self._remember(refs)

    def last_done(self, plan: str | None = None) -> tuple[str, ...] | None:
        """Return the refs of the last action that can be undone (that is about `plan`), or None."""
        from planner.store.undo import history

        return history.last_done(self.root, plan)

    def mark_undone(self, refs: tuple[str, ...] | None = None) -> None:
        """Count an action, the last one if it is not named, as undone."""
        from planner.store.undo import history

        with self._noting(), self.writing():
            history.mark_undone(self.root, refs)

    def last_undone(self, plan: str | None = None) -> tuple[str, ...] | None:
        """Return the refs of the last action that can be redone (that is about `plan`), or None."""
        from planner.store.undo import history

        return history.last_undone(self.root, plan)

    def mark_redone(self, refs: tuple[str, ...] | None = None) -> None:
        """Count an action, the last undone one if it is not named, as done again."""
        from planner.store.undo import history

        with self._noting(), self.writing():
            history.mark_redone(self.root, refs)

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Make what is saved inside one action, which one undo takes back.

        Where something is refused on the way, the files before it are taken back: it is all there or nothing. Killed on
        the way, undo takes back what is there. Use `Desk.as_one`, which reads anew what was taken back.
        """
        if self._first is not None:
            yield
            return
        from planner.store.disk.taking_back import partly, saves, take_back

        done: list[Saved] = []
        self._first, before = "", saves.set(done)
        try:
            yield
        except BaseException as error:
            saves.reset(before)
            stay = self._taken_back(done, take_back) if done else ()
            if stay and isinstance(error, PlannerError):
                raise partly(error, stay) from None
            raise
        else:
            saves.reset(before)
        finally:
            self._first = None

    def _taken_back(
        self, done: "list[Saved]", take_back: "Callable[[list[Saved]], tuple[Path, ...]]"
    ) -> "tuple[Path, ...]":
        from planner.store.undo import history

        try:
            with self.writing():
                stay = take_back(done)
                if self._first and not stay:
                    with self._noting():
                        history.forget(self.root, first=self._first)
                return stay
        except StoreError:
            return tuple(path for path, _, _ in done)

    def check_turn(self, refs: tuple[str, ...], *, back: bool) -> None:
        """Raise as `turn_file` would for any of the refs that are of files; nothing is written."""
        from planner.store.undo import versions

        versions.check(self.root, refs, back=back)

    def turn_file(self, ref: str, *, back: bool) -> "Version":
        """Undo (`back`) or redo what an action made of a file. Raises `ChangedOutside` if it holds something else."""
        from planner.store.undo import versions

        with self.writing():
            return versions.turn(self.root, ref, back=back)

    def file_version(self, ref: str) -> "Version":
        """Return what a file held before and after an action. Raises `NotFound`."""
        from planner.store.undo import versions

        return versions.version_of(self.root, ref)

    def _remember(self, refs: tuple[str, ...]) -> None:
        from planner.store.undo import history

        with self._noting():
            if self._first:
                self._first = history.remember_also(self.root, refs, first=self._first)
                return
            history.remember(self.root, refs)
        if self._first is not None:
            self._first = refs[0]

    @contextmanager
    def _remembered(
        self, action: tuple[str, ...], entries: "tuple[Entry, ...]", seen: frozenset[str] | None
    ) -> Iterator[None]:
        """Put the action of adding entries to the log on top of the history.

        What goes into several months is remembered first: killed between two of them, undo knows the part that is
        there. An import that is done again after that, by the ids of the log that it has `seen`, belongs to it.
        """
        cut_off = self._cut_off(seen) if action and seen and self._first is None else ""
        is_long = self._first is None and len({entry.day.replace(day=1) for entry in entries}) > 1
        if not action or not (cut_off or is_long):
            yield
            if action:
                self._remember(action)
            return
        from planner.store.undo import history

        with self._noting():
            if cut_off:
                history.remember_also(self.root, action, first=cut_off)
            else:
                history.remember(self.root, action)
        try:
            yield
        except BaseException:
            if not cut_off:
                with self._noting():
                    history.forget(self.root, first=action[0])
            raise

    def _cut_off(self, seen: frozenset[str]) -> str:
        """Return the first ref of the last action if only a part of its log entries is among the ids `seen`."""
        refs = self.last_done() or ()
        ids = [ref.split(":")[-1] for ref in refs if ref.startswith("log:")]
        return refs[0] if len(ids) == len(refs) and 0 < sum(one in seen for one in ids) < len(ids) else ""

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Turn a failure to write the history into `history_problem`: a person must not do again what is saved."""
        try:
            yield
        except StoreError as error:
            fix = "What you did is saved; only undo does not know of it."
            self.history_problem = StoreError(error.what, error.why, fix)

    @contextmanager
    def _saving(self, *, undoable: bool) -> "Iterator[Save]":
        """Give a way to save one file; if it is `undoable`, the history knows of it afterwards."""
        refs: list[str] = []

        def kept(path: Path, data: bytes, *, was: bytes | None) -> str:
            if not undoable:
                save(path, data, was=was)
            elif data != was:
                from planner.store.undo import versions

                refs.append(versions.save_kept(self.root, path, data, was=was))
            return "".join(refs)

        with self.writing():
            yield kept
            if refs:
                self._remember(tuple(refs))
