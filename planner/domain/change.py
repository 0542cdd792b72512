"""Changes: what the user did to a plan, one after the other. The base is never touched."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

import msgspec

from planner.domain.layer import Layer
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import MOST_M, Span


class Move(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="move"):
    """Put a session (with what hangs on it), or one hung item alone, on another day."""

    id: str
    at: datetime
    session: str
    to: date
    slot: Slot | None = None


class Edit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="edit"):
    """Give a session other contents, or a hung item another `what`.

    Only what is given changes; `clear` names fields to empty.
    """

    id: str
    at: datetime
    session: str
    kind: SessionKind | None = None
    distance: Span | None = None
    duration_s: int | None = None
    title: str | None = None
    text: str | None = None
    note: str | None = None
    slot: Slot | None = None
    what: str | None = None
    clear: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.distance and self.distance.high_m >= MOST_M:
            raise ValueError(f"a distance must be below 1000 km, got {self.distance.high_m / 1000:g} km")


class Add(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="add"):
    """Add a session to the plan."""

    id: str
    at: datetime
    session: Session


class Delete(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="delete"):
    """Take a session (with what hangs on it), or one hung item, out of the plan."""

    id: str
    at: datetime
    session: str


class Swap(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="swap"):
    """Exchange everything on two days; the race stays."""

    id: str
    at: datetime
    one: date
    other: date


class Switch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="switch"):
    """Switch a layer on or off."""

    id: str
    at: datetime
    layer: str
    on: bool


class Hang(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="hang"):
    """Hang another layer on the plan, or put one in the place of the layer of its id."""

    id: str
    at: datetime
    layer: Layer


class Undo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="undo"):
    """Take back the change `of`; nothing is removed from the file."""

    id: str
    at: datetime
    of: str


class Redo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="redo"):
    """Bring back the change `of` after an undo, in its old place."""

    id: str
    at: datetime
    of: str


Change = Move | Edit | Add | Delete | Swap | Switch | Hang | Undo | Redo


class Mark(msgspec.Struct, frozen=True):
    """The least that undo needs of a record: its id and, for an undo or a redo, the id it names."""

    id: str
    undoes: str = ""
    redoes: str = ""


Record = TypeVar("Record")


def standing(marks: Iterable[Mark]) -> frozenset[str]:
    """Return the ids of the records that stand: done, and not undone since. The last undo or redo of an id wins."""
    alive: set[str] = set()
    for mark in marks:
        if mark.undoes:
            alive.discard(mark.undoes)
        elif mark.redoes:
            alive.add(mark.redoes)
        else:
            alive.add(mark.id)
    return frozenset(alive)


def mark_of(change: Change) -> Mark:
    """Return what undo needs of a change."""
    match change:
        case Undo():
            return Mark(change.id, undoes=change.of)
        case Redo():
            return Mark(change.id, redoes=change.of)
        case _:
            return Mark(change.id)


def standing_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that stand, in the order in which they were made; undo and redo records are gone."""
    listed = tuple(changes)
    alive = standing(mark_of(change) for change in listed)
    return tuple(change for change in listed if change.id in alive and not isinstance(change, Undo | Redo))
