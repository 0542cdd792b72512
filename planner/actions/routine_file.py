"""The file of one of the user's own routines, as an editor leaves it: where it is, and all that is wrong in it."""

from pathlib import Path

from planner.actions.desk import Desk
from planner.codec.lines import Part, line_of
from planner.codec.toml import BadFile
from planner.domain.routine import Do, Group, Routine, Step
from planner.domain.text import one_line
from planner.store.own_files import ROUTINES
from planner.store.reading import decode_kindly, fetch


def routine_path(desk: Desk, routine_id: str) -> Path:
    """Return where the user's own routine of that id is kept."""
    return ROUTINES.path(desk.store.root, routine_id)


def read_edited(desk: Desk, routine_id: str) -> Routine | tuple[BadFile, ...]:
    """Return the routine that its file holds now, or everything that is wrong in it, with line and key.

    An exercise that does not exist is wrong here, though a reader elsewhere only leaves the step out.
    """
    desk.library_changed()
    path = routine_path(desk, routine_id)
    try:
        data = fetch(path)
        if data is None:
            return (BadFile(str(path), "the file is gone"),)
        routine, problems = decode_kindly(data, Routine, path, schema=ROUTINES.schema, own_id=routine_id)
    except BadFile as problem:
        return (problem,)
    wrong = (*problems, *_unknown(desk, routine, path, data.decode("utf-8-sig")))
    return wrong or routine


def _unknown(desk: Desk, routine: Routine, path: Path, text: str) -> list[BadFile]:
    found: list[BadFile] = []
    for place, exercise_id in _named(routine.steps):
        if exercise_id not in desk.exercises():
            line = line_of(text, (*place, "exercise"))
            problem = BadFile(str(path), f"there is no exercise {one_line(exercise_id)!r}", line=line, key="exercise")
            problem.fix = "The library lists them by name; `planner exercise list` by id."
            found.append(problem)
    return found


def _named(steps: tuple[Step, ...]) -> list[tuple[tuple[Part, ...], str]]:
    named: list[tuple[tuple[Part, ...], str]] = []
    for n, step in enumerate(steps):
        if isinstance(step, Do):
            named.append((("steps", n), step.exercise))
        elif isinstance(step, Group):
            named += [
                (("steps", n, "steps", m), one.exercise) for m, one in enumerate(step.steps) if isinstance(one, Do)
            ]
    return named
