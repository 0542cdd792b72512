"""A figure as a plot in text: signs with roles, the same for the terminal's colours, for a screen and for a pipe."""

from collections.abc import Iterable
from datetime import date

import msgspec

from planner.domain.text import one_line
from planner.exports.plot.canvas import Canvas, Piece, Row, cells, fitted, joined
from planner.exports.plot.look import Look, is_narrow
from planner.exports.plot.over import over_days_or_numbers
from planner.exports.plot.rows import in_rows
from planner.insights.figure import Figure

__all__ = ["Canvas", "Piece", "Row", "plot", "text_of", "within"]

_SMALLEST = 24, 5
"""Cells below which there is no plot."""


def plot(
    figure: Figure, width: int, height: int, *, ascii_only: bool = False, today: date | None = None
) -> tuple[Row, ...]:
    """Return a figure as at most `height` rows of at most `width` cells.

    Figures over days or numbers have them along the bottom; what has names stands in rows, longest names first cut.
    `today` is marked where days lie ahead. A figure without data says why.
    """
    drawn = [series for series in figure.series if any(point.y is not None for point in series.points)]
    if figure.too_few or not drawn:
        return tuple(_told(figure.too_few or "There is nothing to show yet.", width, height))
    if width < _SMALLEST[0] or height < _SMALLEST[1]:
        return tuple(_told("There is too little room for the plot here; the table has it all.", width, height))
    whole = msgspec.structs.replace(figure, series=tuple(drawn))
    has_names = any(isinstance(point.x, str) for series in drawn for point in series.points)
    look = Look(whole.series, ascii_only=ascii_only, in_rows=has_names)
    legend = _legend(whole, look, width)
    room = height - len(legend)
    if has_names:
        return (*legend, *in_rows(whole, look, width, room))
    return (*legend, *over_days_or_numbers(whole, look, width, room, today=today))


def within(figure: Figure, first: date) -> Figure:
    """Return a figure from `first` on, where it goes over days; its rows too. What it says stays: it is of the whole.

    A figure of which nothing would be left keeps its last point.
    """
    if not any(isinstance(point.x, date) for series in figure.series for point in series.points):
        return figure
    series = tuple(
        msgspec.structs.replace(
            one, points=tuple(point for point in one.points if not isinstance(point.x, date) or point.x >= first)
        )
        for one in figure.series
    )
    if not any(point.y is not None for one in series for point in one.points):
        return figure
    return msgspec.structs.replace(
        figure,
        series=series,
        spans=tuple(span for span in figure.spans if span.last >= first),
        guides=tuple(guide for guide in figure.guides if not isinstance(guide.x, date) or guide.x >= first),
        rows=tuple(row for row in figure.rows if not _is_before(row, first)),
    )


def _is_before(row: tuple[str, ...], first: date) -> bool:
    try:
        return date.fromisoformat(row[0][:10]) < first
    except (ValueError, IndexError):
        return False


def text_of(rows: Iterable[Row]) -> list[str]:
    """Return rows as plain text."""
    return ["".join(piece.text for piece in row).rstrip() for row in rows]


def _told(sentence: str, width: int, height: int) -> list[Row]:
    from textwrap import wrap

    return [(Piece(line, "dim"),) for line in wrap(one_line(sentence), max(width, 1))[: max(height, 1)]]


def _legend(figure: Figure, look: Look, width: int) -> list[Row]:
    """Return each series with its sign, in as many rows as they need; the unit stands first."""
    unit = one_line(figure.unit)
    if len(figure.series) == 1 and figure.series[0].name in ("", figure.title):
        return [(Piece(unit, "label"),)] if unit else []
    rows: list[list[Piece]] = [[Piece(f"{unit}   ", "label")] if unit else []]
    left = width - len(unit) - 3 * bool(unit)
    for n, series in enumerate(figure.series):
        sign, name = look.sign(n), one_line(series.name)
        name = fitted(name, width - 6)
        size = cells(sign) + cells(name) + 4
        if size > left + 3 and rows[-1]:
            rows.append([])
            left = width
        rows[-1] += [Piece(f"{sign} ", look.role(n)), Piece(f"{name}   ", "label")]
        left -= size
    most = 1 if is_narrow(width) else 3
    return [joined(row) for row in rows[:most]]
