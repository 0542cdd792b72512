"""What a rearrangement of a plan does, in words: what moves, what falls out, and what stands in the way."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from planner.actions.desk import Desk
from planner.domain.change import MOST_DAYS, Batch, Part
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.plan import Plan
from planner.domain.session import Session, name_of
from planner.domain.text import counted
from planner.planning.differences import Difference, differences
from planner.planning.open_days import why_closed
from planner.planning.schedule import Schedule, schedule

_NOW = {
    "Added": "Adds",
    "Brought": "Brings",
    "Deleted": "Deletes",
    "Made": "Makes",
    "Moved": "Moves",
    "Repeated": "Repeats",
    "Shifted": "Shifts",
    "Swapped": "Swaps",
    "Took": "Takes",
}
"""How a sentence about what was done begins while it is only meant."""
_MOST_NAMED = 3
"""So many sessions are named in a sentence; of more, the number is said."""


class Arrangement(msgspec.Struct, frozen=True, kw_only=True):
    """A change that rearranges a plan, not made yet. `did` says what it does, `effect` what comes of it."""

    plan: Plan
    change: Part | Batch
    did: str
    effect: str

    @property
    def said(self) -> str:
        """The sentence for when it is done."""
        return f"{self.did}.{f' {self.effect}' if self.effect else ''}"

    @property
    def would(self) -> str:
        """The same sentence while it is not done yet."""
        verb, _, rest = self.said.partition(" ")
        return f"{_NOW.get(verb, verb)} {rest}"


def arranged(
    desk: Desk, plan: Plan, parts: Sequence[Part], did: str, *, notes: Iterable[str] = (), own: bool = False
) -> Arrangement:
    """Return what `parts`, as one change, would do. `own`: every session is named by `did` already.

    Raises `BadValue` when nothing would be another.
    """
    change = together(desk, did, parts)
    before = desk.schedule_of(plan)
    after = schedule(msgspec.structs.replace(plan, changes=(*plan.changes, change)))
    found = differences(before, after)
    if not found and after.deleted == before.deleted and after.set_aside == before.set_aside and not own:
        raise BadValue("plan", "nothing would be another", "Choose other days.")
    effect = [*([] if own else _moves(desk, before, after, found)), *_in_the_way(desk, plan, before, after), *notes]
    return Arrangement(plan=plan, change=change, did=did, effect=" ".join(effect))


def together(desk: Desk, name: str, parts: Sequence[Part]) -> Part | Batch:
    """Return parts as one change, which undo takes back in one step."""
    if len(parts) == 1:
        return parts[0]
    return Batch(id=desk.new_id(), at=desk.now(), name=name, parts=tuple(parts))


def carry_out(desk: Desk, arrangement: Arrangement) -> str:
    """Make the change and return the sentence that says what was done."""
    desk.keep_changes(arrangement.plan.id, arrangement.change)
    return arrangement.said


def check_near(plan: Plan, *days: date) -> None:
    """Raise `BadValue` for a day that is more than two years from the race."""
    if far := [day for day in days if abs((day - plan.race.day).days) > MOST_DAYS]:
        raise BadValue(
            "date", f"{far[0].isoformat()} is more than two years from the race", "Choose a day near the plan."
        )


def listed(desk: Desk, sessions: Iterable[Session]) -> str:
    """Return sessions by name and day; of many the first three, and how many more."""
    ordered = sorted(sessions, key=lambda session: session.order)
    names = [f"{name_of(one, desk.settings.unit)} of {show_day(one.day)}" for one in ordered[:_MOST_NAMED]]
    more = len(ordered) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _moves(desk: Desk, before: Schedule, after: Schedule, found: Sequence[Difference]) -> list[str]:
    moved = [one for one in found if one.before and one.after and one.before.day != one.after.day]
    was = {session.id for session in before.deleted}
    aside = {one.session.id for one in after.set_aside} - {one.session.id for one in before.set_aside}
    fallen = [session for session in after.deleted if session.id not in was]
    under = [one.before for one in found if one.before and one.before.id in aside]
    said = [f"{counted(len(moved), 'session')} move{'s' if len(moved) == 1 else ''}."] if moved else []
    said += [f"Out of the plan: {listed(desk, fallen)}."] if fallen else []
    said += [f"Gives way to days off: {listed(desk, under)}."] if under else []
    return said


def _in_the_way(desk: Desk, plan: Plan, before: Schedule, after: Schedule) -> list[str]:
    """Return what stands in the way of what comes to other days: closed days, race day, other runs, before the plan."""
    was = {planned.session.id: planned.session for planned in before.sessions}
    came = [
        planned.session
        for planned in after.sessions
        if planned.session.id != plan.race.session
        and planned.session.kind.is_run
        and (planned.session.id not in was or was[planned.session.id].day != planned.session.day)
    ]
    by_day: dict[date, list[Session]] = {}
    for planned in after.sessions:
        if planned.session.kind.is_run:
            by_day.setdefault(planned.session.day, []).append(planned.session)
    then = _runs_by_day(before)
    days = sorted({session.day for session in came})
    closed = [why for day in days if (why := why_closed(plan, after, day))]
    crowded = [show_day(day) for day in days if len(by_day[day]) > max(1, then.get(day, 0))]
    early = [session for session in came if session.day < plan.first_day]
    said = [f"{why}, and something comes there." for why in closed[:_MOST_NAMED]]
    said += [f"More than one run on {_few(crowded)}."] if crowded else []
    said += [f"Before the plan begins: {listed(desk, early)}."] if early else []
    return said


def _few(days: Sequence[str]) -> str:
    more = len(days) - _MOST_NAMED
    return ", ".join(days[:_MOST_NAMED]) + (f" and {more} more days" if more > 0 else "")


def _runs_by_day(standing: Schedule) -> dict[date, int]:
    counts: dict[date, int] = {}
    for planned in standing.sessions:
        if planned.session.kind.is_run:
            counts[planned.session.day] = counts.get(planned.session.day, 0) + 1
    return counts
