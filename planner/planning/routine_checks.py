"""What a routine adds up to: minutes an area, and the rules of rolling and stretching it goes against, in words."""

from collections.abc import Mapping

from planner.domain.body import Area
from planner.domain.dose import Hold
from planner.domain.exercise import Exercise, Kind, Timing
from planner.domain.routine import Do, Routine, flat, step_length

LONGEST_HOLD_BEFORE_RUN_S = 30
"""Longer static holds before a run cost speed (Behm 2016: -1.1 % under 60 s, -4.6 % above; 30 s is our margin)."""
MOST_STATIC_PER_AREA_S = 240
"""More static stretching of one area in a session gains nothing (Ingram 2024: levels off at 4 min)."""


def area_seconds(
    routine: Routine, exercises: Mapping[str, Exercise], usual_s: Mapping[str, float] | None = None
) -> dict[Area, float]:
    """Return the usual seconds for each area, the most worked first. An exercise counts for its main area."""
    found: dict[Area, float] = {}
    for step in flat(routine.steps):
        if isinstance(step, Do) and (exercise := exercises.get(step.exercise)):
            main = exercise.areas[0]
            found[main] = found.get(main, 0.0) + step_length(step, exercises, usual_s).usual_s
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def routine_warnings(routine: Routine, exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """Return in words what goes against the rules; each says what to do."""
    known = [step for step in flat(routine.steps) if isinstance(step, Do) and step.exercise in exercises]
    missing = dict.fromkeys(
        step.exercise for step in flat(routine.steps) if isinstance(step, Do) and step.exercise not in exercises
    )
    warnings = [f"there is no exercise {one!r}: take it out" for one in missing]
    if Timing.PRE in routine.timing:
        warnings += _before_run(known, exercises)
    warnings += _too_much(known, exercises)
    return tuple(dict.fromkeys(warnings))


def _before_run(steps: list[Do], exercises: Mapping[str, Exercise]) -> list[str]:
    found: list[str] = []
    held = ""
    for step in steps:
        exercise = exercises[step.exercise]
        if not exercise.fits_before_run():
            found.append(f"{exercise.name} is not for before a run: leave it for after")
        if exercise.kind is Kind.DYNAMIC:
            held = ""
        if exercise.kind is not Kind.STATIC_STRETCH:
            continue
        held = exercise.name
        seconds = _hold_s(step, exercise)
        if seconds > LONGEST_HOLD_BEFORE_RUN_S:
            most = LONGEST_HOLD_BEFORE_RUN_S
            found.append(f"a hold of {seconds} s before a run is long: {most} s at most (Behm 2016)")
    if held:
        found.append(f"nothing moves after {held}: add a dynamic exercise behind it")
    return found


def _too_much(steps: list[Do], exercises: Mapping[str, Exercise]) -> list[str]:
    held: dict[Area, int] = {}
    for step in steps:
        exercise = exercises[step.exercise]
        if exercise.kind is Kind.STATIC_STRETCH:
            held[exercise.areas[0]] = held.get(exercise.areas[0], 0) + _hold_s(step, exercise)
    most = MOST_STATIC_PER_AREA_S
    return [
        f"{seconds / 60:.0f} min of holds a side for the {area}: above {most // 60} min nothing is gained (Ingram 2024)"
        for area, seconds in held.items()
        if seconds > most
    ]


def _hold_s(step: Do, exercise: Exercise) -> int:
    dose = step.dose or exercise.dose
    return dose.seconds * dose.times if isinstance(dose, Hold) else 0
