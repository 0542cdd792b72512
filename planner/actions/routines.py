"""The user's own routines: saved beside the built-in ones."""

import msgspec

from planner.actions.desk import Desk
from planner.domain.errors import BadValue
from planner.domain.exercise import Kind
from planner.domain.ids import slug_of
from planner.domain.layer import Thing
from planner.domain.routine import Do, Routine, exercise_ids, flat, step_length
from planner.domain.text import one_line

_THINGS = {Kind.ROLL: Thing.ROLL, Kind.STRENGTH: Thing.STRENGTH}


def save_own(desk: Desk, routine: Routine) -> Routine:
    """Save a routine as the user's own and return it as saved.

    A routine without an id gets one from its name. Raises `BadValue` for a routine without a name or
    without anything to do, and for an exercise that does not exist.
    """
    name = one_line(routine.name)
    if not name:
        raise BadValue("routine", "it has no name", "Give it one.")
    if not any(isinstance(step, Do) for step in flat(routine.steps)):
        raise BadValue(f"routine {name!r}", "it has no exercise", "Add one from the library.")
    unknown = [one for one in exercise_ids(routine.steps) if one not in desk.exercises()]
    if unknown:
        raise BadValue(
            f"routine {name!r}", f"there is no exercise {unknown[0]!r}", "`planner exercise list` shows them."
        )
    saved = msgspec.structs.replace(routine, name=name, id=routine.id or free_id(desk, name))
    desk.store.save_routine(saved)
    desk.library_changed()
    return saved


def free_id(desk: Desk, name: str) -> str:
    """Return an id for a routine of that name which no routine has."""
    taken = desk.routine_names()
    base = slug_of(name, "routine")[:50]
    return next(made for n in range(1, len(taken) + 2) if (made := base if n == 1 else f"{base}-{n}") not in taken)


def thing_of(desk: Desk, routine_id: str) -> Thing:
    """Return what a routine mostly is, by time: rolling, strength, or stretching (which moving counts as)."""
    exercises = desk.exercises()
    seconds = dict.fromkeys((Thing.ROLL, Thing.STRETCH, Thing.STRENGTH), 0.0)
    for step in flat(desk.routine(routine_id).steps):
        if isinstance(step, Do) and step.exercise in exercises:
            kind = exercises[step.exercise].kind
            seconds[_THINGS.get(kind, Thing.STRETCH)] += step_length(step, exercises).usual_s
    return max(seconds, key=lambda thing: seconds[thing])
