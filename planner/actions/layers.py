"""A layer from what a person says: a routine, shoe, orthotic or note, and where it hangs."""

from collections.abc import Collection

from planner.actions.desk import Desk
from planner.actions.routines import thing_of
from planner.domain.days import Weekday
from planner.domain.errors import BadValue, NotFound
from planner.domain.gear import Orthotic, Shoe
from planner.domain.ids import slug_of
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.race import Phase
from planner.domain.session import SessionKind
from planner.domain.text import one_line

NOTE = "note"
"""What a person says for a note; every other word is the id of a routine, a shoe or an orthotic."""
_BY_DAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def things(desk: Desk) -> dict[str, str]:
    """Return what can be hung, by id: routines, shoes and orthotics in use, and a note."""
    gear = {item.id: item.name for item in desk.gear() if not item.retired}
    return desk.routine_names() | gear | {NOTE: "a note of your own"}


def compose(
    desk: Desk,
    what: str,
    *,
    anchor: Anchor,
    text: str = "",
    kinds: Collection[SessionKind] = (),
    phases: Collection[Phase] = (),
    weekdays: Collection[Weekday] = (),
    plan: str | None = None,
) -> Layer:
    """Return a layer with an id that the plan does not have yet. Gear hangs on the run, wherever `anchor` says.

    Raises `NotFound` for a thing that does not exist, `BadValue` for a note without a text, for a weekly layer
    without weekdays, and for what hangs on runs of a kind that is no run.
    """
    known = things(desk)
    if what not in known:
        raise NotFound(f"{what!r}", "there is no such routine, shoe or orthotic", f"Use one of {', '.join(known)}.")
    thing = _thing(desk, what)
    says = one_line(text)
    if thing is Thing.NOTE and not says:
        raise BadValue("note", "it is empty", "Write what it says.")
    if thing in (Thing.SHOE, Thing.ORTHOTIC):
        anchor = Anchor.RUN
    if anchor is Anchor.WEEKLY and not weekdays:
        raise BadValue("weekdays", "a weekly layer has some", "Write them: tue thu.")
    lazy = [kind.value for kind in kinds if not kind.is_run]
    if lazy:
        raise BadValue("kinds", f"{lazy[0]!r} is not a run", f"Runs: {', '.join(k for k in SessionKind if k.is_run)}.")
    name = says if thing is Thing.NOTE else known[what]
    taken = {layer.id for layer in desk.schedule_of(desk.plan_of(plan)).layers}
    base = slug_of(name, "layer")[:50]
    days = sorted(weekdays, key=lambda weekday: weekday.number)
    return Layer(
        id=next(made for n in range(1, len(taken) + 2) if (made := base if n == 1 else f"{base}-{n}") not in taken),
        name=name,
        thing=thing,
        anchor=anchor,
        what=says if thing is Thing.NOTE else what,
        kinds=tuple(kinds),
        phases=tuple(phases),
        weekdays=() if anchor is Anchor.WEEKLY else tuple(days),
        rule=f"FREQ=WEEKLY;BYDAY={','.join(_BY_DAY[day.number] for day in days)}" if anchor is Anchor.WEEKLY else "",
    )


def _thing(desk: Desk, what: str) -> Thing:
    if what == NOTE:
        return Thing.NOTE
    item = next((item for item in desk.gear() if item.id == what), None)
    match item:
        case Shoe():
            return Thing.SHOE
        case Orthotic():
            return Thing.ORTHOTIC
        case _:
            return thing_of(desk, what)
