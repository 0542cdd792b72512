"""A second opinion on a merge, by the values alone: nothing is lost, nothing is there that no side has."""

from collections.abc import Iterator, Sequence

from planner.codec.pieces import Path
from planner.store.merging.texts import has_own_rows, identities, plain

Tables = dict[str, object]


def is_lossless(base: Tables | None, ours: Tables, theirs: Tables, merged: Tables, clashes: Sequence[Path]) -> bool:
    """Tell whether `merged` has what both sides have, except what one removed and where they clash."""
    versions = (base or {}, ours, theirs, merged)
    keyed = {key for one in versions for key in one if has_own_rows(key, *(each.get(key) for each in versions))}
    was, left, right, found = (dict(_leaves(one, keyed)) for one in versions)
    for path, value in found.items():
        if value not in (left.get(path), right.get(path)):
            return False
    for path in {*left, *right} - {*found}:
        gone = path not in left or path not in right
        is_removed = gone and was.get(path) in (left.get(path), right.get(path)) and path in was
        if not is_removed and not any(path[: len(clash)] == clash for clash in clashes):
            return False
    return True


def _leaves(tables: Tables, keyed: set[str], at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every value with its path; the rows of a list by their names where the list is `keyed`."""
    for key, value in tables.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, set(), (*at, key))
        elif isinstance(value, list) and value and key in keyed:
            for name, row in zip(identities(value), value, strict=True):
                yield (f"{key} {name}",), ""
                yield from _leaves(row, set(), (f"{key} {name}",))
        else:
            yield (*at, key), plain(value)
