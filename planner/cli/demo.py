"""`planner demo`: the program on a throw-away store."""

import click


@click.command("demo")
def command() -> int:
    """Open the program on a throw-away store with a filled-in build-up; nothing of it is kept."""
    from planner.cli.program import open_program

    return open_program(demo=True)
