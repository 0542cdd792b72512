"""What `planner doctor --fix` mends: only what takes nothing of the runner's away. All else stays to be looked at.

Modes are closed to others, what killed saves left is removed, a restore that was cut off is finished, a damaged history
or cache of this machine goes (the history to the trash), and lines that `.gitignore` lacks are added at its end. Log
entries, plans and gear are never touched: which of two is right only their owner knows.
"""

import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.caches import derived
from planner.store.care.backup import left_overs
from planner.store.care.checks.surroundings import folders_of, missing_lines
from planner.store.care.restore import RESTORING, finish, is_unfinished
from planner.store.disk.atomic import read, remove, save
from planner.store.disk.inside import leads_out
from planner.store.disk.refusals import told
from planner.store.names import STATE
from planner.store.outside import repository
from planner.store.undo import history, trash


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be mended safely: the file as it is called in the store, and what is done to it."""

    name: str
    does: str
    do: Callable[[], None]


def find_fixes(root: Path) -> tuple[Fix, ...]:
    """Return what can be mended, in the order in which it is to be done; nothing is changed. Raises `StoreError`."""
    if not root.is_dir():
        return ()
    with told(root):
        return (*_restore(root), *_modes(root), *_left(root), *_history(root), *_caches(root), *_ignored(root))


def apply(fix: Fix) -> None:
    """Do a fix. Raises `StoreError`; call it under the lock."""
    with told(Path(fix.name)):
        fix.do()


def _restore(root: Path) -> Iterator[Fix]:
    if is_unfinished(root):
        yield Fix(name=f"{STATE}/{RESTORING}", does="finish the restore that was cut off", do=lambda: finish(root))


def _modes(root: Path) -> Iterator[Fix]:
    if sys.platform == "win32":
        return
    for path in _everything(root):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & 0o077 and not path.is_symlink():
            closed = mode & ~0o077
            name = "." if path == root else path.relative_to(root).as_posix()
            does = f"close it to others on this machine (mode {mode:o} becomes {closed:o})"
            yield Fix(name=name, does=does, do=_closing(path, closed))


def _everything(root: Path) -> Iterator[Path]:
    yield root
    for folder in folders_of(root):
        if folder != root:
            yield folder
        yield from (path for path in sorted(folder.iterdir()) if path.is_file() and not leads_out(path))


def _closing(path: Path, mode: int) -> Callable[[], None]:
    return lambda: path.chmod(mode)


def _left(root: Path) -> Iterator[Fix]:
    for path in left_overs(root):
        name = path.relative_to(root).as_posix()
        yield Fix(name=one_line(name), does="remove what a save that was cut off left", do=path.unlink)


def _history(root: Path) -> Iterator[Fix]:
    path = root / STATE / history.FILE
    if not history.read_history(root)[1]:
        return
    try:
        data = read(path)
    except StoreError:  # a link, a folder: not ours to move
        return
    if data is not None:

        def put_away() -> None:
            trash.set_aside(root, path, data)
            remove(path, was=data)

        yield Fix(name=f"{STATE}/{history.FILE}", does="put it into the trash: undo begins anew", do=put_away)


def _caches(root: Path) -> Iterator[Fix]:
    for path in sorted((root / STATE).glob(f"*{derived.ENDING}")):
        try:
            data = read(path)
        except StoreError:
            continue
        if data is not None and not derived.is_whole(data):
            name = f"{STATE}/{one_line(path.name)}"
            yield Fix(name=name, does="remove this damaged cache: it is made anew", do=path.unlink)


def _ignored(root: Path) -> Iterator[Fix]:
    lines = missing_lines(root)
    if lines:

        def add() -> None:
            was = read(root / repository.IGNORE)
            start = was or b""
            gap = b"" if not start or start.endswith(b"\n") else b"\n"
            save(root / repository.IGNORE, start + gap + "".join(f"{line}\n" for line in lines).encode(), was=was)

        yield Fix(name=repository.IGNORE, does=f"add at its end: {', '.join(lines)}", do=add)
