"""What was felt, place by place: when it began, how bad it was, when it comes, what goes along with it."""

from collections.abc import Iterable
from datetime import date

import msgspec

from planner.domain.body import Place
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, When


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """What was felt at one moment of the run: how often, the mean and the worst score, 0 to 10."""

    when: When | None
    count: int
    mean: float
    worst: int


class Complaint(msgspec.Struct, frozen=True, kw_only=True):
    """What was felt in one place. Scores go from 0 to 10; `latest` is the last one.

    `came_on_m`: the shortest and the longest way into a run at which it came on, where that was said.
    """

    place: Place
    count: int
    first: date
    last: date
    worst: int
    worst_day: date
    latest: int
    feelings: tuple[Feeling, ...]
    signs: tuple[Sign, ...]
    moments: tuple[Moment, ...]
    came_on_m: tuple[float, float] | None
    notes: tuple[tuple[date, str], ...]


def complaints(felt: Iterable[Felt]) -> tuple[Complaint, ...]:
    """Return what was felt by place, the worst first. What was rated 0 counts as a score, but is no complaint alone."""
    by_place: dict[Place, list[Felt]] = {}
    for one in sorted(felt, key=lambda one: (one.day, one.at)):
        by_place.setdefault(one.place, []).append(one)
    found = [_complaint(place, entries) for place, entries in by_place.items() if any(one.score for one in entries)]
    return tuple(sorted(found, key=lambda one: (-one.worst, -one.count, one.place.label)))


def _complaint(place: Place, entries: list[Felt]) -> Complaint:
    worst = max(entries, key=lambda one: one.score)
    sore = [one for one in entries if one.score]
    came_on = [one.came_on_m for one in entries if one.came_on_m is not None]
    return Complaint(
        place=place,
        count=len(sore),
        first=sore[0].day,
        last=sore[-1].day,
        worst=worst.score,
        worst_day=worst.day,
        latest=entries[-1].score,
        feelings=tuple(dict.fromkeys(one.feeling for one in sore)),
        signs=tuple(dict.fromkeys(sign for one in entries for sign in one.signs)),
        moments=tuple(_moment(when, entries) for when in (*When, None) if any(one.when is when for one in entries)),
        came_on_m=(min(came_on), max(came_on)) if came_on else None,
        notes=tuple((one.day, one.note) for one in entries if one.note.strip()),
    )


def _moment(when: When | None, entries: list[Felt]) -> Moment:
    scores = [one.score for one in entries if one.when is when]
    return Moment(when=when, count=len(scores), mean=sum(scores) / len(scores), worst=max(scores))
