"""A figure on the screen: the list of figures, the plot with what it says, or the same as a table."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest

import msgspec

from planner.app.bits import Bit, Line, cut, fit, plain, spread, wrap
from planner.exports.plot.plot import Row, plot
from planner.exports.plot.table import table
from planner.insights.figure import Figure
from planner.insights.figures import Made

WIDE = 110
"""From this many cells on, the figures stand in a list beside the plot."""
LIST = 34
"""Cells of that list."""
BESIDE = 3
"""Cells at both sides of the plot, beside the list."""
_LEAST_PLOT = 14
"""Rows that the plot gets at least, before what it says."""
_EDGES = 4
"""Cells of the tabs' signs at both edges."""
_DIGITS = 9
"""So many figures have a key of their own."""
READING = "reading ..."


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the screen shows. `figure`: None while the log is read. `top`: the first row of the table in sight."""

    made: tuple[Made, ...]
    chosen: int
    figure: Figure | None
    today: date
    window: str
    is_table: bool = False
    top: int = 0
    ascii_only: bool = False


def insight_lines(shown: Shown, width: int, height: int) -> tuple[Line, ...]:
    """Return the lines of the screen between its line on top and its keys."""
    if not shown.made:
        return (cut((Bit(" No figure is shown in private mode.", "dim"),), width),)
    if width < WIDE:
        inner = _inner(shown, width - 2, height - 1)
        lines: tuple[Line, ...] = (tab_line(shown, width), *((Bit(" "), *line) for line in inner))
    else:
        inner = _inner(shown, width - LIST - BESIDE, height)
        both = zip_longest(_list(shown, height), inner, fillvalue=())
        lines = tuple((*cut(left, LIST), Bit("  "), *right) for left, right in both)
    # Wider than the widget, a line would not be seen to have changed.
    return tuple(cut(line, width) for line in lines[:height])


def tab_line(shown: Shown, width: int) -> Line:
    """Return one line of figures by number and title, whole titles only, with the chosen one in sight.

    Signs at the edges say that there are more before or behind.
    """
    titles = _titles(shown)
    first = 0
    while first < shown.chosen and sum(map(len, titles[first : shown.chosen + 1])) > width - _EDGES:
        first += 1
    last = first + 1
    while last < len(titles) and sum(map(len, titles[first : last + 1])) <= width - _EDGES:
        last += 1
    before, behind = ("<", ">") if shown.ascii_only else ("‹", "›")
    bits = [Bit(f"{before} " if first else " ", "key")]
    for n, title in enumerate(titles[first:last], first):
        bits.append(Bit(title, "strong cursor" if n == shown.chosen else "label"))
    return spread(tuple(bits), (Bit(f"{behind} " if last < len(titles) else "  ", "key"),), width)


def _titles(shown: Shown) -> list[str]:
    """Return the tabs; those beyond the last digit have no number, since no key goes there."""
    return [f" {f'{n + 1} ' if n < _DIGITS else ''}{made.title} " for n, made in enumerate(shown.made)]


def place_in_tabs(shown: Shown, x: int, width: int) -> int | None:
    """Return the figure whose tab stands at a cell, or None."""
    at = 0
    names = {title: n for n, title in enumerate(_titles(shown))}
    for bit in tab_line(shown, width):
        at += len(bit.text)
        if x < at:
            return names.get(bit.text)
    return None


def _list(shown: Shown, height: int) -> tuple[Line, ...]:
    lines: list[Line] = [()]
    for n, made in enumerate(shown.made):
        role = "strong cursor" if n == shown.chosen else "text"
        key = f"{n + 1}" if n < _DIGITS else " "
        lines.append((Bit(fit(f" {key} {made.title}", LIST), role),))
    return tuple(lines[:height])


def _inner(shown: Shown, width: int, height: int) -> tuple[Line, ...]:
    made = shown.made[shown.chosen]
    head: tuple[Line, ...] = (spread((Bit(made.question, "heading"),), (Bit(f"  {shown.window}", "label"),), width),)
    if shown.figure is None:
        return (*head, (Bit(READING, "dim"),))
    if shown.is_table:
        heading, below = table_lines(shown.figure, width)
        room = table_room(height, len(heading), is_wide=True)
        top = min(shown.top, max(len(below) - room, 0))
        return (*head, *heading, *below[top : top + room])
    said = said_lines(shown.figure.says, width)
    room = height - len(head) - bool(said)
    most = max(room - _LEAST_PLOT, 1)
    if len(said) > most:
        said = (*said[: most - 1], (Bit("More is said below the table: t.", "dim"),))
    rows = plot(shown.figure, width, max(room - len(said), 3), ascii_only=shown.ascii_only, today=shown.today)
    return (*head, *lines_of(rows), *([()] if said else []), *said)


def table_room(height: int, heading: int, *, is_wide: bool) -> int:
    """Return how many rows of a table are in sight on a screen of `height` lines, below a heading of some."""
    return max(height - 1 - heading - (0 if is_wide else 1), 1)


def table_lines(figure: Figure, width: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the heading of a figure's table, and its rows with what it says below."""
    heading, rows = table(figure, width)
    nothing = figure.too_few or "There is no data yet."
    below = lines_of(rows) or tuple((Bit(line, "dim"),) for line in wrap(nothing, width))
    said = said_lines(figure.says, width)
    return lines_of(heading), (*below, *([()] if said else []), *said)


def said_lines(says: Sequence[str], width: int) -> tuple[Line, ...]:
    """Return what a figure says, a sentence after the other."""
    return tuple((Bit(line),) for sentence in says for line in _wrapped(sentence, width))


def _wrapped(sentence: str, width: int) -> Iterable[str]:
    first, *more = wrap(plain(sentence), max(width - 2, 1))
    return (first, *(f"  {line}" for line in more))


def lines_of(rows: Iterable[Row]) -> tuple[Line, ...]:
    """Return rows of a plot or a table as lines of the screen."""
    return tuple(tuple(Bit(piece.text, piece.role) for piece in row) for row in rows)
