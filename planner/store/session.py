"""The session that is being played: one file, saved whole at every step, gone when it has ended."""

from pathlib import Path

from planner.store.disk.atomic import read, remove, save
from planner.store.disk.left_over import clear_unlocked
from planner.store.names import STATE

FILE = "playing.toml"


def read_playing(root: Path) -> bytes | None:
    """Return what was last saved of the session being played, or None. Raises `StoreError`."""
    return read(root / STATE / FILE)


def save_playing(root: Path, data: bytes) -> None:
    """Save the session being played. Needs no lock: each save is whole, and the last one holds."""
    path = root / STATE / FILE
    clear_unlocked(path.parent)
    save(path, data, was=read(path))


def end_playing(root: Path) -> None:
    """Remove the session being played, once its log entry is saved."""
    path = root / STATE / FILE
    data = read(path)
    if data is not None:
        remove(path, was=data)
