"""`planner backup`: all of the store in one file."""

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import FAILED, complain
from planner.domain.text import one_line

_MOST_NAMED = 5


@click.command("backup")
@click.argument("file", type=click.Path())
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@store_option
def command(file: str, force: bool) -> int:
    """Write everything in the store to FILE: one ZIP that only you can read.

    Settings, plans, templates, routines, exercises, gear, log and themes are in it as they are, and so are the undo
    history, what was deleted, and a session in play. `planner restore FILE` brings all of it back.
    """
    from planner.actions.backups import make_backup

    made = make_backup(open_desk(), file, replace=force)
    place = one_line(file)
    said = f"Backed up {made.files} file{'s' * (made.files != 1)} to {place}, {page.size(made.bytes)}, for you alone."
    page.show(page.wrapped(f"{said} `planner restore {place}` brings them back."))
    if made.in_store:
        page.show(page.wrapped("It lies inside the store: what happens to the store, a sync too, happens to it."))
    _tell("Not readable, and in it as they are", made.unreadable)
    _tell("Not files of planner's, so not in it", made.others)
    for error in made.left_out[:_MOST_NAMED]:
        complain(f"planner: {error.what}: {error.why}, so it is not in the backup. {error.fix}")
    return FAILED if made.left_out else 0


def _tell(what: str, names: tuple[str, ...]) -> None:
    if names:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        page.show(page.wrapped(f"{what}: {', '.join(map(one_line, names[:_MOST_NAMED]))}{more}."))
