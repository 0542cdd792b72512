"""How far and how long, out of free words: `8 km easy`, `6 x 800`, `Long run 18`, `2 mi easy + 3 mi tempo`."""

import re
from itertools import islice, pairwise

import msgspec

from planner.domain.units import METRES, MOST_M, MOST_SESSION_S, Span, Unit, show_number
from planner.imports.plans.plain import PAIR, plain, without_pairs
from planner.imports.plans.rounding import NEAR

_LONGEST_TEXT = 2_000
_MOST_TOTALS = 5
_FIGURE = r"\d{1,3}(?:[.,]\d{1,3})?"
_UNIT = r"kms?|kilomet(?:er|re)s?|k|miles?|mi"
_NO_PACE = r"(?![ -]*(?:goal)?[ -]*(?:pace|effort|speed)\b)(?!(?<=k)[ -]*race[ -]*(?:pace|effort)\b)"
_DISTANCE = re.compile(
    rf"(?<![\w.,:/@])({_FIGURE}) ?(?:{_UNIT})?(?: ?(?:-|to) ?({_FIGURE}))? ?({_UNIT})\b{_NO_PACE}", re.ASCII
)
_METRES = re.compile(r"(?<![\w.,:/])(\d{3,5}) ?(?:m|met(?:er|re)s?)\b", re.ASCII)
_REPEATS = re.compile(r"(?<![\w.])\d{1,2} ?(?:x|times) ?(?:\([^()]{0,80}\)|[^,;+(.]{1,40})", re.ASCII)
_TOTAL = re.compile(r"\b(?:total|in all|distance|dist)\W{1,4}(?=\d)|(?<=[a-z]) (?=total\b|in all\b)")
_AROUND = re.compile(r"\b(?:warm|cool|wu|cd)\b|\bwarm-?up|\bcool-?down")
_OF_WHICH = re.compile(
    r"^\W{0,3}(?:easy|long|run|steady|\W)*?"
    r"(?:\(|:|\bincl|\bwith\b|\bw/|\bof which|\b(?:first|middle|last)\b|\bfinish)"
)
_JOINED = re.compile(r"[,+;&/]|\band\b|\bthen\b")
_NOT_FAR = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?: ?/ ?\w{1,4})?"
    r"|\d+ ?%|\d+(?:st|nd|rd|th)\b"
    r"|\b(?:z|zone|rpe|hr|week|day|level|phase|part|no\.?|#) ?\d+(?: ?- ?\d+)?"
    r"|\d+(?: ?(?:-|to) ?\d+)?[ -]?(?:hill )?(?:strides?|pick-?ups?|reps?|repeats?|times|sprints?|laps?|sets?|rounds?"
    r"|hills?|seconds?|secs?|s|bpm|minutes?|mins?|min|hours?|hrs?|h|m|met(?:er|re)s?|days?|weeks?)\b"
    r"|\d+ ?['\"]",
    re.ASCII,
)
_BARE = re.compile(rf"(?<![\w.,:/])({_FIGURE})(?: ?(?:-|to) ?({_FIGURE}))?(?![\w:/])(?!\.\d)", re.ASCII)
_CLOCKED = re.compile(r"(?<![\d:.])(\d{1,2}):([0-5]\d):([0-5]\d)(?![\d:])", re.ASCII)
_TIMES = re.compile(r"\d ?[x×]|\btimes\b", re.ASCII)
_MINUTE = r"m(?:in(?:ute)?s?)?(?![a-z])"
_HOUR = r"(?:h|hrs?|hours?)(?![a-z])"
_DURATION = re.compile(
    rf"(?<![\d.:-])(?:(?P<h>\d{{1,2}}(?:\.\d)?)[ -]?{_HOUR}(?: ?(?:and )?(?P<hm>\d{{1,2}})(?: ?{_MINUTE}|(?![a-z\d])))?"
    r"|(?P<m>\d{1,3})[ -]?min(?:ute)?s?(?![a-z]))",
    re.ASCII,
)
_WHOLE_TIME = re.compile(r"(?:workout|total|session)(?: time)?: ?(.{1,20})")
_LEADING = re.compile(
    r"^\W{0,2}(\d{1,3}(?:\.\d{1,3})?) ?(km|k|kilomet(?:er|re)s?|mi|miles?)\b"
    r"(?![ -]*(?:race|goal)?[ -]*(?:pace|effort|speed)\b)",
    re.ASCII,
)
_IN_BRACES = r"(\d{1,6}(?:\.\d{1,6})?)(?:-(\d{1,6}(?:\.\d{1,6})?))?"
_BRACES = re.compile(rf"\{{ ?{_IN_BRACES} ?(?:: ?{_IN_BRACES} ?)?\}}", re.ASCII)
_FARTHEST_BARE = 100.0
"""A larger bare number is no distance of a session, in either unit."""


