"""What was felt, by place: pain apart from tightness, the next morning apart from the day."""

from collections.abc import Iterable

import msgspec

from planner.domain.body import Area, Place, Side
from planner.domain.log import Feeling, Felt, When


class Complaint(msgspec.Struct, frozen=True):
    """A place and whether it is tightness that was felt there, or pain of any sort."""

    place: Place
    tight: bool = False

    @classmethod
    def of(cls, felt: Felt) -> "Complaint":
        """Return what an entry is about."""
        return cls(felt.place, felt.feeling is Feeling.TIGHTNESS)

    @property
    def label(self) -> str:
        """The words on screen: `left IT band`, `right calf, tight`."""
        return f"{self.place.label}{', tight' if self.tight else ''}"


def is_pain(felt: Felt) -> bool:
    """Whether it is pain of any sort, not tightness."""
    return felt.feeling is not Feeling.TIGHTNESS


def is_next_morning(felt: Felt) -> bool:
    """Whether it was felt on the morning after."""
    return felt.when is When.MORNING


def touches(felt: Felt, areas: Iterable[Area], side: Side = Side.BOTH) -> bool:
    """Whether it was felt in one of the areas, on that side or on both."""
    return felt.area in areas and (Side.BOTH in (side, felt.side) or felt.side is side)
