"""Weeks of a history, and what falls into each."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from planner.domain.days import Weekday, week_start


def weeks_between(first: date, last: date, first_weekday: Weekday) -> Iterator[date]:
    """Yield the first day of every week from that of `first` to that of `last`."""
    week, end = week_start(first, first_weekday), week_start(last, first_weekday)
    while week <= end:
        yield week
        week += timedelta(days=7)


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 run`, `3 runs`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: `calf, knee and hip`."""
    *head, last = tuple(words) or ("",)
    return f"{', '.join(head)} and {last}" if head else last
