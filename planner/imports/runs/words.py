"""The words of tables of activities in many languages: columns, sorts of activity, months."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from planner.domain.activity import Sport
from planner.imports.csv_rows import Row, Rows

_SPORTS = {
    "run": Sport.RUN,
    "trail": Sport.TRAIL,
    "track": Sport.TRACK,
    "treadmill": Sport.TREADMILL,
    "walk": Sport.WALK,
}


@cache
def words() -> Mapping[str, Any]:
    """Return the dictionary `data/run-tables.toml`: columns by program and field, sorts of activity, months."""
    import tomli

    from planner.resources import read

    return tomli.loads(read("data", "run-tables.toml").decode())


def bare(text: str) -> str:
    """Return a word without what differs from one program to the next: case, accents, blanks, signs."""
    apart = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "o").replace("ł", "l").replace("ß", "ss"))
    return re.sub(r"[\W_]+", "", "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold())


@cache
def _titles(program: str) -> Mapping[str, frozenset[str]]:
    return {field: frozenset(map(bare, names)) for field, names in words()[program].items()}


class Columns:
    """Where the fields of one program stand in a table, in whatever language and order its header is."""

    def __init__(self, program: str, header: Iterable[str]) -> None:
        heads = [bare(title) for title in header]
        self._at = {
            field: tuple(column for column, title in enumerate(heads) if title in names)
            for field, names in _titles(program).items()
        }

    def has(self, *fields: str) -> bool:
        """Tell whether all these fields have a column."""
        return all(self._at.get(field) for field in fields)

    def cells(self, row: Row, field: str) -> list[str]:
        """Return what a row says of a field, from each of its columns from left to right."""
        return [row.cell(column) for column in self._at[field]]

    def cell(self, row: Row, field: str) -> str:
        """Return what the first column of a field says that says anything."""
        return next((cell for cell in self.cells(row, field) if cell), "")

    def all(self, rows: Rows, field: str) -> list[str]:
        """Return every cell of a field."""
        return [cell for row in rows.rows for cell in self.cells(row, field)]


@cache
def _sports() -> Mapping[str, Sport]:
    return {bare(name): _SPORTS[sport] for sport, names in words()["sports"].items() for name in names}


def sport_of_word(text: str) -> Sport:
    """Return the sort of activity; `OTHER` for what is no run and no walk, and for a word that nobody taught us."""
    return _sports().get(bare(text), Sport.OTHER)


def month_of(text: str) -> int | None:
    """Return the number of the month that a word names, 1 for January; None for a word that names none."""
    return _months().get(bare(text))


@cache
def _months() -> Mapping[str, int]:
    return {bare(name): number for number, names in enumerate(words()["months"]["names"], 1) for name in names}


@cache
def _idle_words() -> frozenset[str]:
    sorts = (word for names in words()["sports"].values() for name in names for word in re.findall(r"\w+", name))
    return frozenset(map(bare, (*words()["titles"]["words"], *sorts)))


def says_something(title: str, source: str = "") -> bool:
    """Tell whether a person gave a title; programs write the time of day and the sort of activity by themselves.

    Garmin Connect puts the place before the sort.
    """
    found = [bare(word) for word in re.findall(r"\w+", title)]
    if source.startswith("garmin") and found and bare(found[-1]) in _idle_words():
        return False
    return any(word not in _idle_words() for word in found)
