"""What sort of session the words of a workout say it is."""

import re
from collections.abc import Iterable

from planner.domain.session import SessionKind
from planner.imports.plans.plain import without_pairs

_NAMED = r"(?:half[ -]?marathon|marathon|half|[0-9]{1,3}(?:\.[0-9])?[ -]?(?:km|k|mile|mi)s?)"
_RACE_ONLY = re.compile(
    rf"(?:your |the |goal |big )*(?:{_NAMED}(?: race)?|race)(?: day| time)?", re.ASCII
)  # the whole title: "Half Marathon", "5-K Race", "Race Day"
_RACE_WORD = re.compile(
    r"\brace\b(?![ -]*(?:pace|effort|speed|tempo|simulation|prep|day prep|walk))|\btime[ -]trial\b|\bparkrun\b"
)

_KINDS = (
    (r"^(?:total |full |complete )?rest\b|^(?:day )?off\b", SessionKind.REST),
    (r"\b(?:run|jog)s? ?(?:/|-|&|and|\+) ?walk|\bwalk ?(?:/|-|&|and|\+) ?(?:run|jog)", SessionKind.RUN_WALK),
    (r"\b(?:race|goal|marathon|half|hm|mp|5-?k|10-?k)[ -]*pace\b|\bpace\b", SessionKind.RACE_PACE),
    (r"\btempo|\bthreshold|\blactate|\bcruise\b", SessionKind.TEMPO),
    (r"\bhills?\b|\bhilly\b", SessionKind.HILLS),
    (r"^(?=.*\bwalk)(?=.*\bjog)", SessionKind.RUN_WALK),
    (
        r"\binterval|\bspeed|\brepeat|\brepetition|\bfartlek|\btrack\b|\bvo2|\bsprint|\b\d+ ?[x×] ?\(?\d",
        SessionKind.INTERVALS,
    ),
    (r"\bstrides?\b|\bpick-?ups?\b", SessionKind.STRIDES),
    (r"\bcross\b|\bcross-|\bxt\b|\bbik(?:e|ing)\b|\bcycl|\bswim|\brow(?:ing)?\b|\belliptical", SessionKind.CROSS),
    (r"\bstrength|\bgym\b|\bweights?\b|\bcore\b", SessionKind.STRENGTH),
    (r"\brecovery\b", SessionKind.RECOVERY),
    (r"\blong\b", SessionKind.LONG),
    (r"\beasy\b|\bshake ?-?out\b", SessionKind.EASY),
    (r"^(?=.*\bwalk)(?=.*\brun)", SessionKind.RUN_WALK),
    (r"\bruns?\b|\brunning\b", SessionKind.RUN),
    (r"\bjog", SessionKind.EASY),
    (r"\bwalk|\bhike\b|\bhiking\b", SessionKind.WALK),
    (r"\brest\b", SessionKind.REST),
)
# The first that fits wins: the more a word says, the higher it stands.
_RULES = tuple((re.compile(pattern, re.ASCII), kind) for pattern, kind in _KINDS)

_TAGS = {
    "race": SessionKind.TUNE_UP,
    "hills": SessionKind.HILLS,
    "speedwork": SessionKind.INTERVALS,
    "long run": SessionKind.LONG,
    "easy run": SessionKind.EASY,
    "run": SessionKind.RUN,
    "cross train": SessionKind.CROSS,
    "rest": SessionKind.REST,
}
_REFINES = {
    SessionKind.RUN: frozenset(kind for kind in SessionKind if kind.is_run and kind is not SessionKind.RACE),
    SessionKind.INTERVALS: frozenset(
        {SessionKind.TEMPO, SessionKind.RACE_PACE, SessionKind.HILLS, SessionKind.STRIDES}
    ),
    SessionKind.EASY: frozenset({SessionKind.STRIDES, SessionKind.RECOVERY, SessionKind.RUN_WALK}),
}
"""What a title may make of the kind that a tag or a plain word gave."""


def says_race(title: str) -> bool:
    """Tell whether a title is that of a race: `5-K Race`, `Half Marathon ({13.1:21.1})`; race pace is not."""
    words = without_pairs(title)
    return bool(_RACE_WORD.search(words) or _RACE_ONLY.fullmatch(words.strip(" !.()")))


def guess(title: str, text: str, tags: Iterable[str]) -> tuple[SessionKind, SessionKind | None] | None:
    """Return the kind of a workout and, for "rest or easy run", its other half; None when nothing says.

    A race is a tune-up here: which of them is the goal is for the plan to say.
    """
    tagged = [_TAGS[tag] for tag in (tag.lower() for tag in tags) if tag in _TAGS]
    words = without_pairs(title)
    halves = [kind for half in re.split(r"\bor\b|/", words)[:2] if (kind := _of_words(half.strip()))]
    if says_race(title) and not tagged:
        return SessionKind.TUNE_UP, None
    if not tagged and len(halves) == 2 and halves[0] is not halves[1] and _of_words(words) is not SessionKind.RUN_WALK:
        return halves[0], halves[1]
    if SessionKind.REST in tagged and len(tagged) > 1:
        return SessionKind.REST, next(kind for kind in tagged if kind is not SessionKind.REST)
    # Of several tags the one that says most counts: _TAGS lists them in that order.
    kind = next((kind for kind in _TAGS.values() if kind in tagged), None) or _of_words(words)
    for more in (_of_words(words), _of_words(without_pairs(text))):
        if (kind is None and more is not SessionKind.REST) or (kind in _REFINES and more in _REFINES[kind]):
            kind = more
    return (kind, None) if kind else None


def _of_words(words: str) -> SessionKind | None:
    return next((kind for pattern, kind in _RULES if pattern.search(words)), None)
