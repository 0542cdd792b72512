"""`planner export`: the plan for a phone, a fridge door or a program."""

import sys
from datetime import date
from typing import Any

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import complain
from planner.cli.lazy import LazyGroup
from planner.cli.values import DAY, LAYER, of_plan, whole_number
from planner.domain.errors import BadValue

COMMANDS = {
    "ics": ("export:ics", "A calendar for phones: iCalendar."),
    "md": ("export:markdown", "A table a week, to print or to share: Markdown."),
    "csv": ("export:csv", "A row a session, for spreadsheets: CSV."),
    "json": ("export:as_json", "Everything, for programs: JSON."),
    "toml": ("export:toml", "The whole plan, to share: TOML."),
    "fit": ("export:fit", "Runs with steps for a watch: FIT workouts."),
    "intervals": ("export:intervals", "Runs with steps as text for intervals.icu."),
    "html": ("export:html", "A page to read and to print: the fridge calendar."),
    "pdf": ("export:pdf", "The fridge calendar to print: PDF."),
}


@click.group("export", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Write the plan for a phone, a fridge door or a program.

    Pain, notes of the log and reasons stay out: an export is there to be shared.
    """


def _format(name: str, about: str, *more: Any, to: str = "Write FILE instead of the terminal.") -> click.Command:  # noqa: ANN401 - click's own options
    """Return the command that writes a format; `more` are the options that only it has, named as in `Choice`.

    `to`: what the help says of the place.
    """

    @of_plan
    @click.option("--from", "first", type=DAY, metavar="DATE", help="First day; the plan's if not given.")
    @click.option("--to", "last", type=DAY, metavar="DATE", help="Last day; the plan's if not given.")
    @click.option("--layer", "layers", type=LAYER, multiple=True, metavar="L", help="Only this layer; more than once.")
    @click.option("--runs-only", is_flag=True, help="The runs without what hangs on them.")
    @click.option("-o", "--output", type=click.Path(), metavar="PATH" if "folder" in to else "FILE", help=to)
    @click.option("--force", is_flag=True, help="Replace FILE if it is there.")
    @store_option
    def made(
        plan: str | None,
        first: date | None,
        last: date | None,
        layers: tuple[str, ...],
        runs_only: bool,
        output: str | None,
        force: bool,
        **options: Any,  # noqa: ANN401 - each format's own
    ) -> None:
        from planner.actions.exports import THEN, Choice, Format, export, keep_export

        choice = Choice(
            format=Format(name), plan=plan, first=first, last=last, layers=layers, runs_only=runs_only, **options
        )
        exported = export(open_desk(), choice)
        if output is None or output == "-":
            if exported.into_folder or len(exported.files) > 1:
                raise BadValue("-o", "there are several files to write", "Name a folder for them.")
            _to_stdout(exported.files[0].data)
            exported.handed_over()
            for note in exported.notes:
                complain(f"planner: {note}")
            return
        said = keep_export(exported, output, replace=force)
        page.show(
            [
                said,
                *page.wrapped(THEN[choice.format]),
                *(line for note in exported.notes for line in page.wrapped(note)),
            ]
        )

    for option in reversed(more):
        made = option(made)
    return click.command(name, help=about)(made)


def _to_stdout(data: bytes) -> None:
    """Write to the terminal or the program behind the pipe. Raises `BadValue` for bytes that no terminal can show."""
    if b"\0" in data and sys.stdout.isatty():
        raise BadValue("-o", "this format is not text", "Name a file for it, or send it into a program.")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


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
    to="Write this file instead of the terminal; with --per-layer, files into this folder.",
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

_session = click.option("--session", default="", metavar="ID", help="Only this run.")
_everything = click.option("--all", "everything", is_flag=True, help="The runs without steps too.")
_paces = click.option("--paces", is_flag=True, help="Give efforts the paces reckoned from your recent race.")
fit: Any = _format(
    "fit",
    "Write FIT workouts for a watch: a file for each run with steps, into the folder -o. One run (--session) is one"
    " file.",
    _session,
    _everything,
    _paces,
    click.option("--routines", is_flag=True, help="Instead of runs, the routines that hang on these days, once each."),
    to="Write the files into this folder; with --session, this file.",
)
intervals: Any = _format(
    "intervals",
    "Write the runs with steps as text for the workout builder of intervals.icu, each under its day.",
    _session,
    _everything,
    _paces,
)


def _paper(_context: click.Context, _option: click.Parameter, value: str | None) -> Any:  # noqa: ANN401 - an enum member
    from planner.exports.fridge.page import Paper

    return Paper(value) if value else None


PAPER = click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    callback=_paper,
    help="What it is printed on; Letter for those who run in miles if not given.",
)

html: Any = _format("html", "Write one HTML file: a page to read, and on paper a calendar, four weeks a sheet.", PAPER)
pdf: Any = _format("pdf", "Write a PDF: a calendar to print, four weeks a sheet, with its fonts in it.", PAPER)
