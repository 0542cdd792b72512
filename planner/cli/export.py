"""`planner export`: the plan for a phone, a fridge door or a program."""

import sys
from datetime import date
from typing import Any

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.values import DAY, LAYER, of_plan

COMMANDS = {
    "ics": ("export:ics", "A calendar for phones: iCalendar."),
    "md": ("export:markdown", "A table a week, to print or to share: Markdown."),
    "csv": ("export:csv", "A row a session, for spreadsheets: CSV."),
    "json": ("export:as_json", "Everything, for programs: JSON."),
}


@click.group("export", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Write the plan for a phone, a fridge door or a program.

    Pain, notes of the log and reasons stay out: an export is there to be shared.
    """


def _format(name: str, about: str, *more: Any) -> click.Command:  # noqa: ANN401 - click's own options
    """Return the command that writes a format; `more` are the options that only it has, named as in `Choice`."""

    @of_plan
    @click.option("--from", "first", type=DAY, metavar="DATE", help="First day; the plan's if not given.")
    @click.option("--to", "last", type=DAY, metavar="DATE", help="Last day; the plan's if not given.")
    @click.option("--layer", "layers", type=LAYER, multiple=True, metavar="L", help="Only this layer; more than once.")
    @click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write FILE instead of the terminal.")
    @click.option("--force", is_flag=True, help="Replace FILE if it is there.")
    @store_option
    def made(
        plan: str | None,
        first: date | None,
        last: date | None,
        layers: tuple[str, ...],
        output: str | None,
        force: bool,
        **options: Any,  # noqa: ANN401 - each format's own
    ) -> None:
        from planner.actions.exports import Choice, Format, export, keep_export

        choice = Choice(format=Format(name), plan=plan, first=first, last=last, layers=layers, **options)
        exported = export(open_desk(), choice)
        if output is None or output == "-":
            for file in exported.files:
                sys.stdout.buffer.write(file.data)
            return
        page.show([keep_export(exported, output, replace=force)])

    for option in reversed(more):
        made = option(made)
    return click.command(name, help=about)(made)


ics: Any = _format("ics", "Write an iCalendar file: phones and calendar programs show it.")
markdown: Any = _format("md", "Write Markdown: a table a week.")
csv: Any = _format("csv", "Write CSV: a row a session, for spreadsheets.")


def _show_schema(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the JSON Schema of the export instead of a plan."""
    if wanted:
        from planner import resources

        sys.stdout.buffer.write(resources.read("data", "schemas", "plan.schema.json"))
        ctx.exit()


as_json: Any = _format(
    "json",
    "Write JSON: every day with everything planned, for programs.",
    click.option(
        "--schema",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_schema,
        help="Print the JSON Schema of it instead.",
    ),
)
