"""What differs between two schedules of a plan, session by session: what a proposal shows before it is accepted."""

from datetime import date

import msgspec

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
        return msgspec.structs.replace(self.before, day=self.after.day, slot=self.after.slot) == self.after


def differences(before: Schedule, after: Schedule) -> tuple[Difference, ...]:
    """Return what is another session in `after` than in `before`, by day."""
    old = {planned.session.id: planned.session for planned in before.sessions}
    new = {planned.session.id: planned.session for planned in after.sessions}
    found = [Difference(before=session, after=new.get(key)) for key, session in old.items() if new.get(key) != session]
    found += [Difference(after=session) for key, session in new.items() if key not in old]
    return tuple(sorted(found, key=lambda one: one.order))


class WeekChange(msgspec.Struct, frozen=True, kw_only=True):
    """A week of a plan before and after a proposal: metres planned, the race counted, and what differs in it.

    `number`: which week of the plan it is, from 1; 0 outside its weeks.
    """

    start: date
    number: int
    before_m: float
    after_m: float
    differences: tuple[Difference, ...] = ()


def week_changes(plan: Plan, before: Schedule, after: Schedule) -> tuple[WeekChange, ...]:
    """Return the weeks of the plan with what they hold before and after; a week with no difference too."""
    found: dict[date, list[Difference]] = {week.start: [] for week in plan.weeks}
    for one in differences(before, after):
        found.setdefault(start_of_week(plan, one.day), []).append(one)
    sums = [_by_week(plan, standing) for standing in (before, after)]
    numbers = {week.start: number for number, week in enumerate(plan.weeks, 1)}
    return tuple(
        WeekChange(
            start=start,
            number=numbers.get(start, 0),
            before_m=sums[0].get(start, 0.0),
            after_m=sums[1].get(start, 0.0),
            differences=tuple(found[start]),
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
