"""How much of an exercise: seconds, repetitions, or until it eases."""

import re
from typing import assert_never

import msgspec

from planner.domain.errors import BadValue
from planner.domain.units import show_clock

CHANGE_OVER_S = 6
"""Seconds to get into position before each side and each set (domain rule: 6 s count-in)."""
SET_REST_S = 20
"""Seconds of rest between two sets of a strength exercise (20-45 s in common practice)."""
MOST_SECONDS = 3600
MOST_TIMES = 100


class Hold(msgspec.Struct, frozen=True, tag_field="kind", tag="hold", omit_defaults=True):
    """Stay, or keep going, for `seconds`; `times` over, with `rest_s` between (0: only the change-over)."""

    seconds: int
    times: int = 1
    rest_s: int = 0

    def __post_init__(self) -> None:
        _within("seconds", self.seconds, 1, MOST_SECONDS)
        _within("times", self.times, 1, MOST_TIMES)
        _within("rest_s", self.rest_s, 0, MOST_SECONDS)


class Reps(msgspec.Struct, frozen=True, tag_field="kind", tag="reps", omit_defaults=True):
    """Do `reps` repetitions a side, `sets` times, with `rest_s` between sets; `tempo` such as `2-1-3` in seconds."""

    reps: int
    sets: int = 1
    rest_s: int = 0
    tempo: str = ""

    def __post_init__(self) -> None:
        _within("reps", self.reps, 1, 200)
        _within("sets", self.sets, 1, MOST_TIMES)
        _within("rest_s", self.rest_s, 0, MOST_SECONDS)
        if self.tempo and not re.fullmatch(r"\d{1,2}(-\d{1,2}){1,3}", self.tempo):
            raise ValueError(f"tempo must look like 2-1-3 (seconds), got {self.tempo!r}")


class Open(msgspec.Struct, frozen=True, tag_field="kind", tag="open", omit_defaults=True):
    """Go on until the runner says so; counts up, also past `target_s` (0: no target)."""

    target_s: int = 0

    def __post_init__(self) -> None:
        _within("target_s", self.target_s, 0, MOST_SECONDS)


class Spots(msgspec.Struct, frozen=True, tag_field="kind", tag="spots", omit_defaults=True):
    """Roll a route and hold each tight spot until it eases; how many spots there are is not known before.

    `start` and `end` name the ends of the route. `stations` divides it (design: 10). At `chime_s` the
    player asks whether it eases, at `move_on_s` it suggests moving on (60 and 90 s: Behm 2020 gives
    30-120 s in all). `expected_s` is the usual time for one side (S2: 10 min or more for both at first).
    """

    start: str = "hip"
    end: str = "knee"
    stations: int = 10
    chime_s: int = 60
    move_on_s: int = 90
    expected_s: int = 300

    def __post_init__(self) -> None:
        _within("stations", self.stations, 2, 40)
        _within("chime_s", self.chime_s, 5, MOST_SECONDS)
        _within("move_on_s", self.move_on_s, self.chime_s, MOST_SECONDS)
        _within("expected_s", self.expected_s, 10, MOST_SECONDS)


Dose = Hold | Reps | Open | Spots


def _within(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise ValueError(f"{name} must be {least} to {most}, got {value}")


def show_dose(dose: Dose) -> str:
    """Return a dose as the field writes it: `30 s x 2`, `12 reps x 3`, `until it eases`."""
    match dose:
        case Hold(seconds, times):
            length = f"{seconds} s" if seconds < 120 else f"{show_clock(seconds)} min"
            return length if times == 1 else f"{length} x {times}"
        case Reps(reps, sets, _, tempo):
            text = f"{reps} reps" if sets == 1 else f"{reps} reps x {sets}"
            return f"{text}, tempo {tempo}" if tempo else text
        case Open(target):
            return f"open, about {show_clock(target)}" if target else "open"
        case Spots():
            return "each spot until it eases"
        case _:
            assert_never(dose)


_HOLD = r"(\d+)\s*s(?:\s*[x×]\s*(\d+))?"
_REPS = r"(\d+)(?:\s*reps?)?(?:\s*[x×]\s*(\d+))?"


def parse_dose(text: str, what: str = "dose") -> Dose:
    """Return the dose that a person typed: `30 s x 2`, `12 x 3`, `12 reps`, `open`, `spots`. Raises `BadValue`."""
    word = text.strip().lower()
    try:
        if word == "open":
            return Open()
        if word == "spots":
            return Spots()
        if hold := re.fullmatch(_HOLD, word, re.ASCII):
            return Hold(int(hold[1]), int(hold[2] or 1))
        if reps := re.fullmatch(_REPS, word, re.ASCII):
            return Reps(int(reps[1]), int(reps[2] or 1))
    except ValueError as error:
        raise BadValue(what, str(error), "Write 30 s x 2, 12 x 3, open or spots.") from None
    raise BadValue(what, f"{text!r} is not a dose", "Write 30 s x 2, 12 x 3, open or spots.")
