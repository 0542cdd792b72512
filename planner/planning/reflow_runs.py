"""Runs under a yellow light: shorter, easy, at the last level; and in the taper only the short ones."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.days import show_day
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.planning.comeback import taper_from
from planner.planning.overlay import eased
from planner.planning.realign import Runs, limited, scaled
from planner.planning.reflow_case import Case, Draft, Ease, with_note
from planner.planning.reflow_rules import Group
from planner.planning.regain import start_of_week

_PACE_S = 0.36
"""Seconds a metre, six minutes a kilometre, where nobody has said a pace: as days off reckon it."""
_WALK_BREAKS = (180, 60)
"""Seconds of running and of walking with walk breaks: the 3/1 of the return to running."""


class Last(msgspec.Struct, frozen=True):
    """The last level: metres of the last long run and of the last full week, 0 where there is none."""

    long_m: float
    week_m: float


def ease_runs(case: Case, groups: Sequence[Group], last: date, skip: frozenset[str]) -> Draft:
    """Return the runs from today to `last` made easier; those of `skip` are so already."""
    draft = Draft([], {})
    ahead = [
        one
        for one in case.sessions
        if one.kind.is_run and one.day <= last and case.may_change(one) and one.id not in skip
    ]
    if not ahead:
        return draft
    level = last_level(case)
    keep = _kept_in_taper(case, ahead, skip)
    wanted: dict[str, Session] = {}
    for one in ahead:
        if one.id in keep:
            is_taper = taper_from(case.plan) <= one.day < case.plan.race.day
            easier = eased_run(case, one, groups, level, ease=Ease.EASY if is_taper and not case.wish.ease else None)
            wanted[one.id] = short_in_taper(case, easier) if is_taper else easier
        else:
            draft.take_out(case, one.id, "an extra of the taper")
    _hold_weeks(case, wanted, last, level)
    for one in ahead:
        if one.id in wanted:
            draft.edit(case, one, wanted[one.id], _reason(one, wanted[one.id], level, case.rules.share))
    return draft


def eased_run(
    case: Case, session: Session, groups: Sequence[Group], level: Last, *, ease: Ease | None = None
) -> Session:
    """Return a run as yellow asks for it: easy, shorter, with what to mind in its note."""
    rules = case.rules
    ease = ease or case.wish.ease or (Ease.BIKE if any(group.swap == "bike" for group in groups) else Ease.EASY)
    if session.kind.is_quality and ease is Ease.BIKE:
        return other_training(case, session)
    share = rules.share
    if session.distance:
        share = max(share, min(1.0, rules.shortest_m / session.distance.high_m))
    easier = eased(session, share, hard=False)
    if session.kind is SessionKind.STRIDES:
        easier = msgspec.structs.replace(easier, kind=SessionKind.EASY, title="", text="")
    if easier.or_kind and (easier.or_kind.is_hard or easier.or_kind is SessionKind.STRIDES):
        easier = msgspec.structs.replace(easier, or_kind=None)
    if session.kind is SessionKind.LONG and easier.distance and 0 < level.long_m < easier.distance.high_m:
        easier = msgspec.structs.replace(easier, distance=scaled(easier.distance, level.long_m))
    if ease is Ease.WALK:
        easier = _with_walk_breaks(easier)
    return with_note(easier, rules.stop, *(group.note for group in groups))


def other_training(case: Case, session: Session) -> Session:
    """Return bike or pool in place of a run, as long as the run would be, at most so long as the rules say."""
    seconds = min(seconds_of(case, session), case.rules.other_s)
    made = msgspec.structs.replace(
        session, kind=SessionKind.CROSS, or_kind=None, distance=None, duration_s=seconds, title="bike or pool", text=""
    )
    return with_note(made, f"Only at {case.rules.most_score} of 10 or less; else rest.")


def seconds_of(case: Case, session: Session) -> int:
    """Return how long a session takes: its own time, else by the runner's easy pace."""
    if session.duration_s:
        return session.duration_s
    pace = case.plan.inputs.easy_pace_s / 1000 if case.plan.inputs and case.plan.inputs.easy_pace_s else _PACE_S
    return max(60, round(session.distance.middle_m * pace / 60) * 60) if session.distance else case.rules.other_s


def last_level(case: Case) -> Last:
    """Return the last long run, as it was run where that is known, and the last week that was no cut-back week."""
    before = [one for one in case.sessions if one.kind.is_run and one.day < case.today]
    long = max((one for one in before if one.kind is SessionKind.LONG and one.distance), key=_day, default=None)
    run = max((metres for day, metres in case.ran if long and day == long.day), default=0.0)
    this_week = start_of_week(case.plan, case.today)
    full = [week.start for week in case.plan.weeks if week.start < this_week and not week.cut_back]
    weeks = full or [week.start for week in case.plan.weeks if week.start < this_week]
    week_m = sum(_metres(one) for one in before if weeks and start_of_week(case.plan, one.day) == weeks[-1])
    return Last(run or (long.distance.high_m if long and long.distance else 0.0), week_m)


