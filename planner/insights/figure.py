"""A figure: what a plot shows, with the table that says the same as text and CSV."""

from datetime import date
from enum import StrEnum

import msgspec


class Mark(StrEnum):
    """How a series is drawn."""

    BARS = "bars"
    LINE = "line"
    DOTS = "dots"
    STEPS = "steps"


class Point(msgspec.Struct, frozen=True):
    """A point: `x` is a day where the figure goes over days, else a number or a category; `y` None is a gap."""

    x: date | float | str
    y: float | None


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """One line, row of bars or cloud of dots. `role`: its colour on screen; the name and the mark tell it apart."""

    name: str
    mark: Mark
    points: tuple[Point, ...]
    role: str = "text"


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    """A line across (`y`) or down (`x`) the plot with a word beside it: race day, the start, 60 %."""

    label: str
    y: float | None = None
    x: date | float | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of days with a word, such as a phase."""

    label: str
    first: date
    last: date


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What one plot shows. `unit` is that of y; `y_from`, `y_to` fix its range.

    `says`: what it comes to, in sentences, shown under the plot and in the text. `columns` and `rows`: the whole data,
    each cell as text; what is unknown is an empty text, never 0. `too_few`: why there is nothing to show yet; then
    there are no series.
    """

    id: str
    title: str
    unit: str = ""
    series: tuple[Series, ...] = ()
    guides: tuple[Guide, ...] = ()
    spans: tuple[Span, ...] = ()
    y_from: float | None = None
    y_to: float | None = None
    says: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    too_few: str = ""
