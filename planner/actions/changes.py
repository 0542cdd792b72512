"""Changes to a plan: move, add, edit, delete, swap, switch a layer. Each returns a sentence that says what was done."""

from datetime import date

from planner.actions.desk import Desk
from planner.domain.change import MOST_DAYS, Add, Delete, Edit, Hang, Move, Swap, Switch
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.layer import Hung, Layer, Thing, called
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind, Slot, name_of
from planner.domain.units import Span
from planner.planning.hang import days_of
from planner.planning.open_days import why_closed
from planner.planning.overlay import covering
from planner.planning.schedule import Planned


class Closed(BadValue):
    """A day on which the runner said that nothing is run, or race day: it can be done anyway."""


def find(desk: Desk, item: str, plan_id: str | None = None) -> tuple[Plan, Planned | Hung]:
    """Return the plan and its session or hung item of that id. Raises `NotFound`."""
    plan = desk.plan_of(plan_id)
    found = desk.schedule_of(plan).find(item)
    if found is None:
        raise NotFound(f"session {item!r}", f"plan {plan.id!r} has no such session", "`planner week` shows their ids.")
    return plan, found


def title_of(desk: Desk, item: Planned | Hung) -> str:
    """Return what a person calls a session or a hung item."""
    if isinstance(item, Planned):
        return name_of(item.session, desk.settings.unit)
    return called(item.thing, item.what, desk.names())


def check_open(desk: Desk, plan: Plan, thing: Planned | Hung, to: date) -> None:
    """Raise `Closed` if a session or a hung item should not come to a day: a closed one, or a run to race day."""
    fix = "Choose another day, or move it anyway."
    standing = desk.schedule_of(plan)
    why = why_closed(plan, standing, to)
    if isinstance(thing, Hung):
        # Rolling and stretching go on while nothing is run, unless the days off leave them out too.
        off = covering(standing.offs, to)
        if why and not (off and off.work and not (plan.inputs and to in plan.inputs.blocked)):
            raise Closed("date", why, fix)
        return
    if why and thing.session.kind is not SessionKind.REST:
        raise Closed("date", why, fix)
    if to == plan.race.day and thing.session.kind.is_run:
        raise Closed("date", f"{show_day(to)} is race day", fix)


def move(
    desk: Desk, item: str, to: date, *, slot: Slot | None = None, anyway: bool = False, plan: str | None = None
) -> str:
    """Put a session, with what hangs on it, or one hung item alone, on another day.

    Raises `Closed` for a day that is blocked or lies in days off without running, and for a run on race day, unless
    `anyway`.
    """
    owner, found = find(desk, item, plan)
    day = found.session.day if isinstance(found, Planned) else found.day
    if item == owner.race.session:
        raise BadValue(
            f"session {item!r}",
            f"the race stays on {show_day(owner.race.day)}",
            "Make a plan for the new date with `planner plan new`.",
        )
    if day == to and not slot:
        raise BadValue(f"session {item!r}", f"it is on {show_day(to)} already", "Choose another day.")
    if abs((to - owner.race.day).days) > MOST_DAYS:
        raise BadValue("date", f"{to.isoformat()} is more than two years from the race", "Choose a day near the plan.")
    if not anyway and to != day:
        check_open(desk, owner, found, to)
    desk.keep_changes(owner.id, Move(id=desk.new_id(), at=desk.now(), session=item, to=to, slot=slot))
    return f"Moved {title_of(desk, found)} from {show_day(day)} to {show_day(to)}."


def add(desk: Desk, session: Session, *, plan: str | None = None) -> str:
    """Add a session to the plan."""
    owner = desk.plan_of(plan)
    if session.kind is SessionKind.RACE:
        raise BadValue("kind", "a plan has one race", "Add another race as a tune-up.")
    if abs((session.day - owner.race.day).days) > MOST_DAYS:
        raise BadValue("date", f"{session.day} is more than two years from the race", "Choose a day near the plan.")
    desk.keep_changes(owner.id, Add(id=desk.new_id(), at=desk.now(), session=session))
    return (
        f"Added {name_of(session, desk.settings.unit)} on {show_day(session.day)}.{_closed(desk, owner, session.day)}"
    )


