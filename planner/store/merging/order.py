"""In which order the things of two texts stand in the text that has both: the same whichever side asks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

K = TypeVar("K", bound=str | tuple[str, ...])

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def ordered(first: Sequence[K], second: Sequence[K], moments: Mapping[K, datetime | None] | None = None) -> list[K]:
    """Return what either has, each in its own order; what both have divides them, and in between `first` goes first.

    With `moments`, the side whose last one was made later goes first in between: so two changes of the same thing that
    did not know of each other can be told from two that did, as long as a file of one machine is in order of time.
    """
    both = set(first) & set(second)
    places = {one: place for place, one in enumerate(second)}
    found: list[K] = []
    own: list[K] = []
    reached = 0

    def join(until: int) -> None:
        other = [one for one in second[reached:until] if one not in both]
        sides = [own, other]
        if moments and own and other:
            sides.sort(key=lambda side: (max(moments.get(one) or _LONG_AGO for one in side), side[0]), reverse=True)
        found.extend([*sides[0], *sides[1]])
        own.clear()

    for one in first:
        if one in both and places[one] >= reached:
            join(places[one])
            reached = places[one] + 1
            found.append(one)
        else:
            own.append(one)
    join(len(second))
    return found


def by_time(first: Sequence[str], second: Sequence[str], moments: Mapping[str, datetime | None]) -> list[str]:
    """Return the ids that either has in the order in which they were made, each side's own order kept.

    What a machine wrote after something else stays after it, though its clock was set back in between: it counts as
    made at that moment. So the order does not depend on who merges, nor on which of three machines merge first.
    """
    made = _effective(first, second, moments)
    at_once: dict[datetime, tuple[list[str], list[str]]] = {}
    for number, side in enumerate((first, second)):
        for one in side:
            at_once.setdefault(made[one], ([], []))[number].append(one)
    found: list[str] = []
    for _, (here, there) in sorted(at_once.items()):
        found += here if here == there else _of_one_moment(here, there, moments)
    return found


def _effective(
    first: Sequence[str], second: Sequence[str], moments: Mapping[str, datetime | None]
) -> dict[str, datetime]:
    """Return when each counts as made: never before what stands above it on either side."""
    made: dict[str, datetime] = {}
    while True:
        before = dict(made)
        for side in (first, second):
            latest = _LONG_AGO
            for one in side:
                latest = max(latest, moments.get(one) or _LONG_AGO, made.get(one, _LONG_AGO))
                made[one] = latest
        if made == before:
            return made


def _of_one_moment(first: list[str], second: list[str], moments: Mapping[str, datetime | None]) -> list[str]:
    """Return two lists in one: what both have divides them, and between that the earlier beginning goes first."""
    both = set(first) & set(second)
    places = {one: place for place, one in enumerate(second)}
    found: list[str] = []
    reached = 0
    chunk: list[str] = []

    def join(other: list[str]) -> None:
        left, right = list(chunk), [one for one in other if one not in both]
        while left and right:
            keys = [(moments.get(side[0]) or _LONG_AGO, side[0]) for side in (left, right)]
            found.append((left if keys[0] <= keys[1] else right).pop(0))
        found.extend(left or right)
        chunk.clear()

    for one in first:
        if one in both and (at := places[one]) >= reached:
            join(second[reached:at])
            reached = at + 1
            found.append(one)
        else:
            chunk.append(one)
    join(second[reached:])
    return found
