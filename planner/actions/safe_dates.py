"""The last safe day for a change before the race, and warnings where something new comes later."""

from datetime import date

from planner.actions.desk import Desk
from planner.actions.rules import rules_of
from planner.domain.days import show_day
from planner.domain.gear import Orthotic, Shoe
from planner.domain.plan import Plan
from planner.domain.text import one_line
from planner.planning.safe_dates import ORTHOTIC, SAME_SHOE, SHOE, SafeChange, SafeDate, safe_dates


def changes() -> dict[str, SafeChange]:
    """Return the table `[safe-dates]` of the rules, by code."""
    return rules_of("safe-dates", dict[str, SafeChange])


def orthotic_days(race_m: float) -> int:
    """Return how many days before a race of `race_m` metres no orthotic is new any more, whatever its schedule."""
    return changes()[ORTHOTIC].days_before(race_m)


def dates_of(desk: Desk, plan: Plan) -> tuple[SafeDate, ...]:
    """Return the last safe days before the race of a plan, the earliest first.

    An orthotic whose break-in has not begun, and whose own schedule needs longer than any, has a line of its own.
    """
    return safe_dates(plan.race, changes(), _slower(desk, plan))


def _slower(desk: Desk, plan: Plan) -> list[tuple[str, int]]:
    waiting = [
        item
        for item in desk.gear()
        if isinstance(item, Orthotic) and not item.retired and (item.started or item.since or date.max) > desk.today
    ]
    if not waiting:
        return []
    from planner.actions.break_ins import rules
    from planner.planning.break_in import needed_days
    from planner.planning.break_in_rules import plan_of

    least = orthotic_days(plan.race.distance_m)
    needed = [(one_line(item.name), needed_days(wear, rules())) for item in waiting if (wear := plan_of(item, rules()))]
    return [(name, days) for name, days in needed if days > least]


def late_words(desk: Desk, code: str, day: date) -> str:
    """Return a warning when a change of that code on `day` is later than is safe before the race; else nothing."""
    plan = desk.plan()
    if plan is None or not day <= plan.race.day:
        return ""
    found = next((one for one in dates_of(desk, plan) if one.code == code), None)
    if found is None or day <= found.day:
        return ""
    return (
        f"This is late: {found.title} would have been safe until {show_day(found.day)} for {one_line(plan.race.name)}."
        f" {found.text}"
    )


def late_orthotic(desk: Desk, day: date) -> str:
    """Return the warning for orthotics that are new on a day."""
    return late_words(desk, ORTHOTIC, day)


def late_shoe(desk: Desk, day: date, *, same_model: bool = False) -> str:
    """Return the warning for a pair of shoes that is new on a day; `same_model`: of a model that is known."""
    return late_words(desk, SAME_SHOE if same_model else SHOE, day)


def late_pair(desk: Desk, shoe: Shoe) -> str:
    """Return the warning for a new pair; empty for one that is not said to be new, was run in already, or waits."""
    day = shoe.first_used or shoe.bought
    if day is None or shoe.start_m or shoe.spare:
        return ""
    return late_shoe(desk, day, same_model=bool(shoe.same_as))
