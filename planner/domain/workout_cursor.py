"""The tokens of a line that holds a structured run, gone through once, and its amounts: distances and times."""

import re
from typing import NoReturn

from planner.domain.errors import BadValue
from planner.domain.units import Unit
from planner.domain.workout import Length, Time
from planner.domain.workout_words import METRE_WORDS, SECOND_WORDS, Token, phrases, tokens

EXAMPLE = "Write it like 2km easy, 5x(3min 5k, 2min jog), 2km easy; a note goes in quotes."
DASHES = {"-", "–", "~", "to"}
_BARE_METRES = 100.0
"""From this number on a distance without a unit is in metres: nobody runs a step of 400 km."""
_END = Token("end", "", 0)


class Cursor:
    """Stands before a token of a line and goes through them from left to right."""

    def __init__(self, line: str, unit: Unit, what: str) -> None:
        self._line, self._unit, self._what = line, unit, what
        self._tokens = tokens(line)
        self._note = ""
        if self._tokens and self._tokens[-1].kind == "note":
            self._note = self._tokens.pop().text[1:].strip()
        if self._tokens and self._tokens[-1].text == ".":
            self._tokens.pop()
        self._at = 0

    @property
    def _now(self) -> Token:
        return self._ahead(0)

    def _ahead(self, by: int) -> Token:
        place = self._at + by
        return self._tokens[place] if place < len(self._tokens) else _END

    def _take(self, *texts: str) -> bool:
        """Step over the next token if it is one of `texts`."""
        if self._now.kind in ("word", "sign") and self._now.text in texts:
            self._at += 1
            return True
        return False

    def _phrase(self, group: str) -> str:
        """Step over the longest phrase of a group that stands here and return what it means, else an empty text."""
        for words, meaning in phrases(group):
            if all(self._ahead(n).text == word for n, word in enumerate(words)):
                self._at += len(words)
                return meaning
        return ""

    def _fail(self, token: Token, why: str = "") -> NoReturn:
        if token.kind == "end":
            why = f"{why or 'something is missing'} at the end"
        else:
            shown = self._line[token.start :].split(" ")[0].rstrip(",;") if not why else token.text
            shown = shown if len(shown) <= 30 else f"{shown[:29]}…"
            why = f"{shown!r}, letter {token.start + 1}, {why or 'cannot be read'}"
        raise BadValue(self._what, why, EXAMPLE)

    # Amounts

    def _read_amount(self) -> Length | Time:
        """Read the amount that begins here. Raises `BadValue`."""
        now = self._now
        try:
            return self._pair() if now.kind == "pair" else self._clock() or self._time() or self._length()
        except ValueError as wrong:
            self._fail(now, self._why(now, str(wrong)))

    def _why(self, now: Token, why: str) -> str:
        after = self._tokens[self._tokens.index(now) + 1 :][:1]
        if after and after[0].text == "m" and now.text.isdigit():
            return f"is metres with m; for minutes write {now.text[:6]} min"
        return f"is not an amount: {why}"

    def _pair(self) -> Length:
        miles, kilometres = (_figures(side) for side in self._now.text.strip("{} ").split(":"))
        self._at += 1
        if METRE_WORDS.get(self._now.text, "m") != "m":
            self._at += 1
        return Length(low=miles[0], high=miles[1], unit="mi", km=kilometres)

    def _clock(self) -> Time | None:
        if self._now.kind != "clock":
            return None
        seconds = clock_s(self._now.text)
        self._at += 1
        return Time(low_s=seconds, high_s=seconds)

    def _numbers(self) -> tuple[float, float]:
        low = high = _float(self._now.text)
        self._at += 1
        ahead = self._ahead(1)
        if self._now.text in DASHES and ahead.kind == "number":
            high = _float(ahead.text)
            self._at += 2
        return min(low, high), max(low, high)

    def _time(self) -> Time | None:
        """Read `3 min`, `20"`, `1 h 20 min`, `3'30"`, `10-15 min`; None where the unit is not one of time."""
        before = self._at
        low, high = self._numbers()
        size = SECOND_WORDS.get(self._now.text, 0)
        if not size:
            self._at = before
            return None
        self._at += 1
        low_s, high_s = low * size, high * size
        while low == high and size > 1 and self._now.kind == "number":
            smaller = SECOND_WORDS.get(self._ahead(1).text, 0)
            is_bare = not smaller and self._now.text.isdigit() and len(self._now.text) == 2
            is_bare = is_bare and self._now.start == self._ahead(-1).start + len(self._ahead(-1).text)
            if not (0 < smaller < size) and not (is_bare and METRE_WORDS.get(self._ahead(1).text) is None):
                break
            size = smaller or size // 60
            low_s += _float(self._now.text) * size
            high_s = low_s
            self._at += 2 if smaller else 1
        if low_s % 1 or high_s % 1:
            raise ValueError("it is in whole seconds")
        return Time(low_s=int(low_s), high_s=int(high_s))

    def _length(self) -> Length:
        low, high = self._numbers()
        unit = METRE_WORDS.get(self._now.text, "")
        if unit:
            self._at += 1
        elif self._now.text == "/" and self._ahead(1).kind == "number":
            raise ValueError("30/30 has no unit; write 30 s / 30 s")
        else:
            unit = "m" if low >= _BARE_METRES else self._unit
        return Length(low=low, high=high, unit=unit)


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _figures(text: str) -> tuple[float, float]:
    parts = [float(part) for part in text.strip().split("-")]
    return min(parts), max(parts)


def clock_s(text: str) -> int:
    """Return the seconds of `3:30` or `1:02:03`."""
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def unquoted(text: str) -> str:
    r"""Return what stands in quotes, `\"` and `\\` as they were meant."""
    return re.sub(r"\\(.)", r"\1", text[1:-1]).strip()
