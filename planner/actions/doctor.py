"""Mending the store: what can be done safely, one thing after the other."""

from planner.actions.desk import Desk
from planner.store.care.fixes import Fix, apply, find_fixes


def fixes(desk: Desk) -> tuple[Fix, ...]:
    """Return what can be mended safely, in order; nothing is changed. Raises `StoreError`."""
    return find_fixes(desk.store.root)


def mend(desk: Desk, fix: Fix) -> None:
    """Do one of `fixes`, if it is still to be done. Raises `StoreError`."""
    with desk.store.writing():
        now = next((one for one in find_fixes(desk.store.root) if (one.name, one.does) == (fix.name, fix.does)), None)
        if now is not None:
            apply(now)
    desk.refresh()
