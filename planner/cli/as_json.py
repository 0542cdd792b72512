"""What `--json` prints for a day and a week: the days of the JSON export, and what only the runner sees."""

from typing import TYPE_CHECKING

from planner.actions.lengths import lengths_of
from planner.cli.gear_lines import as_dicts, notes_of
from planner.exports.days import Json, day_as_dict, race_as_dict, totals_as_dict
from planner.planning.agenda import AgendaDay, countdown, week_label

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.plan import Plan


def today_as_dict(desk: "Desk", plan: "Plan | None", day: AgendaDay) -> dict[str, Json]:
    """Return a day with the countdown before it, and with the seconds that each routine takes."""
    shown = day_as_dict(day, desk.settings.unit, desk.names()) | _minutes(desk, day)
    return _head(desk, plan, day) | shown | {"gear": as_dicts(notes_of(desk, day.day, day.day))}


def week_as_dict(desk: "Desk", plan: "Plan | None", days: tuple[AgendaDay, ...]) -> dict[str, Json]:
    """Return seven days with their totals."""
    names = desk.names()
    return {
        **_head(desk, plan, days[0]),
        "first": days[0].day.isoformat(),
        "last": days[-1].day.isoformat(),
        "totals": totals_as_dict(days),
        "gear": as_dicts(notes_of(desk, days[0].day, days[-1].day)),
        "days": [day_as_dict(day, desk.settings.unit, names) for day in days],
    }


def _head(desk: "Desk", plan: "Plan | None", day: AgendaDay) -> dict[str, Json]:
    return {
        "plan": plan.id if plan else None,
        "unit": desk.settings.unit.value,
        "today": desk.today.isoformat(),
        "countdown": countdown(plan, desk.today) if plan else None,
        "days_to_race": (plan.race.day - desk.today).days if plan else None,
        "week_label": week_label(plan, day.day) if plan else None,
        "goal": race_as_dict(plan.race, desk.settings.unit) if plan else None,
    }


def _minutes(desk: "Desk", day: AgendaDay) -> dict[str, Json]:
    lengths = lengths_of(desk, {line.hung.what for line in day.routines})
    return {"usual_s": {routine: round(length.usual_s) for routine, length in lengths.items()}}
