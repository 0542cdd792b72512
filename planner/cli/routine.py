"""`planner routine`: the routines, built in and the user's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.day_lines import minutes
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import FOUND_PROBLEMS
from planner.cli.lazy import LazyGroup
from planner.cli.values import ROUTINE, as_json, one_of, whole_number
from planner.domain.dose import show_dose
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder, exercise_ids, routine_length
from planner.domain.text import clean, one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.exercise import Exercise
    from planner.domain.routine import Step
    from planner.planning.routine_checks import RoutineWarning

COMMANDS = {
    "list": ("routine:list_routines", "All routines with how long they take."),
    "show": ("routine:show", "The steps of a routine."),
    "check": ("routine:check", "Look for mistakes in a routine, or in a file that holds one."),
    "trim": ("routine:trim_to", "What remains of a routine in the minutes there are."),
    "export": ("routine_share:export", "A routine as one text, to share."),
    "import": ("routine_share:take", "Take over a routine from such a text."),
}
_SIDES = {
    SideOrder.EACH: "each side",
    SideOrder.SORE_FIRST: "each side, the sore one first",
    SideOrder.WEAKER_FIRST: "each side, the weaker one first",
    SideOrder.LEFT: "left",
    SideOrder.RIGHT: "right",
    SideOrder.BOTH: "both sides at once",
}


@click.group("routine", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Show, check, trim and share the routines: built in and your own."""


@click.command("list")
@click.option("--timing", type=one_of(Timing, "timing"), metavar="WHEN", help=f"Only those for {', '.join(Timing)}.")
@as_json
@store_option
def list_routines(timing: Timing | None, json: bool) -> None:
    """List all routines with how long they take. `planner play ID` plays one."""
    desk = open_desk()
    library = desk.library()
    routines = [one for one in library.routines.values() if timing is None or timing in one.timing]
    lengths = {one.id: routine_length(one, library.exercises) for one in routines}
    if json:
        page.show_json(
            [
                {
                    "id": one.id,
                    "name": one_line(one.name),
                    "timing": one.timing,
                    "about": clean(one.about),
                    "length_s": msgspec.to_builtins(lengths[one.id]),
                }
                for one in routines
            ]
        )
        return
    rows = [
        (
            one.id,
            minutes(lengths[one.id]).removeprefix("about "),
            ", ".join(one.timing),
            page.shortened(one.name, 36),
        )
        for one in sorted(routines, key=lambda one: one.id)
    ]
    page.show(page.table(rows, right={1}) or ["No routine fits. `planner routine list` shows all."])


@click.command("show")
@click.argument("routine", type=ROUTINE)
@as_json
@store_option
def show(routine: str, json: bool) -> None:
    """Show the steps of ROUTINE, what it is for and how long it takes."""
    desk = open_desk()
    found = desk.routine(routine)
    if json:
        page.show_json(msgspec.to_builtins(found))
        return
    exercises = desk.exercises()
    page.show([page.loud(f"{one_line(found.name)}   {minutes(routine_length(found, exercises))}")])
    page.show(page.wrapped(found.about))
    page.show([page.quiet(f"{found.id}   for: {', '.join(found.timing)}"), "", *step_lines(found.steps, exercises)])
    if found.source:
        page.show(["", *page.wrapped(f"Source: {found.source}")])


def step_lines(steps: "tuple[Step, ...]", exercises: "dict[str, Exercise]", indent: int = 2) -> Iterator[str]:
    """Yield the steps of a routine, one a line."""
    for n, step in enumerate(steps, 1):
        match step:
            case Do(exercise=exercise_id, dose=dose, sides=sides, note=note, off=off):
                exercise = exercises.get(exercise_id)
                name = one_line(exercise.name) if exercise else f"{exercise_id} (there is no such exercise)"
                own = exercise.dose if exercise else None
                shown = dose or own
                amount = show_dose(shown) if shown else "?"
                side = f", {_SIDES[sides]}" if sides else ", each side" if exercise and _per_side(exercise) else ""
                left_out = " (left out)" if off else ""
                yield from page.wrapped(f"{n:2}  {name}: {amount}{side}{left_out}", indent, 4)
                yield from page.wrapped(note, indent + 4) if note.strip() else ()
            case Rest(seconds):
                yield f"{' ' * indent}{n:2}  rest {seconds} s"
            case Note(text):
                yield from page.wrapped(f"{n:2}  {text}", indent, 4)
            case Group(steps=inside, rounds=rounds, rest_s=rest_s):
                between = f", {rest_s} s of rest between" if rest_s and rounds > 1 else ""
                yield f"{' ' * indent}{n:2}  {'once' if rounds == 1 else f'{rounds} rounds of'}{between}:"
                yield from step_lines(inside, exercises, indent + 4)


def _per_side(exercise: "Exercise") -> bool:
    from planner.domain.exercise import Sides

    return exercise.sides is Sides.PER_SIDE


