"""The last safe day for a change before the race: new orthotics, shoes, exercises and tools, deep rolling."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from planner.domain.race import Race


class SafeChange(msgspec.Struct, frozen=True, kw_only=True):
    """A change and how many `days` before a race are safe, by the kilometres from which a race is that long."""

    title: str
    days: dict[str, int]
    text: str
    source: str

    def days_before(self, race_m: float) -> int:
        """Return the days for a race of `race_m` metres."""
        rows = sorted((float(km) * 1000, days) for km, days in self.days.items())
        return next((days for metres, days in reversed(rows) if race_m >= metres), rows[0][1])


class SafeDate(msgspec.Struct, frozen=True, kw_only=True):
    """The last safe `day` for a change before a race, `days` before it."""

    code: str
    title: str
    day: date
    days: int
    text: str
    source: str


Changes = Mapping[str, SafeChange]
"""The changes of `[safe-dates]`, by code."""
ORTHOTIC, SHOE, SAME_SHOE = "new-orthotic", "new-shoe", "same-shoe"


def safe_dates(race: Race, changes: Changes, slower: Iterable[tuple[str, int]] = ()) -> tuple[SafeDate, ...]:
    """Return the last safe day of every change before a race, the earliest first.

    `slower` names orthotics that wait for their break-in, with the days that their own schedule needs: each has a line
    of its own.
    """
    found = [_of(race, code, one, one.days_before(race.distance_m)) for code, one in changes.items()]
    least = changes[ORTHOTIC].days_before(race.distance_m)
    for name, days in slower:
        one = msgspec.structs.replace(changes[ORTHOTIC], title=f"the break-in of {name}")
        found.append(_of(race, ORTHOTIC, one, max(days, least)))
    return tuple(sorted(found, key=lambda one: (one.day, one.code)))


def _of(race: Race, code: str, change: SafeChange, days: int) -> SafeDate:
    day = race.day - timedelta(days=days)
    return SafeDate(code=code, title=change.title, day=day, days=days, text=change.text, source=change.source)
