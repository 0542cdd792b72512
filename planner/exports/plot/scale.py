"""Scales of a plot: round numbers up the side, days or numbers along the bottom."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from planner.domain.days import MONTHS
from planner.domain.units import show_number

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LEAST = 1e-6
"""Steps that are easy to read, of each power of ten."""
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_LABEL_GAP = 2
"""Cells at least between two labels."""


class Tick(NamedTuple):
    """A place on a scale and its label; `is_major` is where a year begins."""

    at: float
    label: str
    is_major: bool = False


class Scale(NamedTuple):
    """From the lowest to the highest value of an axis."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()

    def share(self, value: float) -> float:
        """Return where a value lies, 0 at the low end and 1 at the high end."""
        return (value - self.low) / (self.high - self.low)

    def holds(self, value: float) -> bool:
        """Tell whether a value lies on the scale."""
        return self.low <= value <= self.high


def number_scale(low: float, high: float, most: int, *, is_fixed: tuple[bool, bool] = (False, False)) -> Scale:
    """Return a scale from `low` to `high` with at most `most` labels at round numbers.

    An end that is not fixed goes out to the next round number. Values that no label could tell apart count as one.
    """
    if high - low < _LEAST:
        high = low + 1.0
    step = _step(high - low, max(most - 1, 1))
    start = low if is_fixed[0] else math.floor(low / step + 1e-9) * step
    end = high if is_fixed[1] else math.ceil(high / step - 1e-9) * step
    first = math.ceil(start / step - 1e-9)
    count = math.floor(end / step + 1e-9) - first + 1
    places = 0 if step >= 1 and step == int(step) else 1 if step >= 0.1 else 2
    values = [(first + n) * step for n in range(count)]
    return Scale(start, end, tuple(Tick(value, show_signed(value, places)) for value in values))


def show_signed(value: float, places: int = 1) -> str:
    """Return a number in short, with its sign where it is below 0."""
    return f"-{show_number(-value, places)}" if value < 0 else show_number(value, places)


def _step(size: float, most: int) -> float:
    power = 10.0 ** math.floor(math.log10(size / most))
    steps = [step * power for step in _STEPS if step != 2.5 or power >= 10]
    return next((step for step in steps if step * most >= size * (1 - 1e-9)), 10 * power)


def day_scale(first: date, last: date, width: int) -> Scale:
    """Return a scale over whole days, `last` included, with labels that fit in `width` cells."""
    low, high = float(first.toordinal()), float(last.toordinal() + 1)
    return Scale(low, high, _day_ticks(first, last, width))


def _day_ticks(first: date, last: date, width: int) -> tuple[Tick, ...]:
    days = (last - first).days + 1
    for step in _DAY_STEPS:
        if days / step * (len("28 Nov") + _LABEL_GAP) <= width:
            return tuple(_every(first, last, step))
    for step in _MONTH_STEPS:
        label = len("2027") if step >= 12 else len("Nov ")
        if days / 30.4 / step * (label + _LABEL_GAP) <= width:
            return tuple(_months(first, last, step))
    return tuple(_months(first, last, _MONTH_STEPS[-1]))


def _every(first: date, last: date, step: int) -> Iterator[Tick]:
    """Yield a tick every `step` days; weeks begin on Monday."""
    start = first + timedelta(days=-first.weekday() % 7) if step % 7 == 0 else first
    while start <= last:
        yield Tick(float(start.toordinal()), f"{start.day} {MONTHS[start.month - 1][:3]}")
        start += timedelta(days=step)


def _months(first: date, last: date, step: int) -> Iterator[Tick]:
    number = first.year * 12 + first.month - 1
    number += first.day > 1
    number += -number % step
    while (day := date(number // 12, number % 12 + 1, 1)) <= last:
        is_year = day.month == 1
        yield Tick(float(day.toordinal()), str(day.year) if is_year else MONTHS[day.month - 1][:3], is_year)
        number += step
