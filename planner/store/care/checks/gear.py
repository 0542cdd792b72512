"""What is wrong with shoes and orthotics: pairs that cannot be, ids that nothing has."""

from collections.abc import Iterator
from pathlib import Path

from planner.codec.toml import BadFile, short
from planner.domain.gear import Build, Gear, Orthotic, Pairing, Shoe
from planner.domain.session import SessionKind
from planner.store import gear
from planner.store.care.checks.told import problem
from planner.store.names import SUFFIX

_MOST_PAIRINGS = 1_000
"""Of an orthotic with more, no two are compared: that would be a million looks."""


def unread_gear(root: Path, items: tuple[Gear, ...]) -> set[str]:
    """Return the ids of gear that has a file which could not be read: it is told, and it is there."""
    try:
        return set(gear.gear_ids(root)) - {item.id for item in items}
    except BadFile:
        return set()


def check_orthotics(root: Path, items: tuple[Gear, ...]) -> Iterator[BadFile]:
    """Yield what is wrong with orthotics and the pairs they stand in."""
    shoes = {item.id for item in items if isinstance(item, Shoe)} | unread_gear(root, items)
    stood: list[tuple[Orthotic, Pairing]] = []
    for item in (one for one in items if isinstance(one, Orthotic)):
        path = root / gear.FOLDER / f"{item.id}{SUFFIX}"
        if item.retired and item.since and item.retired < item.since:
            yield problem(path, f"{item.retired}, before since, {item.since}", "Correct one of the two.", "retired")
        if len(item.pairings) > _MOST_PAIRINGS:
            why = f"over {_MOST_PAIRINGS:,} pairings: whether two of them contradict each other was not looked at"
            yield problem(path, why, "Take out those that are over.", "pairing")
        for number, pairing in enumerate(item.pairings):
            key = f"pairing[{number}]"
            if pairing.shoe not in shoes:
                fix = "Add it, or correct the id."
                yield problem(path, f"there is no shoe {short(pairing.shoe)}", fix, f"{key}.shoe")
            if pairing.until and pairing.until < pairing.since:
                why = f"{pairing.until}, before since, {pairing.since}"
                yield problem(path, why, "Correct one of the two.", f"{key}.until")
            for other, there in stood:
                if clash := _clash(item, pairing, other, there):
                    yield problem(path, clash, "Write until in the earlier one.", key)
            stood += [(item, pairing)] if len(item.pairings) <= _MOST_PAIRINGS else []


def _clash(item: Orthotic, pairing: Pairing, other: Orthotic, there: Pairing) -> str:
    """Return what two pairings cannot both be, from which day on; empty if they can."""
    first = max(pairing.since, there.since)
    if any(one.until and one.until < first for one in (pairing, there)):
        return ""
    if item.id == other.id:
        return f"it stands in {short(there.shoe)} too on {first}; it can be in one pair at a time"
    if pairing.shoe == there.shoe and Build.ADD_ON not in (item.build, other.build):
        return f"{short(other.id)} stands in {short(there.shoe)} too on {first}"
    return ""


def check_shoes(root: Path, items: tuple[Gear, ...]) -> Iterator[BadFile]:
    """Yield what is wrong with shoes."""
    shoes = [item for item in items if isinstance(item, Shoe)]
    known = {shoe.id for shoe in shoes} | unread_gear(root, items)
    told: dict[SessionKind, str] = {}
    for shoe in shoes:
        path = root / gear.FOLDER / f"{shoe.id}{SUFFIX}"
        if shoe.same_as and shoe.same_as not in known:
            yield problem(path, f"there is no shoe {short(shoe.same_as)}", "Correct the id, or take it out.", "same_as")
        for kind in shoe.kinds if not (shoe.retired or shoe.spare) else ():
            if kind in told:
                why = f"{kind} is a default of {short(told[kind])} too"
                yield problem(path, why, "Take it out of one; until then the newer pair is taken.", "kinds")
            told[kind] = shoe.id
