"""`planner store`: the store's folder on several machines: git, Syncthing, and what they leave to decide."""

import click

from planner.cli.desk import store_option
from planner.cli.lazy import LazyGroup

COMMANDS = {
    "copies": ("store_copies", "Second versions of your files: list them, merge them, or keep one."),
    "init-git": ("store_git", "Make the store a git repository that merges two machines' work."),
    "init-syncthing": ("store_git:syncthing", "Tell Syncthing what belongs to this machine only."),
    "merge": ("store_merge", "What git calls to merge a file of the store."),
}


@click.group("store", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Keep the store on several machines: git, Syncthing, and what they leave to decide."""
