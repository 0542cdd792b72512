"""What the log says about playing a routine again: the usual times, the last times to clear, the sore side."""

from datetime import timedelta
from statistics import median

from planner.actions.desk import Desk
from planner.domain.body import Side
from planner.domain.dose import Open, Spots
from planner.domain.log import Felt, Played
from planner.domain.routine import Do, Routine, exercise_ids, flat

_LOOK_BACK_DAYS = 120
_SORE_DAYS = 14
"""What hurt longer ago does not choose the side any more."""
LAST = 5
"""How many times a trend shows."""


def clear_times(desk: Desk, exercise: str, side: Side, *, without: str = "") -> tuple[float, ...]:
    """Return the last times to clear of a side in seconds, the oldest first; the entry `without` is left out.

    Sessions that were stopped before the end do not count: they cannot be compared.
    """
    found = [
        step.time_to_clear_s
        for played in _played(desk)
        if played.id != without and played.complete
        for step in played.steps
        if step.exercise == exercise and step.side is side and step.time_to_clear_s is not None and not step.skipped
    ]
    return tuple(found[-LAST:])


def usual_seconds(desk: Desk, routine: Routine) -> dict[str, float]:
    """Return this runner's usual seconds a side for the open exercises of a routine: the middle of the last times."""
    exercises = desk.exercises()
    wanted = {
        step.exercise
        for step in flat(routine.steps)
        if isinstance(step, Do)
        and step.exercise in exercises
        and isinstance(step.dose or exercises[step.exercise].dose, Open | Spots)
    }
    if not wanted:
        return {}
    found: dict[str, list[float]] = {}
    for played in _played(desk):
        for step in played.steps if played.complete else ():
            if step.exercise in wanted and not step.skipped and step.done_s > 0:
                found.setdefault(step.exercise, []).append(step.done_s)
    return {exercise: median(times[-2 * LAST :]) for exercise, times in found.items()}


def sore_side(desk: Desk, routine: Routine) -> Side:
    """Return the side that was logged as the sorer one lately in an area that the routine works; left without any."""
    exercises = desk.exercises()
    areas = {area for one in exercise_ids(routine.steps) if one in exercises for area in exercises[one].areas}
    first = desk.today - timedelta(days=_SORE_DAYS)
    felt = [
        entry
        for entry in desk.entries(first, desk.today)
        if isinstance(entry, Felt) and entry.area in areas and entry.side is not Side.BOTH and entry.score
    ]
    if not felt:
        return Side.LEFT
    latest = max(entry.day for entry in felt)
    return max((entry for entry in felt if entry.day == latest), key=lambda entry: entry.score).side


def _played(desk: Desk) -> list[Played]:
    entries = desk.entries(desk.today - timedelta(days=_LOOK_BACK_DAYS), desk.today)
    return sorted((entry for entry in entries if isinstance(entry, Played)), key=lambda entry: entry.at)
