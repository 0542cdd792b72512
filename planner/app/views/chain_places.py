"""Where the areas of the chain stand in its picture: foot below, back above; and how one goes from one to the next."""

from typing import NamedTuple

from planner.domain.body import Area

PLACES: dict[Area, tuple[float, float]] = {
    Area.UPPER_BACK: (0.36, 0.00),
    Area.LOW_BACK: (0.70, 0.07),
    Area.PIRIFORMIS: (0.90, 0.19),
    Area.HIP_FLEXOR: (0.13, 0.25),
    Area.GLUTE_MAX: (0.60, 0.31),
    Area.TFL: (0.26, 0.37),
    Area.GLUTE_MED: (0.90, 0.38),
    Area.ADDUCTOR: (0.10, 0.45),
    Area.HIP: (0.36, 0.50),
    Area.IT_BAND: (0.65, 0.56),
    Area.HAMSTRING: (0.92, 0.62),
    Area.QUAD: (0.08, 0.60),
    Area.KNEE: (0.36, 0.69),
    Area.CALF: (0.70, 0.76),
    Area.SHIN: (0.10, 0.77),
    Area.SOLEUS: (0.93, 0.82),
    Area.ANKLE: (0.32, 0.87),
    Area.ACHILLES: (0.78, 0.92),
    Area.PLANTAR_FOOT: (0.50, 1.00),
}
"""Across and down, from 0 to 1."""
ZONES = ((0.04, "back"), (0.30, "hip"), (0.55, "thigh"), (0.68, "knee"), (0.80, "lower leg"), (1.00, "foot"))
"""What stands at the rim of the picture, and how far down."""
_SIDEWAYS = 2.0
"""How much more it costs to stray from the way that an arrow points at the side."""
_FARTHEST = 0.3
"""An arrow to the side goes to no area that is farther up or down than this."""


class Spot(NamedTuple):
    """Where a node is drawn: the cell of its middle."""

    x: int
    y: int


def spots(width: int, height: int, left: int = 0) -> dict[Area, Spot]:
    """Return the middle of each node in a picture of `width` x `height` cells, `left` of them kept free."""
    room = max(width - left - 1, 1)
    return {
        area: Spot(left + round(across * room), round(down * max(height - 1, 0)))
        for area, (across, down) in PLACES.items()
    }


def beside(area: Area, right: int, down: int) -> Area:
    """Return the nearest area in the direction of an arrow; the same area where there is none."""
    x, y = PLACES[area]
    found: list[tuple[float, Area]] = []
    for other, (its_x, its_y) in PLACES.items():
        across, along = its_x - x, its_y - y
        ahead, astray = (across * right, abs(along)) if right else (along * down, abs(across))
        if ahead > 0 and (not right or astray <= _FARTHEST):
            found.append((ahead + (_SIDEWAYS if right else 1.0) * astray, other))
    return min(found)[1] if found else area