@click.command("check")
@click.argument("file", metavar="FILE|ROUTINE")
@as_json
@store_option
def check(file: str, json: bool) -> int:
    """Look for mistakes in a routine: a file (- is stdin), or the id of one there is.

    Ends with 3 if anything was found.
    """
    from planner.planning.routine_checks import accepted_warnings

    desk = open_desk()
    routine, faults = _of_desk(desk, file) if _is_known(desk, file) else _from_file(file)
    found = [one_line(fault) for fault in faults]
    warnings = _warnings(desk, routine, found)
    accepted = accepted_warnings(routine, desk.exercises()) if routine else ()
    if routine and not any(isinstance(step, Do | Group) for step in routine.steps):
        found.append("there is nothing to do in it: add an exercise.")
    if json:
        page.show_json(
            {
                "routine": routine.id if routine else None,
                "problems": [*found, *(f"{one_line(one.text)}." for one in warnings)],
                "warnings": [msgspec.to_builtins(one) for one in warnings],
                "accepted": [msgspec.to_builtins(one) for one in accepted],
            }
        )
        return FOUND_PROBLEMS if found or warnings else 0
    page.show(line for one in found for line in page.wrapped(f"- {one}", 0, 2)) if found else None
    for one in warnings:
        page.show([*page.wrapped(f"- {one_line(one.text)}.", 0, 2), *_origin(one)])
    if routine and not found and not warnings:
        length = minutes(routine_length(routine, desk.exercises()))
        page.show([f"{one_line(routine.name)} is fine: {len(routine.steps)} steps, {length}."])
    for one in accepted:
        page.show(page.quiet(line) for line in page.wrapped(f"accepted: {one_line(one.text)} ({one.key})", 0, 2))
    return FOUND_PROBLEMS if found or warnings else 0


def _warnings(desk: "Desk", routine: Routine | None, told: list[str]) -> "list[RoutineWarning]":
    """Return the warnings about a routine, but for what was told with its line."""
    from planner.planning.routine_checks import routine_warnings

    every = routine_warnings(routine, desk.exercises()) if routine else ()
    return [one for one in every if not any(one_line(one.text).partition(":")[0] in fault for fault in told)]


def _origin(warning: "RoutineWarning") -> list[str]:
    return [page.quiet(line) for line in page.wrapped(f"{warning.key}   Source: {warning.source}", 2, 2)]


def _is_known(desk: "Desk", name: str) -> bool:
    return name in desk.routine_names() or desk.store.has_routine(name)


def _of_desk(desk: "Desk", routine_id: str) -> tuple[Routine | None, tuple[str, ...]]:
    """Return a routine of the library, and what is wrong with the user's file of it."""
    from planner.codec.toml import BadFile

    found = desk.library().routines.get(routine_id)
    place = ("routines", f"{routine_id}.toml")
    own = [one for one in desk.problems if isinstance(one, BadFile) and Path(one.path).parts[-2:] == place]
    return found, tuple(str(problem) for problem in own)


@click.command("trim")
@click.argument("routine", type=ROUTINE)
@click.argument("minutes_", type=whole_number(1, 600), metavar="MINUTES")
@as_json
@store_option
def trim_to(routine: str, minutes_: int, json: bool) -> None:
    """Show what remains of ROUTINE when there are only MINUTES.

    What has priority 3 goes first: rounds, sets, long holds, then whole steps. Both sides keep the same dose.
    """
    from planner.actions.played_before import usual_seconds
    from planner.planning.routine_trim import trim

    desk = open_desk()
    whole, exercises = desk.routine(routine), desk.exercises()
    usual_s = usual_seconds(desk, whole)
    left = trim(whole, exercises, minutes_ * 60, usual_s)
    length = routine_length(left, exercises, usual_s)
    if json:
        page.show_json(msgspec.to_builtins(left) | {"length_s": msgspec.to_builtins(length)})
        return
    page.show([page.loud(f"{one_line(left.name)}   {minutes(length)} of {minutes_} min"), ""])
    page.show(step_lines(left.steps, exercises))
    gone = [one for one in exercise_ids(whole.steps) if one not in exercise_ids(left.steps)]
    if gone:
        names = ", ".join(one_line(exercises[one].name) if one in exercises else one for one in gone)
        page.show(["", *page.wrapped(f"Left out: {names}.")])


def _from_file(file: str) -> tuple[Routine | None, tuple[str, ...]]:
    """Return the routine in a file and what is wrong with the file."""
    from planner.cli.typed import read_file
    from planner.codec.toml import MOST_BYTES, BadFile
    from planner.domain.ids import slug_of
    from planner.store.own_files import ROUTINES
    from planner.store.reading import decode_kindly

    data = read_file(file, MOST_BYTES)
    path = Path("stdin" if file == "-" else file)
    try:
        found, problems = decode_kindly(
            data, Routine, path, schema=ROUTINES.schema, own_id=slug_of(path.name.removesuffix(".toml"), "routine")
        )
    except BadFile as problem:
        return None, (str(problem),)
    return found, tuple(str(problem) for problem in problems)
