"""Where a series of times goes: the Theil-Sen slope of their logarithms, which one bad day does not turn."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations
from math import exp, log
from statistics import median

from planner.insights.rules import TrendRules

_LEAST_S = 1.0
"""A time below a second counts as one: a side without a tight spot took no time, which has no logarithm."""


class Slope(StrEnum):
    """Where the times go."""

    FALLING = "falling"
    FLAT = "flat"
    RISING = "rising"


def theil_sen(values: Sequence[float]) -> float:
    """Return the median of the slopes between all pairs of values, one step apart each; 0 for fewer than two."""
    slopes = [(after - before) / (n - m) for (m, before), (n, after) in combinations(enumerate(values), 2)]
    return median(slopes) if slopes else 0.0


def rate_of(before: float, after: float) -> float:
    """Return the change from one time to the next: 0.02 for 2 % more."""
    return round(max(after, _LEAST_S) / max(before, _LEAST_S) - 1, 9)


def rate_a_session(times: Sequence[float]) -> float:
    """Return the change from one session to the next over all of the times: -0.05 for 5 % less each time."""
    return round(exp(theil_sen([log(max(time, _LEAST_S)) for time in times])) - 1, 9)


def slope_of(times: Sequence[float], rules: TrendRules, *, least: int | None = None) -> Slope | None:
    """Return where the last times go; None while there are fewer than `least`, the rule's own without one."""
    last = times[-rules.last :]
    if len(last) < (rules.least if least is None else least):
        return None
    rate = rate_a_session(last)
    if rate <= -rules.steady:
        return Slope.FALLING
    return Slope.RISING if rate >= rules.steady else Slope.FLAT
