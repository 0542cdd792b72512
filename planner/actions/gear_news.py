"""Whether gear has anything to say of the days ahead, found out without reading the log or any rule."""

from datetime import timedelta

from planner.actions.desk import Desk
from planner.domain.gear import Orthotic, Shoe

YOUNG = timedelta(days=180)
"""Longer than any break-in or ramp is followed: older gear says nothing."""


def has_news(desk: Desk) -> bool:
    """Tell whether some orthotic may be in its break-in or in another pair, or some shoe may be new."""
    since = desk.today - YOUNG
    for item in desk.gear():
        if item.retired:
            continue
        if isinstance(item, Shoe):
            dates = [day for day in (item.first_used, item.bought) if day]
            if not dates or max(dates) >= since:
                return True
        elif isinstance(item, Orthotic):
            dates = [day for day in (item.started, item.since) if day]
            moves = [one.since for one in item.pairings[1:]]
            if max((*dates, *moves), default=since - YOUNG) >= since:
                return True
    return False
