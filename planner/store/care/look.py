"""What is wrong with the bytes of a file of the store, wherever they come from: a backup, a merge, a migration."""

from pathlib import Path

import msgspec

from planner.codec.toml import BadFile, NewerFile, parse
from planner.domain.exercise import Exercise
from planner.domain.log import LogMonth
from planner.domain.plan import Plan
from planner.domain.routine import Routine
from planner.domain.template import Template
from planner.store import gear, settings
from planner.store.care.migrations import SETTINGS, kind_of, known_schema
from planner.store.reading import check_damage, decode_kindly

_KINDS: dict[str, type[msgspec.Struct]] = {
    "plans": Plan,
    "templates": Template,
    "routines": Routine,
    "exercises": Exercise,
    "log": LogMonth,
}


def problems_in(path: Path, data: bytes) -> tuple[BadFile, ...]:
    """Return what is wrong with `data` as the file of the store at `path`, which need not exist; none if all is read.

    A file of a newer schema gives `NewerFile`. Themes are only parsed: the program looks at them.
    """
    kind = kind_of(path)
    if path.parent.name == "themes":
        return _parse_problems(path, data)
    try:
        if kind == SETTINGS:
            return settings.read_bytes(path, data)[1]
        if kind == gear.FOLDER:
            return gear.read_bytes(path, data)[1]
        own_id = "" if kind == "log" else path.stem
        return decode_kindly(data, _KINDS[kind], path, schema=known_schema(kind), own_id=own_id)[1]
    except BadFile as problem:
        return (problem,)


def is_newer(problems: tuple[BadFile, ...]) -> bool:
    """Tell whether a newer planner wrote the file of these problems."""
    return any(isinstance(problem, NewerFile) for problem in problems)


def _parse_problems(path: Path, data: bytes) -> tuple[BadFile, ...]:
    try:
        check_damage(path, data)
        parse(data, str(path))
    except BadFile as problem:
        return (problem,)
    return ()
