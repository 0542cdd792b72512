"""A structured run as an outline: a step a row, what is repeated before the first of its steps."""

import msgspec

from planner.domain.units import Unit
from planner.domain.workout import Repeat, Step, Workout
from planner.domain.workout_writing import show_step

_MOST_INDENT = 16
"""Steps of repeats inside repeats are not pushed out of a narrow column."""


class OutlineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One step. `lead`: what stands before it, blanks or `5 x `; `indent`: the same in blanks, for further lines."""

    lead: str
    indent: str
    text: str
    step: Step


def outline(workout: Workout, unit: Unit) -> tuple[OutlineRow, ...]:
    """Return the steps of a run in the order of its line, distances and paces in `unit`."""
    rows: list[OutlineRow] = []
    _add(rows, workout.steps, unit, "", "")
    return tuple(rows)


def _add(rows: list[OutlineRow], steps: tuple[Step | Repeat, ...], unit: Unit, lead: str, indent: str) -> None:
    for n, step in enumerate(steps):
        before = lead if n == 0 else indent
        if isinstance(step, Step):
            _step(rows, step, unit, before, indent)
        else:
            _repeat(rows, step, unit, before, indent)


def _repeat(rows: list[OutlineRow], repeat: Repeat, unit: Unit, lead: str, indent: str) -> None:
    times = f"{repeat.times} x "
    within = indent + " " * len(times) if len(indent) + len(times) <= _MOST_INDENT else indent
    _add(rows, repeat.steps, unit, lead + times, within)
    if repeat.between:
        _step(rows, repeat.between, unit, within, within, " between")


def _step(rows: list[OutlineRow], step: Step, unit: Unit, lead: str, indent: str, ends: str = "") -> None:
    rows.append(OutlineRow(lead=lead, indent=indent, text=show_step(step, unit) + ends, step=step))
    if step.inside:
        _add(rows, step.inside, unit, f"{indent}  with ", f"{indent}{' ' * 7}")
