"""Missed runs: which, and a proposal of what becomes of the plan. Nothing is changed before it is accepted."""

from datetime import timedelta

import msgspec

from planner.actions.desk import Desk
from planner.actions.off import comeback_rules
from planner.actions.proposal import Proposal, propose
from planner.domain.change import Batch, Delete, Edit, Move, Off, Part
from planner.domain.off import Comeback, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.planning.realign import Answer, Runs, Situation, answer, limited, scaled, situation
from planner.planning.schedule import schedule

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
    if said.changes_nothing:
        return None
    parts = _parts(desk, owner, found, said)
    before = [planned.session for planned in desk.schedule_of(owner).sessions]
    changed = schedule(msgspec.structs.replace(owner, changes=(*owner.changes, *parts)))
    after = [planned.session for planned in changed.sessions]
    why = said.why
    # What the rule of the long run itself says goes before the limit of 30 days; what was dropped was never run.
    own = said.distances.keys()
    limits = {
        one: metres
        for one, metres in limited(owner, before, after, ran, desk.today, comeback_rules()).items()
        if one not in own
    }
    for session in after:
        if session.id in limits and session.distance:
            span = scaled(session.distance, limits[session.id])
            parts.append(Edit(id=desk.new_id(), at=desk.now(), session=session.id, distance=span))
    if limits:
        runs = f"{len(limits)} run{'s are' if len(limits) != 1 else ' is'}"
        why = (*why, f"{runs} shorter by the rule of 30 days: {comeback_rules().window.source}.")
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
    found = situation(plan, standing, runs, answered, today)
    return found, runs, answer(plan, standing, found, runs, comeback_rules())


def _parts(desk: Desk, plan: Plan, found: Situation, said: Answer) -> list[Part]:
    sessions = {planned.session.id: planned.session for planned in desk.schedule_of(plan).sessions}

    parts: list[Part] = []
    if said.lay_off:
        parts.append(
            Off(
                id=desk.new_id(),
                at=desk.now(),
                kind=OffKind.TIME_OFF,
                first=found.start,
                last=found.today - timedelta(days=1),
                running=Running.NONE,
                comeback=Comeback.BALANCED if said.back else Comeback.AT_ONCE,
                back=said.back,
                note="missed runs",
            )
        )
    parts += [Delete(id=desk.new_id(), at=desk.now(), session=one) for one in said.drop]
    if said.now:
        parts.append(Move(id=desk.new_id(), at=desk.now(), session=said.now, to=found.today))
    for one in dict.fromkeys((*said.easy, *said.distances)):
        distance = sessions[one].distance
        metres = said.distances.get(one)
        soft = one in said.easy
        parts.append(
            Edit(
                id=desk.new_id(),
                at=desk.now(),
                session=one,
                kind=SessionKind.EASY if soft else None,
                distance=scaled(distance, metres) if distance and metres else None,
                clear=("title", "text") if soft else (),
            )
        )
    return parts
