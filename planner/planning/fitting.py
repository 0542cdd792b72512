"""A laid build-up fitted to the runner's days: weekdays without time, blocked days, and races on the way."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.days import Weekday, show_day
from planner.domain.errors import BadValue
from planner.domain.ids import Pick, new_id
from planner.domain.race import Inputs, Phase, Race, TuneUp
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, paired
from planner.domain.week import PlanWeek
from planner.planning.limits import limited
from planner.planning.targets import easy_pace_s
from planner.planning.tune_ups import check_tune_ups, make_room, words_about

_SHORTEST_M = 3_000.0
"""A day that does not hold a run of this length holds none (section of weekly patterns: the shortest run is 3 km)."""
_FEWEST_DAYS = 3
_HARD_BESIDE, _AFTER_LONG, _TOO_SHORT = 20, 6, 12
"""What it costs to place a run: a hard day beside another, the day after the long run, a day too short for it."""


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions on the days that the runner has, and what had to give way, in words."""

    sessions: tuple[Session, ...]
    warnings: tuple[str, ...] = ()


def is_needed(inputs: Inputs) -> bool:
    """Tell whether the runner said anything that the sessions must be fitted to."""
    return bool(inputs.minutes or inputs.blocked or inputs.tune_ups)


def possible_weekdays(inputs: Inputs) -> tuple[Weekday, ...]:
    """Return the weekdays that have the time for a run of 3 km at the easy pace."""
    return tuple(weekday for weekday in Weekday if cap_m(inputs, weekday) >= _SHORTEST_M)


def cap_m(inputs: Inputs, weekday: Weekday) -> float:
    """Return how far a run can go in the minutes of a weekday at the easy pace, in metres."""
    minutes = inputs.minutes.get(weekday)
    return float("inf") if minutes is None else minutes * 60 / easy_pace_s(inputs) * 1000


def with_possible_days(inputs: Inputs) -> Inputs:
    """Return inputs with as many runs a week as there are weekdays for them.

    Raises `BadValue` with fewer than three weekdays, and without time on the weekday of the long run.
    """
    if not inputs.minutes:
        return inputs
    possible = possible_weekdays(inputs)
    if len(possible) < _FEWEST_DAYS:
        raise BadValue(
            "time by weekday",
            f"there are {len(possible)} weekdays with time for a run",
            "A build-up needs three: give three weekdays 30 min or more.",
        )
    if inputs.long_run_day not in possible:
        raise BadValue(
            "long run",
            f"there is no time for a run on {inputs.long_run_day.full}",
            f"Put the long run on {', '.join(day.full for day in possible)}, or give {inputs.long_run_day.full} time.",
        )
    return msgspec.structs.replace(inputs, days=min(inputs.days, len(possible)))


def check_days(inputs: Inputs, race_day: date) -> None:
    """Raise `BadValue` where the race or a race on the way is on a day that cannot hold it."""
    if race_day in inputs.blocked:
        raise BadValue("race day", f"{show_day(race_day)} is among the days without running", "Take it out of them.")
    check_tune_ups(inputs, race_day)


def fit(sessions: Iterable[Session], weeks: Sequence[PlanWeek], race: Race, inputs: Inputs, pick: Pick) -> Fitted:
    """Return the sessions on days that have the time for them; what finds no day is left out, and said.

    Distances never grow by it, and stay within the limits of growth where something before them fell away.
    """
    listed = list(sessions)
    races = [_tune_up(one, new_id(pick, {session.id for session in listed})) for one in inputs.tune_ups]
    listed = [*make_room(listed, inputs.tune_ups), *races]
    taken = {one.day for one in inputs.tune_ups} | {race.day}
    out: list[Session] = []
    kept: list[Session] = []
    for week in weeks:
        mine = [session for session in listed if week.holds(session.day)]
        movable = [one for one in mine if one.day not in taken]
        kept += [one for one in mine if one.day in taken and (one.id == race.session or one in races)]
        open_days = _open_days(week, race, inputs, taken, mine)
        placed, left = _placed(movable, open_days, [*kept, *races], inputs)
        kept += placed
        out += left
    held = {session.id for session in (*kept, *out)}
    kept += [session for session in listed if session.id not in held and not any(w.holds(session.day) for w in weeks)]
    fitted = limited(kept, weeks, race, inputs)
    return Fitted(sessions=fitted, warnings=(*_told(out), *_short_long(fitted, inputs), *words_about(inputs, race)))


def _tune_up(one: TuneUp, identity: str) -> Session:
    return Session(
        id=identity,
        day=one.day,
        kind=SessionKind.TUNE_UP,
        title=one.name,
        distance=Span.of(one.distance_m),
        text="rest for it and race it" if one.priority == "b" else "train through it: a hard run, not a goal",
    )


