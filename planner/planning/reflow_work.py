"""Routines and gear of the eased days: what a sore area asks of them, on the runs that are left."""

from collections.abc import Sequence
from datetime import date

from planner.domain.change import Edit
from planner.domain.gear import Orthotic, Role, Shoe
from planner.domain.layer import Anchor, Hung, Thing
from planner.planning.reflow_case import Case, Draft, after, touched_by
from planner.planning.reflow_rules import Group

_DAILY = (Role.DAILY, Role.EASY)


def hung_ahead(case: Case, draft: Draft, last: date, skip: frozenset[str]) -> tuple[Hung, ...]:
    """Return what would hang from today to `last` after the draft, without the race and what has an entry."""
    return tuple(
        item
        for item in after(case, draft.parts).hung
        if case.today <= item.day <= last
        and item.session != case.plan.race.session
        and item.id not in case.answered
        and item.session not in case.answered
        and item.id not in skip
    )


def ease_routines(case: Case, draft: Draft, groups: Sequence[Group], last: date, first: date | None = None) -> int:
    """Put the routine of the sore area in the place of leg strength and of what is new, from `first` (today) to `last`.

    Returns how many change.
    """
    skip = touched_by(case.standing, case.eases())
    items = [
        item for item in hung_ahead(case, draft, last, skip) if item.is_routine and (first is None or item.day >= first)
    ]
    there = {(item.day, item.what) for item in items}
    count = 0
    for item in items:
        group = next((one for one in groups if item.what in one.instead), None)
        reason = "in place of it"
        if group is None and _is_new(case, item):
            reason = "nothing new while it is sore"
            if not groups:
                count += 1
                draft.take_out(case, item.id, reason)
                continue
            group = groups[0]
        if group is None or item.what == group.routine:
            continue
        count += 1
        if (item.day, group.routine) in there:
            draft.take_out(case, item.id, reason)
            continue
        there.add((item.day, group.routine))
        _instead(case, draft, item, group.routine, reason)
    return count


def pause_routines(case: Case, draft: Draft, groups: Sequence[Group], last: date) -> int:
    """Take out what works a sore area or one that goes with it, and strength: gentle movement of others stays."""
    count = 0
    sore = case.areas | {area for group in groups for area in group.areas}
    for item in hung_ahead(case, draft, last, frozenset()):
        works = case.routine_areas(item.what)
        if item.is_routine and (item.thing is Thing.STRENGTH or works & sore):
            draft.take_out(case, item.id, "only other areas, gently")
            count += 1
    return count


def ease_gear(case: Case, draft: Draft, last: date) -> int:
    """Take new and plated shoes, and orthotics that are new or where it is sore, off the runs; return how many."""
    shoes = {one.id: one for one in case.gear if isinstance(one, Shoe)}
    orthotics = {one.id: one for one in case.gear if isinstance(one, Orthotic)}
    daily = daily_pair(case)
    count = 0
    for item in hung_ahead(case, draft, last, touched_by(case.standing, case.eases())):
        shoe, orthotic = shoes.get(item.what), orthotics.get(item.what)
        if (
            item.thing is Thing.SHOE
            and shoe
            and daily
            and shoe.id != daily.id
            and (shoe.plate or _is_fresh(case, shoe))
        ):
            _instead(case, draft, item, daily.id, "no plate for now" if shoe.plate else "nothing new on the feet")
            count += 1
        elif item.thing is Thing.ORTHOTIC and orthotic and (why := _out(case, orthotic, item.day)):
            draft.take_out(case, item.id, why)
            count += 1
    return count


def daily_pair(case: Case) -> Shoe | None:
    """Return the pair to run in meanwhile: the most worn daily one that is neither new nor plated."""
    fitting = [
        one
        for one in case.gear
        if isinstance(one, Shoe)
        and one.role in _DAILY
        and not (one.plate or one.spare or one.retired)
        and not _is_fresh(case, one)
    ]
    return max(fitting, key=lambda one: (worn_m(case, one), one.id), default=None)


def worn_m(case: Case, shoe: Shoe) -> float:
    """Return how far a pair was worn, in metres, what was on it before the log included."""
    return shoe.start_m + case.shoe_m.get(shoe.id, 0.0)


def _is_fresh(case: Case, shoe: Shoe) -> bool:
    """Tell whether a pair is new; where nobody says when it came, it may be an old one with its distance unknown."""
    return bool(shoe.bought or shoe.first_used) and worn_m(case, shoe) < case.rules.gear.new_shoe_m


def _is_new(case: Case, item: Hung) -> bool:
    """Tell whether a routine was not played of late; what stands before a run, and a log without any, says nothing."""
    return bool(case.known) and item.what not in case.known and item.anchor is not Anchor.BEFORE_RUN


def _out(case: Case, orthotic: Orthotic, day: date) -> str:
    """Return why an orthotic is left out on a day; empty where it stays in."""
    if not case.may_run_in(orthotic, day):
        return "still being broken in"
    return "out while the foot or ankle is sore" if case.areas & set(case.rules.gear.sore_areas) else ""


def _instead(case: Case, draft: Draft, item: Hung, what: str, reason: str) -> None:
    draft.parts.append(Edit(id=case.new_id(), at=case.at, session=item.id, what=what))
    draft.reasons[item.id] = reason
