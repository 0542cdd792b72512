"""Backups: made on request, listed, looked into, and brought back whole or by the file."""

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import msgspec

from planner.actions.desk import Desk
from planner.actions.files import write_file
from planner.domain.errors import BadValue, NotFound, StoreError
from planner.domain.text import one_line
from planner.store.care.archive import Backup, files_of, is_store_name, open_backup, packed
from planner.store.care.backup import ARCHIVE, kept_in, kind_of
from planner.store.care.restore import Difference, difference, newest_whole, restore_file, restore_store
from planner.store.disk.atomic import read
from planner.store.kinds import problems_in

_STATE = ".state/"


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A backup as a list shows it. `kind` is `daily`, or before what it was made; `holds` counts files by folder."""

    name: str
    kind: str
    made: str
    bytes: int
    holds: Mapping[str, int]
    problem: str = ""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A backup file that was just made. `others`: what in the store's folders is none of its files and not in it.

    `left_out`: what the system did not let be read, so that it is not in it either.
    """

    files: int
    bytes: int
    in_store: bool
    unreadable: tuple[str, ...]
    left_out: tuple[StoreError, ...]
    others: tuple[str, ...]


def make_backup(desk: Desk, path: str, *, replace: bool) -> Made:
    """Write the store to a backup file that only its owner can read, whole or not at all, and read it back.

    Raises `BadValue` where there is nothing to back up or such a file is there and not to be replaced, `StoreError`.
    """
    root = desk.store.root
    if not root.is_dir():
        raise BadValue(f"store {one_line(str(root))}", "it holds nothing yet", "There is nothing to back up.")
    left_out: list[StoreError] = []
    # On a disk that has become read-only, as a failing one does, nobody writes meanwhile, and nothing could be locked.
    with nullcontext() if desk.read_only else desk.store.writing():
        files, others = files_of(root, left_out)
    if not files and left_out:
        raise left_out[0]
    if not files:
        raise BadValue(f"store {one_line(str(root))}", "it holds nothing yet", "There is nothing to back up.")
    data = packed(files, desk.now().isoformat(timespec="seconds"))
    write_file(path, data, replace=replace)
    try:
        is_whole = open_backup(Path(path)).files == files
    except (BadValue, StoreError) as error:
        why = f"the backup was written and may be damaged, since {error.why}"
        raise StoreError(one_line(path), why, "Make it on another disk.") from None
    if not is_whole:
        raise StoreError(one_line(path), "the backup reads back differently", "Check that disk and try again.")
    shown = {name: one for name, one in files.items() if not name.startswith(_STATE)}
    return Made(
        files=len(shown),
        bytes=len(data),
        in_store=Path(path).resolve().is_relative_to(root.resolve()),
        unreadable=tuple(name for name, one in shown.items() if problems_in(root / name, one)),
        left_out=tuple(left_out),
        others=others,
    )


def listed(desk: Desk) -> tuple[Listed, ...]:
    """Return the backups that planner keeps of the store, the newest first."""
    return tuple(_listed(desk.store.backups / name) for name in reversed(kept_in(desk.store.backups)))


def _listed(path: Path) -> Listed:
    try:
        backup = open_backup(path)
    except (BadValue, StoreError) as problem:
        return Listed(
            name=path.name, kind=kind_of(path.name), made="", bytes=0, holds={}, problem=one_line(problem.why)
        )
    holds: dict[str, int] = {}
    for name in backup.files:
        if not name.startswith(_STATE):
            folder = name.partition("/")[0] if "/" in name else "settings"
            holds[folder] = holds.get(folder, 0) + 1
    size = path.stat().st_size if path.is_file() else sum(map(len, backup.files.values()))
    return Listed(name=path.name, kind=kind_of(path.name), made=made_on(path, backup), bytes=size, holds=holds)


