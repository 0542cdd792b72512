"""Which cell of a plan is the race it leads to, and how far that is. The race need not be the last cell."""

import re

import msgspec

from planner.domain.errors import BadValue
from planner.domain.race import LONGEST_RACE_M, SHORTEST_RACE_M, show_race_distance
from planner.domain.session import SessionKind
from planner.domain.text import counted, localise, one_line
from planner.domain.units import Unit, show_distance
from planner.imports.asked import Answer, Missing
from planner.imports.notes import Notes, quoted
from planner.imports.plans.amounts import distance_of
from planner.imports.plans.cells import Cell, Week, place_of
from planner.imports.plans.kinds import says_race
from planner.imports.plans.race_sizes import NAMES, race_sizes
from planner.imports.plans.rounding import NEAR

_AFTER = 4
"""How many weeks of recovery a plan may have after its race."""


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """The race: its place in the plan (from 0), and its cell, absent where the day after the last one is meant."""

    week: int
    index: int
    cell: Cell | None
    name: str
    distance_m: float


def find_goal(
    weeks: tuple[Week, ...],
    kind: str,
    name: str,
    unit: Unit,
    file: str,
    notes: Notes,
    *,
    asked_m: float | None = None,
    at: tuple[int, int] | None = None,
) -> Goal:
    """Return the race that a plan leads to. `kind` is the plan's type.

    `asked_m`: the distance that the person gives, which counts most. `at`: week and day (from 0) of the day that the
    file itself gives as that of the race. Raises `BadValue`, `Missing` where the person can say how far it is.

    The cells of the last week come first: one that is a race, else one as long as the race, else one
    that says to run the race's distance. A race before up to four weeks of recovery is found too. Without
    any of these the race is the day after the last cell.
    """
    sizes = (asked_m,) if asked_m else race_sizes(kind) or race_sizes(name)
    last = max(number for number, week in enumerate(weeks) if week.cells)
    if at is not None:
        cell = _race_of(tuple(cell for week in weeks for cell in week.cells if (cell.week, cell.index) == at), sizes)
    else:
        cell = race_of(weeks, sizes)
    distance_m = asked_m or _distance_m(cell, sizes, kind, unit, file, notes)
    if asked_m:
        _say_otherwise(cell, asked_m, unit, notes)
    if cell is not None:
        return _goal_of(cell, len(weeks), distance_m, notes)
    official = NAMES.get(distance_m, "Race")
    if at is not None:
        return Goal(week=at[0], index=at[1], cell=None, name=official, distance_m=distance_m)
    after = weeks[last].cells[-1]
    notes.say("", f"No day of the last week is a race: the race was added on the day after {after.place}.")
    week, index = divmod(after.week * 7 + min(after.index, 6) + 1, 7)
    if week > last:
        week, index = last, 7
    return Goal(week=week, index=index, cell=None, name=official, distance_m=distance_m)


def _goal_of(cell: Cell, weeks: int, distance_m: float, notes: Notes) -> Goal:
    """Return the race that a cell is in a plan of so many weeks; what is not plain is said."""
    if cell.week < weeks - 1:
        notes.say(cell.place, f"this is taken as the race, with {counted(weeks - 1 - cell.week, 'week')} after it.")
    elif not _is_race(cell):
        notes.say(cell.place, f"{quoted(cell.title)} is taken as the race.")
    name = (_name(cell) if _is_race(cell) else "") or NAMES.get(distance_m, "Race")
    return Goal(week=cell.week, index=min(cell.index, 6), cell=cell, name=name, distance_m=distance_m)


def race_of(weeks: tuple[Week, ...], sizes: tuple[float, ...]) -> Cell | None:
    """Return the cell of the last weeks that is the race, if one is; `sizes` are the distances it may have."""
    last = max(number for number, week in enumerate(weeks) if week.cells)
    return _race_after_which_weeks_follow(weeks, last, sizes) or _race_of(weeks[last].cells, sizes)


def _is_race(cell: Cell) -> bool:
    is_named = cell.kind in (SessionKind.TUNE_UP, SessionKind.RACE) or says_race(cell.title)
    return is_named or "race" in [tag.lower() for tag in cell.tags]


