"""What an import gives: the plan, and in words what was not understood or was decided."""

import msgspec

from planner.domain.plan import Plan
from planner.domain.text import capital

MOST_NOTES = 60


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that was read. `notes` say what was not understood or was decided, with week and day."""

    plan: Plan
    notes: tuple[str, ...] = ()


class Notes:
    """Collects notes; a file that is wrong everywhere gives a count instead of a flood."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def say(self, place: str, what: str) -> None:
        """Add a note about a place (`week 3, Tuesday`), or about the whole plan when the place is empty."""
        self._said.append(f"{capital(place)}: {what}" if place else what)

    def all(self) -> tuple[str, ...]:
        """Return what was said, in order, cut off with the number of notes left out."""
        said = list(dict.fromkeys(self._said))
        more = len(said) - MOST_NOTES
        return (*said[:MOST_NOTES], f"And {more} more notes of this sort.") if more > 0 else tuple(said)
