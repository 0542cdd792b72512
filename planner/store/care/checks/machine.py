"""What is wrong with what belongs to this machine: history, session in play, a restore that was cut off, backups."""

from collections.abc import Iterator
from pathlib import Path

from planner.codec.toml import BadFile, parse
from planner.domain.errors import StoreError
from planner.store import session
from planner.store.care.checks.told import problem
from planner.store.care.restore import RESTORING, is_unfinished
from planner.store.names import STATE
from planner.store.undo import history


def check_state(root: Path) -> Iterator[BadFile]:
    """Yield what is wrong in the state folder."""
    if is_unfinished(root):
        why = "a restore was cut off, so the store is partly what it was before"
        yield problem(
            root / STATE / RESTORING, why, "The next change to the store finishes it, or `planner doctor --fix`."
        )
    damaged = history.read_history(root)[1]
    if damaged:
        yield damaged
    path = root / STATE / session.FILE
    try:
        data = session.read_playing(root)
        if data is not None:
            parse(data, str(path))
    except BadFile as bad:
        yield bad
    except StoreError as error:
        yield problem(Path(error.what), error.why, error.fix)
