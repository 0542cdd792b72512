"""The plot of a figure whose points have names: a row for each, bars from the left, the number behind."""

from typing import NamedTuple

from planner.domain.text import one_line
from planner.exports.plot.canvas import Canvas, Piece, Row, cells, joined, padded
from planner.exports.plot.look import Look
from planner.exports.plot.scale import Scale, number_scale, show_signed
from planner.insights.figure import Figure, Mark

_WIDEST_NAME = 36
_CELLS_A_LABEL = 10
_SMALL = 1.0
"""Below this, numbers have two places."""


class _Entry(NamedTuple):
    """A row: the name (empty when the row above has it), the bar or the marks in it, and the number behind."""

    name: str
    bar: tuple[int, float] | None
    marks: tuple[tuple[int, float], ...]
    told: str


def in_rows(figure: Figure, look: Look, width: int, height: int) -> tuple[Row, ...]:
    """Return the rows of a plot whose points have names. What does not fit is counted below."""
    groups = _groups(figure, _places(figure))
    beside = max((len(entry.told) for group in groups for entry in group), default=0) + 1
    names = min(
        max((cells(entry.name) for group in groups for entry in group), default=0), _WIDEST_NAME, width * 2 // 5
    )
    scale = _scale(figure, max(width - names - beside - 2, 8))
    canvas_width = max(width - names - beside - 2, 8)
    room = height - 2 - bool(any(guide.y is not None for guide in figure.guides))
    airy = sum(map(len, groups)) + len(groups) - 1 <= room
    shown: list[_Entry | None] = []
    left_out = 0
    for n, group in enumerate(groups):
        more = len(groups) - n - 1
        if len(shown) + len(group) + (more > 0) > room and shown:
            left_out = len(groups) - n
            break
        shown += group
        shown += [None] if airy and more and (len(group) > 1 or len(groups) * 2 <= room) else []
    canvas = Canvas(canvas_width, max(len(shown), 1), ascii_only=look.ascii_only)
    for row, entry in enumerate(shown):
        if entry:
            _draw(canvas, row, entry, look, scale)
    guides = _guides(canvas, figure, look, scale)
    rows = [guides_row(guides, names, canvas_width)] if guides else []
    for entry, drawn in zip(shown, canvas.rows(), strict=False):
        name = padded(entry.name if entry else "", names)
        told = f" {entry.told}" if entry else ""
        rows.append(joined((Piece(f"{name} ", "label"), Piece(look.axis[0], "bar-rest"), *drawn, Piece(told))))
    return (*rows, *_bottom(scale, look, names, canvas_width, left_out))


def _places(figure: Figure) -> int:
    """Return how many places the numbers need: two where all of them are small."""
    values = [abs(point.y) for series in figure.series for point in series.points if point.y is not None]
    return 2 if max(values, default=0.0) < _SMALL else 1


def _groups(figure: Figure, places: int) -> list[list[_Entry]]:
    """Return the rows of each name, in the order in which they come: a row a bar, and one for all that is marked."""
    order = list(dict.fromkeys(str(point.x) for series in figure.series for point in series.points))
    found: dict[str, list[tuple[int, float]]] = {name: [] for name in order}
    for n, series in enumerate(figure.series):
        for point in series.points:
            if point.y is not None:
                found[str(point.x)].append((n, point.y))
    groups = []
    for name, values in found.items():
        bars = [(n, y) for n, y in values if figure.series[n].mark is Mark.BARS]
        marks = tuple((n, y) for n, y in values if figure.series[n].mark is not Mark.BARS)
        label = one_line(name)
        if len(bars) == 1:
            told = " / ".join(show_signed(y, places) for _, y in (*bars, *marks))
            entries = [_Entry(label, bars[0], marks, told)]
        else:
            entries = [
                _Entry(label if n == 0 else "", bar, (), show_signed(bar[1], places)) for n, bar in enumerate(bars)
            ]
            if marks:
                told = " / ".join(show_signed(y, places) for _, y in marks)
                entries.append(_Entry("" if entries else label, None, marks, told))
        groups.append(entries or [_Entry(label, None, (), "-")])
    return groups


