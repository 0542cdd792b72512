"""What was deleted, kept on this machine so that undo can bring it back."""

from pathlib import Path

from planner.domain.errors import NotFound, StoreError
from planner.domain.ids import is_slug
from planner.domain.text import one_line
from planner.store.atomic import MOVED, STATE, known, make_folder, read, refusal, save, sync_folder
from planner.store.inside import check_folder, check_way

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
    name = f"{head}{_last(folder, head) + 1}"
    _move(path, folder / name)
    known[str(path)] = None
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
    if _exists(target):
        raise StoreError(one_line(str(target)), "there is such a file again", "Rename that one first.")
    check_way(target)
    make_folder(target.parent)
    _move(source, target)
    known[str(target)] = MOVED
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


def _move(source: Path, target: Path) -> None:
    check_way(source)
    check_way(target)
    try:
        source.replace(target)
    except OSError as error:
        raise refusal(source, error) from None
    sync_folder(target.parent)
    sync_folder(source.parent)
