"""Calendar Hack plans: weeks of seven cells, Monday first, that lead to a race. The plan has no dates of its own."""

import re

import msgspec

from planner.domain.errors import BadValue
from planner.domain.session import SessionKind
from planner.domain.text import clean, one_line
from planner.domain.units import MOST_M, Span, Unit, show_number
from planner.imports.asked import Asked
from planner.imports.decimals import decimal
from planner.imports.notes import Notes, quoted
from planner.imports.plans.amounts import distance_of, duration_of, paired
from planner.imports.plans.building import Draft, build_plan, with_long_runs
from planner.imports.plans.cells import LONGEST_TEXT, LONGEST_TITLE, MOST_WEEKS, Cell, Week, fitted, place_of
from planner.imports.plans.doubts import check_totals
from planner.imports.plans.goal import find_goal
from planner.imports.plans.imported import Imported
from planner.imports.plans.kinds import guess
from planner.imports.plans.rounding import NEAR
from planner.imports.plans.tree import Tree, read_json, read_yaml, say_unknown, text_of

_KEYS = ("id", "name", "description", "type", "units", "source", "schedule")
_WEEK_KEYS = ("workouts", "description", "distance")
_WORKOUT_KEYS = ("title", "description", "distance", "tags")
_TAGS = ("rest", "easy run", "run", "long run", "cross train", "race", "speedwork", "hills")
_MOST_WORKOUTS = 70
"""Workouts of one week: ten a day."""


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a file is a Calendar Hack plan: it has a `schedule`."""
    return bool(re.search(r'(?m)^["\']?schedule["\']?[ \t]*:|[{,]\s*"?schedule"?\s*:', head))


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan in a Calendar Hack file, YAML or JSON; see `planner.imports.plans.read_plan`."""
    found = read_json(text, name) if text.lstrip().startswith("{") else read_yaml(text, name)
    if not isinstance(found, dict):
        raise BadValue(name, "this is no plan: it has no `schedule`", "Check that it is a Calendar Hack file.")
    notes = Notes()
    say_unknown(found, _KEYS, "", notes)
    unit = _unit(found, notes)
    weeks = with_long_runs(_weeks(found.get("schedule"), unit, name, notes), notes)
    check_totals(weeks, unit, notes)
    draft = Draft(
        weeks=weeks,
        goal=find_goal(
            weeks,
            text_of(found.get("type")),
            text_of(found.get("name")),
            unit,
            name,
            notes,
            asked_m=asked.race_m,
        ),
        name=text_of(found.get("name")),
        about=text_of(found.get("description")),
        source=text_of(found.get("source")),
        id=text_of(found.get("id")),
    )
    plan = build_plan(draft, asked, name, notes)
    return Imported(plan=plan, notes=notes.all(), contradictions=notes.contradictions())


def _unit(found: dict[str, Tree], notes: Notes) -> Unit:
    said = text_of(found.get("units")).lower()
    if said in ("mi", "km"):
        return Unit(said)
    notes.say("", f"The plan's units are {quoted(said)}, not mi or km; its distances were read as km.")
    return Unit.KM


def _weeks(found: Tree | None, unit: Unit, name: str, notes: Notes) -> tuple[Week, ...]:
    """Return the weeks of a file's `schedule`. Raises `BadValue` when it is no list of weeks."""
    if not isinstance(found, list) or not found:
        raise BadValue(f"{name}: schedule", "there are no weeks in it", "It is a list of weeks with `workouts`.")
    if len(found) > MOST_WEEKS:
        raise BadValue(f"{name}: schedule", f"it has {len(found)} weeks", f"At most {MOST_WEEKS} are read.")
    weeks = tuple(_week(week, number, unit, name, notes) for number, week in enumerate(found))
    if not any(week.cells for week in weeks):
        raise BadValue(
            f"{name}: schedule", "there are no workouts in it", "Each week has `workouts`, one for each day."
        )
    return weeks


def _week(found: Tree, number: int, unit: Unit, name: str, notes: Notes) -> Week:
    place = f"week {number + 1}"
    workouts = found.get("workouts") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(workouts, list):
        raise BadValue(f"{name}: {place}", "it has no list of `workouts`", "Give it one workout for each day.")
    if len(workouts) > _MOST_WORKOUTS:
        raise BadValue(f"{name}: {place}", f"it has {len(workouts)} workouts", "A week has 7, Monday first.")
    say_unknown(found, _WEEK_KEYS, place, notes)
    if len(workouts) != 7:
        _say_count(len(workouts), place, notes)
    cells = [_cell(workout, number, index, unit, notes) for index, workout in enumerate(workouts)]
    if (about := text_of(found.get("description"))[:LONGEST_TEXT]) and cells:
        cells[0] = msgspec.structs.replace(cells[0], note=about)
    elif about:
        notes.say(place, f"it has no days; its description was left out: {quoted(about)}")
    target = _distance(found.get("distance"), unit, f"{place}, distance", notes)
    return Week(cells=tuple(cells), target_m=target.middle_m if target else 0.0)


