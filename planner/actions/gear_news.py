"""Whether gear has anything to say of the days ahead, found out without reading the log or any rule."""

from datetime import timedelta

from planner.actions.desk import Desk
from planner.domain.gear import Gear, Orthotic, Shoe

YOUNG = timedelta(days=180)
"""Longer than any break-in or ramp is followed: older gear says nothing."""


def has_news(desk: Desk) -> bool:
    """Tell whether some orthotic may be in its break-in or in another pair, or some shoe may be new."""
    return any(is_young(desk, item) for item in desk.gear())


def has_new_shoe(desk: Desk) -> bool:
    """Tell whether some shoe may be new: only then its ramp is looked for in the log."""
    return any(is_young(desk, item) for item in desk.gear() if isinstance(item, Shoe))


def is_young(desk: Desk, item: Gear) -> bool:
    """Tell whether a thing came, or an orthotic came to another pair, so lately that it may say something."""
    if isinstance(item, Orthotic):
        days = (item.started, item.since, *(one.since for one in item.pairings[1:]))
    else:
        days = (item.first_used, item.bought)
    return not item.retired and any(day >= desk.today - YOUNG for day in days if day)
