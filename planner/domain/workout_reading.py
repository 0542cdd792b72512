"""A structured run read from one line: `2km easy, 5x(3min 5k, 2min jog), 2km easy`."""

import re
from typing import NoReturn

import msgspec

from planner.domain.errors import BadValue
from planner.domain.text import one_line
from planner.domain.units import METRES, Unit
from planner.domain.workout import (
    MOST_DEPTH,
    Effort,
    Exertion,
    Heart,
    Length,
    Pace,
    Part,
    Place,
    Repeat,
    Scale,
    Step,
    Target,
    Time,
    Until,
    Workout,
)
from planner.domain.workout_words import METRE_WORDS, SECOND_WORDS, Token, phrases, tokens

EXAMPLE = "Write it like 2km easy, 5x(3min 5k, 2min jog), 2km easy; a note goes in quotes."
_MOST_LETTERS = 4_000
_BARE_METRES = 100.0
"""From this number on a distance without a unit is in metres: nobody runs a step of 400 km."""
_SEPARATORS = {",", ";", "+", "then", "and"}
_DASHES = {"-", "–", "~", "to"}
_BEFORE_EFFORT = {"at", "@", "in"}
_AFTER_EFFORT = {"pace", "effort", "intensity", "speed", "feel"}
_TIMES = {"x", "×", "*", "times"}
_WITH = {"with", "including"}
_END = Token("end", "", 0)


def parse_workout(text: str, unit: Unit, what: str = "structure") -> Workout:
    """Return the structured run that `text` says; a bare number is a distance in `unit`, from 100 on in metres.

    Raises `BadValue` that names the word that cannot be read: no word is dropped, a note stands in quotes or after `#`.
    """
    line = one_line(text)
    if len(line) > _MOST_LETTERS:
        raise BadValue(what, f"it is longer than {_MOST_LETTERS} letters", EXAMPLE)
    return _Reader(line, unit, what).workout()


def read_workout(text: str, unit: Unit) -> Workout | None:
    """Return the structured run that `text` says, or None where it is words for people."""
    if not text or len(text) > _MOST_LETTERS:
        return None
    try:
        return parse_workout(text, unit)
    except BadValue:
        return None


class _Draft(msgspec.Struct):
    """A step while it is read."""

    amount: Length | Time | Until | None = None
    effort: Effort | None = None
    uphill: bool = False
    pace: Pace | None = None
    heart: Heart | None = None
    rpe: Exertion | None = None
    part: Part | None = None
    place: Place | None = None
    note: str = ""
    inside: tuple[Step | Repeat, ...] = ()

    def done(self) -> Step:
        return Step(
            amount=self.amount or Until.LAP,
            target=Target(effort=self.effort, uphill=self.uphill, pace=self.pace, heart=self.heart, rpe=self.rpe),
            part=self.part,
            place=self.place,
            note=self.note,
            inside=self.inside,
        )


