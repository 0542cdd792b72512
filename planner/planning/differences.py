"""What differs between two schedules of a plan, session by session: what a proposal shows before it is accepted."""

from datetime import date

import msgspec

from planner.domain.session import Session
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
