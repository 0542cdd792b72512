"""Race distances: what the official ones are called, and which ones a name or a plan's type means."""

import re

from planner.imports.plans.plain import plain

NAMES = {
    5_000.0: "5K",
    10_000.0: "10K",
    15_000.0: "15K",
    16_093.44: "10 miles",
    21_097.5: "Half marathon",
    42_195.0: "Marathon",
    50_000.0: "50K",
    80_467.2: "50 miles",
    100_000.0: "100K",
    160_934.4: "100 miles",
}
"""What the official distances are called, by metres."""
_LONGEST = 2_000
_BY_NAME = {
    "5k": 5_000.0,
    "10k": 10_000.0,
    "15k": 15_000.0,
    "half marathon": 21_097.5,
    "marathon": 42_195.0,
    "50k": 50_000.0,
    "100k": 100_000.0,
}
_IN_WORDS = {
    **_BY_NAME,
    "half-marathon": 21_097.5,
    "half": 21_097.5,
    "10 miler": 16_093.44,
    "10 mile": 16_093.44,
    "50 mile": 80_467.2,
    "100 mile": 160_934.4,
}
_AS_TYPE = {**_BY_NAME, "10m": 16_093.44, "100m": 160_934.4}
_WORDS = re.compile(rf"(?<![\w.])({'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})s?(?!\w)", re.ASCII)
_TYPE = re.compile(rf"(?<![\w.])({'|'.join(sorted(_AS_TYPE, key=len, reverse=True))})(?!\w)")


def race_size(words: str) -> float | None:
    """Return how far a race is that some words name, in metres: `Berlin Half`, `10 km race`; None if they do not."""
    low = plain(words).replace("10 km", "10k").replace("5 km", "5k").replace("10-k", "10k").replace("5-k", "5k")
    return _IN_WORDS[found[1]] if (found := _WORDS.search(low)) else None


def race_sizes(text: str) -> tuple[float, ...]:
    """Return the race distances in metres that a plan's type or name says: none, one, or two for `15k/10m`."""
    words = text.lower()[:_LONGEST].replace("half-marathon", "half marathon")
    return tuple(dict.fromkeys(_AS_TYPE[name] for name in _TYPE.findall(words)))
