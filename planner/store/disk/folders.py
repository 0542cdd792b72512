"""The folders of the store: made private, and their names synced, without which a saved file may be gone."""
# pathlib would hide steps from the fault tests:
# ruff: noqa: PTH102, PTH106, PTH112

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from planner.store.disk.refusals import refusal

_WINDOWS = sys.platform == "win32"
_PRIVATE = 0o700
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, open to the user alone. Raises `StoreError`; there already is fine."""
    try:
        os.mkdir(folder, _PRIVATE)
    except FileNotFoundError as error:
        if os.path.isdir(folder.parent):  # such as /proc, where nothing can be made
            raise refusal(folder, error) from None
        make_folder(folder.parent)
        make_folder(folder)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise refusal(folder, NotADirectoryError(errno.ENOTDIR, "")) from None
    except OSError as error:
        raise refusal(folder, error) from None
    else:
        try:
            sync_folder(folder.parent)
        except BaseException:  # else it would be taken for one that lasts
            with suppress(OSError):
                os.rmdir(folder)
            raise


class Names:
    """The names in a folder, opened before they are changed: what can fail then changes nothing. Raises `Refused`."""

    def __init__(self, folder: Path) -> None:
        try:
            self._handle = None if _WINDOWS else os.open(folder, os.O_RDONLY)
        except OSError as error:
            raise refusal(folder, error) from None

    def __enter__(self) -> "Names":
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            with suppress(OSError):  # nothing was written through it
                os.close(self._handle)

    def sync(self) -> None:
        """Have them written to the disk. Raises `OSError`."""
        if self._handle is not None:
            try:
                os.fsync(self._handle)
            except OSError as error:
                if error.errno not in _NO_SYNC:
                    raise


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk. Raises `StoreError`."""
    with Names(folder) as names:
        try:
            names.sync()
        except OSError as error:
            raise refusal(folder, error) from None


def sync_above(folder: Path) -> None:
    """Have the name of a folder written to the disk, unless nobody may look where it stands. Raises `StoreError`."""
    if os.access(folder.parent, os.R_OK):
        sync_folder(folder.parent)
