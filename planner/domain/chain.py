"""The chain: which body areas are said to act on which, how well that is known, and what to do for each."""

from enum import StrEnum

import msgspec

from planner.domain.body import Area
from planner.domain.exercise import Kind
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt

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
    """One area acting on another. `effect` is a verb (`limits`), `weight` 0 to 1 how much it counts when choosing.

    `against`: what was found that speaks against it. `limits`: what was not tested.
    """

    upstream: Area
    downstream: Area
    effect: str
    reason: str
    level: tuple[Level, ...]
    weight: float
    source: str
    against: str = ""
    limits: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            raise ValueError(f"weight must be above 0 and at most 1, got {self.weight}")
        if not self.level:
            raise ValueError("an edge has at least one level")

    @property
    def known(self) -> str:
        """How well it is known, in words for the screen: `article claim, study; contradicted`."""
        words = ", ".join(level.label for level in self.level)
        return f"{words}; contradicted" if self.against else words


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

    An area below `least_score` asks for nothing, and an exercise that counts for less than the part `least_part` of the
    best is left out; those from `core_part` on get their whole dose before others are added. `minutes` are offered;
    without a limit a session stays below `any_minutes`. Before a run a roll takes `pre_roll_s`, and the holds of a
    muscle `pre_hold_s` at most. `short_open_s`: an open roll of a short session. `standing_pre`, `standing_rest`:
    routines for when nothing was logged.
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
    least_score: float
    least_part: float
    core_part: float
    any_minutes: int
    minutes: tuple[int, ...]
    pre_roll_s: int
    pre_hold_s: int
    short_open_s: int
    standing_pre: str
    standing_rest: str


class Avoid(msgspec.Struct, frozen=True, kw_only=True):
    """When exercises are left out because of what was logged: their own "stop or leave it out", as a rule.

    It fits an entry in one of `areas` (any without some) with one of `feelings` or `signs`, or that scores at least
    `least` (0: the score does not matter) and is not tightness.
    """

    exercises: tuple[str, ...]
    why: str
    areas: tuple[Area, ...] = ()
    least: int = 0
    feelings: tuple[Feeling, ...] = ()
    signs: tuple[Sign, ...] = ()

    def fits(self, entry: Felt) -> bool:
        """Tell whether the entry is a reason to leave the exercises out."""
        if self.areas and entry.area not in self.areas:
            return False
        is_sore = bool(self.least) and entry.score >= self.least and entry.feeling is not Feeling.TIGHTNESS
        felt = entry.feeling in self.feelings and entry.score > 0
        return is_sore or felt or bool(set(self.signs) & set(entry.signs))


class Chain(msgspec.Struct, frozen=True, kw_only=True, rename={"edges": "edge", "areas": "area"}):
    """chain.toml as a whole."""

    edges: tuple[Edge, ...]
    areas: tuple[AreaPlan, ...]
    selection: Selection
    avoid: tuple[Avoid, ...] = ()

    def plan_for(self, area: Area) -> AreaPlan | None:
        """Return what to do for an area; None for `core`, where nobody logs pain."""
        return next((plan for plan in self.areas if plan.area is area), None)

    def into(self, area: Area) -> tuple[Edge, ...]:
        """Return the edges that act on `area`."""
        return tuple(edge for edge in self.edges if edge.downstream is area)

    def out_of(self, area: Area) -> tuple[Edge, ...]:
        """Return the edges by which `area` acts on others."""
        return tuple(edge for edge in self.edges if edge.upstream is area)
