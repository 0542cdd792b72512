"""A change that the program proposes: shown as a diff with its reasons, and made only when it is accepted."""

import msgspec

from planner.actions.desk import Desk
from planner.domain.change import Batch, Part, Rebase, Undo
from planner.domain.plan import Plan, as_made_last
from planner.planning.differences import Difference, WeekChange, differences, week_changes
from planner.planning.schedule import schedule

Proposed = Part | Batch | Rebase | Undo
"""A change that can be proposed."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A change to a plan with what it does. `why`: reasons, a sentence each. `lost`: changes that would no longer fit.

    `weeks`: the weeks of the plan with what they hold before and after, those without a difference too. `done`: the
    sentence that says what was done once it is accepted. `head`: what to read first. `reasons`: a few words by session
    or hung item. `names`: what the routines and the gear that change are called, by id. `sources`: what the reasons
    rest on, for whoever wants to know. `seen`: the ids of the changes of the plan that it goes by. `foot`: what stands
    below all of it.
    """

    plan: str
    title: str
    done: str
    change: Proposed
    why: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    lost: tuple[str, ...] = ()
    weeks: tuple[WeekChange, ...] = ()
    head: tuple[str, ...] = ()
    reasons: dict[str, str] = {}
    names: dict[str, str] = {}
    sources: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    foot: tuple[str, ...] = ()


def propose(desk: Desk, plan: Plan, change: Proposed, *, title: str, done: str, why: tuple[str, ...] = ()) -> Proposal:
    """Return a proposal with what `change` does to the plan, and which earlier changes would no longer fit."""
    from planner.actions.undo import describe

    before = desk.schedule_of(plan)
    changed = as_made_last(msgspec.structs.replace(plan, changes=(*plan.changes, change)))
    after = schedule(changed)
    known = {lost.change.id for lost in before.lost}
    lost = tuple(f"{describe(desk, plan, one.change)}: {one.why}" for one in after.lost if one.change.id not in known)
    weeks = week_changes(changed, before, after)
    return Proposal(
        plan=plan.id,
        title=title,
        done=done,
        change=change,
        why=why,
        differences=differences(before, after),
        lost=lost,
        weeks=weeks,
        names=_names(desk, weeks),
        seen=frozenset(one.id for one in plan.changes),
    )


def _names(desk: Desk, weeks: tuple[WeekChange, ...]) -> dict[str, str]:
    things = {hung.what for week in weeks for one in week.hung for hung in (one.before, one.after) if hung}
    known = desk.names() if things else {}
    return {thing: known.get(thing, thing) for thing in sorted(things)}


def accept(desk: Desk, proposal: Proposal) -> str:
    """Make the proposed change, one change that undo takes back, and return the sentence that says so.

    Raises `StoreError` if another window has changed the plan since it was proposed: then it would not do what it says.
    """
    desk.keep_changes(proposal.plan, proposal.change, seen=proposal.seen)
    return proposal.done
