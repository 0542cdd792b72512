"""Strava's `activities.csv` of the bulk export: in the account's language, start times in UTC, columns twice.

The first distance is in kilometres, in early exports in metres; the second, where there is one, is in metres. Which it
is, the seconds beside them tell.
"""

from planner.domain.activity import Activity
from planner.domain.units import MOST_M
from planner.imports.csv_rows import Rows
from planner.imports.plans.imported import Notes
from planner.imports.runs.tables import RunTable, Taken, metres_in, say_unread, take_rows, title_of, words_of
from planner.imports.runs.words import Columns, Reading, in_utc, reading_of

_UNITS = (1.0, 1000.0)


def read_strava(rows: Rows) -> RunTable:
    """Return the runs and walks of Strava's table."""
    columns, notes = Columns("strava", rows.header), Notes()
    figures = columns.all(rows, "distance") + columns.all(rows, "elapsed")
    reading = reading_of(figures, columns.all(rows, "date"))
    taken, others, bad, aside = take_rows(rows, columns, reading, in_utc)
    units = _units(columns, taken, reading)
    if taken and not any(units):
        notes.say("", "the distances are neither kilometres nor metres, as their times tell: they were left out.")
    activities, files = [], []
    for one in taken:
        distance_m = _distance(columns, one, reading, units)
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
    rows.say_ragged(notes)
    named = {*files, *(title_of(columns, row, "file") for row in aside)} - {""}
    return RunTable(
        program="strava",
        activities=tuple(activities),
        files=tuple(files),
        named=frozenset(named),
        left_out=tuple(others.most_common()),
        bad=tuple(bad),
        notes=tuple(f"{rows.name}: {note}" for note in notes.all()),
    )


def _units(columns: Columns, taken: list[Taken], reading: Reading) -> list[float | None]:
    """Return the metres in one of each distance column, None where that cannot be told."""
    wide = max((len(columns.cells(one.row, "distance")) for one in taken), default=0)
    found: list[float | None] = []
    for column in range(wide):
        pairs = [
            (far, one.duration_s)
            for one in taken
            if one.duration_s and (far := reading.number(columns.cells(one.row, "distance")[column]))
        ]
        found.append(metres_in(pairs, _UNITS))
    return found


def _distance(columns: Columns, one: Taken, reading: Reading, units: list[float | None]) -> float | None:
    """Return the distance in metres; of two columns that agree the finer one, of two that do not, the second."""
    read = [
        far * unit
        for cell, unit in zip(columns.cells(one.row, "distance"), units, strict=True)
        if unit and (far := reading.number(cell))
    ]
    if not read or not 0 < read[-1] < MOST_M:
        return None
    return read[-1]
