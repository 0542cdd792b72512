"""Two versions of one file: copies that a sync or an editor put aside, and what git could not merge by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import msgspec

from planner.actions.desk import Desk
from planner.codec.toml import BadFile, parse, text_of
from planner.domain.errors import NotFound, PlannerError, StoreError
from planner.domain.text import counted, one_line
from planner.store.care.migrations import check_known
from planner.store.disk.atomic import read, remove, save
from planner.store.disk.taking_back import partly
from planner.store.merging import Merged, merge_files
from planner.store.merging.driver import described
from planner.store.merging.files import brought_in
from planner.store.merging.markers import Sides, sides_of
from planner.store.outside import aside, repository
from planner.store.undo import versions


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
        try:
            found += _unmerged(root, {copy.path for copy in found})
        except StoreError as problem:  # the others are there all the same
            desk.note_problems((problem,))
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


def git_problems(desk: Desk) -> Iterator[PlannerError]:
    """Yield what keeps the work of two machines from being merged by git, where the store is in git."""
    root = desk.store.root
    if not root.is_dir() or not repository.is_in_repository(root):
        return
    try:
        for copy in _unmerged(root, {path for path in aside.own_files(root) if _sides(path)}):
            problem = BadFile(str(copy.of), "git has another version of it that is not merged")
            problem.fix = "`planner store copies` merges the two or keeps one."
            yield problem
        if repository.wants_driver(root) and not repository.is_equipped(root):
            why = "git is to merge it with planner, and in this clone it does not know how"
            yield StoreError(one_line(str(root)), why, "Run `planner store init-git` once on this machine.")
    except StoreError as error:
        yield error


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


def keep_both(desk: Desk, copy: Copy, *, prefer: str = "", key: str = "") -> str:
    """Merge a second version into the store's file, and return what was done and how to take it back.

    `prefer` says whose word counts where both changed the same: `ours` or `theirs`; without, such a clash raises
    `StoreError` and nothing is changed. The copy goes to the trash. With `key`, of a screen, what is said is short.
    """

    def both(found: _Versions) -> tuple[bytes, str]:
        sides = (found.theirs, found.ours) if prefer == "theirs" else (found.ours, found.theirs)
        merged = merge_files(place(desk, copy.of), found.base, *sides)
        name = one_line(place(desk, copy.path))
        if merged.data is None:
            fix = "`planner store copies` keeps one of the two, the other one in the trash."
            raise StoreError(name, merged.why, fix)
        if merged.clashes and not prefer:
            raise StoreError(name, described(merged), "Say whose counts there: --prefer ours or --prefer theirs.")
        count = brought_in(name, found.ours, merged.data)
        said = f"Merged {one_line(place(desk, copy.of)) if key else name}{_amount(count, copy)}"
        return merged.data, said

    return _settled(desk, copy, both, key)


def keep_ours(desk: Desk, copy: Copy, *, key: str = "") -> str:
    """Leave the store's file as it is (of markers: the upper side), the other version to the trash. Say so."""
    name = one_line(place(desk, copy.of))
    return _settled(desk, copy, lambda found: (found.ours, f"Kept {name} as it was here"), key)


def keep_theirs(desk: Desk, copy: Copy, *, key: str = "") -> str:
    """Have the store's file hold the other version (of markers: the lower side). Say so and how to take it back."""

    def other(found: _Versions) -> tuple[bytes, str]:
        if problem := merge_files(place(desk, copy.of), None, found.theirs, found.theirs).why:
            raise StoreError(one_line(place(desk, copy.path)), problem, "Correct it in a text editor, or keep ours.")
        return found.theirs, f"Kept the other version of {one_line(place(desk, copy.of))}"

    return _settled(desk, copy, other, key)


def turn(desk: Desk, ref: str, *, back: bool) -> str:
    """Undo (`back`) or redo that a copy went to the trash, and return it in words. Raises `NotFound`, `StoreError`."""
    with desk.store.writing():
        path = (aside.bring_back if back else aside.throw_again)(desk.store.root, ref)
    return f"put {one_line(path.name)} away"


def _settled(desk: Desk, copy: Copy, choose: Callable[[_Versions], tuple[bytes, str]], key: str) -> str:
    """Save what is chosen and put the copy away, together one thing to undo, and return what was done.

    Cut off in between, the file is as it was, or (killed) merged with the copy still there: then it is done again.
    """
    store = desk.store
    refs: list[str] = []
    try:
        with store.writing():
            found = _versions(desk, copy)
            data, said = choose(found)
            if data != found.now:
                check_known(copy.of, found.now or b"")
                refs.append(versions.save_kept(store.root, copy.of, data, was=found.now))
            if copy.way is Way.ASIDE:
                with _as_before(copy.of, found.now, data):
                    refs.append(aside.throw_away(store.root, copy.path))
    finally:
        desk.refresh()
    where = ""
    if copy.way is Way.ASIDE:
        trashed = "the trash" if key else one_line(place(desk, aside.place_in_trash(store.root, refs[-1])))
        where = f" The copy is in {trashed}."
    undone = _remembered(desk, tuple(refs), key or "`planner plan undo`")
    return f"{said}.{where}{undone}{_then(store.root, copy)}"


def _remembered(desk: Desk, refs: tuple[str, ...], undo: str) -> str:
    """Put what was done on top of the history, and return how to take it back; it is done all the same without."""
    try:
        if refs:
            desk.store.remember(refs)
    except StoreError as problem:
        desk.note_problems((problem,))
        return ""
    return f" {undo} takes it back." if refs else ""


@contextmanager
def _as_before(path: Path, was: bytes | None, now: bytes) -> Iterator[None]:
    """Have a file hold again what it held, if what is done inside fails."""
    try:
        yield
    except BaseException as error:
        try:
            if was is None:
                remove(path, was=now)
            elif was != now:
                save(path, was, was=now)
        except StoreError:
            if isinstance(error, StoreError):
                raise partly(error, (path,)) from None
        raise


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
    sides: Sides | None = None
    try:
        data = read(path)
        if not data or b"<<<<<<<" not in data or b">>>>>>>" not in data:
            return None
        sides = sides_of(text_of(data, str(path)))
        parse(data, str(path))
    except BadFile:
        return sides
    except StoreError:
        return None
    return None  # it is whole: such words stand in a text of the runner's


def _unmerged(root: Path, known: set[Path]) -> list[Copy]:
    why = "git has another version of it that it counts as not merged; if the file is as it should be, `git add` it"
    return [
        Copy(path=path, of=path, why=why, way=Way.UNMERGED)
        for path, stages in repository.unmerged(root).items()
        if path not in known and 3 in stages and aside.is_store_file(path, root) and path.is_file()
        if _brings_more(root, path)
    ]


def _brings_more(root: Path, path: Path) -> bool:
    """Tell whether git's other version has anything that the file does not have, or cannot be merged."""
    now, base, theirs = read(path), repository.version_of(root, path, 1), repository.version_of(root, path, 3)
    if now is None or theirs is None:
        return False
    return merge_files(path.relative_to(root).as_posix(), base, now, theirs) != Merged(data=now)


def _amount(count: int, copy: Copy) -> str:
    if not count:
        return "; it held nothing that was not here"
    where = "from the copy" if copy.way is Way.ASIDE else "from the other side"
    return f": {counted(count, 'thing')} came in {where}"
