"""What the two versions of a file say differently, in words of the plan and the log, and line by line."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff

import msgspec

from planner.actions import undo
from planner.actions.copies_aside import Copy, both_sides, look_at, place
from planner.actions.desk import Desk
from planner.codec.toml import BadFile, parse
from planner.domain.change import Change
from planner.domain.errors import PlannerError
from planner.domain.log import Entry, RedoEntry, UndoEntry
from planner.domain.plan import SCHEMA, Plan
from planner.domain.text import one_line
from planner.store.merging import Clash
from planner.store.plans import FOLDER as PLANS
from planner.store.reading import decode_kindly

MOST_LINES = 400
"""Lines that are compared of each version; of longer ones the words alone are told."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between the store's file (`here`) and the other version (`there`).

    `lines` begin with `-` for here and `+` for there. `why`: why they cannot be made one, or empty. Where both changed
    the same thing, that is in `clashes`.
    """

    here: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    lines: tuple[str, ...] = ()
    why: str = ""


def difference(desk: Desk, copy: Copy) -> Difference:
    """Return what differs between both versions. Raises `StoreError`, `NotFound` when one is gone."""
    ours, theirs = both_sides(desk, copy)
    merged = look_at(desk, copy)
    name = place(desk, copy.of)
    here, there = (_told(desk, copy, name, data) for data in (ours, theirs))
    return Difference(
        here=tuple(text for key, text in here.items() if key not in there),
        there=tuple(text for key, text in there.items() if key not in here),
        clashes=merged.clashes,
        lines=() if desk.settings.private else tuple(_lines(ours, theirs)),
        why=merged.why,
    )


def _told(desk: Desk, copy: Copy, name: str, data: bytes) -> dict[str, str]:
    """Return in words what a version adds to the log or changes in the plan, by id; nothing of other files."""
    try:
        tables = parse(data, name)
        if name.startswith("log/"):
            return dict(_entries(desk, tables.get("entry")))
        if name.startswith(f"{PLANS}/"):
            plan, _ = decode_kindly(data, Plan, copy.of, schema=SCHEMA, own_id=copy.of.stem)
            return {change.id: _change(desk, plan, change) for change in plan.changes}
    except (BadFile, PlannerError):
        return {}
    return {}


def _entries(desk: Desk, rows: object) -> Iterator[tuple[str, str]]:
    for row in rows if isinstance(rows, list) else []:
        try:
            entry: Entry = msgspec.convert(row, Entry)
        except (msgspec.ValidationError, ValueError, TypeError):
            continue  # it stands among the lines
        turned = isinstance(entry, UndoEntry | RedoEntry)
        yield entry.id, f"took back or brought back {entry.id}" if turned else undo.describe_entry(desk, entry)


def _change(desk: Desk, plan: Plan, change: Change) -> str:
    try:
        return undo.describe(desk, plan, change)
    except (PlannerError, LookupError):
        return f"change {change.id}"


def _lines(ours: bytes, theirs: bytes) -> Iterator[str]:
    here, there = _rows(ours), _rows(theirs)
    if max(len(here), len(there)) > MOST_LINES:
        # What both begin and end with is not compared: logs and plans grow at their end.
        start = next(
            (n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(map(len, (here, there)))
        )
        here, there = here[start : start + MOST_LINES], there[start : start + MOST_LINES]
    yield from _marked(unified_diff(here, there, n=1, lineterm=""))


def _marked(diff: Iterable[str]) -> Iterator[str]:
    parts = 0
    for line in diff:
        if line.startswith(("---", "+++")):
            continue
        if line.startswith("@@"):
            parts += 1
            if parts > 1:
                yield ""
            continue
        yield one_line(line)


def _rows(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()
