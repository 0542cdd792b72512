"""Commands of the new build-up screen."""

from planner.app.commands.command import Command

BUILD_UP: tuple[Command, ...] = ()
