"""Copies of the store, outside of it, so that a sync or a slip that empties it cannot take them along.

A backup is a folder of the store's TOML files, called by its day and a count: the count tells which is the newest, so
that a clock that was set back cannot. Files that hold nothing, or NULs, are not copied: they are damage, and a copy of
damage must not stand for the file.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import time

from planner.domain.errors import StoreError
from planner.store.disk.atomic import TEMPORARY, make_folder, read, refusal, save, sync_folder, write_new
from planner.store.disk.inside import leads_out
from planner.store.names import ALL_FOLDERS, FOLDERS, STATE, THEMES, name_in_store
from planner.store.reading import Damaged, check_damage

VARIABLE = "PLANNER_BACKUPS"
"""The environment variable that names the folder of backups."""
KEPT = 7
"""So many daily backups are kept, and one more that holds over twice of what each later one does."""
KEPT_BEFORE = 5
"""So many of each other kind are kept, such as those from before a migration; the daily ones push none of them out."""
ARCHIVE = ".zip"
MARK = "backed-up"
"""File in the state folder: the day of the last backup, or that there was nothing yet, or when a failure was told."""
_FAILED = b"failed "
_NOTHING_YET = b"nothing yet"
_OLD_S = 3600.0


def backups_of(root: Path, environ: Mapping[str, str]) -> Path:
    """Return the folder for the backups of a store: in `$PLANNER_BACKUPS`, else the platform's for state."""
    named = environ.get(VARIABLE, "")
    if named:
        above = Path(named).expanduser().absolute()
    else:
        from platformdirs import user_state_path

        above = user_state_path("planner", appauthor=False) / "backups"
    from hashlib import sha256

    return above / sha256(str(root.resolve()).encode(errors="surrogateescape")).hexdigest()[:16]


def back_up_daily(root: Path, environ: Mapping[str, str], today: date) -> None:
    """Back the store up, and tidy it, unless that was done today. Call it under the lock.

    Raises `StoreError` when it cannot be done, once a day: it is tried again with every start, quietly. So it does for
    a file that cannot be read: that one alone is left out.
    """
    path = root / STATE / MARK
    done = read(path)
    day = today.isoformat().encode()
    if done == day:
        return
    _clear_left_overs(root)
    left_out: list[StoreError] = []
    try:
        folder = backups_of(root, environ)
        is_there = any(name.startswith(f"{today}.") for name in kept_in(folder))
        if not is_there and back_up(root, folder, today.isoformat(), left_out) is None:
            day = _NOTHING_YET  # its first copy is not put off until tomorrow
    except StoreError as error:
        if done != _FAILED + day:
            with suppress(StoreError):
                save(path, _FAILED + day, was=done, sync_name=False)
            why = f"{error.why}, so today's backup of the store was not made"
            raise StoreError(error.what, why, error.fix) from None
        return
    if done != day:
        with suppress(StoreError):  # the copy is there all the same, and found so the next time
            save(path, day, was=done, sync_name=False)
    if left_out:
        first = left_out[0]
        raise StoreError(first.what, f"{first.why}, so it is not in today's backup of the store", first.fix)


def is_failing(root: Path) -> bool:
    """Tell whether the last daily backup could not be made."""
    try:
        return (read(root / STATE / MARK) or b"").startswith(_FAILED)
    except StoreError:
        return False


def _clear_left_overs(root: Path) -> None:
    """Remove what saves left behind that were killed; one that is younger than an hour may still be at work."""
    for path in left_overs(root):
        with suppress(OSError):
            path.unlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def left_overs(root: Path) -> tuple[Path, ...]:
    """Return the temporary files of saves that were killed over an hour ago."""
    found: list[Path] = []
    for path in (path for where in ("", "*/", f"{STATE}/*/") for path in root.glob(f"{where}.*{TEMPORARY}")):
        top = path.relative_to(root).parts[0]
        if top != path.name and top not in ALL_FOLDERS:
            continue  # a folder that is none of the store's, or a link to one
        with suppress(OSError):
            if abs(time() - path.stat().st_mtime) > _OLD_S and not leads_out(path):
                found.append(path)
    return tuple(found)


def back_up(root: Path, folder: Path, name: str, left_out: list[StoreError] | None = None) -> Path | None:
    """Copy the store's TOML files to a new folder in `folder`, called `name` and the next count, and return that.

    What did not change since the last one is that one's file by a second name: ten years of log are written once. Older
    ones of its kind are rotated out. Returns None if there is nothing to copy. A copy appears whole, read back and
    compared, or not at all. Raises `StoreError`; call it under the lock: a copy of a store in mid-change is none. What
    cannot be read goes to `left_out`, if that is given and there is anything else to copy.
    """
    files = _files(root)
    if not files:
        return None
    target = folder / f"{name}.{next_count(folder)}"
    half = folder / f".{target.name}.part"
    _clear(half)
    try:
        copied = _copied(root, files, folder, half, left_out)
        if not copied and left_out:
            raise left_out[0]
        if not copied:
            return None
        half.replace(target)
    except BaseException as error:
        with suppress(StoreError):  # on a full disk it would take what little there is
            _clear(half)
        if isinstance(error, OSError):
            raise refusal(target, error) from None
        raise
    sync_folder(folder)
    rotate(folder)
    return target


