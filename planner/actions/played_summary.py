"""What is worth saying at the end of a session: the areas it worked, and the time to clear against the last times."""

from collections.abc import Iterable
from statistics import median

import msgspec

from planner.actions.desk import Desk
from planner.actions.played_before import clear_times
from planner.domain.body import Area, Side
from planner.domain.log import Played

MOST_AREAS = 8
"""More than so many areas nobody rates."""
_ENOUGH = 3
"""Fewer times than this are no trend to compare with."""


class Clear(msgspec.Struct, frozen=True, kw_only=True):
    """How long a side took to clear, and the last times, the oldest first; all in seconds."""

    exercise: str
    side: Side
    seconds: float
    spots: int
    before: tuple[float, ...]

    @property
    def change(self) -> str:
        """The change against the middle of the last times, in words; empty while there are fewer than three."""
        if len(self.before) < _ENOUGH:
            return ""
        usual = median(self.before)
        percent = round((self.seconds - usual) / usual * 100) if usual else 0
        return "as usual" if abs(percent) < 5 else f"{abs(percent)} % {'longer' if percent > 0 else 'less'} than usual"


def clears_of(desk: Desk, entry: Played) -> tuple[Clear, ...]:
    """Return the time to clear of every side that was rolled spot by spot.

    A session that was stopped cannot be compared with those that were not.
    """
    return tuple(
        Clear(
            exercise=step.exercise,
            side=step.side,
            seconds=step.time_to_clear_s,
            spots=len(step.spots),
            before=clear_times(desk, step.exercise, step.side, without=entry.id) if entry.complete else (),
        )
        for step in entry.steps
        if step.time_to_clear_s is not None and not step.skipped
    )


def areas_of(desk: Desk, exercises: Iterable[tuple[str, Side]]) -> tuple[tuple[Area, Side], ...]:
    """Return the main areas of exercises, given by id and side, once each; what is only trained is left out."""
    known = desk.exercises()
    worked = dict.fromkeys((known[one].areas[0], side) for one, side in exercises if one in known)
    return tuple((area, side) for area, side in worked if area is not Area.CORE)[:MOST_AREAS]
