"""What is wrong around the files, without a look into them: modes, links, left-overs, strange names."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from planner.codec.toml import BadFile
from planner.domain.errors import StoreError
from planner.domain.ids import is_slug
from planner.store import log
from planner.store.care.checks.told import first_of, problem
from planner.store.disk.atomic import TEMPORARY, read
from planner.store.disk.inside import OUT, leads_out
from planner.store.names import FOLDERS, STATE, SUFFIX, THEMES
from planner.store.outside import aside, repository
from planner.store.place import why_not_trusted
from planner.store.undo import trash, versions

_BESIDES = (THEMES, STATE, f"{STATE}/{trash.FOLDER}", f"{STATE}/{versions.FOLDER}")
"""Folders whose files may have any name."""
_ASIDE = (".sync-conflict-", ".orig", ".rej", ".bak", ".swp", ".swo", "~")


def check_surroundings(root: Path) -> Iterator[BadFile]:
    """Yield what is wrong without a look into the files: modes, links, left-overs, strange names."""
    yield from _trusted(root)
    # git makes files that others may read; where the folder is closed to them, they cannot.
    is_closed = repository.is_in_repository(root) and not root.stat().st_mode & 0o077
    for folder in folders_of(root):
        if folder != root and not is_closed:
            yield from _mode(folder)
        yield from first_of(_names(folder, root, is_closed=is_closed))
    lines = missing_lines(root)
    if lines:
        why = f"it lacks {', '.join(lines)}, so git would take along what belongs to this machine alone"
        yield problem(root / repository.IGNORE, why, "Add it at its end, or run `planner doctor --fix`.")


def _names(folder: Path, root: Path, *, is_closed: bool) -> Iterator[BadFile]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return  # whoever reads it tells
    for path in paths:
        if path.is_symlink():
            yield from _link(path)
        elif path.is_file() and (folder != root or SUFFIX in path.name) and not is_closed:
            yield from _mode(path)
        yield from _name(path, folder, root)


def folders_of(root: Path) -> tuple[Path, ...]:
    """Return the store's folders that are there, itself among them, but no link out of it."""
    found = (root, *(root / name for name in (*FOLDERS, *_BESIDES)))
    return tuple(folder for folder in found if folder.is_dir() and not leads_out(folder / "*"))


def missing_lines(root: Path) -> tuple[str, ...]:
    """Return what the store's `.gitignore` lacks of what keeps this machine's own files out of a repository."""
    if not (root / ".git").exists() and not (root / repository.IGNORE).exists():
        return ()
    try:
        said = (read(root / repository.IGNORE) or b"").decode("utf-8", "replace").splitlines()
    except StoreError:
        return ()
    there = {line.strip().lstrip("/").rstrip("/") for line in said}
    return tuple(line for line in repository.OWN if line.rstrip("/") not in there)


def _mode(path: Path) -> Iterator[BadFile]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077 and sys.platform != "win32":
        yield problem(
            path, f"others on this machine can open it (mode {mode:o})", f"Run `chmod go-rwx {quote(str(path))}`."
        )


def _trusted(root: Path) -> Iterator[BadFile]:
    if untrusted := why_not_trusted(root):
        yield problem(root, untrusted.why, untrusted.fix)
    else:
        yield from _mode(root)


def _link(path: Path) -> Iterator[BadFile]:
    if not path.exists():
        yield problem(path, "a link that leads nowhere", "Remove it, or bring back what it led to.")
    elif leads_out(path):
        what = "folder" if path.is_dir() else "file"
        yield problem(path, OUT, f"Put the {what} itself there, or make the whole store's folder the link.")


def _name(path: Path, folder: Path, root: Path) -> Iterator[BadFile]:
    name = path.name
    if name.endswith(TEMPORARY):
        yield problem(path, "left over from a save that was cut off; it holds nothing that is needed", "Remove it.")
    elif found := aside.copy_of(path, root):
        fix = "`planner store copies` makes one of the two, or keeps one."
        yield problem(path, f"{found.why}; it is not read", fix)
    elif folder in (root / name for name in _BESIDES):
        return
    elif any(mark in name for mark in _ASIDE) and SUFFIX in name:
        yield problem(
            path, "a copy that a sync or an editor put aside; it is not read", "Compare the two and keep one."
        )
    elif folder == root or name.startswith("."):
        return
    elif path.is_dir() or not name.endswith(SUFFIX):
        yield problem(path, "planner has no such file; it is not read", "Move it out of the store.")
    elif not (is_slug(path.stem) if folder.name != log.FOLDER else log.is_month(path.stem)):
        wanted = "2027-03.toml" if folder.name == log.FOLDER else "a-z, 0-9 and - before .toml"
        yield problem(path, "a name that planner does not read", f"Rename it: {wanted}.")
