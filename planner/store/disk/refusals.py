"""What the system refuses, in a sentence that says why and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.errors import StoreError
from planner.domain.text import one_line

_CAUSES = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again."),
    errno.EDQUOT: ("your disk quota is used up", "Free some space and try again."),
    errno.EROFS: ("the disk is read-only", "Use another store with --store DIR, or make the disk writable."),
    errno.EACCES: ("you may not read or write here", "Check the permissions, or use another store with --store DIR."),
    errno.EPERM: ("you may not read or write here", "Check the permissions, or use another store with --store DIR."),
    errno.ENOTDIR: ("a file stands where a folder should be", "Move the file away, or name a folder with --store DIR."),
    errno.EISDIR: ("a folder stands where a file should be", "Move the folder away and try again."),
    errno.ELOOP: ("the links go in a circle", "Remove the link and try again."),
    errno.EMFILE: ("too many files are open", "Close other programs and try again."),
    errno.ENFILE: ("too many files are open", "Close other programs and try again."),
    errno.EIO: ("the disk reports an error", "Copy your store to another disk, then check this one."),
    errno.ENOENT: ("the folder is gone", "Check that the disk is mounted and try again."),
    errno.ENAMETOOLONG: ("the name is too long", "Use a shorter one."),
}


class Refused(StoreError):
    """The system refused something, or another planner was at work: the same may be done another time."""


def refusal(path: str | Path, error: OSError) -> Refused:
    """Return the one-line error for what the system refused."""
    otherwise = (error.strerror or type(error).__name__, "Try again; nothing was changed.")
    why, fix = _CAUSES.get(error.errno or 0, otherwise)
    return Refused(one_line(str(path)), why, fix)


@contextmanager
def told(root: Path) -> Iterator[None]:
    """Turn what the system refuses inside into the error for it, about the file that it names, else the store."""
    try:
        yield
    except OSError as error:
        raise refusal(str(error.filename or root), error) from None


def unsure(path: str | Path, error: OSError) -> Refused:
    """Return the one-line error for what the system refused so late that nobody can say whether it was done."""
    why = refusal(path, error).why
    fix = "Look whether it is there before you do it again."
    return Refused(one_line(str(path)), f"this may be saved or not, since {why}", fix)