class Amounts(msgspec.Struct, frozen=True, kw_only=True):
    """What words say of a session's size.

    `is_bare`: the distance had no unit. `in_doubt`: distances stand there that do not make one.
    """

    distance: Span | None = None
    duration_s: int | None = None
    is_bare: bool = False
    in_doubt: bool = False


def amounts(title: str, text: str, unit: Unit, *, bare: bool = False) -> Amounts:
    """Return what a session's words say; `bare` lets a number without a unit be a distance in `unit`.

    The title counts first. Of the text only what is named a total or a distance, or a text of a single line.
    """
    duration_s = _duration(title, text)
    if pair := distance_of(title, unit):
        return Amounts(distance=pair, duration_s=duration_s)
    words = plain(title)
    found, in_doubt = _distance(words)
    if found or in_doubt:
        return Amounts(distance=found, duration_s=duration_s, in_doubt=in_doubt)
    if said := _of_text(text):
        return Amounts(distance=said, duration_s=duration_s)
    if bare and (number := bare_number(words, unit)):
        return Amounts(distance=number, duration_s=duration_s, is_bare=True)
    return Amounts(duration_s=duration_s)


def duration_of(title: str, text: str) -> int | None:
    """Return the seconds that a title says (`30 min cross`), or a text that gives a total; None if in doubt."""
    total = _WHOLE_TIME.search(without_pairs(title)) or _WHOLE_TIME.search(without_pairs(text))
    words = total[1] if total else without_pairs(title)
    found = list(_DURATION.finditer(words))
    if not total and (len(found) != 1 or _TIMES.search(words)):
        return None
    for match in found[:1]:
        seconds = float(match["h"] or 0) * 3600 + int(match["hm"] or 0) * 60 + int(match["m"] or 0) * 60
        return round(seconds) if 0 < seconds < MOST_SESSION_S else None
    return None


def distance_of(title: str, unit: Unit) -> Span | None:
    """Return the distance that a title begins with (`{3:4.8} run`, `5 km easy`); None if it repeats or is in doubt."""
    words = title.strip().lower()[:_LONGEST_TEXT]
    if len(re.findall(r"\d+(?:\.\d+)?", PAIR.sub("1", words))) != 1:
        return None
    if pair := _BRACES.match(words):
        low, high = pair.group(3, 4) if unit is Unit.KM else pair.group(1, 2)
        sizes = [float(one) * unit.metres for one in (low, high) if one]
    elif plain := _LEADING.match(words):
        sizes = [round(float(plain[1]) * METRES["km" if plain[2].startswith("k") else "mi"], 3)]
    else:
        return None
    return Span(min(sizes), max(sizes)) if sizes and 0 < min(sizes) <= max(sizes) < MOST_M else None


def paired(text: str, unit: Unit) -> str:
    """Return `text` with every distance in braces as a `{miles:km}` pair, which is how planner keeps them.

    The format has three: `{3:4.8}` and `{8-9:13-14}`, the plan's unit first, and `{9}`, to be converted.
    """
    return _BRACES.sub(lambda token: _pair(token, unit), text)


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


