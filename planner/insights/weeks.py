"""Weeks of a history, and what falls into each."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.days import Weekday, week_start


def weeks_between(first: date, last: date, first_weekday: Weekday) -> Iterator[date]:
    """Yield the first day of every week from that of `first` to that of `last`."""
    week, end = week_start(first, first_weekday), week_start(last, first_weekday)
    while week <= end:
        yield week
        week += timedelta(days=7)
