"""`planner store merge`: the merge driver of git."""

from pathlib import Path

import click

from planner.cli.desk import store_option
from planner.cli.ending import FAILED, complain
from planner.domain.text import one_line


@click.command("merge")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("name")
@store_option
def command(base: Path, ours: Path, theirs: Path, name: str) -> int:
    """Merge the versions OURS and THEIRS of the store's file NAME, which both come from BASE, into OURS.

    git calls this; `planner store init-git` tells it to. Ends with 1 where both changed the same differently: that
    stands in OURS between markers then, and `planner store copies` settles it.
    """
    from planner.store.merging.driver import drive

    done = drive(base, ours, theirs, name)
    if done.is_clean:
        return 0
    complain(f"planner: {one_line(name)}: {done.said}. `planner store copies` shows what to do.")
    return FAILED