def bare_number(words: str, unit: Unit) -> Span | None:
    """Return the one number of some plain words as a distance in `unit`, if nothing else can be meant by it."""
    left = _NOT_FAR.sub(" ", _REPEATS.sub(" ", words))
    found = list(_BARE.finditer(left))
    if len(found) != 1 or len(re.findall(r"\d+(?:[.,]\d+)?", left)) > 1 + (found[0][2] is not None):
        return None
    sizes = [float(one.replace(",", ".")) for one in found[0].group(1, 2) if one]
    if not 0 < min(sizes) <= max(sizes) <= _FARTHEST_BARE:
        return None
    return Span(round(min(sizes) * unit.metres, 3), round(max(sizes) * unit.metres, 3))


def _duration(title: str, text: str) -> int | None:
    words = re.sub(r"(?<=\d)'(?!')", " min", plain(title))
    if _AROUND.search(words) and "total" not in words:
        return None
    if seconds := duration_of(words, text[:_LONGEST_TEXT]):
        return seconds
    clocked = [int(one[1]) * 3600 + int(one[2]) * 60 + int(one[3]) for one in _CLOCKED.finditer(words)]
    return clocked[0] if len(clocked) == 1 and 0 < clocked[0] < MOST_SESSION_S else None


def _span(found: re.Match[str]) -> Span | None:
    sizes = [float(one.replace(",", ".")) for one in found.group(1, 2) if one]
    metres = METRES["mi" if found[3].startswith("mi") else "km"]
    low, high = round(min(sizes) * metres, 3), round(max(sizes) * metres, 3)
    return Span(low, high) if 0 < low <= high < MOST_M else None


def _distance(words: str) -> tuple[Span | None, bool]:
    """Return the distance that plain words say, and whether they say several that make none."""
    for total in islice(_TOTAL.finditer(words), _MOST_TOTALS):
        stated = _DISTANCE.match(words, total.end()) or _last_before(words, total.start())
        if stated and (span := _span(stated)):
            return span, False
    repeats = _REPEATS.search(words)
    # Blanks in place of the repeats keep every other word where it stands.
    left = _REPEATS.sub(lambda one: " " * len(one[0]), words)
    found = [(one, span) for one in _DISTANCE.finditer(left) if (span := _span(one))]
    if not found:
        metres = list(_METRES.finditer(left))
        is_run = len(metres) == 1 and not repeats and not _AROUND.search(left) and int(metres[0][1]) >= 1_000
        return (Span.of(float(metres[0][1])), False) if is_run else (None, False)
    first, span = found[0]
    if repeats:
        is_whole = len(found) == 1 and first.start() < repeats.start() and not _AROUND.search(left[first.end() :])
        return (span, False) if is_whole else (None, True)
    if len(found) == 1:
        return (None, True) if _AROUND.search(left) else (span, False)
    return _of_several(found, left)


def _last_before(words: str, at: int) -> re.Match[str] | None:
    """Return the distance that ends right before a place: the `8 km` of `8 km total`."""
    return next((one for one in _DISTANCE.finditer(words) if one.end() == at), None)


def _of_several(found: list[tuple[re.Match[str], Span]], words: str) -> tuple[Span | None, bool]:
    spans = [span for _, span in found]
    first = spans[0]
    if all(abs(span.middle_m - first.middle_m) <= NEAR * first.middle_m for span in spans[1:]):
        return first, False  # the same way in two units
    if _OF_WHICH.search(words[found[0][0].end() :]):
        return first, False
    between = [words[one.end() : other.start()] for (one, _), (other, _) in pairwise(found)]
    if all(re.search(r"\bor\b", gap) for gap in between):
        return Span(min(span.low_m for span in spans), max(span.high_m for span in spans)), False
    if all(_JOINED.search(gap) and not re.search(r"\bor\b|\(|\d", gap) for gap in between):
        whole = Span(sum(span.low_m for span in spans), sum(span.high_m for span in spans))
        return (whole, False) if whole.high_m < MOST_M else (None, True)
    return None, True


def _of_text(text: str) -> Span | None:
    words = plain(text, _LONGEST_TEXT)
    for total in islice(_TOTAL.finditer(words), _MOST_TOTALS):
        if (stated := _DISTANCE.match(words, total.end())) and (span := _span(stated)):
            return span
    return _distance(words)[0] if "\n" not in text.strip() and len(words) <= 200 else None
