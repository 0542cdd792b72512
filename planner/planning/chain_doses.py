"""How much of an exercise a suggested session asks for: short or full, and half of it for the other side."""

from enum import StrEnum
from math import ceil

from msgspec.structs import replace

from planner.domain.body import Side
from planner.domain.chain import Selection
from planner.domain.dose import Dose, Hold, Open, Reps, Spots
from planner.domain.exercise import Exercise, Kind, Sides
from planner.domain.routine import Do, SideOrder
from planner.planning.routine_trim import LEAST_HOLD_S

_ROUND_S = 5
"""Halved holds are rounded up to this many seconds."""


class Amount(StrEnum):
    """`short`: one time, one set. `full`: what the library says. `before`: what is fit before a run."""

    SHORT = "short"
    FULL = "full"
    BEFORE = "before"


def amount(exercise: Exercise, how: Amount, selection: Selection) -> Dose:
    """Return the dose of the side that was logged."""
    if how is Amount.FULL:
        return exercise.dose
    if how is Amount.BEFORE and exercise.kind is Kind.ROLL:
        return Hold(selection.pre_roll_s)
    dose = _once(exercise.dose, selection)
    if how is Amount.BEFORE and exercise.kind is Kind.STATIC_STRETCH and isinstance(dose, Hold):
        seconds = min(dose.seconds, selection.pre_hold_s)
        return Hold(seconds, min(dose.times, max(1, selection.pre_hold_s // seconds)))
    return dose


def other_side(dose: Dose, exercise: Exercise, share: float) -> Dose:
    """Return the dose of the side that was not logged: `share` of the work. What is open stays open."""
    match dose:
        case Hold(times=times) if times > 1:
            return replace(dose, times=ceil(times * share))
        case Hold(seconds):
            less = ceil(seconds * share / _ROUND_S) * _ROUND_S
            return replace(dose, seconds=min(seconds, max(less, LEAST_HOLD_S if exercise.kind is Kind.ROLL else 1)))
        case Reps(reps, sets):
            fewer = ceil(sets * share)
            return replace(dose, sets=fewer, reps=min(reps, ceil(reps * sets * share / fewer)))
        case _:
            return dose


def steps_of(exercise: Exercise, dose: Dose, left: float, right: float, share: float) -> tuple[Do, ...]:
    """Return the steps for both sides: the one with more first and in full, the other with `share` of the dose.

    A side that has at least `share` of what the first one has gets the whole dose as well.
    """
    if exercise.sides is not Sides.PER_SIDE:
        return (_do(exercise, dose, None),)
    first = Side.RIGHT if right > left else Side.LEFT
    if left == right:
        return (_do(exercise, dose, None),)
    second = dose if min(left, right) >= share * max(left, right) else other_side(dose, exercise, share)
    return (_do(exercise, dose, _ORDER[first]), _do(exercise, second, _ORDER[first.other]))


_ORDER = {Side.LEFT: SideOrder.LEFT, Side.RIGHT: SideOrder.RIGHT}


def _do(exercise: Exercise, dose: Dose, sides: SideOrder | None) -> Do:
    # The library's own dose is left out, so that a routine says only what differs.
    return Do(exercise=exercise.id, dose=None if dose == exercise.dose else dose, sides=sides)


def _once(dose: Dose, selection: Selection) -> Dose:
    match dose:
        case Hold(seconds, times):
            # Many short holds make up what one usual hold is (Warneke 2025: two of 5 to 30 s at least).
            return Hold(seconds, min(times, ceil(LEAST_HOLD_S / seconds)))
        case Reps():
            return replace(dose, sets=1)
        case Open(target_s):
            return Open(min(target_s, selection.short_open_s) if target_s else selection.short_open_s)
        case Spots():
            return Hold(selection.short_open_s)
