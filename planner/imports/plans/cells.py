"""The weeks of a plan as every format gives them: one cell a session, on its place, before there are days."""

import msgspec

from planner.domain.days import Weekday
from planner.domain.session import SessionKind, Slot
from planner.domain.text import clean
from planner.domain.units import Span
from planner.imports.notes import Notes

MOST_WEEKS = 200
"""Weeks of one plan: nearly four years."""
LONGEST_TITLE = 160
"""Letters of a title: two lines of a wide terminal."""
LONGEST_TEXT = 10_000
"""Letters of a session's text or note: five pages."""
_WEEKDAYS = tuple(weekday.full for weekday in Weekday)


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One session. `week` and `index` count from 0, Monday first; `line` is that of the file, 0 where none is told.

    `or_kind`: the other half of `rest or easy`. `note`: words about the whole week. `tags`: words of the file for its
    kind; "race" marks a race.
    """

    week: int
    index: int
    title: str
    text: str
    kind: SessionKind
    or_kind: SessionKind | None = None
    distance: Span | None = None
    duration_s: int | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    slot: Slot | None = None
    clock: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Where it stands, in words: `week 3, Tuesday`, or `line 12` in a file whose lines a person can count."""
        return f"line {self.line}" if self.line else place_of(self.week, self.index)


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """One week of the file; `target_m` is 0 where the file gives no total."""

    cells: tuple[Cell, ...]
    target_m: float = 0.0


def place_of(week: int, index: int) -> str:
    """Return a cell's place in words."""
    return f"week {week + 1}, {_WEEKDAYS[index] if index < 7 else f'day {index + 1}'}"


def fitted(title: str, text: str, place: str, notes: Notes) -> tuple[str, str]:
    """Return title and text cut to what is kept; a title that no screen could show goes whole into the text."""
    text = clean(text).strip()
    if len(title) > LONGEST_TITLE:
        text = f"{title}\n{text}".strip()
        title = title[: LONGEST_TITLE - 1] + "…"
    if len(text) > LONGEST_TEXT:
        notes.say(place, f"its text was cut after {LONGEST_TEXT} characters.")
    return title, text[:LONGEST_TEXT]
