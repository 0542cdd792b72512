"""The one table of commands. Bindings, footer, help, palette and the user's overrides all come from it."""

from planner.app.commands.command import Command, Context

__all__ = ["Command", "Context", "all_commands", "commands_of"]


def all_commands() -> tuple[Command, ...]:
    """Return every command there is, in the order of the table."""
    return tuple(command for context in Context for command in commands_of(context))


def commands_of(context: Context) -> tuple[Command, ...]:
    """Return the commands of a context, in the order of the table, without those that work everywhere.

    Only its own part of the table is loaded: the first screen does not wait for the keys of the others.
    """
    match context:
        case Context.APP:
            from planner.app.commands.general import GENERAL

            return GENERAL
        case Context.CALENDAR:
            from planner.app.commands.calendar import CALENDAR

            return CALENDAR
        case Context.PLAYER:
            from planner.app.commands.player import PLAYER

            return PLAYER
        case Context.BUILDER:
            from planner.app.commands.builder import BUILDER

            return BUILDER
        case Context.BUILD_UP:
            from planner.app.commands.build_up import BUILD_UP

            return BUILD_UP
        case Context.GEAR:
            from planner.app.commands.gear import GEAR

            return GEAR
        case Context.INSIGHTS:
            from planner.app.commands.insights import INSIGHTS

            return INSIGHTS
        case Context.CHAIN:
            from planner.app.commands.chain import CHAIN

            return CHAIN
        case Context.ORTHOTICS:
            from planner.app.commands.orthotics import ORTHOTICS

            return ORTHOTICS
        case Context.BODY:
            from planner.app.commands.body import BODY

            return BODY
        case Context.FELT:
            from planner.app.commands.body import FELT

            return FELT
        case Context.EXPORT:
            from planner.app.commands.export import EXPORT

            return EXPORT
        case Context.BRING:
            from planner.app.commands.bring import BRING

            return BRING
        case Context.BRING_RUNS:
            from planner.app.commands.bring_runs import BRING_RUNS

            return BRING_RUNS
