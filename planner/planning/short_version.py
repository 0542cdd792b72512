"""The short version of a routine: what is rolled spot by spot is rolled for a fixed time instead."""

from collections.abc import Mapping

import msgspec

from planner.domain.dose import Hold, Spots
from planner.domain.exercise import Exercise
from planner.domain.routine import Do, Group, Note, Rest, Routine, Step


def short_version(routine: Routine, exercises: Mapping[str, Exercise], side_s: int) -> Routine:
    """Return a routine with `side_s` seconds a side for whatever it rolls spot by spot; else it is the same routine."""

    def shorter(step: Do | Rest | Note) -> Do | Rest | Note:
        if not isinstance(step, Do) or not is_spots(step, exercises):
            return step
        return msgspec.structs.replace(step, dose=Hold(side_s))

    def of(step: Step) -> Step:
        if isinstance(step, Group):
            return msgspec.structs.replace(step, steps=tuple(map(shorter, step.steps)))
        return shorter(step)

    steps = tuple(map(of, routine.steps))
    return routine if steps == routine.steps else msgspec.structs.replace(routine, steps=steps)


def is_spots(step: Do, exercises: Mapping[str, Exercise]) -> bool:
    """Whether a step is rolled spot by spot."""
    known = exercises.get(step.exercise)
    return isinstance(step.dose or (known.dose if known else None), Spots)
