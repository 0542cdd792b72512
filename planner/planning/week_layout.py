"""Which run stands on which day of a week, counted from the long run, so that a pattern holds for any long-run day."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from planner.domain.days import Weekday


class Place(StrEnum):
    """What a running day of the week is for."""

    LONG = "long"
    QUALITY = "quality"
    SECOND = "second"
    MIDWEEK = "midweek"
    EASY = "easy"
    BEFORE_LONG = "before-long"
    RECOVERY = "recovery"


_Q, _S, _E, _L = Place.QUALITY, Place.SECOND, Place.EASY, Place.LONG
_PATTERNS: dict[int, dict[int, Place]] = {
    1: {3: _E},
    2: {2: _E, 5: _E},
    3: {2: _Q, 4: _E, 7: _L},
    4: {2: _Q, 3: _E, 4: _S, 7: _L},
    5: {2: _Q, 3: Place.MIDWEEK, 4: _S, 6: Place.BEFORE_LONG, 7: _L},
    6: {1: Place.RECOVERY, 2: _Q, 3: Place.MIDWEEK, 4: _S, 6: Place.BEFORE_LONG, 7: _L},
}
"""Days after the long run -> what for. The day after it is free or recovery, and hard days never touch."""
_BACK_TO_BACK_4: dict[int, Place] = {2: _Q, 4: _S, 6: Place.BEFORE_LONG, 7: _L}


def days_after_long(runs: int, *, back_to_back: bool = False) -> dict[int, Place]:
    """Return the pattern of a week: days after the long run (7 is the long run itself) and what they are for."""
    return _BACK_TO_BACK_4 if back_to_back and runs == 4 else _PATTERNS[runs]


def running_days(start: date, runs: int, long_run_day: Weekday, *, back_to_back: bool = False) -> dict[date, Place]:
    """Return the running days of the seven days from `start`, in order."""
    pattern = days_after_long(runs, back_to_back=back_to_back)
    found = {}
    for n in range(7):
        day = start + timedelta(days=n)
        after = (day.weekday() - long_run_day.number) % 7 or 7
        if after in pattern:
            found[day] = pattern[after]
    return found


def race_week_days(
    first: date, race_day: date, runs: int, long_run_day: Weekday, hard_days: Collection[date]
) -> dict[date, Place]:
    """Return the running days from `first` to race day: no long run, and the day before the race is free.

    `runs` is how many are wanted. A sharpening run (`QUALITY`) stands three to five days before the race
    where none of `hard_days` is just before it.
    """
    open_days = [first + timedelta(days=n) for n in range((race_day - first).days - 1)]
    usual = set(running_days(race_day - timedelta(days=6), max(3, runs), long_run_day))
    # The usual days first, then the ones that leave the most room; the earlier of two that are alike.
    chosen: list[date] = []
    while open_days and len(chosen) < runs:
        best = max(
            open_days,
            key=lambda day: (
                day in usual and all(abs((day - other).days) > 1 for other in chosen),
                day - timedelta(days=1) not in hard_days,
                min((abs((day - other).days) for other in chosen), default=7),
                -day.toordinal(),
            ),
        )
        open_days.remove(best)
        chosen.append(best)
    days = dict.fromkeys(sorted(chosen), Place.EASY)
    sharp = [day for day in days if 3 <= (race_day - day).days <= 5 and day - timedelta(days=1) not in hard_days]
    if sharp:
        days[min(sharp, key=lambda day: abs((race_day - day).days - 4))] = Place.QUALITY
    return days
