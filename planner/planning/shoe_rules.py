"""`[shoes]` of `data/rules.toml`: every number about wear, rotation, new pairs and the race pair, with its source."""

from collections.abc import Mapping

import msgspec


class WearRule(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of the mark at which a pair is told, and overdue. It is due at the mark itself."""

    warn: float
    overdue: float
    source: str


class HardUseRule(msgspec.Struct, frozen=True, kw_only=True):
    """By which share of the role's mark a pair in hard use is due earlier: body weight above it, or rough ground."""

    less: float
    source: str


class RotationRule(msgspec.Struct, frozen=True, kw_only=True):
    """The share of the main pair over `weeks`, when a second pair is suggested, and how far ahead pairs are dealt.

    `second_at`: the main pair's share of its mark; `plan_weeks`: or a plan of so many weeks.
    """

    most_share: float
    weeks: int
    second_at: float
    plan_weeks: int
    ahead_weeks: int
    source: str


class RestRule(msgspec.Struct, frozen=True, kw_only=True):
    """Hours between two runs in one pair."""

    hours_apart: float
    source: str


class RampRule(msgspec.Struct, frozen=True, kw_only=True):
    """How a new pair comes in: days of walking, the first run, shares by week, and when what may be run in it.

    `new_below_m`: a pair with less on it from before the log is new, where it was bought in the last `bought_days`.
    """

    new_below_m: float
    bought_days: int
    walk_days: int
    walk_minutes: tuple[int, int]
    first_m: tuple[float, float]
    first_share: float
    second_share: float
    any_run_week: int
    long_run_week: int
    source: str


class QuickRule(msgspec.Struct, frozen=True, kw_only=True):
    """The share of the first week in a pair of the same model, where drop and stack differ by at most so much."""

    first_share: float
    same_within_mm: float
    source: str


class SlowRule(msgspec.Struct, frozen=True, kw_only=True):
    """What makes a ramp `factor` times as slow; `score` of 10 in the last `score_days`."""

    factor: int
    drop_mm: float
    minimal_drop_mm: float
    minimal_stack_mm: float
    score: int
    score_days: int
    orthotic_days: int
    source: str


class RaceRule(msgspec.Struct, frozen=True, kw_only=True):
    """What a race pair has behind it: hard runs, long segments, metres, days. `segment_m` by the race's kilometres."""

    quality: int
    long: int
    least_m: float
    most_m: float
    fresh_days: int
    segment_m: dict[str, tuple[float, float]]
    source: str


class LifeRule(msgspec.Struct, frozen=True, kw_only=True):
    """The share of life left in a pair that is offered for long runs and races."""

    least: float
    most: float
    source: str


class ComfortRule(msgspec.Struct, frozen=True, kw_only=True):
    """How many first and last runs are compared, and what fall of their mean is told."""

    runs: int
    drop: float
    source: str


class ShoeRules(msgspec.Struct, frozen=True, kw_only=True):
    """All numbers about shoes."""

    wear: WearRule
    hard_use: HardUseRule
    rotation: RotationRule
    rest: RestRule
    ramp: RampRule
    quick: QuickRule
    slow: SlowRule
    race: RaceRule
    life: LifeRule
    comfort: ComfortRule


def by_race(table: Mapping[str, tuple[float, float]], race_m: float) -> tuple[float, float]:
    """Return what a table by the kilometres of the race says of a race of `race_m` metres."""
    rows = sorted((float(km) * 1000, value) for km, value in table.items())
    return next((value for metres, value in reversed(rows) if race_m >= metres), rows[0][1])
