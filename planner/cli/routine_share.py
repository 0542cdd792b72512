"""`planner routine export` and `import`: a routine as one text, to share."""

import sys

import click

from planner.cli import page
from planner.cli.day_lines import minutes
from planner.cli.desk import open_desk, store_option
from planner.cli.routine import step_lines
from planner.cli.values import ROUTINE
from planner.domain.errors import BadValue
from planner.domain.routine import routine_length
from planner.domain.text import one_line


@click.command("export")
@click.argument("routine", type=ROUTINE)
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write FILE instead of the terminal.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@store_option
def export(routine: str, output: str | None, force: bool) -> None:
    """Write ROUTINE as one text, with the exercises of your own that it needs.

    Whoever gets it runs `planner routine import`, also on a mail that quotes it.
    """
    from planner.actions.routine_text import routine_text

    desk = open_desk()
    found = desk.routine(routine)
    data = routine_text(desk, found).encode()
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        return
    from planner.actions.files import write_file

    write_file(output, data, replace=force)
    page.show([f"Wrote {one_line(output)}: {one_line(found.name)}. Only you can read the file."])


@click.command("import")
@click.argument("file", type=click.Path(), metavar="FILE|-")
@click.option("--name", metavar="NAME", help="Another name for the routine.")
@click.option("--dry-run", is_flag=True, help="Show what would be taken over and write nothing.")
@store_option
def take(file: str, name: str | None, dry_run: bool) -> None:
    """Take over the routine in FILE (- is stdin) as one of your own, with the exercises that come with it.

    Nothing of yours is overwritten, and what you have already is not doubled. A text with a mistake is refused whole.
    """
    from planner.actions.routine_text import MOST_SHARED_BYTES, read_routine_text, take_over
    from planner.cli.typed import read_file, readable
    from planner.store.shared_routine import BadRoutineText

    desk = open_desk()
    place = "stdin" if file == "-" else file
    data = read_file(file, MOST_SHARED_BYTES)
    try:
        shared = read_routine_text(desk, data, place)
    except BadRoutineText as bad:
        if len(bad.faults) == 1:
            raise bad.faults[0] from None
        page.show(line for fault in bad.faults for line in page.wrapped(f"- {one_line(str(fault))}", 0, 2))
        why = f"{len(bad.faults)} mistakes, so nothing was taken over"
        raise BadValue(one_line(place), why, "Correct them and try again.") from None
    exercises = desk.exercises() | {one.id: one for one in shared.exercises}
    page.show([page.loud(f"{one_line(shared.routine.name)}   {minutes(routine_length(shared.routine, exercises))}")])
    page.show(step_lines(shared.routine.steps, exercises))
    if shared.notes:
        page.show(["", *(line for note in shared.notes for line in page.wrapped(f"- {note}", 2, 2))])
    if dry_run:
        page.show(["", "Nothing was written."])
        return
    taken = take_over(desk, shared, None if name is None else readable(name))
    page.show(["", *page.wrapped(f"It is your routine {taken.id}. `planner play {taken.id}` plays it.")])
