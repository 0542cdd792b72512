"""The thresholds of the insights from `data/rules.toml`, in one value."""

from functools import cache

import msgspec

from planner.actions.rules import rules_of
from planner.insights.flags import FlagRules
from planner.insights.light.rules import LightRules
from planner.insights.rules import (
    AdherenceRules,
    ClearRules,
    DoseRules,
    EffectRules,
    GearPainRules,
    GrowthRule,
    InsightRules,
    LightsRules,
    LongestRules,
    NudgeRules,
    PainRules,
    SidesRules,
    SpikeRule,
)


class _Insights(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    longest: LongestRules
    adherence: AdherenceRules
    dose: DoseRules
    nudge: NudgeRules
    pain: PainRules
    effect: EffectRules
    gear_pain: GearPainRules
    sides: SidesRules
    lights: LightsRules


class _Checks(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    spike: SpikeRule
    week_growth: GrowthRule


@cache
def insight_rules() -> InsightRules:
    """Return all thresholds of the insights. Raises `StoreError` when the built-in file lacks one."""
    own = rules_of("insights", _Insights)
    checks = rules_of("rule", _Checks)
    return InsightRules(
        spike=checks.spike,
        growth=checks.week_growth,
        clear=rules_of("clear", ClearRules),
        light=rules_of("light", LightRules),
        flags=rules_of("flags", FlagRules),
        **{name: getattr(own, name) for name in own.__struct_fields__},
    )
