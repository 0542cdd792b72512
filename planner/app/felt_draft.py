"""An entry of what is felt while it is made: likely answers to begin with, and a key for each to change it."""

from collections.abc import Iterable
from datetime import date
from typing import Self

import msgspec
from msgspec.structs import replace

from planner.domain.body import Area, Place, Side
from planner.domain.days import show_day
from planner.domain.felt_line import FeltLine
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, Happening, Ran, When
from planner.domain.units import Unit, show_distance

MOST = 10
"""The highest score."""
OWN_KEYS = (Sign.LIMP, Sign.NIGHT, Sign.SWELLING)
"""Signs that have a row and a key of their own."""
_NEXT_SIDE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.BOTH, Side.BOTH: Side.LEFT}


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of the body screen, from `[body]` of rules.toml.

    `history_weeks`: how far back it looks. `runs_back_days`: runs of so many days are offered. `morning_until_hour`:
    until then what is felt on a day without a run is a morning score.
    """

    source: str
    history_weeks: int
    runs_back_days: int
    morning_until_hour: int


class RunChoice(msgspec.Struct, frozen=True):
    """A run that what is felt may belong to: its id, its day and its words."""

    id: str
    day: date
    text: str


def run_choices(entries: Iterable[Happening], unit: Unit) -> tuple[RunChoice, ...]:
    """Return the runs among some entries, the latest first."""
    runs = [entry for entry in entries if isinstance(entry, Ran)]
    runs.sort(key=lambda run: (run.day, run.at), reverse=True)
    return tuple(RunChoice(run.id, run.day, _run_text(run, unit)) for run in runs)


def _run_text(run: Ran, unit: Unit) -> str:
    return f"{show_day(run.day)}, {show_distance(run.distance_m, unit)}" if run.distance_m else show_day(run.day)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What will be logged."""

    place: Place
    score: int
    feeling: Feeling = Feeling.PAIN
    when: When | None = None
    run: str = ""
    came_on_m: float | None = None
    signs: tuple[Sign, ...] = ()
    note: str = ""

    def scored(self, digit: int) -> Self:
        """Return it with another score; a 0 after a 1 makes it 10."""
        return replace(self, score=MOST if self.score == 1 and digit == 0 else digit)

    def other_side(self) -> Self:
        """Return it on the other side, then on both."""
        return replace(self, place=Place(self.place.area, next_side(self.place.side)))

    def next_feeling(self, by: int = 1) -> Self:
        """Return it with the next kind."""
        kinds = tuple(Feeling)
        return replace(self, feeling=kinds[(kinds.index(self.feeling) + by) % len(kinds)])

    def next_when(self, by: int = 1) -> Self:
        """Return it at the next time; after the last none is said."""
        times = (*When, None)
        return replace(self, when=times[(times.index(self.when) + by) % len(times)])

    def next_run(self, runs: tuple[RunChoice, ...], by: int = 1) -> Self:
        """Return it with the run before; after the last with none."""
        ids = (*(run.id for run in runs), "")
        place = ids.index(self.run) if self.run in ids else -1
        return replace(self, run=ids[(place + by) % len(ids)])

    def switched(self, sign: Sign) -> Self:
        """Return it with a sign, or without it."""
        kept = tuple(one for one in self.signs if one is not sign)
        return replace(self, signs=kept if sign in self.signs else (*kept, sign))

    @property
    def more_signs(self) -> tuple[Sign, ...]:
        """The signs that have no row of their own."""
        return tuple(sign for sign in self.signs if sign not in OWN_KEYS)

    @property
    def line(self) -> FeltLine:
        """The same as one line."""
        return FeltLine(
            area=self.place.area,
            side=self.place.side,
            score=self.score,
            feeling=self.feeling,
            when=self.when,
            came_on_m=self.came_on_m,
            signs=self.signs,
            note=self.note,
        )

    def said(self, line: FeltLine) -> Self:
        """Return it as a line says; what the line does not say stays, but for signs and note, which it always says."""
        area, side = line.area or self.place.area, line.side or self.place.side
        return replace(
            self,
            place=Place(area, side),
            score=self.score if line.score is None else line.score,
            feeling=line.feeling or self.feeling,
            when=line.when or self.when,
            came_on_m=self.came_on_m if line.came_on_m is None else line.came_on_m,
            signs=line.signs,
            note=line.note,
        )


def next_side(side: Side) -> Side:
    """Return left, right, both in turn."""
    return _NEXT_SIDE[side]


def likely(
    place: Place, score: int, felt: Iterable[Felt], runs: tuple[RunChoice, ...], day: date, hour: int, habits: Habits
) -> Draft:
    """Return the entry that is most likely meant.

    The kind is that of the last entry of the place. With a run on the day it was felt after it; before
    `morning_until_hour` it is a morning score, which goes to the last run.
    """
    own = [one for one in felt if touches(one, place)]
    feeling = max(own, key=lambda one: (one.day, one.at)).feeling if own else Feeling.PAIN
    today = next((run for run in runs if run.day == day), None)
    if today:
        return Draft(place=place, score=score, feeling=feeling, when=When.AFTER, run=today.id)
    if hour < habits.morning_until_hour:
        last = runs[0].id if runs else ""
        return Draft(place=place, score=score, feeling=feeling, when=When.MORNING, run=last)
    return Draft(place=place, score=score, feeling=feeling)


def touches(felt: Felt, place: Place) -> bool:
    """Tell whether an entry is about a place: its area, on its side or on both."""
    return felt.area is place.area and (felt.side is place.side or Side.BOTH in (felt.side, place.side))


def side_used(area: Area, felt: Iterable[Felt], usual: Side) -> Side:
    """Return the side on which an area was logged last, else `usual`."""
    own = [one for one in felt if one.area is area]
    return max(own, key=lambda one: (one.day, one.at)).side if own else usual
