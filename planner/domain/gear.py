"""Shoes and orthotics: what they are, how far they may go, and which stands in which."""

from datetime import date
from enum import StrEnum

import msgspec

SCHEMA = 1
"""Schema number of a gear file."""


class Role(StrEnum):
    """What a pair of shoes is for."""

    DAILY = "daily"
    LIGHT = "light"
    RACE = "race"
    TRAIL = "trail"


RETIRE_M = {Role.DAILY: 700_000.0, Role.LIGHT: 500_000.0, Role.RACE: 300_000.0, Role.TRAIL: 600_000.0}
"""Default distance in metres at which a pair is due, by role (shoes usually last 480-800 km; racers less)."""


class Schedule(StrEnum):
    """How orthotics are broken in: ten-day clinic, one hour more a day, cautious, or the practitioner's own sheet."""

    CLINIC = "clinic"
    HOURLY = "hourly"
    CAUTIOUS = "cautious"
    OWN = "own"


class Shoe(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="shoe"):
    """A pair of shoes. `start_m` metres were on it before the log; `drop_mm` and `stack_mm` as on the box."""

    schema: int = SCHEMA
    id: str
    name: str
    role: Role = Role.DAILY
    model: str = ""
    bought: date | None = None
    retired: date | None = None
    start_m: float = 0.0
    retire_m: float | None = None
    drop_mm: float | None = None
    stack_mm: float | None = None
    plate: bool = False
    note: str = ""

    @property
    def due_m(self) -> float:
        """The distance at which the pair is due: its own mark, else the default of its role."""
        return self.retire_m or RETIRE_M[self.role]


class Pairing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which shoe an orthotic stands in, from a day on, until a day (still there when absent)."""

    shoe: str
    since: date
    until: date | None = None


class Orthotic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="orthotic"):
    """A pair of orthotics or insoles, which moves between shoes."""

    schema: int = SCHEMA
    id: str
    name: str
    make: str = ""
    since: date | None = None
    retired: date | None = None
    schedule: Schedule = Schedule.CLINIC
    note: str = ""
    pairings: tuple[Pairing, ...] = msgspec.field(default=(), name="pairing")


Gear = Shoe | Orthotic
