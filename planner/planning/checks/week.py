"""The weeks of a plan as they stand: what is run in them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from planner.domain.plan import Plan
from planner.domain.race import Phase
from planner.domain.session import Session, SessionKind

RACES = (SessionKind.TUNE_UP, SessionKind.RACE)
"""What is a race; it has rules of its own."""
_NO_GROWTH = (Phase.TAPER, Phase.RACE, Phase.RECOVERY)
_TAPER_WEEKS = 3
"""Weeks before the race, race week included, that count as taper where a plan does not say its phases."""


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """A plan week as it stands now, without the race. `total_m` is None where a run has no distance.

    `number` counts from 1, `to_race` are the weeks to race week, `quality` the hard runs beside the long one and
    without other races; `has_race` says whether there is one of those.
    """

    number: int
    start: date
    phase: Phase | None
    total_m: float | None
    longest_m: float
    runs: int
    quality: int
    has_race: bool
    to_race: int

    @property
    def is_training(self) -> bool:
        """Whether it is a week that may grow: not taper, race week or recovery."""
        return self.phase not in _NO_GROWTH if self.phase else self.to_race >= _TAPER_WEEKS


def weeks_of(plan: Plan, sessions: Iterable[Session]) -> Iterator[Week]:
    """Yield the plan's weeks with what is run in them now."""
    place = {week.start + timedelta(days=n): number for number, week in enumerate(plan.weeks) for n in range(7)}
    runs: list[list[Session]] = [[] for _ in plan.weeks]
    for session in sessions:
        if session.kind.is_run and session.id != plan.race.session and session.day in place:
            runs[place[session.day]].append(session)
    to_race = plan.weeks_to_race - 1
    for number, (week, mine) in enumerate(zip(plan.weeks, runs, strict=True)):
        spans = [run.distance for run in mine if run.distance]
        yield Week(
            number=number + 1,
            start=week.start,
            phase=Phase.RACE if week.phase and week.holds(plan.race.day) else week.phase,
            total_m=sum(span.middle_m for span in spans) if len(spans) == len(mine) else None,
            longest_m=max((span.high_m for span in spans), default=0.0),
            runs=len(mine),
            quality=sum(run.kind.is_quality and run.kind not in RACES for run in mine),
            has_race=any(run.kind in RACES for run in mine),
            to_race=to_race - number,
        )
