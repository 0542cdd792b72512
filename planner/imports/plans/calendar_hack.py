"""Calendar Hack plans: weeks of seven cells, Monday first, that lead to a race. The plan has no dates of its own."""

import re

from planner.domain.errors import BadValue
from planner.domain.units import Unit
from planner.imports.asked import Asked
from planner.imports.plans.building import Draft, build_plan, with_long_runs
from planner.imports.plans.cells import quoted, read_weeks, words
from planner.imports.plans.doubts import check_totals
from planner.imports.plans.goal import find_goal
from planner.imports.plans.imported import Imported, Notes
from planner.imports.plans.tree import Tree, read_json, read_yaml

_KNOWN = {"id", "name", "description", "type", "units", "source", "schedule"}


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a file is a Calendar Hack plan: it has a `schedule`."""
    return bool(re.search(r'(?m)^["\']?schedule["\']?[ \t]*:|[{,]\s*"?schedule"?\s*:', head))


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan in a Calendar Hack file, YAML or JSON; see `planner.imports.plans.read_plan`."""
    found = read_json(text, name) if text.lstrip().startswith("{") else read_yaml(text, name)
    if not isinstance(found, dict):
        raise BadValue(name, "this is no plan: it has no `schedule`", "Check that it is a Calendar Hack file.")
    notes = Notes()
    for key in sorted(found.keys() - _KNOWN):
        notes.say("", f"{quoted(key)} is not known and was left out: {quoted(found[key])}")
    unit = _unit(found, notes)
    weeks = with_long_runs(read_weeks(found.get("schedule"), unit, name, notes), notes)
    check_totals(weeks, unit, notes)
    draft = Draft(
        weeks=weeks,
        goal=find_goal(
            weeks,
            words(found.get("type")),
            words(found.get("name")),
            unit,
            name,
            notes,
            asked_m=asked.race_m,
        ),
        name=words(found.get("name")),
        about=words(found.get("description")),
        source=words(found.get("source")),
        id=words(found.get("id")),
    )
    plan = build_plan(draft, asked, name, notes)
    return Imported(plan=plan, notes=notes.all(), contradictions=notes.contradictions())


def _unit(found: dict[str, Tree], notes: Notes) -> Unit:
    said = words(found.get("units")).lower()
    if said in ("mi", "km"):
        return Unit(said)
    notes.say("", f"The plan's units are {quoted(said)}, not mi or km; its distances were read as km.")
    return Unit.KM
