"""Checking a plan of the store, and taking a finding as it is, with the reason."""

from datetime import date, timedelta
from functools import cache

from planner.actions.desk import Desk
from planner.codec.toml import decode
from planner.domain.change import Accept, Undo, standing_changes
from planner.domain.errors import BadValue, NotFound
from planner.domain.gear import Orthotic, Shoe
from planner.domain.layer import Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.text import one_line
from planner.planning.checks import Finding, Rule, Rules, Weight, check_plan, looks_of, tables_of
from planner.planning.orthotic_ramp import RampRun
from planner.planning.shoe_ramp import Speed

_SCHEMA = 1
_WINDOW = timedelta(days=30)
_WEIGHTS = tuple(Weight)


def findings(desk: Desk, plan: Plan, *, since: date | None = None) -> tuple[Finding, ...]:
    """Return what the plan as it stands goes against, by day, without what was accepted; from `since` on if given."""
    taken = _accepts(plan)
    return tuple(one for one in _all(desk, plan, since) if not _is_quiet(one, taken))


def accepted(desk: Desk, plan: Plan) -> tuple[tuple[Finding, Accept], ...]:
    """Return what was found and accepted, each with the acceptance that keeps it quiet."""
    taken = _accepts(plan)
    return tuple((one, taken[one.key]) for one in _all(desk, plan, None) if _is_quiet(one, taken))


def accept_finding(desk: Desk, key: str, why: str, *, plan: str | None = None) -> str:
    """Take a finding as it is: it stays quiet until it weighs more. Raises `NotFound`, `BadValue` without a reason."""
    owner = desk.plan_of(plan)
    found = next((one for one in findings(desk, owner) if one.key == key), None)
    if found is None:
        raise NotFound(f"finding {key!r}", "nothing of that key is found now", "`planner plan check` lists the keys.")
    reason = one_line(why)
    if not reason:
        raise BadValue("reason", "it is empty", "Say why it is fine as it is.")
    change = Accept(id=desk.new_id(), at=desk.now(), finding=key, weight=found.weight.value, why=reason)
    desk.keep_changes(owner.id, change)
    return f"Accepted: {found.title}."


def take_back(desk: Desk, key: str, *, plan: str | None = None) -> str:
    """Take the acceptance of a finding back: it is told again. Raises `NotFound` where there is none."""
    owner = desk.plan_of(plan)
    mine = [one for one in standing_changes(owner.changes) if isinstance(one, Accept) and one.finding == key]
    if not mine:
        raise NotFound(f"finding {key!r}", "it was not accepted", "`planner plan check` lists the keys.")
    undos = [Undo(id=desk.new_id(), at=desk.now(), of=one.id) for one in mine]
    desk.keep_changes(owner.id, *undos)
    return f"{key} is told again."


def rule_of(code: str) -> tuple[str, Rule]:
    """Return the rule of a code, or of a finding's key, with its code. Raises `NotFound` that lists the codes."""
    name = code.partition(":")[0].strip().lower()
    if name not in rules().rule:
        raise NotFound(f"rule {code!r}", "there is no such rule", f"Rules: {', '.join(rules().rule)}.")
    return name, rules().rule[name]


def explain(desk: Desk, code: str) -> tuple[str, ...]:
    """Return in sentences what a rule looks at, its numbers, what to do, and the source. Raises `NotFound`."""
    _, rule = rule_of(code)
    unit = desk.settings.unit
    return (looks_of(rule, unit), *tables_of(rule, unit), rule.fix, f"Source: {rule.source}")


def _accepts(plan: Plan) -> dict[str, Accept]:
    return {one.finding: one for one in standing_changes(plan.changes) if isinstance(one, Accept)}


def _is_quiet(found: Finding, taken: dict[str, Accept]) -> bool:
    accept = taken.get(found.key)
    if accept is None or accept.weight not in _WEIGHTS:
        return False
    return _WEIGHTS.index(found.weight) <= _WEIGHTS.index(Weight(accept.weight))


def _all(desk: Desk, plan: Plan, since: date | None) -> tuple[Finding, ...]:
    first, last = max(plan.first_day, since or plan.first_day) - _WINDOW, min(plan.last_day, desk.today)
    if since and since < plan.first_day + timedelta(days=7):
        first = plan.first_day - _WINDOW
    standing = desk.schedule_of(plan)
    hung = {item.what for item in standing.hung if item.thing is Thing.SHOE}
    # What a pair has gone counts from its first day on, which may lie before the plan.
    worn = [item for item in desk.gear() if isinstance(item, Shoe) and item.id in hung and not item.retired]
    first = min([first, *(day for shoe in worn if (day := shoe.first_used or shoe.bought))])
    ran = [entry for entry in desk.entries(first, last) if isinstance(entry, Ran)] if first <= last else []
    routines = desk.routine_names().keys()
    shoes = {item.id for item in desk.gear() if isinstance(item, Shoe)}
    known = {
        Thing.ROLL: routines,
        Thing.STRETCH: routines,
        Thing.STRENGTH: routines,
        Thing.SHOE: shoes,
        Thing.ORTHOTIC: {item.id for item in desk.gear()} - shoes,
    }
    return check_plan(
        plan,
        rules(),
        unit=desk.settings.unit,
        ran=ran,
        known=known,
        gear=desk.gear(),
        seconds=_seconds(desk, plan),
        standing=standing,
        since=since,
        today=desk.today,
        ramps=_ramps(desk, plan),
        speeds=_speeds(desk),
    )


def _speeds(desk: Desk) -> dict[str, Speed]:
    """Return what makes the ramps of new pairs slower or faster, aches too; nothing is read while there are none."""
    from planner.actions.gear_news import is_young

    if not any(isinstance(item, Shoe) and is_young(desk, item) for item in desk.gear()):
        return {}
    from planner.actions.shoe_facts import ramp_speeds

    return ramp_speeds(desk)


def _ramps(desk: Desk, plan: Plan) -> dict[str, tuple[RampRun, ...]]:
    """Return the runs in orthotics that are being broken in; nothing is read while there are none."""
    from planner.actions.gear_news import is_young

    young = [item for item in desk.gear() if isinstance(item, Orthotic) and is_young(desk, item)]
    if not young:
        return {}
    from planner.actions.break_ins import break_in_of

    return {item.id: break_in_of(desk, item.id, plan).runs for item in young}


def _seconds(desk: Desk, plan: Plan) -> dict[str, float]:
    """Return how long the plan's routines take; nothing is read where the runner gave no minutes."""
    if not (plan.inputs and plan.inputs.minutes):
        return {}
    from planner.actions.lengths import lengths_of

    hung = {item.what for item in desk.schedule_of(plan).hung if item.is_routine}
    return {routine: length.usual_s for routine, length in lengths_of(desk, hung).items()}


@cache
def rules() -> Rules:
    """Return the rules of the built-in library."""
    from planner import resources

    return decode(resources.read("data", "rules.toml"), Rules, "data/rules.toml", schema=_SCHEMA)
