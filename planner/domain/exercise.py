"""An exercise of the library: what it works, how it is done, how much, when, and when not."""

from enum import StrEnum

import msgspec

from planner.domain.body import Area
from planner.domain.dose import Dose
from planner.domain.equipment import Equipment

MOST_REP_S = 60.0
"""A repetition that takes longer is a slip of the keys."""


class Kind(StrEnum):
    """What sort of exercise it is; also the order inside a session: roll, stretch, move, strengthen."""

    ROLL = "roll"
    STATIC_STRETCH = "static-stretch"
    DYNAMIC = "dynamic"
    STRENGTH = "strength"


class Sides(StrEnum):
    """How an exercise treats the two sides of the body."""

    PER_SIDE = "per-side"
    BOTH = "both"
    MIDLINE = "midline"


class Timing(StrEnum):
    """When an exercise or a routine fits.

    `pre-short`: before a run only as one hold of 30 s or less a side. `post-easy`: after an easy run or
    on its own day, not within 24 h before a long or quality run.
    """

    PRE = "pre"
    PRE_SHORT = "pre-short"
    POST = "post"
    POST_EASY = "post-easy"
    REST = "rest"
    ANY = "any"


class Exercise(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One exercise.

    `areas`: the first is the main one. `equipment`: what is needed; each item one token, or several that
    do equally well (`["ball", "cushion"]` inside the tuple). `optional`: makes it harder or softer.
    `stop`: when to stop or leave it out; shown before the first repetition. `evidence`: what studies say.
    """

    id: str
    name: str
    kind: Kind
    areas: tuple[Area, ...]
    sides: Sides
    position: str
    dose: Dose
    timing: tuple[Timing, ...]
    steps: tuple[str, ...]
    cue: str
    easier: str
    harder: str
    stop: str
    source: str
    equipment: tuple[tuple[Equipment, ...], ...] = ()
    optional: tuple[Equipment, ...] = ()
    evidence: str = ""
    note: str = ""
    seconds_per_rep: float = 0.0

    def __post_init__(self) -> None:
        if not self.areas:
            raise ValueError("an exercise works at least one area")
        if not self.timing:
            raise ValueError("an exercise has at least one timing")
        if not 0 <= self.seconds_per_rep <= MOST_REP_S:  # false for nan too
            raise ValueError(f"seconds_per_rep must be 0 to {MOST_REP_S:g}, got {self.seconds_per_rep:g}")

    @property
    def rep_s(self) -> float:
        """Seconds for one repetition: its own, else 3 s for strength and 2.5 s for the rest (2-3 s in the rules)."""
        return self.seconds_per_rep or (3.0 if self.kind is Kind.STRENGTH else 2.5)

    def can_be_done_with(self, owned: frozenset[Equipment]) -> bool:
        """Tell whether `owned` covers what this exercise needs."""
        return all(any(item in owned for item in choice) for choice in self.equipment)

    def fits_before_run(self) -> bool:
        """Tell whether it may stand in a session before a run, be it only short."""
        return bool({Timing.PRE, Timing.PRE_SHORT, Timing.ANY} & set(self.timing))
