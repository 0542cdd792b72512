"""Whether gear has anything to say of the days ahead, found out without reading the log or any rule."""

from datetime import timedelta

from planner.actions.desk import Desk
from planner.domain.gear import Gear, Orthotic

YOUNG = timedelta(days=180)
"""Longer than any break-in is followed: older gear says nothing."""
RAMP = timedelta(days=60)
"""Longer than the slowest ramp of a pair whose first run is known."""


def has_news(desk: Desk) -> bool:
    """Tell whether some orthotic may be in its break-in or in another pair, or some shoe may be new."""
    return any(is_young(desk, item) for item in desk.gear())


def is_young(desk: Desk, item: Gear) -> bool:
    """Tell whether a thing came, or an orthotic came to another pair, so lately that it may say something."""
    if item.retired:
        return False
    if isinstance(item, Orthotic):
        days = (item.started, item.since, *(one.since for one in item.pairings[1:]))
        return any(day >= desk.today - YOUNG for day in days if day)
    if item.first_used:
        return item.first_used >= desk.today - RAMP
    return bool(item.bought and item.bought >= desk.today - YOUNG)
