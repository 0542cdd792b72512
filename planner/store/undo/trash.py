"""What was deleted, kept on this machine so that undo can bring it back.

A file goes from one folder to another by a second name: that is made and synced first, then the first name goes. A
power cut may keep one of the two folders as it was, and no state has the file in neither. Killed in between, it is in
both, and doing it again goes on from there.
"""

import errno
import os
from contextlib import suppress
from pathlib import Path

from planner.domain.errors import NotFound, StoreError
from planner.domain.ids import is_slug
from planner.domain.text import one_line
from planner.store.disk import as_left
from planner.store.disk.atomic import make_folder, read, refusal, save, sync_folder
from planner.store.disk.folders import sync_above
from planner.store.disk.inside import check_folder, check_way
from planner.store.disk.refusals import unsure
from planner.store.names import STATE

FOLDER = "trash"


def throw_away(root: Path, path: Path) -> str:
    """Move a file of the store to the trash and return the name it has there. Call it under the lock.

    Raises `NewerFile` for one that a newer planner wrote: undo could not tell what it was.
    """
    _check_known(path)
    folder = root / STATE / FOLDER
    check_folder(folder)
    make_folder(folder)
    head = f"{path.parent.name}.{path.stem}."
    last = _last(folder, head)
    name = f"{head}{last}"
    if not last or not is_same(path, folder / name):  # else it was cut off on its way there
        name = f"{head}{last + 1}"
    move(path, folder / name)
    as_left.note(path, None)
    return name


def set_aside(root: Path, path: Path, data: bytes) -> str:
    """Keep what a file of the store holds in the trash too, and return the name there. Call it under the lock."""
    folder = root / STATE / FOLDER
    check_folder(folder)
    head = f"{path.parent.name if path.parent != root else 'store'}.{path.stem}."
    last = _last(folder, head)
    if last and read(folder / f"{head}{last}") == data:  # as when the action is tried again after an error
        return f"{head}{last}"
    save(folder / f"{head}{last + 1}", data, was=None)
    return f"{head}{last + 1}"


def _check_known(path: Path) -> None:
    try:
        data = read(path)
    except StoreError:  # what cannot be read may be thrown away
        return
    if data:
        from planner.store.care.migrations import check_known

        check_known(path, data)


def bring_back(root: Path, name: str) -> Path:
    """Move a file out of the trash to where it was; what stands there now is never replaced. Call it under the lock."""
    parent, stem, _ = name.split(".") if name.count(".") == 2 else ("", "", "")
    source = root / STATE / FOLDER / name
    if not is_slug(parent) or not is_slug(stem) or not _exists(source):
        raise NotFound(f"deleted {one_line(name)!r}", "it is not in the trash any more", "A backup may still hold it.")
    target = root / parent / f"{stem}.toml"
    if _exists(target) and not is_same(source, target):
        raise StoreError(one_line(str(target)), "there is such a file again", "Rename that one first.")
    check_way(target)
    make_folder(target.parent)
    move(source, target)
    as_left.note_moved(target)
    return target


def last_thrown(root: Path, parent: str, stem: str) -> str | None:
    """Return the name in the trash of the last file of that folder and name that was deleted."""
    folder = root / STATE / FOLDER
    number = _last(folder, f"{parent}.{stem}.")
    return f"{parent}.{stem}.{number}" if number else None


def _last(folder: Path, head: str) -> int:
    # Counted, not dated: a clock that was set back must not make an older one the newest.
    try:
        names = [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise refusal(folder, error) from None
    numbers = [name.removeprefix(head) for name in names if name.startswith(head)]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _exists(path: Path) -> bool:
    return path.is_symlink() or path.exists()  # a link that leads nowhere is there too


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two names are of one file. Raises `StoreError`."""
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise refusal(one, error) from None


_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


def move(source: Path, target: Path) -> None:
    """Give a file another name, in another folder. Raises `StoreError`; then it has its old one."""
    check_way(source)
    check_way(target)
    try:
        if not is_same(source, target):
            _link(source, target)
    except OSError as error:
        raise refusal(source, error) from None
    try:
        sync_above(target.parent)  # the folder may have been made by one that was killed before that was synced
        sync_folder(target.parent)
        if _exists(source):
            source.unlink()
    except BaseException as error:
        if _exists(source):
            with suppress(OSError):
                target.unlink()
        if isinstance(error, OSError):
            raise refusal(source, error) from None
        raise
    try:
        sync_folder(source.parent)
    except BaseException as error:  # whoever is told that it failed finds it where it was
        _put_back(source, target, error)
        raise


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except NotImplementedError:
        os.rename(source, target)  # noqa: PTH104 - refuses, where links are not, to replace what is there
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        source.replace(target)  # a disk that knows one name a file


def _put_back(source: Path, target: Path, error: BaseException) -> None:
    """Give a file its old name again. Raises an error that says what is unsure where that fails too."""
    try:
        _link(target, source)
        if _exists(target):
            target.unlink()
    except OSError as failed:
        raise unsure(source, failed) from error
