"""What a search of the calendar found: which days and items, what stays lit, and which one comes next."""

from collections.abc import Collection
from datetime import date

import msgspec

from planner.app.views.logged import logged_item
from planner.planning.search import Hit


class Place(msgspec.Struct, frozen=True, order=True):
    """Where something was found: a day, and the id of an item of it as the views know it."""

    day: date
    item: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a search: what was typed, and where something was found, in order."""

    text: str
    places: tuple[Place, ...] = ()

    @property
    def lit(self) -> frozenset[str]:
        """The ids of what was found."""
        return frozenset(place.item for place in self.places)

    def next(self, day: date, item: str, by: int) -> Place | None:
        """Return the next place (`by` 1) or the one before (-1) as seen from a day and item, round at the ends."""
        if not self.places:
            return None
        at = self._at(day, item)
        if at is not None:
            return self.places[(at + by) % len(self.places)]
        ahead = [place for place in self.places if (place.day > day if by > 0 else place.day < day)]
        here = [place for place in self.places if place.day == day]
        ordered = ahead if by > 0 else ahead[::-1]
        return next(iter((*here, *ordered, *self.places[:: 1 if by > 0 else -1])), None)

    def told(self, day: date, item: str) -> str:
        """Return `12 found, 3rd`, seen from a day and item; only the count where nothing was found."""
        count = f"{len(self.places)} found"
        at = self._at(day, item)
        return count if at is None else f"{count}, {_ordinal(at + 1)}"

    def _at(self, day: date, item: str) -> int | None:
        return next((n for n, place in enumerate(self.places) if place.day == day and place.item == item), None)


def found_in(text: str, hits: Collection[Hit]) -> Found:
    """Return what a search found as places of the calendar."""
    places = (Place(hit.day, logged_item(hit.entry) if hit.entry else hit.item) for hit in hits)
    return Found(text=text, places=tuple(places))


def _ordinal(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
