"""The numbers of the traffic light, `[light]` of rules.toml: thresholds of section by section, with their level."""

import msgspec

from planner.domain.body import Area


class _Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule says what it rests on (`level`, shown beside the reason) and where the number comes from."""

    level: str
    source: str


class PainRule(_Rule, frozen=True, kw_only=True):
    """From which score pain is yellow, and red."""

    yellow: int
    red: int


class TightnessRule(_Rule, frozen=True, kw_only=True):
    """From which score tightness is yellow; from `strong` on it is red beside pain of `with_pain` and more."""

    yellow: int
    strong: int
    with_pain: int


class MorningRule(_Rule, frozen=True, kw_only=True):
    """How far above the usual morning is yellow, and red.

    Usual: the middle of the mornings of the `usual_days` before, from `usual_least` of them on; with fewer the score
    before the run, else 0.
    """

    yellow: int
    red: int
    usual_days: int
    usual_least: int


class RepeatRule(_Rule, frozen=True, kw_only=True):
    """On how many runs running the same place at `score` and more is yellow, and red; within `days`."""

    score: int
    yellow: int
    red: int
    days: int


class LimpRule(_Rule, frozen=True, kw_only=True):
    """A limp is red."""


class RestRule(_Rule, frozen=True, kw_only=True):
    """From which score pain at rest is red."""

    score: int


class WorseRule(_Rule, frozen=True, kw_only=True):
    """Within how many days two yellow days, the later one higher, are red."""

    days: int


class OftenRule(_Rule, frozen=True, kw_only=True):
    """How many days with a yellow session, within how many days, are red."""

    sessions: int
    days: int


class BetterRule(_Rule, frozen=True, kw_only=True):
    """After how many better sessions running, and a clean morning, a colour drops one step."""

    sessions: int


class StandsRule(_Rule, frozen=True, kw_only=True):
    """After how many days without an entry, and without one that gives the colour, it drops one step."""

    quiet_days: int
    most_days: int


class SeeRule(_Rule, frozen=True, kw_only=True):
    """When a practitioner should look at it.

    Red for `red_days` running, `reds` red sessions within `reds_days`, not green for `yellow_days` running, or back
    from green `back_times` within `back_days`.
    """

    red_days: int
    reds: int
    reds_days: int
    yellow_days: int
    back_times: int
    back_days: int


class RollRule(_Rule, frozen=True, kw_only=True):
    """A roll that takes longer from session to session, so many running within `days`, while one of its areas hurts.

    `areas`: the areas that a roll tells of, by the exercise that is timed until it eases.
    """

    sessions: int
    days: int
    areas: dict[str, tuple[Area, ...]]


class WindowRule(_Rule, frozen=True, kw_only=True):
    """How many days the light looks back, and for how many a score is shown as one that counts."""

    days: int
    score_days: int


class TrendRule(_Rule, frozen=True, kw_only=True):
    """A trend: the means of the last `days` and of those before differ by `difference`, with `least` days in each."""

    days: int
    least: int
    difference: float


class LightRules(msgspec.Struct, frozen=True, kw_only=True):
    """`[light]` of rules.toml."""

    pain: PainRule
    tightness: TightnessRule
    morning: MorningRule
    repeat: RepeatRule
    limp: LimpRule
    rest: RestRule
    worse: WorseRule
    often: OftenRule
    better: BetterRule
    stands: StandsRule
    see: SeeRule
    roll: RollRule
    window: WindowRule
    trend: TrendRule
