"""The table of results: each figure beside its yardstick's, their ratio, the budget, and whether it is kept."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple


class Budget(NamedTuple):
    """A figure and what it may be: `ratio` times the yardstick's, or `most` of its own unit.

    `part` is the share of the samples that must lie below: 0.5 is the median, 0.95 the slowest but one in twenty.
    """

    name: str
    unit: str = "ms"
    ratio: float = 0.0
    most: float = 0.0
    part: float = 0.5


class Row(NamedTuple):
    """The samples of a budget: ours, and the yardstick's where there is one."""

    budget: Budget
    ours: Sequence[float]
    yardstick: Sequence[float] = ()


class Verdict(NamedTuple):
    """A line of the table, and whether what it says is as it should be."""

    line: str
    kept: bool


def quantile(samples: Sequence[float], part: float) -> float:
    """Return the value below which `part` of the samples lie."""
    if part == 0.5:
        return median(samples)
    return sorted(samples)[min(len(samples) - 1, int(part * len(samples)))]


def judge(row: Row) -> Verdict:
    """Return a line of the table, and whether the budget is kept."""
    budget = row.budget
    ours = quantile(row.ours, budget.part)
    cells = [f"{budget.name:<42}", _figures(row.ours, ours, budget.unit)]
    if budget.ratio:
        yardstick = quantile(row.yardstick, budget.part)
        ratio = ours / yardstick
        kept = ratio <= budget.ratio
        cells += [_figures(row.yardstick, yardstick, budget.unit), f"{ratio:6.2f}x  <= {budget.ratio:.1f}x"]
    else:
        kept = ours <= budget.most
        cells += [f"{'':28}", f"{'':7}  <= {budget.most:g} {budget.unit}"]
    return Verdict("  ".join((*cells, "" if kept else "OVER")).rstrip(), kept)


def _figures(samples: Sequence[float], middle: float, unit: str) -> str:
    return f"{middle:7.2f} {unit} ({min(samples):.1f}-{max(samples):.1f})".ljust(28)


def heading() -> str:
    """Return the line above the table."""
    return f"{'':42}  {'planner (least-most)':<28}  {'yardstick (least-most)':<28}  {'ratio':>7}     budget"
