"""Undo and redo: the last thing the user did, a change or a log entry, also after a restart."""

from planner.actions.desk import Desk
from planner.domain.change import Redo, Undo
from planner.domain.errors import NotFound
from planner.domain.log import RedoEntry, UndoEntry


def undo(desk: Desk, *, plan: str | None = None) -> str:
    """Take back the last thing that was done (in one plan only, if `plan` is given). Raises `NotFound` when there is none."""
    refs = desk.store.last_done(plan)
    if not refs:
        raise NotFound("undo", "there is nothing to take back", "")
    sentence = _each(desk, refs, back=True)
    desk.store.mark_undone(refs)
    return f"Took back: {sentence}"


def redo(desk: Desk, *, plan: str | None = None) -> str:
    """Bring back the last thing that was taken back. Raises `NotFound` when there is none."""
    refs = desk.store.last_undone(plan)
    if not refs:
        raise NotFound("redo", "there is nothing to bring back", "")
    sentence = _each(desk, refs, back=False)
    desk.store.mark_redone(refs)
    return f"Brought back: {sentence}"
