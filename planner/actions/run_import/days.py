"""The days on which runs come in: which planned sessions and hand-made entries are open, and which run is which."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from planner.actions.desk import Desk
from planner.actions.run_import.records import Incoming
from planner.actions.run_import.shoes import hung_gear
from planner.domain.activity import Activity, Sport
from planner.domain.layer import Thing
from planner.domain.log import Happening, Ran, Skipped
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.planning.match_runs import Place, assign, place_of


class PlannedRun(NamedTuple):
    """A session that a run may be, whose plan it is, and how far back that plan stands: 0 for the current one."""

    plan: str
    session: Session
    rank: int


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of a day is: `entry`, logged by hand, that it completes; or the planned `session`; or neither."""

    run: Incoming
    entry: Ran | None = None
    session: PlannedRun | None = None


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """A run of an earlier import that is another session than was thought, now that the day's other runs are known."""

    entry: Ran
    session: PlannedRun | None


class Calendar:
    """The sessions of all plans that a run can be, by day: the current plan, those beside it, others where none is."""

    def __init__(self, desk: Desk) -> None:
        current = desk.plan()
        first = [plan for plan in (current, *desk.beside()) if plan]
        listed = [*first, *(plan for plan in desk.plans() if plan.id not in {one.id for one in first})]
        spans = [(plan.first_day, plan.last_day) for plan in first]
        self._days: dict[date, list[PlannedRun]] = {}
        self._gear: dict[str, dict[str, dict[Thing, str]]] = {}
        self._plans: dict[str, Plan] = {plan.id: plan for plan in listed}
        self._desk = desk
        self.sessions: dict[str, Session] = {}
        for rank, plan in enumerate(listed):
            is_other = rank >= len(first)
            for planned in desk.schedule_of(plan).sessions:
                session = planned.session
                self.sessions.setdefault(session.id, session)
                if not (is_other and any(low <= session.day <= high for low, high in spans)):
                    self._days.setdefault(session.day, []).append(PlannedRun(plan.id, session, rank))

    def on(self, day: date) -> Sequence[PlannedRun]:
        """Return the sessions of a day, those of the current plan first."""
        return self._days.get(day, ())

    def hung_on(self, planned: PlannedRun) -> Mapping[Thing, str]:
        """Return the shoe and the orthotic that hang on a session."""
        if planned.plan not in self._gear:
            self._gear[planned.plan] = hung_gear(self._desk, self._plans[planned.plan])
        return self._gear[planned.plan].get(planned.session.id, {})


class DayOfRuns(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided for a day. `skipped`: runs that are nothing planned, on a day with a skipped session."""

    matches: tuple[Match, ...]
    shifts: tuple[Shift, ...] = ()
    skipped: int = 0


def decide(calendar: Calendar, day: date, runs: Sequence[Incoming], happened: Iterable[Happening]) -> DayOfRuns:
    """Decide what the new runs of a day are. `happened` is what stands in the log of that day.

    Sessions that are done or skipped are not taken. Runs that an earlier import matched by itself are weighed again
    together with the new ones, so that it makes no difference which came first.
    """
    entries = list(happened)
    ran = [entry for entry in entries if isinstance(entry, Ran)]
    planned = {one.session.id: one for one in calendar.on(day)}
    settled = [entry for entry in ran if _is_movable(entry, planned)]
    by_hand = {entry.id: entry for entry in ran if entry.start is None and _is_of_run(entry, calendar.sessions)}
    movable = {entry.id for entry in settled}
    answered = {entry.session for entry in ran if entry.id not in movable}
    skipped = {entry.session for entry in entries if isinstance(entry, Skipped)}
    places = [_by_hand_place(entry, calendar.sessions) for entry in by_hand.values()]
    for one in planned.values():
        place = place_of(one.session, rank=one.rank)
        if place and place.key not in answered and place.key not in skipped:
            places.append(place)
    listed = sorted(
        [(_activity(entry, calendar.sessions), entry, None) for entry in settled]
        + [(run.activity, None, run) for run in runs],
        key=lambda row: (row[0].start.replace(tzinfo=None), row[0].distance_m or 0.0),
    )
    known = {number for number, (_, entry, _) in enumerate(listed) if entry}
    chosen = assign([activity for activity, _, _ in listed], places, known)
    matches, shifts = [], []
    for number, (_, entry, run) in enumerate(listed):
        key = chosen.get(number, "")
        if run:
            matches.append(Match(run=run, entry=by_hand.get(key), session=planned.get(key)))
        elif entry and entry.session != key:
            shifts.append(Shift(entry=entry, session=planned.get(key)))
    alone = sum(not (match.entry or match.session) for match in matches)
    return DayOfRuns(matches=tuple(matches), shifts=tuple(shifts), skipped=alone if skipped & planned.keys() else 0)


def _is_movable(entry: Ran, planned: Mapping[str, PlannedRun]) -> bool:
    """Tell whether an import matched this run by itself, to a session that still stands on its day, or to none."""
    return bool(entry.source and entry.start and not entry.corrects) and (not entry.session or entry.session in planned)


def _is_of_run(entry: Ran, sessions: Mapping[str, Session]) -> bool:
    """Tell whether an entry is of a run or a walk: what was ticked off may be strength or cross-training."""
    session = sessions.get(entry.session)
    return session is None or place_of(session) is not None


def _by_hand_place(entry: Ran, sessions: Mapping[str, Session]) -> Place:
    session = sessions.get(entry.session)
    return Place(
        key=entry.id,
        is_walk=session is not None and session.kind is SessionKind.WALK,
        by_hand=True,
        is_typed=not entry.as_planned,
        distance=Span.of(entry.distance_m) if entry.distance_m else None,
        duration_s=entry.duration_s or None,
    )


def _activity(entry: Ran, sessions: Mapping[str, Session]) -> Activity:
    session = sessions.get(entry.session)
    is_walk = session is not None and session.kind is SessionKind.WALK
    return Activity(
        start=entry.start or datetime.combine(entry.day, datetime.min.time()),
        sport=Sport.WALK if is_walk else Sport.RUN,
        distance_m=entry.distance_m or None,
        duration_s=entry.duration_s or None,
    )