def edit(
    desk: Desk,
    item: str,
    *,
    kind: SessionKind | None = None,
    or_kind: SessionKind | None = None,
    distance: Span | None = None,
    duration_s: int | None = None,
    title: str | None = None,
    text: str | None = None,
    note: str | None = None,
    slot: Slot | None = None,
    clock: str | None = None,
    what: str | None = None,
    clear: tuple[str, ...] = (),
    plan: str | None = None,
) -> str:
    """Give a session other contents, or a hung routine another routine. Only what is given changes."""
    owner, found = find(desk, item, plan)
    if kind is not None and (kind is SessionKind.RACE) != (item == owner.race.session):
        raise BadValue("kind", "a plan has one race, and it stays the race", "Choose another kind.")
    made = Edit(
        id=desk.new_id(),
        at=desk.now(),
        session=item,
        kind=kind,
        or_kind=or_kind,
        distance=distance,
        duration_s=duration_s,
        title=title,
        text=text,
        note=note,
        slot=slot,
        clock=clock,
        what=what,
        clear=clear,
    )
    before = title_of(desk, found)
    plan_now = desk.keep_changes(owner.id, made)
    after = desk.schedule_of(plan_now).find(item)
    name = title_of(desk, after) if after else before
    return f"Changed {before} to {name}." if name != before else f"Changed {name}."


def delete(desk: Desk, item: str, *, plan: str | None = None) -> str:
    """Take a session, with what hangs on it, or one hung item, out of the plan."""
    owner, found = find(desk, item, plan)
    if item == owner.race.session:
        raise BadValue(
            f"session {item!r}", "the race cannot be deleted", "`planner plan delete` removes the whole plan."
        )
    day = found.session.day if isinstance(found, Planned) else found.day
    desk.keep_changes(owner.id, Delete(id=desk.new_id(), at=desk.now(), session=item))
    return f"Deleted {title_of(desk, found)} of {show_day(day)}."


def swap(desk: Desk, one: date, other: date, *, plan: str | None = None) -> str:
    """Exchange everything on two days; the race stays."""
    owner = desk.plan_of(plan)
    if one == other:
        raise BadValue("date", "a day cannot be swapped with itself", "Choose two days.")
    if owner.race.day in (one, other):
        raise BadValue("date", f"the race stays on {show_day(owner.race.day)}", "Choose two other days.")
    desk.keep_changes(owner.id, Swap(id=desk.new_id(), at=desk.now(), one=one, other=other))
    return f"Swapped {show_day(one)} and {show_day(other)}.{_closed(desk, owner, one, other)}"


def switch_layer(desk: Desk, layer: str, on: bool, *, plan: str | None = None) -> str:
    """Switch a layer on or off."""
    owner = desk.plan_of(plan)
    found = next((one for one in desk.schedule_of(owner).layers if one.id == layer), None)
    if found is None:
        known = ", ".join(one.id for one in owner.layers) or "none"
        raise NotFound(f"layer {layer!r}", f"plan {owner.id!r} has no such layer", f"Layers: {known}.")
    desk.keep_changes(owner.id, Switch(id=desk.new_id(), at=desk.now(), layer=layer, on=on))
    return f"{found.name} is {'on' if on else 'off'}."


def hang(desk: Desk, layer: Layer, *, plan: str | None = None) -> str:
    """Hang another layer on the plan, or change the one of its id.

    Raises `NotFound` for a routine, shoe or orthotic that does not exist, `BadValue` for a rule that means nothing.
    """
    owner = desk.plan_of(plan)
    if layer.thing is Thing.SHOE:
        desk.shoe(layer.what)
    elif layer.thing is Thing.ORTHOTIC:
        desk.orthotic(layer.what)
    elif layer.thing is not Thing.NOTE:
        desk.routine(layer.what)
    if layer.rule:
        list(days_of(layer.rule, owner.first_day, owner.last_day))
    changed = desk.keep_changes(owner.id, Hang(id=desk.new_id(), at=desk.now(), layer=layer))
    count = sum(item.layer == layer.id for item in desk.schedule_of(changed).hung)
    return f"Hung {layer.name} on {count} day{'s' if count != 1 else ''}."


def _closed(desk: Desk, plan: Plan, *days: date) -> str:
    """Return in words which of the days are closed although something is run on them now; empty if none is."""
    standing = desk.schedule_of(desk.plan_of(plan.id))
    busy = {planned.session.day for planned in standing.sessions if planned.session.kind is not SessionKind.REST}
    return "".join(f" Mind: {why}." for day in days if day in busy and (why := why_closed(plan, standing, day)))
