"""The one table of commands. Bindings, footer, help, palette and the user's overrides all come from it."""

from planner.app.commands.build_up import BUILD_UP
from planner.app.commands.builder import BUILDER
from planner.app.commands.calendar import CALENDAR
from planner.app.commands.command import Command, Context
from planner.app.commands.general import GENERAL
from planner.app.commands.player import PLAYER

COMMANDS: tuple[Command, ...] = (*GENERAL, *CALENDAR, *PLAYER, *BUILDER, *BUILD_UP)

__all__ = ["COMMANDS", "Command", "Context", "commands_of"]


def commands_of(context: Context) -> tuple[Command, ...]:
    """Return the commands of a context, in the order of the table, without those that work everywhere."""
    return tuple(command for command in COMMANDS if command.context is context)
