"""The picture over the calendar: distance a week as bars, the longest run as dots, the phases as a band under them.

All places are in the units of an SVG view box, so that page and PDF draw the same picture.
"""

from collections.abc import Iterator

import msgspec

from planner.domain.text import counted
from planner.domain.units import Unit, show_distance, show_number
from planner.exports.fridge.page import Fridge, Row

WIDTH, HEIGHT = 720.0, 190.0
_LEFT, _RIGHT, _TOP, _BASE = 42.0, 4.0, 18.0, 140.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_MOST_TICKS = 5
_LABEL_WIDTH = 20.0
_LETTER_WIDTH = 6.2


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A week. `kind`: build, cut-back or taper. `race_height`: the part of the bar that is the race, on its top.

    `dot_y`: where the longest run is, None without one. `label` stands under the bar, `says` is its tooltip.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str
    race_height: float
    middle: float
    dot_y: float | None
    label: str
    value: str
    says: str


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """Weeks of one phase in a row; `label` is empty where it has no room."""

    x: float
    width: float
    label: str
    is_odd: bool


class Line(msgspec.Struct, frozen=True):
    """A line across the picture with its figure."""

    y: float
    label: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """The whole picture. `says`: the same in words."""

    width: float
    height: float
    left: float
    right: float
    base: float
    unit: str
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    way: str
    says: str
    has_cut_back: bool
    has_taper: bool
    has_race: bool


def to_chart(fridge: Fridge) -> Chart | None:
    """Return the picture of the weeks from the first to the last with a distance, None where no week has one."""
    unit = fridge.unit
    filled = [n for n, row in enumerate(fridge.rows) if row.planned_m]
    if not filled:
        return None
    rows = fridge.rows[filled[0] : filled[-1] + 1]
    most = max(row.planned_m for row in rows) / unit.metres
    tick = next((step for step in _STEPS if most / step <= _MOST_TICKS), _STEPS[-1])
    top = -(-most // tick) * tick
    high = (_BASE - _TOP) / (top * unit.metres)
    width = (WIDTH - _LEFT - _RIGHT) / len(rows)
    every = max(1, int(-(-_LABEL_WIDTH // width)))
    bars = tuple(_bar(row, n, width, high, unit, labelled=n % every == 0) for n, row in enumerate(rows))
    dots = [(bar.middle, bar.dot_y) for bar in bars if bar.dot_y is not None]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        base=_BASE,
        unit=unit.value,
        bars=bars,
        bands=tuple(_bands(rows, width)),
        lines=tuple(
            Line(round(_BASE - n * tick * unit.metres * high, 1), show_number(n * tick))
            for n in range(int(top // tick) + 1)
        ),
        way=" ".join(f"{x:g},{y:g}" for x, y in dots),
        says=_says(rows, unit),
        has_cut_back=any(bar.kind == "cut-back" for bar in bars),
        has_taper=any(bar.kind == "taper" for bar in bars),
        has_race=any(bar.race_height for bar in bars),
    )


def _bar(row: Row, number: int, width: float, high: float, unit: Unit, *, labelled: bool) -> Bar:
    x = _LEFT + number * width
    tall = row.planned_m * high
    gap = min(width * 0.14, 5.0)
    value = show_number(row.planned_m / unit.metres, 0) if row.planned_m else ""
    said = [f"{row.name} {row.of}".strip(), row.span, row.phase, row.total, row.longest]
    return Bar(
        x=round(x + gap, 1),
        y=round(_BASE - tall, 1),
        width=round(width - 2 * gap, 1),
        height=round(tall, 1),
        kind="cut-back" if row.is_cut_back else "taper" if row.is_taper else "build",
        race_height=round(row.race_m * high, 1),
        middle=round(x + width / 2, 1),
        dot_y=round(_BASE - row.longest_m * high, 1) if row.longest_m else None,
        label=row.name.removeprefix("Week ") if labelled and row.is_of_plan else "",
        value=value if len(value) * _LETTER_WIDTH <= width else "",
        says=", ".join(filter(None, said)),
    )


def _bands(rows: tuple[Row, ...], width: float) -> Iterator[Band]:
    """Yield the phases; a cut-back week belongs to the phase around it."""
    start = 0
    runs: list[tuple[str, int]] = []
    for row in rows:
        phase = runs[-1][0] if row.is_cut_back and runs else row.phase
        if runs and runs[-1][0] == phase:
            runs[-1] = (phase, runs[-1][1] + 1)
        else:
            runs.append((phase, 1))
    for number, (phase, count) in enumerate(runs):
        size = count * width
        if phase:
            label = phase if len(phase) * _LETTER_WIDTH <= size else ""
            x = round(_LEFT + start * width, 1)
            yield Band(x=x, width=round(size, 1), label=label, is_odd=number % 2 == 1)
        start += count


def _says(rows: tuple[Row, ...], unit: Unit) -> str:
    """Return the picture in words, for those who do not see it."""
    first, best = rows[0], max(rows, key=lambda row: row.planned_m)
    parts = [
        f"{counted(len(rows), 'week')}, from {show_distance(first.planned_m, unit)} in the first",
        f"to {show_distance(best.planned_m, unit)} in {best.name} ({best.span})" if len(rows) > 1 else "",
    ]
    backs = [row.name.removeprefix("Week ") for row in rows if row.is_cut_back]
    said = " ".join(filter(None, parts)) + "."
    if backs:
        said += f" Cut-back weeks: {', '.join(backs)}."
    if longest := max(row.longest_m for row in rows):
        said += f" Longest training run: {show_distance(longest, unit)}."
    return said
