"""The body map: front and back side by side, each area with its key, its light and its last score."""

from collections.abc import Mapping
from functools import cached_property

import msgspec

from planner.app.bits import Bit, Line, fit
from planner.app.views.body_figure import (
    KEYS,
    ROWS,
    WIDTH,
    Point,
    Spot,
    View,
    full_cells,
    place_at,
    points,
    spots,
)
from planner.domain.body import Area, Place, Side
from planner.domain.light import Colour

MARGIN = 1
GAP = 4
BOTH_WIDTH = MARGIN + WIDTH + GAP + WIDTH
"""Cells of both views with the space before and between them."""
HEIGHT = ROWS + 1
"""Lines of the map: the figure, and the line below it that says what left and right are."""
_TONE_2 = frozenset("tqnfbdpmca")
"""Areas in the lighter of two tones, so that those beside each other can be told apart."""
_ASCII = {"": ":", "1": "-", "2": "="}
_COLUMN = 22
"""Cells of a column of the list of areas."""
_MOST_COLUMNS = 3


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a place: its light, and the last score."""

    colour: Colour | None = None
    score: int | None = None


class BodyMap(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What the map shows. `chosen`: where the cursor is; `side`: left, right, or both when both sides are meant."""

    chosen: Spot
    side: Side
    known: Mapping[Place, Known] = {}
    ascii_only: bool = False
    alone: bool = False

    def lines(self) -> tuple[Line, ...]:
        """Return the lines of the map; where it is `alone`, only the view that the cursor is on."""
        views = (self.chosen.view,) if self.alone else tuple(View)
        drawn = [self._view(view) for view in views]
        rows: list[Line] = []
        for parts in zip(*drawn, strict=True):
            line: list[Bit] = [Bit(" " * MARGIN)]
            for n, part in enumerate(parts):
                line += [Bit(" " * GAP)] if n else []
                line += part
            rows.append(tuple(line))
        return tuple(rows)

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the place at a cell of the map, None where none is."""
        x -= MARGIN
        if self.alone or x < WIDTH:
            view = self.chosen.view if self.alone else View.FRONT
        else:
            view, x = View.BACK, x - WIDTH - GAP
        place = place_at(view, x, y)
        return Spot(view, place) if place else None

    def _view(self, view: View) -> list[list[Bit]]:
        labels = {cell: text for spot in spots() if spot.view is view for cell, text in self._label(spot).items()}
        made = [[self._cell(view, x, y, labels.get((x, y), "")) for x in range(WIDTH)] for y in range(ROWS)]
        left, right = view.sides
        word = view.value.center(WIDTH - len(left + right))
        made.append(
            [Bit(left, "label"), Bit(word, "strong" if view is self.chosen.view else "label"), Bit(right, "label")]
        )
        return made

    @cached_property
    def _colours(self) -> dict[Place | None, str]:
        """The theme variable of each place, and of the rest of the body."""
        return {None: "body"} | {spot.place: self._colour_of(spot.place) for spot in spots()}

    def _colour_of(self, place: Place) -> str:
        if place.area is self.chosen.place.area and self.side in (place.side, Side.BOTH):
            return "body-chosen"
        known = self.known.get(place)
        if known and known.colour:
            return f"light-{known.colour}"
        return "body-area-2" if KEYS[place.area] in _TONE_2 else "body-area"

    def _colour(self, point: Point) -> str:
        return self._colours[point.place]

    def _cell(self, view: View, x: int, y: int, label: str) -> Bit:
        upper, lower = points(view)[2 * y][x], points(view)[2 * y + 1][x]
        first = upper or lower
        if first is None:
            return Bit(" ")
        if self.ascii_only:
            return self._ascii_cell(upper, lower, label)
        if upper and lower and self._colour(upper) == self._colour(lower):
            if upper.half and upper.half == lower.half:
                return Bit("▌" if upper.half == "<" else "▐", f"ink-{self._colour(upper)}")
            seam = " underline" if self._meets_its_like(view, x, y) else ""
            return Bit(label or " ", f"{self._ink(upper)} on-{self._colour(upper)}{seam}")
        if upper is None or lower is None:
            return Bit("▄" if upper is None else "▀", f"ink-{self._colour(first)}")
        return Bit("▀", f"ink-{self._colour(upper)} on-{self._colour(lower)}")

    def _meets_its_like(self, view: View, x: int, y: int) -> bool:
        """Tell whether another area of the same light begins below a cell: a line tells them apart."""
        if y + 1 >= ROWS:
            return False
        here, below = points(view)[2 * y + 1][x], points(view)[2 * y + 2][x]
        if here is None or below is None or here.place == below.place:
            return False
        return self._colour(here) == self._colour(below) and self._colour(here).startswith("light-")

    def _ascii_cell(self, upper: Point | None, lower: Point | None, label: str) -> Bit:
        point = next((one for one in (upper, lower) if one and one.place), upper or lower)
        if point is None:
            return Bit(" ")
        tone = "" if point.place is None else "2" if KEYS[point.place.area] in _TONE_2 else "1"
        return Bit(label or _ASCII[tone], f"{self._ink(point)} on-{self._colour(point)}")

    def _ink(self, point: Point) -> str:
        colour = self._colour(point)
        if colour == "body-chosen":
            return "ink-body-chosen-ink bold"
        return "ink-light-ink bold" if colour.startswith("light-") else "text"

    def _label(self, spot: Spot) -> dict[tuple[int, int], str]:
        """Return what stands on a place: its key and the last score, beside or below each other."""
        cells = full_cells(spot)
        if not cells:
            return {}
        known = self.known.get(spot.place)
        score = "" if known is None or known.score is None else str(known.score)
        key = KEYS[spot.place.area]
        rows = sorted(cells)
        middle = rows[(len(rows) - 1) // 2]
        by_width = sorted(rows, key=lambda y: (len(cells[y]) < len(key + score), abs(y - middle)))
        y = by_width[0]
        if len(cells[y]) >= len(key + score):
            return _written(key + score, cells[y], y)
        below = next((row for row in rows if row + 1 in cells and len(cells[row + 1]) >= len(score)), None)
        if below is not None:
            return {**_written(key, cells[below], below), **_written(score, cells[below + 1], below + 1)}
        widest = max(rows, key=lambda row: len(cells[row]))
        return _written(score if len(score) <= len(cells[widest]) else key, cells[widest], widest)


def _written(text: str, columns: tuple[int, ...], y: int) -> dict[tuple[int, int], str]:
    start = max(0, (len(columns) - len(text)) // 2)
    return {(columns[start + n], y): letter for n, letter in enumerate(text)}


_LISTED = tuple(sorted(KEYS, key=lambda area: KEYS[area]))


def list_lines(body: BodyMap, width: int, height: int) -> tuple[Line, ...]:
    """Return the areas as a list in columns, where there is no room to draw: key, name, last score of each side."""
    chosen = body.chosen.place.area
    columns, depth, first = _columns(body, width, height)
    made: list[Line] = []
    for row in range(depth):
        line: list[Bit] = []
        for area in _LISTED[first + row : first + columns * depth : depth]:
            known = [body.known.get(Place(area, side)) for side in (Side.LEFT, Side.RIGHT)]
            line += _entry(f"{KEYS[area]} {area.label}", known, width // columns, " cursor" if area is chosen else "")
        made.append(tuple(line))
    return tuple(made)


def list_area_at(body: BodyMap, width: int, height: int, x: int, y: int) -> Area | None:
    """Return the area at a cell of the list, None beside it."""
    columns, depth, first = _columns(body, width, height)
    column = x // (width // columns)
    n = first + column * depth + y
    return _LISTED[n] if column < columns and y < depth and n < len(_LISTED) else None


def _columns(body: BodyMap, width: int, height: int) -> tuple[int, int, int]:
    """Return how many columns the list has, how deep they are, and its first area: so that the chosen one is in it."""
    columns = max(1, min(_MOST_COLUMNS, width // _COLUMN))
    depth = max(1, min(height, -(-len(_LISTED) // columns)))
    chosen = _LISTED.index(body.chosen.place.area)
    return columns, depth, max(0, min(chosen // depth - columns + 1, -(-len(_LISTED) // depth) - columns)) * depth


def _entry(name: str, known: list[Known | None], width: int, block: str) -> list[Bit]:
    scores = "/".join("-" if one is None or one.score is None else str(one.score) for one in known)
    worst = max((one.colour for one in known if one and one.colour), key=lambda colour: colour.rank, default=None)
    shown = scores if any(known) else ""
    return [
        Bit(fit(f" {name}", width - 6), f"text{block}"),
        Bit(fit(shown, 5, right=True), f"{worst or 'dim'}{block}"),
        Bit(" "),
    ]
