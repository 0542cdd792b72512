"""A structured run as values: steps with an amount and a target, repeats of them, and what runs inside a step.

`workout_reading` reads one from a line, `workout_writing` writes and shows it, `workout_totals` adds it up.
"""

from enum import StrEnum

import msgspec

from planner.domain.units import METRES, MOST_M, MOST_SESSION_S, Span, Unit

MOST_TIMES = 99
"""Repetitions of one repeat: more is a slip of the finger."""
MOST_DEPTH = 4
"""Repeats inside repeats: a watch takes two."""
LEAST_M = 10.0
"""A shorter step is minutes typed as metres: `3m`."""


class Effort(StrEnum):
    """How hard a step is, in the field's words."""

    EASY = "easy"
    RECOVERY = "recovery"
    STEADY = "steady"
    MARATHON = "marathon"
    HALF = "half"
    THRESHOLD = "threshold"
    TEN_K = "10k"
    FIVE_K = "5k"
    THREE_K = "3k"
    MILE = "mile"
    INTERVAL = "interval"
    REPETITION = "repetition"
    RACE = "race"
    HARD = "hard"
    SPRINT = "sprint"
    STRIDES = "strides"
    RUN = "run"
    JOG = "jog"
    WALK = "walk"
    REST = "rest"

    @property
    def is_recovery(self) -> bool:
        """Whether a step of it, right after a repeat, is what one does between the repetitions."""
        return self in (Effort.JOG, Effort.WALK, Effort.REST, Effort.RECOVERY)


class Part(StrEnum):
    """What a step is for, when its author says so."""

    WARM_UP = "warm-up"
    COOL_DOWN = "cool-down"


class Place(StrEnum):
    """Where in the run around it a step stands."""

    FIRST = "the first"
    LAST = "the last"
    START = "at the start"
    MIDDLE = "in the middle"
    NEAR_END = "near the end"
    END = "at the end"

    @property
    def is_before_amount(self) -> bool:
        """Whether it is said before the amount: `the last 4 km`."""
        return self in (Place.FIRST, Place.LAST)


class Length(msgspec.Struct, frozen=True, kw_only=True):
    """A distance, or a range, in the unit in which it was written: `km`, `mi` or `m`.

    `km`: the figures of a `{miles:km}` pair for readers in kilometres, where those in miles are `low` and `high`.
    """

    low: float
    high: float
    unit: str
    km: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.unit not in METRES or (self.km and self.unit != "mi"):
            raise ValueError(f"a distance is in km, mi or m, got {self.unit}")
        for unit in Unit:
            span = self.metres(unit)
            if not LEAST_M <= span.low_m <= span.high_m < MOST_M:
                raise ValueError(f"a step is {LEAST_M:g} m or longer and shorter than 1000 km, low to high")

    def metres(self, unit: Unit) -> Span:
        """Return it in metres, by the figure that a reader in `unit` sees."""
        low, high = self.km if self.km and unit is Unit.KM else (self.low, self.high)
        size = METRES["km" if self.km and unit is Unit.KM else self.unit]
        return Span(low * size, high * size)


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A duration, or a range, in seconds."""

    low_s: int
    high_s: int

    def __post_init__(self) -> None:
        if not 0 < self.low_s <= self.high_s < MOST_SESSION_S:
            raise ValueError("a step takes more than 0 and less than 48 h, low to high")

    @property
    def middle_s(self) -> float:
        """The middle of the range: what totals use."""
        return (self.low_s + self.high_s) / 2


class Until(StrEnum):
    """What ends a step that has no amount."""

    LAP = "open"
    """The lap button, or the end of the run."""
    BACK = "back"
    """Being back where the repetition began."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """A pace or a range, the faster first, in seconds a `unit` (`km` or `mi`)."""

    low_s: int
    high_s: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in ("km", "mi") or not self.low_s <= self.high_s:
            raise ValueError("a pace is a kilometre or a mile, the faster first")
        if self.per_km(self.low_s) < 120 or self.per_km(self.high_s) > 1200:
            raise ValueError("a pace is 2 to 20 minutes a kilometre")

    def per_km(self, seconds: float) -> float:
        """Return seconds a unit as seconds a kilometre."""
        return seconds / METRES[self.unit] * 1000

    @property
    def middle_s(self) -> float:
        """The middle of the range in seconds a kilometre."""
        return self.per_km((self.low_s + self.high_s) / 2)


class Scale(StrEnum):
    """What a heart rate is counted in, with its limits."""

    BPM = "bpm"
    ZONE = "zone"
    MAX = "% hrmax"

    @property
    def limits(self) -> tuple[int, int]:
        """The lowest and the highest that a person can mean."""
        return {Scale.BPM: (30, 250), Scale.ZONE: (1, 7), Scale.MAX: (30, 100)}[self]


class Heart(msgspec.Struct, frozen=True, kw_only=True):
    """A heart rate, or a range."""

    low: int
    high: int
    scale: Scale

    def __post_init__(self) -> None:
        least, most = self.scale.limits
        if not least <= self.low <= self.high <= most:
            raise ValueError(f"{self.scale} is {least} to {most}, low to high")


class Exertion(msgspec.Struct, frozen=True, kw_only=True):
    """Perceived exertion, or a range, from 1 to 10 (the CR10 scale of Borg)."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.high <= 10:
            raise ValueError("rpe is 1 to 10, low to high")


class Target(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What to keep to on a step; several may be given, and nothing at all."""

    effort: Effort | None = None
    uphill: bool = False
    pace: Pace | None = None
    heart: Heart | None = None
    rpe: Exertion | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stretch of a run. `inside`: what is run within it, such as strides; its amount holds them."""

    amount: Length | Time | Until = Until.LAP
    target: Target = Target()
    part: Part | None = None
    place: Place | None = None
    note: str = ""
    inside: tuple["Step | Repeat", ...] = ()


class Repeat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Steps run `times` times, with `between` after each but the last."""

    times: int
    steps: tuple["Step | Repeat", ...]
    between: Step | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.times <= MOST_TIMES:
            raise ValueError(f"a repeat is 1 to {MOST_TIMES} times")
        if not self.steps:
            raise ValueError("a repeat has steps")


class Workout(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A whole structured run. `note` is about all of it."""

    steps: tuple[Step | Repeat, ...]
    note: str = ""

    @property
    def is_structured(self) -> bool:
        """Whether there is more in it than one plain stretch."""
        first = self.steps[0]
        return len(self.steps) > 1 or isinstance(first, Repeat) or bool(first.inside)
