"""One of the user's own things a file: made, replaced, thrown away. Routines and exercises are kept so."""

from pathlib import Path

import msgspec

from planner.codec.layout import written
from planner.codec.toml import encode, short, tables_of
from planner.domain.errors import NotFound, StoreError
from planner.domain.exercise import Exercise
from planner.domain.ids import check_slug, is_slug
from planner.domain.routine import Routine
from planner.store.disk.atomic import ChangedOutside, refusal, save
from planner.store.names import SUFFIX
from planner.store.reading import decode_kindly, fetch, up_to_date
from planner.store.undo.trash import throw_away

Own = Routine | Exercise


class Shelf(msgspec.Struct, frozen=True):
    """A folder of the store: what stands in its files, how people call one, and the schema number of a file."""

    folder: str
    kind: type[Own]
    word: str
    schema: int

    def path(self, root: Path, own_id: str) -> Path:
        """Return the file of an id."""
        return root / self.folder / f"{own_id}{SUFFIX}"

    def has(self, root: Path, own_id: str) -> bool:
        """Tell whether there is a file of that id, readable or not. Raises `StoreError` where that cannot be told."""
        path = self.path(root, own_id)
        try:
            return is_slug(own_id) and (path.is_symlink() or path.exists())
        except OSError as error:
            raise refusal(path, error) from None

    def save(self, root: Path, own: Own, *, was: Own | None = None) -> None:
        """Save one, new or changed; comments and unknown keys stay.

        With `was`, what the change was made to, raises `ChangedOutside` if the file says something else by now. A file
        that cannot be read completely is left alone: `BadFile`. Call it under the lock.
        """
        path = self.path(root, check_slug(own.id, self.word))
        data, old = written(own, schema=self.schema), fetch(path)
        if old is not None:
            before, problems = self._read(old, path)
            if problems:
                raise problems[0]
            if was is not None and before != was:
                raise ChangedOutside.of(path)
            from planner.store.rewrite import rewritten

            tables = [{"schema": self.schema} | tables_of(one) for one in (before, own)]
            data = rewritten(up_to_date(path, old, self.schema), tables[0], tables[1], path)
        if encode(self._read(data, path)[0]) != encode(own):
            raise StoreError(f"{self.word} {own.id!r}", "it does not read back the same", "Please report this.")
        save(path, data, was=old)

    def delete(self, root: Path, own_id: str) -> str:
        """Move one to the trash and return its name there. Call it under the lock."""
        if not self.has(root, own_id):
            fix = f"`planner {self.word} list` shows them."
            raise NotFound(f"{self.word} {short(own_id)}", f"it is not one of your own {self.word}s", fix)
        return throw_away(root, self.path(root, own_id))

    def _read(self, data: bytes, path: Path) -> tuple[Own, tuple[StoreError, ...]]:
        return decode_kindly(data, self.kind, path, schema=self.schema, own_id=path.stem)


ROUTINES = Shelf("routines", Routine, "routine", 1)
EXERCISES = Shelf("exercises", Exercise, "exercise", 1)
"""The built-in exercise files, which hold a kind each, have the same schema number."""
