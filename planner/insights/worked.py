"""How long each exercise of a session was worked."""

from collections.abc import Iterator

from planner.domain.log import Played
from planner.insights.history import History


def seconds_of(played: Played, history: History) -> Iterator[tuple[str, float]]:
    """Yield the exercises of a session with their seconds: as done, or as the routine has them when ticked off."""
    if played.steps:
        yield from ((step.exercise, step.done_s) for step in played.steps if not step.skipped and step.done_s > 0)
    else:
        yield from history.steps.get(played.routine, ())
