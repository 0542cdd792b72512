"""The library: exercises, routines and the chain, built in and the user's own."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from planner import resources
from planner.codec.toml import BadFile, decode, short
from planner.domain.errors import NotFound
from planner.domain.exercise import Exercise
from planner.domain.ids import is_slug
from planner.domain.routine import Routine, exercise_ids
from planner.domain.text import one_line
from planner.store.names import SUFFIX
from planner.store.own_files import EXERCISES, ROUTINES
from planner.store.reading import decode_kindly, fetch, slugs_in

if TYPE_CHECKING:
    from planner.domain.chain import Chain

T = TypeVar("T", Exercise, Routine)
Problems = tuple[BadFile, ...]


class Library(msgspec.Struct, frozen=True):
    """All exercises and routines by id; the user's own stand in for built-in ones of the same id.

    `incomplete`: the routines whose file holds steps that could not be read, each with the first of those. They can be
    listed and looked at, but are not what the user wrote, so they are not played.
    """

    exercises: dict[str, Exercise]
    routines: dict[str, Routine]
    incomplete: dict[str, BadFile] = {}


class _Shelf(msgspec.Struct, frozen=True):
    exercise: tuple[Exercise, ...]


def load_library(root: Path | None) -> tuple[Library, Problems]:
    """Return the built-in library with what the store at `root` adds, and what could not be read."""
    exercises, bad_exercises = load_exercises(root)
    routines, bad_routines = load_routines(root, exercises)
    # A step is left out only from a routine that was read; the problem names the file, whose name is the id.
    incomplete = {
        slug: problem
        for problem in reversed(bad_routines)
        if problem.key.startswith("steps[") and (slug := Path(problem.path).stem) in routines
    }
    return Library(exercises, routines, incomplete), (*bad_exercises, *bad_routines)


def load_exercises(root: Path | None) -> tuple[dict[str, Exercise], Problems]:
    """Return the exercises by id, and what could not be read."""
    own, problems = _own(root, EXERCISES.folder, Exercise, EXERCISES.schema)
    return _builtin_exercises() | own, problems


def load_routines(root: Path | None, exercises: dict[str, Exercise]) -> tuple[dict[str, Routine], Problems]:
    """Return the routines by id, and what could not be read.

    A routine that names an exercise which is not among `exercises` is both returned and named among the problems: it
    can be looked at and corrected, not played.
    """
    own, problems = _own(root, ROUTINES.folder, Routine, ROUTINES.schema)
    unknown = [found for routine in own.values() if root and (found := _unknown_exercise(root, routine, exercises))]
    built_in = {slug: _builtin_routine(slug) for slug in _builtin_routine_ids()}
    return built_in | own, (*problems, *unknown)


def load_routine(routine_id: str, root: Path | None) -> Routine:
    """Return one routine and read no other. Raises `NotFound`, and `BadFile` when the user's own cannot be read."""
    if root and is_slug(routine_id):
        path = root / ROUTINES.folder / f"{routine_id}{SUFFIX}"
        if (data := fetch(path)) is not None:
            return decode_kindly(data, Routine, path, schema=ROUTINES.schema, own_id=routine_id)[0]
    if routine_id in _builtin_routine_ids():
        return _builtin_routine(routine_id)
    what = f"routine {short(one_line(routine_id))}"
    raise NotFound(what, "there is no such routine", "`planner routine list` shows them.")


def builtin_routine_ids() -> frozenset[str]:
    """Return the ids of the built-in routines."""
    return frozenset(_builtin_routine_ids())


def builtin_exercise_ids() -> frozenset[str]:
    """Return the ids of the built-in exercises; any other is the runner's own."""
    return frozenset(_builtin_exercises())


@cache
def load_chain() -> "Chain":
    """Return the chain of body areas."""
    from planner.domain.chain import SCHEMA, Chain

    return decode(resources.read("data", "chain.toml"), Chain, "data/chain.toml", schema=SCHEMA)


@cache
def _builtin_exercises() -> dict[str, Exercise]:
    shelves = [
        decode(file.read_bytes(), _Shelf, f"data/exercises/{file.name}", schema=EXERCISES.schema)
        for file in resources.files("data", EXERCISES.folder)
    ]
    return {exercise.id: exercise for shelf in shelves for exercise in shelf.exercise}


@cache
def _builtin_routine_ids() -> tuple[str, ...]:
    return tuple(file.stem for file in resources.files("data", ROUTINES.folder))


@cache
def _builtin_routine(routine_id: str) -> Routine:
    name = f"{routine_id}{SUFFIX}"
    data = resources.read("data", ROUTINES.folder, name)
    return decode(data, Routine, f"data/routines/{name}", schema=ROUTINES.schema)


def _own(root: Path | None, folder: str, kind: type[T], schema: int) -> tuple[dict[str, T], Problems]:
    found: dict[str, T] = {}
    problems: list[BadFile] = []
    if root is None:
        return found, ()
    try:
        slugs = slugs_in(root / folder)
    except BadFile as problem:
        return found, (problem,)
    for slug in slugs:
        path = root / folder / f"{slug}{SUFFIX}"
        try:
            data = fetch(path)
            if data is not None:
                found[slug], left_out = decode_kindly(data, kind, path, schema=schema, own_id=slug)
                problems += left_out
        except BadFile as problem:
            problems.append(problem)
    return found, tuple(problems)


def _unknown_exercise(root: Path, routine: Routine, exercises: dict[str, Exercise]) -> BadFile | None:
    missing = next((one for one in exercise_ids(routine.steps) if one not in exercises), None)
    if missing is None:
        return None
    path = root / ROUTINES.folder / f"{routine.id}{SUFFIX}"
    problem = BadFile(str(path), f"there is no exercise {short(one_line(missing))}", line=_line_of_word(path, missing))
    problem.fix = "`planner exercise list` shows them. Until it is corrected, the routine cannot be played."
    return problem


def _line_of_word(path: Path, word: str) -> int | None:
    """Return the first line of a file on which a word stands in quotes."""
    text = (fetch(path) or b"").decode("utf-8-sig", "replace")
    at = max(text.find(f'"{word}"'), text.find(f"'{word}'"))
    return text.count("\n", 0, at) + 1 if at >= 0 else None
