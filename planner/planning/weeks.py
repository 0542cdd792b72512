"""The weeks of a build-up: how many, where they begin, what each is for, and the taper and recovery around the race."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.race import Phase

_KNOTS_M = (5_000.0, 10_000.0, 21_097.5, 42_195.0, 50_000.0, 100_000.0)
"""The distances that the tables below are given for; what lies between is interpolated."""

_MOST_WEEKS = (12, 16, 24, 28, 26, 30)
_LEAST_WEEKS = (4, 5, 8, 12, 12, 16)
_NO_HARD_DAYS = (3, 6, 13, 26, 31, 45)
_DAYS_OFF = (1, 2, 3, 4, 7, 8)
_LONG_TAPER_FROM_M = 30_000.0
"""From this distance on the taper is three weeks instead of two (table of tapers: half two, marathon three)."""


RUN_WALK_RACE_M = 5_500.0
"""Up to here a race can be finished in run and walk, with no run of its length before."""


def between(values: Sequence[float], distance_m: float) -> float:
    """Return the value at a race distance from a table given at 5, 10, 21.1, 42.2, 50 and 100 km."""
    if distance_m <= _KNOTS_M[0]:
        return values[0]
    for low, high, near, far in zip(_KNOTS_M, _KNOTS_M[1:], values, values[1:], strict=False):
        if distance_m <= high:
            return near + (far - near) * (distance_m - low) / (high - low)
    return values[-1]


def most_weeks(distance_m: float) -> int:
    """Return the longest build-up that is still useful for a distance."""
    return round(between(_MOST_WEEKS, distance_m))


def least_weeks(distance_m: float, *, from_zero: bool = False) -> int:
    """Return the shortest build-up worth the name; with run/walk from zero it is never under six weeks."""
    return max(round(between(_LEAST_WEEKS, distance_m)), 6 if from_zero else 0)


def is_marathon_or_longer(distance_m: float) -> bool:
    """Whether the race is prepared like a marathon: three weeks of taper, a cut-back every third week for novices."""
    return distance_m >= _LONG_TAPER_FROM_M


def race_week_start(race_day: date) -> date:
    """Return the first day of race week.

    Weeks run Monday to Sunday when the race is on Thursday to Sunday. For a race on Monday to Wednesday they
    are blocks of seven days that end on race day, so that race week is always a real week.
    """
    return race_day - timedelta(days=race_day.weekday() if race_day.weekday() >= 3 else 6)


def default_start(race_day: date, distance_m: float, today: date) -> date:
    """Return the day to start: the first day of the coming plan week (today if it is one), or later for a far race.

    Plan weeks begin on Monday but for a race on Monday to Wednesday (see `race_week_start`). A longer lead than
    the useful maximum for the distance just starts later; a race before the coming week starts today.
    """
    last = race_week_start(race_day)
    coming = today + timedelta(days=(last - today).days % 7)
    if coming > race_day:
        return today
    return max(coming, last - timedelta(weeks=most_weeks(distance_m) - 1))


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The calendar of a build-up before any distance: where weeks begin and what each is for.

    `starts` are all weeks up to and with race week; `taper` the fractions of the peak week for the last of them,
    race week (without the race) last; `long_taper` the same for the long run, 0 for none.
    """

    first_day: date
    race_day: date
    starts: tuple[date, ...]
    phases: tuple[Phase, ...]
    taper: tuple[float, ...]
    long_taper: tuple[float, ...]

    @property
    def training(self) -> int:
        """How many weeks come before the taper."""
        return len(self.starts) - len(self.taper)

    @property
    def whole_weeks(self) -> int:
        """How many weeks count: a first one with fewer than four days left does not."""
        return len(self.starts) - ((self.first_day - self.starts[0]).days > 3)


def frame(start: date, race_day: date, distance_m: float, *, from_zero: bool = False) -> Frame:
    """Return the weeks from the one that holds `start` to race week. `start` must not be after race day.

    A 5K `from_zero` in run and walk has no fatigue to shed: its taper is race week alone.
    """
    last = race_week_start(race_day)
    count = max(0, -((start - last).days // 7)) + 1
    starts = tuple(last - timedelta(weeks=count - 1 - n) for n in range(count))
    taper, long_taper = _taper(distance_m)
    most = 1 if from_zero and distance_m <= RUN_WALK_RACE_M and count <= _MOST_WEEKS[0] else count
    taper, long_taper = taper[-most:], long_taper[-most:]
    phases = (*_training_phases(count - len(taper), count), *([Phase.TAPER] * (len(taper) - 1)), Phase.RACE)
    return Frame(first_day=start, race_day=race_day, starts=starts, phases=phases, taper=taper, long_taper=long_taper)


def _taper(distance_m: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    if is_marathon_or_longer(distance_m):
        last = between((0.35, 0.35, 0.35, 0.35, 0.30, 0.30), distance_m)
        return (0.80, 0.60, last), (0.65, 0.40, 0.0)
    if distance_m >= 16_000:
        return (0.70, 0.40), (0.65, 0.0)
    return (0.80, 0.55) if distance_m < 8_000 else (0.75, 0.50), (0.65, 0.0)


def _training_phases(count: int, total: int) -> tuple[Phase, ...]:
    """Return base, build and peak for the weeks before the taper. Short plans lose base first, then build."""
    peak = 4 if count >= 20 else 3 if count >= 9 else 2 if count >= 5 else min(count, 1)
    build = min(count - peak, round(0.38 * total))
    return (Phase.BASE,) * (count - peak - build) + (Phase.BUILD,) * build + (Phase.PEAK,) * peak


class Recovery(msgspec.Struct, frozen=True):
    """What follows the race: days without a run, days without a hard one, and the share of the peak week by week."""

    days_off: int
    no_hard_days: int
    shares: tuple[float, ...]


def recovery(distance_m: float) -> Recovery:
    """Return the recovery after a race: one easy week below the half, a reverse taper of 30, 60, 90 % from there on."""
    easy_days = round(between(_NO_HARD_DAYS, distance_m))
    days_off = round(between(_DAYS_OFF, distance_m))
    if distance_m < 16_000:
        return Recovery(days_off, easy_days, (0.6,))
    weeks = max(3, -(-easy_days // 7))
    return Recovery(days_off, easy_days, (0.3, 0.6, *([0.9] * (weeks - 2))))
