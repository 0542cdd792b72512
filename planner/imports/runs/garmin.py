"""The table of activities of Garmin Connect: in the runner's language and unit, start in local time.

Nothing in it names the unit, and distance, time and pace agree in either. Steps a minute and the length of a step
do tell, as steps are in metres or feet: their product is the distance on the ground.
"""

from statistics import median

from planner.domain.activity import Activity
from planner.domain.units import METRES, MOST_M, Unit
from planner.imports.asked import Answer, Missing
from planner.imports.csv_rows import Rows
from planner.imports.plans.imported import Notes
from planner.imports.runs.tables import RunTable, Taken, metres_in, say_unread, take_rows, title_of
from planner.imports.runs.words import Columns, Reading, reading_of

_FOOT_M = 0.3048
_CLOSE = 0.1


def read_garmin(rows: Rows, unit: Unit | None) -> RunTable:
    """Return the runs and walks of the table. Raises `Missing` where it does not tell the unit and nobody said it."""
    columns, notes = Columns("garmin", rows.header), Notes()
    reading = reading_of(columns.all(rows, "distance"), columns.all(rows, "date"))
    taken, others, bad, _ = take_rows(rows, columns, reading, lambda moment: moment.replace(tzinfo=None))
    used = unit or _unit_of(columns, taken, reading)
    if used is None and any(_figure(columns, one, reading) for one in taken):
        why = f"{rows.name} has distances and does not say in which unit"
        raise Missing(Answer.UNIT, why, "Say it with --unit km or --unit mi.")
    if used and unit is None:
        notes.say("", f"distances are in {used}, as steps a minute and their length tell.")
    activities = []
    for one in taken:
        far = _figure(columns, one, reading)
        metres = far * used.metres if far and used else None
        metres = metres if metres and metres < MOST_M else None
        seconds = reading.seconds(columns.cell(one.row, "time"))
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
    rows.say_ragged(notes)
    return RunTable(
        program="garmin",
        activities=tuple(activities),
        files=("",) * len(activities),
        left_out=tuple(others.most_common()),
        bad=tuple(bad),
        notes=tuple(f"{rows.name}: {note}" for note in notes.all()),
    )


def _figure(columns: Columns, one: Taken, reading: Reading) -> float | None:
    return reading.number(columns.cell(one.row, "distance"))


def _unit_of(columns: Columns, taken: list[Taken], reading: Reading) -> Unit | None:
    """Return the unit that steps tell, else speed, where all rows agree well enough; else None."""
    shares, pairs = [], []
    for one in taken:
        far, seconds = _figure(columns, one, reading), reading.seconds(columns.cell(one.row, "time"))
        steps, stride = (reading.number(columns.cell(one.row, field)) for field in ("cadence", "stride"))
        moving = reading.seconds(columns.cell(one.row, "moving")) or seconds
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
