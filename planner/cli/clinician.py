"""`planner clinician`: a page or two for a practitioner."""

import sys

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import one_of, whole_number
from planner.domain.text import one_line

_FORMATS = ("md", "html")


@click.command("clinician")
@click.option("--weeks", type=whole_number(1, 26), metavar="N", help="How far back; 8 if not given.")
@click.option("--format", "form", type=one_of(_FORMATS, "format"), metavar="md|html", help="By FILE's ending, else md.")
@click.option("--conditions", is_flag=True, help="With the conditions of your settings.")
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write FILE instead of the terminal.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@store_option
def command(weeks: int | None, form: str | None, conditions: bool, output: str | None, force: bool) -> None:
    """Write a page for a practitioner: complaints against load, gear, what was done, how it answered, questions.

    It holds health data: it leaves the store only by this command, and only you can read the file.
    """
    from planner.actions.clinician import clinician_page, write_page

    made = clinician_page(open_desk(), weeks=weeks, conditions=conditions)
    if output is None or output == "-":
        from planner.exports.clinician import to_html, to_markdown

        sys.stdout.buffer.write((to_html(made) if form == "html" else to_markdown(made)).encode())
        return
    write_page(made, output, form=form, replace=force)
    page.show([f"Wrote {one_line(output)}. It holds health data; only you can read the file."])
