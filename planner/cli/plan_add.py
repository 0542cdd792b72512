"""`planner plan add`, `edit` and `workout`: sessions and structured runs typed in one line."""

from datetime import date

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.typed import readable
from planner.cli.values import DAY, SESSION, as_json, of_plan


@click.command("add")
@click.argument("line")
@click.option("--date", "day", type=DAY, metavar="DATE", help="On which day; today unless the line names one.")
@of_plan
@store_option
def add(line: str, day: date | None, plan: str | None) -> None:
    """Add the session that LINE says: "8 easy", "rest or easy sat", "10 tempo: 2km easy, 20min threshold, 2km easy".

    A time of the day is "8 easy at 7:00". A title stands in quotes at the beginning, a note after # at the end.
    """
    from planner.actions.session_line import add_line

    desk = open_desk()
    page.show([add_line(desk, day or desk.today, readable(line), plan=plan)])


@click.command("edit")
@click.argument("session", type=SESSION)
@click.argument("line")
@of_plan
@store_option
def edit(session: str, line: str, plan: str | None) -> None:
    """Give SESSION the contents, and the day, that LINE says: "9 easy at 7:00", "10 tempo thu: 20min threshold".

    `planner week` shows the ids of sessions.
    """
    from planner.actions.session_line import edit_line

    page.show([edit_line(open_desk(), session, readable(line), plan=plan)])


@click.command("workout")
@click.argument("line")
@of_plan
@as_json
@store_option
def workout(line: str, plan: str | None, json: bool) -> None:
    """Show the steps of the structured run that LINE says, and what they come to: "2km easy, 5x(3min 5k, 2min jog)".

    Nothing is kept. The paces of the plan turn distances into times, where it knows them.
    """
    from planner.actions.session_line import paces_of
    from planner.domain.workout_outline import outline
    from planner.domain.workout_reading import parse_workout
    from planner.domain.workout_totals import show_totals, totals
    from planner.domain.workout_writing import write_workout

    desk = open_desk()
    unit = desk.settings.unit
    read = parse_workout(readable(line), unit, "line")
    found = totals(read, unit, paces_of(desk, plan))
    if json:
        page.show_json({"line": write_workout(read), **msgspec.to_builtins(read), "totals": msgspec.to_builtins(found)})
        return
    lines = [
        row.lead + shown.strip() if n == 0 else row.indent + shown.strip()
        for row in outline(read, unit)
        for n, shown in enumerate(page.wrapped(row.text, len(row.indent)))
    ]
    lines += page.wrapped(f"# {read.note}") if read.note else []
    shown_totals = show_totals(found, unit)
    page.show([*lines, *([f"in all {shown_totals}"] if shown_totals else [])])
