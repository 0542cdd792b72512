"""`planner play`: straight into the player."""

import click

from planner.cli.desk import open_desk, store_option
from planner.cli.values import PLAYABLE


@click.command("play")
@click.argument("item", type=PLAYABLE, metavar="ROUTINE|SESSION")
@store_option
def command(item: str) -> int:
    """Play a routine, or what hangs on a session, straight away.

    `planner routine list` shows the routines, `planner today` what is due.
    """
    from planner.actions.playing import find_routine
    from planner.cli.program import needs_terminal

    desk = open_desk()
    # Said here, on one line, before the screen changes.
    find_routine(desk, item)
    needs_terminal()
    from planner.app import play

    return play(desk, item)
