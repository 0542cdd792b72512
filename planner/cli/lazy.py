"""Groups whose commands are imported when they are asked for, and commands that all know `--store`."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

Table = Mapping[str, tuple[str, str]]
"""A command's name: the module (or `module:attribute`) that holds it, and its line in the help."""


class LazyGroup(click.Group):
    """A group that knows the names and help lines of its commands, and imports one only to run it."""

    def __init__(self, *args: Any, package: str, table: Table, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        # Without a command one line says so, like any other wrong usage.
        kwargs["no_args_is_help"] = False
        super().__init__(*args, **kwargs)
        self.package = package
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table: what is used most stands first."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return a command, importing its module."""
        if cmd_name not in self.table:
            return None
        module, _, name = self.table[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"{self.package}.{module}"), name or "command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Return the commands that begin so, without importing any of them; and the options."""
        from click.shell_completion import CompletionItem

        known = self.table.items()
        found = [CompletionItem(name, help=line) for name, (_, line) in known if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]
