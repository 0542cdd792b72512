"""What a file of the store has to be to be loaded, by its name."""

from functools import cache
from pathlib import Path, PurePosixPath

import msgspec

from planner.codec.toml import BadFile
from planner.store.reading import decode_kindly


def loaded(name: PurePosixPath, data: bytes) -> tuple[BadFile, ...]:
    """Return what is left out when the file of that name is loaded. Raises `BadFile` where nothing can be loaded.

    A file that is none of the store's is not looked at.
    """
    from planner.store import gear, settings

    path = Path(name)
    if path.name == settings.FILE:
        return settings.read_bytes(path, data)[1]
    folder = path.parent.name
    if folder == gear.FOLDER:
        return gear.read_bytes(path, data)[1]
    if folder not in _kinds():
        return ()
    kind, schema = _kinds()[folder]
    own_id = "" if folder == "log" else path.stem
    return decode_kindly(data, kind, path, schema=schema, own_id=own_id)[1]


@cache
def _kinds() -> dict[str, tuple[type[msgspec.Struct], int]]:
    from planner.domain import log, plan, template
    from planner.store.own_files import EXERCISES, ROUTINES

    return {
        "plans": (plan.Plan, plan.SCHEMA),
        "templates": (template.Template, template.SCHEMA),
        "log": (log.LogMonth, log.SCHEMA),
        ROUTINES.folder: (ROUTINES.kind, ROUTINES.schema),
        EXERCISES.folder: (EXERCISES.kind, EXERCISES.schema),
    }
