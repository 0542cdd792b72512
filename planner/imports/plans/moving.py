"""A plan that has dates of its own, put before the race that was asked for."""

from datetime import date

from planner.domain.days import Weekday, check_years, show_day
from planner.domain.errors import BadValue
from planner.domain.plan import Plan
from planner.domain.text import counted
from planner.domain.transplant import moved_to
from planner.imports.notes import Notes


def move(plan: Plan, race_day: date | None, notes: Notes) -> Plan:
    """Return the plan with its race on `race_day`, where one is given, and all else as far from it as it was.

    A note says how far it was moved. Raises `BadValue` for a year that cannot be meant.
    """
    if race_day is None or race_day == plan.race.day:
        return plan
    try:
        check_years(it=race_day)
        moved = moved_to(plan, race_day)
    except (ValueError, OverflowError):
        raise BadValue("race date", f"{race_day} cannot be meant", "Give the day of a race to come.") from None
    say_moved(plan.race.day, race_day, notes)
    if (race_day - plan.race.day).days % 7:
        was, now = Weekday.of(plan.race.day).full, Weekday.of(race_day).full
        said = f"The race was on a {was} and is on a {now}: runs, and what hangs by weekday, come to other weekdays."
        notes.say("", said)
    return moved


def say_moved(was: date, now: date, notes: Notes) -> None:
    """Say that the race of a file stands on another day than the file says, and all else with it."""
    by = (now - was).days
    where = f"{counted(abs(by), 'day')} {'later' if by > 0 else 'earlier'}"
    notes.say("", f"The file's race is on {show_day(was, year=True)}; every day of the plan stands {where}.")
