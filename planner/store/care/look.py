"""What is wrong with the bytes of a file of the store, wherever they come from: a backup, a merge, a migration."""

from pathlib import Path

from planner.codec.toml import BadFile, NewerFile, parse
from planner.store.merging.kinds import loaded
from planner.store.names import THEMES
from planner.store.reading import check_damage


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
