"""What an import tells the person: what was not understood, what was decided, where a file contradicts itself."""

from planner.domain.text import capital, one_line

MOST_NOTES = 60
"""Notes, and contradictions, that are told of one file; of more, their number."""
_LONGEST_QUOTED = 60


class Notes:
    """Collects notes; a file that is wrong everywhere gives a count instead of a flood."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._doubts: list[str] = []

    def say(self, place: str, what: str) -> None:
        """Add a note about a place (`week 3, Tuesday`), or about the whole file when the place is empty."""
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


def quoted(value: object) -> str:
    """Return a value of the file for a note: clean, short, in quotes."""
    shown = one_line(value if isinstance(value, str) else str(value)[:400])
    return f"“{shown if len(shown) <= _LONGEST_QUOTED else shown[: _LONGEST_QUOTED - 1] + '…'}”"


def _at(place: str, what: str) -> str:
    return f"{capital(place)}: {what}" if place else what


def _first(listed: list[str]) -> tuple[str, ...]:
    said = list(dict.fromkeys(listed))
    more = len(said) - MOST_NOTES
    return (*said[:MOST_NOTES], f"And {more} more notes of this sort.") if more > 0 else tuple(said)
