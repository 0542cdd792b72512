"""Distance that days off have taken, spread over later easy runs: late, little a run, and within the limits."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.change import Off
from planner.domain.days import week_start
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.planning.comeback import ComebackRules, taper_from
from planner.planning.overlay import counting

_HM = 100
"""Metres to which what comes on a run is rounded down."""


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """The metres that come on each run, by id; and what could not be placed."""

    runs: dict[str, float] = {}
    placed_m: float = 0.0
    left_m: float = 0.0


def spread(
    plan: Plan, sessions: Sequence[Session], offs: Sequence[Off], lost_m: float, back: date, rules: ComebackRules
) -> Spread:
    """Return `lost_m` spread over the easy runs that follow the way back, which ends on the day `back`.

    Nothing is added in the first week after it, in a cut-back week, from the taper on, or on days off; to a run at most
    a tenth; and no week comes above a tenth over the best of the three before it, as they were planned.
    """
    rule = rules.regain
    first, taper = back + timedelta(days=rule.wait_days), taper_from(plan)
    totals: dict[date, float] = {}
    for session in sessions:
        if session.kind.is_run and session.distance and session.id != plan.race.session:
            start = start_of_week(plan, session.day)
            totals[start] = totals.get(start, 0.0) + session.distance.middle_m
    cut_back = {week.start for week in plan.weeks if week.cut_back}
    room: dict[date, float] = {}
    for start in totals:
        before = [totals.get(start - timedelta(weeks=n), 0.0) for n in range(1, rule.weeks + 1)]
        room[start] = 0.0 if start in cut_back else max(0.0, max(before) * rule.week - totals[start])
    runs: dict[str, float] = {}
    left = lost_m
    for session in sorted(sessions, key=lambda one: one.order):
        distance = session.distance
        if session.kind is not SessionKind.EASY or distance is None or not first < session.day < taper:
            continue
        if session.day >= plan.race.day or counting(offs, session.day):
            continue
        start = start_of_week(plan, session.day)
        more = min(distance.middle_m * (rule.most - 1.0), room[start], left) // _HM * _HM
        if more > 0:
            runs[session.id] = more
            room[start] -= more
            left -= more
    return Spread(runs=runs, placed_m=sum(runs.values()), left_m=max(0.0, left))


def start_of_week(plan: Plan, day: date) -> date:
    """Return the first day of the plan week that holds `day`, of the calendar week outside the plan's weeks."""
    found = plan.week_of(day)
    return found[1].start if found else week_start(day)
