"""Files of an earlier schema: read by migrating what they say in memory, migrated on the disk by the first write.

A step is a pure function from the tables of a whole file to those of the next schema. Nothing else knows of earlier
forms: readers, writers, merges and restores all come by here. So far every file is schema 1, so there are no steps.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path

from planner.codec.toml import BadFile, NewerFile, check_schema, parse
from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.care.before_migrating import backing_up
from planner.store.names import FOLDERS
from planner.store.rewrite import rewritten

Tables = dict[str, object]
Step = Callable[[Tables], Tables]

SETTINGS = "settings"
MIGRATIONS: dict[str, Mapping[int, Step]] = {}
"""By kind (a folder of the store, or `settings`): from which schema, the step to the next one."""


def kind_of(path: Path) -> str:
    """Return the kind of a file of the store, as `MIGRATIONS` calls it."""
    return path.parent.name if path.parent.name in FOLDERS else SETTINGS


def migrated(tables: Tables, path: Path, found: int, schema: int) -> Tables:
    """Return the tables of a file of schema `found` as those of `schema`. Raises `BadFile` where a step fails."""
    steps = MIGRATIONS.get(kind_of(path), {})
    now = deepcopy(tables)
    for number in range(found, schema):
        if number not in steps:
            raise _unknown(path, number, "this version has no way to read that any more")
        try:
            now = steps[number](now) | {"schema": number + 1}
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise _unknown(path, number, f"it is not what such a file holds ({one_line(str(error))[:60]})") from None
    # Where it stood, not at the end: a file begins with its schema.
    return {key: now[key] for key in ("schema", *now) if key in now}


def upgraded(path: Path, data: bytes, tables: Tables, found: int, schema: int) -> bytes:
    """Return the bytes of a file of an earlier schema as those of `schema`, comments and unknown keys kept.

    The whole store is backed up first, unless a backup from before this schema holds these very bytes. Raises
    `BadFile` and `StoreError`; call it inside `Store.writing`.
    """
    new = rewritten(data, tables, migrated(tables, path, found, schema), path)
    back_up = backing_up.get(None)
    if back_up is None:
        raise StoreError(one_line(str(path)), "it is of an earlier schema and there is no way to back it up first")
    back_up(f"before-schema-{schema}", path)
    return new


def check_known(path: Path, data: bytes) -> None:
    """Raise `NewerFile` if a newer planner wrote these bytes; what cannot be read at all is not its business."""
    from planner.store.kinds import known_schema

    try:
        tables = parse(data, str(path))
        check_schema(tables, str(path), known_schema(path), data)
    except NewerFile:
        raise
    except BadFile:
        return


def _unknown(path: Path, schema: int, why: str) -> BadFile:
    problem = BadFile(str(path), f"schema {schema}, and {why}", key="schema")
    problem.fix = "It is left as it is. The planner that wrote it still reads it."
    return problem