class _Reader:
    """Goes through the tokens of a line once, from left to right."""

    def __init__(self, line: str, unit: Unit, what: str) -> None:
        self._line, self._unit, self._what = line, unit, what
        self._tokens = tokens(line)
        self._note = ""
        if self._tokens and self._tokens[-1].kind == "note":
            self._note = self._tokens.pop().text[1:].strip()
        if self._tokens and self._tokens[-1].text == ".":
            self._tokens.pop()
        self._at = 0

    def workout(self) -> Workout:
        steps = self._steps(0)
        if self._now.kind != "end":
            self._fail(self._now)
        return Workout(steps=steps, note=self._note)

    # Tokens

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

    # Steps and repeats

    def _steps(self, depth: int) -> tuple[Step | Repeat, ...]:
        found = [self._part(depth)]
        while self._take(*_SEPARATORS):
            found.append(self._part(depth))
        return tuple(found)

    def _part(self, depth: int) -> Step | Repeat:
        follows = self._ahead(1)
        if self._now.kind == "number" and follows.text in _TIMES:
            return self._repeat(depth)
        return self._step(depth, in_repeat=False)

    def _repeat(self, depth: int) -> Repeat:
        count = self._now
        if depth >= MOST_DEPTH:
            self._fail(count, "is a repeat too deep inside others")
        if not count.text.isdigit() or not 1 <= int(count.text[:6]) <= 99:
            self._fail(count, "is not a number of repeats from 1 to 99")
        self._at += 2
        if self._is_open_bracket():
            steps = self._bracketed(depth + 1)
            between = self._between(depth, bare=False)
        elif self._now.kind == "number" and self._ahead(1).text in _TIMES:
            steps = (self._repeat(depth + 1),)
            between = None
        else:
            steps = (self._step(depth + 1, in_repeat=True),)
            between = self._between(depth, bare=True)
        return Repeat(times=int(count.text), steps=steps, between=between)

    def _is_open_bracket(self) -> bool:
        return self._now.text in ("(", "[")

    def _bracketed(self, depth: int) -> tuple[Step | Repeat, ...]:
        opened = self._now
        if depth > MOST_DEPTH + 1:
            self._fail(opened, "is a bracket too deep inside others")
        self._at += 1
        steps = self._steps(depth)
        if not self._take(")" if opened.text == "(" else "]"):
            if self._now.kind != "end":
                self._fail(self._now)
            self._fail(opened, "is never closed")
        return steps

    def _between(self, depth: int, *, bare: bool) -> Step | None:
        """Return what is done between the repetitions, where that stands here.

        It is said (`with 1 min walk`, `/ 1 min walk`, `1 min walk between`), or it is a jog, walk or rest right after
        a repeat without brackets.
        """
        if self._take(*_WITH, "/") or self._with_sign():
            step = self._step(depth, in_repeat=True)
            self._phrase("between")
            return step
        before = self._at
        if not self._take(*_SEPARATORS):
            return None
        try:
            step = self._step(depth, in_repeat=True)
        except BadValue:
            self._at = before
            return None
        if self._phrase("between"):
            return step
        if bare and step.target.effort and step.target.effort.is_recovery and step.part is None:
            return step
        self._at = before
        return None

    def _with_sign(self) -> bool:
        if self._now.text == "w" and self._ahead(1).text == "/" and self._ahead(2).text != "u":
            self._at += 2
            return True
        return False

    # One step

    def _step(self, depth: int, *, in_repeat: bool) -> Step:
        draft = _Draft()
        start = self._at
        while self._component(draft):
            pass
        if self._at == start:
            self._fail(self._now)
        if not in_repeat:
            self._read_inside(draft, depth)
        return draft.done()

    def _read_inside(self, draft: _Draft, depth: int) -> None:
        before = self._at
        self._take(",")
        if self._take(*_WITH) or self._with_sign():
            if depth >= MOST_DEPTH:
                self._fail(self._now, "stands too deep inside others")
            draft.inside = self._bracketed(depth + 1) if self._is_open_bracket() else (self._part(depth + 1),)
        else:
            self._at = before

    def _component(self, draft: _Draft) -> bool:
        """Read one thing about a step; False where the step ends."""
        now = self._now
        if now.kind == "quote":
            if draft.note:
                self._fail(now, "is a second note for one step")
            draft.note = unquoted(now.text)
            self._at += 1
            return True
        return (
            self._named(draft) or self._target(draft) or self._amount(draft) or self._end(draft) or self._goes_on(draft)
        )

    def _named(self, draft: _Draft) -> bool:
        """Read `warm-up` or `near the end`."""
        now = self._now
        if part := self._phrase("part"):
            if draft.part:
                self._fail(now, "comes twice in one step")
            draft.part = Part(part)
        elif place := self._phrase("place"):
            if draft.place:
                self._fail(now, "comes twice in one step")
            draft.place = Place(place)
        else:
            return False
        return True

    def _end(self, draft: _Draft) -> bool:
        """Read `open`, `until lap`, `back down`."""
        now = self._now
        end = self._phrase("end")
        if end and draft.amount is not None:
            self._fail(now, "comes after an amount; a step ends by one of them")
        if end:
            draft.amount = Until(end)
        return bool(end)

    def _goes_on(self, draft: _Draft) -> bool:
        """Step over a comma after which the same step goes on: `2 km, at 5K effort`, `3 min uphill, steady`."""
        before = self._at
        if not self._take(",") or draft.amount is None:
            self._at = before
            return False
        if self._now.text in ("at", "@") and self._target(draft):
            return True
        if draft.uphill and draft.effort is None:
            effort = self._phrase("effort")
            ends = self._now.kind == "end" or self._now.text in {*_SEPARATORS, ")", "]"}
            if effort and ends and not Effort(effort).is_recovery:
                draft.effort = Effort(effort)
                return True
        self._at = before
        return False

    # Targets

    def _target(self, draft: _Draft) -> bool:
        before = self._at
        said = self._take(*_BEFORE_EFFORT)
        if said and self._now.text in ("a", "an", "the", "your", "my"):
            self._at += 1
        if self._pace(draft, said=said) or self._heart(draft) or self._rpe(draft) or self._effort(draft, said=said):
            return True
        self._at = before
        return False

    def _effort(self, draft: _Draft, *, said: bool) -> bool:
        now, before = self._now, self._at
        if self._phrase("uphill"):
            draft.uphill = True
            return True
        effort = self._phrase("effort")
        closed = bool(effort) and self._take(*_AFTER_EFFORT)
        is_amount = now.kind == "number" and not said and not closed and (draft.amount is None or draft.effort)
        if not effort or is_amount:
            self._at = before
            return False
        if draft.effort:
            self._fail(now, f"is a second effort for one step, after {draft.effort.value}; a comma parts steps")
        draft.effort = Effort(effort)
        return True

    def _range(self) -> tuple[int, int] | None:
        """Read a whole number or two."""
        if self._now.kind != "number" or not self._now.text.isdigit():
            return None
        low = high = int(self._now.text[:6])
        self._at += 1
        if self._now.text in _DASHES and self._ahead(1).kind == "number" and self._ahead(1).text.isdigit():
            high = int(self._ahead(1).text[:6])
            self._at += 2
        return min(low, high), max(low, high)

    def _heart(self, draft: _Draft) -> bool:
        now, before = self._now, self._at
        word = now.text if now.kind == "word" else ""
        self._at += word in ("z", "zone", "hr")
        found = self._range()
        scale = Scale.ZONE if word in ("z", "zone") else Scale.BPM if word == "hr" else None
        if found and self._take("bpm"):
            scale = Scale.BPM
        elif found and scale is None and self._take("%"):
            self._take("of")
            scale = Scale.MAX if self._max_word() else None
            if scale is None:
                self._fail(now, "is a share of what? Write 75% hrmax")
        if found is None or scale is None:
            self._at = before
            return False
        if draft.heart:
            self._fail(now, "is a second heart rate for one step")
        low, high = scale.limits
        if not low <= found[0] <= found[1] <= high:
            self._fail(now, f"is not a heart rate: {scale} goes from {low} to {high}")
        draft.heart = Heart(low=found[0], high=found[1], scale=scale)
        return True

    def _max_word(self) -> bool:
        return self._take("hrmax", "mhr", "maxhr") or (self._take("max", "hr") and self._take("hr", "max"))

    def _rpe(self, draft: _Draft) -> bool:
        now = self._now
        if not self._take("rpe"):
            return False
        found = self._range()
        if found is None or not 1 <= found[0] <= found[1] <= 10:
            self._fail(now, "goes from 1 to 10: rpe 7")
        if draft.rpe:
            self._fail(now, "comes twice in one step")
        draft.rpe = Exertion(low=found[0], high=found[1])
        return True

    def _pace(self, draft: _Draft, *, said: bool) -> bool:
        now, before = self._now, self._at
        if now.kind != "clock":
            return False
        clocks = [now.text]
        self._at += 1
        if self._now.text in _DASHES and self._ahead(1).kind == "clock":
            clocks.append(self._ahead(1).text)
            self._at += 2
        unit = self._pace_unit()
        if not unit and not said and len(clocks) == 1:
            self._at = before
            return False
        if draft.pace:
            self._fail(now, "is a second pace for one step")
        seconds = sorted(_clock_s(clock) for clock in clocks)
        try:
            draft.pace = Pace(low_s=seconds[0], high_s=seconds[1 if len(seconds) > 1 else 0], unit=unit or self._unit)
        except ValueError:
            self._fail(now, f"is not a running pace a {unit or self._unit}: write 4:30/km or 4:20-4:35/km")
        return True

    def _pace_unit(self) -> str:
        before = self._at
        self._take("min")
        if self._take("/", "per", "a") and METRE_WORDS.get(self._now.text, "m") != "m":
            unit = METRE_WORDS[self._now.text]
            self._at += 1
            return unit
        self._at = before
        return ""

    # Amounts

    def _amount(self, draft: _Draft) -> bool:
        now = self._now
        if now.kind not in ("number", "clock", "pair"):
            return False
        if draft.amount is not None:
            self._fail(now, "is a second amount for one step; a comma parts steps")
        try:
            draft.amount = self._pair() if now.kind == "pair" else self._clock() or self._time() or self._length()
        except ValueError as wrong:
            self._fail(now, self._why(now, str(wrong)))
        self._take("of")
        return True

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
        seconds = _clock_s(self._now.text)
        self._at += 1
        return Time(low_s=seconds, high_s=seconds)

    def _numbers(self) -> tuple[float, float]:
        low = high = _float(self._now.text)
        self._at += 1
        ahead = self._ahead(1)
        if self._now.text in _DASHES and ahead.kind == "number":
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
        else:
            unit = "m" if low >= _BARE_METRES else self._unit
        return Length(low=low, high=high, unit=unit)


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _figures(text: str) -> tuple[float, float]:
    parts = [float(part) for part in text.strip().split("-")]
    return min(parts), max(parts)


def _clock_s(text: str) -> int:
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def unquoted(text: str) -> str:
    r"""Return what stands in quotes, `\"` and `\\` as they were meant."""
    return re.sub(r"\\(.)", r"\1", text[1:-1]).strip()
