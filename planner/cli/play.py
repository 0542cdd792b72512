"""`planner play`: straight into the player."""

from typing import TYPE_CHECKING

import click

from planner.cli.desk import open_desk, store_option
from planner.cli.values import PLAYABLE, whole_number

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.routine import Routine


@click.command("play")
@click.argument("item", type=PLAYABLE, metavar="ROUTINE|SESSION")
@click.option("--plain", is_flag=True, help="In plain lines, for screen readers and dumb terminals.")
@click.option(
    "--every", type=whole_number(1, 600), metavar="SECONDS", help="With --plain: say the time this often, not seldom."
)
@click.option(
    "--minutes", type=whole_number(1, 240), metavar="N", help="The time you have; what matters least is left out."
)
@click.option("--short", is_flag=True, help="A fixed time a side for what is rolled spot by spot.")
@store_option
def command(item: str, plain: bool, every: int | None, minutes: int | None, short: bool) -> int:
    """Play a routine, or what hangs on a session, straight away.

    `planner routine list` shows the routines, `planner today` what is due. Once both sides clear quickly, the short
    version of a spot roll is enough to keep it: `--short`.
    """
    from planner.actions.playing import find_routine
    from planner.cli.program import needs_terminal

    if every is not None and not plain:
        raise click.UsageError("--every goes with --plain")
    seconds = minutes * 60 if minutes else None
    desk = open_desk()
    # Said here, on one line, before the screen changes.
    routine, _, _ = find_routine(desk, item)
    if short:
        from planner.actions.clear import shortened

        shortened(desk, routine)
    if plain:
        return in_lines(desk, item, every_s=float(every or 0), seconds=seconds, short=short)
    needs_terminal("`planner play ROUTINE --plain` leads through it in plain lines.")
    from planner.app import play

    return play(desk, item, seconds, short=short)


def in_lines(
    desk: "Desk", item: "str | Routine", *, every_s: float = 0.0, seconds: int | None = None, short: bool = False
) -> int:
    """Lead through it in plain lines, to its log entry, and return the exit status."""
    import time

    from planner.actions.clocks import awake_clock
    from planner.actions.playing import unfinished
    from planner.audio.voice import Voice
    from planner.cli.ending import complain
    from planner.cli.plain_input import Signals, Told, stdin_lines
    from planner.cli.plain_player import Room, lead
    from planner.domain.text import one_line

    signals = Signals()

    def say(line: str) -> None:
        with signals.open():
            print(one_line(line), flush=True)

    # Without a player there is silence: a bell among the lines is one more thing for a screen reader to say.
    voice = Voice(desk.settings.cues, bell=lambda: None)
    try:
        with signals.heard():
            room = Room(stdin_lines(signals), say, time.monotonic, awake_clock(), voice.announce, every_s)
            lead(desk, item, room, seconds, short=short)
    except Told as told:
        kept = "The next start offers to go on." if unfinished(desk) else "There is nothing to go on with."
        complain(f"planner: stopped: {told.reason}. {kept}")
        return 128 + told.number
    finally:
        voice.close()
    return 0
