"""Shoes and orthotics: adding, retiring, and how far each has gone."""

from datetime import date

import msgspec

from planner.actions.desk import Desk
from planner.domain.errors import BadValue
from planner.domain.gear import Gear, Role, Shoe
from planner.domain.ids import is_slug, slug_of
from planner.domain.log import Ran, Wore
from planner.domain.text import one_line

_FIRST_DAY = date(1970, 1, 1)
_LAST_DAY = date(9998, 12, 31)


class Worn(msgspec.Struct, frozen=True, kw_only=True):
    """What the log says of one shoe or orthotic: metres run in it, runs, hours worn besides."""

    distance_m: float = 0.0
    runs: int = 0
    hours: float = 0.0


def add_shoe(
    desk: Desk,
    name: str,
    *,
    shoe_id: str | None = None,
    role: Role = Role.DAILY,
    model: str = "",
    bought: date | None = None,
    start_m: float = 0.0,
    retire_m: float | None = None,
    drop_mm: float | None = None,
    stack_mm: float | None = None,
    plate: bool = False,
    note: str = "",
) -> Shoe:
    """Add a pair of shoes. Raises `BadValue` when the id is taken or cannot name a file."""
    shoe = Shoe(
        id=_new_id(desk, name, shoe_id, "shoe"),
        name=_checked_name(name),
        role=role,
        model=one_line(model),
        bought=bought,
        start_m=float(start_m),
        retire_m=retire_m,
        drop_mm=drop_mm,
        stack_mm=stack_mm,
        plate=plate,
        note=one_line(note),
    )
    _create(desk, shoe)
    return shoe


def retire_shoe(desk: Desk, shoe_id: str, day: date) -> str:
    """Retire a pair of shoes; its history stays."""
    shoe = desk.shoe(shoe_id)
    if shoe.retired:
        raise BadValue(f"shoe {shoe_id!r}", f"it was retired on {shoe.retired.isoformat()}", "Nothing was changed.")
    desk.store.replace_gear(msgspec.structs.replace(shoe, retired=day))
    desk.gear_changed()
    return f"Retired {shoe.name}. Its runs stay in the log."


def worn(desk: Desk) -> dict[str, Worn]:
    """Return what the whole log says of every shoe and orthotic, by id. Reads every month of the log."""
    found = {item.id: Worn() for item in desk.gear()}
    months = desk.store.log_months()
    if not months:
        return found
    for entry in desk.entries(_FIRST_DAY, _LAST_DAY):
        match entry:
            case Ran(shoe=shoe, orthotic=orthotic, distance_m=metres):
                for item in (shoe, orthotic):
                    if item in found:
                        was = found[item]
                        found[item] = Worn(
                            distance_m=was.distance_m + (metres or 0.0), runs=was.runs + 1, hours=was.hours
                        )
            case Wore(orthotic=orthotic, hours=hours) if orthotic in found:
                was = found[orthotic]
                found[orthotic] = msgspec.structs.replace(was, hours=was.hours + hours)
    return found


def _checked_name(name: str) -> str:
    checked = one_line(name)
    if not checked:
        raise BadValue("name", "it is empty", "Give the shoe or orthotic a name.")
    return checked


def _new_id(desk: Desk, name: str, wanted: str | None, fallback: str) -> str:
    taken = {item.id for item in desk.gear()}
    if wanted is not None:
        if not is_slug(wanted):
            raise BadValue("id", f"{wanted!r} cannot name a file", "Use a-z, 0-9 and -, at most 60 characters.")
        if wanted in taken:
            raise BadValue("id", f"{wanted!r} is taken", "Choose another id.")
        return wanted
    base = slug_of(name, fallback)[:50]
    return next(made for n in range(1, len(taken) + 2) if (made := base if n == 1 else f"{base}-{n}") not in taken)


def _create(desk: Desk, item: Gear) -> None:
    desk.store.create_gear(item)
    desk.gear_changed()
