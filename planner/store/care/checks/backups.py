"""What the backups hold and the store lost: months of the log, or the most of it."""

from collections.abc import Iterator
from pathlib import Path

from planner.codec.toml import BadFile
from planner.store import log
from planner.store.care.backup import KEPT, MARK, is_failing, kept_in, kind_of, size_of
from planner.store.care.checks.told import problem
from planner.store.care.restore import newest_whole
from planner.store.names import STATE, SUFFIX, name_in_store
from planner.store.reading import Damaged


def check_backups(root: Path, backups: Path) -> Iterator[BadFile]:
    """Yield what the daily backups hold that the store does not any more, and that none could be made."""
    daily = [name for name in kept_in(backups) if kind_of(name) == "daily"]
    if daily and not root.exists():
        why = f"the store is gone; the backup {daily[-1]} holds {size_of(backups / daily[-1])[0]} files of it"
        yield problem(root, why, f"`planner restore {daily[-1]}` brings it back.")
        return
    if is_failing(root):
        yield problem(root / STATE / MARK, "the last daily backup could not be made", f"Look at {backups}.")
    held: dict[str, str] = {}
    for name in daily:
        held |= dict.fromkeys(_months(backups / name / log.FOLDER), name)
    for month in sorted(set(held) - set(_months(root / log.FOLDER))):
        path = log.month_path(root, month)
        fix = f"`planner restore --only {log.FOLDER}/{month}{SUFFIX}` brings it back."
        yield problem(path, f"the month is gone; the backup {held[month]} holds it", fix)
    yield from _shrunk(root, backups, daily[-KEPT:])  # a plan that was deleted long ago is no loss


def _months(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    return tuple(path.stem for path in folder.glob(f"*{SUFFIX}") if log.is_month(path.stem))


def _shrunk(root: Path, backups: Path, daily: list[str]) -> Iterator[BadFile]:
    """Yield that the store holds less than half of what the fullest backup does."""
    sizes = {name: size_of(backups / name)[1] for name in daily}
    fullest = max(daily, key=lambda name: sizes[name], default="")
    if fullest and 2 * size_of(root)[1] < sizes[fullest]:
        why = f"it holds less than half of what the backup {fullest} does"
        fix = f"`planner restore {fullest} --dry-run` shows what is missing; it is kept meanwhile."
        yield problem(root, why, fix)


def say_backup(root: Path, backups: Path, damaged: Damaged) -> None:
    """Have the problem of a damaged file say which backup holds it whole."""
    name = name_in_store(Path(damaged.path))
    newest = newest_whole(root, backups, name)
    if newest is None:
        damaged.fix = "No backup kept here holds it whole; without another one, remove it to begin anew."
    else:
        damaged.fix = f"The backup {newest[0]} holds it whole: `planner restore --only {name}`."
