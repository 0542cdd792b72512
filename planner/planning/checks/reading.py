"""What all checks look at: the plan as it stands, with the log and the gear, put in order once."""

from collections.abc import Collection, Mapping
from datetime import date

import msgspec

from planner.domain.gear import Gear
from planner.domain.layer import Hung, Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.race import Inputs, Race
from planner.domain.session import Session, name_of
from planner.domain.text import one_line
from planner.domain.units import Unit
from planner.planning.checks.week import RACES, Week
from planner.planning.orthotic_ramp import RampRun
from planner.planning.schedule import Schedule
from planner.planning.shoe_ramp import Speed
from planner.planning.shoe_rules import ShoeRules
from planner.planning.targets import easy_pace_s


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A plan read for the checks. `sessions` are all that stand, by day; `runs` the runs among them, without the race.

    `known`: ids of routines, shoes and orthotics that exist. `seconds`: how long a routine takes, by id. `shoes`: the
    numbers about them. `today`: planned runs before it that nobody logged are over; absent, all are ahead.
    `ramps`: the runs in orthotics that are being broken in, by id. `speeds`: what makes the ramps of new pairs slower
    or faster, by id, where more than gear and runs is known of it.
    """

    plan: Plan
    unit: Unit
    standing: Schedule
    sessions: tuple[Session, ...]
    runs: tuple[Session, ...]
    weeks: tuple[Week, ...]
    ran: tuple[Ran, ...]
    known: Mapping[Thing, Collection[str]] | None
    gear: Mapping[str, Gear]
    seconds: Mapping[str, float]
    shoes: ShoeRules
    today: date | None = None
    ramps: Mapping[str, tuple[RampRun, ...]] = {}
    speeds: Mapping[str, Speed] = {}

    @property
    def race(self) -> Race:
        """The race that the plan leads to."""
        return self.plan.race

    @property
    def inputs(self) -> Inputs | None:
        """What the plan was made from, where it was made here."""
        return self.plan.inputs

    def name(self, session: Session) -> str:
        """Return what a session is called."""
        return one_line(name_of(session, self.unit))

    def before_race(self, day: date) -> int:
        """Return how many days a day is before the race."""
        return (self.race.day - day).days

    def run_s(self, session: Session) -> float | None:
        """Return how long a run takes: what it says, else at the runner's or the level's easy pace; None untold."""
        if session.duration_s:
            return float(session.duration_s)
        if self.inputs is None or session.distance is None:
            return None
        return session.distance.high_m * easy_pace_s(self.inputs) / 1000

    def is_timed(self, session: Session) -> bool:
        """Whether how long a run takes is more than a guess from the level."""
        return bool(session.duration_s or (self.inputs and self.inputs.easy_pace_s))

    def worn(self, thing: Thing) -> tuple[tuple[Hung, Session], ...]:
        """Return what of shoes or orthotics hangs on which run, by day."""
        by_id = {session.id: session for session in self.sessions}
        return tuple(
            (item, by_id[item.session]) for item in self.standing.hung if item.thing is thing and item.session in by_id
        )

    def tune_ups(self) -> tuple[Session, ...]:
        """Return the other races."""
        return tuple(run for run in self.runs if run.kind in RACES)
