"""The words in which people write a structured run, cut into tokens, and what they mean."""

import re
from functools import cache
from typing import NamedTuple

from planner.domain.workout import Effort, Part, Place, Until

_PATTERN = (
    r"(?P<pair>\{ ?[0-9]{1,6}(?:\.[0-9]{1,6})?(?:-[0-9]{1,6}(?:\.[0-9]{1,6})?)? ?: ?"
    r"[0-9]{1,6}(?:\.[0-9]{1,6})?(?:-[0-9]{1,6}(?:\.[0-9]{1,6})?)? ?\})"
    r"|(?P<clock>[0-9]{1,3}(?::[0-9]{2}){1,2}(?![0-9:]))"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)?)"
    r'|(?P<quote>(?<![0-9])"(?:\\.|[^"\\])*")'
    r"|(?P<note>#.*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>\S)"
)


class Token(NamedTuple):
    """A word, a number or a sign of a line. `start` counts letters from 0."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of a line; words in small letters, quoted notes and what follows `#` as they are."""
    found = []
    for match in re.finditer(_PATTERN, text):
        kind = match.lastgroup or "sign"
        found.append(Token(kind, match[0].lower() if kind == "word" else match[0], match.start()))
    return found


_EFFORTS = {
    Effort.EASY: "easy, easy run, easy running, run easy",
    Effort.RECOVERY: "recovery, recovery run, recover",
    Effort.STEADY: "steady, steady run, steady state, steady-state, moderate",
    Effort.MARATHON: "marathon, mp, full marathon",
    Effort.HALF: "half marathon, half-marathon, half, hm, hmp",
    Effort.THRESHOLD: "threshold, tempo, lt, lactate threshold",
    Effort.TEN_K: "10k, 10 km",
    Effort.FIVE_K: "5k, 5 km",
    Effort.THREE_K: "3k, 3 km",
    Effort.MILE: "mile",
    Effort.INTERVAL: "interval, intervals, vo2max, vo2 max",
    Effort.REPETITION: "repetition, repetitions, reps, rep",
    Effort.RACE: "race, goal, goal race",
    Effort.HARD: "hard, fast, on, quick",
    Effort.SPRINT: "sprint, sprints, all out, all-out",
    Effort.STRIDES: "strides, stride",
    Effort.RUN: "run, running",
    Effort.JOG: "jog, jogging, easy jog, slow jog, light jog, jog easy, jog recovery, recovery jog, float, off",
    Effort.WALK: "walk, walking, easy walk, walk recovery, recovery walk",
    Effort.REST: "rest, standing rest, standing, standing recovery, stand, pause, rest recovery",
}
_PLACES = {
    Place.FIRST: "the first, first",
    Place.LAST: "the last, last",
    Place.START: "at the start, at the beginning",
    Place.MIDDLE: "in the middle, halfway",
    Place.NEAR_END: "near the end, towards the end",
    Place.END: "at the end",
}
_PARTS = {
    Part.WARM_UP: "warm-up, warmup, warm up, wu, w/u",
    Part.COOL_DOWN: "cool-down, cooldown, cool down, cd, c/d, warm-down, warm down",
}
_ENDS = {
    Until.LAP: "open, until lap, until the lap button, until lap button, lap button, press lap, lap, the rest, "
    "the rest of the run, to the end, until the end",
    Until.BACK: "back down, back, down",
}
_UPHILL = {"uphill": "uphill, up hill, hill, hills, up"}
_BETWEEN = {"between": "between, in between, between them, between reps, between repetitions, between sets, in-between"}

Phrases = tuple[tuple[tuple[str, ...], str], ...]
"""Phrases as their words, the longest first, each with what it means."""


@cache
def phrases(group: str) -> Phrases:
    """Return the phrases of a group: `effort`, `place`, `part`, `end`, `uphill` or `between`."""
    tables: dict[str, dict[str, str]] = {
        "effort": {key.value: text for key, text in _EFFORTS.items()},
        "place": {key.value: text for key, text in _PLACES.items()},
        "part": {key.value: text for key, text in _PARTS.items()},
        "end": {key.value: text for key, text in _ENDS.items()},
        "uphill": _UPHILL,
        "between": _BETWEEN,
    }
    found = [
        (tuple(token.text for token in tokens(phrase)), meaning)
        for meaning, text in tables[group].items()
        for phrase in text.split(", ")
    ]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


METRE_WORDS = {
    "km": "km", "k": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km", "kms": "km",
    "mi": "mi", "mile": "mi", "miles": "mi",
    "m": "m", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
}  # fmt: skip
SECOND_WORDS = {
    "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
    "min": 60, "mins": 60, "minute": 60, "minutes": 60, "'": 60, "′": 60, "’": 60,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, '"': 1, "″": 1, "”": 1,
}  # fmt: skip
