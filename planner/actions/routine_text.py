"""A routine as one text to share, with the exercises of one's own that it needs; read strictly, then taken over."""

import re

import msgspec
from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.actions.exercises import (
    check_exercise,
    cleaned_exercise,
    free_exercise_id,
    is_own_exercise,
    save_own_exercise,
)
from planner.actions.routines import free_id, save_own
from planner.codec.layout import laid_out
from planner.codec.lines import line_of
from planner.codec.toml import BadFile, parse, tables_of, text_of
from planner.domain.errors import BadValue
from planner.domain.exercise import Exercise
from planner.domain.ids import is_slug
from planner.domain.routine import Do, Group, Note, Rest, Routine, exercise_ids
from planner.domain.text import one_line
from planner.planning.routine_checks import routine_warnings
from planner.store.shared_routine import SCHEMA, BadRoutineText, read_shared

MOST_SHARED_BYTES = 1024 * 1024
"""A text larger than this is no routine: one of 500 steps takes 100 kB."""
_END = "# End of the routine."
_START = r"(?:schema|id|name|timing|about|source|accepted|cues|steps)[ \t]*=|\[\[?(?:steps|exercise|cues)\]"


class SharedRoutine(msgspec.Struct, frozen=True):
    """A routine read from a text, the exercises that come with it, and what to know before it is taken over."""

    routine: Routine
    exercises: tuple[Exercise, ...] = ()
    notes: tuple[str, ...] = ()


def routine_text(desk: Desk, routine: Routine) -> str:
    """Return a routine as one text, with the exercises of the user's own that it needs.

    What the user accepted stays with the user: whoever takes the routine over is warned again. Raises `BadValue` for an
    exercise that does not exist, since nobody could take that over.
    """
    needed = exercise_ids(routine.steps)
    unknown = next((one for one in needed if one not in desk.exercises()), None)
    if unknown:
        place = f"routine {one_line(routine.name)!r}"
        raise BadValue(place, f"there is no exercise {one_line(unknown)!r}", "Take it out first.")
    tables = {"schema": SCHEMA} | tables_of(replace(routine, accepted=()))
    own = [tables_of(desk.exercises()[one]) for one in needed if is_own_exercise(desk, one)]
    head = (
        f"# A routine for planner: {one_line(routine.name)}\n"
        "# To take it over, save this text as FILE and run: planner routine import FILE\n"
    )
    body = laid_out(tables | ({"exercise": own} if own else {}))
    return f"{head}{body.decode()}\n{_END}\n"


def read_routine_text(desk: Desk, data: bytes, name: str) -> SharedRoutine:
    """Return the routine that a text holds; `name` is how messages call the text.

    A text that mail has quoted or indented, or that stands between fences of ```, is read too. Nothing is left out
    silently. Raises `BadFile`; once it is TOML as `BadRoutineText`, which holds every fault with its line and key.
    """
    text = unquoted(data, name)
    routine, exercises = read_shared(text, name, desk.exercises())
    faults = tuple(fault for n, one in enumerate(exercises) if (fault := _fault(one, n, text, name)))
    if faults:
        raise BadRoutineText(faults)
    shared = SharedRoutine(replace(routine, accepted=(), name=one_line(routine.name)), exercises)
    return replace(shared, notes=_notes(desk, shared))


def take_over(desk: Desk, shared: SharedRoutine, name: str | None = None) -> Routine:
    """Save a routine and the exercises it needs as the user's own, and return the routine as saved.

    What the user has already, under whatever id, is used as it is; what differs comes under a free id. So nothing is
    overwritten, and taking over the same text again changes nothing. Raises `BadValue` for an empty `name`.
    """
    if name is not None and not one_line(name):
        raise BadValue("name", "it is empty", "Give the routine a name.")
    routine = shared.routine if name is None else replace(shared.routine, name=one_line(name))
    have = _had(desk, shared)
    if all(have.values()) and (same := _same_routine(desk, _renamed(routine, have))):
        return same
    ids: dict[str, str] = {}
    for one in _needed(shared):
        ids[one.id] = have[one.id] or save_own_exercise(desk, replace(one, id=_free_exercise(desk, one))).id
    is_free = is_slug(routine.id) and routine.id not in desk.routine_names() and not desk.store.has_routine(routine.id)
    return save_own(desk, replace(_renamed(routine, ids), id=routine.id if is_free else free_id(desk, routine.name)))


