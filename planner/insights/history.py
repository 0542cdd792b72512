"""The history that insights look at: what stands of the log, what was planned, and what things are."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar, cast

import msgspec

from planner.domain.body import Area
from planner.domain.days import Weekday
from planner.domain.exercise import Kind, Timing
from planner.domain.gear import Gear
from planner.domain.health import HealthTag
from planner.domain.layer import Anchor, Thing
from planner.domain.log import Felt, Gait, Happening, Played, Ran, Skipped, Wore
from planner.domain.session import SessionKind
from planner.domain.units import Unit
from planner.insights.figure import Span

T = TypeVar("T")


class PlannedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A planned session as it stands: its id, day, kind and distance (None where the plan says none).

    Cross-training and walks are among them, so that what was logged for one is not taken for a run.
    """

    session: str
    day: date
    kind: SessionKind
    distance_m: float | None


class PlannedWork(msgspec.Struct, frozen=True, kw_only=True):
    """A hung routine as it stands: its id, day, layer, routine, and what it hangs on."""

    item: str
    day: date
    layer: str
    thing: Thing
    routine: str
    anchor: Anchor | None = None


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What insights need of an exercise."""

    name: str
    kind: Kind
    areas: tuple[Area, ...]


class History(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything that figures are made from. `entries`: what stands of the log, by day; only up to `today`.

    `planned` and `work`: of every plan, without what a later plan covers. `phases`: of the plans, in days. `steps`: the
    exercises of every routine that was played or ticked off, with the seconds of each. `timings`: when each fits.
    `tags`: health tags that no practitioner has agreed to, as the light wants them.
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
    first_weekday: Weekday = Weekday.MON
    timings: Mapping[str, tuple[Timing, ...]] = {}
    tags: tuple[HealthTag, ...] = ()

    @cached_property
    def _made(self) -> dict[Hashable, object]:
        return {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives, made only the first time: several figures look at the same."""
        if key not in self._made:
            self._made[key] = make()
        return cast("T", self._made[key])

    @cached_property
    def _first_weekday(self) -> int:
        return self.first_weekday.number

    def week_of(self, day: date) -> date:
        """Return the first day of the week of `day`."""
        return day - timedelta(days=(day.weekday() - self._first_weekday) % 7)

    @cached_property
    def kinds(self) -> Mapping[str, SessionKind]:
        """The kind of each planned session by its id."""
        return {one.session: one.kind for one in self.planned}

    def kind_of(self, entry: Ran) -> SessionKind | None:
        """Return what sort of session a run was, as far as the plan says."""
        return self.kinds.get(entry.session)

    @cached_property
    def runs(self) -> tuple[Ran, ...]:
        """What was run, by day: without other sessions that were done, such as cross-training."""
        return tuple(entry for entry in self.ran if (kind := self.kind_of(entry)) is None or kind.is_run)

    @cached_property
    def ran(self) -> tuple[Ran, ...]:
        """The runs and other sessions that were done, by day."""
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
