"""Rows of tables of activities: what Strava's, Garmin Connect's and intervals.icu's have in common."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import msgspec

from planner.domain.activity import Activity, Sport
from planner.domain.text import clean, one_line
from planner.imports.csv_rows import Row, Rows
from planner.imports.notes import Notes, quoted
from planner.imports.runs.notation import Notation
from planner.imports.runs.words import Columns, sport_of_word

FASTEST_M_S = 8.0
SLOWEST_M_S = 0.4
"""What people run and walk, as a mean over a whole activity: what tells kilometres from metres."""
LONGEST_TITLE = 200
"""Letters of a title or of a name."""


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


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says, before its distance is known to be in metres."""

    row: Row
    sport: Sport
    start: datetime
    duration_s: int | None
    elapsed_s: int | None


class TakenRows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a table. `taken`: of runs and walks; `aside`: of other sports, `others` by their own words.

    `bad`: rows that could not be read, and why.
    """

    taken: tuple[Taken, ...]
    aside: tuple[Row, ...]
    others: tuple[tuple[str, int], ...]
    bad: tuple[str, ...]


def take_rows(rows: Rows, columns: Columns, notation: Notation, zoned: Callable[[datetime], datetime]) -> TakenRows:
    """Return the rows of a table by what they are. `zoned`: gives the start of a row its zone."""
    taken: list[Taken] = []
    others: Counter[str] = Counter()
    bad: list[str] = []
    aside: list[Row] = []
    for row in rows.rows:
        if tuple(map(one_line, row.cells[: len(rows.header)])) == rows.header:
            continue  # tables that were put together have their header again and again
        word = one_line(columns.cell(row, "type"))[:40]
        sport = sport_of_word(word)
        if word and sport is Sport.OTHER:
            others[word] += 1
            aside.append(row)
            continue
        try:
            if not word:
                raise ValueError("it does not say what sort of activity it is")
            start = zoned(notation.moment(columns.cell(row, "date")))
        except ValueError as error:
            bad.append(f"{rows.place(row)}: {error}.")
            continue
        elapsed = next(filter(None, (notation.seconds(cell) for cell in columns.cells(row, "elapsed"))), None)
        moving = next(filter(None, (notation.seconds(cell) for cell in columns.cells(row, "moving"))), None)
        taken.append(Taken(row=row, sport=sport, start=start, duration_s=moving or elapsed, elapsed_s=elapsed))
    return TakenRows(taken=tuple(taken), aside=tuple(aside), others=tuple(others.most_common()), bad=tuple(bad))


def run_table(
    program: str,
    rows: Rows,
    found: TakenRows,
    activities: Sequence[Activity],
    notes: Notes,
    *,
    files: Sequence[str] = (),
    named: Iterable[str] = (),
) -> RunTable:
    """Return what a table holds: an activity for each row that was taken, and what is to be said of the others."""
    rows.say_ragged(notes)
    return RunTable(
        program=program,
        activities=tuple(activities),
        files=tuple(files) or ("",) * len(activities),
        named=frozenset(named),
        left_out=found.others,
        bad=found.bad,
        notes=tuple(f"{rows.name}: {note}" for note in notes.all()),
    )


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
            notes.say(f"line {one.row.line}", f"the {what} {quoted(odd)} is none of a run and was left out.")


def words_of(columns: Columns, row: Row, field: str, longest: int = 10_000) -> str:
    """Return the text of a cell, cleaned."""
    return clean(columns.cell(row, field)).strip()[:longest]


def title_of(columns: Columns, row: Row, field: str) -> str:
    """Return the text of a cell on one line."""
    return one_line(columns.cell(row, field))[:LONGEST_TITLE]


def _is_on_foot(metres: float, seconds: int) -> bool:
    return SLOWEST_M_S <= metres / seconds <= FASTEST_M_S
