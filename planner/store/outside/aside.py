"""Copies of the store's files that a sync or an editor put aside: found by their names, and thrown away to be had back.

Known names, and where they come from:
    2027-03.sync-conflict-20270301-101112-ABCDEFG.toml   Syncthing
    2027-03 (Ann's conflicted copy 2027-03-01).toml      Dropbox
    2027-03 (conflicted copy 2027-03-01 101112).toml     Nextcloud and ownCloud
    2027-03.toml~ .orig .bak                             editors and merge tools
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import msgspec

from planner.domain.errors import NotFound, StoreError
from planner.domain.text import one_line
from planner.store.disk.atomic import make_folder
from planner.store.disk.inside import check_folder, leads_out
from planner.store.disk.refusals import told
from planner.store.kinds import is_own_name
from planner.store.names import FOLDERS, STATE, SUFFIX
from planner.store.undo.trash import FOLDER as TRASH
from planner.store.undo.trash import is_same, move

KIND = "copy"
"""The kind of refs of the history that name a copy in the trash: `copy:3`."""
_TOP = "top"
_NAMES = (
    (
        r"(?P<stem>.+)\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}\.toml",
        "Syncthing found two versions and put one of them aside",
    ),
    (r"(?P<stem>.+) \([^()]*conflicted copy[^()]*\)\.toml", "a sync found two versions and put one of them aside"),
    (r"(?P<stem>.+)\.toml(?:~|\.orig|\.bak)", "an editor or a merge tool left an earlier version"),
)


class Aside(msgspec.Struct, frozen=True):
    """A file beside the store's own: its path, the store's file that it is a version of, and why it is there."""

    path: Path
    of: Path
    why: str


def copies(root: Path) -> tuple[Aside, ...]:
    """Return the copies beside the store's files, by name. Raises `StoreError` where a folder cannot be listed."""
    with told(root):
        return tuple(aside for path in _listed(root) if (aside := copy_of(path, root)))


def own_files(root: Path) -> tuple[Path, ...]:
    """Return the runner's own files, in order. Raises `StoreError` where a folder cannot be listed."""
    with told(root):
        return tuple(path for path in _listed(root) if is_store_file(path, root) and path.is_file())


def _listed(root: Path) -> Iterator[Path]:
    for folder in (root, *(root / name for name in FOLDERS)):
        if not leads_out(folder / "*"):
            with suppress(FileNotFoundError, NotADirectoryError):
                yield from sorted(folder.iterdir())


def copy_of(path: Path, root: Path) -> Aside | None:
    """Return what a file is a copy of, by its name; None for one that is none."""
    if found := copy_name(path.name):
        of = path.with_name(found[0])
        if is_store_file(of, root) and path.is_file() and not path.is_symlink():
            return Aside(path, of, found[1])
    return None


def copy_name(name: str) -> tuple[str, str] | None:
    """Return the name that a file is a copy of, and why there is one; None for a name that is no copy's."""
    for pattern, why in _NAMES:
        if match := re.fullmatch(pattern, name):
            return match["stem"] + SUFFIX, why
    return None


def is_store_file(path: Path, root: Path) -> bool:
    """Tell whether a path is one at which the store has a file of the runner's."""
    return path.is_relative_to(root) and is_own_name(path.relative_to(root).as_posix())


def throw_away(root: Path, path: Path) -> str:
    """Move a copy to the trash and return the ref of the history by which it comes back. Call it under the lock."""
    where = _TOP if path.parent == root else path.parent.name
    last = max((int(name.split(".")[1]) for name in _thrown(root)), default=0)
    name = quote(os.fsencode(path.name), safe="")
    ref = f"{KIND}:@{where}:{last}:{name}"
    if not is_same(path, place_in_trash(root, ref)):  # else it was cut off on its way there
        ref = f"{KIND}:@{where}:{last + 1}:{name}"
    throw_again(root, ref)
    return ref


def throw_again(root: Path, ref: str) -> Path:
    """Move the copy of a ref to the trash, and return where it stood. Raises `NotFound`; call it under the lock."""
    path, trashed = _places(root, ref)
    _check_there(path, path.name, "there")
    check_folder(trashed.parent)
    make_folder(trashed.parent)
    move(path, trashed)
    return path


def bring_back(root: Path, ref: str) -> Path:
    """Move the copy of a ref out of the trash to where it was. Raises `NotFound`, `StoreError`; call under the lock."""
    path, trashed = _places(root, ref)
    _check_there(trashed, path.name, "in the trash")
    if os.path.lexists(path):
        raise StoreError(one_line(str(path)), "there is such a file again", "Rename that one first.")
    make_folder(path.parent)
    move(trashed, path)
    return path


def _check_there(path: Path, name: str, where: str) -> None:
    if not os.path.isfile(path):  # noqa: PTH113 - no error where it cannot be told
        raise NotFound(f"copy {one_line(name)!r}", f"it is not {where} any more", "It was left out.")


def place_in_trash(root: Path, ref: str) -> Path:
    """Return where the copy of a ref stands in the trash."""
    return _places(root, ref)[1]


def is_in_trash(name: str) -> bool:
    """Tell whether a file in the trash can be called so because it is a copy that was settled."""
    match = re.fullmatch(rf"{KIND}\.\d{{1,9}}\.(?:{'|'.join((_TOP, *FOLDERS))})\.([^/\\]{{1,200}})", name)
    return bool(match and name.isprintable() and copy_name(match[1]) is not None)


def _places(root: Path, ref: str) -> tuple[Path, Path]:
    """Return where the copy of a ref stands beside the store's files, and where in the trash. Raises `NotFound`."""
    match = re.fullmatch(rf"{KIND}:@({'|'.join((_TOP, *FOLDERS))}):(\d+):([^:/\s]+)", ref)
    where, number, name = match.groups() if match else ("", "", "")
    called = os.fsdecode(unquote_to_bytes(name))
    path = (root if where == _TOP else root / where) / called
    if not match or copy_name(called) is None or path.name != called:
        raise NotFound(f"copy {one_line(ref)!r}", "the history does not say which that was", "It was left out.")
    return path, root / STATE / TRASH / f"{KIND}.{number}.{where}.{path.name}"


def _thrown(root: Path) -> list[str]:
    with told(root), suppress(FileNotFoundError):
        names = [path.name for path in (root / STATE / TRASH).iterdir()]
        return [name for name in names if re.match(rf"{KIND}\.\d+\.", name)]
    return []
