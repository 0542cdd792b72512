"""The plot of a figure over days or numbers: axes, bars, steps, lines, dots, guides with words, phases below."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import msgspec

from planner.domain.text import one_line
from planner.exports.plot.canvas import Canvas, Piece, Row, cells, fitted, joined
from planner.exports.plot.look import Look
from planner.exports.plot.scale import Scale, Tick, day_scale, number_scale
from planner.insights.figure import Figure, Mark, Point, Series, Span

_ROWS_A_LABEL = 3
_CELLS_A_LABEL = 9
_EVEN_FROM = 3
"""Cells of a bar from which on the cells that are left over are few."""
_MARK_EVERY = 5
"""Cells between two marks of a line."""
_WORD_ROWS = 2
"""Rows at the top in which words of lines down may stand."""
_PHASES = {"race": "race-week", "cut-back": "cut-back"}
_PHASE_NAMES = frozenset({"base", "build", "peak", "taper", "recovery"})


class _Plane(NamedTuple):
    """A canvas with its two scales; `slot` is how far a bar reaches along the bottom, in units of `x`."""

    canvas: Canvas
    x: Scale
    y: Scale
    slot: float


def over_days_or_numbers(
    figure: Figure, look: Look, width: int, height: int, *, today: date | None = None
) -> tuple[Row, ...]:
    """Return the rows of a plot whose series go over days or numbers."""
    has_days = any(isinstance(point.x, date) for series in figure.series for point in series.points)
    below = 2 + bool(figure.spans and has_days)
    rows = max(height - below, 3)
    y = _upright(figure, rows)
    gutter = max((len(tick.label) for tick in y.ticks), default=0) + 1
    slot = _slot(figure)
    x = _along(figure, max(width - gutter - 1, 1), slot, has_days=has_days)
    columns = _even(max(width - gutter - 1, 1), (x.high - x.low) / slot)
    plane = _Plane(Canvas(columns, rows, ascii_only=look.ascii_only), x, y, slot)
    thin = _thinned(figure, plane)
    plane = plane._replace(y=_upright(thin, rows))
    _draw(plane, thin, look, today if has_days else None, note="" if thin is figure else " on average ")
    labels = {plane.canvas.row_of(plane.y.share(tick.at)): tick.label for tick in plane.y.ticks}
    up, along, corner, notch = look.axis
    lines = [
        joined((Piece(f"{labels.get(n, ''):>{gutter - 1}} ", "dim"), Piece(up, "bar-rest"), *row))
        for n, row in enumerate(plane.canvas.rows())
    ]
    places = {plane.canvas.column_of(x.share(tick.at)): tick for tick in x.ticks if x.holds(tick.at)}
    axis = "".join(notch if n in places else along for n in range(plane.canvas.width))
    lines.append((Piece(" " * gutter + corner + axis, "bar-rest"),))
    lines.append((Piece(" " * (gutter + 1)), *_labels(places, plane.canvas.width)))
    if below == 3:
        lines.append((Piece(" " * (gutter + 1)), *_phases(figure.spans, plane, look)))
    return tuple(lines)


def _even(width: int, slots: float) -> int:
    """Return the cells to use: where bars are wide enough, as many as make them all alike."""
    wide = width / slots
    return int(wide) * round(slots) if wide >= _EVEN_FROM and slots == round(slots) else width


def _thinned(figure: Figure, plane: _Plane) -> Figure:
    """Return a figure with the mean of each cell along the bottom, where more than one bar would stand in it."""
    if plane.slot / (plane.x.high - plane.x.low) * plane.canvas.width >= 1:
        return figure
    made = []
    for series in figure.series:
        if series.mark not in (Mark.BARS, Mark.STEPS):
            made.append(series)
            continue
        columns: dict[int, list[Point]] = {}
        for point in series.points:
            columns.setdefault(plane.canvas.column_of(plane.x.share(place_of(point.x))), []).append(point)
        made.append(msgspec.structs.replace(series, points=tuple(map(_mean, columns.values()))))
    return msgspec.structs.replace(figure, series=tuple(made))


def _mean(points: Sequence[Point]) -> Point:
    known = [point.y for point in points if point.y is not None]
    return Point(points[0].x, sum(known) / len(known) if known else None)


def place_of(x: date | float | str) -> float:
    """Return where a point lies along the bottom: days are counted."""
    if isinstance(x, date):
        return float(x.toordinal())
    return float(x)


def _upright(figure: Figure, rows: int) -> Scale:
    values = [point.y for series in figure.series for point in series.points if point.y is not None]
    values += [guide.y for guide in figure.guides if guide.y is not None]
    low, high = min(values), max(values)
    if any(series.mark is Mark.BARS for series in figure.series):
        low, high = min(low, 0.0), max(high, 0.0)
    is_fixed = figure.y_from is not None, figure.y_to is not None
    low = low if figure.y_from is None else figure.y_from
    high = high if figure.y_to is None else figure.y_to
    return number_scale(low, high, max(rows // _ROWS_A_LABEL + 1, 2), is_fixed=is_fixed)


def _slot(figure: Figure) -> float:
    """Return how far apart the bars and steps stand at the nearest; 1 where there are none, or only one."""
    gaps = [
        right - left
        for series in figure.series
        if series.mark in (Mark.BARS, Mark.STEPS)
        for left, right in pairwise(sorted({place_of(point.x) for point in series.points}))
    ]
    return min(gaps, default=1.0)


def _along(figure: Figure, width: int, slot: float, *, has_days: bool) -> Scale:
    places = [place_of(point.x) for series in figure.series for point in series.points]
    low, high = min(places), max(places)
    if any(series.mark in (Mark.BARS, Mark.STEPS) for series in figure.series):
        high += slot - 1 if has_days else slot
    if has_days:
        return day_scale(date.fromordinal(int(low)), date.fromordinal(int(high)), width)
    return number_scale(low, high, max(width // _CELLS_A_LABEL, 2))


def _draw(plane: _Plane, figure: Figure, look: Look, today: date | None, *, note: str) -> None:
    bars = [n for n, series in enumerate(figure.series) if series.mark is Mark.BARS]
    beside: dict[float, list[int]] = {}
    for n in bars:
        for point in figure.series[n].points:
            if point.y:
                beside.setdefault(place_of(point.x), []).append(n)
    for n in bars:
        for point in figure.series[n].points:
            if point.y:
                # Only what has a bar there shares the room.
                there = beside[place_of(point.x)]
                _bar(plane, look, n, point, there.index(n), len(there))
    for series in figure.series:
        if series.mark is Mark.STEPS:
            _steps(plane, series, look)
    for n, series in enumerate(figure.series):
        if series.mark is Mark.LINE:
            _line(plane, series, look, n)
    for n, series in enumerate(figure.series):
        if series.mark is Mark.DOTS:
            for point in series.points:
                if point.y is not None:
                    _mark(plane, point, look, n)
    last = max(plane.canvas.width - len(note), 0)
    column = 0 if plane.canvas.is_free(0, 0, len(note)) else last
    plane.canvas.write(column, 0, note, "dim")
    _lines_down(plane, figure, look, today, taken={(column + n, 0) for n in range(len(note))})
    _lines_across(plane, figure, look)
    for tick in plane.y.ticks:
        row = plane.canvas.row_of(plane.y.share(tick.at))
        for column in range(0, plane.canvas.width, 2):
            plane.canvas.put(column, row, look.grid, "bar-rest", under=True)


def _cells(plane: _Plane, x: date | float | str, among: int = 0, of: int = 1) -> tuple[int, int]:
    """Return the first column of a slot, and the one behind it; a part of it where `of` share it.

    Neighbours are one cell apart where there is room.
    """
    canvas, low = plane.canvas, place_of(x)
    start, end = (round(plane.x.share(edge) * canvas.width) for edge in (low, low + plane.slot))
    size = end - start - (1 if end - start >= 3 else 0)
    if size >= 2 * of:
        start, end = start + size * among // of, start + size * (among + 1) // of
    else:
        end = start + max(size, 1)
    return start, end


def _bar(plane: _Plane, look: Look, n: int, point: Point, among: int, of: int) -> None:
    canvas = plane.canvas
    base, top = (plane.y.share(value) * canvas.height * 8 for value in (max(plane.y.low, 0.0), point.y or 0.0))
    start, end = _cells(plane, point.x, among, of)
    low, high = sorted((round(base), round(top)))
    for column in range(start, end):
        for row in range(canvas.height):
            bottom = (canvas.height - 1 - row) * 8
            filled = min(high, bottom + 8) - max(low, bottom)
            if filled <= 0:
                continue
            if filled == 8 or low > bottom:  # a bar that hangs down from 0 is as fine as a whole cell
                canvas.put(column, row, look.bar(n), look.role(n))
            elif sign := look.part(n, filled):
                canvas.put(column, row, sign, look.role(n))


def _steps(plane: _Plane, series: Series, look: Look) -> None:
    """Draw a line over each slot; where slots are narrower than a cell, one line from each to the next."""
    canvas = plane.canvas
    if plane.slot / (plane.x.high - plane.x.low) * canvas.width < 1.5:
        _strokes(plane, series, 0, _middle(plane))
        return
    for point in series.points:
        if point.y is not None:
            start, end = _cells(plane, point.x)
            for column in range(start, end):
                canvas.put(column, canvas.row_of(plane.y.share(point.y)), look.step, series.role)


def _middle(plane: _Plane) -> float:
    return plane.slot / 2 if plane.slot > 1 else 0.5


def _strokes(plane: _Plane, series: Series, number: int, shift: float) -> None:
    """Draw a series as strokes from point to point; where one is not known, there is a gap."""
    for left, right in pairwise(series.points):
        if left.y is not None and right.y is not None:
            start, end = (
                (plane.x.share(place_of(point.x) + shift), plane.y.share(point.y or 0.0)) for point in (left, right)
            )
            plane.canvas.line(start, end, series.role, number)


def _line(plane: _Plane, series: Series, look: Look, n: int) -> None:
    shift = _shift(plane)
    _strokes(plane, series, look.number(n), shift)
    last = -_MARK_EVERY
    for point in series.points:
        if point.y is None:
            continue
        column = plane.canvas.column_of(plane.x.share(place_of(point.x) + shift))
        if column - last >= _MARK_EVERY or point is series.points[-1]:
            _mark(plane, point, look, n)
            last = column


def _shift(plane: _Plane) -> float:
    """Return how far right of its day a point stands: in the middle of the bars beside it, or of the day."""
    is_days = plane.x.high - plane.x.low == int(plane.x.high - plane.x.low) and plane.x.low > 10_000
    return _middle(plane) if is_days else 0.0


def _mark(plane: _Plane, point: Point, look: Look, n: int) -> None:
    canvas, shift = plane.canvas, _shift(plane)
    column = canvas.column_of(plane.x.share(place_of(point.x) + shift))
    canvas.put(column, canvas.row_of(plane.y.share(point.y or 0.0)), look.mark(n), look.role(n))


def _lines_down(plane: _Plane, figure: Figure, look: Look, today: date | None, *, taken: set[tuple[int, int]]) -> None:
    """Draw the lines down behind everything, each with its word at the top; a word that has no place is left out.

    `taken`: cells in which no word may stand.
    """
    canvas = plane.canvas
    marks = [(guide.label, place_of(guide.x), "race") for guide in figure.guides if guide.x is not None]
    if today and plane.x.holds(today.toordinal()) and today.toordinal() < plane.x.high - 2:
        marks.append(("today", float(today.toordinal()), "dim"))
    here = [
        (fitted(one_line(label), canvas.width), canvas.column_of(plane.x.share(x + 0.5)), role)
        for label, x, role in marks
        if plane.x.holds(x)
    ]
    for label, column, role in here:
        size = cells(label)
        start = min(max(column - size // 2, 0), max(canvas.width - size, 0))
        rows = [row for row in range(_WORD_ROWS) if not any((start + n, row) in taken for n in range(-1, size + 1))]
        row = next((row for row in rows if canvas.is_free(start, row, size)), next(iter(rows), None))
        if row is not None:
            canvas.write(start, row, label, role)
            taken |= {(start + n, row) for n in range(size)}
    for _, column, role in here:
        for row in range(canvas.height):
            canvas.put(column, row, look.down, role, under=True)


def _lines_across(plane: _Plane, figure: Figure, look: Look) -> None:
    """Draw the lines across behind everything, each with its word where nothing else stands."""
    canvas = plane.canvas
    for guide in figure.guides:
        if guide.y is not None and plane.y.holds(guide.y):
            row = canvas.row_of(plane.y.share(guide.y))
            label = fitted(f" {one_line(guide.label)} ", canvas.width)
            last = canvas.width - cells(label)
            start = next((n for n in (last, 0, *range(last, 0, -1)) if canvas.is_free(n, row, cells(label))), last)
            canvas.write(start, row, label, "label")
            for column in range(canvas.width):
                canvas.put(column, row, look.across, "label", under=True)


def _labels(places: dict[int, Tick], width: int) -> Iterator[Piece]:
    """Yield the labels under the axis, each from its tick on; one that does not fit is left out."""
    at = 0
    for column, tick in sorted(places.items()):
        if column >= at and column + len(tick.label) <= width:
            yield Piece(" " * (column - at))
            yield Piece(tick.label, "heading" if tick.is_major else "label")
            at = column + len(tick.label) + 1
            yield Piece(" ")


def _phases(spans: tuple[Span, ...], plane: _Plane, look: Look) -> Iterator[Piece]:
    """Yield the phases under the days, each as long as it lasts with its word in it."""
    at, along = 0, look.axis[1]
    for span in sorted(spans, key=lambda span: span.first):
        low = max(float(span.first.toordinal()), plane.x.low)
        high = min(float(span.last.toordinal() + 1), plane.x.high)
        if high <= low:
            continue
        start, end = (round(plane.x.share(edge) * plane.canvas.width) for edge in (low, high))
        start = max(start, at)
        room = end - start - 1
        if room < 1:
            continue
        label = one_line(span.label)
        word = f" {label} " if cells(label) + 2 <= room else label[:room] if room > 1 else along
        spare = room - cells(word)
        text = along * (spare // 2) + word + along * (spare - spare // 2)
        role = _PHASES.get(label, label if label in _PHASE_NAMES else "label")
        yield from (Piece(" " * (start - at)), Piece(text, role), Piece(" "))
        at = end
