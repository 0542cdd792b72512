"""The user's own exercise files: made, replaced, thrown away. `library` reads them."""

from pathlib import Path

from planner.domain.errors import NotFound, StoreError
from planner.domain.exercise import Exercise
from planner.domain.ids import check_slug, is_slug
from planner.store.atomic import ChangedOutside, save
from planner.store.codec import encode, tables_of
from planner.store.layout import written
from planner.store.reading import SUFFIX, decode_kindly, fetch
from planner.store.trash import throw_away

FOLDER = "exercises"
"""The folder of the user's own exercises inside the store, one a file."""
SCHEMA = 1
"""Schema number of an exercise file, also of the built-in ones, which hold a kind each."""


def has_exercise(root: Path, exercise_id: str) -> bool:
    """Tell whether there is a file of an exercise of that id, readable or not."""
    path = root / FOLDER / f"{exercise_id}{SUFFIX}"
    return is_slug(exercise_id) and (path.is_symlink() or path.exists())


def save_exercise(root: Path, exercise: Exercise, *, was: Exercise | None = None) -> None:
    """Save an exercise of the user, new or changed; comments and unknown keys stay.

    With `was`, what the change was made to, raises `ChangedOutside` if the file says something else by now. A file
    that cannot be read completely is left alone: `BadFile`. Call it under the lock.
    """
    path = root / FOLDER / f"{check_slug(exercise.id, 'exercise')}{SUFFIX}"
    data = written(exercise, schema=SCHEMA)
    old = fetch(path)
    if old is not None:
        before, problems = decode_kindly(old, Exercise, path, schema=SCHEMA, own_id=path.stem)
        if problems:
            raise problems[0]
        if was is not None and before != was:
            raise ChangedOutside.of(path)
        from planner.store.rewrite import rewritten

        tables = [{"schema": SCHEMA} | tables_of(one) for one in (before, exercise)]
        data = rewritten(old, tables[0], tables[1], path)
    read_back, _ = decode_kindly(data, Exercise, path, schema=SCHEMA, own_id=path.stem)
    if encode(read_back) != encode(exercise):
        raise StoreError(f"exercise {exercise.id!r}", "it does not read back the same", "Please report this.")
    save(path, data, was=old)


def delete_exercise(root: Path, exercise_id: str) -> str:
    """Move an exercise of the user to the trash and return its name there. Call it under the lock."""
    path = root / FOLDER / f"{exercise_id}{SUFFIX}"
    if not has_exercise(root, exercise_id):
        why = "it is not one of your own exercises"
        raise NotFound(f"exercise {exercise_id!r}", why, "`planner exercise list` shows them.")
    return throw_away(root, path)
