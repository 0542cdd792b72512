"""The race, the runner's level and what the build-up is made from."""

from datetime import date
from enum import StrEnum

import msgspec

from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.units import Unit, parse_distance, show_distance

RACE_M = {"5k": 5_000.0, "10k": 10_000.0, "half": 21_097.5, "marathon": 42_195.0, "50k": 50_000.0}
"""Race distances by name, in metres (World Athletics for half and marathon)."""
LONGEST_RACE_M = 200_000.0
"""The longest race that a plan can lead to, in metres."""
SHORTEST_RACE_M = 1_000.0
"""The shortest, in metres."""


class Level(StrEnum):
    """How much a runner has behind them; decides weeks, peak and how many quality sessions a week."""

    FIRST_TIMER = "first-timer"
    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Phase(StrEnum):
    """A part of the build-up."""

    BASE = "base"
    BUILD = "build"
    PEAK = "peak"
    TAPER = "taper"
    RACE = "race"
    RECOVERY = "recovery"


class Race(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The race that a plan leads to. `session` is the id of the race in the plan's base."""

    name: str
    day: date
    distance_m: float
    session: str

    def __post_init__(self) -> None:
        if not SHORTEST_RACE_M <= self.distance_m <= LONGEST_RACE_M:
            raise ValueError(f"a race is 1 to 200 km, got {self.distance_m / 1000:g} km")


class Priority(StrEnum):
    """What a race within a build-up is for: a B race is rested for, a C race is trained through."""

    B = "b"
    C = "c"


class TuneUp(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A race within the build-up, before or after the one that the plan leads to."""

    name: str
    day: date
    distance_m: float
    priority: Priority = Priority.B

    def __post_init__(self) -> None:
        if not SHORTEST_RACE_M <= self.distance_m <= LONGEST_RACE_M:
            raise ValueError(f"a race is 1 to 200 km, got {self.distance_m / 1000:g} km")


class RecentRace(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A race of the last months, from which paces are reckoned."""

    distance_m: float
    seconds: int

    def __post_init__(self) -> None:
        if not SHORTEST_RACE_M <= self.distance_m <= LONGEST_RACE_M:
            raise ValueError(f"a race is 1 to 200 km, got {self.distance_m / 1000:g} km")
        if not 120 <= self.seconds / self.distance_m * 1000 <= 900:
            raise ValueError(f"{self.seconds} s for {self.distance_m / 1000:g} km is not a running pace")


class Inputs(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a build-up was generated from, kept so that it can be made again with one thing changed.

    `weekly_m`: mean week of the last four. `longest_m`: longest run of the last 30 days. `start`: first
    day of the plan. `easy_pace_s`: seconds a kilometre, for the time cap of the long run; 0 means unknown.
    """

    level: Level
    weekly_m: float
    longest_m: float
    days: int
    long_run_day: Weekday
    start: date
    finish_safely: bool = False
    easy_pace_s: int = 0
    minutes: dict[Weekday, int] = {}
    blocked: tuple[date, ...] = ()
    tune_ups: tuple[TuneUp, ...] = ()
    recent: RecentRace | None = None
    after: str = ""

    def __post_init__(self) -> None:
        if not 3 <= self.days <= 6:
            raise ValueError(f"days a week must be 3 to 6, got {self.days}")
        if not 0 <= self.weekly_m <= 400_000:
            raise ValueError(f"a week must be 0 to 400 km, got {self.weekly_m / 1000:g} km")
        if not 0 <= self.longest_m <= max(self.weekly_m, 0):
            raise ValueError("the longest run must be 0 or more and not longer than the week")
        if wrong := [minutes for minutes in self.minutes.values() if not 0 <= minutes <= 1440]:
            raise ValueError(f"a weekday has 0 to 1440 minutes, got {wrong[0]}")


def parse_race_distance(text: str, unit: Unit, what: str = "distance") -> float:
    """Return metres from `5k`, `10k`, `half`, `marathon`, `50k`, or a distance such as `15` or `10mi`.

    Raises `BadValue` for anything else, and outside 1 to 200 km.
    """
    word = text.strip().lower()
    if word in RACE_M:
        return RACE_M[word]
    try:
        metres = parse_distance(word, unit, what).high_m
    except BadValue:
        metres = 0.0
    if not SHORTEST_RACE_M <= metres <= LONGEST_RACE_M:
        raise BadValue(
            what, f"{text!r} is not a race distance", "Use 5k, 10k, half, marathon, 50k or a number from 1 to 200 km."
        )
    return metres


def show_race_distance(metres: float, unit: Unit) -> str:
    """Return `half`, `marathon`, `5k`, `10k`, `50k`, or the distance in the user's unit."""
    return next((name for name, size in RACE_M.items() if abs(size - metres) < 1), show_distance(metres, unit))
