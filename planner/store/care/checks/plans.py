"""What is wrong with plans and templates, and with ids that files and names give apart."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planner.codec.toml import BadFile, parse, short
from planner.domain.gear import Gear, Orthotic, Shoe
from planner.domain.layer import Layer, Thing
from planner.domain.plan import Plan
from planner.domain.template import Template
from planner.store import gear, plans, templates
from planner.store.care.checks.gear import unread_gear
from planner.store.care.checks.told import problem
from planner.store.names import SUFFIX
from planner.store.own_files import EXERCISES, ROUTINES
from planner.store.reading import fetch, slugs_in


def check_ids(root: Path) -> Iterator[BadFile]:
    """Yield the files that say another id than their name."""
    for folder in (plans.FOLDER, templates.FOLDER, ROUTINES.folder, EXERCISES.folder, gear.FOLDER):
        try:
            stems = slugs_in(root / folder)
        except BadFile:
            continue  # told already
        for stem in stems:
            path = root / folder / f"{stem}{SUFFIX}"
            try:
                said = parse(fetch(path) or b"", str(path)).get("id", stem)
            except BadFile:
                continue  # told already
            if said != stem:
                yield problem(path, f"it says {short(said)}; the file's name holds", f'Write id = "{stem}".', "id")


def check_plan(root: Path, plan: Plan, routines: frozenset[str], items: tuple[Gear, ...]) -> Iterator[BadFile]:
    """Yield what is wrong with a plan that was read."""
    path = plans.plan_path(root, plan.id)
    sessions = Counter(session.id for session in plan.base)
    if plan.race.session not in sessions:
        yield problem(path, f"there is no session {short(plan.race.session)}", "Add it to the base.", "race.session")
    for table, counted in (
        ("base", sessions),
        ("layer", Counter(layer.id for layer in plan.layers)),
        ("change", Counter(change.id for change in plan.changes)),
    ):
        for twice in (one for one, count in counted.items() if count > 1):
            yield problem(path, f"{short(twice)} stands there more than once", "Remove all but one.", table)
    yield from _layers(path, plan.layers, routines, items)


def check_template(
    root: Path, template: Template, routines: frozenset[str], items: tuple[Gear, ...]
) -> Iterator[BadFile]:
    """Yield what is wrong with a template that was read."""
    path = templates.template_path(root, template.id)
    races = sum(session.race for session in template.sessions)
    if races != 1:
        why = f"{races} sessions are the race" if races else "no session is the race"
        yield problem(path, why, "Write race = true at the race, and only there.", "session")
    for twice in (one for one, count in Counter(layer.id for layer in template.layers).items() if count > 1):
        yield problem(path, f"{short(twice)} stands there more than once", "Remove all but one.", "layer")
    yield from _layers(path, template.layers, routines, items)


def _layers(
    path: Path, layers: tuple[Layer, ...], routines: frozenset[str], items: tuple[Gear, ...]
) -> Iterator[BadFile]:
    unread = unread_gear(path.parent.parent, items)
    for number, layer in enumerate(layers):
        if not _hangs(layer, routines, items) and layer.what not in unread:
            why = f"there is no {layer.thing} {short(layer.what)}"
            yield problem(path, why, "Add it, or change the layer.", f"layer[{number}].what")


def _hangs(layer: Layer, routines: frozenset[str], items: tuple[Gear, ...]) -> bool:
    match layer.thing:
        case Thing.NOTE:
            return True
        case Thing.SHOE:
            return any(isinstance(item, Shoe) and item.id == layer.what for item in items)
        case Thing.ORTHOTIC:
            return any(isinstance(item, Orthotic) and item.id == layer.what for item in items)
        case _:
            return layer.what in routines
