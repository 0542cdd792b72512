"""One line about what is felt, read and written: `left knee 4 after limp: outer side`."""

import re

import msgspec

from planner.domain.body import Area, Side
from planner.domain.errors import BadValue
from planner.domain.health import Sign
from planner.domain.log import Feeling, When
from planner.domain.text import one_line
from planner.domain.units import Unit

FIX = "Write it so: left knee 4 after limp: outer side."
_WORDS_OF_A_NAME = 3
_SHORTEST = 2
"""Letters from which on the beginning of an area is enough."""


class FeltLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a line says; what it does not say is absent. `came_on_m`: how far into the run it came, in metres."""

    area: Area | None = None
    side: Side | None = None
    score: int | None = None
    feeling: Feeling | None = None
    when: When | None = None
    came_on_m: float | None = None
    signs: tuple[Sign, ...] = ()
    note: str = ""


Word = Area | Side | Feeling | When | Sign


def _spaced(text: str) -> str:
    return text.replace("-", " ")


_SIGN_WORDS = {sign: "numbness" if sign is Sign.NUMB else _spaced(sign.value) for sign in Sign}
"""The words of a sign in a line; numb alone is what is felt."""
_OTHER_NAMES: dict[str, Word] = {
    "l": Side.LEFT,
    "r": Side.RIGHT,
    "tight": Feeling.TIGHTNESS,
    "foot": Area.PLANTAR_FOOT,
    "heel cord": Area.ACHILLES,
    "itb": Area.IT_BAND,
    "groin": Area.ADDUCTOR,
    "swollen": Sign.SWELLING,
    "night pain": Sign.NIGHT,
    "rest pain": Sign.REST,
}
_NAMES: dict[str, Word] = {
    **{area.label.lower(): area for area in Area if area is not Area.CORE},
    **{word: sign for sign, word in _SIGN_WORDS.items()},
    **{one.value: one for kind in (Side, Feeling, When) for one in kind},
    **_OTHER_NAMES,
}
_FILLERS = frozenset({"at", "the", "my", "in", "and", "with", "a", "of", "run", "runs", "is"})
"""Words that one may write and that say nothing."""


def read_felt(text: str, unit: Unit = Unit.KM) -> FeltLine:
    """Return what a line says. Words may stand in any order; after the first colon it is the note.

    An area may be cut short to its beginning. `at 5` is how far into the run it came, in `unit` or with one of its own.
    Raises `BadValue` for a word that means nothing here, and for what is said twice.
    """
    head, _, note = one_line(text).partition(":")
    words = head.lower().replace(",", " ").split()
    said: dict[str, object] = {}
    signs: list[Sign] = []
    while words:
        if words[0] == "at" and words[1:] and words[1][0].isdecimal():
            _take(said, "came_on_m", _metres(words, unit), head)
            continue
        if (score := _score(words[0])) is not None:
            _take(said, "score", score, head)
            del words[0]
            continue
        word = _next(words)
        if word is None:
            continue
        if isinstance(word, Sign):
            signs += [word] if word not in signs else []
        else:
            _take(said, _field(word), word, head)
    return msgspec.convert({**said, "signs": tuple(signs), "note": note.strip()}, FeltLine)


def show_felt(line: FeltLine, unit: Unit = Unit.KM) -> str:
    """Return the line that `read_felt` reads as `line`."""
    parts = [str(line.side)] if line.side else []
    parts += [line.area.label] if line.area else []
    parts += [str(line.score)] if line.score is not None else []
    parts += [str(one) for one in (line.feeling, line.when) if one]
    if line.came_on_m is not None:
        parts += ["at", f"{round(line.came_on_m / unit.metres, 2):g}", unit.value]
    parts += [_SIGN_WORDS[sign] for sign in line.signs]
    said = " ".join(parts)
    return f"{said}: {one_line(line.note)}" if line.note else said


def _field(word: Word) -> str:
    match word:
        case Area():
            return "area"
        case Side():
            return "side"
        case Feeling():
            return "feeling"
        case _:
            return "when"


def _take(said: dict[str, object], name: str, value: object, head: str) -> None:
    if name in said:
        raise BadValue("line", f"{head.strip()!r} says two things of one kind: {said[name]} and {value}", FIX)
    said[name] = value


def _score(word: str) -> int | None:
    found = re.fullmatch(r"([0-9]{1,3})(?:/10)?", word)
    if found is None:
        return None
    score = int(found[1])
    if score > 10:
        raise BadValue("score", f"{word!r} is above 10", "A score goes from 0 to 10.")
    return score


def _metres(words: list[str], unit: Unit) -> float:
    del words[0]
    found = re.fullmatch(r"([0-9]{1,4}(?:[.][0-9]{1,3})?)(km|mi|k)?", words.pop(0))
    if found is None:
        raise BadValue("line", "after `at` there is no distance", "Write at 5 km, or leave it out.")
    name = found[2] or (words.pop(0) if words and words[0] in ("km", "mi") else unit.value)
    metres = round(float(found[1]) * (Unit.MI if name == "mi" else Unit.KM).metres, 1)
    if metres >= 1_000_000:
        raise BadValue("line", f"it came on {metres / 1000:g} km into the run", "Write at 5 km, or leave it out.")
    return metres


def _next(words: list[str]) -> Word | None:
    """Take the longest name that the words begin with, else the beginning of one area; None for a filler."""
    spread = [part for word in words for part in word.split("-") if part]
    for count in range(min(_WORDS_OF_A_NAME, len(spread)), 0, -1):
        name = " ".join(spread[:count])
        if name in _NAMES:
            words[:] = spread[count:]
            return _NAMES[name]
    word = words.pop(0)
    return None if word in _FILLERS else _begun(word)


def _begun(word: str) -> Word:
    areas = [area for area in Area if area is not Area.CORE]
    found = [area for area in areas if len(word) >= _SHORTEST and area.value.startswith(word)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadValue(
            "where", f"{', '.join(area.label for area in found)} all begin with {word!r}", "Write a letter more."
        )
    raise BadValue("line", f"{word!r} is no area, side, feeling, time or sign", FIX)
