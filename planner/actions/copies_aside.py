"""Two versions of one file: copies that a sync or an editor put aside, and what git could not merge by itself."""

from enum import StrEnum
from pathlib import Path

import msgspec

from planner.actions.desk import Desk
from planner.codec.toml import text_of
from planner.domain.errors import NotFound, StoreError
from planner.domain.text import counted, one_line
from planner.store import aside, history, repository, versions
from planner.store.aside import KIND
from planner.store.atomic import read
from planner.store.merging import Merged, merge_files
from planner.store.merging.driver import described
from planner.store.merging.markers import Sides, sides_of

__all__ = [
    "KIND",
    "Copy",
    "Way",
    "both_sides",
    "find_copies",
    "find_copy",
    "keep_both",
    "keep_ours",
    "keep_theirs",
    "look_at",
]


class Way(StrEnum):
    """How a second version came to be there."""

    ASIDE = "aside"
    """A file of its own beside the store's."""
    MARKERS = "markers"
    """Both versions stand in the file, between merge markers."""
    UNMERGED = "unmerged"
    """git has the other version, and the file holds one side alone."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A second version of the store's file `of`, at `path`; with `why` it is there, in words."""

    path: Path
    of: Path
    why: str
    way: Way
    line: int | None = None


class _Versions(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be merged, and what the store's file holds now."""

    now: bytes | None
    base: bytes | None
    ours: bytes
    theirs: bytes


def find_copies(desk: Desk, *, git: bool = False) -> tuple[Copy, ...]:
    """Return the second versions there are, by file. Raises `StoreError` where a folder cannot be listed.

    With `git`, git is asked too what it has not merged: that takes some milliseconds, where the store is in git.
    """
    root = desk.store.root
    found = [Copy(path=one.path, of=one.of, why=one.why, way=Way.ASIDE) for one in aside.copies(root)]
    for path in aside.own_files(root):
        if sides := _sides(path):
            why = "both versions stand in it, between merge markers"
            found.append(Copy(path=path, of=path, why=why, way=Way.MARKERS, line=sides.line))
    if git and repository.is_in_repository(root):
        found += _unmerged(root, {copy.path for copy in found})
    return tuple(sorted(found, key=lambda copy: (copy.of, copy.path)))


def find_copy(desk: Desk, name: str) -> Copy:
    """Return the second version that a person names, by its file or the store's own. Raises `NotFound`."""
    found = find_copies(desk, git=True)
    root = desk.store.root
    named = {Path(name).absolute(), root / name, Path(name)}
    chosen = [copy for copy in found if copy.path in named] or [copy for copy in found if copy.of in named]
    if len(chosen) == 1:
        return chosen[0]
    there = ", ".join(one_line(place(desk, copy.path)) for copy in chosen or found) or "none"
    why = "there are several copies of it" if chosen else "there is no second version of that name"
    raise NotFound(f"copy {one_line(name)!r}", why, f"There are: {there}.")


def place(desk: Desk, path: Path) -> str:
    """Return a path as it is named in the store: `log/2027-03.toml`."""
    return path.relative_to(desk.store.root).as_posix()


def look_at(desk: Desk, copy: Copy) -> Merged:
    """Return what the two versions become together, and write nothing. Raises `StoreError`, `NotFound`."""
    found = _versions(desk, copy)
    return merge_files(place(desk, copy.of), found.base, found.ours, found.theirs)


def both_sides(desk: Desk, copy: Copy) -> tuple[bytes, bytes]:
    """Return what each version says: the store's own, and the other one. Raises `StoreError`, `NotFound`."""
    found = _versions(desk, copy)
    return found.ours, found.theirs


def keep_both(desk: Desk, copy: Copy, *, prefer: str = "") -> str:
    """Merge a second version into the store's file, and return what was done and how to take it back.

    `prefer` says whose word counts where both changed the same: `ours` or `theirs`; without, such a clash raises
    `StoreError` and nothing is changed. The copy goes to the trash.
    """
    with desk.store.writing():
        found = _versions(desk, copy)
        sides = (found.theirs, found.ours) if prefer == "theirs" else (found.ours, found.theirs)
        merged = merge_files(place(desk, copy.of), found.base, *sides)
        name = one_line(place(desk, copy.path))
        if merged.data is None:
            raise StoreError(
                name, merged.why, "`planner store copies` keeps one of the two, the other one in the trash."
            )
        if merged.clashes and not prefer:
            raise StoreError(name, described(merged), "Say whose counts there: --prefer ours or --prefer theirs.")
        mine = merged
        if prefer == "theirs":
            mine = merge_files(place(desk, copy.of), found.base, found.ours, found.theirs)
        return _kept(desk, copy, found.now, merged.data, f"Merged {name}{_amount(mine, copy)}")


def keep_ours(desk: Desk, copy: Copy) -> str:
    """Leave the store's file as it is (of markers: the upper side), the other version to the trash. Say so."""
    with desk.store.writing():
        found = _versions(desk, copy)
        return _kept(desk, copy, found.now, found.ours, f"Kept {one_line(place(desk, copy.of))} as it was here")


def keep_theirs(desk: Desk, copy: Copy) -> str:
    """Have the store's file hold the other version (of markers: the lower side). Say so and how to take it back."""
    with desk.store.writing():
        found = _versions(desk, copy)
        if problem := _unreadable(desk, copy, found.theirs):
            raise StoreError(one_line(place(desk, copy.path)), problem, "Correct it in a text editor, or keep ours.")
        return _kept(desk, copy, found.now, found.theirs, f"Kept the other version of {one_line(place(desk, copy.of))}")


def turn(desk: Desk, ref: str, *, back: bool) -> str:
    """Undo (`back`) or redo that a copy went to the trash, and return it in words. Raises `NotFound`, `StoreError`."""
    with desk.store.writing():
        path = (aside.bring_back if back else aside.throw_again)(desk.store.root, ref)
    return f"put {one_line(path.name)} away"


def _kept(desk: Desk, copy: Copy, now: bytes | None, data: bytes, said: str) -> str:
    """Save what is kept and put the copy away, together one thing to undo; `said` what it was. Call under the lock."""
    root = desk.store.root
    refs: list[str] = []
    if data != now:
        refs.append(versions.save_kept(root, copy.of, data, was=now))
    where = ""
    if copy.way is Way.ASIDE:
        refs.append(aside.throw_away(root, copy.path))
        where = f" The copy is in {one_line(place(desk, aside.place_in_trash(root, refs[-1])))}."
    if refs:
        history.remember(root, tuple(refs))
    desk.refresh()
    taken = " `planner plan undo` takes it back." if refs else ""
    return f"{said}.{where}{taken}{_then(root, copy)}"


def _then(root: Path, copy: Copy) -> str:
    """Return what git is to be told next."""
    if copy.way is Way.ASIDE or not repository.is_in_repository(root):
        return ""
    try:
        is_open = copy.of in repository.unmerged(root)
    except StoreError:
        return ""
    name = copy.of.relative_to(root).as_posix()
    return f" Then `git add {name}`, and go on with what git was doing: `git status` says what." if is_open else ""


def _versions(desk: Desk, copy: Copy) -> _Versions:
    """Return the versions of a copy as they are now. Raises `NotFound` when there is none any more."""
    root = desk.store.root
    now = read(copy.of)
    gone = NotFound(one_line(place(desk, copy.path)), "there is no second version of it any more", "Nothing was done.")
    if copy.way is Way.ASIDE:
        theirs = read(copy.path)
        if theirs is None:
            raise gone
        return _Versions(now=now, base=None, ours=theirs if now is None else now, theirs=theirs)
    base = repository.version_of(root, copy.of, 1) if repository.is_in_repository(root) else None
    if copy.way is Way.UNMERGED:
        theirs = repository.version_of(root, copy.of, 3)
        if theirs is None or now is None:
            raise gone
        return _Versions(now=now, base=base, ours=now, theirs=theirs)
    sides = _sides(copy.of)
    if sides is None:
        raise gone
    if sides.base is not None:
        base = sides.base.encode()
    return _Versions(now=now, base=base, ours=sides.ours.encode(), theirs=sides.theirs.encode())


def _sides(path: Path) -> Sides | None:
    try:
        data = read(path)
        return sides_of(text_of(data, str(path))) if data and b"<<<<<<<" in data and b">>>>>>>" in data else None
    except StoreError:
        return None


def _unmerged(root: Path, known: set[Path]) -> list[Copy]:
    why = "git has another version that is not merged"
    return [
        Copy(path=path, of=path, why=why, way=Way.UNMERGED)
        for path, stages in repository.unmerged(root).items()
        if path not in known and 3 in stages and aside.is_store_file(path, root) and path.is_file()
    ]


def _unreadable(desk: Desk, copy: Copy, data: bytes) -> str:
    """Return what is wrong with a version that is to be kept alone; empty if it can be read."""
    return merge_files(place(desk, copy.of), None, data, data).why


def _amount(merged: Merged, copy: Copy) -> str:
    count = merged.brought
    if not count:
        return "; it held nothing that was not here"
    where = "from the copy" if copy.way is Way.ASIDE else "from the other side"
    return f": {counted(count, 'thing')} came in {where}"
