"""Commands of the routine builder."""

from planner.app.commands.command import Command

BUILDER: tuple[Command, ...] = ()
