"""Distances and durations: metres and seconds inside, the user's unit at the edge."""

import math
import re
from enum import StrEnum

import msgspec

from planner.domain.errors import BadValue

MOST_M = 1_000_000.0
"""No session goes as far as this, in metres."""
MOST_SESSION_S = 48 * 3600
"""No session takes as long as this, in seconds."""
METRES = {"km": 1000.0, "mi": 1609.344, "m": 1.0}
_AMOUNT = r"(\d+(?:[.,]\d+)?)\s*(km|mi|miles?|m|k)?"
_CLOCK = r"(?:(\d+):)?(\d{1,3}):(\d{2})"
_HOURS = r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:min|m)?)?"
_WORD = {"k": "km", "mile": "mi", "miles": "mi"}


class Unit(StrEnum):
    """The unit in which a user reads and types distances."""

    KM = "km"
    MI = "mi"

    @property
    def metres(self) -> float:
        """Metres in one of this unit."""
        return METRES[self.value]


class Span(msgspec.Struct, frozen=True, order=True):
    """A distance or a range of distances in metres; `low_m == high_m` when it is not a range."""

    low_m: float
    high_m: float

    def __post_init__(self) -> None:
        # A sum of years is a span too; how far one session may go is for the session to say.
        if not (0 < self.low_m <= self.high_m and math.isfinite(self.high_m)):
            raise ValueError(f"a distance must be above 0, low to high; got {self.low_m}-{self.high_m} m")

    @classmethod
    def of(cls, metres: float) -> "Span":
        """Return the span of one distance."""
        return cls(metres, metres)

    @property
    def middle_m(self) -> float:
        """The middle of the range in metres: what totals and bars use."""
        return (self.low_m + self.high_m) / 2


def parse_distance(text: str, unit: Unit, what: str = "distance") -> Span:
    """Return the distance that `text` says: `8`, `8km`, `5mi`, `400m`, `3-4`; a bare number is in `unit`.

    Raises `BadValue` when it is not a distance, is 0, or is 1000 km or more.
    """
    parts = re.split(r"\s*(?:-|\u2013|to)\s*", text.strip().lower())
    found = [re.fullmatch(_AMOUNT, part, re.ASCII) for part in parts]
    if len(found) > 2 or not all(found):
        raise BadValue(what, f"{text!r} is not a distance", "Write 8, 8km, 5mi or 6-8.")
    matches = [match for match in found if match]
    last = next((match[2] for match in reversed(matches) if match[2]), unit.value)
    words = [match[2] or last for match in matches]
    numbers = [float(match[1].replace(",", ".")) for match in matches]
    sizes = [number * METRES[_WORD.get(word, word)] for number, word in zip(numbers, words, strict=True)]
    if not 0 < min(sizes) <= max(sizes) < MOST_M:
        raise BadValue(what, f"{text!r} is not above 0 and below 1000 km", "Write 8, 8km, 5mi or 6-8.")
    return Span(min(sizes), max(sizes))


def show_number(value: float, places: int = 1) -> str:
    """Return `value` rounded half up to `places` without trailing zeros: `5`, `5.5`."""
    scale: int = 10**places
    rounded = math.floor(value * scale + 0.5 + 1e-9) / scale
    return f"{rounded:.{places}f}".rstrip("0").rstrip(".") if places else f"{rounded:.0f}"


def show_distance(span: Span | float, unit: Unit, *, with_unit: bool = True) -> str:
    """Return a distance for people: `8 km`, `4.8 km`, `6-8 km`; rounded to 0.1 for display only."""
    if isinstance(span, Span):
        low, high = show_number(span.low_m / unit.metres), show_number(span.high_m / unit.metres)
        number = low if low == high else f"{low}-{high}"
    else:
        number = show_number(span / unit.metres)
    return f"{number} {unit}" if with_unit else number


def paired(metres: float) -> str:
    """Return a distance as a `{miles:km}` pair, which `text.localise` shows in the user's unit."""
    return "{" + ":".join(show_distance(metres, unit, with_unit=False) for unit in (Unit.MI, Unit.KM)) + "}"


def parse_duration(text: str, what: str = "duration") -> int:
    """Return seconds from `45`, `45 min`, `1h 20`, `1:20:00` or `45:30`; a bare number is minutes.

    Raises `BadValue` when it is not a duration, is 0, or is 48 hours or more.
    """
    stripped = text.strip().lower()
    if clock := re.fullmatch(_CLOCK, stripped, re.ASCII):
        seconds = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    elif stripped and (hours := re.fullmatch(_HOURS, stripped, re.ASCII)):
        seconds = int(hours[1] or 0) * 3600 + int(hours[2] or 0) * 60
    else:
        seconds = 0
    if not 0 < seconds < MOST_SESSION_S:
        raise BadValue(what, f"{text!r} is not a duration", "Write 45, 45 min, 1h 20 or 1:20:00.")
    return seconds


def show_duration(seconds: float) -> str:
    """Return a duration for people: `45 s`, `12 min`, `1 h 20 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(round(whole / 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def show_clock(seconds: float) -> str:
    """Return seconds as a clock shows them: `0:45`, `6:10`, `1:02:03`."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"
