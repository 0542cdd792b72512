"""The table of results: each figure beside its yardstick's, their ratio, the budget, and whether it is kept."""

from collections.abc import Mapping, Sequence
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


class Growth(NamedTuple):
    """What a figure is in stores of so many years. `ratio`: what the most years may be to the least; 0 where it grows.

    What grows is compared with the years: the last against the first, for so many times the years.
    """

    name: str
    samples: Mapping[int, Sequence[float]]
    unit: str = "ms"
    ratio: float = 0.0


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


def judge_growth(growth: Growth) -> Verdict:
    """Return a line of the table of growth, by the least of each figure: a busy moment does not touch that."""
    least = {years: min(samples) for years, samples in growth.samples.items()}
    first, last = min(least), max(least)
    ratio = least[last] / least[first] if least[first] else 1.0
    kept = not growth.ratio or ratio <= growth.ratio
    cells = [f"{growth.name:<42}", *(f"{one:9.2f} {growth.unit}".ljust(15) for one in least.values())]
    told = f"<= {growth.ratio:.1f}x" if growth.ratio else f"for {last / first:.0f}x the years"
    return Verdict("  ".join((*cells, f"{ratio:6.2f}x  {told}", "" if kept else "OVER")).rstrip(), kept)


def growth_heading(years: Sequence[int]) -> str:
    """Return the line above the table of growth."""
    cells = [f"{one} year{'s' if one != 1 else ''}".rjust(12).ljust(15) for one in years]
    return "  ".join((f"{'processor time, the least of each':42}", *cells, f"{'ratio':>7}  budget"))
