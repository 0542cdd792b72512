"""The way back from days off: how long, how much of each run, and when quality comes again."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.off import Comeback, Easing, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.race import Phase

SCHEMA = 1
"""Schema number of comeback.toml."""
_TAPER_WEEKS = 3
"""Weeks before the race, race week included, that count as taper where a plan does not say its phases."""


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """A speed of the way back: up to so many days off there is none, and how long it is against the balanced one."""

    rejoin_days: int
    stretch: float
    source: str


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Up to `most_days` off: shares of the planned distance, each over an equal part of the way back."""

    most_days: int
    shares: tuple[float, ...]
    source: str


class Illness(msgspec.Struct, frozen=True, kw_only=True):
    """Easy days before quality for each sick day, and what is said of the first run."""

    easy_days: float
    source: str
    first_run: str
    first_run_source: str


class LongGap(msgspec.Struct, frozen=True, kw_only=True):
    """From so many days on, another race or date is worth a look."""

    days: int
    source: str


class LongRun(msgspec.Struct, frozen=True, kw_only=True):
    """A missed long run is run within `now_days`, or left out."""

    now_days: int
    source: str


class OneRun(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one missed run."""

    source: str


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """Runs missed for a while: up to when one rejoins, and up to when runs are `less_m` shorter for a week or two.

    `slower_s`: seconds a kilometre, from and to, that they are slower. `two_weeks_from` and `one_week_from`: weeks to
    the race.
    """

    rejoin_days: int
    rejoin_source: str
    shorter_days: int
    less_m: float
    slower_s: tuple[int, int]
    source: str
    two_weeks_from: int
    one_week_from: int


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """The most that a run may be against the longest of the days before it."""

    days: int
    most: float
    slack_m: float
    source: str

    def limit_m(self, longest_m: float) -> float:
        """Return the most metres after a longest run of so many."""
        return max(longest_m * self.most, longest_m + self.slack_m)


class Regain(msgspec.Struct, frozen=True, kw_only=True):
    """How lost distance is spread: days to wait after the way back, the most a run, the most a week over the best."""

    wait_days: int
    most: float
    week: float
    weeks: int
    source: str


class Shortest(msgspec.Struct, frozen=True, kw_only=True):
    """The shortest run that is worth it."""

    metres: float
    source: str


class ComebackRules(msgspec.Struct, frozen=True, kw_only=True):
    """`data/comeback.toml`: every number of days off, the way back and missed runs."""

    schema: int
    counted: dict[Running, float]
    speed: dict[Comeback, Speed]
    gap: tuple[Gap, ...]
    illness: Illness
    long_gap: LongGap
    long_run: LongRun
    one_run: OneRun
    missed: Missed
    window: Window
    regain: Regain
    shortest: Shortest

    def gap_of(self, days: int) -> Gap:
        """Return the rule for so many days without running; the last one for more."""
        return next((gap for gap in self.gap if days <= gap.most_days), self.gap[-1])


class DaysOff(msgspec.Struct, frozen=True, kw_only=True):
    """Days off as the rules see them."""

    kind: OffKind
    first: date
    last: date
    running: Running
    comeback: Comeback

    @property
    def days(self) -> int:
        """How many days they are."""
        return (self.last - self.first).days + 1

    def counted(self, rules: ComebackRules) -> int:
        """Return for how many days without running they count."""
        return round(self.days * rules.counted[self.running] + 1e-9)


def taper_from(plan: Plan) -> date:
    """Return the first day of the taper; without phases the third week before the race, race week counted."""
    named = [
        week.start for week in plan.weeks if week.phase in (Phase.TAPER, Phase.RACE) and week.start <= plan.race.day
    ]
    if named:
        return min(named)
    found = plan.week_of(plan.race.day)
    race_week = found[1].start if found else plan.race.day - timedelta(days=plan.race.day.weekday())
    return race_week - timedelta(weeks=_TAPER_WEEKS - 1)


def way_back(off: DaysOff, plan: Plan, rules: ComebackRules) -> tuple[Easing, ...]:
    """Return the steps of the way back, from the day after the days off.

    Shares of the distance end before the taper, easy days before the race: the taper is run as far as planned, and
    nothing reaches over race day. At once there is no step at all.
    """
    if off.comeback is Comeback.AT_ONCE:
        return ()
    speed = rules.speed[off.comeback]
    gap = off.counted(rules)
    steps: list[Easing] = []
    if gap > speed.rejoin_days:
        rule = rules.gap_of(gap)
        length = round(min(gap, rules.gap[-1].most_days) * speed.stretch + 1e-9)
        steps = shared_out(off.last, length, rule.shares)
    if off.kind in (OffKind.ILLNESS, OffKind.UNWELL):
        easy = off.last + timedelta(days=round(off.days * rules.illness.easy_days * speed.stretch + 1e-9))
        if easy > (steps[-1].last if steps else off.last):
            steps.append(Easing(last=easy))
    return before_the_race(steps, off.last, plan)


def shared_out(after: date, length: int, shares: Sequence[float]) -> list[Easing]:
    """Return a step for each share, over equal parts of `length` days after a day; the first parts are the longer."""
    steps: list[Easing] = []
    last = after
    for n, share in enumerate(shares):
        part = length // len(shares) + (n < length % len(shares))
        if part:
            last += timedelta(days=part)
            steps.append(Easing(last=last, share=share))
    return steps


def before_the_race(steps: Sequence[Easing], after: date, plan: Plan) -> tuple[Easing, ...]:
    """Return the steps as far as they lie before the taper, those that only make hard runs easy before the race.

    After the race there is nothing left to come back to but the recovery weeks: those keep their steps.
    """
    if after >= plan.race.day:
        return tuple(steps)
    eve, taper = plan.race.day - timedelta(days=1), taper_from(plan) - timedelta(days=1)
    kept: list[Easing] = []
    for step in steps:
        shortens = step.share < 1.0 or step.less_m > 0
        last = min(step.last, taper if shortens else eve)
        if last > (kept[-1].last if kept else after):
            kept.append(msgspec.structs.replace(step, last=last))
    return tuple(kept)
