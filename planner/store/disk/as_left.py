"""What this process last saw or left in each file of a store: what others change is told from what it did itself."""

from pathlib import Path

_MOVED = object()
_UNKNOWN = object()
_left: dict[str, object] = {}
"""By path: the hash of the content, None where the file is gone, `_MOVED` where it came whole from elsewhere."""


def note(path: Path, data: bytes | None) -> None:
    """Remember that a file holds these bytes, or that it is gone."""
    _left[str(path)] = None if data is None else hash(data)


def note_moved(path: Path) -> None:
    """Remember that this process moved a file here, whatever it holds."""
    _left[str(path)] = _MOVED


def forget(path: Path) -> None:
    """Know nothing of a file any more, such as of one that cannot be read."""
    _left.pop(str(path), None)


def forget_all() -> None:
    """Know nothing of any file, as another process does."""
    _left.clear()


def is_as_left(path: Path, data: bytes | None) -> bool:
    """Tell whether a file that holds `data`, or is gone, is as this process knows it."""
    left = _left.get(str(path), _UNKNOWN)
    if left is _MOVED:
        return data is not None
    return left == (None if data is None else hash(data))


def is_gone(path: Path) -> bool:
    """Tell whether this process knows a file as gone, as after it deleted it."""
    return _left.get(str(path), _UNKNOWN) is None
