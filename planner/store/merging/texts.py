"""Merging the texts of two versions of a file, piece by piece: nobody's comments, blank lines or order are redone.

The smallest piece is a `key = value`. The rows of a list that have ids, such as the entries of the log, are pieces by
their id; any other list is one piece. A piece that one side changed is taken as that side has it.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import tomli

from planner.codec.pieces import Block, Item, Path, blocks, comments
from planner.store.merging.order import by_time, ordered

ADDED_TO = ("entry", "change")
"""Lists that are only added to."""


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """What both sides changed, each in its own way: its key, such as `race.name`, and its text on each; empty: gone."""

    path: Path
    ours: str
    theirs: str

    @property
    def where(self) -> str:
        """The key as messages show it."""
        return ".".join(self.path)


class Row(msgspec.Struct, frozen=True):
    """A row of a list of tables: its blocks and what they say."""

    blocks: tuple[Block, ...]
    value: object

    @property
    def whole(self) -> str:
        """Its text."""
        return _joined(self.blocks)


class Text(msgspec.Struct, frozen=True):
    """A text in sections: what stands above every header, the tables by their path, the lists with their rows."""

    top: Block
    tables: Mapping[Path, Block]
    rows: Mapping[Path, Mapping[str, Row]]
    order: tuple[Path, ...]
    """The tables and lists in the order in which they begin."""

    @classmethod
    def of(cls, text: str) -> "Text":
        """Return the sections of a text that is TOML."""
        found = blocks(text.rstrip("\n") + "\n")  # blank lines at its end are nobody's
        return _sections(found, tomli.loads(text), ())


def merged_text(base: Text | None, first: Text, second: Text, *, prefer_first: bool) -> tuple[str, tuple[Clash, ...]]:
    """Return the text that has what both sides did, and where they clash; there it is as one of them has it.

    Without a base, nothing counts as removed. `Clash.ours` is of `first`.
    """
    merge = _Merge(prefer_first)
    text = merge.text(base, first, second, ())
    return text, tuple(merge.clashes)


def identities(rows: Sequence[object]) -> list[str]:
    """Return a name for each row that the same row has in another version: its id, else what it says."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for row in rows:
        said = row.get("id") if isinstance(row, dict) else None
        name = said if isinstance(said, str) else plain(row)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return found


def has_own_rows(key: str, *versions: object) -> bool:
    """Tell whether the rows of a top-level list are pieces of their own: each has an id, or it is only added to."""
    rows = [row for version in versions if isinstance(version, list) for row in version]
    return all(isinstance(row, dict) for row in rows) and (
        key in ADDED_TO or all(isinstance(row.get("id"), str) for row in rows if isinstance(row, dict))
    )


