"""Days on which the plan gives way: time off, travel, illness, injury, a bad patch, and the way back from them."""

from datetime import date
from enum import StrEnum

import msgspec

from planner.domain.units import MOST_M


class OffKind(StrEnum):
    """Why the plan gives way."""

    TIME_OFF = "time-off"
    TRAVEL = "travel"
    ILLNESS = "illness"
    INJURY = "injury"
    UNWELL = "unwell"


class Running(StrEnum):
    """What is still run on such days; what is no run stays, unless nothing else is done either.

    `half`: each run at half its distance, and easy. `easy`: as far as planned, all easy. `easy-and-long`: hard runs are
    left out. `short-easy`: hard and long runs are left out, the others are halved. `as-planned`: runs stay.
    """

    NONE = "none"
    HALF = "half"
    EASY = "easy"
    EASY_AND_LONG = "easy-and-long"
    SHORT_EASY = "short-easy"
    AS_PLANNED = "as-planned"


class Comeback(StrEnum):
    """How fast the way back to the plan is."""

    AT_ONCE = "at-once"
    QUICK = "quick"
    BALANCED = "balanced"
    SLOW = "slow"


class Easing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A step of the way back: up to `last`, `share` of each run's distance and `less_m` metres off it.

    Quality is easy unless `hard`; a long run stays one.
    """

    last: date
    share: float = 1.0
    less_m: float = 0.0
    hard: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"a share is above 0 and at most 1, got {self.share:g}")
        if not 0 <= self.less_m < MOST_M:
            raise ValueError(f"what comes off a run is 0 or more metres, got {self.less_m:g} m")


class EaseKind(StrEnum):
    """What a batch that answers the traffic light is: an answer to a colour, what lifts it, or one that was refused."""

    YELLOW = "yellow"
    RED = "red"
    FLAG = "red-flag"
    LIFTED = "lifted"
    REFUSED = "refused"


class Eased(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the plan does about the light from `first` to `last`.

    `steps`: sessions that are a step back to running, by id, with the number of the step from 1. `lifts`: the ids of
    earlier batches of which the rest is lifted.
    """

    kind: EaseKind
    first: date
    last: date
    steps: dict[str, int] = {}
    lifts: tuple[str, ...] = ()
