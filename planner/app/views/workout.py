"""A structured run, a line a step: repeats stand before their steps, what all of it comes to stands last."""

from planner.app.bits import Bit, Line, cut, plain, spread, width_of, wrap
from planner.domain.units import Unit
from planner.domain.workout import Step, Workout
from planner.domain.workout_outline import outline
from planner.domain.workout_reading import read_workout
from planner.domain.workout_totals import Paces, Sum, Totals, show_totals, totals

_LEAST_WIDTH = 10
_LEAST_ROOM = 5
_GAP = 2


def workout_lines(text: str, unit: Unit, width: int, paces: Paces | None = None) -> list[Line]:
    """Return the steps of the structured run that `text` says, at most `width` cells wide, with the totals last.

    With `paces`, seconds a kilometre by effort, a step says at the right what it comes to by its pace. An empty list
    where `text` is one plain stretch or words for people.
    """
    workout = read_workout(text, unit)
    if workout is None or not workout.is_structured:
        return []
    room = max(width, _LEAST_WIDTH)
    lines: list[Line] = []
    for row in outline(workout, unit):
        effort = row.step.target.effort
        role = "dim" if effort and effort.is_recovery else "text"
        lines += _lines(row.lead, row.indent, Bit(row.text, role), _by_pace(row.step, unit, paces or {}), room)
    lines += _lines("", "", Bit(workout.note, "note"), "", room) if workout.note else []
    found = show_totals(totals(workout, unit, paces), unit)
    lines += _lines("", "", Bit(f"in all {found}", "strong"), "", room) if found else []
    return [cut(line, width) for line in lines]


def _by_pace(step: Step, unit: Unit, paces: Paces) -> str:
    """Return what a step does not say itself and its pace does."""
    if not paces:
        return ""
    found = totals(Workout(steps=(step,)), unit, paces)
    metres, seconds = (Sum() if one.is_exact else one for one in (found.metres, found.seconds))
    return show_totals(Totals(metres=metres, seconds=seconds), unit)


def _lines(lead: str, indent: str, bit: Bit, at_right: str, width: int) -> list[Line]:
    """Return one text on as many lines as it takes, and what stands at the right of it where that fits."""
    lead, indent = lead[: width - _LEAST_ROOM], indent[: width - _LEAST_ROOM]
    shown = wrap(plain(bit.text), width - max(len(lead), len(indent)))
    lines: list[Line] = [(Bit(indent if n else lead, "label"), Bit(part, bit.role)) for n, part in enumerate(shown)]
    if at_right and len(lines) == 1 and width_of(lines[0]) + _GAP + len(at_right) <= width:
        return [spread(lines[0], (Bit(at_right, "dim"),), width)]
    return lines
