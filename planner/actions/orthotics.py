"""Orthotics and insoles: adding them."""

from datetime import date

from planner.actions.desk import Desk
from planner.actions.gear import _checked_name, _create, _new_id
from planner.domain.gear import Orthotic, Schedule
from planner.domain.text import one_line


def add_orthotic(
    desk: Desk,
    name: str,
    *,
    orthotic_id: str | None = None,
    make: str = "",
    since: date | None = None,
    schedule: Schedule = Schedule.CLINIC,
    note: str = "",
) -> Orthotic:
    """Add orthotics or insoles. Raises `BadValue` when the id is taken or cannot name a file."""
    item = Orthotic(
        id=_new_id(desk, name, orthotic_id, "orthotic"),
        name=_checked_name(name),
        make=one_line(make),
        since=since,
        schedule=schedule,
        note=one_line(note),
    )
    _create(desk, item)
    return item
