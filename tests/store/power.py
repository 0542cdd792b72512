"""What a power cut may leave: ALICE's method on the calls that a deed made.

POSIX promises little. Data that was not synced may be there, not there, there in part, or be NULs. A name that was
made, changed or removed lasts when its folder was synced; before that each such change may have happened or not, in
any order, and a move between two folders may have happened in one of them only. A folder whose own name was not synced
may be gone with all that is in it.

    disk = Disk(files)                # what is surely on the disk, by path from the root
    for step in steps: disk.do(step)  # as `Faults` recorded them
    for files in disk.states(): ...   # every state that a cut may leave just now, once
"""

from collections.abc import Iterator
from itertools import combinations, product
from typing import TypeVar

from tests.store.faults import MAKING, WRITING, Step

Files = dict[str, bytes]
_MOST_PENDING = 6
"""With more names that are not synced not every choice of them is tried: all, none, and all but one or only one."""


class _Node:
    """A file's data: what was synced, and what a program sees."""

    def __init__(self, data: bytes = b"") -> None:
        self.synced = data
        self.data = data

    def kinds(self) -> tuple[bytes, ...]:
        """Return what may be found in it after a cut."""
        if self.data == self.synced:
            return (self.data,)
        same = len(self.synced) if self.data.startswith(self.synced) else 0
        rest = self.data[same:]
        found = (self.synced, self.data, self.data[: same + len(rest) // 2], self.data[:same] + b"\0" * len(rest))
        return tuple(dict.fromkeys(found))


_N = TypeVar("_N", _Node, _Node | None)
_Change = tuple[str, dict[str, _Node | None]]
"""What changes in the names of a folder at once: each path, and its file, or None where it goes."""
_FOLDER = _Node(b"folder")


class Disk:
    """The files of a store, what of them is on the disk, and what is only on its way there."""

    def __init__(self, root: str, files: Files, folders: set[str]) -> None:
        self._root = root.rstrip("/") + "/"
        self._seen: dict[str, _Node] = {name: _Node(data) for name, data in files.items()}
        self._seen |= dict.fromkeys(folders, _FOLDER)
        self._lasts = dict(self._seen)
        self._pending: list[_Change] = []

    def do(self, step: Step) -> None:
        """Take over a call."""
        place = self._name(step.place)
        node = self._seen.get(place)
        match step.name:
            case "open to make" | "open to write" if node is None and step.name == MAKING:
                self._change({place: _Node()})
            case "write" if node and isinstance(step.more, bytes) and not place.endswith("/lock"):
                node.data += step.more
            case "ftruncate" if node and isinstance(step.more, int):
                node.data = node.data[: step.more]
            case "fsync" if node is _FOLDER or place == "":
                self._sync(place)
            case "fsync" if node:
                node.synced = node.data
            case "mkdir" if node is None:
                self._change({place: _FOLDER})
            case "unlink" | "remove" | "rmdir":
                self._change({place: None})
            case "link" if node:
                self._change({self._name(str(step.more)): node})
            case "replace" | "rename" if node:
                to = self._name(str(step.more))
                if node is _FOLDER:
                    self._take_along(place, to)
                if _folder(to) == _folder(place):
                    self._change({place: None, to: node})
                else:
                    self._change({to: node})
                    self._change({place: None})
            case _:
                assert step.name not in (MAKING, WRITING, "write") or node, step

    def states(self) -> Iterator[Files]:
        """Yield every state that a cut may leave just now."""
        for chosen in self._choices():
            names = dict(self._lasts)
            for number in chosen:
                _apply(names, self._pending[number])
            there = {
                name: node for name, node in names.items() if self._is_reached(name, names) and node is not _FOLDER
            }
            loose = [name for name, node in there.items() if len(node.kinds()) > 1]
            whole = {name: node.data for name, node in there.items()}
            for kinds in product(*(there[name].kinds() for name in loose)):
                yield whole | dict(zip(loose, kinds, strict=True))

    def _choices(self) -> Iterator[tuple[int, ...]]:
        numbers = range(len(self._pending))
        sizes = range(len(numbers) + 1) if len(numbers) <= _MOST_PENDING else (0, 1, len(numbers) - 1, len(numbers))
        for size in sizes:
            yield from combinations(numbers, size)

    def _is_reached(self, name: str, names: dict[str, _Node]) -> bool:
        above = _folder(name)
        return not above or (names.get(above) is _FOLDER and self._is_reached(above, names))

    def _change(self, names: dict[str, _Node | None]) -> None:
        change = (_folder(next(iter(names))), names)
        _apply(self._seen, change)
        self._pending.append(change)

    def _take_along(self, place: str, to: str) -> None:
        """Give what is in a folder its new name, also what of it is only on its way; without the folder it is gone."""

        def moved(names: dict[str, _N]) -> dict[str, _N]:
            return {
                to + name[len(place) :] if name.startswith(f"{place}/") else name: node for name, node in names.items()
            }

        self._seen, self._lasts = moved(self._seen), moved(self._lasts)
        self._pending = [
            (to + folder[len(place) :] if folder == place or folder.startswith(f"{place}/") else folder, moved(names))
            for folder, names in self._pending
        ]

    def _sync(self, folder: str) -> None:
        for change in self._pending:
            if change[0] == folder:
                _apply(self._lasts, change)
        self._pending = [change for change in self._pending if change[0] != folder]

    def _name(self, place: str) -> str:
        return (place.rstrip("/") + "/").removeprefix(self._root).rstrip("/")


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _apply(names: dict[str, _Node], change: _Change) -> None:
    for name, node in change[1].items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node