def plain(value: object) -> str:
    """Return a value as a text that equal values alone have: `1`, `1.0` and `true` are three."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {plain(inside)}' for key, inside in sorted(value.items()))}}}"
    return f"[{', '.join(map(plain, value))}]" if isinstance(value, list) else repr(value)


def _sections(found: Sequence[Block], value: object, above: Path) -> Text:
    tables: dict[Path, Block] = {}
    parts: dict[Path, list[list[Block]]] = {}
    order: list[Path] = []
    for block in found[1:]:
        path = block.path[len(above) :]
        inside = next((path[:n] for n in range(1, len(path) + 1) if path[:n] in parts), None)
        if inside is None and block.is_row:
            inside = path
            parts[path] = []
        if inside is None:
            tables[path] = block
        elif block.is_row and inside == path:
            parts[path].append([block])
        else:
            parts[inside][-1].append(block)
        key = inside or path
        if key not in order:
            order.append(key)
    rows = {path: _rows(listed, _at(value, path)) for path, listed in parts.items()}
    return Text(found[0], tables, rows, tuple(order))


def _rows(listed: list[list[Block]], values: object) -> dict[str, Row]:
    said = values if isinstance(values, list) else []
    return {name: Row(tuple(own), value) for name, own, value in zip(identities(said), listed, said, strict=True)}


def _at(value: object, path: Path) -> object:
    for part in path:
        if isinstance(value, list):  # the last row is the one that a header continues
            value = value[-1]
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _joined(pieces: Sequence[Block]) -> str:
    return "".join(block.whole for block in pieces)


class _Whole(msgspec.Struct, frozen=True):
    """A list that is one piece."""

    whole: str
    value: tuple[object, ...]

    @classmethod
    def of(cls, rows: Mapping[str, Row] | None) -> "_Whole | None":
        if not rows:
            return None
        return cls("".join(row.whole for row in rows.values()), tuple(row.value for row in rows.values()))


_P = TypeVar("_P", Item, Block, Row, _Whole)


def _said(piece: Item | Block | Row | _Whole) -> str:
    """Return what a piece says, without its comments and layout."""
    match piece:
        case Item(text=text):
            return plain(tomli.loads(text))
        case Block(items=items):
            return plain([tomli.loads(item.text) for item in items])
        case Row(value=value):
            return plain(value)
        case _Whole(value=rows):
            return plain(list(rows))


class _Merge:
    """One merge: its clashes gather here. Every method takes a piece of the base and of each side; None: not there."""

    def __init__(self, prefer_first: bool) -> None:
        self.prefer_first = prefer_first
        self.clashes: list[Clash] = []

    def text(self, base: Text | None, first: Text, second: Text, at: Path) -> str:
        """Return two texts, or two rows, as one."""
        top = self._block(base.top if base else None, first.top, second.top, at)
        return top + "".join(self._section(one, base, first, second, at) for one in ordered(first.order, second.order))

    def _section(self, path: Path, base: Text | None, first: Text, second: Text, at: Path) -> str:
        sides = (base, first, second)
        here = (*at, *path)
        if any(path in side.rows for side in sides if side):
            lists = [side.rows.get(path) if side else None for side in sides]
            values = [[row.value for row in rows.values()] for rows in lists if rows]
            if not at and len(path) == 1 and has_own_rows(path[0], *values):
                return self._own_rows(path[0], *(rows or {} for rows in lists))
            whole = [_Whole.of(rows) for rows in lists]
            if whole[1] and whole[2]:
                return self._list(whole[0], whole[1], whole[2], here)
            return self._one_sided(whole[0], whole[1], whole[2], here)
        tables = [side.tables.get(path) if side else None for side in sides]
        if tables[1] and tables[2]:
            return self._block(tables[0], tables[1], tables[2], here)
        return self._one_sided(tables[0], tables[1], tables[2], here)

    def _block(self, base: Block | None, first: Block, second: Block, at: Path) -> str:
        """Return a table as one."""
        if (easy := _untouched(base, first, second)) is not None:
            return easy
        sides = [{item.path: item for item in block.items} if block else {} for block in (base, first, second)]
        names = ordered([*sides[1]], [*sides[2]])
        lead = _lines_of_both(base.lead if base else None, first.lead, second.lead)
        lead += _strange(second.header, lead + first.header, base.header if base else "")
        tail = _lines_of_both(base.tail if base else None, first.tail, second.tail)
        was, left, right = sides
        body = "".join(self._item(was.get(one), left.get(one), right.get(one), at) for one in names)
        return lead + first.header + body + tail

    def _item(self, base: Item | None, first: Item | None, second: Item | None, at: Path) -> str:
        """Return a `key = value` as one."""
        if not first or not second:
            there = first or second
            return self._one_sided(base, first, second, (*at, *there.path)) if there else ""
        if (easy := _untouched(base, first, second)) is not None:
            return easy
        one, other = self._chosen(base, first, second, (*at, *first.path))
        lead = _lines_of_both(base.lead if base else None, first.lead, second.lead)
        return lead + _strange(other.text, lead + one.text, base.text if base else "") + one.text

    def _list(self, base: _Whole | None, first: _Whole, second: _Whole, at: Path) -> str:
        """Return a list that is one piece as one of its two."""
        if (easy := _untouched(base, first, second)) is not None:
            return easy
        one, other = self._chosen(base, first, second, at)
        return one.whole + _strange(other.whole, one.whole, base.whole if base else "")

    def _own_rows(self, name: str, base: Mapping[str, Row], first: Mapping[str, Row], second: Mapping[str, Row]) -> str:
        """Return a list whose rows are pieces with the rows of both."""
        moments = {one: _moment(row.value) for side in (first, second) for one, row in side.items()}
        # In the log the order of lines counts, of a plan's changes that of time: there it tells what knew of what.
        ids = (by_time if name == "entry" else ordered)([*first], [*second], moments)
        return "".join(self._row(base.get(one), first.get(one), second.get(one), (f"{name} {one}",)) for one in ids)

    def _row(self, base: Row | None, first: Row | None, second: Row | None, at: Path) -> str:
        if not first or not second:
            return self._one_sided(base, first, second, at)
        if (easy := _untouched(base, first, second)) is not None:
            return easy
        own = [_sections(row.blocks, row.value, row.blocks[0].path) if row else None for row in (base, first, second)]
        return self.text(own[0], own[1], own[2], at) if own[1] and own[2] else ""

    def _one_sided(self, base: _P | None, first: _P | None, second: _P | None, at: Path) -> str:
        """Return what only one side has: it is new there, or the other one removed it."""
        there = first or second
        if there is None:
            return ""
        if base is None:
            return there.whole
        if _said(base) == _said(there):
            left = _strange(there.whole, "", base.whole)
            return f"\n{left}" if left else ""
        self._clash(at, first, second)
        kept = first if self.prefer_first else second
        return kept.whole if kept else ""

    def _chosen(self, base: _P | None, first: _P, second: _P, at: Path) -> tuple[_P, _P]:
        """Return the piece that counts, and the other one."""
        was, left, right = _said(base) if base else None, _said(first), _said(second)
        if left == right:  # only comments or layout differ
            is_first = _longer(first.whole, second.whole) == first.whole
        elif was in (left, right):
            is_first = was == right
        else:
            self._clash(at, first, second)
            is_first = self.prefer_first
        return (first, second) if is_first else (second, first)

    def _clash(self, at: Path, first: _P | None, second: _P | None) -> None:
        self.clashes.append(Clash(path=at, ours=first.whole if first else "", theirs=second.whole if second else ""))


def _untouched(base: _P | None, first: _P, second: _P) -> str | None:
    """Return the text of a piece that one side alone changed, or none; None where both did."""
    if first.whole == second.whole or (base and base.whole == second.whole):
        return first.whole
    return second.whole if base and base.whole == first.whole else None


def _lines_of_both(base: str | None, first: str, second: str) -> str:
    """Return the comments and blank lines above a piece, or below it, with what both sides wrote."""
    if first == second or base == second:
        return first
    if base == first:
        return second
    was, left, right = (_numbered(text) for text in (base or "", first, second))
    removed = {one for one in was if one not in left or one not in right}
    if not removed and left.keys() == right.keys():
        return _longer(first, second)
    if not removed and (left.keys() <= right.keys() or right.keys() <= left.keys()):
        return first if right.keys() <= left.keys() else second
    kept = [one for one in ordered([*left], [*right]) if one not in removed]
    return "".join(left.get(one) or f"{one[0]}\n" for one in kept) + first[len("".join(left.values())) :]


def _longer(first: str, second: str) -> str:
    return max((first, second), key=lambda text: (len(text), text))


def _numbered(text: str) -> dict[tuple[str, str], str]:
    """Return the comment lines, each with how often it stood there before, and their text with the blanks above it."""
    found: dict[tuple[str, str], str] = {}
    above = ""
    for line in text.splitlines(keepends=True):
        above += line
        if said := line.strip():
            count = sum(one[0] == said for one in found)
            found[said, str(count)] = above
            above = ""
    return found


def _strange(text: str, there: str, base: str) -> str:
    """Return the comments of a text that goes, as lines: those that are neither in what stays nor in the base."""
    known = {*comments(there), *comments(base)}
    return "".join(f"{comment}\n" for comment in comments(text) if comment not in known)


def _moment(value: object) -> datetime | None:
    at = value.get("at") if isinstance(value, dict) else None
    if not isinstance(at, datetime):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
