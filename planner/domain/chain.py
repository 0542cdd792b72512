"""The chain: which body areas are said to act on which, how well that is known, and what to do for each."""

from enum import StrEnum

import msgspec

from planner.domain.body import Area
from planner.domain.exercise import Kind

SCHEMA = 1
"""Schema number of chain.toml."""


class Level(StrEnum):
    """How well an edge is known; shown beside every reason. `study`: measured in people."""

    STUDY = "study"
    STUDY_CORRELATION = "study-correlation"
    ANATOMY = "anatomy"
    PRACTICE = "practice"
    ARTICLE_CLAIM = "article-claim"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"study-correlation": "study (correlation)", "article-claim": "article claim"}.get(
            self.value, self.value
        )


class Edge(msgspec.Struct, frozen=True, kw_only=True, rename={"upstream": "from", "downstream": "to"}):
    """One area acting on another. `effect` is a verb (`limits`), `weight` 0 to 1 how much it counts when choosing."""

    upstream: Area
    downstream: Area
    effect: str
    reason: str
    level: tuple[Level, ...]
    weight: float
    source: str

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            raise ValueError(f"weight must be above 0 and at most 1, got {self.weight}")
        if not self.level:
            raise ValueError("an edge has at least one level")


class AreaPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What to do for one sore or tight area: exercises in order, the areas to look at as well, and a caution."""

    area: Area
    exercises: tuple[str, ...]
    upstream: tuple[Area, ...] = ()
    note: str = ""


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers by which the next session is chosen.

    A score counts `days` days and half after `halve_after_days` without a new entry. `own`, `upstream_one`,
    `upstream_two` and `downstream_one` are its shares by distance. `kinds` and `areas` order the session. With an
    area of `balance_for` on top, a session of `balance_from_minutes` has a strength exercise whose areas meet
    `balance_strength`, and one whose areas meet `balance_any`.
    """

    days: int
    halve_after_days: int
    own: float
    upstream_one: float
    upstream_two: float
    downstream_one: float
    first_area: float
    other_area: float
    most_per_area_and_kind: int
    other_side: float
    short_items: tuple[int, int]
    kinds: tuple[Kind, ...]
    areas: tuple[Area, ...]
    balance_for: tuple[Area, ...]
    balance_from_minutes: int
    balance_strength: tuple[Area, ...]
    balance_any: tuple[Area, ...]


class Chain(msgspec.Struct, frozen=True, kw_only=True, rename={"edges": "edge", "areas": "area"}):
    """chain.toml as a whole."""

    edges: tuple[Edge, ...]
    areas: tuple[AreaPlan, ...]
    selection: Selection

    def plan_for(self, area: Area) -> AreaPlan | None:
        """Return what to do for an area; None for `core`, where nobody logs pain."""
        return next((plan for plan in self.areas if plan.area is area), None)

    def into(self, area: Area) -> tuple[Edge, ...]:
        """Return the edges that act on `area`."""
        return tuple(edge for edge in self.edges if edge.downstream is area)

    def out_of(self, area: Area) -> tuple[Edge, ...]:
        """Return the edges by which `area` acts on others."""
        return tuple(edge for edge in self.edges if edge.upstream is area)
