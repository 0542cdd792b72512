"""Body areas and sides: the fixed names that exercises, pain and the chain share."""

from enum import StrEnum

import msgspec


class Area(StrEnum):
    """A body area. `core` is for training only: nobody logs pain there."""

    CALF = "calf"
    SOLEUS = "soleus"
    ACHILLES = "achilles"
    SHIN = "shin"
    PLANTAR_FOOT = "plantar-foot"
    ANKLE = "ankle"
    HAMSTRING = "hamstring"
    QUAD = "quad"
    HIP_FLEXOR = "hip-flexor"
    TFL = "tfl"
    IT_BAND = "it-band"
    GLUTE_MAX = "glute-max"
    GLUTE_MED = "glute-med"
    PIRIFORMIS = "piriformis"
    ADDUCTOR = "adductor"
    HIP = "hip"
    KNEE = "knee"
    LOW_BACK = "low-back"
    UPPER_BACK = "upper-back"
    CORE = "core"


class Side(StrEnum):
    """A side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> "Side":
        """The other leg; both stays both."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}[self]


class Place(msgspec.Struct, frozen=True):
    """An area on a side: what is logged, coloured and followed."""

    area: Area
    side: Side = Side.BOTH

    @property
    def label(self) -> str:
        """The words on screen: `left it-band`."""
        return self.area.value if self.side is Side.BOTH else f"{self.side} {self.area}"
