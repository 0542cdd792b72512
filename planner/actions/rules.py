"""`data/rules.toml`, a table at a time: every threshold with where it comes from."""

from functools import cache
from typing import TypeVar

from planner.codec.toml import convert, parse
from planner.domain.errors import StoreError

FILE = "data/rules.toml"
_Table = TypeVar("_Table")


def rules_of(table: str, kind: type[_Table]) -> _Table:
    """Return the table `table` of the rules as `kind`. Raises `StoreError` when the built-in file lacks it."""
    tables = _tables()
    if table not in tables:
        raise StoreError(FILE, f"it has no [{table}]", "Install the program again.")
    return convert(tables[table], kind, f"{FILE} [{table}]")


@cache
def _tables() -> dict[str, object]:
    from planner import resources

    return parse(resources.read("data", "rules.toml"), FILE)
