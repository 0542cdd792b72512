"""`planner exercise`: the exercises of the library."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.values import EXERCISE, as_json, one_of
from planner.domain.body import Area
from planner.domain.dose import Spots, show_dose
from planner.domain.equipment import Equipment
from planner.domain.errors import BadValue, NotFound
from planner.domain.exercise import Kind, Sides
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.domain.dose import Dose
    from planner.domain.exercise import Exercise

COMMANDS = {
    "list": ("exercise:list_exercises", "The exercises, by area, kind or equipment."),
    "show": ("exercise:show", "How an exercise is done, and when to stop."),
    "copy": ("exercise:copy", "An exercise of your own, to change, made from another."),
    "delete": ("exercise:delete", "Throw away an exercise of your own."),
}


@click.group("exercise", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Show the exercises of the library, and make your own."""


@click.command("list")
@click.option("--area", type=one_of(Area, "area"), metavar="AREA", help="Only those for a body area, such as calf.")
@click.option("--kind", type=one_of(Kind, "kind"), metavar="KIND", help=f"Only {', '.join(Kind)}.")
@click.option("--equipment", metavar="E,..", help="What you have, with a comma between; none for nothing.")
@as_json
@store_option
def list_exercises(area: Area | None, kind: Kind | None, equipment: str | None, json: bool) -> None:
    """List the exercises: those that work an area, of a kind, with what you have."""
    owned = None if equipment is None else _owned(equipment)
    found = [
        one
        for one in open_desk().exercises().values()
        if (area is None or area in one.areas)
        and (kind is None or kind is one.kind)
        and (owned is None or one.can_be_done_with(owned))
    ]
    if json:
        page.show_json([msgspec.to_builtins(one) for one in found])
        return
    rows = [
        (one.id, one.kind, one.areas[0].label, _amount(one.dose))
        for one in sorted(found, key=lambda one: (list(Kind).index(one.kind), one.id))
    ]
    page.show(page.table(rows) or ["No exercise fits. `planner exercise list` shows all."])


def _amount(dose: "Dose") -> str:
    """Return a dose short enough for a column: the tempo is in `exercise show`."""
    return "until it eases" if isinstance(dose, Spots) else show_dose(dose).partition(",")[0]


def _owned(text: str) -> frozenset[Equipment]:
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    if words == ["none"]:
        return frozenset()
    for word in words:
        if word not in list(Equipment):
            raise BadValue("--equipment", f"{word!r} is not known", f"Use some of: {', '.join(Equipment)}; or none.")
    return frozenset(Equipment(word) for word in words)


@click.command("show")
@click.argument("exercise", type=EXERCISE)
@as_json
@store_option
def show(exercise: str, json: bool) -> None:
    """Show how EXERCISE is done, what makes it easier or harder, and when to stop."""
    found = open_desk().exercises().get(exercise)
    if found is None:
        raise NotFound(
            f"exercise {one_line(exercise)!r}", "there is no such exercise", "`planner exercise list` shows them."
        )
    if json:
        page.show_json(msgspec.to_builtins(found))
    else:
        page.show(_lines(found))


def _lines(one: "Exercise") -> Iterator[str]:
    side = ", each side" if one.sides is Sides.PER_SIDE else ""
    yield page.loud(f"{one_line(one.name)}   {show_dose(one.dose)}{side}")
    yield page.quiet(
        f"{one.id}   {one.kind}   for: {', '.join(area.label for area in one.areas)}   when: {', '.join(one.timing)}"
    )
    if one.equipment:
        yield f"needs {' and '.join(' or '.join(choice) for choice in one.equipment)}"
    yield ""
    yield from page.wrapped(one.position, 2) if one.position else ()
    for n, step in enumerate(one.steps, 1):
        yield from page.wrapped(f"{n}  {step}", 2, 3)
    yield ""
    for word, text in (
        ("cue", one.cue),
        ("easier", one.easier),
        ("harder", one.harder),
        ("stop", one.stop),
        ("note", one.note),
        ("studies", one.evidence),
        ("source", one.source),
    ):
        yield from page.wrapped(f"{word + ':':9}{text}", 2, 9) if text.strip() else ()


@click.command("copy")
@click.argument("exercise", type=EXERCISE)
@click.option("--name", metavar="NAME", help="What to call it; as the other one, with (mine) behind it, if not given.")
@store_option
def copy(exercise: str, name: str | None) -> None:
    """Make an exercise of your own from EXERCISE, to change in a text editor or in the program."""
    from planner.actions.exercises import own_copy, save_own_exercise
    from planner.cli.typed import readable

    if name is not None and not one_line(name):
        raise BadValue("--name", "it is empty", "Give the exercise a name.")
    desk = open_desk()
    made = save_own_exercise(desk, own_copy(desk, exercise, readable(name or "")))
    path = desk.store.root / "exercises" / f"{made.id}.toml"
    page.show(page.wrapped(f"{made.name} is your exercise {made.id}. Its file: {one_line(str(path))}"))


@click.command("delete")
@click.argument("exercise", type=EXERCISE)
@store_option
def delete(exercise: str) -> None:
    """Throw away EXERCISE, one of your own, unless a routine needs it. The built-in ones stay."""
    from planner.actions.exercises import delete_own_exercise

    desk = open_desk()
    name = desk.exercises()[exercise].name if exercise in desk.exercises() else exercise
    gone = delete_own_exercise(desk, exercise)
    page.show(page.wrapped(f"Deleted {one_line(name)}. The file is kept as .state/trash/{gone} in the store."))