def _copied(root: Path, files: list[Path], folder: Path, half: Path, left_out: list[StoreError] | None) -> int:
    """Copy files of the store to the folder `half`, and return how many that were."""
    last = next((folder / one for one in reversed(kept_in(folder)) if (folder / one).is_dir()), None)
    made: set[Path] = set()
    copied = 0
    for path in files:
        try:
            data = read(path)
        except StoreError as error:
            if left_out is None:
                raise
            left_out.append(error)
            continue
        if data is None or _is_damaged(path, data):
            continue
        place = path.relative_to(root)
        copy = half / place
        make_folder(copy.parent)
        if not (last and _is_linked(last / place, copy, data)):
            _write(copy, data)
        made.add(copy.parent)
        copied += 1
    for place in made:  # else a power cut could leave a backup that lacks files
        sync_folder(place)
    return copied


def back_up_for(root: Path, folder: Path, name: str, path: Path) -> None:
    """Back the store up under `name` on account of a file, unless the last such backup holds that file as it is."""
    same = [one for one in kept_in(folder) if kind_of(one) == name]
    if same and read(folder / same[-1] / name_in_store(path)) == read(path):
        return
    back_up(root, folder, name)


def kept_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the backups in a folder, oldest first: in the order in which they were made."""
    try:
        names = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return ()
    return tuple(sorted(names, key=lambda name: (_count(name), name)))


def next_count(folder: Path) -> int:
    """Return the count for a new backup in a folder."""
    return max((_count(name) for name in kept_in(folder)), default=0) + 1


def kind_of(name: str) -> str:
    """Return what backups of a kind have in common: `daily`, or their name without the count."""
    head = name.removesuffix(ARCHIVE).rpartition(".")[0] or name
    try:
        date.fromisoformat(head)
    except ValueError:
        return head
    return "daily"


def size_of(backup: Path) -> tuple[int, int]:
    """Return how many files a backup holds, and how many bytes."""
    try:
        if backup.is_file():
            return 1, backup.stat().st_size
        sizes = [path.stat().st_size for pattern in ("*.toml", "*/*.toml") for path in backup.glob(pattern)]
    except OSError:
        return 0, 0
    return len(sizes), sum(sizes)


def rotate(folder: Path) -> None:
    """Remove the oldest backups of each kind beyond those that are kept. Raises `StoreError`.

    Of the daily ones none goes that holds over twice of what every later one does: a store that was emptied, or cut
    down by a slip or a sync, does not push out the last good copy.
    """
    for left in (path for path in folder.glob(".*") if path.name.endswith((".part", TEMPORARY))):
        with suppress(OSError):
            if abs(time() - left.stat().st_mtime) > _OLD_S:
                _clear(left)
    by_kind: dict[str, list[str]] = {}
    for name in kept_in(folder):
        by_kind.setdefault(kind_of(name), []).append(name)
    for kind, names in by_kind.items():
        if kind != "daily" and not kind.startswith("before-"):
            continue  # not made here
        most = KEPT if kind == "daily" else KEPT_BEFORE
        old = names[:-most]
        sizes = {name: size_of(folder / name)[1] for name in names} if old and kind == "daily" else {}
        for number, name in enumerate(old):
            if not sizes or sizes[name] <= 2 * max(sizes[later] for later in names[number + 1 :]):
                _clear(folder / name)


def _count(name: str) -> int:
    number = name.removesuffix(ARCHIVE).rpartition(".")[2]
    return int(number) if number.isascii() and number.isdecimal() else 0


def _is_damaged(path: Path, data: bytes) -> bool:
    try:
        check_damage(path, data)
    except Damaged:
        return True
    return False


def _files(root: Path) -> list[Path]:
    """Return the store's TOML files; a link that leads out of the store is none of it."""
    try:
        found = [path for folder in ("", *FOLDERS, THEMES) for path in sorted((root / folder).glob("*.toml"))]
        return [path for path in found if path.is_file() and not path.name.startswith(".") and not leads_out(path)]
    except OSError as error:
        raise refusal(root, error) from None


def _write(path: Path, data: bytes) -> None:
    try:
        write_new(path, data)
    except OSError as error:
        raise refusal(path, error) from None


def _is_linked(old: Path, new: Path, data: bytes) -> bool:
    """Give the file of an earlier backup a second name, if it holds `data`; tell whether that was done."""
    try:
        if read(old) != data:
            return False
        new.hardlink_to(old)
    except (StoreError, OSError):  # a disk that knows no second names
        return False
    return True


def _clear(backup: Path) -> None:
    """Remove a backup: a file, or two levels of files and no more than that. A link goes, not what it leads to."""
    try:
        if backup.is_symlink() or backup.is_file():
            backup.unlink()
            return
        if not backup.is_dir():
            return
        for folder in (*(path for path in sorted(backup.iterdir()) if _is_folder(path)), backup):
            for path in folder.iterdir():
                path.rmdir() if _is_folder(path) else path.unlink()
        backup.rmdir()
    except OSError as error:
        raise refusal(backup, error) from None
