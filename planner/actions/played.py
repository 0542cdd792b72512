"""When what was played is next due: from the plan, else from a rule of thumb where there is one."""

from datetime import date

from planner.actions.desk import Desk
from planner.domain.days import show_day
from planner.domain.errors import PlannerError
from planner.domain.exercise import Kind
from planner.domain.layer import Anchor, Hung, Thing
from planner.domain.log import Played, Skipped
from planner.domain.plan import Plan

_WHEN = {Anchor.BEFORE_RUN: ", before the run", Anchor.AFTER_RUN: ", after the run"}
_RULES = {
    Thing.STRENGTH: "Strength: 2 or 3 days a week, not two days in a row.",
    Thing.ROLL: "Rolling: before and after every run.",
}
"""What is said when nothing of the sort is planned; for stretching there is no such rule."""
_KINDS = {Kind.STRENGTH: Thing.STRENGTH, Kind.ROLL: Thing.ROLL}


def next_due(desk: Desk, played: Played) -> str:
    """Return when a routine is due after today.

    `Next due Tue 9 Feb, after the run.` The same routine comes first, else another one of its sort, else a rule; an
    empty text where there is none.
    """
    plan = _plan(desk, played)
    hung = [one for one in desk.schedule_of(plan).hung if one.is_routine] if plan else []
    thing = _thing(desk, played, hung)
    ahead = _waiting(desk, hung)
    same = next((one for one in ahead if one.what == played.routine), None)
    if same is not None:
        return f"Next due {show_day(same.day)}{_WHEN.get(same.anchor, '')}."
    alike = next((one for one in ahead if one.thing is thing), None)
    if alike is not None:
        name = desk.routine_names().get(alike.what, alike.what)
        return f"Next {alike.thing} due {show_day(alike.day)}{_WHEN.get(alike.anchor, '')}: {name}."
    return _RULES.get(thing, "") if thing else ""


def _plan(desk: Desk, played: Played) -> Plan | None:
    try:
        named = played.plan in desk.store.plan_ids()
        return desk.plan_of(played.plan) if played.plan and named else desk.plan()
    except PlannerError as problem:
        desk.note_problems((problem,))
        return None


def _waiting(desk: Desk, hung: list[Hung]) -> list[Hung]:
    """Return what is still to come after today, the earliest first, without what was called off or done ahead."""
    ahead = sorted(
        (one for one in hung if one.day > desk.today), key=lambda one: (one.day, one.anchor is Anchor.AFTER_RUN)
    )
    if not ahead:
        return []
    answered = _answered(desk, ahead[0].day, ahead[-1].day)
    return [one for one in ahead if one.id not in answered]


def _answered(desk: Desk, first: date, last: date) -> set[str]:
    answered: set[str] = set()
    for entry in desk.entries(min(first, desk.today), last):
        match entry:
            case Played(item=item) | Skipped(session=item):
                answered.add(item)
    return answered


def _thing(desk: Desk, played: Played, hung: list[Hung]) -> Thing | None:
    """Return what sort of work a routine is: what the plan says, else what all of its steps are."""
    planned = next((one for one in hung if played.item and one.id == played.item), None)
    planned = planned or next((one for one in hung if one.what == played.routine), None)
    if planned is not None:
        return planned.thing
    exercises = desk.exercises()
    kinds = {exercises[step.exercise].kind for step in played.steps if step.exercise in exercises}
    return _KINDS.get(next(iter(kinds))) if len(kinds) == 1 else None
