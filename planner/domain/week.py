"""A week of a plan: where it begins and what it is for."""

from datetime import date, timedelta

import msgspec

from planner.domain.days import check_years
from planner.domain.race import Phase


class PlanWeek(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One week of the plan as generated. `target_m` keeps full precision; `phase` is absent for imported plans."""

    start: date
    phase: Phase | None = None
    cut_back: bool = False
    target_m: float = 0.0

    def __post_init__(self) -> None:
        check_years(start=self.start)

    def holds(self, day: date) -> bool:
        """Tell whether `day` is one of the seven days."""
        return self.start <= day < self.start + timedelta(days=7)
