"""Searching a plan of the store: with the names, shoes and areas that gear and library know."""

from collections.abc import Mapping
from datetime import date

from planner.actions.desk import Desk
from planner.domain.body import Area
from planner.domain.routine import exercise_ids
from planner.planning.schedule import span_of
from planner.planning.search import Filter, Hit, Known, read_filter, search


def known(desk: Desk, letters: Mapping[str, str]) -> Known:
    """Return what a search of this store knows; `letters` gives each shoe the letter that the screen shows."""
    plan = desk.plan()
    layers = desk.schedule_of(plan).layers if plan else ()
    return Known(
        unit=desk.settings.unit,
        names=desk.names(),
        layers={layer.id: layer.name for layer in layers},
        letters=letters,
        areas=lambda: areas_of(desk),
        private=desk.settings.private,
    )


def areas_of(desk: Desk) -> dict[str, frozenset[Area]]:
    """Return the areas that the exercises of each routine work, by the routine's id."""
    library = desk.library()
    return {
        routine.id: frozenset(
            area
            for name in exercise_ids(routine.steps)
            if name in library.exercises
            for area in library.exercises[name].areas
        )
        for routine in library.routines.values()
    }


def span(desk: Desk, day: date) -> tuple[date, date]:
    """Return the days that a search looks through: the whole plan, with today and `day`."""
    plan = desk.plan()
    days = [day, desk.today, *(span_of(plan, desk.schedule_of(plan)) if plan else ())]
    near = [one for one in days if abs((one - days[-1]).days) < 400]
    return min(near), max(near)


def find(desk: Desk, wanted: Filter, day: date, letters: Mapping[str, str]) -> tuple[Hit, ...]:
    """Return what a filter finds in the whole plan and around `day`, in order; the log's notes included."""
    return search(desk.days(*span(desk, day)), wanted, known(desk, letters))


def read(desk: Desk, text: str, letters: Mapping[str, str]) -> Filter:
    """Return the filter that a person typed. Raises `BadValue` that lists what there is."""
    return read_filter(text, known(desk, letters))