def _say_count(count: int, place: str, notes: Notes) -> None:
    if count > 7:
        notes.say(place, f"it has {count} workouts, not 7; those after Sunday were put on Sunday too.")
    elif count:
        notes.say(place, f"it has {count} of 7 workouts; they stand on the days from Monday on.")
    else:
        notes.say(place, "it has no workouts; its seven days are empty.")


def _cell(found: Tree, week: int, index: int, unit: Unit, notes: Notes) -> Cell:
    place = place_of(week, index)
    if isinstance(found, str):
        # A bare word is what people write by hand; it can only be the title.
        found = {"title": found}
    if not isinstance(found, dict):
        notes.say(place, f"this is not a workout; it is kept as it stands: {quoted(found)}")
        return Cell(week=week, index=index, title="", text=clean(str(found))[:1000], kind=SessionKind.OTHER)
    say_unknown(found, _WORKOUT_KEYS, place, notes)
    title, text = _titles(found, unit, place, notes)
    tags = _tags(found.get("tags"), place, notes)
    kinds = guess(title, text, tags)
    distance = _distance(found.get("distance"), unit, place, notes)
    stated = distance_of(title, unit)
    if distance and stated and not distance.low_m * (1 - NEAR) <= stated.middle_m <= distance.high_m * (1 + NEAR):
        notes.say(place, f"the title says {quoted(title)}, the distance {_shown(distance, unit)}; the distance counts.")
    if kinds is None:
        kinds = (SessionKind.RUN if distance or stated else SessionKind.OTHER, None)
        if kinds[0] is SessionKind.OTHER:
            notes.say(place, f"planner does not know what sort of session {quoted(title)} is; it is kept as “other”.")
    is_idle = kinds == (SessionKind.REST, None)
    if distance and is_idle:
        notes.say(place, f"a rest day has a distance, {_shown(distance, unit)}; it was left out.")
    return Cell(
        week=week, index=index, title=title, text=text, kind=kinds[0], or_kind=kinds[1], tags=tags,
        distance=None if is_idle else distance or (stated if kinds[0].is_run else None),
        duration_s=None if is_idle else duration_of(title, text),
    )  # fmt: skip


def _titles(found: dict[str, Tree], unit: Unit, place: str, notes: Notes) -> tuple[str, str]:
    """Return title and text; a title that no screen could show goes whole into the text."""
    for key in ("title", "description"):
        if not isinstance(found.get(key, ""), str):
            notes.say(place, f"its {key} is not a text and was left out: {quoted(found[key])}")
    title = paired(one_line(text_of(found.get("title"))), unit)
    text = paired(text_of(found.get("description")), unit)
    if not title:
        notes.say(place, "it has no title.")
    if len(title) > LONGEST_TITLE:
        notes.say(place, "its title is very long; it stands whole in the session's text.")
    return fitted(title, text, place, notes)


def _tags(found: Tree | None, place: str, notes: Notes) -> tuple[str, ...]:
    listed = [found] if isinstance(found, str) and found else found if isinstance(found, list) else []
    if isinstance(found, dict):
        notes.say(place, f"its tags are not a list and were left out: {quoted(found)}")
    tags = [one_line(tag) if isinstance(tag, str) else "" for tag in listed]
    for tag in listed:
        if not isinstance(tag, str) or one_line(tag).lower() not in _TAGS:
            notes.say(place, f"the tag {quoted(tag)} is not known and was left out.")
    return tuple(tag for tag in tags if tag.lower() in _TAGS)


def _distance(found: Tree | None, unit: Unit, place: str, notes: Notes) -> Span | None:
    """Return a distance given as a number or as [low, high] in the plan's unit; 0 says nothing."""
    if found is None or found in ("", []):
        return None
    listed = found if isinstance(found, list) else [found]
    numbers = [number for one in listed if isinstance(one, str) and (number := decimal(one)) is not None]
    if len(numbers) == len(listed) <= 2:
        if not any(numbers):
            return None
        if min(numbers) > 0 and max(numbers) * unit.metres < MOST_M:
            return Span(min(numbers) * unit.metres, max(numbers) * unit.metres)
    notes.say(place, f"{quoted(found)} is not a distance and was left out.")
    return None


def _shown(distance: Span, unit: Unit) -> str:
    low, high = (show_number(metres / unit.metres, 2) for metres in (distance.low_m, distance.high_m))
    return f"{low} {unit}" if low == high else f"{low}-{high} {unit}"
