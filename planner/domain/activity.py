"""A run as a watch or another program recorded it, before it is known which planned session it was."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from planner.domain.units import MOST_M

MOST_S = 10 * 24 * 3600
"""The longest that one activity can take in seconds: multi-day races end before."""


class Sport(StrEnum):
    """What was done, as far as a training log for runners tells it apart."""

    RUN = "run"
    TRAIL = "trail run"
    TRACK = "track run"
    TREADMILL = "treadmill run"
    WALK = "walk"
    OTHER = "other"

    @property
    def is_run(self) -> bool:
        """Whether kilometres were run in it."""
        return self not in (Sport.WALK, Sport.OTHER)


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded activity. What its file does not say is None or empty, never 0.

    `start`: aware where the file says a zone (UTC, mostly), else the clock time where it was run. `duration_s` is
    moving time where the file has it, else elapsed time. `shoe`: the name that the other program gives the pair.
    `feel`: how it felt, 1 to 10, 10 the best. `source`: `strava 123`, `fit`. `place`: file and line, for messages.
    `warning`: what was wrong with the file although it could be read, such as an end in the middle.
    Without `has_clock` only the day is known: `start` is then noon of it, and not a time to compare.
    """

    start: datetime
    sport: Sport = Sport.RUN
    distance_m: float | None = None
    duration_s: int | None = None
    elapsed_s: int | None = None
    title: str = ""
    note: str = ""
    shoe: str = ""
    feel: int | None = None
    source: str = ""
    place: str = ""
    warning: str = ""
    has_clock: bool = True

    def __post_init__(self) -> None:
        if self.distance_m is not None and not 0 < self.distance_m < MOST_M:
            raise ValueError(f"a distance must be above 0 and below 1000 km, got {self.distance_m / 1000:g} km")
        for seconds in (self.duration_s, self.elapsed_s):
            if seconds is not None and not 0 < seconds < MOST_S:
                raise ValueError(f"a duration must be above 0 and below 10 days, got {seconds} s")

    @property
    def day(self) -> date:
        """The day on which it began, in the zone that `start` is in."""
        return self.start.date()
