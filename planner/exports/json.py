"""A plan as JSON, for other programs. The schema is part of what planner promises: `version` rises when it changes.

The file is `{format: "planner", version: 1, unit, plan: {id, name, about, source}, race, first, last, totals,
weeks: [{week, first, last, phase, cut_back, totals}], days: [day, ...], deleted: [{id, date, name}]}`.
Dates are ISO, distances metres, durations seconds; `distance` and `name` are for people, in `unit`.
`data/schemas/plan.schema.json` says all of it to programs (`planner export json --schema`).
`days` describes a day, `totals_as_dict` the totals. What the plan does not say is null, never 0.
"""

from planner.domain.session import name_of
from planner.domain.text import clean, one_line
from planner.exports.days import Json, day_as_dict, race_as_dict, totals_as_dict
from planner.exports.outgoing import Outgoing, by_plan_week
from planner.planning.agenda import AgendaDay

VERSION = 1


def to_json(out: Outgoing) -> str:
    """Return a plan and its days as JSON text."""
    import msgspec

    plan, days, unit = out.plan, out.days, out.unit

    whole: dict[str, Json] = {
        "format": "planner",
        "version": VERSION,
        "unit": unit.value,
        "plan": {
            "id": plan.id,
            "name": one_line(plan.title),
            "about": clean(plan.about),
            "source": one_line(plan.source),
        },
        "race": race_as_dict(plan.race, unit),
        "first": days[0].day.isoformat() if days else None,
        "last": days[-1].day.isoformat() if days else None,
        "totals": totals_as_dict(days),
        "weeks": [*_weeks(days)],
        "days": [day_as_dict(day, unit, out.names) for day in days],
        "deleted": [
            {"id": session.id, "date": session.day.isoformat(), "name": one_line(name_of(session, unit))}
            for day in days
            for session in day.deleted
        ],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def _weeks(days: tuple[AgendaDay, ...]) -> list[dict[str, Json]]:
    """Return the plan's weeks as far as they lie in `days`."""
    return [
        {
            "week": number,
            "first": week[0].day.isoformat(),
            "last": week[-1].day.isoformat(),
            "phase": week[0].week.phase.value if week[0].week and week[0].week.phase else None,
            "cut_back": bool(week[0].week and week[0].week.cut_back),
            "totals": totals_as_dict(week),
        }
        for number, week in by_plan_week(days).items()
    ]
