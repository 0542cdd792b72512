"""A workout of quick-plan on a day of the plan: its kind, how far and how long it is, and its structure as text."""

import re

import msgspec

from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import MOST_M, MOST_SESSION_S, Span, Unit, show_distance
from planner.domain.workout import Repeat
from planner.domain.workout_totals import Totals, totals
from planner.domain.workout_writing import write_workout
from planner.imports.notes import Notes, quoted
from planner.imports.plans.amounts import Amounts, amounts
from planner.imports.plans.cells import LONGEST_TITLE, Cell
from planner.imports.plans.kinds import guess, says_race
from planner.imports.plans.quick_plan.workout import Definition
from planner.imports.plans.rounding import NEAR, NEAR_M

_LONGEST_LINE = 4_000
"""A structured run is read back from at most so many letters; a longer one stays as the file has it."""
_FIGURE = r"(\d{1,3}(?:\.\d{1,3})?)"
_WHOLE = re.compile(rf"{_FIGURE}(?: ?- ?{_FIGURE})? ?(km|k|miles?|mi)\b(?![ -]*(?:pace|effort|race|speed))", re.ASCII)


def cell_of(definition: Definition, week: int, index: int, line: int, unit: Unit, notes: Notes) -> Cell:
    """Return a defined workout as the session of a day; `unit` is that of bare numbers in its name."""
    title = definition.name
    note = ""
    if len(title) > LONGEST_TITLE:
        note, title = title, f"{title[: LONGEST_TITLE - 1]}…"
    text, lines = _structure(definition, line, notes)
    note = "\n".join(filter(None, (note, lines)))
    sums = totals(definition.workout, unit) if definition.workout else Totals()
    is_known = definition.workout is not None
    said = _said(definition.name, unit)
    metres, seconds = sums.metres, sums.seconds
    distance = said.distance
    if is_known and metres.is_whole and metres.is_exact and 0 < metres.amount < MOST_M:
        distance = Span.of(metres.amount)
    duration_s = said.duration_s
    if is_known and seconds.is_whole and seconds.is_exact and 0 < seconds.amount < MOST_SESSION_S:
        duration_s = round(seconds.amount)
    if is_known and said.distance:
        _compare(said.distance, sums, definition, unit, line, notes)
    return Cell(
        week=week, index=index, title=title, text=text, kind=_kind(definition, text), distance=distance,
        duration_s=duration_s, note=note, tags=("race",) if says_race(definition.name) else (), line=line,
    )  # fmt: skip


def _said(name: str, unit: Unit) -> Amounts:
    """Return what a name says: `14k, 4x 1.6k` and `11-15k, middle 5k` begin with how far it is in all."""
    found = amounts(name, "", unit)
    if whole := _WHOLE.match(name.strip().lower()):
        metres = Unit.MI.metres if whole[3].startswith("mi") else Unit.KM.metres
        sizes = sorted(float(one) * metres for one in whole.group(1, 2) if one)
        if sizes[0] > 0 and sizes[-1] < MOST_M:
            return msgspec.structs.replace(found, distance=Span(sizes[0], sizes[-1]))
    return found


def _structure(definition: Definition, line: int, notes: Notes) -> tuple[str, str]:
    """Return the run as a line that is read back, and what is kept as the file has it: other sports, endless runs."""
    if definition.workout is None:
        return "", definition.steps
    text = write_workout(definition.workout)
    if len(text) > _LONGEST_LINE:
        notes.say(f"line {line}", f"{quoted(definition.name)} is too long for a structured run; its steps are a note.")
        return "", definition.steps
    return text, ""


def _kind(definition: Definition, text: str) -> SessionKind:
    guessed = guess(definition.name, text, ())
    kind = guessed[0] if guessed else None
    if definition.is_run:
        if kind and kind.is_run:
            return kind
        is_repeated = definition.workout and any(isinstance(step, Repeat) for step in definition.workout.steps)
        return SessionKind.INTERVALS if is_repeated else SessionKind.RUN
    if definition.sport == "cycling":
        return SessionKind.CROSS
    return kind if kind and not kind.is_run else SessionKind.OTHER


def _compare(said: Span, sums: Totals, definition: Definition, unit: Unit, line: int, notes: Notes) -> None:
    """Say that the distance in a name is not what the steps come to; open steps may add to them."""
    stepped = sums.metres.amount
    near = max(NEAR * said.high_m, NEAR_M)
    is_short = sums.metres.is_whole and stepped < said.low_m - near
    if stepped > said.high_m + near or is_short:
        name = quoted(one_line(definition.name))
        shown = show_distance(stepped, unit)
        notes.doubt(f"line {line}", f"{name} is {show_distance(said, unit)} by its name, its steps come to {shown}.")
