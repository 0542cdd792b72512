"""A plan: the base as made or imported, the layers hung on it, and the user's changes."""

from datetime import date, timedelta

import msgspec

from planner.domain.change import Change, Rebase, standing_changes
from planner.domain.layer import Layer
from planner.domain.race import Inputs, Race
from planner.domain.session import Session
from planner.domain.week import PlanWeek

SCHEMA = 1
"""Schema number of a plan file."""


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A plan file. Changes come last, so that a new one is an addition at the end."""

    schema: int = SCHEMA
    id: str
    name: str = ""
    about: str = ""
    source: str = ""
    race: Race
    inputs: Inputs | None = None
    weeks: tuple[PlanWeek, ...] = msgspec.field(default=(), name="week")
    base: tuple[Session, ...] = ()
    layers: tuple[Layer, ...] = msgspec.field(default=(), name="layer")
    changes: tuple[Change, ...] = msgspec.field(default=(), name="change")

    @property
    def title(self) -> str:
        """The plan's name, else the race's."""
        return self.name or self.race.name

    @property
    def first_day(self) -> date:
        """The first day that the plan is about: in a first week that was started late, the day of the start."""
        days = [week.start for week in self.weeks[:1]] + [session.day for session in self.base]
        first = min([*days, self.race.day])
        return max(first, self.inputs.start) if self.inputs else first

    @property
    def last_day(self) -> date:
        """The last day that the plan is about: race day, or the end of the recovery weeks after it."""
        days = [week.start + timedelta(days=6) for week in self.weeks[-1:]] + [session.day for session in self.base]
        return max([*days, self.race.day])

    def week_of(self, day: date) -> tuple[int, PlanWeek] | None:
        """Return the number (from 1) and the plan week that holds `day`, if one does."""
        return next(((n, week) for n, week in enumerate(self.weeks, 1) if week.holds(day)), None)

    @property
    def weeks_to_race(self) -> int:
        """How many plan weeks there are up to and with race week: the 18 of "week 9 of 18"."""
        found = self.week_of(self.race.day)
        return found[0] if found else len(self.weeks)


def as_made_last(plan: Plan) -> Plan:
    """Return the plan on the base that was made last: a build-up that was made again brings another one."""
    rebase = next((one for one in reversed(standing_changes(plan.changes)) if isinstance(one, Rebase)), None)
    if rebase is None:
        return plan
    return msgspec.structs.replace(
        plan, race=rebase.race, inputs=rebase.inputs, weeks=rebase.weeks, base=rebase.base, layers=rebase.layers
    )
