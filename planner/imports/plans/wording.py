"""What the words of a workout say: its kind, how long it takes, how far it goes."""

import re
from collections.abc import Iterable

from planner.domain.session import SessionKind
from planner.domain.units import METRES, Span, Unit, show_number

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

_PAIR = re.compile(r"\{[^{}]{0,40}\}")
_LONGEST_TEXT = 2_000
_TIMES = re.compile(r"\d ?[x×]|\btimes\b", re.ASCII)
_MINUTE = r"m(?:in(?:ute)?s?)?(?![a-z])"
_HOUR = r"(?:h|hrs?|hours?)(?![a-z])"
_DURATION = re.compile(
    rf"(?<![\d.:-])(?:(?P<h>\d{{1,2}}(?:\.\d)?)[ -]?{_HOUR}(?: ?(?:and )?(?P<hm>\d{{1,2}})(?: ?{_MINUTE}|(?![a-z\d])))?"
    r"|(?P<m>\d{1,3})[ -]?min(?:ute)?s?(?![a-z]))",
    re.ASCII,
)
_TOTAL = re.compile(r"(?:workout|total|session)(?: time)?: ?(.{1,20})")
_DISTANCE = re.compile(
    r"^\W{0,2}(\d{1,3}(?:\.\d{1,3})?) ?(km|k|kilomet(?:er|re)s?|mi|miles?)\b"
    r"(?![ -]*(?:race|goal)?[ -]*(?:pace|effort|speed)\b)",
    re.ASCII,
)
_FIGURE = r"(\d{1,6}(?:\.\d{1,6})?)(?:-(\d{1,6}(?:\.\d{1,6})?))?"
_TOKEN = re.compile(rf"\{{ ?{_FIGURE} ?(?:: ?{_FIGURE} ?)?\}}", re.ASCII)


def paired(text: str, unit: Unit) -> str:
    """Return `text` with every distance in braces as a `{miles:km}` pair, which is how planner keeps them.

    The format has three: `{3:4.8}` and `{8-9:13-14}`, the plan's unit first, and `{9}`, to be converted.
    """
    return _TOKEN.sub(lambda token: _pair(token, unit), text)


def _pair(token: re.Match[str], unit: Unit) -> str:
    low, high, other_low, other_high = token.groups()
    first = low + (f"-{high}" if high else "")
    if other_low:
        second = other_low + (f"-{other_high}" if other_high else "")
        # Fewer miles than kilometres make the same way, so the smaller figure is the miles, whatever the order.
        return f"{{{first}:{second}}}" if float(low) <= float(other_low) else f"{{{second}:{first}}}"
    ratio = METRES["mi"] / METRES["km"]
    sizes = [float(one) * (ratio if unit is Unit.MI else 1 / ratio) for one in (low, high) if one]
    second = "-".join(show_number(size) for size in sizes)
    return f"{{{first}:{second}}}" if unit is Unit.MI else f"{{{second}:{first}}}"


def _plain(text: str) -> str:
    """Return a text in small letters, without `{miles:km}` pairs, short enough for every pattern."""
    return " ".join(_PAIR.sub(" ", text[:_LONGEST_TEXT]).lower().split())


def says_race(title: str) -> bool:
    """Tell whether a title is that of a race: `5-K Race`, `Half Marathon ({13.1:21.1})`; race pace is not."""
    words = _plain(title)
    return bool(_RACE_WORD.search(words) or _RACE_ONLY.fullmatch(words.strip(" !.()")))


def guess(title: str, text: str, tags: Iterable[str]) -> tuple[SessionKind, SessionKind | None] | None:
    """Return the kind of a workout and, for "rest or easy run", its other half; None when nothing says.

    A race is a tune-up here: which of them is the goal is for the plan to say.
    """
    tagged = [_TAGS[tag] for tag in (tag.lower() for tag in tags) if tag in _TAGS]
    words = _plain(title)
    halves = [kind for half in re.split(r"\bor\b|/", words)[:2] if (kind := _of_words(half.strip()))]
    if says_race(title) and not tagged:
        return SessionKind.TUNE_UP, None
    if not tagged and len(halves) == 2 and halves[0] is not halves[1] and _of_words(words) is not SessionKind.RUN_WALK:
        return halves[0], halves[1]
    if SessionKind.REST in tagged and len(tagged) > 1:
        return SessionKind.REST, next(kind for kind in tagged if kind is not SessionKind.REST)
    # Of several tags the one that says most counts: _TAGS lists them in that order.
    kind = next((kind for kind in _TAGS.values() if kind in tagged), None) or _of_words(words)
    for more in (_of_words(words), _of_words(_plain(text))):
        if (kind is None and more is not SessionKind.REST) or (kind in _REFINES and more in _REFINES[kind]):
            kind = more
    return (kind, None) if kind else None


def _of_words(words: str) -> SessionKind | None:
    return next((kind for pattern, kind in _RULES if pattern.search(words)), None)


def duration_of(title: str, text: str) -> int | None:
    """Return the seconds that a title says (`30 min cross`), or a text that gives a total; None if in doubt."""
    total = _TOTAL.search(_plain(title)) or _TOTAL.search(_plain(text))
    words = total[1] if total else _plain(title)
    found = list(_DURATION.finditer(words))
    if not total and (len(found) != 1 or _TIMES.search(words)):
        return None
    for match in found[:1]:
        seconds = float(match["h"] or 0) * 3600 + int(match["hm"] or 0) * 60 + int(match["m"] or 0) * 60
        return round(seconds) if 0 < seconds < 48 * 3600 else None
    return None


def distance_of(title: str, unit: Unit) -> Span | None:
    """Return the distance that a title begins with (`{3:4.8} run`, `5 km easy`); None if it repeats or is in doubt."""
    words = title.strip().lower()[:_LONGEST_TEXT]
    if len(re.findall(r"\d+(?:\.\d+)?", _PAIR.sub("1", words))) != 1:
        return None
    if pair := _TOKEN.match(words):
        low, high = pair.group(3, 4) if unit is Unit.KM else pair.group(1, 2)
        sizes = [float(one) * unit.metres for one in (low, high) if one]
    elif plain := _DISTANCE.match(words):
        sizes = [round(float(plain[1]) * METRES["km" if plain[2].startswith("k") else "mi"], 3)]
    else:
        return None
    return Span(min(sizes), max(sizes)) if sizes and 0 < min(sizes) <= max(sizes) < 1_000_000 else None


_TYPES = {
    "5k": 5_000.0,
    "10k": 10_000.0,
    "15k": 15_000.0,
    "10m": 16_093.44,
    "half marathon": 21_097.5,
    "marathon": 42_195.0,
    "50k": 50_000.0,
    "100k": 100_000.0,
    "100m": 160_934.4,
}


def race_sizes(text: str) -> tuple[float, ...]:
    """Return the race distances in metres that a plan's type or name says: none, one, or two for `15k/10m`."""
    words = text.lower()[:_LONGEST_TEXT].replace("half-marathon", "half marathon")
    found = re.findall(r"(?<![\w.])(half marathon|marathon|5k|10k|15k|50k|100k|10m|100m)(?!\w)", words)
    return tuple(dict.fromkeys(_TYPES[name] for name in found))
