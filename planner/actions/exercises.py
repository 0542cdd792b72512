"""The user's own exercises: saved beside the built-in ones, copied from them, thrown away."""

from itertools import count

from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.domain.dose import Dose, Hold, Reps
from planner.domain.errors import BadValue, NotFound
from planner.domain.exercise import Exercise
from planner.domain.ids import slug_of
from planner.domain.routine import exercise_ids
from planner.domain.text import clean, one_line

MOST_NAME = 80
"""Letters of an exercise's name: more does not fit the player's screen."""
MOST_TEXT = 2000
"""Letters of any other text of an exercise."""
MOST_LINES = 30
"""Steps of how an exercise is done."""
MOST_HELD_S = 3600
MOST_REPS = 2000
"""All seconds and all repetitions of one exercise a side, sets counted; more is a slip of the keys."""
_TEXTS = ("position", "cue", "easier", "harder", "stop", "source", "evidence", "note")


def save_own_exercise(desk: Desk, exercise: Exercise) -> Exercise:
    """Save an exercise as the user's own and return it as saved.

    An exercise without an id gets one from its name. Comments that stand in its file stay. Raises `BadValue` for what
    `check_exercise` finds, `BadFile` when there is a file of that id that cannot be read.
    """
    name = one_line(exercise.name)
    check_exercise(replace(exercise, name=name))
    saved = replace(cleaned_exercise(exercise), id=exercise.id or free_exercise_id(desk, name))
    desk.store.save_exercise(saved)
    desk.library_changed()
    return saved


def check_exercise(exercise: Exercise) -> None:
    """Raise `BadValue` for an exercise without a name or an area, with an absurd dose, or with texts that are too long.

    `what` of the error is the field.
    """
    place = "name"
    if not one_line(exercise.name):
        raise BadValue(place, "it is empty", "Give the exercise a name.")
    if len(exercise.name) > MOST_NAME:
        raise BadValue(place, f"it is longer than {MOST_NAME} letters", "Write a shorter one.")
    if not exercise.areas:
        raise BadValue("areas", "there is none", "Name the area that it works.")
    for field, text in [(field, getattr(exercise, field)) for field in _TEXTS] + [("steps", x) for x in exercise.steps]:
        if len(text) > MOST_TEXT:
            raise BadValue(field, f"it is longer than {MOST_TEXT} letters", "Write a shorter one.")
    if len(exercise.steps) > MOST_LINES:
        raise BadValue("steps", f"there are more than {MOST_LINES}", "Say it in fewer.")
    _check_dose(exercise.dose)


def cleaned_exercise(exercise: Exercise) -> Exercise:
    """Return an exercise as it is saved: no control characters, no blanks at the ends, no empty steps."""
    texts = {field: clean(getattr(exercise, field)).strip() for field in _TEXTS}
    lines = tuple(line for step in exercise.steps if (line := one_line(step)))
    return replace(exercise, name=one_line(exercise.name), steps=lines, **texts)


def free_exercise_id(desk: Desk, name: str) -> str:
    """Return an id for an exercise of that name which no exercise has, nor a file that cannot be read."""
    base = slug_of(name, "exercise")[:50].strip("-")
    taken = desk.exercises()
    return next(
        made
        for n in count(1)
        if (made := base if n == 1 else f"{base}-{n}") not in taken and not desk.store.has_exercise(made)
    )


def is_own_exercise(desk: Desk, exercise_id: str) -> bool:
    """Tell whether an exercise is one of the user's own, be it in place of a built-in one."""
    return desk.store.has_exercise(exercise_id)


def own_copy(desk: Desk, exercise_id: str, name: str = "") -> Exercise:
    """Return a copy of an exercise to change, under a free id; it is not saved yet. Raises `NotFound`.

    Without a `name` it is called as the exercise, with `(mine)` behind it.
    """
    found = _exercise(desk, exercise_id)
    called = one_line(name) or f"{one_line(found.name)[: MOST_NAME - 7]} (mine)"
    return replace(found, id=free_exercise_id(desk, called), name=called)


def delete_own_exercise(desk: Desk, exercise_id: str) -> str:
    """Move one of the user's own exercises to the trash and return the name it has there.

    Raises `NotFound`, and `BadValue` while a routine needs it; one in place of a built-in one is never needed.
    """
    from planner.store.library import load_exercises

    if not is_own_exercise(desk, exercise_id):
        place = f"exercise {one_line(exercise_id)!r}"
        raise NotFound(place, "it is not one of your own exercises", "`planner exercise list` shows them.")
    built_in, _ = load_exercises(None)
    for routine in desk.library().routines.values() if exercise_id not in built_in else ():
        if exercise_id in exercise_ids(routine.steps):
            why = f"the routine {one_line(routine.name)} needs it"
            raise BadValue(f"exercise {exercise_id!r}", why, "Take it out of there first.")
    gone = desk.store.delete_exercise(exercise_id)
    desk.library_changed()
    return gone


def _exercise(desk: Desk, exercise_id: str) -> Exercise:
    found = desk.exercises().get(exercise_id)
    if found is None:
        place = f"exercise {one_line(exercise_id)!r}"
        raise NotFound(place, "there is no such exercise", "`planner exercise list` shows them.")
    return found


def _check_dose(dose: Dose) -> None:
    match dose:
        case Hold(seconds, times) if seconds * times > MOST_HELD_S:
            raise BadValue("dose", f"{seconds} s x {times} is longer than an hour a side", "Write less.")
        case Reps(reps, sets) if reps * sets > MOST_REPS:
            raise BadValue("dose", f"{reps} x {sets} is more than {MOST_REPS} repetitions a side", "Write less.")
        case _:
            return
