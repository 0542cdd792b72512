"""Plans that say how many runs a week has, and not on which weekdays: the person says it."""

from datetime import date

import msgspec

from planner.domain.days import Weekday
from planner.domain.session import SessionKind
from planner.domain.text import counted
from planner.imports.asked import Answer, Asked, Missing
from planner.imports.notes import Notes
from planner.imports.plans.cells import Week
from planner.imports.plans.goal import Goal

_USUAL = {1: "sun", 2: "wed,sun", 3: "tue,thu,sun", 4: "tue,thu,sat,sun", 5: "mon,tue,thu,sat,sun",
          6: "mon,tue,wed,thu,sat,sun", 7: "mon,tue,wed,thu,fri,sat,sun"}  # fmt: skip


def on_weekdays(weeks: tuple[Week, ...], asked: Asked, file: str) -> tuple[Week, ...]:
    """Return weeks whose cells count their runs from 0 with every run on the weekday that the person gives for it.

    The first run of a week stands on the first of the weekdays, in the order in which they were given. Raises
    `Missing` when there are fewer weekdays than runs in a week.
    """
    most = max(len({cell.index for cell in week.cells}) for week in weeks)
    days = tuple(dict.fromkeys(asked.weekdays))
    if len(days) < most:
        runs = counted(most, "session")
        given = f", and {len(days)} {'is' if len(days) == 1 else 'are'} given" if days else ""
        raise Missing(
            Answer.WEEKDAYS,
            f"{file}: a week has up to {runs} without weekdays{given}",
            f"Name them in order: --weekdays {_USUAL.get(most, _USUAL[7])}.",
        )
    return tuple(_placed(week, days) for week in weeks)


def race_on_its_day(
    weeks: tuple[Week, ...], goal: Goal, race_day: date | None, notes: Notes
) -> tuple[tuple[Week, ...], Goal]:
    """Return weeks and goal with the race on its own weekday, so that the other runs keep theirs."""
    if race_day is None or goal.index == race_day.weekday():
        return weeks, goal
    index = race_day.weekday()
    moved = msgspec.structs.replace(goal.cell, index=index) if goal.cell else None
    week = weeks[min(goal.week, len(weeks) - 1)]
    after = [cell for cell in week.cells if cell is not goal.cell and cell.week == goal.week and cell.index >= index]
    for cell in after:
        if cell.kind is not SessionKind.REST:
            notes.say(cell.place, f"{cell.title or cell.kind} stands on or after the day of the race.")
    placed = tuple(
        msgspec.structs.replace(
            week, cells=tuple(moved if moved and cell is goal.cell else cell for cell in week.cells)
        )
        for week in weeks
    )
    return placed, msgspec.structs.replace(goal, index=index, cell=moved)


def _placed(week: Week, days: tuple[Weekday, ...]) -> Week:
    order = {index: n for n, index in enumerate(sorted({cell.index for cell in week.cells}))}
    cells = [msgspec.structs.replace(cell, index=days[order[cell.index]].number) for cell in week.cells]
    return msgspec.structs.replace(week, cells=tuple(sorted(cells, key=lambda cell: cell.index)))
