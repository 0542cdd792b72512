"""The thresholds of the insights: how much of the log is needed, over how long, and what counts. From `rules.toml`."""

import msgspec

from planner.domain.body import Area
from planner.insights.flags import FlagRules
from planner.insights.light.rules import LightRules


class SpikeRule(msgspec.Struct, frozen=True, kw_only=True):
    """The 30-day rule: a run is at most `most` times the longest of the `days` before; `slack_m` is always fine."""

    most: float
    strong: float
    days: int
    slack_m: float
    source: str


class GrowthRule(msgspec.Struct, frozen=True, kw_only=True):
    """How much fuller than the best of the `weeks` before a week may be; above `note` it is told."""

    note: float
    most: float
    strong: float
    weeks: int
    slack_m: float
    source: str


class LongestRules(msgspec.Struct, frozen=True, kw_only=True):
    """`shown_days`: how far back single runs are shown. In the `first_days` of the log nothing is known before them."""

    shown_days: int
    first_days: int
    source: str


class AdherenceRules(msgspec.Struct, frozen=True, kw_only=True):
    """`least`: fewer planned things than this give no share. `weeks`: how many of the last ones count."""

    least: int
    weeks: int
    source: str


class DoseRules(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes of static stretching a week and area: from `green_min` on it is a dose, above `enough_min` enough.

    Over the last `weeks`, an area with a score of `sore` or more is under-served below `least_min` minutes a week.
    `shown_weeks`: how many of the last weeks are shown.
    """

    weeks: int
    shown_weeks: int
    green_min: float
    enough_min: float
    sore: int
    least_min: float
    source: str


class NudgeRules(msgspec.Struct, frozen=True, kw_only=True):
    """No rolling for `gap_days`, while the last seven days held over `rise` times the mean of the `weeks` before."""

    gap_days: int
    rise: float
    weeks: int
    source: str


class PainRules(msgspec.Struct, frozen=True, kw_only=True):
    """`least`: fewer scores than this are not drawn. `most_areas`: how many areas, the worst first, have a line.

    `shown_weeks`: how many of the last weeks are shown.
    """

    least: int
    most_areas: int
    shown_weeks: int
    source: str


class EffectRules(msgspec.Struct, frozen=True, kw_only=True):
    """`least`: fewer pairs of before and after than this are not told."""

    least: int
    source: str


class GearPainRules(msgspec.Struct, frozen=True, kw_only=True):
    """`least_runs`: a pair with fewer rated runs is left out."""

    least_runs: int
    source: str


class SidesRules(msgspec.Struct, frozen=True, kw_only=True):
    """`least`: fewer comparisons of both sides than this have no index. `last`: how many of the last ones count."""

    least: int
    last: int
    source: str


class LightsRules(msgspec.Struct, frozen=True, kw_only=True):
    """`weeks`: how many of the last weeks are counted."""

    weeks: int
    source: str


class Comparable(msgspec.Struct, frozen=True, kw_only=True):
    """Which sessions may be compared, and when there are enough of them.

    `least_s`: a session that was shorter is none. `median_of`: the running median. `start_of`: the first sessions
    whose median is the start. `enough`: sessions before a change since the start is told. A spot is cleared when its
    last score is at most `eased_score` or fell to `eased_share` of the first.
    """

    least_s: float
    median_of: int
    start_of: int
    enough: int
    eased_score: int
    eased_share: float
    source: str


class TrendRules(msgspec.Struct, frozen=True, kw_only=True):
    """Within `steady` a session a trend is flat. It is taken over the last `last` sessions, from `least` on."""

    steady: float
    last: int
    least: int
    source: str


class IndexRules(msgspec.Struct, frozen=True, kw_only=True):
    """An index between the sides above `most` in `times` of the last `of` sessions is flagged."""

    most: float
    times: int
    of: int
    source: str


class ShortRules(msgspec.Struct, frozen=True, kw_only=True):
    """Under `under_s` a side in each of the last `sessions`, the short version of `side_s` a leg is offered."""

    under_s: float
    sessions: int
    side_s: int
    source: str


class StuckRules(msgspec.Struct, frozen=True, kw_only=True):
    """Flat for `days`, over at least `least` sessions, with pain still above `score`: rolling does not settle it.

    `near`: the places whose pain an area's rolling is meant to ease, besides the areas of the exercise.
    """

    days: int
    least: int
    score: int
    near: dict[Area, tuple[Area, ...]]
    source: str


class RisingRules(msgspec.Struct, frozen=True, kw_only=True):
    """A rise over the last `sessions` while the pain of the last `runs` rises, all within `days`.

    `calm`: the routine that is worth trying instead, by the main area of the exercise.
    """

    sessions: int
    runs: int
    days: int
    calm: dict[Area, str]
    source: str


class ClearRules(msgspec.Struct, frozen=True, kw_only=True):
    """`[clear]`: how time to clear is measured, and what is said of it."""

    comparable: Comparable
    trend: TrendRules
    index: IndexRules
    short: ShortRules
    stuck: StuckRules
    rising: RisingRules


class InsightRules(msgspec.Struct, frozen=True, kw_only=True):
    """All thresholds of the insights: `[insights]`, `[clear]`, those of the light, and two rules of `plan check`."""

    spike: SpikeRule
    growth: GrowthRule
    longest: LongestRules
    adherence: AdherenceRules
    dose: DoseRules
    nudge: NudgeRules
    pain: PainRules
    effect: EffectRules
    gear_pain: GearPainRules
    sides: SidesRules
    lights: LightsRules
    clear: ClearRules
    light: LightRules
    flags: FlagRules
