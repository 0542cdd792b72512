"""The history that insights look at: what stands of the log, what was planned, and what things are."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import msgspec

from planner.domain.body import Area
from planner.domain.exercise import Kind
from planner.domain.gear import Gear
from planner.domain.layer import Thing
from planner.domain.log import Felt, Gait, Happening, Played, Ran, Skipped, Wore
from planner.domain.session import SessionKind
from planner.domain.units import Unit
from planner.insights.figure import Span


class PlannedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A planned run as it stands: its id, day, kind and distance (None where the plan says none)."""

    session: str
    day: date
    kind: SessionKind
    distance_m: float | None


class PlannedWork(msgspec.Struct, frozen=True, kw_only=True):
    """A hung routine as it stands: its id, day, layer and routine."""

    item: str
    day: date
    layer: str
    thing: Thing
    routine: str


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What insights need of an exercise."""

    name: str
    kind: Kind
    areas: tuple[Area, ...]


class History(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything that figures are made from. `entries`: what stands of the log, by day; only up to `today`.

    `planned` and `work`: of every plan, without what a later plan covers. `phases`: of the plans, in days. `steps`: the
    exercises of every routine that was played or ticked off, with the seconds of each.
    """

    today: date
    entries: tuple[Happening, ...]
    planned: tuple[PlannedRun, ...] = ()
    work: tuple[PlannedWork, ...] = ()
    phases: tuple[Span, ...] = ()
    race_days: tuple[tuple[date, str], ...] = ()
    layers: Mapping[str, str] = {}
    exercises: Mapping[str, Known] = {}
    steps: Mapping[str, tuple[tuple[str, float], ...]] = {}
    routines: Mapping[str, str] = {}
    gear: tuple[Gear, ...] = ()
    unit: Unit = Unit.KM

    @cached_property
    def ran(self) -> tuple[Ran, ...]:
        """The runs, by day."""
        return tuple(entry for entry in self.entries if isinstance(entry, Ran))

    @cached_property
    def played(self) -> tuple[Played, ...]:
        """The sessions, by day."""
        return tuple(entry for entry in self.entries if isinstance(entry, Played))

    @cached_property
    def felt(self) -> tuple[Felt, ...]:
        """What was felt, by day."""
        return tuple(entry for entry in self.entries if isinstance(entry, Felt))

    @cached_property
    def wore(self) -> tuple[Wore, ...]:
        """Hours in orthotics, by day."""
        return tuple(entry for entry in self.entries if isinstance(entry, Wore))

    @cached_property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was left out, by day."""
        return tuple(entry for entry in self.entries if isinstance(entry, Skipped))

    @cached_property
    def gait(self) -> tuple[Gait, ...]:
        """Gait notes, by day."""
        return tuple(entry for entry in self.entries if isinstance(entry, Gait))
