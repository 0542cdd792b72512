"""What is left of an easing is lifted when the light is green again: from today on the plan is as without it."""

import msgspec

from planner.domain.change import Add, Batch, Delete, Edit, Part, Restore
from planner.domain.ids import HUNG
from planner.domain.layer import Hung
from planner.domain.plan import Plan
from planner.domain.session import Session
from planner.planning.reflow_case import Case, Draft
from planner.planning.schedule import Planned, Schedule, schedule


def nothing_is_past(case: Case, batch: Batch) -> bool:
    """Tell whether all that a batch changed still lies ahead and has no entry: then undo takes out just the right."""
    bare = without(case.plan, (batch,))
    items = [part.session for part in batch.parts if isinstance(part, Edit | Delete)]
    return all(_lies_ahead(case, bare, item) for item in items) and not any(
        isinstance(part, Add) and part.session.day < case.today for part in batch.parts
    )


def lift(case: Case, batches: tuple[Batch, ...]) -> Draft:
    """Return the changes that take out, from today on, what batches changed; what is past or logged stays."""
    draft = Draft([], {})
    bare = without(case.plan, batches)
    own: list[Part] = [part for batch in batches for part in batch.parts]
    for item in dict.fromkeys(part.session for part in own if isinstance(part, Edit | Delete)):
        if _lies_ahead(case, bare, item):
            _restore(case, draft, bare, item)
    for part in own:
        if isinstance(part, Add) and part.session.day >= case.today and part.session.id not in case.answered:
            draft.take_out(case, part.session.id, "not needed any more")
    return draft


def without(plan: Plan, batches: tuple[Batch, ...]) -> Schedule:
    """Return the plan as it would stand had some batches never been made."""
    gone = {batch.id for batch in batches}
    return schedule(msgspec.structs.replace(plan, changes=tuple(one for one in plan.changes if one.id not in gone)))


def _lies_ahead(case: Case, bare: Schedule, item: str) -> bool:
    found = bare.find(item) or case.standing.find(item)
    if found is None or item in case.answered or item.partition(HUNG)[0] in case.answered:
        return False
    return (found.day if isinstance(found, Hung) else found.session.day) >= case.today


def _restore(case: Case, draft: Draft, bare: Schedule, item: str) -> None:
    was, now = bare.find(item), case.standing.find(item)
    if was is None:
        return
    reason = "as it was planned"
    if now is None:
        draft.parts.append(Restore(id=case.new_id(), at=case.at, session=item))
        draft.reasons[item] = reason
    if isinstance(was, Hung):
        if isinstance(now, Hung) and now.what != was.what:
            draft.parts.append(Edit(id=case.new_id(), at=case.at, session=item, what=was.what))
            draft.reasons[item] = reason
        return
    here = now.session if isinstance(now, Planned) else _deleted(case, item)
    if here is not None:
        draft.edit(case, here, was.session, reason)


def _deleted(case: Case, item: str) -> Session | None:
    return next((session for session in case.standing.deleted if session.id == item), None)
