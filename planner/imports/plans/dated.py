"""Plans of others whose sessions have dates: from days to weeks of cells, with the race found or asked for."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from planner.domain.activity import Activity
from planner.domain.days import show_day, week_start
from planner.domain.errors import BadValue
from planner.imports.asked import Answer, Asked, Missing
from planner.imports.notes import Notes
from planner.imports.plans.building import Draft, build_plan, with_long_runs
from planner.imports.plans.cells import MOST_WEEKS, Cell, Week
from planner.imports.plans.doubts import check_dates, check_totals
from planner.imports.plans.free_words import WordReader
from planner.imports.plans.goal import find_goal, race_of
from planner.imports.plans.imported import Imported
from planner.imports.plans.race_sizes import NAMES, race_size

MOST_SESSIONS = 5_000
"""Sessions in one file: three a day for four years are fewer."""


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """What a file with dates says. `cells`: sessions with their day, in any order, week and index not yet set.

    `race`: words that may say how far it is. `totals`: stated metres of weeks, by any
    day of the week. `race_day`: as the file states it beside its sessions.
    `has_kinds`: the file says which runs are long, so that none is taken for one.
    """

    cells: tuple[tuple[date, Cell], ...]
    totals: Mapping[date, float] = {}
    name: str = ""
    race: str = ""
    about: str = ""
    source: str = ""
    id: str = ""
    race_day: date | None = None
    done: tuple[Activity, ...] = ()
    has_kinds: bool = False


def plan_of_dates(found: Dated, asked: Asked, reader: WordReader, file: str, notes: Notes) -> Imported:
    """Return the plan of a file with dates.

    Raises `Missing` where no session is a race and no day for one was given, `BadValue` for what no plan can hold.
    """
    first, weeks = by_week(found.cells, found.totals, file)
    if not found.has_kinds:
        weeks = with_long_runs(weeks, notes)
    check_totals(weeks, reader.unit, notes)
    size = race_size(found.name) or race_size(found.race)
    said = asked.race_day or found.race_day
    at: tuple[int, int] | None = None
    if race_of(weeks, (asked.race_m,) if asked.race_m else (size,) if size else ()) is None:
        if said is None:
            raise Missing(
                Answer.RACE_DAY, f"{file}: no session in it is a race", "Give its day: --race-date 2027-04-18."
            )
        number, index = divmod((said - first).days, 7)
        if 0 <= number < len(weeks):
            at = number, index
        else:
            check_dates(first, len(weeks), said, notes)
    goal = find_goal(
        weeks,
        NAMES.get(size, "") if size else "",
        found.name,
        reader.unit,
        file,
        notes,
        asked_m=asked.race_m,
        at=at,
    )
    reader.say_unit()
    draft = Draft(
        weeks=weeks, goal=goal, name=found.name, about=found.about, source=found.source, id=found.id, first=first,
        race_day=found.race_day,
    )  # fmt: skip
    plan = build_plan(draft, asked, file, notes)
    return Imported(plan=plan, notes=notes.all(), contradictions=notes.contradictions(), done=found.done)


def by_week(
    cells: Iterable[tuple[date, Cell]], totals: Mapping[date, float], file: str
) -> tuple[date, tuple[Week, ...]]:
    """Return the Monday of the first week, and weeks from it with every cell on its day.

    Raises `BadValue` when there are no cells, too many, or days too far apart to be one plan.
    """
    listed = sorted(cells, key=lambda pair: pair[0])
    if not listed:
        raise BadValue(file, "there are no sessions in it", "Check that it is a training plan.")
    if len(listed) > MOST_SESSIONS:
        raise BadValue(file, f"it has {len(listed)} sessions", f"At most {MOST_SESSIONS} are read.")
    first, last = week_start(listed[0][0]), listed[-1][0]
    count = (last - first).days // 7 + 1
    if count > MOST_WEEKS:
        days = f"{show_day(listed[0][0], year=True)} to {show_day(last, year=True)}"
        raise BadValue(file, f"it goes from {days}", f"A plan has at most {MOST_WEEKS} weeks: take the rest out.")
    grouped: list[list[Cell]] = [[] for _ in range(count)]
    for day, cell in listed:
        number, index = divmod((day - first).days, 7)
        grouped[number].append(msgspec.structs.replace(cell, week=number, index=index))
    stated = {week_start(day): metres for day, metres in totals.items()}
    return first, tuple(
        Week(cells=tuple(group), target_m=stated.get(first + timedelta(days=7 * number), 0.0))
        for number, group in enumerate(grouped)
    )
