"""Which sport the words and numbers of watches and other programs mean."""

import re

from planner.domain.activity import Sport

FASTEST_RUN_M_S = 7.0
"""Metres a second: what goes faster over a kilometre or more is a ride (the record over 1,000 m is 7.6)."""

_STRAVA_NUMBERS = {"1": Sport.OTHER, "4": Sport.WALK, "9": Sport.RUN, "10": Sport.WALK}
"""The `type` of GPX files that Strava wrote for some years: 1 a ride, 4 a hike, 9 a run, 10 a walk."""

_WORDS = (
    (r"trail", Sport.TRAIL),
    (r"treadmill|indoor|virtual", Sport.TREADMILL),
    (r"track", Sport.TRACK),
)


def sport_of(words: str) -> Sport:
    """Return the sport that a file names: `trail_running`, `Run`, `9`; `OTHER` for what is no run or walk."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+", " ", words)
    said = " ".join(apart.lower().split())
    if said in _STRAVA_NUMBERS:
        return _STRAVA_NUMBERS[said]
    if re.search(r"\brun|\bjog|running|\btreadmill", said):
        return next((sport for pattern, sport in _WORDS if re.search(pattern, said)), Sport.RUN)
    if re.search(r"\bwalk|\bhik", said):
        return Sport.WALK
    return Sport.OTHER


def guessed_sport(distance_m: float | None, seconds: float | None) -> Sport:
    """Return the sport of a file that names none: a run, unless no runner is as fast."""
    is_fast = bool(distance_m and seconds and distance_m >= 1_000 and distance_m / seconds > FASTEST_RUN_M_S)
    return Sport.OTHER if is_fast else Sport.RUN
