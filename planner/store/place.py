"""Where the store is: what the user names, else the platform's folder for user data; and whether it can be written."""
# pathlib would hide steps from the fault tests:
# ruff: noqa: PTH116

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.disk.atomic import refusal
from planner.store.names import STATE

VARIABLE = "PLANNER_STORE"
"""The environment variable that names the store."""


def find_store(option: str | None, environ: Mapping[str, str]) -> Path:
    """Return the store's folder: `--store`, else `$PLANNER_STORE`, else the platform's; it need not exist."""
    named = option or environ.get(VARIABLE, "")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("planner", appauthor=False)


def why_read_only(root: Path) -> StoreError | None:
    """Return why nothing can be saved in a store, or None where it can; nothing is written to find out.

    It looks at what saves need: the store's folder, or the one it would be made in, `.state` in it with the undo
    history and the session being played, and the lock. A single file or folder of data that is write-protected does not
    count: that is told when it is saved.
    """
    try:
        _check_folder(_nearest(root))
        if _is_there(root / STATE):
            _check_folder(root / STATE)
            lock = root / STATE / "lock"
            if _is_there(lock) and not _may(lock, os.R_OK | os.W_OK):
                raise OSError(_cause(lock), "", str(lock))
    except OSError as error:
        return refusal(str(error.filename or root), error)
    return None


def why_not_trusted(root: Path) -> StoreError | None:
    """Return why others of this machine may have put something into a store, or None where only its user can.

    A folder that is not there, or that cannot be looked at, is none of that.
    """
    try:
        about = os.stat(root)
    except OSError:
        return None
    if not hasattr(os, "geteuid"):  # Windows keeps folders of a user to the user
        return None
    if about.st_uid != os.geteuid():
        why = "the folder belongs to another user of this machine, who can read and change what is in it"
        return StoreError(one_line(str(root)), why, "Copy it to a folder of your own, and name that with --store DIR.")
    if about.st_mode & stat.S_IWOTH:
        from shlex import quote

        why = "everybody on this machine can put files into the folder"
        return StoreError(one_line(str(root)), why, f"Run `chmod go-rwx {quote(str(root))}`.")
    return None


def _nearest(folder: Path) -> Path:
    """Return the folder itself, or the nearest one above it that exists."""
    while not _is_there(folder) and folder.parent != folder:
        folder = folder.parent
    return folder


def _is_there(path: Path) -> bool:
    try:
        os.stat(path)
    except FileNotFoundError:
        return False
    return True


def _check_folder(folder: Path) -> None:
    if not stat.S_ISDIR(os.stat(folder).st_mode):
        raise OSError(errno.ENOTDIR, "", str(folder))
    if not _may(folder, os.W_OK | os.X_OK):
        raise OSError(_cause(folder), "", str(folder))


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


def _cause(path: Path) -> int:
    """Return why something may not be written: the disk, or who may write there."""
    statvfs = getattr(os, "statvfs", None)  # not on Windows
    is_read_only = statvfs is not None and statvfs(path).f_flag & getattr(os, "ST_RDONLY", 0)
    return errno.EROFS if is_read_only else errno.EACCES
