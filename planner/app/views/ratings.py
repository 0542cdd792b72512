"""How each area feels, from 0 to 9: the value and the look that the ready screen and the end of a session share."""

from collections.abc import Iterable
from typing import Self

import msgspec

from planner.app.bits import Bit, Line, cut, fit, width_of
from planner.domain.body import Area, Place, Side
from planner.domain.log import Feeling, Felt

MOST_AREAS = 8
_KEYS = "0-9, up and down, x pain"
_TWO_COLUMNS = 70
"""From this many cells on, areas stand in two columns where they would not fit in one."""


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """How one area of a side feels; without a score it is not logged. `before`: its score before the session."""

    area: Area
    side: Side
    score: int | None = None
    feeling: Feeling = Feeling.TIGHTNESS
    before: int | None = None

    @property
    def name(self) -> str:
        """The side and the area: `left calf`."""
        return Place(self.area, self.side).label


class Ratings(msgspec.Struct, frozen=True):
    """Areas to rate. `chosen`: the one that a digit scores."""

    rows: tuple[Rating, ...] = ()
    chosen: int = 0

    @classmethod
    def of(cls, worked: Iterable[tuple[Area, Side]], before: Iterable[Felt] = ()) -> Self:
        """Return what can be rated of the areas that are worked, each with what was felt before; at most eight.

        Core is for training only and is left out.
        """
        felt = {(one.area, one.side): one for one in before}
        areas = [one for one in dict.fromkeys((*felt, *worked)) if one[0] is not Area.CORE][:MOST_AREAS]
        order = list(dict.fromkeys(worked))
        areas.sort(key=lambda one: order.index(one) if one in order else len(order))
        return cls(tuple(_rating(area, side, felt.get((area, side))) for area, side in areas))

    def keeping(self, old: "Ratings") -> Self:
        """Return these areas with what was said of them already."""
        said = {(row.area, row.side): row for row in old.rows}
        rows = tuple(said.get((row.area, row.side), row) for row in self.rows)
        return msgspec.structs.replace(self, rows=rows, chosen=min(old.chosen, max(0, len(rows) - 1)))

    @property
    def scored(self) -> tuple[Rating, ...]:
        """The areas that have a score."""
        return tuple(row for row in self.rows if row.score is not None)

    def go(self, by: int) -> Self:
        """Choose the area above or below."""
        return msgspec.structs.replace(self, chosen=(self.chosen + by) % max(1, len(self.rows)))

    def score(self, score: int) -> Self:
        """Score the chosen area and go on to the next."""
        if not self.rows:
            return self
        rated = msgspec.structs.replace(self.rows[self.chosen], score=score)
        return self._with(rated, min(self.chosen + 1, len(self.rows) - 1))

    def switch(self) -> Self:
        """Say that the chosen area is sore and not tight, or the other way round."""
        if not self.rows:
            return self
        now = self.rows[self.chosen]
        other = Feeling.PAIN if now.feeling is Feeling.TIGHTNESS else Feeling.TIGHTNESS
        return self._with(msgspec.structs.replace(now, feeling=other), self.chosen)

    def _with(self, rating: Rating, chosen: int) -> Self:
        rows = (*self.rows[: self.chosen], rating, *self.rows[self.chosen + 1 :])
        return msgspec.structs.replace(self, rows=rows, chosen=chosen)


def _rating(area: Area, side: Side, felt: Felt | None) -> Rating:
    if felt is None:
        return Rating(area=area, side=side)
    return Rating(area=area, side=side, feeling=felt.feeling, before=felt.score)


def rating_lines(
    ratings: Ratings, question: str, room: int, height: int, *, ascii_only: bool = False, private: bool = False
) -> tuple[Line, ...]:
    """Return the question and the areas in at most `height` lines; where they do not fit, the chosen area alone.

    In private it says that an area is rated, not how.
    """
    count = len(ratings.rows)
    if not count or height < 1:
        return ()
    columns = 1 if count < height or room < _TWO_COLUMNS else 2
    depth = -(-count // columns)
    if depth >= height or room < 32:
        return (_one(ratings, question, room, ascii_only=ascii_only, private=private),)
    head: Line = (Bit(question, "heading"), Bit(f"  {_KEYS}", "dim"))
    head = head if width_of(head) <= room else (Bit(question, "heading"),)
    width = room // columns
    rows = [
        tuple(
            bit
            for n in range(line, count, depth)
            for bit in _cell(
                ratings.rows[n], width, is_chosen=n == ratings.chosen, ascii_only=ascii_only, private=private
            )
        )
        for line in range(depth)
    ]
    return (cut(head, room), *rows)


def _one(ratings: Ratings, question: str, room: int, *, ascii_only: bool, private: bool) -> Line:
    """Return the chosen area in one line, with its place among the others."""
    row = ratings.rows[ratings.chosen]
    where = f"  {ratings.chosen + 1} of {len(ratings.rows)}"
    told: Line = (Bit(f" {row.name} {_told(row, ascii_only=ascii_only, private=private)} ", "strong cursor"),)
    line: Line = (*told, Bit(where, "dim"))
    keyed: Line = (*line, Bit("  0-9", "dim"))
    whole: Line = (Bit(f"{question}  ", "label"), *keyed)
    return cut(next((one for one in (whole, keyed) if width_of(one) <= room), line), room)


def _cell(row: Rating, width: int, *, is_chosen: bool, ascii_only: bool, private: bool) -> Line:
    block = " cursor" if is_chosen else ""
    told = f" {_told(row, ascii_only=ascii_only, private=private)} "
    name = Bit(fit(f" {row.name}", min(20, max(8, width - 18))), f"text{block}")
    return (*cut((name, Bit(told, f"strong{block}")), width - 1), Bit(" "))


def _told(row: Rating, *, ascii_only: bool, private: bool) -> str:
    """Return how an area feels: `tightness 6 → 2`."""
    score = "-" if row.score is None else str(row.score)
    if private:
        return "-" if row.score is None else "rated"
    before = "" if row.before is None else f"{row.before} {'->' if ascii_only else '→'} "
    return f"{row.feeling.value} {before}{score}"