def _is_as_long(cell: Cell, sizes: tuple[float, ...]) -> bool:
    span = cell.distance
    return span is not None and any(span.low_m * (1 - NEAR) <= size <= span.high_m * (1 + NEAR) for size in sizes)


def _names_size(cell: Cell, sizes: tuple[float, ...]) -> bool:
    """Tell whether a run's title names the race's distance, as `Run 5K` does; at a race's pace does not count."""
    words = re.sub(r"[^.,;]{0,30}\b(?:pace|effort)\b", "", localise(cell.title[:500], "km").lower())
    return cell.kind is not SessionKind.REST and bool(set(race_sizes(words)) & set(sizes))


def _race_of(cells: tuple[Cell, ...], sizes: tuple[float, ...]) -> Cell | None:
    """Return the race among the cells of the last week; the last one, if several are as good."""
    ranked = [
        (
            _is_race(cell) and _is_as_long(cell, sizes),
            _is_race(cell),
            _is_as_long(cell, sizes),
            _names_size(cell, sizes),
        )
        for cell in cells
    ]
    best = max(ranked, default=(False,))
    return (
        next(cell for cell, rank in zip(reversed(cells), reversed(ranked), strict=True) if rank == best)
        if any(best)
        else None
    )


def _race_after_which_weeks_follow(weeks: tuple[Week, ...], last: int, sizes: tuple[float, ...]) -> Cell | None:
    if any(_is_race(cell) for cell in weeks[last].cells):
        return None
    near = weeks[max(last - _AFTER, (last + 1) * 2 // 3) : last]
    found = [
        cell
        for week in near
        for cell in week.cells
        if _is_race(cell) and (_is_as_long(cell, sizes) or cell.kind is SessionKind.RACE)
    ]
    return found[-1] if found else None


def _distance_m(cell: Cell | None, sizes: tuple[float, ...], kind: str, unit: Unit, file: str, notes: Notes) -> float:
    """Return how far the race is: the official distance where the cell's is a rounding of it."""
    span = cell and (cell.distance or distance_of(cell.title, unit))
    named = sizes or (race_sizes(cell.title) if cell else ())
    if span:
        size = next((size for size in (*named, *NAMES) if abs(size - span.middle_m) <= NEAR * size), span.high_m)
        if sizes and size not in sizes and cell:
            notes.say(
                cell.place, f"the plan is for {quoted(kind)}, this race is {size / 1000:.1f} km; the race counts."
            )
    elif named:
        # `15k/10m` stands for two races: the one in the plan's unit is meant.
        size = named[-1] if unit is Unit.MI else named[0]
        if len(named) > 1:
            notes.say("", f"The plan is for {quoted(kind)}; the race was taken as {NAMES[size]}.")
    else:
        why = f"{quoted(kind)} does not say how far the race is" if kind else "it does not say how far the race is"
        raise Missing(
            Answer.RACE_DISTANCE,
            f"{file}: {why}",
            "Give it: --race-distance half, or write it to the race in the file.",
        )
    if not SHORTEST_RACE_M <= size <= LONGEST_RACE_M:
        place = cell.place if cell else place_of(0, 0)
        raise BadValue(f"{file}: {place}", f"a race of {size / 1000:g} km", "Give it 1 to 200 km.")
    return size


def _say_otherwise(cell: Cell | None, asked_m: float, unit: Unit, notes: Notes) -> None:
    """Say that the race of the file is not as long as the race is to be."""
    if cell is None:
        return
    span, named = cell.distance, race_sizes(cell.title)
    if span and not span.low_m * (1 - NEAR) <= asked_m <= span.high_m * (1 + NEAR):
        stated = show_distance(span, unit)
    elif not span and named and asked_m not in named:
        stated = show_race_distance(named[0], unit)
    else:
        return
    notes.say(cell.place, f"the race is {stated} there; {show_race_distance(asked_m, unit)} was given, and counts.")


def _name(cell: Cell) -> str:
    """Return the race's name from its title, without the distances in it."""
    return one_line(re.sub(r"\(?\{[^{}]{0,40}\}\)?", " ", cell.title)).strip(" -,:!")[:80]
