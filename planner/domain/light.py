"""The traffic light: the colour of an area and of a day, why it has it, and red flags that stand."""

from datetime import date
from enum import StrEnum

import msgspec

from planner.domain.body import Area, Place, Side
from planner.domain.health import Profession


class Colour(StrEnum):
    """Green, yellow or red; the order is that of the class."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for green, 2 for red."""
        return ("green", "yellow", "red").index(self.value)


class Urgency(StrEnum):
    """How soon a practitioner should look at it."""

    EMERGENCY = "emergency"
    SAME_DAY = "same-day"
    THIS_WEEK = "this-week"
    SOON = "soon"


class RaisedFlag(msgspec.Struct, frozen=True, kw_only=True):
    """A red flag that stands: the row `flag` of rules.toml, raised by the log entry `entry` on a day.

    `place` is absent for what concerns the whole body. `message` is what to do, in at most two lines; the first of
    `who` is always a medical practitioner. `reach`: other areas that get no exercise either. It stands until the runner
    clears it with a dated note.
    """

    flag: str
    entry: str
    day: date
    place: Place | None
    worry: str
    urgency: Urgency
    message: str
    who: tuple[Profession, ...] = (Profession.MEDICAL,)
    reach: tuple[Area, ...] = ()

    def covers(self, area: Area) -> bool:
        """Tell whether an area gets no exercise as long as the flag stands."""
        return self.place is None or area is self.place.area or area in self.reach


class AreaLight(msgspec.Struct, frozen=True, kw_only=True):
    """The colour of one place. `reasons`: sentences, the weightiest first. `since`: the day it got this colour.

    `score`: the highest that still counts today. `days_since`: days since the last entry above 0. `rules`: the codes
    of the rules that gave the colour. `see`: a practitioner should look at it, though no red flag stands.
    """

    place: Place
    colour: Colour
    reasons: tuple[str, ...]
    since: date
    score: int = 0
    days_since: int | None = None
    rules: tuple[str, ...] = ()
    see: bool = False


class Light(msgspec.Struct, frozen=True, kw_only=True):
    """The light of a day: the worst of its areas, and the flags that stand. `areas`: the worst first, green ones too.

    `who`: who to see when `see` is set or a flag stands, a medical practitioner first. `hints`: messages that something
    should be looked at, of rows that stop nothing; they go by themselves.
    """

    day: date
    colour: Colour = Colour.GREEN
    areas: tuple[AreaLight, ...] = ()
    flags: tuple[RaisedFlag, ...] = ()
    see: bool = False
    who: tuple[Profession, ...] = ()
    hints: tuple[RaisedFlag, ...] = ()
    unread: bool = False
    """Part of the log that it rests on could not be read: it may be worse than its colour."""

    @property
    def is_known(self) -> bool:
        """Whether the colour can be gone by: what could not be read never makes a day green."""
        return not self.unread or self.colour is not Colour.GREEN

    @property
    def word(self) -> str:
        """The word of the colour, empty while nothing is known, `unknown` where it cannot be."""
        if not self.is_known:
            return "unknown"
        return self.colour.value if self.areas or self.flags else ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the day has its colour: flags of the whole body, then the reasons of the areas that have it."""
        body = (f"What you logged can go with {flag.worry}." for flag in self.flags if flag.place is None)
        areas = (reason for one in self.areas if one.colour is self.colour for reason in one.reasons)
        return (*body, *areas)

    def of(self, area: Area, side: Side = Side.BOTH) -> AreaLight | None:
        """Return the light of a place, if anything is known of it."""
        return next((one for one in self.areas if one.place == Place(area, side)), None)
