"""What the calendar shows, computed from a plan: `retouch(hang(layers, amend(base, changes)), changes)`.

Days off are changes that are laid over the amended sessions before anything is hung on them.
"""

from datetime import date

import msgspec

from planner.domain.change import Off, standing_changes
from planner.domain.ids import HUNG
from planner.domain.layer import Hung, Layer
from planner.domain.plan import Plan
from planner.domain.session import Session
from planner.planning.amend import Lost, amend
from planner.planning.clashes import clashes
from planner.planning.hang import hang, retouch, switched
from planner.planning.overlay import SetAside, lay_off, offs_of

__all__ = ["Lost", "Planned", "Schedule", "SetAside", "schedule", "span_of"]


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A session as it stands now. `original` is what the base says, absent for a session that the user added.

    `full`: what it would be without the days off that ease it, absent where none does.
    """

    session: Session
    original: Session | None
    full: Session | None = None

    @property
    def is_moved(self) -> bool:
        """Whether it stands on another day than in the base."""
        return self.original is not None and self.original.day != self.session.day

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the base."""
        return self.original != self.session


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """The plan as it stands: sessions by day, what hangs on them, what was deleted and what no longer fits.

    `offs`: the days off that are laid over it, and `set_aside` the sessions that give way to them.
    """

    sessions: tuple[Planned, ...]
    hung: tuple[Hung, ...]
    deleted: tuple[Session, ...]
    layers: tuple[Layer, ...]
    lost: tuple[Lost, ...]
    offs: tuple[Off, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def find(self, item: str) -> Planned | Hung | None:
        """Return the session or hung item of that id, if it stands."""
        if HUNG in item:
            return next((hung for hung in self.hung if hung.id == item), None)
        return next((planned for planned in self.sessions if planned.session.id == item), None)


def span_of(plan: Plan, standing: Schedule) -> tuple[date, date]:
    """Return the first and the last day on which anything of the plan stands, what was moved outside its weeks too."""
    days = [planned.session.day for planned in standing.sessions] + [hung.day for hung in standing.hung]
    return min([plan.first_day, *days]), max([plan.last_day, *days])


def schedule(plan: Plan, first: date | None = None, last: date | None = None) -> Schedule:
    """Return the plan as it stands, hung work included, from `first` to `last`; all of it without them.

    All of it may begin before the plan's first day and end after its last: sessions can be moved anywhere.
    """
    changes = standing_changes(plan.changes)
    amended = amend(plan.base, plan.race, plan.weeks, changes)
    layers = switched(plan.layers, changes, amended.lost)
    laid = lay_off(
        tuple(amended.sessions.values()),
        plan.race,
        changes,
        amended.touched,
        lambda place: amend(plan.base, plan.race, plan.weeks, changes[:place]).sessions,
    )
    offs = offs_of(changes)
    low, high = first or date.min, last or date.max
    aside = {one.session.id for one in laid.set_aside} | laid.full.keys()
    hung = retouch(hang(plan, layers, laid.sessions, offs), changes, amended.lost, offs, aside)
    base = {session.id: session for session in plan.base}
    standing = sorted(laid.sessions, key=lambda session: session.order)
    return Schedule(
        sessions=tuple(
            Planned(session=s, original=base.get(s.id), full=laid.full.get(s.id))
            for s in standing
            if low <= s.day <= high
        ),
        hung=tuple(sorted((h for h in hung if low <= h.day <= high), key=lambda h: h.day)),
        deleted=tuple(session for session in amended.deleted.values() if low <= session.day <= high),
        layers=layers,
        lost=(*amended.lost, *clashes(plan.changes)),
        offs=offs,
        set_aside=tuple(one for one in laid.set_aside if low <= one.session.day <= high),
    )
