"""`planner export`: the plan for a phone, a fridge door or a program."""

import sys
from datetime import date
from typing import Any

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.values import DAY, LAYER, of_plan, whole_number
from planner.domain.errors import BadValue

COMMANDS = {
    "ics": ("export:ics", "A calendar for phones: iCalendar."),
    "md": ("export:markdown", "A table a week, to print or to share: Markdown."),
    "csv": ("export:csv", "A row a session, for spreadsheets: CSV."),
    "json": ("export:as_json", "Everything, for programs: JSON."),
    "toml": ("export:toml", "The whole plan, to share: TOML."),
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
            if exported.into_folder or len(exported.files) > 1:
                raise BadValue("-o", "there are several files to write", "Name a folder for them.")
            sys.stdout.buffer.write(exported.files[0].data)
            sys.stdout.buffer.flush()
            exported.handed_over()
            for note in exported.notes:
                click.echo(f"planner: {note}", err=True)
            return
        said = keep_export(exported, output, replace=force)
        page.show([said, *(line for note in exported.notes for line in page.wrapped(note))])

    for option in reversed(more):
        made = option(made)
    return click.command(name, help=about)(made)


ics: Any = _format(
    "ics",
    "Write an iCalendar file: phones and calendar programs show it. What was taken out of the plan since the last"
    " export is cancelled in it.",
    click.option("--per-layer", is_flag=True, help="A file for the runs and one for each layer, into the folder -o."),
    click.option(
        "--alarm", type=whole_number(0, 10_080), metavar="MINUTES", help="Ring before a session that has a time."
    ),
    click.option("--evening", default="", metavar="TIME", help="Ring the evening before the others, such as 19:00."),
    click.option("--weekly", is_flag=True, help="An event over each week with its distance."),
)
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
toml: Any = _format(
    "toml",
    "Write TOML: the whole plan with its layers and changes, to share; `planner import` reads it.",
    click.option("--flat", is_flag=True, help="As it stands, without what was changed."),
)
