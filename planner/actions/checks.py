"""Checking a plan of the store: with the runs that were logged, and with what there is in library and gear."""

from datetime import timedelta
from functools import cache

from planner.actions.desk import Desk
from planner.domain.gear import Shoe
from planner.domain.layer import Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.planning.checks import Finding, Rules, check_plan
from planner.store.codec import decode

_SCHEMA = 1
_WINDOW = timedelta(days=30)


def findings(desk: Desk, plan: Plan) -> tuple[Finding, ...]:
    """Return what the plan as it stands goes against, by day."""
    standing = desk.schedule_of(plan)
    first, last = plan.first_day - _WINDOW, min(plan.last_day, desk.today)
    ran = [entry for entry in desk.entries(first, last) if isinstance(entry, Ran)] if first <= last else []
    routines = desk.routine_names().keys()
    known = {
        Thing.ROLL: routines,
        Thing.STRETCH: routines,
        Thing.STRENGTH: routines,
        Thing.SHOE: {item.id for item in desk.gear() if isinstance(item, Shoe)},
        Thing.ORTHOTIC: {item.id for item in desk.gear() if not isinstance(item, Shoe)},
    }
    return check_plan(plan, rules(), unit=desk.settings.unit, ran=ran, known=known, standing=standing)


@cache
def rules() -> Rules:
    """Return the rules of the built-in library."""
    from planner import resources

    return decode(resources.read("data", "rules.toml"), Rules, "data/rules.toml", schema=_SCHEMA)
