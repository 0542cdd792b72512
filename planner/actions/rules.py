"""`data/rules.toml`, a table at a time: every threshold with where it comes from."""

from functools import cache
from typing import TypeVar

from planner.codec.toml import convert, parse
from planner.domain.errors import StoreError

FILE = "data/rules.toml"
_Table = TypeVar("_Table")


def rules_of(table: str, kind: type[_Table]) -> _Table:
    """Return the table `table` of the rules as `kind`. Raises `StoreError` when the built-in file lacks it."""
    found = _table(table)
    if found is None:
        raise StoreError(FILE, f"it has no [{table}]", "Install the program again.")
    return convert(found, kind, f"{FILE} [{table}]")


@cache
def _table(table: str) -> object:
    """Return a table as it is parsed, alone: all of the rules cost a start many times what it needs of them."""
    text = _texts().get(table)
    return None if text is None else parse(text.encode(), FILE)[table]


@cache
def _texts() -> dict[str, str]:
    """Return the text of each table, those inside it included; our own file has every header at the start of a line."""
    from planner import resources

    found: dict[str, str] = {}
    for part in resources.read("data", "rules.toml").decode().split("\n[")[1:]:
        name = part.lstrip("[").partition("]")[0].partition(".")[0]
        found[name] = f"{found.get(name, '')}\n[{part}"
    return found
