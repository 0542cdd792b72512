"""The one table of commands. Bindings, footer, help, palette and the user's overrides all come from it."""

from importlib import import_module

from planner.app.commands.command import Command, Context

__all__ = ["Command", "Context", "all_commands", "commands_of"]

_ELSEWHERE = {Context.APP: "general", Context.FELT: "body"}
"""Contexts whose commands stand in a module that is not called after them."""


def all_commands() -> tuple[Command, ...]:
    """Return every command there is, in the order of the table."""
    return tuple(command for context in Context for command in commands_of(context))


def commands_of(context: Context) -> tuple[Command, ...]:
    """Return the commands of a context, in the order of the table, without those that work everywhere.

    They stand in its module under its name. Only that part of the table is loaded: the first screen does not wait for
    the keys of the others.
    """
    module = import_module(f"planner.app.commands.{_ELSEWHERE.get(context, context.name.lower())}")
    commands: tuple[Command, ...] = getattr(module, context.name)
    return commands
