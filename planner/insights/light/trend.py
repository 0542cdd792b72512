"""Whether what a place feels rises or falls."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean

from planner.domain.log import Felt
from planner.insights.light.rules import TrendRule


class Trend(StrEnum):
    """The word for a trend. `too-few`: not enough days with an entry to say."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    TOO_FEW = "too-few"

    @property
    def label(self) -> str:
        """The words on screen."""
        return "too few entries for a trend" if self is Trend.TOO_FEW else self.value


def trend_of(felt: Sequence[Felt], today: date, rule: TrendRule) -> Trend:
    """Return the trend up to a day, of the worst score of each day that has an entry; see `TrendRule`."""
    worst: dict[date, int] = {}
    for one in felt:
        worst[one.day] = max(one.score, worst.get(one.day, 0))
    week = timedelta(days=rule.days)
    now = [score for day, score in worst.items() if today - week < day <= today]
    before = [score for day, score in worst.items() if today - 2 * week < day <= today - week]
    if min(len(now), len(before)) < rule.least:
        return Trend.TOO_FEW
    change = fmean(now) - fmean(before)
    if abs(change) < rule.difference:
        return Trend.STEADY
    return Trend.RISING if change > 0 else Trend.FALLING
