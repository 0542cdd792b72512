"""What the store's files are, by their names: which there can be, of what schema, and what is wrong with their bytes.

The bytes may come from anywhere: the store, a backup, a merge, a migration.
"""

from pathlib import Path

import msgspec

from planner.codec.toml import BadFile, NewerFile, parse
from planner.domain.ids import is_slug
from planner.store.log import FOLDER as LOG
from planner.store.log import is_month
from planner.store.names import FOLDERS, SETTINGS, SUFFIX, THEMES
from planner.store.reading import check_damage, decode_kindly


def is_own_name(name: str) -> bool:
    """Tell whether planner writes a file of that name in a store: `planner.toml`, `log/2027-03.toml`."""
    folder, _, rest = name.rpartition("/")
    if folder not in FOLDERS or not rest.endswith(SUFFIX):
        return name == SETTINGS
    stem = rest.removesuffix(SUFFIX)
    return is_month(stem) if folder == LOG else is_slug(stem)


def known_schema(path: Path) -> int:
    """Return the schema that this version writes into the file at `path`."""
    from planner.domain import gear, settings

    folder = path.parent.name
    if folder == "gear":
        return gear.SCHEMA
    return _kinds()[folder][1] if folder in _kinds() else settings.SCHEMA


def loaded(path: Path, data: bytes) -> tuple[BadFile, ...]:
    """Return what is left out when the file at `path`, which need not exist, is loaded from these bytes.

    Raises `BadFile` where nothing can be loaded. A file that is none of the store's is not looked at.
    """
    from planner.store import gear, settings

    if path.name == settings.FILE:
        return settings.read_bytes(path, data)[1]
    folder = path.parent.name
    if folder == gear.FOLDER:
        return gear.read_bytes(path, data)[1]
    if folder not in _kinds():
        return ()
    kind, schema = _kinds()[folder]
    own_id = "" if folder == LOG else path.stem
    return decode_kindly(data, kind, path, schema=schema, own_id=own_id)[1]


def problems_in(path: Path, data: bytes) -> tuple[BadFile, ...]:
    """Return what is wrong with `data` as the file of the store at `path`, which need not exist; none if all is read.

    A file of a newer schema gives `NewerFile`. Themes are only parsed: the program looks at them.
    """
    try:
        if path.parent.name == THEMES:
            check_damage(path, data)
            parse(data, str(path))
        return loaded(path, data)
    except BadFile as problem:
        return (problem,)


def is_newer(problems: tuple[BadFile, ...]) -> bool:
    """Tell whether a newer planner wrote the file of these problems."""
    return any(isinstance(problem, NewerFile) for problem in problems)


def _kinds() -> dict[str, tuple[type[msgspec.Struct], int]]:
    from planner.domain import log, plan, template
    from planner.store.own_files import EXERCISES, ROUTINES

    return {
        "plans": (plan.Plan, plan.SCHEMA),
        "templates": (template.Template, template.SCHEMA),
        LOG: (log.LogMonth, log.SCHEMA),
        ROUTINES.folder: (ROUTINES.kind, ROUTINES.schema),
        EXERCISES.folder: (EXERCISES.kind, EXERCISES.schema),
    }
