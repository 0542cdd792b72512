"""Shoes and orthotics: what they are, how far they may go, and which stands in which."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from planner.domain.days import check_years
from planner.domain.session import SessionKind

SCHEMA = 1
"""Schema number of a gear file."""


class Role(StrEnum):
    """What a pair of shoes is for."""

    DAILY = "daily"
    EASY = "easy"
    LONG = "long"
    LIGHT = "light"
    QUALITY = "quality"
    RACE = "race"
    TRAIL = "trail"
    TREADMILL = "treadmill"
    WALK = "walk"


RETIRE_M = {
    Role.DAILY: 700_000.0,
    Role.EASY: 700_000.0,
    Role.LONG: 700_000.0,
    Role.LIGHT: 500_000.0,
    Role.QUALITY: 500_000.0,
    Role.RACE: 300_000.0,
    Role.TRAIL: 600_000.0,
    Role.TREADMILL: 700_000.0,
    Role.WALK: 700_000.0,
}
"""Default distance in metres at which a pair is due, by role (shoes usually last 480-800 km; racers less)."""


LIMITS: dict[str, tuple[float, float]] = {
    "start_m": (0.0, 5_000_000.0),
    "retire_m": (1_000.0, 5_000_000.0),
    "drop_mm": (-10.0, 30.0),
    "stack_mm": (0.0, 100.0),
    "fore_stack_mm": (0.0, 100.0),
    "mass_g": (30.0, 2_000.0),
}
"""What the figures of a pair can be: anything outside is a slip of the hand. Some soles are higher in front."""


class WearSide(StrEnum):
    """Where an outsole is worn most: a gait note."""

    EVEN = "even"
    OUTER_HEEL = "outer-heel"
    INNER_HEEL = "inner-heel"
    OUTER_FOREFOOT = "outer-forefoot"
    INNER_FOREFOOT = "inner-forefoot"
    TOE = "toe"


class WearSign(StrEnum):
    """A reason to replace a pair now, whatever its distance."""

    CREASED_MIDSOLE = "creased-midsole"
    WORN_TO_FOAM = "worn-to-foam"
    LEANS = "leans"
    SOFT_HEEL = "soft-heel"
    ONE_SIDED_ACHE = "one-sided-ache"
    DEAD_FOAM = "dead-foam"
    TORN_UPPER = "torn-upper"


class Build(StrEnum):
    """How orthotics are made."""

    OVER_THE_COUNTER = "over-the-counter"
    PREFABRICATED = "prefabricated"
    HEAT_MOULDED = "heat-moulded"
    CUSTOM_SEMI_RIGID = "custom-semi-rigid"
    CUSTOM_SOFT = "custom-soft"
    ADD_ON = "add-on"

    @property
    def is_rigid(self) -> bool:
        """Whether a first pair of this sort slows a new shoe down too."""
        return self in (Build.PREFABRICATED, Build.CUSTOM_SEMI_RIGID)


class Schedule(StrEnum):
    """How orthotics are broken in: ten-day clinic, one hour more a day, cautious, or the practitioner's own sheet."""

    CLINIC = "clinic"
    HOURLY = "hourly"
    CAUTIOUS = "cautious"
    OWN = "own"


class Shoe(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="shoe"):
    """A pair of shoes. `start_m` metres were on it before the log; `drop_mm` and the stacks as on the box.

    `kinds`: the kinds of session that it is the default for. `spare`: it waits in the cupboard. `first_used`: the day
    of the first run, where the log does not know it. `same_as`: the id of the pair of the same model that it replaces.
    `insole`: whether its own insole is in it. `hard_use`: it is due earlier, for a heavy runner or rough ground.
    """

    schema: int = SCHEMA
    id: str
    name: str
    role: Role = Role.DAILY
    brand: str = ""
    model: str = ""
    version: str = ""
    size: str = ""
    width: str = ""
    colour: str = ""
    bought: date | None = None
    first_used: date | None = None
    retired: date | None = None
    spare: bool = False
    start_m: float = 0.0
    retire_m: float | None = None
    drop_mm: float | None = None
    stack_mm: float | None = None
    fore_stack_mm: float | None = None
    mass_g: float | None = None
    plate: bool = False
    foam: str = ""
    fit: str = ""
    lacing: str = ""
    insole: bool | None = None
    hard_use: bool = False
    kinds: tuple[SessionKind, ...] = ()
    same_as: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise ValueError(f"{name} goes from {low:.0f} to {high:.0f}, got {value:g}")
        check_years(bought=self.bought, first_used=self.first_used, retired=self.retired)
        if self.retired and self.bought and self.retired < self.bought:
            raise ValueError(f"retired is {self.retired}, before bought, {self.bought}")
        if self.retired and self.first_used and self.retired < self.first_used:
            raise ValueError(f"retired is {self.retired}, before first_used, {self.first_used}")

    @property
    def due_m(self) -> float:
        """The distance at which the pair is due: its own mark, else the default of its role."""
        return self.retire_m or RETIRE_M[self.role]


class Pairing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which shoe an orthotic stands in, from a day on, until a day (still there when absent)."""

    shoe: str
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        check_years(since=self.since, until=self.until)


_MOST_SHEET = 366
"""Days of a practitioner's sheet: none goes on for a year."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A practitioner's own break-in sheet: `hours` a day from the first on (0 is a day off), then all day.

    `first_run`: the first day, counted from 1, on which a run may have them on.
    """

    hours: tuple[float, ...]
    first_run: int

    def __post_init__(self) -> None:
        if not self.hours or not all(0 <= hours <= 24 for hours in self.hours):
            raise ValueError("a sheet has hours for each day, from 0 to 24")
        if not 1 <= self.first_run <= _MOST_SHEET:
            raise ValueError(f"days are counted from 1 to {_MOST_SHEET}, got a first run on day {self.first_run}")


class Orthotic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="orthotic"):
    """A pair of orthotics or insoles, which moves between shoes. `since`: the day they came.

    `started`: the first day of the break-in, `since` if absent. `sheet` wins over `schedule`. `left` and `right` are
    notes per foot: a wedge, a heel lift, its height. `review`: when they should be looked at again.
    """

    schema: int = SCHEMA
    id: str
    name: str
    build: Build | None = None
    make: str = ""
    fitted_by: str = ""
    since: date | None = None
    started: date | None = None
    retired: date | None = None
    schedule: Schedule = Schedule.CLINIC
    sheet: Sheet | None = None
    start_m: Annotated[float, msgspec.Meta(ge=0, le=100_000_000)] = 0.0
    retire_m: Annotated[float, msgspec.Meta(gt=0, le=100_000_000)] | None = None
    review: date | None = None
    left: str = ""
    right: str = ""
    note: str = ""
    pairings: tuple[Pairing, ...] = msgspec.field(default=(), name="pairing")

    def __post_init__(self) -> None:
        check_years(since=self.since, started=self.started, retired=self.retired, review=self.review)


Gear = Shoe | Orthotic


def default_for(kind: SessionKind, shoes: Sequence[Shoe]) -> Shoe | None:
    """Return the pair in use that is the default for a kind of run; the one added last wins where two say so."""
    own = [shoe for shoe in shoes if kind in shoe.kinds and not shoe.retired and not shoe.spare]
    return max(own, key=lambda shoe: (shoe.bought or date.min, shoe.id), default=None)
