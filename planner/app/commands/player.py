"""Commands of the player."""

from planner.app.commands.command import Command

PLAYER: tuple[Command, ...] = ()
