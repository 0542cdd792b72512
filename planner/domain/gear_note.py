"""What gear says on a day of the calendar: hours of a break-in, a step of a new shoe's ramp, a warning."""

from datetime import date
from enum import StrEnum

import msgspec

from planner.domain.layer import Thing


class GearWord(StrEnum):
    """How loud a note is."""

    PLAN = "plan"
    WARN = "warn"


class GearNote(msgspec.Struct, frozen=True, kw_only=True):
    """One line about a shoe or an orthotic on a day. `short` has at most six cells, for a cell of the month.

    `last_for`: the change for which the day is the last safe one before the race, in a few words; else empty.
    """

    day: date
    thing: Thing
    item: str
    text: str
    short: str = ""
    word: GearWord = GearWord.PLAN
    last_for: str = ""
