"""Bringing back what a backup holds: the whole store, or one file.

The whole store: what is there is backed up first, in one file beside the daily ones, and read back. Then the backup
that is to be restored is kept whole in `.state` as what is intended, and only then is file by file replaced, each whole
or not at all, those that it does not hold removed last; the intention goes at the very end. Killed anywhere before the
intention is kept, nothing was changed; killed after it, whoever next writes to the store finishes first, by the same
steps, which leave alone what is done already. What an editor or a sync put there since stays: as a copy aside where the
backup has such a file, which `planner store copies` merges, and else where it is. Folders are never exchanged: the
store may be a link, a mount, a repository, and stays it.
"""

from datetime import datetime
from pathlib import Path

import msgspec

from planner.codec.toml import BadFile
from planner.domain.errors import BadValue, StoreError
from planner.domain.text import one_line
from planner.store import session
from planner.store.care.archive import MOST_PACKED_BYTES, Backup, files_of, open_backup, packed, sum_of, unpacked
from planner.store.care.backup import ARCHIVE, kept_in, next_count, rotate
from planner.store.disk.atomic import make_folder, read, remove, save
from planner.store.disk.inside import leads_out
from planner.store.kinds import is_newer, problems_in
from planner.store.names import STATE
from planner.store.undo import history, versions
from planner.store.undo.trash import set_aside

RESTORING = "restoring"
"""File in the state folder: the backup that is being restored. While it is there, the store is not all of either."""
BEFORE = "before-restore"
COPY = "{} (conflicted copy, restore {}).toml"
"""How a version is called that came while a restore was cut off: among the names that `aside` knows."""
_LAST = (f"{STATE}/{session.FILE}", f"{STATE}/{history.FILE}")


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What restoring would do, file by file; `problems`: of files in the backup, which are restored all the same."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    problems: tuple[BadFile, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.replaced or self.gone)


def difference(root: Path, backup: Backup) -> Difference:
    """Return what restoring a backup would do to the store. Raises `StoreError` where that may not be done.

    A backup that holds a file of a newer planner is refused, and so is one that would change such a file of the store,
    or would go out of it by a link.
    """
    now, _ = files_of(root)
    problems: list[BadFile] = []
    for name, data in backup.files.items():
        if not name.startswith(STATE):
            found = problems_in(root / name, data)
            if is_newer(found):
                raise found[0]
            problems += found[:1]
        if leads_out(root / name):
            raise StoreError(one_line(name), "a link out of the store stands there", "Remove the link and try again.")
    for name, data in now.items():
        if not name.startswith(STATE) and backup.files.get(name) != data:
            found = problems_in(root / name, data)
            if is_newer(found):
                raise found[0]
    gone = [name for name in now if name not in backup.files and (backup.has_state or not name.startswith(STATE))]
    return Difference(
        added=tuple(name for name in backup.files if name not in now),
        replaced=tuple(name for name, data in backup.files.items() if name in now and now[name] != data),
        gone=tuple(gone),
        problems=tuple(problems),
    )


def restore_store(root: Path, backups: Path, backup: Backup, now: datetime) -> Path | None:
    """Make the store hold what a backup holds, and return the backup file of what was there, None if that was nothing.

    Raises `StoreError`; call it under the lock.
    """
    if not difference(root, backup):
        return None
    before = keep_before(root, backups, now)
    then = open_backup(before).files if before else {}
    data = packed(backup.files, backup.made if backup.has_state else "", then)
    path = root / STATE / RESTORING
    save(path, data, was=read(path, MOST_PACKED_BYTES))
    finish(root)
    return before