def unquoted(data: bytes, name: str) -> str:
    """Return the text of a routine without what mail and chats put around it; every line keeps its number.

    Raises `BadFile` for what is no text, too large, or no routine.
    """
    if len(data) > MOST_SHARED_BYTES:
        raise BadFile(name, f"{len(data) / 1048576:.0f} MB", expected="at most 1 MB")
    text = text_of(data, name)
    try:
        if "schema" in parse(data, name):
            return text
    except BadFile:
        pass  # perhaps it is quoted
    kept: list[str] = []
    begun = ended = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        bare = re.sub(r"^[\s>]+", "", line)
        begun = begun or bool(re.match(_START, bare))
        ended = ended or (begun and (bare.startswith(("```", _END)) or bare.rstrip() == "--"))
        kept.append(bare if begun and not ended else "")
    if not begun:
        problem = BadFile(name, "there is no routine in it")
        problem.fix = "`planner routine export ID` writes one."
        raise problem
    return "\n".join(kept)


def _fault(exercise: Exercise, number: int, text: str, name: str) -> BadFile | None:
    try:
        check_exercise(exercise)
    except BadValue as wrong:
        line = line_of(text, ("exercise", number, wrong.what)) or line_of(text, ("exercise", number))
        problem = BadFile(name, wrong.why, line=line, key=f"exercise[{number}].{wrong.what}")
        problem.fix = wrong.fix
        return problem
    return None


def _needed(shared: SharedRoutine) -> list[Exercise]:
    """Return the exercises that come along and are needed."""
    named = exercise_ids(shared.routine.steps)
    return [one for one in shared.exercises if one.id in named]


def _had(desk: Desk, shared: SharedRoutine) -> dict[str, str]:
    """Return for each exercise that comes along the id under which the user has the same one; empty if none."""
    return {one.id: _same_exercise(desk, one) for one in _needed(shared)}


def _same_exercise(desk: Desk, exercise: Exercise) -> str:
    wanted = cleaned_exercise(exercise)
    every = desk.exercises()
    here = every.get(exercise.id)
    for one in (here, *every.values()):
        if one is not None and cleaned_exercise(replace(one, id=wanted.id)) == wanted:
            return one.id
    return ""


def _free_exercise(desk: Desk, exercise: Exercise) -> str:
    is_free = exercise.id not in desk.exercises() and not is_own_exercise(desk, exercise.id)
    return exercise.id if is_free else free_exercise_id(desk, exercise.name)


def _same_routine(desk: Desk, routine: Routine) -> Routine | None:
    library = desk.library()
    whole = (one for one in library.routines.values() if one.id not in library.incomplete)
    return next((one for one in whole if replace(one, id=routine.id, accepted=()) == routine), None)


def _renamed(routine: Routine, ids: dict[str, str]) -> Routine:
    """Return the routine with exercises under other ids."""

    def step(one: Do | Rest | Note) -> Do | Rest | Note:
        return replace(one, exercise=ids.get(one.exercise) or one.exercise) if isinstance(one, Do) else one

    return replace(
        routine,
        steps=tuple(
            replace(one, steps=tuple(step(inner) for inner in one.steps)) if isinstance(one, Group) else step(one)
            for one in routine.steps
        ),
    )


def _notes(desk: Desk, shared: SharedRoutine) -> tuple[str, ...]:
    """Return what there is to know before the routine is taken over."""
    have = _had(desk, shared)
    notes: list[str] = []
    if all(have.values()) and (same := _same_routine(desk, _renamed(shared.routine, have))):
        notes.append(f"You have this routine already: {one_line(same.name)} ({same.id}).")
    for one in _needed(shared):
        name = one_line(one.name)
        if have[one.id]:
            notes.append(f"You have the exercise {name} already.")
        elif one.id in desk.exercises():
            notes.append(f"The exercise {name} differs from yours of that id; both are kept.")
        else:
            notes.append(f"Brings the exercise {name}.")
    come_along = desk.exercises() | {one.id: one for one in shared.exercises}
    notes += [f"{one.text} ({one.source})." for one in routine_warnings(shared.routine, come_along)]
    return tuple(notes)
