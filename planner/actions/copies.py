"""Copying sessions of a plan to other days, and repeating a week: each is one change."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from planner.actions.arrangement import Arrangement, arranged, carry_out, check_near, listed
from planner.actions.desk import Desk
from planner.domain.change import Add, Delete, Part
from planner.domain.days import show_day, week_start
from planner.domain.errors import BadValue, NotFound
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.text import counted
from planner.planning.open_days import why_closed

_WEEK = timedelta(days=7)
_MOST_TIMES = 52


def sessions_between(desk: Desk, first: date, last: date, *, plan: str | None = None) -> tuple[Session, ...]:
    """Return the sessions that stand from `first` to `last`, as they are shown, by day."""
    standing = desk.schedule_of(desk.plan_of(plan))
    return tuple(planned.session for planned in standing.sessions if first <= planned.session.day <= last)


def paste(
    desk: Desk, sessions: Sequence[Session], first: date, onto: date, *, anyway: bool = False, plan: str | None = None
) -> str:
    """Add copies of sessions: what stood on `first` comes to `onto`, the others as far from it as they were.

    A race becomes a tune-up. Copies for race day and for closed days are left out, unless `anyway`.
    """
    return carry_out(desk, pasting(desk, sessions, first, onto, anyway=anyway, plan=plan))


def pasting(
    desk: Desk, sessions: Sequence[Session], first: date, onto: date, *, anyway: bool = False, plan: str | None = None
) -> Arrangement:
    """Return what `paste` would do. Raises `BadValue` when nothing would be added."""
    owner = desk.plan_of(plan)
    if not sessions:
        raise NotFound("copy", "there is no session to copy", "Choose days with sessions.")
    copies = [_copied(desk, session, onto - first) for session in sessions]
    check_near(owner, *(copy.day for copy in copies))
    kept, left_out, why = _fitting(desk, owner, copies, anyway=anyway)
    if not kept:
        raise BadValue("date", why, "Choose another day, or add it there anyway.")
    low, high = min(copy.day for copy in kept), max(copy.day for copy in kept)
    where = f"on {show_day(low)}" if low == high else f"from {show_day(low)} to {show_day(high)}"
    did = f"Added {counted(len(kept), 'copied session')} {where}"
    parts = [Add(id=desk.new_id(), at=desk.now(), session=copy) for copy in kept]
    return arranged(desk, owner, parts, did, notes=_left_out(desk, left_out, why), own=True)


def repeat_week(desk: Desk, day: date, times: int = 1, *, plan: str | None = None) -> str:
    """Give the `times` weeks after that of `day` its sessions in place of their own; race week and after stay."""
    return carry_out(desk, repeating_week(desk, day, times, plan=plan))


def repeating_week(desk: Desk, day: date, times: int = 1, *, plan: str | None = None) -> Arrangement:
    """Return what `repeat_week` would do. Raises `BadValue` when no week before race week would be replaced."""
    owner = desk.plan_of(plan)
    if not 1 <= times <= _MOST_TIMES:
        raise BadValue("times", f"{times} is not a number of weeks", f"Write 1 to {_MOST_TIMES}.")
    start, name, before_race = _week(desk, owner, day)
    own = sessions_between(desk, start, start + _WEEK - timedelta(days=1), plan=owner.id)
    if not own:
        raise NotFound("week", f"nothing is planned in the week of {show_day(start)}", "Choose another week.")
    starts = [start + _WEEK * n for n in range(1, times + 1) if start + _WEEK * (n + 1) <= before_race]
    if not starts:
        raise BadValue("week", "race week and what follows it stay as they are", "Choose a week further ahead of it.")
    check_near(owner, starts[-1])
    copies = [_copied(desk, session, begin - start) for begin in starts for session in own]
    kept, left_out, why = _fitting(desk, owner, copies, anyway=False)
    replaced = sessions_between(desk, starts[0], starts[-1] + _WEEK - timedelta(days=1), plan=owner.id)
    parts: list[Part] = [Delete(id=desk.new_id(), at=desk.now(), session=session.id) for session in replaced]
    parts += [Add(id=desk.new_id(), at=desk.now(), session=copy) for copy in kept]
    notes = [
        f"{counted(len(replaced), 'session')} of their own {'is' if len(replaced) == 1 else 'are'} out of the plan."
    ]
    notes += _left_out(desk, left_out, why)
    if len(starts) < times:
        notes.append("Race week and what follows it stay as they are.")
    after = "the week after it" if len(starts) == 1 else f"the {len(starts)} weeks after it"
    return arranged(desk, owner, parts, f"Repeated {name} in {after}", notes=notes, own=True)


def _week(desk: Desk, plan: Plan, day: date) -> tuple[date, str, date]:
    """Return the first day of the week of `day`, what it is called, and the first day of race week."""
    found, race = plan.week_of(day), plan.week_of(plan.race.day)
    first = desk.settings.first_weekday
    before_race = race[1].start if race else week_start(plan.race.day, first)
    if found:
        return found[1].start, f"week {found[0]}", before_race
    start = week_start(day, first)
    return start, f"the week of {show_day(start)}", before_race


def _copied(desk: Desk, session: Session, by: timedelta) -> Session:
    kind = SessionKind.TUNE_UP if session.kind is SessionKind.RACE else session.kind
    return msgspec.structs.replace(session, id=desk.new_id(), day=session.day + by, kind=kind)


def _fitting(
    desk: Desk, plan: Plan, copies: Sequence[Session], *, anyway: bool
) -> tuple[list[Session], list[Session], str]:
    """Return the copies for days on which they can be, the others, and why those cannot."""
    standing = desk.schedule_of(plan)
    kept: list[Session] = []
    left_out: list[Session] = []
    reasons: dict[str, None] = {}
    for copy in copies:
        why = why_closed(plan, standing, copy.day)
        if copy.day == plan.race.day and copy.kind.is_run:
            why = f"{show_day(copy.day)} is race day"
        if anyway or not why or copy.kind is SessionKind.REST:
            kept.append(copy)
        else:
            left_out.append(copy)
            reasons[why] = None
    return kept, left_out, ", ".join(reasons)


def _left_out(desk: Desk, sessions: Sequence[Session], why: str) -> list[str]:
    return [f"Left out: {listed(desk, sessions)} ({why})."] if sessions else []
