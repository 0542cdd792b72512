"""What leaves an exercise out of a suggested session, and the reason that is shown for it."""

from enum import StrEnum

import msgspec

from planner.domain.body import Area
from planner.domain.chain import Avoid
from planner.domain.equipment import Equipment
from planner.domain.exercise import Exercise, Kind, Timing
from planner.domain.locks import Locks
from planner.domain.log import Felt
from planner.planning.exercise_finder import FITS


class Why(StrEnum):
    """The sort of reason, in the order in which they are looked at."""

    LOCKED = "locked"
    RED = "red"
    SYMPTOM = "symptom"
    TIMING = "timing"
    STRENGTH = "strength"
    EQUIPMENT = "equipment"
    LITTLE = "little"
    ENOUGH = "enough"
    TIME = "time"
    ALONE = "alone"


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise that was left out: the sort of reason, and the reason in words."""

    exercise: str
    name: str
    code: Why
    why: str


class Without(msgspec.Struct, frozen=True, kw_only=True):
    """What to leave out today; see `suggest`. `avoid`: the rows of the chain that fit an entry, with the entry."""

    locks: Locks
    timing: Timing | None = None
    owned: frozenset[Equipment] | None = None
    red: frozenset[Area] = frozenset()
    no_strength: str = ""
    avoid: tuple[tuple[Avoid, Felt], ...] = ()


def why_not(exercise: Exercise, without: Without) -> Dropped | None:
    """Return why an exercise is left out, or None where nothing speaks against it."""
    if exercise.id in without.locks.locked:
        return _dropped(exercise, Why.LOCKED, without.locks.locked[exercise.id].why)
    if without.red:
        places = ", ".join(sorted(area.label for area in without.red))
        if exercise.areas[0] in without.red:
            return _dropped(exercise, Why.RED, f"{places}: red today, so only gentle movement of other areas")
        if exercise.kind is Kind.STRENGTH:
            return _dropped(exercise, Why.RED, f"{places}: red today, so nothing is strengthened")
    for rule, _ in without.avoid:
        if exercise.id in rule.exercises:
            return _dropped(exercise, Why.SYMPTOM, rule.why)
    return _unfit(exercise, without)


def _unfit(exercise: Exercise, without: Without) -> Dropped | None:
    moments = FITS[Timing.PRE] if without.timing is Timing.PRE else FITS[Timing.POST] | FITS[Timing.REST]
    if not moments & set(exercise.timing):
        when = "it is not for before a run" if without.timing is Timing.PRE else "it belongs before a run"
        return _dropped(exercise, Why.TIMING, when)
    if without.no_strength and exercise.kind is Kind.STRENGTH and Timing.ANY not in exercise.timing:
        return _dropped(exercise, Why.STRENGTH, without.no_strength)
    if without.owned is not None and not exercise.can_be_done_with(without.owned):
        missing = [choice for choice in exercise.equipment if not any(item in without.owned for item in choice)]
        needed = " and ".join(" or ".join(item.value.replace("-", " ") for item in choice) for choice in missing)
        return _dropped(exercise, Why.EQUIPMENT, f"it needs a {needed}")
    return None


def _dropped(exercise: Exercise, code: Why, why: str) -> Dropped:
    return Dropped(exercise=exercise.id, name=exercise.name, code=code, why=why)