def made_on(path: Path, backup: Backup) -> str:
    """Return the day on which a backup was made, as its name or its manifest says; empty where neither does."""
    if backup.made:
        return backup.made[:10]
    from datetime import datetime

    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date().isoformat()
    except OSError:
        return ""


def find_backup(desk: Desk, name: str) -> Backup:
    """Return a backup: of a file's path, or by the name or the day that the list shows. Raises `BadValue`."""
    kept = kept_in(desk.store.backups)
    found = [one for one in kept if name in (one, bare := one.removesuffix(ARCHIVE), bare.rpartition(".")[0])]
    # What the list shows is never a file's name by chance: each ends in a count.
    return open_backup(desk.store.backups / found[-1] if found else Path(name))


def look_at(desk: Desk, backup: Backup) -> Difference:
    """Return what restoring a backup would do. Raises `StoreError` where that may not be done."""
    return difference(desk.store.root, backup)


def restore_all(desk: Desk, backup: Backup) -> str:
    """Make the store what a backup holds; return the name of the backup that takes it back, empty if none is needed."""
    with desk.store.writing():
        before = restore_store(desk.store.root, desk.store.backups, backup, desk.now())
    desk.refresh()
    return before.name if before else ""


class OneFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the store as a backup holds it, and as it is now: None where it is gone.

    Of a file `with_both`: how many entries and keys came in from the backup, and how many the two tell differently.
    """

    name: str
    source: str
    data: bytes
    now: bytes | None
    is_whole_now: bool
    brought: int | None = None
    clashes: int = 0


def find_file(desk: Desk, name: str, backup: str | None) -> OneFile:
    """Return a file as a backup holds it, the newest that holds it whole if none is named.

    Raises `NotFound` when none does, `BadValue` for a name that no file of the store has, `BadFile` for a copy that
    cannot be read.
    """
    root = desk.store.root
    name = _name_of(root, name)
    if backup is None:
        newest = newest_whole(root, desk.store.backups, name)
        if newest is None:
            fix = "Name a backup file that you made; without one, remove the file to begin anew."
            raise NotFound(name, "no daily backup holds it whole", fix)
        source, data = newest
    else:
        found = find_backup(desk, backup)
        if name not in found.files:
            raise NotFound(name, f"{found.name} does not hold it", "`planner restore --list` shows what they hold.")
        source, data = found.name.removeprefix("backup "), found.files[name]
        if problems := problems_in(root / name, data):
            raise problems[0]
    now = read(root / name)
    is_whole = now is not None and not problems_in(root / name, now)
    return OneFile(name=name, source=source, data=data, now=now, is_whole_now=is_whole)


def with_both(file: OneFile) -> OneFile:
    """Return a file with what the backup holds and what is there now, together: nothing of either goes.

    Where the two say different things of one entry, what is there now holds. Raises `BadValue` where they cannot be
    merged.
    """
    from planner.store.merging.files import merge_files

    if file.now is None:
        return file
    merged = merge_files(file.name, None, file.now, file.data)
    if merged.data is None:
        fix = "Leave --merge out to have the backup's alone."
        raise BadValue(f"file {file.name}", f"the two cannot be merged: {merged.why}", fix)
    return msgspec.structs.replace(file, data=merged.data, brought=merged.brought, clashes=len(merged.clashes))


def _name_of(root: Path, name: str) -> str:
    short = name.removeprefix(f"{root}/").removeprefix("./")
    if not is_store_name(short) or short.startswith(_STATE):
        fix = "Write it as it is called in the store, such as log/2027-03.toml."
        raise BadValue(f"file {one_line(name)}", "no file of the store is called so", fix)
    return short


def restore_one(desk: Desk, file: OneFile) -> str:
    """Put one file in its place and return the name that what stood there has in the trash; undo takes it back."""
    root = desk.store.root
    with desk.store.writing():
        ref, aside = restore_file(root, file.name, file.data)
    desk.store.remember((ref,))
    desk.refresh()
    return aside
