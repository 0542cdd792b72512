"""The weeks of a Calendar Hack file as cells: one workout each, with everything odd said in notes."""

import re

import msgspec

from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.session import SessionKind, Slot
from planner.domain.text import clean, one_line
from planner.domain.units import MOST_M, Span, Unit, show_number
from planner.imports.plans.imported import Notes
from planner.imports.plans.tree import Tree
from planner.imports.plans.wording import distance_of, duration_of, guess, paired

MOST_WEEKS = 200
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,12})?|\.\d{1,12}", re.ASCII)
_LONGEST_TITLE = 160
_LONGEST_TEXT = 10_000
_KNOWN = ("title", "description", "distance", "tags")
_WEEKDAYS = tuple(weekday.full for weekday in Weekday)


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One workout. `week` and `index` count from 0, Monday first; `is_tagged` says that the file names the kind."""

    week: int
    index: int
    title: str
    text: str
    kind: SessionKind
    or_kind: SessionKind | None = None
    distance: Span | None = None
    duration_s: int | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    slot: Slot | None = None
    clock: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Where it stands, in words: `week 3, Tuesday`, or `line 12` in a file whose lines a person can count."""
        return f"line {self.line}" if self.line else place_of(self.week, self.index)


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """One week of the file; `target_m` is 0 where the file gives no total."""

    cells: tuple[Cell, ...]
    target_m: float = 0.0


def place_of(week: int, index: int) -> str:
    """Return a cell's place in words."""
    return f"week {week + 1}, {_WEEKDAYS[index] if index < 7 else f'day {index + 1}'}"


def words(value: Tree | None) -> str:
    """Return what a field says as clean text; a list or a mapping says nothing."""
    return clean(value).strip() if isinstance(value, str) else ""


def quoted(value: Tree) -> str:
    """Return a value of the file for a note: clean, short, in quotes."""
    shown = one_line(value if isinstance(value, str) else str(value)[:400])
    return f"“{shown if len(shown) <= 60 else shown[:59] + '…'}”"


def read_weeks(found: Tree | None, unit: Unit, name: str, notes: Notes) -> tuple[Week, ...]:
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
    if len(workouts) > 70:
        raise BadValue(f"{name}: {place}", f"it has {len(workouts)} workouts", "A week has 7, Monday first.")
    for key in found.keys() - {"workouts", "description", "distance"}:
        notes.say(place, f"{quoted(key)} is not known and was left out: {quoted(found[key])}")
    if len(workouts) != 7:
        _say_count(len(workouts), place, notes)
    cells = [_cell(workout, number, index, unit, notes) for index, workout in enumerate(workouts)]
    if (about := words(found.get("description"))[:_LONGEST_TEXT]) and cells:
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
    for key in sorted(found.keys() - set(_KNOWN)):
        notes.say(place, f"{quoted(key)} is not known and was left out: {quoted(found[key])}")
    title, text = _titles(found, unit, place, notes)
    tags = _tags(found.get("tags"), place, notes)
    kinds = guess(title, text, tags)
    distance = _distance(found.get("distance"), unit, place, notes)
    stated = distance_of(title, unit)
    if distance and stated and not distance.low_m * 0.97 <= stated.middle_m <= distance.high_m * 1.03:
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
    title = paired(one_line(words(found.get("title"))), unit)
    text = paired(words(found.get("description")), unit)
    if not title:
        notes.say(place, "it has no title.")
    if len(title) > _LONGEST_TITLE:
        text = f"{title}\n{text}".strip()
        title = title[: _LONGEST_TITLE - 1] + "…"
        notes.say(place, "its title is very long; it stands whole in the session's text.")
    if len(text) > _LONGEST_TEXT:
        notes.say(place, f"its text was cut after {_LONGEST_TEXT} characters.")
    return title, text[:_LONGEST_TEXT]


def _tags(found: Tree | None, place: str, notes: Notes) -> tuple[str, ...]:
    known = ("rest", "easy run", "run", "long run", "cross train", "race", "speedwork", "hills")
    listed = [found] if isinstance(found, str) and found else found if isinstance(found, list) else []
    if isinstance(found, dict):
        notes.say(place, f"its tags are not a list and were left out: {quoted(found)}")
    tags = [one_line(tag) if isinstance(tag, str) else "" for tag in listed]
    for tag in listed:
        if not isinstance(tag, str) or one_line(tag).lower() not in known:
            notes.say(place, f"the tag {quoted(tag)} is not known and was left out.")
    return tuple(tag for tag in tags if tag.lower() in known)


def _distance(found: Tree | None, unit: Unit, place: str, notes: Notes) -> Span | None:
    """Return a distance given as a number or as [low, high] in the plan's unit; 0 says nothing."""
    if found is None or found in ("", []):
        return None
    listed = found if isinstance(found, list) else [found]
    numbers = [float(one) for one in listed if isinstance(one, str) and _NUMBER.fullmatch(one.strip())]
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