def _open_days(
    week: PlanWeek, race: Race, inputs: Inputs, taken: set[date], mine: Sequence[Session]
) -> tuple[date, ...]:
    """Return the days of a week that may hold a run: none before the start, on the eve of the race or in days off."""
    first = inputs.start
    if week.phase is Phase.RECOVERY:
        first = max(first, min((session.day for session in mine), default=week.start))
    days = (week.start + timedelta(days=n) for n in range(7))
    return tuple(
        day
        for day in days
        if day >= first
        and day not in taken
        and day not in inputs.blocked
        and (race.day - day).days != 1
        and cap_m(inputs, Weekday.of(day)) >= _SHORTEST_M
    )


def _placed(
    movable: Sequence[Session], open_days: tuple[date, ...], kept: Sequence[Session], inputs: Inputs
) -> tuple[list[Session], list[Session]]:
    """Return the runs of a week on open days, the long run first, and those that found none."""
    hard = {session.day for session in kept if session.kind.is_hard}
    if all(one.day in open_days and _holds(one, one.day, inputs) for one in movable):
        return [_soft(one, hard) for one in movable], []
    order = sorted(movable, key=lambda one: (_rank(one), -(one.distance.high_m if one.distance else 0), one.day))
    free = list(open_days)
    placed: list[Session] = []
    left: list[Session] = []
    long_days = {session.day for session in kept if session.kind is SessionKind.LONG}
    for session in order:
        days = [day for day in free if session.distance or _holds(session, day, inputs)]
        if not days:
            left.append(session)
            continue
        day = min(days, key=lambda day: (_cost(session, day, hard, long_days, inputs), day))
        free.remove(day)
        there = _within(_soft(msgspec.structs.replace(session, day=day), hard), inputs)
        placed.append(there)
        if there.kind.is_hard:
            hard.add(day)
        if there.kind is SessionKind.LONG:
            long_days.add(day)
    return placed, left


def _rank(session: Session) -> int:
    return 0 if session.kind is SessionKind.LONG else 1 if session.kind.is_hard else 2


def _cost(session: Session, day: date, hard: set[date], long_days: set[date], inputs: Inputs) -> float:
    beside = any(day + timedelta(days=by) in hard for by in (-1, 1))
    cost = float(abs((day - session.day).days))
    if session.kind.is_hard and beside:
        cost += _HARD_BESIDE
    if day - timedelta(days=1) in long_days:
        cost += _AFTER_LONG
    if not _holds(session, day, inputs):
        cost += _TOO_SHORT
    return cost


def _holds(session: Session, day: date, inputs: Inputs) -> bool:
    """Tell whether a day has the time for a session."""
    minutes = inputs.minutes.get(Weekday.of(day))
    if minutes is None:
        return True
    if session.distance:
        return session.distance.high_m <= cap_m(inputs, Weekday.of(day)) + 1
    return (session.duration_s or 0) <= minutes * 60


def _soft(session: Session, hard: set[date]) -> Session:
    """Return a hard run as an easy one where a hard day is beside it."""
    if session.kind.is_hard and any(session.day + timedelta(days=by) in hard for by in (-1, 1)):
        return msgspec.structs.replace(session, kind=SessionKind.EASY, text="")
    return session


def _within(session: Session, inputs: Inputs) -> Session:
    """Return a run no longer than its day has time for, cut to whole 100 m; a cut hard run is easy."""
    if _holds(session, session.day, inputs) or not session.distance:
        return session
    metres = int(cap_m(inputs, Weekday.of(session.day)) / 100) * 100.0
    soft = session.kind.is_quality
    return msgspec.structs.replace(
        session,
        distance=Span.of(metres),
        kind=SessionKind.EASY if soft else session.kind,
        text="" if soft or session.kind is SessionKind.LONG else session.text,
    )


def _told(left: Sequence[Session]) -> Iterator[str]:
    if left:
        days = ", ".join(show_day(session.day) for session in sorted(left, key=lambda one: one.day)[:6])
        more = f" and {len(left) - 6} more" if len(left) > 6 else ""
        told = (
            "1 run has no day in the week and falls"
            if len(left) == 1
            else f"{len(left)} runs have no day in the week and fall"
        )
        yield f"{told} away: {days}{more}"


def _short_long(sessions: Iterable[Session], inputs: Inputs) -> Iterator[str]:
    cap = cap_m(inputs, inputs.long_run_day)
    longest = max((one.distance.high_m for one in sessions if one.kind is SessionKind.LONG and one.distance), default=0)
    if cap < float("inf") and longest >= cap - 500:
        minutes = inputs.minutes[inputs.long_run_day]
        yield f"the long run stops at {paired(longest)}: {inputs.long_run_day.full} has {minutes} min"
