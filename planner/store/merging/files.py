"""Merging two versions of a file of the store, with the version that both come from or without."""

from pathlib import Path

import msgspec

from planner.codec.toml import BadFile, NewerFile, parse, text_of
from planner.store.merging.proof import is_lossless
from planner.store.merging.texts import Clash, Text, has_own_rows, identities, merged_text
from planner.store.reading import MOST_REPORTED, is_empty

MOST_BYTES = 4_000_000
"""A larger version is not merged: a store of ten years has 2 MB of log in all, and this takes some seconds."""
_BOM = b"\xef\xbb\xbf"


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What became of two versions. `data`: the merged file; None where none can be made, for the reason `why`.

    `clashes`: what both changed differently; there `data` has what `ours` has. `brought`: how many keys and rows came
    in from `theirs`.
    """

    data: bytes | None = None
    clashes: tuple[Clash, ...] = ()
    why: str = ""
    brought: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether both sides are in it, with no question left."""
        return self.data is not None and not self.clashes


class _Side(msgspec.Struct, frozen=True):
    """One version, read."""

    data: bytes
    text: str
    tables: dict[str, object]
    is_crlf: bool
    has_bom: bool

    @classmethod
    def of(cls, name: str, data: bytes) -> "_Side":
        text = text_of(data, name)
        tables = parse(data, name)
        is_crlf = "\r\n" in text
        return cls(data, text.replace("\r\n", "\n"), tables, is_crlf, data.startswith(_BOM))


def merge_files(name: str, base: bytes | None, ours: bytes, theirs: bytes) -> Merged:
    """Return what two versions of the file `name` (`log/2027-03.toml`) become together; raises nothing.

    With `base`, what both come from, what one side removed is removed; without, nothing is. Both sides' log entries
    and plan changes are in the result, by id, in the order in which they were made; of everything else each key that
    one side changed. Which side is `ours` matters only where they clash. What comes out has been read back: it can be
    loaded wherever both versions can, and has lost nothing of either.
    """
    base = base if base and base.strip() else None
    sides: list[_Side] = []
    for data, whose in ((ours, "ours"), (theirs, "theirs"), *([(base, "base")] if base else [])):
        if is_empty(data):
            return Merged(why=f"one version is empty, as after a damage ({whose})")
        if len(data) > MOST_BYTES:
            return Merged(why=f"one version is larger than 4 MB ({whose})")
        try:
            sides.append(_Side.of(f"{name} ({whose})", data))
        except BadFile as problem:
            return Merged(why=f"one version cannot be read: {problem}")
    left, right, was = sides[0], sides[1], sides[2] if base else None
    if left.tables.get("schema") != right.tables.get("schema"):
        return Merged(why="the versions have different schema numbers; open both with the newer planner first")
    try:
        return _merged(name, was, left, right)
    except (BadFile, ValueError, RecursionError):
        return Merged(why="its tables are laid out in a way that cannot be merged safely")


def brought_in(name: str, ours: bytes, data: bytes) -> int:
    """Return how many keys and rows `data` has that `ours` lacks or has otherwise. Raises `BadFile`."""
    return _brought(parse(ours, name), parse(data, name))


def _merged(name: str, base: _Side | None, ours: _Side, theirs: _Side) -> Merged:
    is_swapped = ours.text > theirs.text
    first, second = (theirs, ours) if is_swapped else (ours, theirs)  # the result is the same from either side
    texts = [Text.of(side.text) if side else None for side in (base, first, second)]
    if texts[1] is None or texts[2] is None:
        raise ValueError
    text, clashes = merged_text(texts[0], texts[1], texts[2], prefer_first=not is_swapped)
    found = _written(text, base, first, second)
    tables = parse(found, name)
    paths = [clash.path for clash in clashes]
    if not is_lossless(base.tables if base else None, ours.tables, theirs.tables, tables, paths):
        raise ValueError
    if why := _worse(name, found, ours.data, theirs.data):
        return Merged(why=why)
    if is_swapped:
        clashes = tuple(Clash(path=one.path, ours=one.theirs, theirs=one.ours) for one in clashes)
    return Merged(data=found, clashes=clashes, brought=_brought(ours.tables, tables))


def _written(text: str, base: _Side | None, first: _Side, second: _Side) -> bytes:
    """Return the text with the line ends, and the byte-order mark, that one side gave it, or both have."""
    is_crlf = _either(base.is_crlf if base else None, first.is_crlf, second.is_crlf)
    has_bom = _either(base.has_bom if base else None, first.has_bom, second.has_bom)
    data = (text.replace("\n", "\r\n") if is_crlf else text).encode()
    return _BOM + data if has_bom else data


def _either(base: bool | None, first: bool, second: bool) -> bool:
    return first and second if base is None or first == second else not base


def _worse(name: str, data: bytes, ours: bytes, theirs: bytes) -> str:
    """Return what keeps the merged file from being saved: what is wrong with it that neither version has wrong."""
    from planner.store.kinds import loaded

    path = Path(name)
    try:
        problems = (*loaded(path, ours), *loaded(path, theirs))
    except BadFile as problem:
        return f"one version cannot be read: {problem}"
    if any(isinstance(problem, NewerFile) for problem in problems):
        return "a newer planner wrote it; merge it there"
    known = {_bare(problem) for problem in problems}
    try:
        strange = [problem for problem in loaded(path, data) if _bare(problem) not in known]
    except BadFile as problem:
        strange = [problem]
    return f"merged, it could not be read: {strange[0]}" if strange and len(known) < MOST_REPORTED else ""


def _bare(problem: BadFile) -> str:
    """Return what is wrong, without the place, which another entry may have taken."""
    return f"{problem.key.rpartition(']')[2]} {problem.value} {problem.expected} {problem.why.rpartition(']')[2]}"


def _brought(ours: dict[str, object], merged: dict[str, object]) -> int:
    """Return how many keys and rows the merged tables have that ours had not, or otherwise."""
    count = 0
    for key, value in merged.items():
        there = ours.get(key)
        if isinstance(value, list) and has_own_rows(key, value, there):
            mine = dict(zip(identities(there), there, strict=True)) if isinstance(there, list) else {}
            count += sum(mine.get(one) != row for one, row in zip(identities(value), value, strict=True))
        elif isinstance(value, dict):
            count += _brought(there if isinstance(there, dict) else {}, value)
        else:
            count += value != there
    return count
