"""What exercises are done with."""

from enum import StrEnum


class Equipment(StrEnum):
    """What a runner may have at hand."""

    MAT = "mat"
    CUSHION = "cushion"
    WALL = "wall"
    CHAIR = "chair"
    STEP = "step"
    RAIL = "rail"
    BENCH = "bench"
    STRAP = "strap"
    TOWEL = "towel"
    MINI_BAND = "mini-band"
    FOAM_ROLLER = "foam-roller"
    ROLLER_STICK = "roller-stick"
    BALL = "ball"
    WEIGHTS = "weights"
