"""`planner store init-git` and `init-syncthing`: the store made ready to be synced."""

import shutil
import sys
from pathlib import Path

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.domain.text import one_line


@click.command("init-git")
@click.option("--here", is_flag=True, help="A repository of the store's own, also inside another one.")
@click.option("--commit", is_flag=True, help="Commit what is there, too.")
@store_option
def command(here: bool, commit: bool) -> None:
    """Make the store a git repository whose merges keep what both machines did; inside one already, equip that.

    Writes .gitignore and .gitattributes and tells git in this clone to merge with planner. Run it again on every other
    machine after cloning: git does not copy that setting. Doing it twice does nothing.
    """
    from planner.actions.repository import init_git

    page.show(init_git(open_desk(), program(), here=here, commit=commit))


@click.command("init-syncthing")
@store_option
def syncthing() -> None:
    """Tell Syncthing what belongs to this machine only: writes .stignore, on each machine anew."""
    from planner.store.outside.repository import ignore_for_syncthing

    store = open_desk().store
    with store.writing():
        written = ignore_for_syncthing(store.root)
    said = f"Wrote {one_line(str(written))}." if written else "Syncthing leaves it alone already."
    page.show(
        page.wrapped(
            f"{said} Syncthing keeps such a file to itself: run this on the other machines too. Where two change the "
            "same file, both versions are kept: `planner store copies --merge` makes one of them."
        )
    )


def program() -> tuple[str, ...]:
    """Return the words by which this very planner is run again, also from another folder."""
    called = sys.argv[0] if sys.argv else ""
    found = shutil.which(called) if Path(called).stem == "planner" else None
    if found:
        return (str(Path(found).absolute()),)
    # Not from the folder that git calls it in: what stands there is data.
    return (sys.executable, "-P", "-m", "planner")
