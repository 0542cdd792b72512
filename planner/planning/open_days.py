"""Which days of a plan can be run on, and how runs pass from one day to the next when a rest day comes or goes."""

from collections.abc import Sequence
from datetime import date, timedelta

from planner.domain.days import show_day
from planner.domain.off import Running
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.planning.overlay import covering
from planner.planning.schedule import Schedule

_DAY = timedelta(days=1)


def why_closed(plan: Plan, standing: Schedule, day: date) -> str:
    """Return why nothing is run on a day: blocked by the runner, or days off without running. Empty if it is open."""
    if plan.inputs and day in plan.inputs.blocked:
        return f"{show_day(day)} is blocked in this plan"
    off = covering(standing.offs, day)
    if off and off.running is Running.NONE:
        return f"{show_day(day)} lies in {off.kind.value.replace('-', ' ')} without running"
    return ""


def trained(standing: Schedule, day: date) -> tuple[Session, ...]:
    """Return what is run or trained on a day; none on a rest day."""
    return tuple(
        planned.session
        for planned in standing.sessions
        if planned.session.day == day and planned.session.kind is not SessionKind.REST
    )


def rests(standing: Schedule, day: date) -> tuple[Session, ...]:
    """Return the sessions of a day that say rest."""
    return tuple(
        planned.session
        for planned in standing.sessions
        if planned.session.day == day and planned.session.kind is SessionKind.REST
    )


def chain(plan: Plan, standing: Schedule, day: date) -> tuple[tuple[date, ...], bool]:
    """Return `day` and the open days after it up to and with the next rest day, and whether there is one.

    Closed days on which nothing stands are passed over. Without a rest day before the race it ends the day before it;
    after the race there always is one.
    """
    busy = {planned.session.day for planned in standing.sessions if planned.session.kind is not SessionKind.REST}
    days = [day]
    last = max([*busy, day]) + _DAY * 400  # closed days are passed over, so rest may come long after the last run
    at = day + _DAY
    while at <= last:
        if at == plan.race.day:
            return tuple(days), False
        if at in busy:
            days.append(at)
        elif not why_closed(plan, standing, at):
            return (*days, at), True
        at += _DAY
    return tuple(days), False


def passed_on(days: Sequence[date], *, back: bool) -> tuple[tuple[date, date, int], ...]:
    """Return the shifts (from, to, by how many days) that pass what stands on each of `days` to the next one.

    With `back`, to the one before. They are in an order in which none moves what another has just put down, and
    neighbours that go equally far are one shift.
    """
    pairs = [(days[n + 1], (days[n] - days[n + 1]).days) for n in range(len(days) - 1)]
    if not back:
        pairs = [(days[n], (days[n + 1] - days[n]).days) for n in reversed(range(len(days) - 1))]
    shifts: list[tuple[date, date, int]] = []
    for day, by in pairs:
        if shifts and shifts[-1][2] == by and abs((day - (shifts[-1][1] if back else shifts[-1][0])).days) == 1:
            first, last, _ = shifts[-1]
            shifts[-1] = (first, day, by) if back else (day, last, by)
        else:
            shifts.append((day, day, by))
    return tuple(shifts)
