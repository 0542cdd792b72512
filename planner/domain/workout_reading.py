"""A structured run read from one line: `2km easy, 5x(3min 5k, 2min jog), 2km easy`."""

from planner.domain.errors import BadValue
from planner.domain.text import one_line
from planner.domain.units import Unit
from planner.domain.workout import MOST_DEPTH, MOST_TIMES, Repeat, Step, Workout
from planner.domain.workout_cursor import EXAMPLE
from planner.domain.workout_step import SEPARATORS, Draft, StepReader

_MOST_LETTERS = 4_000
_TIMES = {"x", "×", "*", "times"}
_WITH = {"with", "including"}
_COUNTED = {"strides", "sprints", "hills"}
"""What is counted: `6 strides` are six, not six kilometres."""


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


class _Reader(StepReader):
    """Puts steps together to repeats and a whole run."""

    def workout(self) -> Workout:
        steps = self._steps(0)
        if self._now.kind != "end":
            self._fail(self._now)
        return Workout(steps=steps, note=self._note)

    def _steps(self, depth: int) -> tuple[Step | Repeat, ...]:
        found = [self._part(depth)]
        while self._take(*SEPARATORS):
            found.append(self._part(depth))
        return tuple(found)

    def _part(self, depth: int) -> Step | Repeat:
        follows = self._ahead(1)
        if self._now.kind == "number" and follows.text in _TIMES:
            return self._repeat(depth)
        if self._now.kind == "number" and follows.text in _COUNTED and self._now.text.isdigit():
            return self._counted()
        return self._step(depth, in_repeat=False)

    def _counted(self) -> Repeat:
        """Read `6 strides`: so many, of no said length."""
        times = self._times()
        draft = Draft()
        while self._target(draft):
            pass
        return Repeat(times=times, steps=(draft.done(),))

    def _times(self) -> int:
        count = self._now
        if not count.text.isdigit() or not 1 <= int(count.text[:6]) <= MOST_TIMES:
            self._fail(count, f"is not a number of repeats from 1 to {MOST_TIMES}")
        self._at += 1
        return int(count.text)

    def _repeat(self, depth: int) -> Repeat:
        count = self._now
        if depth >= MOST_DEPTH:
            self._fail(count, "is a repeat too deep inside others")
        times = self._times()
        self._at += 1
        if self._is_open_bracket():
            steps = self._bracketed(depth + 1)
            between = self._between(depth, bare=False)
        elif self._now.kind == "number" and self._ahead(1).text in _TIMES:
            steps = (self._repeat(depth + 1),)
            between = None
        else:
            steps = (self._step(depth + 1, in_repeat=True),)
            between = self._between(depth, bare=True)
        return Repeat(times=times, steps=steps, between=between)

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
        if not self._take(*SEPARATORS) and (bare or self._now.kind not in ("number", "clock")):
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

    def _step(self, depth: int, *, in_repeat: bool) -> Step:
        draft = Draft()
        start = self._at
        while self._component(draft):
            pass
        if self._at == start:
            self._fail(self._now)
        if not in_repeat:
            self._read_inside(draft, depth)
        return draft.done()

    def _read_inside(self, draft: Draft, depth: int) -> None:
        before = self._at
        self._take(",")
        if self._take(*_WITH) or self._with_sign():
            if depth >= MOST_DEPTH:
                self._fail(self._now, "stands too deep inside others")
            draft.inside = self._bracketed(depth + 1) if self._is_open_bracket() else (self._part(depth + 1),)
        else:
            self._at = before
