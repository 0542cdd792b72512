"""`[reflow]` and `[return]` of rules.toml: what a yellow or a red light asks of runs, routines and gear."""

from collections.abc import Iterable

import msgspec

from planner.domain.body import Area
from planner.domain.session import SessionKind


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Areas that ask for the same. `swap`: what quality becomes, `bike` or `easy`.

    `ease`: what is different, for a reason. `note`: the same for the runner, on each run. `routine` takes the place of
    the routines `instead`.
    """

    name: str
    areas: tuple[Area, ...]
    swap: str
    ease: str
    note: str
    source: str
    routine: str
    instead: tuple[str, ...]


class GearRules(msgspec.Struct, frozen=True, kw_only=True):
    """Below which distance a shoe is new, and where a sore spot takes orthotics out."""

    new_shoe_m: float
    new_shoe_source: str
    sore_areas: tuple[Area, ...]
    sore_source: str


class ReflowRules(msgspec.Struct, frozen=True, kw_only=True):
    """`[reflow]`: every number has its source beside it in the file."""

    days: int
    days_source: str
    share: float
    share_source: str
    shortest_m: float
    shortest_source: str
    pause_days: int
    pause_source: str
    other_s: int
    other_source: str
    most_score: int
    most_score_source: str
    stop_score: int
    stop_score_source: str
    roll_score: int
    roll_score_source: str
    near_race_days: int
    near_race_source: str
    taper_runs: int
    taper_short_m: float
    taper_apart_days: int
    taper_source: str
    known_days: int
    known_source: str
    flag_days: int
    flag_source: str
    trigger_pain: int
    trigger_tightness: int
    trigger_days: int
    trigger_source: str
    gear: GearRules
    group: tuple[Group, ...]

    def groups_of(self, areas: Iterable[Area]) -> tuple[Group, ...]:
        """Return the groups that the areas belong to, in the order of the file."""
        sore = set(areas)
        return tuple(group for group in self.group if sore & set(group.areas))

    @property
    def stop(self) -> str:
        """The stop rule, for the note of a run."""
        return f"If it rises above {self.stop_score} of 10 or changes your stride, walk."


class ReturnStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step back to running: a session that is counted in time."""

    name: str
    kind: SessionKind
    text: str
    duration_s: int
    note: str = ""


class ReturnRules(msgspec.Struct, frozen=True, kw_only=True):
    """`[return]`: the steps back to running, and what is a clean one."""

    hours_apart: int
    apart_source: str
    clean_score: int
    clean_source: str
    red_score: int
    red_source: str
    morning_rise: int
    morning_source: str
    gate_source: str
    step: tuple[ReturnStep, ...]

    @property
    def days_apart(self) -> int:
        """Days from one step to the next."""
        return -(-self.hours_apart // 24)
