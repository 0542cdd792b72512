"""The drawn figure: front and back, as points of which two stand in a cell, and which part of the body each is.

The left half of each view is drawn here, the other is its mirror. `#` is the body, a letter an area by its key, a
capital the half of a point at the edge of an area; `<` and `>` are the left and the right half of a point of the body.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from planner.domain.body import Area, Place, Side

KEYS: dict[Area, str] = {
    Area.ACHILLES: "a",
    Area.UPPER_BACK: "b",
    Area.CALF: "c",
    Area.GLUTE_MED: "d",
    Area.ANKLE: "e",
    Area.PLANTAR_FOOT: "f",
    Area.GLUTE_MAX: "g",
    Area.HIP: "h",
    Area.IT_BAND: "i",
    Area.KNEE: "k",
    Area.LOW_BACK: "l",
    Area.HAMSTRING: "m",
    Area.SHIN: "n",
    Area.ADDUCTOR: "o",
    Area.PIRIFORMIS: "p",
    Area.QUAD: "q",
    Area.HIP_FLEXOR: "r",
    Area.SOLEUS: "s",
    Area.TFL: "t",
}
"""The key of each area, from its name: it stands on the figure, and chooses the area."""

_AREAS = {key: area for area, key in KEYS.items()}

_FRONT = """
........##
........##
.......>##
.......>##
........>#
........>#
.......###
....######
..########
..########
.>########
.>########
.>#<>#####
.>#<>#####
.##..#####
.##..#####
.#<.>tt###
.#<.>tt###
>#.Tttrrr#
>#.Tttrrr#
>#.hhtrrr#
>#.hhhrrr#
>#.hhqqroo
>#.hhqqqoo
...iiqqqoO
...iiqqqoO
...IiqqqoO
...Iiqqqo.
....iqqqo.
....iqqq..
....kkkk..
....kkkk..
....nnnnN.
....nnnnN.
....nnnnN.
....nnnnN.
....Nnnn..
....Nnnn..
....Eee...
....Eee...
...Ffff...
...Ffff...
"""
_BACK = """
........##
........##
.......>##
.......>##
........>#
........>#
.......###
....######
..##bbbbbb
..##bbbbbb
.>##bbbbbb
.>##bbbbbb
.>#<Bbbbbb
.>#<Bbbbbb
.##..lllll
.##..lllll
.#<.Ddllll
.#<.Dddlll
>#.Ddddppl
>#.Ddddppp
>#.hddgppp
>#.hhgggpp
>#.hhgggg<
>#.hhgggg<
...iigggg<
...iigggo<
...Iimmmo<
...Iimmmo.
....immmo.
....immm..
....kkkk..
....kkkk..
....ccccC.
....ccccC.
....ccccC.
....ccccC.
....Ssss..
....Ssss..
....>aa...
....>aa...
....Ffff..
....Ffff..
"""
HALF = 10
"""Points from the edge of a view to the middle of the body."""
WIDTH = 2 * HALF
"""Cells of a view."""
ROWS = 21
"""Rows of a view; each holds two rows of points."""


class View(StrEnum):
    """Where one looks from."""

    FRONT = "front"
    BACK = "back"

    @property
    def other(self) -> "View":
        """The other view."""
        return View.BACK if self is View.FRONT else View.FRONT

    @property
    def sides(self) -> tuple[Side, Side]:
        """The sides of the body at the left and at the right of the drawing: seen from the front they are mirrored."""
        return (Side.RIGHT, Side.LEFT) if self is View.FRONT else (Side.LEFT, Side.RIGHT)


class Point(NamedTuple):
    """A point of the drawing. `place`: the area and side, None on the rest of the body; `half`: `<` or `>`."""

    place: Place | None
    half: str = ""


class Spot(NamedTuple):
    """A place as it stands on one view."""

    view: View
    place: Place


@cache
def points(view: View) -> tuple[tuple[Point | None, ...], ...]:
    """Return the points of a view, two rows of them to a row of cells; None is beside the body."""
    drawn = (_FRONT if view is View.FRONT else _BACK).split()
    return tuple(_row(line, view) for line in drawn)


def _row(line: str, view: View) -> tuple[Point | None, ...]:
    left = [_point(line, x, view.sides[0]) for x in range(HALF)]
    turned = {"<": ">", ">": "<", "": ""}
    right = [
        point and Point(point.place and Place(point.place.area, view.sides[1]), turned[point.half])
        for point in reversed(left)
    ]
    return (*left, *right)


def _point(line: str, x: int, side: Side) -> Point | None:
    sign = line[x]
    if sign == ".":
        return None
    if sign in "#<>":
        return Point(None, "" if sign == "#" else sign)
    half = (">" if x == 0 or line[x - 1] == "." else "<") if sign.isupper() else ""
    return Point(Place(_AREAS[sign.lower()], side), half)


@cache
def spots() -> tuple[Spot, ...]:
    """Return every place of both views, from the top down."""
    return tuple(dict.fromkeys(Spot(view, place) for view in View for _, _, place in _placed(view)))


def _placed(view: View) -> Iterator[tuple[int, int, Place]]:
    for y, row in enumerate(points(view)):
        for x, point in enumerate(row):
            if point and point.place:
                yield x, y, point.place


def place_at(view: View, x: int, y: int) -> Place | None:
    """Return the place in a cell of a view, None beside the areas."""
    if not (0 <= x < WIDTH and 0 <= y < ROWS):
        return None
    upper, lower = points(view)[2 * y][x], points(view)[2 * y + 1][x]
    return next((point.place for point in (upper, lower) if point and point.place), None)


@cache
def full_cells(spot: Spot) -> dict[int, tuple[int, ...]]:
    """Return the cells that a place fills: the columns by row."""
    found: dict[int, tuple[int, ...]] = {}
    rows = points(spot.view)
    whole = Point(spot.place)
    for y in range(ROWS):
        columns = tuple(x for x in range(WIDTH) if rows[2 * y][x] == rows[2 * y + 1][x] == whole)
        if columns:
            found[y] = columns
    return found


@cache
def middle(spot: Spot) -> tuple[float, float]:
    """Return the middle of a place in points, counted over both views side by side."""
    found = [(x, y) for x, y, place in _placed(spot.view) if place == spot.place]
    aside = 0 if spot.view is View.FRONT else WIDTH
    return sum(x for x, _ in found) / len(found) + aside, sum(y for _, y in found) / len(found)


def spot_of(area: Area, side: Side, view: View) -> Spot:
    """Return where an area is drawn, on `view` if it stands there."""
    side = Side.LEFT if side is Side.BOTH else side
    wanted = Spot(view, Place(area, side))
    return wanted if wanted in spots() else Spot(view.other, wanted.place)


def neighbour(spot: Spot, right: int, down: int) -> Spot:
    """Return the place that one comes to from `spot` in a direction; `spot` itself at the edge.

    What lies straight ahead comes before what lies aside. From the front one goes on to the back.
    """
    x, y = middle(spot)
    best, least = spot, float("inf")
    for other in spots():
        if other == spot or (down and other.view is not spot.view):
            continue
        dx, dy = middle(other)[0] - x, middle(other)[1] - y
        ahead, aside = (dx * right, abs(dy)) if right else (dy * down, abs(dx))
        cost = ahead + 2 * aside
        if ahead > aside / 2 and ahead >= 1 and cost < least:
            best, least = other, cost
    return best
