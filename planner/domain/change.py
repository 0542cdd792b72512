"""Changes: what the user did to a plan, one after the other. The base is never touched."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TypeVar

import msgspec

from planner.domain.days import Weekday, is_clock
from planner.domain.layer import Layer
from planner.domain.off import Comeback, Eased, Easing, OffKind, Running
from planner.domain.race import Inputs, Race
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import MOST_M, Span
from planner.domain.week import PlanWeek

MOST_DAYS = 730
"""How far from the race anything can be planned, in days: two years are the longest build-up that anyone lays out."""


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
    or_kind: SessionKind | None = None
    distance: Span | None = None
    duration_s: int | None = None
    title: str | None = None
    text: str | None = None
    note: str | None = None
    slot: Slot | None = None
    clock: str | None = None
    what: str | None = None
    clear: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.distance and self.distance.high_m >= MOST_M:
            raise ValueError(f"a distance must be below 1000 km, got {self.distance.high_m / 1000:g} km")
        if self.clock and not is_clock(self.clock):
            raise ValueError(f"a time is 00:00 to 23:59, got {self.clock!r}")


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


class Restore(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="restore"):
    """Bring a deleted session, or a hung item, back to where it was."""

    id: str
    at: datetime
    session: str


class Swap(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="swap"):
    """Exchange everything on two days; the race stays."""

    id: str
    at: datetime
    one: date
    other: date


class SwapWeekdays(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="swap-weekdays"):
    """Exchange two weekdays in every week of the plan; a week with the race on one of them stays.

    With `since`, only weeks in which both days are on or after it.
    """

    id: str
    at: datetime
    one: Weekday
    other: Weekday
    since: date | None = None

    def __post_init__(self) -> None:
        if self.one is self.other:
            raise ValueError(f"two weekdays are swapped, got {self.one.full} twice")


class Shift(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="shift"):
    """Put what stands from `since` to `until` on other days, `by` days later (earlier below 0).

    Without `until` it is all that stands before the race, or all after it when `since` is race day or later. What
    would come to race day or to its other side falls out of the plan.
    """

    id: str
    at: datetime
    since: date
    by: int
    until: date | None = None

    def __post_init__(self) -> None:
        if not 0 < abs(self.by) <= MOST_DAYS:
            raise ValueError(f"a shift is 1 to {MOST_DAYS} days, earlier or later, got {self.by}")


class Off(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="off"):
    """Lay days off, with the way `back` from them, over the plan: what stands under it is there again without it.

    `routines`: routines that something else hangs in place of, by id; an empty text for nothing. Without `work` only
    the runs that stand, with what hangs on them, are left of the days. What was changed on those days afterwards stands
    as it was changed.
    """

    id: str
    at: datetime
    kind: OffKind
    first: date
    last: date
    running: Running = Running.NONE
    comeback: Comeback = Comeback.AT_ONCE
    back: tuple[Easing, ...] = ()
    routines: dict[str, str] = {}
    work: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"days off end on {self.last}, before they begin on {self.first}")


class Accept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="accept"):
    """Take a finding of the checks as it is, with the reason. `weight`: how much it weighed; a heavier one is told."""

    id: str
    at: datetime
    finding: str
    weight: str = "warn"
    why: str = ""


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


class Rebase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="rebase"):
    """Make the build-up again from other inputs: another base, on which the changes before and after it apply."""

    id: str
    at: datetime
    race: Race
    inputs: Inputs | None = None
    weeks: tuple[PlanWeek, ...] = msgspec.field(default=(), name="week")
    base: tuple[Session, ...] = ()
    layers: tuple[Layer, ...] = msgspec.field(default=(), name="layer")


Part = Move | Edit | Add | Delete | Restore | Swap | SwapWeekdays | Shift | Off | Switch | Hang
"""What a batch may hold."""


class Batch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do", tag="batch"):
    """Several changes that are one: made, undone and redone together. `name` says what it was: `Repeated week 9`.

    `why`: the reasons, a sentence each, of a change that the program proposed; `because`: the ids of the log entries
    that it goes back to. Together they are the "changed because" of the plan. `eased`: what it does about the light;
    one that was refused has no parts.
    """

    id: str
    at: datetime
    name: str
    parts: tuple[Part, ...]
    why: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    eased: Eased | None = None


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


Change = Part | Batch | Rebase | Accept | Undo | Redo


class Mark(msgspec.Struct, frozen=True):
    """The least that undo needs of a record: its id and, for an undo or a redo, the id it names."""

    id: str
    undoes: str = ""
    redoes: str = ""


Record = TypeVar("Record")


def standing(marks: Iterable[Mark]) -> frozenset[str]:
    """Return the ids of the records that stand: done, and not undone since. The last undo or redo of an id wins.

    Where a record stands beside its undo does not matter, only which of its undos and redos comes last.
    """
    done: set[str] = set()
    taken_out: dict[str, bool] = {}
    for mark in marks:
        if mark.undoes:
            taken_out[mark.undoes] = True
        elif mark.redoes:
            taken_out[mark.redoes] = False
        else:
            done.add(mark.id)
    return frozenset(one for one in done if not taken_out.get(one))


def mark_of(change: Change) -> Mark:
    """Return what undo needs of a change."""
    match change:
        case Undo():
            return Mark(change.id, undoes=change.of)
        case Redo():
            return Mark(change.id, redoes=change.of)
        case _:
            return Mark(change.id)


def moment_of(change: Change) -> datetime:
    """Return when a change was made; one that was written by hand without a zone counts as UTC."""
    return change.at if change.at.tzinfo else change.at.replace(tzinfo=UTC)


def standing_records(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that stand as they are recorded: undo and redo are gone, a batch is still whole.

    They are in the order of the file. What a merge has brought in twice is there once.
    """
    listed = list(changes)
    alive = standing(mark_of(change) for change in sorted(listed, key=moment_of))
    kept: dict[str, list[Change]] = {}
    stand: list[Change] = []
    for change in listed:
        if change.id not in alive or isinstance(change, Undo | Redo) or change in kept.get(change.id, ()):
            continue
        kept.setdefault(change.id, []).append(change)
        stand.append(change)
    return stand


def standing_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that stand, in the order in which they were made.

    Undo and redo records are gone, and a batch has become its parts.

    The order is that of time, and of the file for changes of the same moment. A file that one machine wrote is in that
    order anyhow (the store gives no change a moment before those that it follows), so a change is applied after
    everything that its maker saw. After a merge the file holds first one side and then the other, whichever merged;
    sorted by time both orders give the same plan. Undo is not touched by this: a change is taken out or not as a whole,
    and those that are left keep their order among each other.
    """
    stand = sorted(standing_records(changes), key=moment_of)
    return tuple(part for change in stand for part in (change.parts if isinstance(change, Batch) else (change,)))
