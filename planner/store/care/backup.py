"""Daily copies of the store, outside of it, so that a sync or a slip that empties it cannot take them along."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import time

from planner.store.atomic import STATE, TEMPORARY, make_folder, read, refusal, save, sync_folder
from planner.store.inside import leads_out

VARIABLE = "PLANNER_BACKUPS"
"""The environment variable that names the folder of backups."""
KEPT = 7
MARK = "backed-up"
"""File in the state folder that holds the day of the last backup."""
_OLD_S = 3600.0
_FOLDERS = ("plans", "templates", "routines", "exercises", "gear", "log")


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
    """Back the store up, and tidy it, unless that was done today. Raises `StoreError`; call it under the lock."""
    path = root / STATE / MARK
    done = read(path)
    day = today.isoformat().encode()
    if done == day:
        return
    _clear_left_overs(root)
    back_up(root, backups_of(root, environ), today.isoformat())
    save(path, day, was=done, sync_name=False)


def _clear_left_overs(root: Path) -> None:
    """Remove what saves left behind that were killed; one that is younger than an hour may still be at work."""
    for path in [*root.glob(f".*{TEMPORARY}"), *root.glob(f"*/.*{TEMPORARY}")]:
        with suppress(OSError):
            if time() - path.stat().st_mtime > _OLD_S and not leads_out(path):
                path.unlink()


def back_up(root: Path, folder: Path, name: str) -> Path | None:
    """Copy the store's TOML files to a new folder in `folder`, keep the newest seven, and return the new one.

    Returns None if there is nothing to copy, or a copy of that name already. A copy appears whole or not at all.
    Raises `StoreError`; call it under the lock, since a copy of a store in mid-change is no backup.
    """
    target = folder / name
    files = _files(root)
    if not files or target.exists():
        return None
    half = folder / f".{name}.part"
    _clear(half)
    for path in files:
        data = read(path)
        if data is not None:
            copy = half / path.relative_to(root)
            make_folder(copy.parent)
            _write(copy, data)
    try:
        half.replace(target)
    except OSError as error:
        raise refusal(target, error) from None
    sync_folder(folder)
    for old in sorted(kept_in(folder))[:-KEPT]:
        _clear(folder / old)
    return target


def kept_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the backups in a folder, oldest first."""
    try:
        return tuple(sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")))
    except OSError:
        return ()


def _files(root: Path) -> list[Path]:
    """Return the store's TOML files; a link that leads out of the store is none of it."""
    try:
        found = [path for folder in ("", *_FOLDERS) for path in sorted((root / folder).glob("*.toml"))]
        return [path for path in found if path.is_file() and not path.name.startswith(".") and not leads_out(path)]
    except OSError as error:
        raise refusal(root, error) from None


def _write(path: Path, data: bytes) -> None:
    import os

    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, made private from the start
            file.write(data)
    except OSError as error:
        raise refusal(path, error) from None


def _clear(folder: Path) -> None:
    """Remove a backup: two levels of files and no more than that."""
    try:
        for path in sorted(folder.glob("*/*")) + sorted(folder.glob("*")):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        if folder.is_dir():
            folder.rmdir()
    except OSError as error:
        raise refusal(folder, error) from None
