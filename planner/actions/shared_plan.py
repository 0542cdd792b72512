"""A plan that came whole, with its own layers: kept apart from those of the store, and what it needs is told."""

from planner.actions.desk import Desk
from planner.domain.change import Add, Batch
from planner.domain.layer import Hung, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.text import counted, one_line
from planner.domain.transplant import with_new_ids
from planner.planning.schedule import Schedule, schedule

_ROUTINES = (Thing.ROLL, Thing.STRETCH, Thing.STRENGTH)


def apart(desk: Desk, plan: Plan) -> Plan:
    """Return the plan with new ids for its sessions if a plan of the store has one of them.

    Otherwise what was logged for one plan would count for the other too; the same ids in an empty store keep the log.
    """
    found, problems = desk.store.plans()
    desk.note_problems(problems)
    taken = {session_id for one in found for session_id in _ids(one)}
    return with_new_ids(plan, desk.pick) if taken & _ids(plan) else plan


def lacking(desk: Desk, plan: Plan) -> tuple[str, ...]:
    """Return in words what a plan hangs that this store does not have, and what else is odd about it."""
    standing = schedule(plan)
    named = {layer.id: one_line(layer.name) or layer.id for layer in standing.layers}
    known = desk.names()
    said: dict[str, None] = {}
    for one in _hanging(plan, standing):
        if one.thing is Thing.NOTE or one.what in known:
            continue
        layer = named[one.id if isinstance(one, Layer) else one.layer]
        said[_missing(one.thing, one_line(one.what), layer)] = None
    if standing.lost:
        said[
            f"{counted(len(standing.lost), 'change')} of it did not fit and stand aside; `planner plan show` says why."
        ] = None
    return tuple(said)


def own_routines(desk: Desk, plan: Plan) -> tuple[str, ...]:
    """Return in words which of the runner's own routines a plan hangs: they do not go along with it."""
    hung = {one.what for one in _hanging(plan, schedule(plan)) if one.thing in _ROUTINES}
    mine = sorted(what for what in hung if desk.store.has_routine(what))
    if not mine:
        return ()
    what = "a routine" if len(mine) == 1 else "routines"
    said = f"It hangs {what} of your own, which whoever gets it does not have: {', '.join(mine)}."
    return (f"{said} `planner routine export` writes one.",)


def _hanging(plan: Plan, standing: Schedule) -> tuple[Layer | Hung, ...]:
    """Return what says that something hangs there: the layers, and what hangs, which may have been changed."""
    return (*plan.layers, *standing.layers, *standing.hung)


def _missing(thing: Thing, what: str, layer: str) -> str:
    if thing in (Thing.SHOE, Thing.ORTHOTIC):
        return f"The layer “{layer}” puts the {thing} {what} on, which you do not have: hang one of yours in its place."
    return (
        f"The layer “{layer}” hangs the routine {what}, which you do not have: ask for it"
        f" (`planner routine export {what}` writes it, `planner routine import` reads it), or switch the layer off."
    )


def _ids(plan: Plan) -> set[str]:
    parts = [part for one in plan.changes for part in (one.parts if isinstance(one, Batch) else (one,))]
    return {one.id for one in plan.base} | {one.session.id for one in parts if isinstance(one, Add)}
