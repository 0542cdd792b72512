"""The table of activities of Garmin Connect: in the runner's language and unit, start in local time.

Nothing in it names the unit, and distance, time and pace agree in either. Steps a minute and the length of a step
do tell, as steps are in metres or feet: their product is the distance on the ground.
"""

from statistics import median

from planner.domain.activity import Activity
from planner.domain.units import METRES, MOST_M, Unit
from planner.imports.asked import Answer, Missing
from planner.imports.csv_rows import Rows
from planner.imports.notes import Notes
from planner.imports.runs.notation import Notation, notation_of
from planner.imports.runs.table_rows import RunTable, Taken, metres_in, run_table, say_unread, take_rows, title_of
from planner.imports.runs.words import Columns

_FOOT_M = 0.3048
"""Metres in a foot (international foot)."""
_CLOSE = 0.1
"""By how much steps times their length may miss the distance: watches round both; a mile is 1.6 km."""


def read_garmin(rows: Rows, unit: Unit | None) -> RunTable:
    """Return the runs and walks of the table. Raises `Missing` where it does not tell the unit and nobody said it."""
    columns, notes = Columns("garmin", rows.header), Notes()
    notation = notation_of(columns.all(rows, "distance"), columns.all(rows, "date"))
    found = take_rows(rows, columns, notation, lambda moment: moment.replace(tzinfo=None))
    used = unit or _unit_of(columns, found.taken, notation)
    if used is None and any(_figure(columns, one, notation) for one in found.taken):
        why = f"{rows.name} has distances and does not say in which unit"
        raise Missing(Answer.UNIT, why, "Say it with --unit km or --unit mi.")
    if used and unit is None:
        notes.say("", f"distances are in {used}, as steps a minute and their length tell.")
    activities = []
    for one in found.taken:
        far = _figure(columns, one, notation)
        metres = far * used.metres if far and used else None
        metres = metres if metres and metres < MOST_M else None
        seconds = notation.seconds(columns.cell(one.row, "time"))
        say_unread(notes, columns, one, metres, seconds or one.duration_s)
        activities.append(
            Activity(
                start=one.start,
                sport=one.sport,
                distance_m=metres,
                duration_s=seconds or one.duration_s,
                elapsed_s=one.elapsed_s or seconds,
                title=title_of(columns, one.row, "title"),
                source="garmin connect",
                place=rows.place(one.row),
            )
        )
    return run_table("garmin", rows, found, activities, notes)


def _figure(columns: Columns, one: Taken, notation: Notation) -> float | None:
    return notation.number(columns.cell(one.row, "distance"))


def _unit_of(columns: Columns, taken: tuple[Taken, ...], notation: Notation) -> Unit | None:
    """Return the unit that steps tell, else speed, where all rows agree well enough; else None."""
    shares, pairs = [], []
    for one in taken:
        far, seconds = _figure(columns, one, notation), notation.seconds(columns.cell(one.row, "time"))
        steps, stride = (notation.number(columns.cell(one.row, field)) for field in ("cadence", "stride"))
        moving = notation.seconds(columns.cell(one.row, "moving")) or seconds
        if far and seconds:
            pairs.append((far, seconds))
        if far and moving and steps and stride:
            shares.append(steps * moving / 60 * stride / far)
    if shares:
        ratio = median(shares)
        for unit in Unit:
            if any(abs(ratio * step / unit.metres - 1) <= _CLOSE for step in (1.0, _FOOT_M)):
                return unit
    found = metres_in(pairs, (METRES["km"], METRES["mi"]))
    return next((unit for unit in Unit if unit.metres == found), None)
