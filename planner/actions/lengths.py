"""How long routines take, without reading the whole library where that can be spared."""

from collections.abc import Collection, Mapping
from functools import cache

from planner.actions.desk import Desk
from planner.domain.length import Length

INDEX = "lengths.toml"
"""The lengths of the built-in routines: `planner today` shows minutes without reading any exercise."""


def lengths_of(desk: Desk, routines: Collection[str]) -> Mapping[str, Length]:
    """Return how long each of these routines takes, by id in order; those that do not exist are left out."""
    if not routines:
        return {}
    if not _has_own(desk, routines):
        index = _index()
        if all(routine in index for routine in routines):
            return {routine: index[routine] for routine in sorted(routines)}
    from planner.domain.routine import routine_length

    library = desk.library()
    return {
        routine: routine_length(library.routines[routine], library.exercises)
        for routine in sorted(routines)
        if routine in library.routines
    }


def _has_own(desk: Desk, routines: Collection[str]) -> bool:
    """Tell whether the store may say something else than the built-in library about these routines."""
    root = desk.store.root
    own = (root / "routines" / f"{routine}.toml" for routine in routines)
    return (root / "exercises").exists() or any(file.exists() for file in own)


@cache
def _index() -> dict[str, Length]:
    import tomli

    from planner import resources
    from planner.domain.errors import StoreError

    try:
        rows = tomli.loads(resources.read("data", INDEX).decode())["seconds"]
    except StoreError:
        return {}
    return {routine: Length(*row) for routine, row in rows.items()}
