"""A structured run, a line a step: repeats stand before their steps, what all of it comes to stands last."""

from planner.app.bits import Bit, Line, cut, plain, spread, width_of, wrap
from planner.domain.units import Unit
from planner.domain.workout import Repeat, Step, Workout
from planner.domain.workout_reading import read_workout
from planner.domain.workout_totals import Paces, Sum, Totals, show_totals, totals
from planner.domain.workout_writing import show_step

_MOST_INDENT = 16
"""Steps of repeats inside repeats are not pushed out of a narrow column."""
_LEAST_WIDTH = 10
_GAP = 2


def workout_lines(text: str, unit: Unit, width: int, paces: Paces | None = None) -> list[Line]:
    """Return the steps of the structured run that `text` says, at most `width` cells wide, with the totals last.

    With `paces`, seconds a kilometre by effort, each step says at the right what it comes to. An empty list where
    `text` is one plain stretch or words for people.
    """
    workout = read_workout(text, unit)
    if workout is None or not workout.is_structured:
        return []
    lines = _Lines(unit, max(width, _LEAST_WIDTH), paces or {})
    lines.add(workout.steps, "", "")
    found = show_totals(totals(workout, unit, paces), unit)
    if workout.note:
        lines.put("", "", workout.note, "note", "")
    if found:
        lines.put("", "", f"in all {found}", "strong", "")
    return [cut(line, width) for line in lines.made]


class _Lines:
    """The lines while they are made. `lead` stands before the first step of a repeat, `indent` before the others."""

    def __init__(self, unit: Unit, width: int, paces: Paces) -> None:
        self._unit, self._width, self._paces = unit, width, paces
        self.made: list[Line] = []

    def add(self, steps: tuple[Step | Repeat, ...], lead: str, indent: str) -> None:
        """Add steps and repeats."""
        for n, step in enumerate(steps):
            before = lead if n == 0 else indent
            if isinstance(step, Step):
                self._step(step, before, indent)
            else:
                self._repeat(step, before, indent)

    def _repeat(self, repeat: Repeat, lead: str, indent: str) -> None:
        times = f"{repeat.times} x "
        within = indent + " " * len(times) if len(indent) + len(times) <= _MOST_INDENT else indent
        self.add(repeat.steps, lead + times, within)
        if repeat.between:
            self._step(repeat.between, within, within, " between")

    def _step(self, step: Step, lead: str, indent: str, ends: str = "") -> None:
        effort = step.target.effort
        role = "dim" if effort and effort.is_recovery else "text"
        self.put(lead, indent, show_step(step, self._unit) + ends, role, self._by_pace(step))
        if step.inside:
            within = f"{indent}  "
            self.add(step.inside, f"{within}with ", f"{within}     ")

    def _by_pace(self, step: Step) -> str:
        """Return what a step does not say itself and its pace does."""
        if not self._paces:
            return ""
        found = totals(Workout(steps=(step,)), self._unit, self._paces)
        metres, seconds = (Sum() if one.is_exact else one for one in (found.metres, found.seconds))
        return show_totals(Totals(metres=metres, seconds=seconds), self._unit)

    def put(self, lead: str, indent: str, text: str, role: str, at_right: str) -> None:
        """Add one text, on as many lines as it takes, and what stands at the right of it where that fits."""
        lead, indent = lead[: self._width - _LEAST_WIDTH // 2], indent[: self._width - _LEAST_WIDTH // 2]
        room = self._width - max(len(lead), len(indent))
        shown = wrap(plain(text), room)
        for n, part in enumerate(shown):
            line: Line = (Bit(lead if n == 0 else indent, "label"), Bit(part, role))
            is_fit = len(shown) == 1 and width_of(line) + _GAP + len(at_right) <= self._width
            self.made.append(spread(line, (Bit(at_right, "dim"),), self._width) if at_right and is_fit else line)