def keep_before(root: Path, backups: Path, now: datetime) -> Path | None:
    """Keep the store as it is in a file beside the daily backups, read back. Call it under the lock."""
    files, _ = files_of(root)
    if not files:
        return None
    same = [one for one in kept_in(backups) if one.startswith(f"{BEFORE}.")]
    if same and _holds(backups / same[-1], files):
        return backups / same[-1]  # as after a restore that was cut off before it began
    make_folder(backups)
    path = backups / f"{BEFORE}.{next_count(backups)}{ARCHIVE}"
    save(path, packed(files, now.isoformat(timespec="seconds")), was=None)
    if not _holds(path, files):
        raise StoreError(one_line(str(path)), "the backup reads back differently", "Nothing was changed. Try again.")
    rotate(backups)
    return path


def _holds(path: Path, files: dict[str, bytes]) -> bool:
    try:
        return open_backup(path).files == files
    except (BadValue, StoreError):
        return False


def is_unfinished(root: Path) -> bool:
    """Tell whether a restore was cut off."""
    return (root / STATE / RESTORING).exists()


def finish(root: Path) -> None:
    """Finish a restore, if one was begun. Raises `StoreError`; call it under the lock."""
    path = root / STATE / RESTORING
    data = read(path, MOST_PACKED_BYTES)
    if data is None:
        return
    try:
        backup = unpacked(data, one_line(str(path)))
    except BadValue as error:
        fix = f"Remove {one_line(str(path))} and restore again."
        raise StoreError(one_line(str(path)), error.why, fix) from None
    try:
        _apply(root, backup)
        remove(path, was=data)
    except StoreError as error:
        why = f"{error.why}; the restore was begun, so a part of it may be saved"
        raise StoreError(error.what, why, f"{error.fix} The next change to the store finishes it.") from None


def _apply(root: Path, backup: Backup) -> None:
    has_state = bool(backup.made)
    names = sorted(backup.files, key=lambda name: (_LAST.index(name) + 1 if name in _LAST else 0, name))
    for name in names:
        now = read(root / name)
        if now == backup.files[name]:
            continue
        if now is not None and not _is_known(backup, name, now):
            if name.startswith(STATE):
                continue
            _keep_beside(root / name, now)
        save(root / name, backup.files[name], was=now)
    for name, now in files_of(root)[0].items():
        is_told = name in backup.files or (name.startswith(STATE) and not has_state)
        if not is_told and _is_known(backup, name, now):
            remove(root / name, was=now)


def _is_known(backup: Backup, name: str, data: bytes) -> bool:
    """Tell whether a file still is what was backed up when the restore was begun."""
    return backup.instead_of.get(name) == sum_of(data)


def _keep_beside(path: Path, data: bytes) -> None:
    """Keep what a file holds as a copy aside of it, which doctor names and `store copies` merges; twice is once."""
    number = 1
    while (there := read(copy := path.with_name(COPY.format(path.stem, number)))) not in (None, data):
        number += 1
    if there is None:
        save(copy, data, was=None)


def newest_whole(root: Path, backups: Path, name: str) -> tuple[str, bytes] | None:
    """Return the newest backup kept of the store that holds a file of it whole, and its bytes; None if none does."""
    for one in reversed(kept_in(backups)):
        try:
            is_file = one.endswith(ARCHIVE)
            data = open_backup(backups / one).files.get(name) if is_file else read(backups / one / name)
        except (StoreError, BadValue):
            continue
        if data is not None and not problems_in(root / name, data):
            return one, data
    return None


def restore_file(root: Path, name: str, data: bytes) -> tuple[str, str]:
    """Make one file of the store hold `data`; what stands there goes to the trash. Return the refs of both.

    The first is what the history calls it, so that undo takes it back, the second the name in the trash, empty where
    nothing stood there. Raises `StoreError`, also for a file that a newer planner wrote; call it under the lock.
    """
    path = root / name
    found = problems_in(path, data)
    if found:
        raise found[0]
    now = read(path)
    if now is not None and is_newer(problems_in(path, now)):
        raise problems_in(path, now)[0]
    aside = set_aside(root, path, now) if now else ""
    return versions.save_kept(root, path, data, was=now), aside
