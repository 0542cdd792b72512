"""Whether two records are of the same run: from a watch and from a table, or from two programs.

The limits are our own choice: wide enough for two devices on one runner, which are started one after the other and
measure differently, and too narrow for two runs, since the second begins after the first has ended.
"""

from datetime import datetime
from math import log

import msgspec

AT_ONCE_S = 30
"""Two recordings that begin within these seconds, and overlap, are one run, whatever distance each found."""
NEAR_S = 180
"""Within these seconds they are one run where their distances agree too: a phone is started after the watch."""
NEAR_SHARE = 0.05
"""How far distances, or durations, of recordings that begin near each other may lie apart."""
ZONE_S = 5
"""Clock times of unknown zone: within these seconds of a whole quarter of an hour, up to 14 hours, they may be one."""
ZONE_SHARE = 0.01
"""Then both the distance and the duration must agree as closely as this."""
_QUARTER_S = 900
"""Zones lie whole quarters of an hour apart (IANA's database of zones)."""
_MOST_ZONE_S = 14 * 3600
"""The furthest that a zone lies from UTC: UTC+14."""
_FEW_M = 50.0
"""Distances this close are the same, however short the run."""


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """What tells one recording from another. `clock`: when it began, as a clock there showed it; `at`: in UTC.

    `at` is None where the zone is not known. `source`: `strava 123` where the program numbers its runs.
    """

    clock: datetime
    at: datetime | None = None
    distance_m: float | None = None
    duration_s: int | None = None
    source: str = ""


def same_run(one: Recording, other: Recording) -> bool:
    """Tell whether two recordings are of the same run.

    They are when a program gives both the same number; when they begin at once and overlap; when they begin within
    three minutes, overlap, and agree in distance. Where the zone of one is not known, they also are when their clocks
    differ by whole quarters of an hour and distance and duration are the same within 1 %.
    """
    if is_numbered(one.source) and one.source == other.source:
        return True
    apart_s = abs(((one.at - other.at) if one.at and other.at else (one.clock - other.clock)).total_seconds())
    if apart_s <= NEAR_S and _overlap(one, other, apart_s):
        if apart_s <= AT_ONCE_S:
            return True
        return next((near for near in _agree(one, other, NEAR_SHARE) if near is not None), False)
    if one.at and other.at:
        return False
    off_s = min(apart_s % _QUARTER_S, -apart_s % _QUARTER_S)
    return apart_s <= _MOST_ZONE_S + ZONE_S and off_s <= ZONE_S and _agree(one, other, ZONE_SHARE) == (True, True)


def is_numbered(source: str) -> bool:
    """Tell whether a source names one run of a program, not only the sort of file: `strava 123`."""
    return any(letter.isdigit() for letter in source.rpartition(" ")[2])


def _overlap(one: Recording, other: Recording, apart_s: float) -> bool:
    """Tell whether the earlier one still ran when the later began; a recording without a duration may have."""
    is_known = one.at is not None and other.at is not None
    first = min(one, other, key=lambda recording: (recording.at if is_known else None) or recording.clock)
    return first.duration_s is None or apart_s < max(first.duration_s, 1) or apart_s == 0


def _agree(one: Recording, other: Recording, share: float) -> tuple[bool | None, bool | None]:
    """Return whether distance and duration agree within a share; None for what one of them does not say."""
    metres = _close(one.distance_m, other.distance_m, share, _FEW_M if share == NEAR_SHARE else 0.0)
    return metres, _close(one.duration_s, other.duration_s, share, 0.0)


def _close(one: float | None, other: float | None, share: float, slack: float) -> bool | None:
    if not one or not other:
        return None
    return abs(one - other) <= slack or abs(log(one / other)) <= share


def alike(one: Recording, other: Recording) -> bool:
    """Tell whether two recordings agree in distance and duration, as far as both say them; one of the two must."""
    found = _agree(one, other, NEAR_SHARE)
    return True in found and False not in found
