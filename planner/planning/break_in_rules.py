"""`data/break-in.toml`: the schedules, how a day counts, what sets it back, and how running in orthotics grows."""

import msgspec

from planner.domain.body import Area
from planner.domain.gear import Orthotic, Schedule

SCHEMA = 1
"""Schema number of the file."""
OWN_NAME = "your practitioner's sheet"


class WearPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A schedule: `hours` a day from the first on (0 is a day off), then all day.

    `first_run`: the first day, counted from 1, on which the sheet lets one run; `run_from`: where we begin, if later.
    """

    name: str
    hours: tuple[float, ...]
    first_run: int
    run_from: int = 0
    source: str = ""

    @property
    def run_day(self) -> int:
        """The day of the schedule, counted from 1, from which on runs may have them on."""
        return max(self.first_run, self.run_from)

    def hours_on(self, number: int) -> float | None:
        """Return the hours of a day of the schedule, counted from 1; None is all day."""
        return self.hours[number - 1] if number <= len(self.hours) else None


class WearRules(msgspec.Struct, frozen=True, kw_only=True):
    """How a day counts: hours that are all day, the share that is enough, and what days without a log mean."""

    all_day_h: float
    enough: float
    gap_days: int
    gap_back: int
    silent_days: int
    follow_days: int
    source: str


class SetbackRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule in words, with its source."""

    text: str
    source: str


class SetbackRules(msgspec.Struct, frozen=True, kw_only=True):
    """What sets a break-in back: in which areas, from which score on (above `most_score`), and by how much."""

    areas: tuple[Area, ...]
    joints: tuple[Area, ...]
    most_score: int
    cut_h: float
    rising_days: int
    adjust_days: int
    adjust_window: int
    adjust_sore: int
    source: str
    rule: dict[str, SetbackRule]


class RampRow(msgspec.Struct, frozen=True, kw_only=True):
    """Runs `first` to `last` in orthotics, counted from 1: how much of the run, and whether it may be hard or long."""

    first: int
    last: int
    text: str
    short: str
    quality: bool = False
    long: bool = False


class RunningRules(msgspec.Struct, frozen=True, kw_only=True):
    """Days of full use before a race, and where another pair begins.

    `moved_days`: so long after they came to another pair its runs are counted.
    """

    full_use_days: int
    moved_days: int
    moved_run: int
    changed_run: int
    source: str


class Fitting(msgspec.Struct, frozen=True, kw_only=True):
    """What to look at when orthotics are put into a pair, and how they are cared for."""

    steps: tuple[str, ...]
    care: str
    source: str


class BreakInRules(msgspec.Struct, frozen=True, kw_only=True):
    """All of `data/break-in.toml`."""

    schedule: dict[str, WearPlan]
    wear: WearRules
    setback: SetbackRules
    ramp: tuple[RampRow, ...]
    running: RunningRules
    fitting: Fitting
    schema: int = SCHEMA

    def row_of(self, number: int) -> RampRow:
        """Return what the run of that number, counted from 1, may be."""
        return next((row for row in self.ramp if row.first <= number <= row.last), self.ramp[-1])

    @property
    def long_from(self) -> int:
        """The number of the first run that may be long."""
        return next(row.first for row in self.ramp if row.long)

    @property
    def quality_from(self) -> int:
        """The number of the first run that may be hard."""
        return next(row.first for row in self.ramp if row.quality)


def plan_of(orthotic: Orthotic, rules: BreakInRules) -> WearPlan | None:
    """Return the schedule of an orthotic: its own sheet if it has one; None where that was chosen and is missing."""
    if orthotic.sheet:
        return WearPlan(name=OWN_NAME, hours=orthotic.sheet.hours, first_run=orthotic.sheet.first_run)
    return None if orthotic.schedule is Schedule.OWN else rules.schedule[orthotic.schedule]
