"""What differs between two schedules of a plan, session by session: what a proposal shows before it is accepted."""

from datetime import date

import msgspec

from planner.domain.layer import Hung
from planner.domain.plan import Plan
from planner.domain.session import Session
from planner.planning.regain import start_of_week
from planner.planning.schedule import Schedule


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One session that is added (`before` is None), taken out (`after` is None), moved or changed."""

    before: Session | None = None
    after: Session | None = None

    @property
    def day(self) -> date:
        """The first day that it is about."""
        return min(session.day for session in (self.before, self.after) if session)

    @property
    def order(self) -> tuple[date, str]:
        """Sorts differences by day."""
        return (self.day, next(session.id for session in (self.before, self.after) if session))

    @property
    def is_move(self) -> bool:
        """Whether only the day, or the time of the day, is another."""
        if not (self.before and self.after):
            return False
        there = msgspec.structs.replace(self.before, day=self.after.day, slot=self.after.slot, clock=self.after.clock)
        return there == self.after


def differences(before: Schedule, after: Schedule) -> tuple[Difference, ...]:
    """Return what is another session in `after` than in `before`, by day."""
    old = {planned.session.id: planned.session for planned in before.sessions}
    new = {planned.session.id: planned.session for planned in after.sessions}
    found = [Difference(before=session, after=new.get(key)) for key, session in old.items() if new.get(key) != session]
    found += [Difference(after=session) for key, session in new.items() if key not in old]
    return tuple(sorted(found, key=lambda one: one.order))


class HungDifference(msgspec.Struct, frozen=True, kw_only=True):
    """A routine, a shoe, an orthotic or a note that hangs anew (`before` is None), no more, or in another's place."""

    before: Hung | None = None
    after: Hung | None = None

    @property
    def item(self) -> Hung:
        """What hangs there afterwards, or what hung there before."""
        return next(hung for hung in (self.after, self.before) if hung)

    @property
    def id(self) -> str:
        """The id of what hung there before, as long as there was something."""
        return next(hung.id for hung in (self.before, self.after) if hung)


def hung_differences(before: Schedule, after: Schedule) -> tuple[HungDifference, ...]:
    """Return what hangs otherwise in `after`, by day, on days and on runs that stand in both.

    What comes and goes with its run is no difference, nor is what only moves with it.
    """
    runs = [{planned.session.id for planned in one.sessions if planned.session.kind.is_run} for one in (before, after)]
    both = (runs[0] & runs[1]) | {""}
    old = {hung.id: hung for hung in before.hung if hung.session in both}
    new = {hung.id: hung for hung in after.hung if hung.session in both}
    gone = [hung for key, hung in old.items() if key not in new]
    found = [HungDifference(before=was, after=new[key]) for key, was in old.items() if key in new]
    for hung in (hung for key, hung in new.items() if key not in old):
        place = (hung.session or hung.day, hung.anchor)
        other = next((one for one in gone if (one.session or one.day, one.anchor) == place), None)
        if other:
            gone.remove(other)
        found.append(HungDifference(before=other, after=hung))
    found += [HungDifference(before=hung) for hung in gone]
    differ = [one for one in found if not (one.before and one.after and one.before.what == one.after.what)]
    return tuple(sorted(differ, key=lambda one: (one.item.day, one.id)))


class WeekChange(msgspec.Struct, frozen=True, kw_only=True):
    """A week of a plan before and after a proposal: metres planned, the race counted, and what differs in it.

    `number`: which week of the plan it is, from 1; 0 outside its weeks. `hung`: routines and gear that differ.
    """

    start: date
    number: int
    before_m: float
    after_m: float
    differences: tuple[Difference, ...] = ()
    hung: tuple[HungDifference, ...] = ()


def week_changes(plan: Plan, before: Schedule, after: Schedule) -> tuple[WeekChange, ...]:
    """Return the weeks of the plan with what they hold before and after; a week with no difference too."""
    found: dict[date, list[Difference]] = {week.start: [] for week in plan.weeks}
    for one in differences(before, after):
        found.setdefault(start_of_week(plan, one.day), []).append(one)
    hung: dict[date, list[HungDifference]] = {}
    for thing in hung_differences(before, after):
        start = start_of_week(plan, thing.item.day)
        found.setdefault(start, [])
        hung.setdefault(start, []).append(thing)
    sums = [_by_week(plan, standing) for standing in (before, after)]
    numbers = {week.start: number for number, week in enumerate(plan.weeks, 1)}
    return tuple(
        WeekChange(
            start=start,
            number=numbers.get(start, 0),
            before_m=sums[0].get(start, 0.0),
            after_m=sums[1].get(start, 0.0),
            differences=tuple(found[start]),
            hung=tuple(hung.get(start, ())),
        )
        for start in sorted(found)
    )


def _by_week(plan: Plan, standing: Schedule) -> dict[date, float]:
    sums: dict[date, float] = {}
    for planned in standing.sessions:
        session = planned.session
        if session.kind.is_run and session.distance:
            start = start_of_week(plan, session.day)
            sums[start] = sums.get(start, 0.0) + session.distance.middle_m
    return sums
