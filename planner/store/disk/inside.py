"""Links in the store: one that stays inside is followed, one that leads out of it is not, neither to read nor to write.

What is in `.state` is reached by no link out of that.

A store is synced, so a link in it may be somebody else's, and what it leads to is this machine's. The store's own
folder may be a link. The place of a file in the store tells which store it is of, so no caller need name that. In the
usual case this costs one look at each folder between the store and the file: a microsecond.
"""
# pathlib would hide steps from the fault tests:
# ruff: noqa: PTH114

import errno
import os
import stat
from pathlib import Path

from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.names import ALL_FOLDERS, SETTINGS, STATE

OUT = "a link that leads out of the store, so it is not followed"
"""Why a link is not followed."""
_TOP = frozenset({SETTINGS, ".gitignore", ".gitattributes"})
_NOT_LINKS = getattr(os, "O_NOFOLLOW", 0)


def root_of(path: Path) -> Path:
    """Return the store that a file is of, by where it stands: `log/2027-03.toml`, `.state/trash/plans.old.1`."""
    folder = path.parent
    above = folder.parent
    if folder.name in ALL_FOLDERS and not (path.name in _TOP and _is_called_so(folder)):
        return above
    return above.parent if above.name == STATE else folder


def open_inside(path: Path, flags: int, mode: int = 0o600) -> int:
    """Open a file of the store as `os.open` does. Raises `StoreError` for a link out of the store, and `OSError`."""
    try:
        handle = os.open(path, flags | _NOT_LINKS, mode)
    except OSError as error:
        if error.errno == errno.ENOENT or not os.path.islink(path):
            raise
        handle = os.open(real_place(path), flags | _NOT_LINKS, mode)
    try:
        check_way(path)
        if not _NOT_LINKS and os.path.islink(path):
            real_place(path)
    except BaseException:
        os.close(handle)
        raise
    return handle


def open_own(path: Path, flags: int, mode: int = 0o600) -> int:
    """Open a file that only planner makes, such as a lock, as `os.open` does: by no link, wherever it leads.

    What is written into it would go into another file. Raises `StoreError` for a link, `OSError`; a pipe does not hang.
    """
    check_way(path)
    if os.path.islink(path):
        raise StoreError(one_line(str(path)), "a link stands where planner keeps a file of its own", "Remove the link.")
    return os.open(path, flags | _NOT_LINKS | getattr(os, "O_NONBLOCK", 0), mode)


def real_place(path: Path) -> Path:
    """Return where a file of the store really stands: links inside the store resolved. Raises `StoreError`."""
    root = root_of(path)
    if root / STATE in (path.parent, path.parent.parent):
        root /= STATE  # what this machine keeps there for itself would replace a plan or a log
    real, top = os.path.realpath(path), os.path.realpath(root)
    if not real.startswith(top.rstrip(os.sep) + os.sep):
        check_way(path)  # which names the folder, where it is that
        raise _leads_out(path, "the file")
    return Path(real)


def leads_out(path: Path) -> bool:
    """Tell whether a file of the store, or a folder on the way to it, is a link out of the store."""
    try:
        check_way(path)
        if os.path.islink(path):
            real_place(path)
    except StoreError:
        return True
    return False


def check_way(path: Path) -> None:
    """Raise `StoreError` when a folder between the store and its file `path` is a link that leads out of the store."""
    for folder in _way(str(path)):
        try:
            is_link = stat.S_ISLNK(os.lstat(folder).st_mode)
        except OSError:
            return  # whoever opens the file is told
        if is_link:
            root = root_of(path)
            real, top = os.path.realpath(folder), os.path.realpath(root)
            if folder != str(root) and not real.startswith(top.rstrip(os.sep) + os.sep):
                raise _leads_out(Path(folder), "the folder")


def check_folder(folder: Path) -> None:
    """Raise `StoreError` when a folder of the store is reached by a link that leads out of the store."""
    check_way(folder / "*")


def _way(path: str) -> tuple[str, ...]:
    """Return the folders of a store above a file in it, the outer first: as text, since every read comes by here."""
    parts = path.rsplit(os.sep, 3)
    folder = path[: -len(parts[-1]) - 1]
    if len(parts) > 2 and parts[-2] in ALL_FOLDERS:
        return (folder,)
    if len(parts) > 3 and parts[-3] == STATE:
        return (folder[: -len(parts[-2]) - 1], folder)
    return ()


def _is_called_so(folder: Path) -> bool:
    """Tell whether a folder is a store that is only called like a part of one: nothing above it is a store's."""
    above = folder.parent
    return not any(os.path.lexists(above / name) for name in (SETTINGS, STATE))


def _leads_out(path: Path, what: str) -> StoreError:
    fix = f"Put {what} itself there, or make the whole store's folder the link."
    return StoreError(one_line(str(path)), OUT, fix)