def limit_later(case: Case, draft: Draft, then: Sequence[Session]) -> int:
    """Shorten later runs that became a jump because the ones before them were eased; return how many.

    `then`: the sessions as the draft leaves them.
    """
    before = list(case.sessions)
    ran = _ran(case)
    usual = limited(case.plan, before, before, ran, case.today, case.comeback)
    found = limited(case.plan, before, then, ran, case.today, case.comeback)
    count = 0
    for one in then:
        most = found.get(one.id)
        if most is None or one.distance is None or not case.may_change(one) or most >= usual.get(one.id, most + 1.0):
            continue
        shorter = msgspec.structs.replace(one, distance=scaled(one.distance, most))
        draft.edit(case, one, shorter, "the rule of 30 days")
        count += 1
    return count


def _ran(case: Case) -> Runs:
    """Return the runs of the log; where none of late is there, what was planned counts as run."""
    first = case.today - timedelta(days=case.comeback.window.days)
    if any(first <= day < case.today for day, _ in case.ran):
        return case.ran
    planned = [(one.day, one.distance.high_m) for one in case.sessions if one.kind.is_run and one.distance]
    return tuple(one for one in planned if one[0] < case.today)


def _day(session: Session) -> date:
    return session.day


def _metres(session: Session) -> float:
    return session.distance.middle_m if session.kind.is_run and session.distance else 0.0


def _hold_weeks(case: Case, wanted: dict[str, Session], last: date, level: Last) -> None:
    """Shorten the eased runs of a week so that, up to `last`, it holds no more than the last level."""
    if not level.week_m:
        return
    weeks: dict[date, list[Session]] = {}
    for one in case.sessions:
        if one.kind.is_run and one.day <= last and one.id != case.plan.race.session:
            weeks.setdefault(start_of_week(case.plan, one.day), []).append(wanted.get(one.id, one))
    for runs in weeks.values():
        over = sum(_metres(one) for one in runs) - level.week_m
        own = [one for one in runs if one.id in wanted and one.distance and one.kind.is_run]
        total = sum(_metres(one) for one in own)
        if over <= 0 or total <= over:
            continue
        for one in own:
            if one.distance:
                span = scaled(one.distance, one.distance.high_m * (1 - over / total))
                wanted[one.id] = msgspec.structs.replace(one, distance=span)


def _kept_in_taper(case: Case, ahead: Sequence[Session], skip: frozenset[str]) -> frozenset[str]:
    """Return the runs that stay: all before the taper, and a few short ones in each week of it."""
    rules, taper, race = case.rules, taper_from(case.plan), case.plan.race.day
    keep = {one.id for one in ahead if not taper <= one.day < race}
    weeks: dict[date, list[Session]] = {}
    for one in ahead:
        if one.id not in keep:
            weeks.setdefault(start_of_week(case.plan, one.day), []).append(one)
    for start, runs in weeks.items():
        there = [one for one in case.sessions if one.id in skip and start_of_week(case.plan, one.day) == start]
        kept = [one for one in there if one.kind.is_run and one.day >= case.today]
        for choice in (_apart, lambda _one, _kept, _days: True):
            for one in sorted(runs, key=lambda run: (run.kind.is_hard, run.day)):
                is_free = len(kept) < rules.taper_runs and one not in kept
                if is_free and choice(one, kept, rules.taper_apart_days):
                    kept.append(one)
        keep |= {one.id for one in kept}
    return frozenset(keep)


def _apart(session: Session, kept: Sequence[Session], days: int) -> bool:
    return all(abs(session.day - one.day) >= timedelta(days=days) for one in kept)


def _with_walk_breaks(session: Session) -> Session:
    run_s, walk_s = _WALK_BREAKS
    seconds = session.duration_s or round((session.distance.middle_m if session.distance else 0.0) * _PACE_S)
    times = max(1, seconds // (run_s + walk_s))
    text = f"{times} x ({run_s // 60} min run, {walk_s // 60} min walk)"
    return msgspec.structs.replace(session, kind=SessionKind.RUN_WALK, title="", text=text, or_kind=None)


def _reason(was: Session, now: Session, level: Last, share: float) -> str:
    if now.kind is SessionKind.CROSS:
        return "no quality: bike or pool"
    if was.kind.is_quality:
        return "no quality, easy"
    if was.kind is SessionKind.STRIDES:
        return "no strides"
    if was.kind is SessionKind.LONG and level.long_m and now.distance and now.distance.high_m >= level.long_m - 1.0:
        return "held at the last long run"
    return f"{(1 - share) * 100:.0f} % less, easy" if now.distance != was.distance else "easy, with the stop rule"


def until(last: date) -> str:
    """Return the end of the time in words: `until Fri 12 Feb`."""
    return f"until {show_day(last)}"


def short_in_taper(case: Case, session: Session) -> Session:
    """Return a run of the taper that is no longer than a short one."""
    most = case.rules.taper_short_m
    if session.distance is None or session.distance.high_m <= most:
        return session
    low = session.distance.low_m * most / session.distance.high_m
    return msgspec.structs.replace(session, distance=Span(min(low, most), most))
