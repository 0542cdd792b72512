"""The table of activities of intervals.icu: start in local time, metres, seconds."""

from planner.domain.activity import Activity
from planner.domain.units import MOST_M
from planner.imports.csv_rows import Rows
from planner.imports.notes import Notes
from planner.imports.runs.notation import notation_of
from planner.imports.runs.table_rows import RunTable, run_table, say_unread, take_rows, title_of, words_of
from planner.imports.runs.words import Columns


def read_intervals(rows: Rows) -> RunTable:
    """Return the runs and walks of the table."""
    columns, notes = Columns("intervals", rows.header), Notes()
    notation = notation_of(columns.all(rows, "distance"), columns.all(rows, "date"))
    found = take_rows(rows, columns, notation, lambda moment: moment.replace(tzinfo=None))
    activities = []
    for one in found.taken:
        far = notation.number(columns.cell(one.row, "distance"))
        far = far if far and far < MOST_M else None
        say_unread(notes, columns, one, far, one.duration_s)
        key = title_of(columns, one.row, "id").replace(" ", "")
        activities.append(
            Activity(
                start=one.start,
                sport=one.sport,
                distance_m=far,
                duration_s=one.duration_s,
                elapsed_s=one.elapsed_s,
                title=title_of(columns, one.row, "name"),
                note=words_of(columns, one.row, "description"),
                shoe=title_of(columns, one.row, "gear"),
                source=f"intervals.icu {key}".strip(),
                place=rows.place(one.row),
            )
        )
    return run_table("intervals", rows, found, activities, notes)
