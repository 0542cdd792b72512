"""Pairs of shoes: changed, retired, looked at, deleted, made the default of some kinds of run."""

from collections.abc import Collection
from datetime import date
from typing import Unpack

import msgspec
from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.actions.gear import ShoeFields, with_fields
from planner.domain.days import show_day
from planner.domain.errors import BadValue, PlannerError
from planner.domain.gear import Orthotic, Shoe, WearSide, WearSign, default_for
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Ran, ShoeCheck, Wore
from planner.domain.session import SessionKind
from planner.domain.text import clean, one_line

_GONE = "gear-gone"


def edit_shoe(desk: Desk, shoe_id: str, *, name: str | None = None, **fields: Unpack[ShoeFields]) -> str:
    """Change what is said of a pair; only what is given changes. Raises `NotFound`, `BadValue`, `ChangedOutside`."""
    was = desk.shoe(shoe_id)
    now = with_fields(desk, was, fields, name)
    if now == was:
        return f"{one_line(was.name)} stays as it is."
    desk.store.replace_gear(now, was=was)
    desk.gear_changed()
    return f"Changed {one_line(now.name)}."


def use_shoe(desk: Desk, shoe_id: str) -> str:
    """Take a retired or a spare pair into use. Raises `BadValue` for one that is in use."""
    shoe = desk.shoe(shoe_id)
    if shoe.retired is None and not shoe.spare:
        raise BadValue(f"shoe {shoe_id!r}", "it is in use", "Nothing was changed.")
    desk.store.replace_gear(replace(shoe, retired=None, spare=False), was=shoe)
    desk.gear_changed()
    return f"{one_line(shoe.name)} is in use{' again' if shoe.retired else ''}."


def take_kinds(desk: Desk, shoe_id: str) -> str:
    """Make a pair the only default of its kinds: older pairs give them up. Return who did, or an empty text."""
    shoe = desk.shoe(shoe_id)
    said = []
    for other in desk.gear():
        if not isinstance(other, Shoe) or other.id == shoe_id or other.retired:
            continue
        shared = [kind for kind in other.kinds if kind in shoe.kinds]
        if shared:
            kept = tuple(kind for kind in other.kinds if kind not in shared)
            desk.store.replace_gear(replace(other, kinds=kept), was=other)
            said.append(f"{one_line(other.name)} is no longer the default for {_kinds(shared)}.")
    desk.gear_changed()
    return " ".join(said)


def hang_kinds(desk: Desk, shoe_id: str, *, plan: str | None = None) -> str:
    """Hang a pair on the runs of its kinds in the plan, one layer a pair; without kinds its layer is switched off.

    Return the sentence, empty where there is no plan or nothing to change. It is one change, which undo takes back.
    """
    from planner.actions.changes import hang, switch_layer

    owner = desk.plan_of(plan) if plan else desk.plan()
    shoe = desk.shoe(shoe_id)
    if owner is None:
        return ""
    layer_id = layer_of(shoe_id)
    standing = next((one for one in desk.schedule_of(owner).layers if one.id == layer_id), None)
    if not shoe.kinds:
        return switch_layer(desk, layer_id, False, plan=owner.id) if standing and standing.on else ""
    layer = kinds_layer(shoe)
    return "" if standing == layer else hang(desk, layer, plan=owner.id)


def layer_of(shoe_id: str) -> str:
    """Return the id of the layer that hangs a pair on the runs of its kinds."""
    return f"shoe-{shoe_id}"[:60]


def kinds_layer(shoe: Shoe) -> Layer:
    """Return the layer that hangs a pair on the runs of its kinds."""
    return Layer(
        id=layer_of(shoe.id),
        name=one_line(shoe.name),
        thing=Thing.SHOE,
        anchor=Anchor.RUN,
        what=shoe.id,
        kinds=shoe.kinds,
    )


def default_shoe(desk: Desk, kind: SessionKind) -> Shoe | None:
    """Return the pair that a run of a kind is logged in when nobody says which; None where no pair is its default."""
    return default_for(kind, [item for item in desk.gear() if isinstance(item, Shoe)])


class PairOfRun(msgspec.Struct, frozen=True, kw_only=True):
    """The pair in which a run is logged, and what is said of it. `is_hung`: it is the one that hangs on the run."""

    shoe: str = ""
    said: str = ""
    is_hung: bool = False


