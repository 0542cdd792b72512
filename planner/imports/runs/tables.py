"""Tables of activities that programs export as CSV: Strava's `activities.csv`, Garmin Connect, intervals.icu."""

from collections.abc import Iterable

import msgspec

from planner.domain.errors import BadValue
from planner.domain.units import Unit
from planner.imports.csv_rows import header_of, read_rows
from planner.imports.runs.table_rows import RunTable, title_of
from planner.imports.runs.words import Columns

HEAD = 20_000
"""Letters of a text that are enough to tell what table it is: Strava's header has up to 101 columns."""
_KNOWN = "Planner knows tables of activities of Strava, Garmin Connect and intervals.icu."
_NEEDED = {
    "strava": ("id", "date", "type", "distance"),
    "intervals": ("date", "type", "moving"),
    "garmin": ("type", "date", "title", "distance", "time"),
}


class ListedShoe(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of shoes in Strava's `shoes.csv`."""

    name: str
    brand: str
    model: str


def is_run_table(head: str) -> bool:
    """Tell whether a text that begins with `head` is a table of activities; `HEAD` letters are enough."""
    return bool(_program_of(header_of(head[:HEAD])))


def is_shoe_table(head: str) -> bool:
    """Tell whether a text that begins with `head` is Strava's table of shoes."""
    return Columns("strava-shoes", header_of(head[:HEAD])).has("brand", "model", "name")


def read_run_table(text: str, name: str, *, unit: Unit | None = None) -> RunTable:
    """Return the runs and walks of a table. `unit`: that of its distances, where the table does not say.

    Raises `BadValue` naming file and line for what is no such table, and `Missing` where the unit must be asked.
    """
    rows = read_rows(text, name)
    program = _program_of(rows.header)
    if program == "strava":
        from planner.imports.runs.strava import read_strava

        return read_strava(rows)
    if program == "garmin":
        from planner.imports.runs.garmin import read_garmin

        return read_garmin(rows, unit)
    if program == "intervals":
        from planner.imports.runs.intervals import read_intervals

        return read_intervals(rows)
    raise BadValue(name, "its columns are not known", _KNOWN)


def read_shoe_table(text: str, file: str) -> tuple[ListedShoe, ...]:
    """Return the pairs in Strava's table of shoes. Raises `BadValue`."""
    rows = read_rows(text, file)
    columns = Columns("strava-shoes", rows.header)
    found: list[ListedShoe] = []
    for row in rows.rows:
        name, brand, model = (title_of(columns, row, field) for field in ("name", "brand", "model"))
        if name or model:
            # Runs name a pair by its nickname, else by brand and model.
            found.append(ListedShoe(name=name or f"{brand} {model}".strip(), brand=brand, model=model))
    return tuple(found)


def _program_of(header: Iterable[str]) -> str:
    titles = tuple(header)
    for program, needed in _NEEDED.items():
        if Columns(program, titles).has(*needed):
            return program
    return ""
