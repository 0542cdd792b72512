"""`planner completion`: the shell completes commands, options, ids and days."""

import click

from planner.cli import page
from planner.cli.values import one_of

_SHELLS = {
    "bash": 'Put this line into ~/.bashrc (needs bash 4.4):\n\n  eval "$(planner completion bash)"',
    "zsh": 'Put this line into ~/.zshrc, after compinit:\n\n  eval "$(planner completion zsh)"',
    "fish": "Run this once:\n\n  planner completion fish > ~/.config/fish/completions/planner.fish",
}


@click.command("completion")
@click.argument("shell", type=one_of(_SHELLS, "shell"), required=False, metavar="[bash|zsh|fish]")
def command(shell: str | None) -> None:
    """Print the script that has SHELL complete commands, ids and days; without SHELL, say how to use it."""
    from planner.cli.root import COMPLETE, planner

    if shell is None:
        page.show(line for text in _SHELLS.values() for line in (*text.split("\n"), ""))
        return
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - click brings these three
    click.echo(made(planner, {}, "planner", COMPLETE).source())
