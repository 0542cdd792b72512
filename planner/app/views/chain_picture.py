"""The chain as a picture: areas as nodes from the foot up to the back, edges between them, drawn in dots of braille."""

from collections.abc import Collection, Iterator, Mapping
from math import atan2, pi
from typing import NamedTuple

from rich.cells import cell_len

from planner.app.bits import Bit, Line
from planner.app.views.chain_places import ZONES, Spot, spots
from planner.domain.body import Area
from planner.domain.chain import Chain, Edge
from planner.planning.chain_scores import Warm

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille letter, by row and column."""
_BRAILLE = 0x2800
_QUIET, _WATCH, _WARM, _CHOSEN = range(4)
"""How an edge is drawn; a higher one lies over a lower one."""
_ROLES = ("bar-rest", "label", "yellow", "primary")
_STEP = (4, 3, 1, 1)
"""Every so many dots one is drawn: quiet edges are dotted, those on watch dashed."""
_ARROWS = "→↗↑↖←↙↓↘"
_PLAIN_ARROWS = ">^^^<vvv"
_ZONES_FROM = 56
"""From this width on the parts of the leg are named at the rim."""
_ZONE_WIDTH = 10

_BOLD_FROM = 1.0
"""From this score on an area is drawn bold; the number stands there too."""


class Look(NamedTuple):
    """How a node is drawn: its sign, name and number, and the role of it."""

    text: str
    role: str


class Signs(NamedTuple):
    """The signs of the nodes: logged, upstream of what was logged, on watch, quiet."""

    logged: str = "●"
    warm: str = "◆"
    watch: str = "○"
    quiet: str = "·"


NICE = Signs()
PLAIN = Signs("*", "+", "o", ".")


class Shown(NamedTuple):
    """What the picture shows. `lit`: the area of the chosen step; the arrows are elsewhere then.

    `worked`: the areas of the session, all that is shown on a shared screen (`private`).
    """

    chain: Chain
    warm: Mapping[Area, Warm]
    chosen: Area | None = None
    lit: Area | None = None
    worked: Collection[Area] = ()
    ascii_only: bool = False
    private: bool = False


def look_of(area: Area, shown: Shown) -> Look:
    """Return how an area is drawn. Sign, number and colour say the same."""
    signs = PLAIN if shown.ascii_only else NICE
    warm = shown.warm.get(area)
    if shown.private:
        is_worked = area in shown.worked
        look = Look(f"{signs.warm if is_worked else signs.quiet} {area.label}", "yellow" if is_worked else "dim")
    elif warm is not None and warm.logged:
        look = Look(f"{signs.logged} {area.label} {warm.logged}", "yellow selected")
    elif warm is not None and warm.score:
        look = Look(f"{signs.warm} {area.label} {warm.score:.1f}", "yellow" if warm.score >= _BOLD_FROM else "warning")
    elif warm is not None and warm.watch:
        look = Look(f"{signs.watch} {area.label}", "label")
    else:
        look = Look(f"{signs.quiet} {area.label}", "dim")
    if area is shown.chosen:
        return Look(look.text, "cursor")
    return Look(look.text, f"{look.role} lit") if area is shown.lit else look


def picture(shown: Shown, width: int, height: int) -> tuple[Line, ...]:
    """Return the picture in `width` x `height` cells."""
    left = _ZONE_WIDTH if width >= _ZONES_FROM else 0
    places = spots(width, height, left)
    ink = _Ink(width, height)
    for strength, edge in sorted(_strengths(shown), key=lambda each: each[0]):
        ink.draw(places[edge.upstream], places[edge.downstream], strength)
    cells = ink.plain_cells() if shown.ascii_only else ink.cells()
    if left:
        for down, name in ZONES:
            _write(cells, 1, round(down * (height - 1)), name, "dim", width)
    labels = {area: look_of(area, shown) for area in places}
    covered = {
        (x, spot.y)
        for area, spot in places.items()
        for x in _span(start_of(labels[area], spot, width, left), labels[area])
    }
    for strength, edge in _strengths(shown):
        if strength >= _WARM:
            _point(cells, places[edge.upstream], places[edge.downstream], strength, covered, shown.ascii_only)
    # The chosen node lies on top where two touch.
    for area in sorted(places, key=lambda one: one is shown.chosen):
        look = labels[area]
        _write(cells, start_of(look, places[area], width, left), places[area].y, f" {look.text} ", look.role, width)
    return tuple(_line(cells, y, width) for y in range(height))


def start_of(look: Look, spot: Spot, width: int, left: int = 0) -> int:
    """Return the first cell of a node's label, its blank included."""
    size = cell_len(look.text) + 2
    return max(left, min(spot.x - size // 2, width - size))


def area_at(shown: Shown, x: int, y: int, width: int, height: int) -> Area | None:
    """Return the area whose label stands in a cell, or None: for the mouse."""
    left = _ZONE_WIDTH if width >= _ZONES_FROM else 0
    for area, spot in spots(width, height, left).items():
        look = look_of(area, shown)
        start = start_of(look, spot, width, left)
        if spot.y == y and start <= x < start + cell_len(look.text) + 2:
            return area
    return None


def _strengths(shown: Shown) -> Iterator[tuple[int, Edge]]:
    """Yield each edge with how it is drawn: strong where it made an area warm, strongest for the chosen area."""
    made = {edge for warm in shown.warm.values() for one in warm.reasons if not one.downstream for edge in one.edges}
    watched = {edge for warm in shown.warm.values() for one in warm.reasons if one.downstream for edge in one.edges}
    own = next((warm for area, warm in shown.warm.items() if area in (shown.chosen, shown.lit)), None)
    chosen = {edge for one in own.reasons for edge in one.edges} if own else set()
    for edge in shown.chain.edges:
        if shown.private:
            yield _QUIET, edge
        elif edge in chosen:
            yield _CHOSEN, edge
        elif edge in made:
            yield _WARM, edge
        else:
            yield (_WATCH if edge in watched else _QUIET), edge


class _Ink:
    """Dots in cells of two by four, each cell with the strongest line that crosses it."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._dots: dict[tuple[int, int], int] = {}
        self._strength: dict[tuple[int, int], int] = {}
        self._slope: dict[tuple[int, int], str] = {}

    def draw(self, start: Spot, end: Spot, strength: int) -> None:
        x0, y0, x1, y1 = 2 * start.x + 1, 4 * start.y + 2, 2 * end.x + 1, 4 * end.y + 2
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        steep = abs(y1 - y0) > abs(x1 - x0)
        for n in range(0, steps + 1, _STEP[strength]):
            x, y = x0 + round((x1 - x0) * n / steps), y0 + round((y1 - y0) * n / steps)
            self._dot(x, y, strength)
            if strength >= _WARM:  # twice as thick
                self._dot(x + steep, y + (not steep), strength)
            self._slope[x // 2, y // 4] = _plain_slope(x1 - x0, y1 - y0)

    def _dot(self, x: int, y: int, strength: int) -> None:
        cell = x // 2, y // 4
        if not (0 <= cell[0] < self._width and 0 <= cell[1] < self._height):
            return
        # A stronger line takes the cell: a mixture of both could not be followed.
        if strength > self._strength.get(cell, -1):
            self._strength[cell] = strength
            self._dots[cell] = 0
        self._dots[cell] |= _DOTS[y % 4][x % 2]

    def cells(self) -> dict[tuple[int, int], Bit]:
        return {cell: Bit(chr(_BRAILLE + dots), _ROLES[self._strength[cell]]) for cell, dots in self._dots.items()}

    def plain_cells(self) -> dict[tuple[int, int], Bit]:
        return {
            cell: Bit(self._slope.get(cell, ".") if strength >= _WATCH else ".", _ROLES[strength])
            for cell, strength in self._strength.items()
        }


def _plain_slope(across: int, down: int) -> str:
    if abs(across) > 3 * abs(down):
        return "-"
    if abs(down) > 3 * abs(across):
        return "|"
    return "\\" if (across > 0) == (down > 0) else "/"


def _point(
    cells: dict[tuple[int, int], Bit],
    start: Spot,
    end: Spot,
    strength: int,
    covered: Collection[tuple[int, int]],
    ascii_only: bool,
) -> None:
    """Put an arrow into the middle of what is seen of an edge: from what comes first to what often follows."""
    # Cells are twice as high as wide.
    turn = round(atan2(-2 * (end.y - start.y), end.x - start.x) / (pi / 4)) % 8
    arrow = (_PLAIN_ARROWS if ascii_only else _ARROWS)[turn]
    steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    way = [
        (start.x + round((end.x - start.x) * n / steps), start.y + round((end.y - start.y) * n / steps))
        for n in range(steps + 1)
    ]
    seen = [cell for cell in way if cell not in covered]
    if seen:
        cells[seen[len(seen) // 2]] = Bit(arrow, _ROLES[strength])


def _span(start: int, look: Look) -> range:
    return range(start, start + cell_len(look.text) + 2)


def _write(cells: dict[tuple[int, int], Bit], x: int, y: int, text: str, role: str, width: int) -> None:
    for n, letter in enumerate(text):
        if 0 <= x + n < width:
            cells[x + n, y] = Bit(letter, role)


def _line(cells: Mapping[tuple[int, int], Bit], y: int, width: int) -> Line:
    made: list[Bit] = []
    for x in range(width):
        bit = cells.get((x, y), Bit(" "))
        if made and made[-1].role == bit.role:
            made[-1] = Bit(made[-1].text + bit.text, bit.role)
        else:
            made.append(bit)
    return tuple(made)
