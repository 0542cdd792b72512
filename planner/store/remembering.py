"""What a store remembers of what the user did: the part of `Store` that undo and redo go by."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.store.atomic import save

if TYPE_CHECKING:
    from planner.store.atomic import Save
    from planner.store.versions import Version


class Remembering(ABC):
    """A store's history of actions, and the files that they changed as they were before."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._first: str | None = None
        """Inside `as_one`: the first ref of the action, empty before there is one."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """Hold the lock, and turn what the system refuses into errors that say what to do."""

    def remember(self, refs: tuple[str, ...]) -> None:
        """Put an action on top of the history; what was undone cannot be redone any more."""
        with self.writing():
            self._remember(refs)

    def last_done(self, plan: str | None = None) -> tuple[str, ...] | None:
        """Return the refs of the last action that can be undone (that is about `plan`), or None."""
        from planner.store import history

        return history.last_done(self.root, plan)

    def mark_undone(self, refs: tuple[str, ...] | None = None) -> None:
        """Count an action, the last one if it is not named, as undone."""
        from planner.store import history

        with self.writing():
            history.mark_undone(self.root, refs)

    def last_undone(self, plan: str | None = None) -> tuple[str, ...] | None:
        """Return the refs of the last action that can be redone (that is about `plan`), or None."""
        from planner.store import history

        return history.last_undone(self.root, plan)

    def mark_redone(self, refs: tuple[str, ...] | None = None) -> None:
        """Count an action, the last undone one if it is not named, as done again."""
        from planner.store import history

        with self.writing():
            history.mark_redone(self.root, refs)

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Make what is remembered inside one action, which one undo takes back; also if it is cut off on the way."""
        outer, self._first = self._first, "" if self._first is None else self._first
        try:
            yield
        finally:
            self._first = outer

    def check_turn(self, refs: tuple[str, ...], *, back: bool) -> None:
        """Raise as `turn_file` would for any of the refs that are of files; nothing is written."""
        from planner.store import versions

        versions.check(self.root, refs, back=back)

    def turn_file(self, ref: str, *, back: bool) -> "Version":
        """Undo (`back`) or redo what an action made of a file. Raises `ChangedOutside` if it holds something else."""
        from planner.store import versions

        with self.writing():
            return versions.turn(self.root, ref, back=back)

    def file_version(self, ref: str) -> "Version":
        """Return what a file held before and after an action. Raises `NotFound`."""
        from planner.store import versions

        return versions.version_of(self.root, ref)

    def _remember(self, refs: tuple[str, ...]) -> None:
        from planner.store import history

        if self._first:
            self._first = history.remember_also(self.root, refs, first=self._first)
            return
        history.remember(self.root, refs)
        if self._first is not None:
            self._first = refs[0]

    @contextmanager
    def _saving(self, *, undoable: bool) -> "Iterator[Save]":
        """Give a way to save one file; if it is `undoable`, the history knows of it afterwards."""
        refs: list[str] = []

        def kept(path: Path, data: bytes, *, was: bytes | None) -> str:
            if not undoable:
                save(path, data, was=was)
            elif data != was:
                from planner.store import versions

                refs.append(versions.save_kept(self.root, path, data, was=was))
            return "".join(refs)

        with self.writing():
            yield kept
            if refs:
                self._remember(tuple(refs))
