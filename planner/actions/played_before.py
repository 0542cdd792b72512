"""What the log says about playing a routine again: the usual times, the last times to clear, the sore side."""

from datetime import date, timedelta
from statistics import median

import msgspec

from planner.actions.desk import Desk
from planner.domain.body import Side
from planner.domain.dose import Open, Spots
from planner.domain.log import Felt, Happening, Played, StepDone
from planner.domain.routine import Do, Routine, SideOrder, exercise_ids, flat

_LOOK_BACK_DAYS = 120
_SORE_DAYS = 14
"""What hurt longer ago does not choose the side any more."""
LAST = 5
"""How many times a trend shows."""


class LastTime(msgspec.Struct, frozen=True):
    """What was done of one exercise the last time it was played: its sides and sets, in the order of playing."""

    day: date
    steps: tuple[StepDone, ...]


def last_time(desk: Desk, exercise: str, *, without: str = "") -> LastTime | None:
    """Return what was done of an exercise the last time; the entry `without` is left out. None: not lately."""
    for played in reversed(_played(desk)):
        steps = tuple(step for step in played.steps if step.exercise == exercise and not step.skipped)
        if steps and played.id != without:
            return LastTime(played.day, steps)
    return None


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


def weaker_side(desk: Desk, routine: Routine) -> Side:
    """Return the side that did less of what it was asked to, in the strength of the last times; left without any.

    What the runner says in the settings goes first.
    """
    if desk.settings.player.weaker is not None:
        return desk.settings.player.weaker
    wanted = {
        step.exercise for step in flat(routine.steps) if isinstance(step, Do) and step.sides is SideOrder.WEAKER_FIRST
    }
    shares: dict[Side, list[float]] = {Side.LEFT: [], Side.RIGHT: []}
    for played in _played(desk) if wanted else ():
        for step in played.steps:
            if step.exercise in wanted and step.side in shares and not step.skipped:
                asked, done = (
                    (step.planned_reps, step.done_reps) if step.planned_reps else (step.planned_s, step.done_s)
                )
                shares[step.side] += [min(1.0, done / asked)] if asked else []
    left, right = (sum(some[-2 * LAST :]) / len(some[-2 * LAST :]) if some else 1.0 for some in shares.values())
    return Side.RIGHT if right < left else Side.LEFT


def lately(desk: Desk) -> tuple[Happening, ...]:
    """Return what stands of the log of the last months: as far as one looks back for what comes next."""
    return desk.entries(desk.today - timedelta(days=_LOOK_BACK_DAYS), desk.today)


def _played(desk: Desk) -> list[Played]:
    entries = lately(desk)
    # A correction is written later than the session that it is about.
    return sorted((entry for entry in entries if isinstance(entry, Played)), key=lambda one: one.started or one.at)
