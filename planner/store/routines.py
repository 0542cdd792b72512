"""The user's own routine files: made, replaced, thrown away. `library` reads them."""

from pathlib import Path

from planner.domain.errors import NotFound, StoreError
from planner.domain.ids import check_slug, is_slug
from planner.domain.routine import Routine
from planner.store.atomic import ChangedOutside, save
from planner.store.codec import encode, tables_of
from planner.store.layout import written
from planner.store.reading import SUFFIX, decode_kindly, fetch
from planner.store.trash import throw_away

FOLDER = "routines"
SCHEMA = 1
"""Schema number of a routine file."""


def has_routine(root: Path, routine_id: str) -> bool:
    """Tell whether there is a file of a routine of that id, readable or not."""
    path = root / FOLDER / f"{routine_id}{SUFFIX}"
    return is_slug(routine_id) and (path.is_symlink() or path.exists())


def save_routine(root: Path, routine: Routine, *, was: Routine | None = None) -> None:
    """Save a routine of the user, new or changed; comments and unknown keys stay.

    With `was`, what the change was made to, raises `ChangedOutside` if the file says something else by now. A file
    that cannot be read completely is left alone: `BadFile`. Call it under the lock.
    """
    path = root / FOLDER / f"{check_slug(routine.id, 'routine')}{SUFFIX}"
    data = written(routine, schema=SCHEMA)
    old = fetch(path)
    if old is not None:
        before, problems = decode_kindly(old, Routine, path, schema=SCHEMA, own_id=path.stem)
        if problems:
            raise problems[0]
        if was is not None and before != was:
            raise ChangedOutside.of(path)
        from planner.store.rewrite import rewritten

        tables = [{"schema": SCHEMA} | tables_of(one) for one in (before, routine)]
        data = rewritten(old, tables[0], tables[1], path)
    read_back, _ = decode_kindly(data, Routine, path, schema=SCHEMA, own_id=path.stem)
    if encode(read_back) != encode(routine):
        raise StoreError(f"routine {routine.id!r}", "it does not read back the same", "Please report this.")
    save(path, data, was=old)


def delete_routine(root: Path, routine_id: str) -> str:
    """Move a routine of the user to the trash and return its name there. Call it under the lock."""
    path = root / FOLDER / f"{routine_id}{SUFFIX}"
    if not has_routine(root, routine_id):
        why = "it is not one of your own routines"
        raise NotFound(f"routine {routine_id!r}", why, "`planner routine list` shows them.")
    return throw_away(root, path)
