"""Where a plan's file contradicts itself: stated totals against sums, start date against weeks and race."""

from datetime import date, timedelta

from planner.domain.days import show_day
from planner.domain.text import counted
from planner.domain.units import Unit, show_number
from planner.imports.notes import Notes
from planner.imports.plans.cells import Cell, Week
from planner.imports.plans.rounding import NEAR, NEAR_M


def check_totals(weeks: tuple[Week, ...], unit: Unit, notes: Notes) -> None:
    """Say in which weeks the stated total is not what the runs add up to, with both figures."""
    for number, week in enumerate(weeks, 1):
        runs = [cell for cell in week.cells if cell.kind.is_run]
        sized = [cell for cell in runs if cell.distance]
        low, high = _sum(sized)
        # A race may be counted in or left out.
        less = _sum([cell for cell in sized if "race" not in f"{cell.title} {cell.tags}".lower()])[0]
        if not week.target_m or not sized:
            continue
        near = max(NEAR * week.target_m, NEAR_M)
        is_above = week.target_m > high + near
        if (is_above and len(sized) == len(runs)) or week.target_m < min(low, less) - near:
            stated = show_number(week.target_m / unit.metres)
            sums = [show_number(metres / unit.metres) for metres in dict.fromkeys((low, high))]
            notes.doubt(f"week {number}", f"it states {stated} {unit}, its runs add up to {'-'.join(sums)} {unit}.")


def check_dates(first: date, weeks: int, race_day: date, notes: Notes) -> None:
    """Say that a plan of so many weeks from its first day does not end with its race."""
    last = first + timedelta(days=7 * weeks - 1)
    if not first <= race_day <= last + timedelta(days=1):
        begin, end, race = (show_day(day, year=True) for day in (first, last, race_day))
        notes.doubt("", f"It starts on {begin} and has {counted(weeks, 'week')}, to {end}; the race is on {race}.")


def _sum(cells: list[Cell]) -> tuple[float, float]:
    spans = [cell.distance for cell in cells if cell.distance]
    return sum(span.low_m for span in spans), sum(span.high_m for span in spans)