def _scale(figure: Figure, width: int) -> Scale:
    values = [point.y for series in figure.series for point in series.points if point.y is not None]
    values += [guide.y for guide in figure.guides if guide.y is not None]
    low = min(0.0, *values) if figure.y_from is None else figure.y_from
    high = max(0.0, *values) if figure.y_to is None else figure.y_to
    is_fixed = figure.y_from is not None or low == 0, figure.y_to is not None or high == 0
    return number_scale(low, high, max(width // _CELLS_A_LABEL, 2), is_fixed=is_fixed)


def _draw(canvas: Canvas, row: int, entry: _Entry, look: Look, scale: Scale) -> None:
    zero = scale.share(max(scale.low, 0.0)) * canvas.width * 8
    if entry.bar:
        n, value = entry.bar
        low, high = sorted((round(zero), round(scale.share(min(max(value, scale.low), scale.high)) * canvas.width * 8)))
        for column in range(canvas.width):
            filled = min(high, column * 8 + 8) - max(low, column * 8)
            if filled == 8 or (filled >= 4 and low > column * 8):
                canvas.put(column, row, look.bar(n), look.role(n))
            elif filled > 0 and low <= column * 8 and (sign := look.part(n, filled, sideways=True)):
                canvas.put(column, row, sign, look.role(n))
    if len(entry.marks) > 1:
        ends = sorted(canvas.column_of(scale.share(y)) for _, y in entry.marks)
        for column in range(ends[0] + 1, ends[-1]):
            canvas.put(column, row, look.axis[1], "dim", under=True)
    for n, y in entry.marks:
        canvas.put(canvas.column_of(scale.share(y)), row, look.mark(n), look.role(n))


def _guides(canvas: Canvas, figure: Figure, look: Look, scale: Scale) -> list[tuple[int, str]]:
    """Draw the lines down, at 0 too where bars go both ways; return the columns and words of those with a word."""
    told = []
    for guide in figure.guides:
        if guide.y is not None and scale.holds(guide.y):
            column = canvas.column_of(scale.share(guide.y))
            told.append((column, one_line(guide.label)))
            for row in range(canvas.height):
                canvas.put(column, row, look.down, "label", under=True)
    if scale.low < 0 < scale.high:
        for row in range(canvas.height):
            canvas.put(canvas.column_of(scale.share(0.0)), row, look.axis[0], "bar-rest", under=True)
    return told


def guides_row(guides: list[tuple[int, str]], names: int, width: int) -> Row:
    """Return the row above the bars with the words of the lines down."""
    canvas = Canvas(width, 1)
    for column, label in guides:
        start = min(max(column - cells(label) // 2, 0), max(width - cells(label), 0))
        while start < width and not canvas.is_free(start, 0, cells(label) + 1):
            start += 1
        canvas.write(start, 0, label, "label")
    return joined((Piece(" " * (names + 2), "label"), *canvas.rows()[0]))


def _bottom(scale: Scale, look: Look, names: int, width: int, left_out: int) -> list[Row]:
    axis = Canvas(width, 2)
    for column in range(width):
        axis.put(column, 0, look.axis[1], "bar-rest")
    for tick in scale.ticks:
        column = axis.column_of(scale.share(tick.at))
        axis.put(column, 0, look.axis[3], "bar-rest")
        start = min(max(column - len(tick.label) // 2, 0), width - len(tick.label))
        if axis.is_free(start, 1, len(tick.label)):
            axis.write(start, 1, tick.label, "dim")
    line, labels = axis.rows()
    rows = [
        joined((Piece(" " * (names + 1), "bar-rest"), Piece(look.axis[2], "bar-rest"), *line)),
        joined((Piece(" " * (names + 2), "dim"), *labels)),
    ]
    return [*rows, (Piece(f"and {left_out} more in the table", "dim"),)] if left_out else rows
