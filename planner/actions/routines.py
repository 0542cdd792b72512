"""The user's own routines: saved beside the built-in ones."""

from itertools import count

import msgspec

from planner.actions.desk import Desk
from planner.domain.errors import BadValue
from planner.domain.exercise import Kind
from planner.domain.ids import SUGGESTED, slug_of
from planner.domain.layer import Thing
from planner.domain.routine import Do, Routine, exercise_ids, flat, step_length
from planner.domain.text import one_line
from planner.planning.routine_checks import routine_warnings

_THINGS = {Kind.ROLL: Thing.ROLL, Kind.STRENGTH: Thing.STRENGTH}


def save_own(desk: Desk, routine: Routine, *, was: Routine | None = None) -> Routine:
    """Save a routine as the user's own and return it as saved.

    A routine without an id gets one from its name. Raises `BadValue` for a routine without a name or
    without anything to do, and for an exercise that does not exist; with `was`, what the change was made to,
    `ChangedOutside` when its file says something else by now.
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
    desk.store.save_routine(saved, was=was)
    desk.library_changed()
    return saved


def free_id(desk: Desk, name: str) -> str:
    """Return an id for a routine of that name which no routine has, nor a file that cannot be read."""
    taken = desk.routine_names()
    base = slug_of(name, "routine")[:50].strip("-")
    return next(
        made
        for n in count(1)
        if (made := base if n == 1 else f"{base}-{n}") not in taken
        and made != SUGGESTED
        and not desk.store.has_routine(made)
    )


def check_holds(desk: Desk, routine: Routine) -> None:
    """Raise `BadValue` for a long static hold before a run that the runner has not accepted."""
    for warning in routine_warnings(routine, desk.exercises()):
        if warning.needs_consent:
            fix = "In the builder ! allows it in this routine, < on the step makes it shorter."
            raise BadValue("before a run", f"{warning.text} ({warning.source})", fix)


def check_whole(desk: Desk, routine: Routine) -> None:
    """Raise `BadValue` for a routine that cannot be played as it was meant.

    That is one whose file holds steps that could not be read, or that names an exercise there is not.
    """
    fix = f"Correct it: `planner routine check {routine.id}` says what is wrong."
    lost = desk.library().incomplete.get(routine.id)
    if lost:
        why = f"{lost.key} could not be read ({one_line(lost.value) or lost.why}), so it is not whole"
        raise BadValue(lost.what, why, fix)
    unknown = next((one for one in exercise_ids(routine.steps) if one not in desk.exercises()), None)
    if unknown:
        place = f"routine {one_line(routine.name) or routine.id!r}"
        raise BadValue(
            place,
            f"there is no exercise {one_line(unknown)!r}",
            fix if desk.store.has_routine(routine.id) else "Take it out, or choose another one.",
        )


def thing_of(desk: Desk, routine_id: str) -> Thing:
    """Return what a routine mostly is, by time: rolling, strength, or stretching (which moving counts as)."""
    exercises = desk.exercises()
    seconds = dict.fromkeys((Thing.ROLL, Thing.STRETCH, Thing.STRENGTH), 0.0)
    for step in flat(desk.routine(routine_id).steps):
        if isinstance(step, Do) and step.exercise in exercises:
            kind = exercises[step.exercise].kind
            seconds[_THINGS.get(kind, Thing.STRETCH)] += step_length(step, exercises).usual_s
    return max(seconds, key=lambda thing: seconds[thing])
