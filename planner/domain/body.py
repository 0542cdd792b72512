"""Body areas and sides: the fixed names that exercises, pain and the chain share."""

from enum import StrEnum

import msgspec

from planner.domain.text import capital


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

    @property
    def label(self) -> str:
        """The words that a person reads: `IT band`, `low back`. Files and commands have the value: `it-band`."""
        return _OWN_LABELS.get(self, self.value.replace("-", " "))


_OWN_LABELS = {Area.ACHILLES: "Achilles", Area.TFL: "TFL", Area.IT_BAND: "IT band"}


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
        """The words that a person reads: `left IT band`; the area alone where it is both sides."""
        return self.area.label if self.side is Side.BOTH else f"{self.side} {self.area.label}"

    @property
    def start(self) -> str:
        """The same at the start of a sentence: `Left IT band`."""
        return capital(self.label)
