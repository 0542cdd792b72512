"""What every export is made of: a plan, the days to write with all that stands on them, and the words for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from planner.domain.days import Weekday
from planner.domain.plan import Plan
from planner.domain.units import Unit
from planner.planning.agenda import AgendaDay


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A plan on its way out. `days`: those asked for, with the layers asked for, nothing else.

    `names`: those of routines, shoes and orthotics by id. `gear`: what orthotics and shoes say on a day. Nothing of
    the log but whether a session was done is meant to leave; pain, notes of the log and reasons stay here.
    `lengths`: how long routines usually take in seconds, and `briefs`: their exercises in a few words, both by id and
    only where the format asks for them.
    `letters`: those of shoes by id. `first_weekday`: how weeks begin where the plan has none of its own.
    """

    plan: Plan
    days: tuple[AgendaDay, ...]
    unit: Unit
    names: Mapping[str, str]
    gear: Mapping[date, Sequence[str]] = {}
    lengths: Mapping[str, float] = {}
    briefs: Mapping[str, str] = {}
    letters: Mapping[str, str] = {}
    first_weekday: Weekday = Weekday.MON


class OutFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an export: a name without a folder, and its bytes."""

    name: str
    data: bytes


def by_plan_week(days: Iterable[AgendaDay]) -> dict[int, list[AgendaDay]]:
    """Return the days of each week of the plan, by its number from 1; days outside of the plan's weeks are left out."""
    grouped: dict[int, list[AgendaDay]] = {}
    for day in days:
        if day.week_number:
            grouped.setdefault(day.week_number, []).append(day)
    return grouped
