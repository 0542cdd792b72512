"""Tables of activities that programs export as CSV: Strava's `activities.csv`, Garmin Connect, intervals.icu."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import msgspec

from planner.domain.activity import Activity, Sport
from planner.domain.errors import BadValue
from planner.domain.text import clean, one_line
from planner.domain.units import Unit
from planner.imports.csv_rows import Row, Rows, find_separator, read_rows
from planner.imports.plans.imported import Notes
from planner.imports.runs.words import Columns, Reading, sport_of

HEAD = 20_000
"""Letters of a text that are enough to tell what table it is: Strava's header has up to 101 columns."""
FASTEST_M_S = 8.0
SLOWEST_M_S = 0.4
"""What people run and walk, as a mean over a whole activity: what tells kilometres from metres."""
_LONGEST_TITLE = 200
_KNOWN = "Planner knows tables of activities of Strava, Garmin Connect and intervals.icu."
_NEEDED = {
    "strava": ("id", "date", "type", "distance"),
    "intervals": ("date", "type", "moving"),
    "garmin": ("type", "date", "title", "distance", "time"),
}


class RunTable(msgspec.Struct, frozen=True, kw_only=True):
    """What a table holds. `files`: the run file of each activity, as the table names it, empty where it names none.

    `named`: every file of a row that was understood, of other sports too. `left_out`: other sports, by the table's own
    word. `bad`: rows that could not be read, and why. `notes`: what had to be decided.
    """

    program: str
    activities: tuple[Activity, ...]
    files: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    left_out: tuple[tuple[str, int], ...] = ()
    bad: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of shoes in Strava's `shoes.csv`."""

    name: str
    brand: str
    model: str


def is_run_table(head: str) -> bool:
    """Tell whether a text that begins with `head` is a table of activities; `HEAD` letters are enough."""
    return bool(_program_of(_header(head)))


def is_shoe_table(head: str) -> bool:
    """Tell whether a text that begins with `head` is Strava's table of shoes."""
    return Columns("strava-shoes", _header(head)).has("brand", "model", "name")


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


def read_shoe_table(text: str, name: str) -> tuple[Listed, ...]:
    """Return the pairs in Strava's table of shoes. Raises `BadValue`."""
    rows = read_rows(text, name)
    columns = Columns("strava-shoes", rows.header)
    found = (
        Listed(**{field: one_line(columns.cell(row, field))[:_LONGEST_TITLE] for field in ("name", "brand", "model")})
        for row in rows.rows
    )
    # Runs name a pair by its nickname, else by brand and model.
    return tuple(
        one if one.name else msgspec.structs.replace(one, name=f"{one.brand} {one.model}".strip())
        for one in found
        if one.name or one.model
    )


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says, before its distance is known to be in metres."""

    row: Row
    sport: Sport
    start: datetime
    duration_s: int | None
    elapsed_s: int | None


def take_rows(
    rows: Rows, columns: Columns, reading: Reading, zoned: Callable[[datetime], datetime]
) -> tuple[list[Taken], Counter[str], list[str], list[Row]]:
    """Return the rows of runs and walks, the other sports by their own words with their rows, and what is wrong."""
    taken: list[Taken] = []
    others: Counter[str] = Counter()
    bad: list[str] = []
    aside: list[Row] = []
    for row in rows.rows:
        if tuple(map(one_line, row.cells[: len(rows.header)])) == rows.header:
            continue  # tables that were put together have their header again and again
        word = one_line(columns.cell(row, "type"))[:40]
        sport = sport_of(word)
        if word and sport is Sport.OTHER:
            others[word] += 1
            aside.append(row)
            continue
        try:
            if not word:
                raise ValueError("it does not say what sort of activity it is")
            start = zoned(reading.moment(columns.cell(row, "date")))
        except ValueError as error:
            bad.append(f"{rows.place(row)}: {error}.")
            continue
        elapsed = next(filter(None, (reading.seconds(cell) for cell in columns.cells(row, "elapsed"))), None)
        moving = next(filter(None, (reading.seconds(cell) for cell in columns.cells(row, "moving"))), None)
        taken.append(Taken(row=row, sport=sport, start=start, duration_s=moving or elapsed, elapsed_s=elapsed))
    return taken, others, bad, aside


def metres_in(pairs: Sequence[tuple[float, int]], units: Iterable[float]) -> float | None:
    """Return how many metres one unit of some distances has, as the seconds beside them tell; None where they do not.

    Of `units` only one may make nine tenths of them the speed of somebody on foot.
    """
    fits = [unit for unit in units if pairs and sum(_is_on_foot(far * unit, s) for far, s in pairs) >= 0.9 * len(pairs)]
    return fits[0] if len(fits) == 1 else None


def say_unread(notes: Notes, columns: Columns, one: Taken, distance_m: float | None, duration_s: int | None) -> None:
    """Add a note for a distance or a time that a row gives and that is not one of a run: it is left out."""
    for what, is_read, fields in (
        ("distance", distance_m, ("distance",)),
        ("time", duration_s, ("moving", "elapsed", "time")),
    ):
        said = [cell for field in fields if columns.has(field) for cell in columns.cells(one.row, field)]
        # Nothing, a dash and nought say that there is none.
        odd = next((cell for cell in said if re.search(r"[^\W0]", cell)), "")
        if odd and not is_read:
            notes.say(f"line {one.row.line}", f"the {what} “{one_line(odd)[:40]}” is none of a run and was left out.")


def words_of(columns: Columns, row: Row, field: str, longest: int = 10_000) -> str:
    """Return the text of a cell, cleaned."""
    return clean(columns.cell(row, field)).strip()[:longest]


def title_of(columns: Columns, row: Row, field: str) -> str:
    """Return the text of a cell on one line."""
    return one_line(columns.cell(row, field))[:_LONGEST_TITLE]


def _is_on_foot(metres: float, seconds: int) -> bool:
    return SLOWEST_M_S <= metres / seconds <= FASTEST_M_S


def _header(head: str) -> tuple[str, ...]:
    """Return the titles of the first row of a text that may be cut off in a later one."""
    head = head[:HEAD].removeprefix("\ufeff").lstrip()
    line = head.partition("\n")[0]
    if line.strip().lower().startswith("sep="):
        head = head.partition("\n")[2]
        line = head.partition("\n")[0]
    try:
        return read_rows(f"{line}\n", "").header if line.strip() else ()
    except BadValue:
        return tuple(line.split(find_separator(line)[0]))


def _program_of(header: Iterable[str]) -> str:
    titles = tuple(header)
    for program, needed in _NEEDED.items():
        if Columns(program, titles).has(*needed):
            return program
    return ""
