"""Opening the program itself, from the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.actions.desk import Desk


def open_program(store: str | None = None, *, demo: bool = False) -> int:
    """Run the program on the store, or on a throw-away store with a filled-in build-up; return its exit status."""
    needs_terminal()
    import gc

    gc.disable()  # until the first paint: `run` says why, and switches it on again
    from planner.app import run

    if not demo:
        return run(desk_at(store))
    from datetime import datetime
    from tempfile import TemporaryDirectory

    from planner.actions.demo import fill_demo
    from planner.store.store import Store

    with TemporaryDirectory(prefix="planner-demo-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        # Its backups go with it: nothing of the demo stays behind.
        store_of_demo = Store(root / "store", {"PLANNER_BACKUPS": str(root / "backups")})
        from shutil import rmtree

        desk = fill_demo(store_of_demo, datetime.now().astimezone())
        return run(desk, clean_up=lambda: rmtree(folder, ignore_errors=True))


def needs_terminal(instead: str = "`planner today` and `planner week` print text.") -> None:
    """Raise `PlannerError` where the program could neither read keys nor draw; `instead` says what needs none."""
    import sys

    from planner.domain.errors import PlannerError

    # Textual reads stdin and draws on stderr, so that output can be piped all the same.
    if not (sys.__stdin__ and sys.__stdin__.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise PlannerError("terminal", "there is none to draw on", instead)
    import os

    if os.environ.get("TERM") == "dumb":  # as inside an editor
        raise PlannerError("terminal", "this one cannot be drawn on (TERM=dumb)", instead)


def desk_at(store: str | None) -> "Desk":
    """Return the desk of the store that was named, else of `$PLANNER_STORE`, else of the platform's folder.

    Raises `StoreError` when something that is not a folder stands there.
    """
    import os

    from planner.actions.desk import Desk
    from planner.domain.errors import BadValue, StoreError
    from planner.domain.text import one_line
    from planner.store.place import find_store
    from planner.store.store import Store

    if store == "":
        raise BadValue("--store", "it is empty", "Name a folder, or leave the option out.")
    try:
        root = find_store(store, os.environ)
    except RuntimeError:  # ~nobody/store
        raise StoreError(
            f"store {one_line(store or '')}", "there is no such user", "Name a folder with --store DIR."
        ) from None
    if root.exists() and not root.is_dir():
        raise StoreError(
            f"store {one_line(str(root))}", "this is a file, not a folder", "Name a folder with --store DIR."
        )
    return Desk(Store(root))
