"""Races within a build-up: what makes room for them, and what speaks against them.

A B race is rested for, two to four easy days before it (strengthrunning.com) and half its miles, at least two, after it
(design); a C race is trained through and counts as the hard run of its week (coaching practice).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.race import Inputs, Priority, Race, TuneUp
from planner.domain.session import Session, SessionKind
from planner.domain.units import METRES, Span, paired
from planner.planning.weeks import is_marathon_or_longer

_EASY_MOST_M = 10_000.0
_REPLACES_LONG = 0.75
"""A race of this part of the week's long run, or more, stands for it."""
_NEAREST_DAYS = {True: 21, False: 13}
"""How near to a marathon or longer race, and to a shorter one, a race may be (3-6 weeks; 2 weeks: Pfitzinger)."""
_MARATHON_FROM_M, _MARATHON_TO_M = 8_000.0, 25_000.0


def check_tune_ups(inputs: Inputs, race_day: date) -> None:
    """Raise `BadValue` for a race on the way that is not on the way, or on a day that cannot hold it."""
    seen: set[date] = set()
    for one in inputs.tune_ups:
        day = show_day(one.day, year=True)
        why = (
            f"{day} is not before the race itself, {show_day(race_day, year=True)}" if one.day >= race_day
            else f"{day} is before the start of the plan, {show_day(inputs.start, year=True)}" if one.day < inputs.start
            else f"{day} is among the days without running" if one.day in inputs.blocked
            else f"there are two on {day}" if one.day in seen
            else ""
        )  # fmt: skip
        if why:
            raise BadValue("tune-up race", why, "Change its date, or leave it out.")
        seen.add(one.day)


def make_room(sessions: Iterable[Session], tune_ups: Sequence[TuneUp]) -> list[Session]:
    """Return the sessions with the days around the races eased, and without what the races stand for."""
    kept: list[Session] = []
    for session in sessions:
        left: Session | None = session
        for race in tune_ups:
            left = _beside(left, race) if left and left.kind.is_run and left.kind is not SessionKind.RACE else left
        if left:
            kept.append(left)
    return kept


def _beside(session: Session, race: TuneUp) -> Session | None:
    """Return what is left of a run that stands near a race."""
    away = (session.day - race.day).days
    if away == 0:
        return None
    before, after = easy_days(race)
    same_week = abs(away) <= 3
    if session.kind is SessionKind.LONG and same_week:
        long_m = session.distance.high_m if session.distance else 0.0
        near = -before <= away <= after
        if near or race.distance_m >= _REPLACES_LONG * long_m:
            return _easy(session)
    if session.kind.is_hard and (-before <= away <= after or same_week):
        return _easy(session)
    return session


def easy_days(race: TuneUp) -> tuple[int, int]:
    """Return how many days before and after a race are easy."""
    if race.priority is Priority.C:
        return 1, 1
    before = 2 if race.distance_m < 8_000 else 3 if race.distance_m < 16_000 else 4
    return before, max(2, int(race.distance_m / METRES["mi"] / 2))


def _easy(session: Session) -> Session:
    distance = session.distance
    short = Span.of(min(distance.high_m, _EASY_MOST_M)) if distance and distance.high_m > _EASY_MOST_M else distance
    return msgspec.structs.replace(session, kind=SessionKind.EASY, text="", distance=short)


def words_about(inputs: Inputs, race: Race) -> Iterator[str]:
    """Yield what speaks against a race on the way, in words."""
    is_long = is_marathon_or_longer(race.distance_m)
    for one in inputs.tune_ups:
        days = (race.day - one.day).days
        if one.priority is Priority.B and days <= _NEAREST_DAYS[is_long]:
            weeks = "3 weeks" if is_long else "2 weeks"
            yield f"{one.name} is {days} days before the race; {weeks} would leave time to recover"
        if one.distance_m > race.distance_m:
            yield f"{one.name}, {paired(one.distance_m)}, is longer than the race itself"
        elif is_long and one.priority is Priority.B and not _MARATHON_FROM_M <= one.distance_m <= _MARATHON_TO_M:
            usual = f"{paired(_MARATHON_FROM_M)} to {paired(_MARATHON_TO_M)}"
            yield f"{one.name} is {paired(one.distance_m)}; before a race like this {usual} is usual"
