"""`planner import`: plans that somebody else wrote."""

from datetime import date

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import DAY, one_of
from planner.imports import FORMATS


@click.command("import")
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("--race-date", type=DAY, metavar="DATE", help="The day of your race; the plan is counted back from it.")
@click.option("--format", "form", type=one_of(FORMATS, "format"), metavar="F", help="If it is not found by itself.")
@click.option("--id", "plan_id", metavar="ID", help="The new plan's id; made from its name if not given.")
@click.option("--dry-run", is_flag=True, help="Show what would be made and write nothing.")
@store_option
def command(file: str, race_date: date | None, form: str | None, plan_id: str | None, dry_run: bool) -> None:
    """Read a plan from FILE (- is stdin), and say what was not understood.

    Reads the plans of Calendar Hack, in YAML or JSON. What hangs on the runs is added as to a plan of your own.
    """
    from planner.actions.imports import import_plan
    from planner.cli.plan_show import preview_lines
    from planner.cli.typed import read_file
    from planner.imports.decoding import MOST_BYTES

    desk = open_desk()
    data = read_file(file, MOST_BYTES)
    name = "stdin" if file == "-" else file
    report = import_plan(desk, data, name, race_day=race_date, format=form, plan_id=plan_id, dry_run=dry_run)
    page.show(preview_lines(report.plan, desk))
    notes = [line for note in report.notes for line in page.wrapped(f"- {note}", 2, 2)]
    if notes:
        page.show(["", "What was not understood, or had to be decided:", *notes])
    plan = report.plan.id
    said = f"Made the plan {plan}. `planner` shows its calendar, `planner plan check {plan}` looks for jumps."
    page.show(["", *page.wrapped(said if report.kept else "Nothing was written.")])
