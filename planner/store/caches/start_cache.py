"""What a start reads, fast the second time: settings, the plan and the months that are shown, as they were decoded.

Parsing the TOML of a month costs many times more than reading a value that was decoded before. Such values are kept in
`.state`, each with the length and two check sums of the very bytes that it was made of: it stands for these bytes and
no others, whatever times a file has. What could not be read whole is never kept. The cache belongs to this machine, can
be removed at any time, and one that is damaged or of another version is passed over.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar, get_args
from zlib import adler32, crc32

import msgspec

from planner.domain.change import Change
from planner.domain.log import Entry, GaitSeen, LogMonth, SpotDone, StepDone
from planner.domain.plan import Plan
from planner.store.caches.derived import keep_derived, read_derived, signature
from planner.store.names import SETTINGS

T = TypeVar("T", bound=msgspec.Struct)

NAME = "start"
MOST_FILES = 12
"""Files whose values are kept: the settings, the plans that are shown, the months of two screens."""

_MOST_STORES = 4
"""Stores whose cache is remembered: as a rule there is one."""


class _Part(msgspec.Struct, frozen=True, array_like=True):
    size: int
    crc: int
    adler: int
    value: msgspec.Raw

    def is_of(self, data: bytes) -> bool:
        """Tell whether it was made of these bytes."""
        return self.size == len(data) and self.crc == crc32(data) and self.adler == adler32(data)


class _Whole(msgspec.Struct, frozen=True):
    made_by: str = ""
    parts: dict[str, _Part] = {}


_known: dict[Path, dict[str, _Part]] = {}
"""What the cache of a store held when it was first asked, or was last given."""


def recalled(path: Path, data: bytes, kind: type[T]) -> T | None:
    """Return the value that these bytes of a file of the store were decoded to, if the cache holds it."""
    root, name = _place(path)
    part = _parts(root).get(name)
    if part is None or not part.is_of(data):
        return None
    try:
        return msgspec.json.decode(part.value, type=kind)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def keep_for_start(root: Path, read: Iterable[tuple[Path, bytes, msgspec.Struct]]) -> None:
    """Keep the values of files of a store that were read, the latest last; nothing is written when all are known.

    A value that would not come back the same is left out, and a failure to write is passed over.
    """
    parts = dict(_parts(root))
    is_new = False
    for path, data, value in read:
        place, name = _place(path)
        if place != root:
            continue
        part = parts.pop(name, None)
        if part is None or not part.is_of(data):
            part = _part(data, value)
            is_new = True
        if part is not None:
            parts[name] = part
    if not is_new:
        return
    parts = dict(list(parts.items())[-MOST_FILES:])
    _known[root] = parts
    keep_derived(root, NAME, _Whole(signature(kinds()), parts))


def forget() -> None:
    """Read the caches anew when they are next asked, as another process does."""
    _known.clear()


def _part(data: bytes, value: msgspec.Struct) -> _Part | None:
    encoded = msgspec.json.encode(value)
    try:
        if msgspec.json.decode(encoded, type=type(value)) != value:
            return None
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return _Part(len(data), crc32(data), adler32(data), msgspec.Raw(encoded))


def _place(path: Path) -> tuple[Path, str]:
    """Return the store of a file that stands in it or in one of its folders, and the file's name there."""
    folder = path.parent
    return (folder, path.name) if path.name == SETTINGS else (folder.parent, f"{folder.name}/{path.name}")


def _parts(root: Path) -> dict[str, _Part]:
    found = _known.get(root)
    if found is None:
        if len(_known) > _MOST_STORES:
            _known.clear()
        whole = read_derived(root, NAME, _Whole) or _Whole()
        found = _known[root] = whole.parts if whole.made_by == signature(kinds()) else {}
    return found


def kinds() -> tuple[type[msgspec.Struct], ...]:
    """Return every struct that a kept value may hold: with other fields, what was kept before is not used."""
    from planner.domain.cues import Cues
    from planner.domain.health import Health, Practitioner
    from planner.domain.layer import Layer
    from planner.domain.off import Eased, Easing
    from planner.domain.race import Inputs, Race, RecentRace, TuneUp
    from planner.domain.session import Session
    from planner.domain.settings import Playing, Settings
    from planner.domain.units import Span
    from planner.domain.week import PlanWeek

    plan = (Plan, Race, TuneUp, RecentRace, Inputs, PlanWeek, Session, Span, Layer, Easing, Eased)
    settings = (Settings, Cues, Playing, Health, Practitioner)
    return (LogMonth, *get_args(Entry), StepDone, SpotDone, GaitSeen, *plan, *get_args(Change), *settings)
