"""What an import gives: the plan, and in words what was not understood or was decided."""

import msgspec

from planner.domain.activity import Activity
from planner.domain.plan import Plan
from planner.domain.text import capital

MOST_NOTES = 60


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that was read. `notes` say what was not understood or was decided, with week and day.

    `format`: what the file is, for people. `contradictions`: where the file says two things. `done`: runs that the
    file holds beside the plan. `keeps_layers`: the plan's own layers stand; without it the default ones are hung.
    """

    plan: Plan
    notes: tuple[str, ...] = ()
    format: str = ""
    contradictions: tuple[str, ...] = ()
    done: tuple[Activity, ...] = ()
    keeps_layers: bool = False


class Notes:
    """Collects notes; a file that is wrong everywhere gives a count instead of a flood."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._doubts: list[str] = []

    def say(self, place: str, what: str) -> None:
        """Add a note about a place (`week 3, Tuesday`), or about the whole plan when the place is empty."""
        self._said.append(_at(place, what))

    def doubt(self, place: str, what: str) -> None:
        """Add a contradiction: two things that the file says and that cannot both be so."""
        self._doubts.append(_at(place, what))

    def all(self) -> tuple[str, ...]:
        """Return what was said, in order, cut off with the number of notes left out."""
        return _first(self._said)

    def contradictions(self) -> tuple[str, ...]:
        """Return the contradictions, in order, cut off with the number of those left out."""
        return _first(self._doubts)


def _at(place: str, what: str) -> str:
    return f"{capital(place)}: {what}" if place else what


def _first(listed: list[str]) -> tuple[str, ...]:
    said = list(dict.fromkeys(listed))
    more = len(said) - MOST_NOTES
    return (*said[:MOST_NOTES], f"And {more} more notes of this sort.") if more > 0 else tuple(said)
