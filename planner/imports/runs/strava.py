"""Strava's `activities.csv` of the bulk export: in the account's language, start times in UTC, columns twice.

The first distance is in kilometres, in early exports in metres; the second, where there is one, is in metres. Which it
is, the seconds beside them tell.
"""

from datetime import UTC, datetime

from planner.domain.activity import Activity
from planner.domain.units import MOST_M
from planner.imports.csv_rows import Rows
from planner.imports.notes import Notes
from planner.imports.runs.notation import Notation, notation_of
from planner.imports.runs.table_rows import (
    RunTable,
    Taken,
    metres_in,
    run_table,
    say_unread,
    take_rows,
    title_of,
    words_of,
)
from planner.imports.runs.words import Columns

_UNITS = (1.0, 1000.0)


def read_strava(rows: Rows) -> RunTable:
    """Return the runs and walks of Strava's table."""
    columns, notes = Columns("strava", rows.header), Notes()
    figures = columns.all(rows, "distance") + columns.all(rows, "elapsed")
    notation = notation_of(figures, columns.all(rows, "date"))
    found = take_rows(rows, columns, notation, _in_utc)
    units = _units(columns, found.taken, notation)
    if found.taken and not any(units):
        notes.say("", "the distances are neither kilometres nor metres, as their times tell: they were left out.")
    activities, files = [], []
    for one in found.taken:
        distance_m = _distance(columns, one, notation, units)
        if any(units):
            say_unread(notes, columns, one, distance_m, one.duration_s)
        number = "".join(filter(str.isdigit, columns.cell(one.row, "id")))[:20]
        texts = (words_of(columns, one.row, field) for field in ("description", "private_note"))
        activities.append(
            Activity(
                start=one.start,
                sport=one.sport,
                distance_m=distance_m,
                duration_s=one.duration_s,
                elapsed_s=one.elapsed_s,
                title=title_of(columns, one.row, "name"),
                note="\n".join(dict.fromkeys(filter(None, texts))),
                shoe=title_of(columns, one.row, "gear"),
                source=f"strava {number}" if number else "strava",
                place=rows.place(one.row),
            )
        )
        files.append(title_of(columns, one.row, "file"))
    named = {*files, *(title_of(columns, row, "file") for row in found.aside)} - {""}
    return run_table("strava", rows, found, activities, notes, files=files, named=named)


def _in_utc(moment: datetime) -> datetime:
    """Return a start that Strava gives in UTC without saying so."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _units(columns: Columns, taken: tuple[Taken, ...], notation: Notation) -> list[float | None]:
    """Return the metres in one of each distance column, None where that cannot be told."""
    wide = max((len(columns.cells(one.row, "distance")) for one in taken), default=0)
    units: list[float | None] = []
    for column in range(wide):
        pairs = [
            (far, one.duration_s)
            for one in taken
            if one.duration_s and (far := notation.number(columns.cells(one.row, "distance")[column]))
        ]
        units.append(metres_in(pairs, _UNITS))
    return units


def _distance(columns: Columns, one: Taken, notation: Notation, units: list[float | None]) -> float | None:
    """Return the distance in metres; of two columns that agree the finer one, of two that do not, the second."""
    read = [
        far * unit
        for cell, unit in zip(columns.cells(one.row, "distance"), units, strict=True)
        if unit and (far := notation.number(cell))
    ]
    if not read or not 0 < read[-1] < MOST_M:
        return None
    return read[-1]
