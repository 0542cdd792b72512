"""Training paces and race predictions from one recent race.

What a pace costs in oxygen and how much of the most a runner can hold for how long are the two equations of
Daniels & Gilbert, Oxygen Power: Performance Tables for Distance Runners (1979). The shares of that most which each
sort of training takes are those of Daniels' Running Formula (3rd edition, 2014).
"""

import math
from collections.abc import Callable

import msgspec

from planner.domain.race import RACE_M, RecentRace

_COST = (-4.60, 0.182258, 0.000104)
"""Oxygen in ml per kg and minute at v metres a minute: a + b v + c v^2 (Daniels & Gilbert 1979)."""

_EASY = (0.59, 0.74)
"""Share of the most oxygen for easy running and long runs, slow to fast (Daniels' Running Formula)."""
_THRESHOLD = 0.88
"""Threshold is 83 to 88 %; the fast end is the pace that Daniels' tables print (VDOT 50: 4:15 a kilometre)."""
_INTERVAL = 0.975
"""Intervals are 95 to 100 %; the middle is the pace of Daniels' tables (VDOT 50: 3:55)."""
_REPETITION = 1.07
"""Repetitions are 105 to 110 %; here lies the pace of Daniels' tables (VDOT 50: 87 s for 400 m)."""


class Paces(msgspec.Struct, frozen=True, kw_only=True):
    """Paces in seconds a kilometre, and the `vdot` they come from. `easy` is slow to fast; race paces by distance."""

    vdot: float
    easy: tuple[int, int]
    marathon: int
    half: int
    ten_k: int
    five_k: int
    threshold: int
    interval: int
    repetition: int

    @property
    def easy_middle(self) -> int:
        """The middle of the easy range, for whoever needs one number."""
        return round(sum(self.easy) / 2)

    def word(self, effort: str) -> tuple[int, int] | None:
        """Return the paces, slow to fast, of an effort by its name in a run's text, or None for another word.

        Names: easy, jog, marathon, half, half marathon, threshold, tempo, 10k, 5k, interval, repetition.
        """
        name = " ".join(effort.lower().split())
        if name in ("easy", "jog"):
            return self.easy
        named = {
            "marathon": self.marathon,
            "half": self.half,
            "half marathon": self.half,
            "threshold": self.threshold,
            "tempo": self.threshold,
            "10k": self.ten_k,
            "5k": self.five_k,
            "interval": self.interval,
            "intervals": self.interval,
            "repetition": self.repetition,
            "repetitions": self.repetition,
        }
        return (named[name], named[name]) if name in named else None


def paces(recent: RecentRace) -> Paces:
    """Return the training and race paces of a runner who ran `recent`."""
    most = vdot(recent.distance_m, recent.seconds)

    def at(share: float) -> int:
        return round(60_000 / _speed(share * most))

    def racing(name: str) -> int:
        return round(_seconds_for(most, RACE_M[name]) / RACE_M[name] * 1000)

    return Paces(
        vdot=most,
        easy=(at(_EASY[0]), at(_EASY[1])),
        marathon=racing("marathon"),
        half=racing("half"),
        ten_k=racing("10k"),
        five_k=racing("5k"),
        threshold=at(_THRESHOLD),
        interval=at(_INTERVAL),
        repetition=at(_REPETITION),
    )


def predict(recent: RecentRace, distance_m: float) -> int:
    """Return the seconds that a runner who ran `recent` takes for `distance_m`, by the same two equations.

    It holds for a runner who has trained for that distance: without the long runs a marathon takes longer.
    """
    return round(_seconds_for(vdot(recent.distance_m, recent.seconds), distance_m))


def vdot(distance_m: float, seconds: float) -> float:
    """Return what a race says of the most oxygen a runner takes up, in ml per kg and minute: Daniels' VDOT."""
    minutes = seconds / 60
    return _oxygen(distance_m / minutes) / _held(minutes)


def _oxygen(speed: float) -> float:
    """Return what running at `speed` metres a minute costs, in ml of oxygen per kg and minute."""
    return _COST[0] + _COST[1] * speed + _COST[2] * speed * speed


def _speed(oxygen: float) -> float:
    """Return the speed in metres a minute that costs `oxygen`: the equation above, solved for the speed."""
    a, b, c = _COST
    return (-b + math.sqrt(b * b - 4 * c * (a - oxygen))) / (2 * c)


def _held(minutes: float) -> float:
    """Return the share of the most oxygen that can be held for `minutes` (Daniels & Gilbert 1979)."""
    return 0.8 + 0.1894393 * math.exp(-0.012778 * minutes) + 0.2989558 * math.exp(-0.1932605 * minutes)


def _seconds_for(most: float, distance_m: float) -> float:
    """Return the time for a distance at which the two equations meet, found by halving: a slower run needs less."""

    def is_enough(seconds: float) -> bool:
        return vdot(distance_m, seconds) <= most

    return _halve(is_enough, distance_m / 1000 * 60, distance_m / 1000 * 1800)


def _halve(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Return the least value from `low` to `high`, to a hundredth, at which `holds` becomes true."""
    while high - low > 0.01:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
