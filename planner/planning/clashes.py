"""Changes of two machines that collide once their files were merged: which one stands, and what to do about it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

import msgspec

from planner.domain.change import (
    Batch,
    Change,
    Delete,
    Edit,
    Hang,
    Move,
    Rebase,
    Restore,
    Shift,
    Swap,
    SwapWeekdays,
    Switch,
    moment_of,
    standing_records,
)
from planner.domain.days import show_day
from planner.domain.session import CONTENTS
from planner.planning.amend import Lost

_IN_AN_EDIT = (*CONTENTS, "what")


class _Made(msgspec.Struct, frozen=True):
    """A change with its moment and the place of its record in the file."""

    change: Change
    at: datetime
    place: int


def clashes(changes: Sequence[Change]) -> list[Lost]:
    """Return the changes that stand and were overruled, or doubled, by a later one that was made without knowing them.

    That is known from the file: on one machine later changes stand further down, so one that stands further up was made
    elsewhere. Nothing is told any more once the same thing was changed again after the merge.
    """
    records = standing_records(changes)
    moments = [moment_of(record) for record in records]
    if all(one <= other for one, other in pairwise(moments)):
        return []
    by_target: dict[str, list[_Made]] = {}
    for place, (record, at) in enumerate(zip(records, moments, strict=True)):
        for part in record.parts if isinstance(record, Batch) else (record,):
            if target := _target(part):
                by_target.setdefault(target, []).append(_Made(part, at, place))
    return [lost for made in by_target.values() for lost in _within(made)]


def _within(made: list[_Made]) -> list[Lost]:
    """Return the clashes among the changes to one thing."""
    found: list[Lost] = []
    for earlier in made:
        apart = [later for later in made if later.at > earlier.at and later.place < earlier.place]
        for later in sorted(apart, key=lambda one: one.at, reverse=True):
            why = _clash(earlier.change, later.change, f"{show_day(later.at.date())} at {later.at:%H:%M}")
            if why and not any(_settles(after, earlier, later) for after in made):
                found.append(Lost(change=earlier.change, why=why))
                break
    return found


def _settles(after: _Made, earlier: _Made, later: _Made) -> bool:
    return after.at > later.at and after.place > earlier.place and bool(_clash(earlier.change, after.change, "now"))


def _target(change: Change) -> str:
    """Return what a change is about; two changes about the same may collide."""
    match change:
        case Move(session=item) | Edit(session=item) | Delete(session=item) | Restore(session=item):
            return f"item {item}"
        case Switch(layer=layer):
            return f"layer {layer}"
        case Hang(layer=layer):
            return f"layer {layer.id}"
        case Swap() | SwapWeekdays() | Shift():
            return "days"
        case Rebase():
            return "base"
        case _:
            return ""


def _clash(earlier: Change, later: Change, when: str) -> str:
    """Return how a later change collides with an earlier one of another machine, or nothing."""
    match earlier, later:
        case ((Move() | Edit()), Delete()):
            return f"it was deleted as well, later ({when}), and the deletion stands: bring it back to have it"
        case Move(to=one), Move(to=other) if one != other:
            return f"it was moved as well, later ({when}), to {show_day(other)}, which stands: move it again to choose"
        case Edit(), Edit() if names := _both(earlier, later):
            return f"its {names} was changed as well, later ({when}), and that stands: change it again to choose"
        case (Switch(on=one), Switch(on=other)) if one != other:
            state = "on" if other else "off"
            return f"it was switched {state} as well, later ({when}), and that stands: switch it again to choose"
        case Hang(layer=mine), Hang(layer=theirs) if mine != theirs:
            return f"it was hung in another way as well, later ({when}), and that stands: hang it again to choose"
        case Swap(), Swap() if {earlier.one, earlier.other} == {later.one, later.other}:
            return f"the same days were swapped as well ({when}), so they stand as before: swap them once more"
        case SwapWeekdays(), SwapWeekdays() if {earlier.one, earlier.other} == {later.one, later.other}:
            return f"the same weekdays were swapped as well ({when}), so they stand as before: swap them once more"
        case Shift(), Shift():
            return (
                f"the plan was shifted by {later.by} day{'s' if abs(later.by) != 1 else ''} as well ({when}), and both"
                " stand: shift it back if once was meant"
            )
        case Rebase(), Rebase():
            return f"the build-up was made again as well, later ({when}), and that one stands: make it again to choose"
        case _:
            return ""


def _both(one: Edit, other: Edit) -> str:
    """Return the names of what two edits make different things of."""
    names = [
        name.removesuffix("_s").replace("_", " ")
        for name in _IN_AN_EDIT
        if _given(one, name) and _given(other, name) and getattr(one, name) != getattr(other, name)
    ]
    return " and ".join(names)


def _given(edit: Edit, name: str) -> bool:
    return getattr(edit, name) is not None or name in edit.clear
