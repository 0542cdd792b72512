"""What is wrong with the store's files, on top of the calendar."""

from collections.abc import Sequence
from pathlib import Path

from planner.app.bits import Bit, Line, cut, wrap
from planner.domain.errors import PlannerError

_TALL = 30
"""Rows from which on there is room for a second line."""


def problem_lines(problems: Sequence[PlannerError], root: Path, width: int, height: int) -> tuple[Line, ...]:
    """Return the first problem, files named as the store knows them, and how many there are; two lines where tall."""
    if not problems:
        return ()
    first = str(problems[0]).removeprefix(f"{root}/")
    many = len(problems)
    said = f"{many} problems, `planner doctor` lists them: {first}" if many > 1 else first
    mark = Bit(" ! ", "problem")
    if height < _TALL:
        return (cut((mark, Bit(said, "warning")), width),)
    head, *rest = wrap(said, max(width - 4, 1))
    more = (cut((Bit("   "), Bit(" ".join(rest), "warning")), width),) if rest else ()
    return ((mark, Bit(head, "warning")), *more)
