"""Beside and below the builder's lists: minutes an area, what the routine goes against, how an exercise is done."""

from collections.abc import Mapping
from typing import NamedTuple

from planner.app.bits import Bit, Line, cut, fit, plain, width_of, wrap
from planner.app.views.builder import KINDS, MOMENTS
from planner.app.views.stage import how_lines
from planner.domain.body import Area
from planner.domain.exercise import Exercise
from planner.planning.routine_checks import RoutineWarning

_BESIDE = 96
"""From this width on the warnings stand beside the exercise."""


def area_lines(seconds: Mapping[Area, float], width: int, height: int, *, ascii_only: bool = False) -> list[Line]:
    """Return a bar an area with its minutes, the most worked first."""
    if not seconds:
        return []
    most = max(seconds.values())
    room = max(3, width - 18)
    lines: list[Line] = []
    for area, total in list(seconds.items())[:height]:
        size = max(1, round(total / most * room))
        bar = ("=" if ascii_only else "▇") * size
        lines.append(
            (Bit(fit(area.label, 12), "label"), Bit(fit(bar, room), "bar"), Bit(f" {total / 60:4.1f}", "strong"))
        )
    return lines


class Detail(NamedTuple):
    """What the lower pane tells: the chosen exercise, and what the routine goes against.

    `accepted`: warnings that the user has read and accepts. `about`: what the routine says of itself.
    `more_key` scrolls on.
    """

    exercise: Exercise | None
    is_own: bool = False
    about: str = ""
    warnings: tuple[RoutineWarning, ...] = ()
    accepted: tuple[RoutineWarning, ...] = ()
    more_key: str = ""


def detail_lines(detail: Detail, width: int, height: int, start: int = 0) -> tuple[Line, ...]:
    """Return the warnings and the chosen exercise from line `start` on; what is left is said at the lower right."""
    lines = _all_lines(detail, width, height)
    start = min(start, max(0, len(lines) - height))
    shown = lines[start : start + height]
    left = len(lines) - start - len(shown)
    if left > 0 and shown:
        more = Bit(f"  {detail.more_key} {left} more ", "key")
        shown[-1] = (*cut(shown[-1], max(0, width - width_of((more,)))), more)
    return tuple(shown)


def lines_beyond(detail: Detail, width: int, height: int) -> int:
    """Return how many lines do not fit."""
    return max(0, len(_all_lines(detail, width, height)) - height)


def _all_lines(detail: Detail, width: int, height: int) -> list[Line]:
    warnings = [line for one in detail.warnings for line in _warning_lines("!", one, _room(width), "warning")]
    accepted = [line for one in detail.accepted for line in _warning_lines("accepted:", one, _room(width), "dim")]
    if width >= _BESIDE and (warnings or accepted):
        left, right = _exercise_lines(detail, width - _room(width) - 3), [*warnings, *accepted]
        rows = max(len(left), len(right))
        padded = (lines + [()] * (rows - len(lines)) for lines in (left, right))
        return [(*cut(one, width - _room(width) - 1), *other) for one, other in zip(*padded, strict=True)]
    most = max(1, (height - 1) // 2)
    if len(warnings) > most:
        below = Bit(f"  {len(warnings) - most + 1} lines more of this below the exercise", "warning")
        warnings[most - 1 : most - 1] = [(below,)]
    return [*warnings[:most], *_exercise_lines(detail, width), *warnings[most:], *accepted]


def _room(width: int) -> int:
    return width // 2 - 2 if width >= _BESIDE else width - 2


def _warning_lines(mark: str, warning: RoutineWarning, width: int, role: str) -> list[Line]:
    source = f" ({warning.source})" if warning.source else ""
    rows = wrap(f"{mark} {warning.text}{source}", max(8, width - 2))
    return [(Bit("" if n == 0 else "  "), Bit(text, role)) for n, text in enumerate(rows)]


def _exercise_lines(detail: Detail, width: int) -> list[Line]:
    exercise = detail.exercise
    if exercise is None:
        about = detail.about or "Choose an exercise to read how it is done."
        return [(Bit(text, "label"),) for text in wrap(about, width - 2)]
    areas = ", ".join(area.label for area in exercise.areas)
    moments = ", ".join(MOMENTS[moment] for moment in exercise.timing)
    own = Bit(" * your own" if detail.is_own else "", "key")
    about = f"   {areas}   {KINDS[exercise.kind]}, {moments}"
    lines: list[Line] = [cut((Bit(plain(exercise.name), "strong"), own, Bit(about, "label")), width)]
    lines += how_lines(exercise, width - 2)
    if exercise.evidence:
        rows = wrap(exercise.evidence, max(8, width - 11))
        lines += [(Bit("evidence " if n == 0 else " " * 9, "dim"), Bit(row, "dim")) for n, row in enumerate(rows)]
    return lines