def pair_of_run(desk: Desk, named: str, hung: str, kind: SessionKind, day: date) -> PairOfRun:
    """Return the pair in which a run is logged: the one that is named, else what hangs on it, else the default.

    A pair that was retired before that day takes no more runs, unless it is named; the sentence says so. Raises
    `NotFound` for a named pair that does not exist.
    """
    if named:
        return PairOfRun(shoe=desk.shoe(named).id)
    found = next((item for item in desk.gear() if item.id == hung), None)
    is_retired = found is not None and found.retired is not None and found.retired < day
    if hung and not is_retired:
        return PairOfRun(shoe=hung, is_hung=True)
    retired = f" {one_line(found.name)} is retired." if found and is_retired else ""
    shoe = default_shoe(desk, kind) if kind.is_run else None
    if shoe is None:
        return PairOfRun(said=f"{retired} No pair is named." if retired else "")
    name = f" In {one_line(shoe.name)}, your default for {kind.value.replace('-', ' ')}."
    return PairOfRun(shoe=shoe.id, said=f"{retired}{name}")


def check_shoe(
    desk: Desk,
    shoe_id: str,
    day: date,
    *,
    wear: WearSide | None = None,
    signs: Collection[WearSign] = (),
    note: str = "",
) -> str:
    """Log a look at a pair: where it is worn, and what says that it should be replaced. Undo takes it back."""
    from planner.actions.diary import check_is_here

    check_is_here(desk, day)
    shoe = desk.shoe(shoe_id)
    if wear is None and not signs and not clean(note).strip():
        raise BadValue("check", "nothing is said", "Give a wear side, signs, or a note; `even` if all is well.")
    entry = ShoeCheck(
        id=desk.new_id(),
        at=desk.now(),
        day=day,
        shoe=shoe.id,
        wear=wear,
        signs=tuple(dict.fromkeys(signs)),
        note=clean(note).strip(),
    )
    try:
        desk.store.add_entries(entry, action=(f"log:{day:%Y-%m}:{entry.id}",))
    finally:
        desk.log_changed()
    name = one_line(shoe.name)
    if not signs:
        return f"Looked at {name} on {show_day(day)}."
    count = len(entry.signs)
    return f"Looked at {name} on {show_day(day)}: {count} sign{'s' * (count != 1)} of wear. A new pair is worth having."


def delete_shoe(desk: Desk, shoe_id: str) -> str:
    """Move a pair that nothing names to the trash; undo brings it back.

    Raises `BadValue` where runs, checks, orthotics or plans name it: those would lose its name. Retire it instead.
    """
    shoe = desk.shoe(shoe_id)
    if names := named_by(desk, shoe_id):
        what = ", ".join(names)
        raise BadValue(f"shoe {shoe_id!r}", f"{what} name it", f"Retire it: `planner shoe retire {shoe_id}`.")
    trashed = desk.store.delete_gear(shoe_id)
    desk.store.remember((f"{_GONE}:gear/{shoe_id}:{trashed}",))
    desk.gear_changed()
    return f"Deleted {one_line(shoe.name)}, which nothing named."


def turn_gear(desk: Desk, ref: str, *, back: bool) -> str:
    """Undo (`back`) or redo the deleting of gear, as `ref` of the history says, and return it in words."""
    gear_id = ref.split(":")[1].removeprefix("gear/")
    if back:
        desk.store.restore_gear(gear_id)
    else:
        desk.store.delete_gear(gear_id)
    desk.gear_changed()
    return f"deleted {gear_id}"


def named_by(desk: Desk, gear_id: str, *, plans: bool = True) -> list[str]:
    """Return what names a shoe or an orthotic, in words; without `plans` the runs that it hangs on are left out."""
    entries = desk.whole_log()
    found = []
    if runs := sum(isinstance(one, Ran) and gear_id in (one.shoe, one.orthotic) for one in entries):
        found.append(f"{runs} logged run{'s' * (runs != 1)}")
    if checks := sum(isinstance(one, ShoeCheck) and one.shoe == gear_id for one in entries):
        found.append(f"{checks} check{'s' * (checks != 1)}")
    if worn := sum(isinstance(one, Wore) and one.orthotic == gear_id for one in entries):
        found.append(f"{worn} day{'s' * (worn != 1)} of wear")
    found += [
        f"the pairings of {item.id}"
        for item in desk.gear()
        if isinstance(item, Orthotic) and any(one.shoe == gear_id for one in item.pairings)
    ]
    for plan_id in desk.store.plan_ids() if plans else ():
        try:
            standing = desk.schedule_of(desk.plan_of(plan_id))
        except PlannerError:
            continue
        if any(item.thing in (Thing.SHOE, Thing.ORTHOTIC) and item.what == gear_id for item in standing.hung):
            found.append(f"runs of the plan {plan_id}")
    return found


def _kinds(kinds: Collection[SessionKind]) -> str:
    return ", ".join(kind.value.replace("-", " ") for kind in kinds)
