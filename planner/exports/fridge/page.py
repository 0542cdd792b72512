"""The fridge calendar as values: what hangs on the door, four weeks a sheet, before it is HTML or PDF.

Nothing here is cut silently: a day whose texts are shortened in the calendar stands in full among the details.
"""

from datetime import date
from enum import StrEnum

import msgspec

from planner.domain.units import Unit

WEEKS_A_SHEET = 4
_LONG = 900
"""Letters, 40 for each line that is begun: about a third of a column of details."""


class Paper(StrEnum):
    """The paper that it is printed on."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def called(self) -> str:
        """Its name for people."""
        return "A4" if self is Paper.A4 else "Letter"

    @classmethod
    def usual(cls, unit: Unit) -> "Paper":
        """Return the paper of those who run in a unit: Letter for miles."""
        return cls.LETTER if unit is Unit.MI else cls.A4


class Tick(StrEnum):
    """A box to tick, as it stands. What was missed is still open: a calendar does not reproach."""

    NONE = "none"
    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"


class Role(StrEnum):
    """How a line of a day is drawn: a session by its weight, what explains it, what hangs on it."""

    EASY = "easy"
    HARD = "hard"
    LONG = "long"
    RACE = "race"
    OTHER = "other"
    REST = "rest"
    HOW = "how"
    HUNG = "hung"
    MORE = "more"

    @property
    def is_session(self) -> bool:
        """Whether it is a session or the race, in larger letters."""
        return self in (Role.EASY, Role.HARD, Role.LONG, Role.RACE, Role.OTHER)


class Size(StrEnum):
    """How large the letters of a sheet are: as large as lets most of its days stand in full."""

    LARGE = "large"
    MIDDLE = "middle"
    SMALL = "small"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a day. `sign` tells what hangs there, `marks` are the shoe letter and the orthotic of a session."""

    role: Role
    text: str
    sign: str = ""
    tick: Tick = Tick.NONE
    marks: tuple[str, ...] = ()


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A day. `label`: its number, with the month where one begins. `inside`: whether it was asked for.

    `is_short`: not everything fits, and the details hold the whole of it.
    """

    day: date
    label: str
    items: tuple[Item, ...] = ()
    inside: bool = True
    is_race: bool = False
    is_short: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A week: seven days, and what stands at its head. `race_m`: how much of the metres is the race.

    `longest`: the longest run but for the race. `is_of_plan`: it is one of the plan's own weeks.
    """

    name: str
    of: str = ""
    phase: str = ""
    is_of_plan: bool = False
    is_cut_back: bool = False
    is_taper: bool = False
    total: str = ""
    unknown: str = ""
    longest: str = ""
    to_go: str = ""
    span: str = ""
    cells: tuple[Cell, ...]
    planned_m: float = 0.0
    longest_m: float = 0.0
    race_m: float = 0.0


class Legend(msgspec.Struct, frozen=True):
    """A sign and what it means."""

    sign: str
    text: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the calendar: at most four weeks, with the signs that are used in them."""

    number: int
    span: str
    size: Size
    rows: tuple[Row, ...]
    legend: tuple[Legend, ...]


class Step(msgspec.Struct, frozen=True):
    """A line of a detail; `lead` is what is repeated, or blanks under it."""

    lead: str
    text: str


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A session in full, or what else hangs on a day: its name, then line by line."""

    name: str
    steps: tuple[Step, ...] = ()


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """A day in full."""

    day: date
    label: str
    parts: tuple[Part, ...]

    @property
    def is_long(self) -> bool:
        """Whether it may go on in the next column: a longer one that has to stay together leaves half a page empty."""
        said = [part.name for part in self.parts] + [step.text for part in self.parts for step in part.steps]
        return sum(len(text) + 40 for text in said) > _LONG


class Fridge(msgspec.Struct, frozen=True, kw_only=True):
    """The whole calendar. `facts`: names and figures for its head; `legend`: every sign, with names in full."""

    title: str
    race: str
    race_day: str
    about: tuple[str, ...] = ()
    source: str = ""
    span: str
    facts: tuple[tuple[str, str], ...]
    unit: Unit
    paper: Paper
    weekdays: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    details: tuple[Detail, ...]
    legend: tuple[Legend, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All weeks."""
        return tuple(row for sheet in self.sheets for row in sheet.rows)
