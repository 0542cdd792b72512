"""How far and how long a structured run is: what is written in it added up, the rest by pace."""

from collections.abc import Mapping

import msgspec

from planner.domain.units import Unit, show_distance, show_duration
from planner.domain.workout import Effort, Length, Repeat, Step, Target, Time, Until, Workout

Paces = Mapping[str, float]
"""Seconds a kilometre by effort: `easy`, `marathon`, `threshold`, `interval`, `repetition` and any other `Effort`."""

_NEAREST = {
    Effort.RECOVERY: "easy",
    Effort.RUN: "easy",
    Effort.STEADY: "marathon",
    Effort.HALF: "threshold",
    Effort.TEN_K: "threshold",
    Effort.FIVE_K: "interval",
    Effort.THREE_K: "interval",
    Effort.HARD: "interval",
    Effort.MILE: "repetition",
    Effort.STRIDES: "repetition",
    Effort.SPRINT: "repetition",
}
"""The training pace that an effort is nearest to, where its own is not known.

Daniels' Running Formula: easy is also recovery, threshold lies between the race paces of 10 km and half marathon,
interval is about that of 3 to 5 km, repetition about that of a mile; steady is about marathon pace.
"""
_JOG = 1.2
"""Jogging between repetitions takes this much longer than easy running: as the build-up reckons it."""
_WALK_S_PER_KM = 660.0
"""Walking, a kilometre: as the ladder from walking to running reckons it."""


class Sum(msgspec.Struct, frozen=True):
    """An amount added up. `is_whole`: nothing is missing. `is_exact`: all of it was written, none came by pace."""

    amount: float = 0.0
    is_whole: bool = True
    is_exact: bool = True

    def plus(self, other: "Sum") -> "Sum":
        """Return both together."""
        return Sum(self.amount + other.amount, self.is_whole and other.is_whole, self.is_exact and other.is_exact)

    def times(self, count: int) -> "Sum":
        """Return it so often."""
        return Sum(self.amount * count, self.is_whole, self.is_exact) if count else Sum()


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """The metres and the seconds of a run, or of a part of it."""

    metres: Sum = Sum()
    seconds: Sum = Sum()

    def plus(self, other: "Totals") -> "Totals":
        """Return both together."""
        return Totals(metres=self.metres.plus(other.metres), seconds=self.seconds.plus(other.seconds))

    def times(self, count: int) -> "Totals":
        """Return it so often."""
        return Totals(metres=self.metres.times(count), seconds=self.seconds.times(count))


_UNKNOWN = Sum(0.0, is_whole=False)


def totals(workout: Workout, unit: Unit, paces: Paces | None = None) -> Totals:
    """Return what a run comes to for a reader in `unit`; with `paces` distances become times and times distances.

    What neither the run nor a pace says is not counted, and the sum is then not whole.
    """
    return _all(workout.steps, unit, paces or {})


def _all(steps: tuple[Step | Repeat, ...], unit: Unit, paces: Paces) -> Totals:
    found = Totals()
    for step in steps:
        found = found.plus(_step(step, unit, paces) if isinstance(step, Step) else _repeat(step, unit, paces))
    return found


def _repeat(repeat: Repeat, unit: Unit, paces: Paces) -> Totals:
    once = Totals()
    for step in repeat.steps:
        is_back = isinstance(step, Step) and step.amount is Until.BACK
        once = once.plus(_back(once, step, paces) if is_back and isinstance(step, Step) else _all((step,), unit, paces))
    whole = once.times(repeat.times)
    if repeat.between is None:
        return whole
    between = repeat.between
    rest = _back(once, between, paces) if between.amount is Until.BACK else _step(between, unit, paces)
    return whole.plus(rest.times(repeat.times - 1))


def _back(way: Totals, step: Step, paces: Paces) -> Totals:
    """Return the way back over a repetition: as far as it was there."""
    pace = pace_of(step.target, paces)
    seconds = Sum(way.metres.amount * pace / 1000, way.metres.is_whole, is_exact=False) if pace else _UNKNOWN
    return Totals(metres=way.metres, seconds=seconds)


def _step(step: Step, unit: Unit, paces: Paces) -> Totals:
    pace = pace_of(step.target, paces)
    match step.amount:
        case Length():
            span = step.amount.metres(unit)
            metres = Sum(span.middle_m, is_exact=span.low_m == span.high_m)
            seconds = Sum(span.middle_m * pace / 1000, is_exact=False) if pace else _UNKNOWN
            if step.target.effort is Effort.REST:
                seconds = _UNKNOWN
            return Totals(metres=metres, seconds=seconds)
        case Time():
            middle = step.amount.middle_s
            seconds = Sum(middle, is_exact=step.amount.low_s == step.amount.high_s)
            if step.target.effort is Effort.REST:
                return Totals(seconds=seconds)
            return Totals(metres=Sum(middle / pace * 1000, is_exact=False) if pace else _UNKNOWN, seconds=seconds)
        case Until():
            inside = _all(step.inside, unit, paces)
            return inside.plus(Totals(metres=_UNKNOWN, seconds=_UNKNOWN))


def pace_of(target: Target, paces: Paces) -> float:
    """Return the seconds a kilometre of a target, 0.0 where nothing says: its own pace first, else that of its effort.

    An effort without a pace of its own takes the nearest training pace.
    """
    if target.pace:
        return target.pace.middle_s
    if target.uphill or target.effort is None:
        return paces.get("uphill", 0.0) if target.uphill else 0.0
    if target.effort.value in paces:
        return paces[target.effort.value]
    if target.effort is Effort.WALK:
        return _WALK_S_PER_KM if paces else 0.0
    if target.effort is Effort.JOG:
        return _JOG * paces.get("easy", 0.0)
    return paces.get(_NEAREST.get(target.effort, ""), 0.0)


def show_totals(found: Totals, unit: Unit) -> str:
    """Return totals in words: `9.4 km`, `about 9.4 km, 52 min`, `at least 6 km`; empty where nothing is known."""
    shown: list[tuple[str, str]] = []
    if found.metres.amount:
        shown.append((_word(found.metres), show_distance(found.metres.amount, unit)))
    if found.seconds.amount:
        shown.append((_word(found.seconds), show_duration(found.seconds.amount)))
    parts: list[str] = []
    for n, (word, amount) in enumerate(shown):
        is_said = n > 0 and word == shown[n - 1][0]
        parts.append(amount if is_said or not word else f"{word} {amount}")
    return ", ".join(parts)


def _word(found: Sum) -> str:
    if not found.is_whole:
        return "at least"
    return "" if found.is_exact else "about"
