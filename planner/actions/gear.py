"""Shoes and orthotics: adding, retiring, and how far each has gone."""

from datetime import date
from typing import TypedDict, Unpack

import msgspec

from planner.actions.desk import Desk
from planner.domain.errors import BadValue
from planner.domain.gear import LIMITS, Gear, Role, Shoe
from planner.domain.ids import is_slug, slug_of
from planner.domain.log import Ran, Wore
from planner.domain.session import SessionKind
from planner.domain.text import one_line


class Worn(msgspec.Struct, frozen=True, kw_only=True):
    """What the log says of one shoe or orthotic: metres run in it, runs, hours worn besides."""

    distance_m: float = 0.0
    runs: int = 0
    hours: float = 0.0


class ShoeFields(TypedDict, total=False):
    """What can be said of a pair besides its name; None empties a field that may be absent."""

    role: Role
    brand: str
    model: str
    version: str
    size: str
    width: str
    colour: str
    bought: date | None
    first_used: date | None
    retired: date | None
    spare: bool
    start_m: float
    retire_m: float | None
    drop_mm: float | None
    stack_mm: float | None
    fore_stack_mm: float | None
    mass_g: float | None
    plate: bool
    foam: str
    fit: str
    lacing: str
    insole: bool | None
    hard_use: bool
    kinds: tuple[SessionKind, ...]
    same_as: str
    note: str


def add_shoe(desk: Desk, name: str, *, shoe_id: str | None = None, **fields: Unpack[ShoeFields]) -> Shoe:
    """Add a pair of shoes. Raises `BadValue` when the id is taken or cannot name a file, or a field cannot be."""
    made = Shoe(id=_new_id(desk, name, shoe_id, "shoe"), name=_checked_name(name))
    shoe = with_fields(desk, made, fields)
    _create(desk, shoe)
    return shoe


def with_fields(desk: Desk, shoe: Shoe, fields: ShoeFields, name: str | None = None) -> Shoe:
    """Return a pair with other fields, texts on one line. Raises `BadValue` for what cannot be, and `NotFound`."""
    tidied = {key: one_line(value) if isinstance(value, str) else value for key, value in fields.items()}
    # A whole number reads back as one: figures are floats in the file, whatever was typed.
    tidied |= {key: float(value) for key, value in fields.items() if key in LIMITS and isinstance(value, int | float)}
    if "role" in tidied:
        tidied["role"] = Role(str(tidied["role"]))
    if name is not None:
        tidied["name"] = _checked_name(name)
    if fields.get("same_as"):
        desk.shoe(fields["same_as"])
        if fields["same_as"] == shoe.id:
            raise BadValue("same as", "a pair does not replace itself", "Name another pair.")
    if lazy := [kind.value for kind in fields.get("kinds", ()) if not kind.is_run]:
        raise BadValue("kinds", f"{lazy[0]!r} is not a run", f"Runs: {', '.join(k for k in SessionKind if k.is_run)}.")
    _check_limits(fields)
    try:
        return msgspec.structs.replace(shoe, **tidied)
    except ValueError as error:
        raise BadValue("shoe", str(error).replace("_", " "), "Correct the dates.") from None


def _check_limits(fields: ShoeFields) -> None:
    """Raise `BadValue` for a figure that no pair has, in the words and units of people."""
    for name, (low, high) in LIMITS.items():
        value = fields.get(name)
        if isinstance(value, int | float) and not low <= value <= high:
            words, _, unit = name.replace("start", "run already").rpartition("_")
            scale, unit = (1000, "km") if unit == "m" else (1, unit)
            why = f"{value / scale:g} {unit} is not from {low / scale:g} to {high / scale:g} {unit}"
            raise BadValue(words.replace("_", " "), why, "Correct it and try again.")


def retire_shoe(desk: Desk, shoe_id: str, day: date) -> str:
    """Retire a pair of shoes; its history stays."""
    shoe = desk.shoe(shoe_id)
    if shoe.retired:
        raise BadValue(f"shoe {shoe_id!r}", f"it was retired on {shoe.retired.isoformat()}", "Nothing was changed.")
    desk.store.replace_gear(with_fields(desk, shoe, {"retired": day}), was=shoe)
    desk.gear_changed()
    return f"Retired {shoe.name}. Its runs stay in the log."


def worn(desk: Desk) -> dict[str, Worn]:
    """Return what the whole log says of every shoe and orthotic, by id. Reads every month of the log."""
    found = {item.id: Worn() for item in desk.gear()}
    for entry in desk.whole_log():
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
