"""Missed runs: which, and a proposal of what becomes of the plan. Nothing is changed before it is accepted."""

from datetime import timedelta

from planner.actions.desk import Desk
from planner.actions.off import comeback_rules
from planner.actions.proposal import Proposal, propose
from planner.domain.change import Batch
from planner.domain.plan import Plan
from planner.domain.session import Session
from planner.planning.realign import Answer, Runs, Situation, answer, realigned, situation

_LOOK_BACK = timedelta(days=100)


def missed(desk: Desk, plan: str | None = None) -> tuple[Session, ...]:
    """Return the planned runs before today that nothing was logged for, not skipped, since the last run.

    A long run of the last two weeks that no other followed is among them.
    """
    return _look(desk, desk.plan_of(plan))[0].missed


def propose_realign(desk: Desk, *, plan: str | None = None) -> Proposal | None:
    """Return what the rules propose after missed runs, with the reasons; None when there is nothing to change."""
    owner = desk.plan_of(plan)
    found, ran, said = _look(desk, owner)
    parts, why = realigned(
        owner, desk.schedule_of(owner), found, said, ran, comeback_rules(), new_id=desk.new_id, at=desk.now()
    )
    count = f"{len(found.missed)} missed run{'s' if len(found.missed) != 1 else ''}"
    if not parts:
        return None
    batch = Batch(id=desk.new_id(), at=desk.now(), name=f"Re-aligned the plan after {count}", parts=tuple(parts))
    title = f"Re-align the plan after {count}"
    return propose(desk, owner, batch, title=title, done=f"Re-aligned the plan after {count}.", why=why)


def why_nothing(desk: Desk, *, plan: str | None = None) -> str:
    """Return in words why there is nothing to re-align."""
    return " ".join(_look(desk, desk.plan_of(plan))[2].why)


def _look(desk: Desk, plan: Plan) -> tuple[Situation, Runs, Answer]:
    from planner.domain.log import Ran, Skipped

    first, today = min(plan.first_day, desk.today) - _LOOK_BACK, desk.today
    entries = desk.entries(first, today)
    runs = [(entry.day, entry.distance_m or 0.0) for entry in entries if isinstance(entry, Ran)]
    answered = {entry.session for entry in entries if isinstance(entry, Ran | Skipped) and entry.session}
    standing = desk.schedule_of(plan)
    # What was run in a month that cannot be read is not known, so none of it is missed.
    answered |= {one.session.id for one in standing.sessions if desk.is_unread(one.session.day)}
    found = situation(plan, standing, runs, answered, today)
    return found, runs, answer(plan, standing, found, runs, comeback_rules())
