"""Noticing what other programs change in the store: stamps tell where to look, the content tells whether it changed.

A look costs one listing of each folder and one stat of each file, and reads nothing while all stamps are the same. They
are compared, never ordered: a clock that was set back and a file that was copied with its old time count like any.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from planner.codec.toml import BadFile, parse
from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.caches.file_cache import Stamp, stamp_of
from planner.store.disk import as_left
from planner.store.disk.atomic import read
from planner.store.names import FOLDERS, STATE, SUFFIX
from planner.store.reading import check_damage
from planner.store.undo.trash import FOLDER as TRASH

LOOK_S = 1.5
"""Seconds between two looks."""
SETTLE_S = 0.3
"""Seconds until the second look at what has just moved: a pull or a sync writes many files one after another."""
PATIENCE_S = 3.0
"""Seconds that a file may be missing or not whole, as while an editor saves it, before that is told."""
_MOST_SHARE = 50
"""A look may take this part of the time: on a slow disk it comes less often."""
Stamps = dict[str, Stamp]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a look found: names of files as `plans/spring.toml` that hold something else now, are new or are gone.

    `damaged` are empty or no TOML, and stayed so for a while. `others` are files that are not the store's own, such as
    a sync's conflict copies, that came or went. `vanished`: every file has gone at
    once; `is_back`: they are there again.
    """

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    vanished: bool = False
    is_back: bool = False

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone or self.damaged or self.others or self.vanished or self.is_back)


class Watch:
    """Looks at the files of a store, from the moment it is made. `clock` gives monotonic seconds."""

    def __init__(self, root: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.root = root
        self.next_s = LOOK_S
        """In how many seconds to look again."""
        self.has_vanished = False
        self._clock = clock
        self._known = self._last = stamps(root)
        self._thrown = _thrown(root)
        self._since: dict[str, float] = {}

    @property
    def known(self) -> Stamps:
        """The stamps of the files as they were last told."""
        return self._known

    def look(self) -> Seen:
        """Return what has changed outside since the last look that told of it, once it has settled."""
        began = self._clock()
        now = stamps(self.root)
        took_s = self._clock() - began
        self.next_s = max(LOOK_S, took_s * _MOST_SHARE)
        moves, self._last = now != self._last, now
        if now == self._known:
            self._since.clear()
            return self._settled()
        if moves:
            self.next_s = max(SETTLE_S, took_s * _MOST_SHARE)
            return Seen()
        if self._are_all_gone(now):
            return self._vanishing()
        return self._judged(now)

    def check_there(self) -> None:
        """Raise `StoreError` where every file that was there has gone: a new store must not begin in their place."""
        is_empty = self._known and all(_is_surely_gone(self.root / name) for name in self._known)
        if is_empty and self._are_all_gone(stamps(self.root)):
            raise vanished(self.root)

    def _are_all_gone(self, now: Stamps) -> bool:
        """Tell whether nothing is left of what was there, though planner deleted none of it."""
        ours = [name for name in self._known if name.endswith(SUFFIX)]
        if not ours or any(name.endswith(SUFFIX) for name in now):
            return False
        deleted = _thrown(self.root) - self._thrown
        return not deleted and not any(as_left.is_gone(self.root / name) for name in ours)

    def _vanishing(self) -> Seen:
        if self.has_vanished or not self._has_waited(""):
            return Seen()
        self.has_vanished = True
        return Seen(vanished=True)

    def _settled(self) -> Seen:
        was, self.has_vanished = self.has_vanished, False
        return Seen(is_back=was)

    def _judged(self, now: Stamps) -> Seen:
        was_gone, self.has_vanished = self.has_vanished, False
        differ = [name for name in {**self._known, **now} if now.get(name) != self._known.get(name)]
        changed: list[str] = []
        gone: list[str] = []
        others: list[str] = []
        damaged: list[str] = []
        for name in differ:
            if not name.endswith(SUFFIX) or name.count(".") > 1:
                others.append(name)
                self._take(name, now)
                continue
            is_new, is_whole = self._read(name)
            if is_new and not is_whole and not self._has_waited(name):
                self.next_s = min(self.next_s, LOOK_S)
                continue
            if is_new:
                (gone if name not in now else changed if is_whole else damaged).append(name)
            self._take(name, now)
        self._thrown = _thrown(self.root)
        return Seen(
            changed=tuple(changed),
            gone=tuple(gone),
            damaged=tuple(damaged),
            others=tuple(others),
            is_back=was_gone,
        )

    def _read(self, name: str) -> tuple[bool, bool]:
        """Tell whether a file holds something else than is known here, and whether that is whole."""
        path = self.root / name
        try:
            data = read(path)
        except StoreError:
            return True, False
        if as_left.is_as_left(path, data):
            return False, True
        if data is None:
            return True, False
        try:
            check_damage(path, data)
            parse(data, name)
        except BadFile:
            return True, False
        return True, True

    def _take(self, name: str, now: Stamps) -> None:
        """Count a file as known as it is now."""
        self._since.pop(name, None)
        if name in now:
            self._known = {**self._known, name: now[name]}
        else:
            self._known = {other: stamp for other, stamp in self._known.items() if other != name}
        path = self.root / name
        try:
            data = read(path)
        except StoreError:
            as_left.forget(path)
        else:
            as_left.note(path, data)

    def _has_waited(self, name: str) -> bool:
        return self._clock() - self._since.setdefault(name, self._clock()) >= PATIENCE_S


def vanished(root: Path) -> StoreError:
    """Return the error for a store whose files have all gone while they were shown."""
    why = "all of its files are gone: it was moved or emptied by another program"
    return StoreError(f"store {one_line(str(root))}", why, "Nothing is written until they are there again.")


def stamps(root: Path) -> Stamps:
    """Return the stamp of every file in the store's folders, by name; what begins with a dot is left out."""
    found: Stamps = {}
    for folder in ("", *FOLDERS):
        head = f"{folder}/" if folder else ""
        try:
            with os.scandir(root / folder if folder else root) as entries:
                names = [head + entry.name for entry in entries if entry.name[0] != "." and not entry.is_dir()]
        except OSError:
            continue  # no such folder, or not to be read
        for name in names:
            stamp = stamp_of(f"{root}/{name}")
            if stamp is not None:
                found[name] = stamp
    return found


def _thrown(root: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(root / STATE / TRASH))  # noqa: PTH208 - names alone
    except OSError:
        return frozenset()


def _is_surely_gone(path: Path) -> bool:
    """Tell whether there is no such file; a disk that will not say is no reason to believe so."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
