"""The limits of growth, kept where runs fell away: what follows is shortened, never made up for."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.race import Inputs, Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.planning.targets import share_cap
from planner.planning.volume import FLOOR_M, GROWTH

_WINDOW = timedelta(days=30)
_AFTER_A_GAP = 0.5
"""What may be run of the longest run before, after 30 days without one (half the load first: Daniels)."""
_SHORTEST_M = 1_000.0
_EVEN = 0.97
"""A taper week is at most this part of the week before it."""
_FIXED = (SessionKind.RACE, SessionKind.TUNE_UP)


def limited(sessions: Iterable[Session], weeks: Sequence[PlanWeek], race: Race, inputs: Inputs) -> tuple[Session, ...]:
    """Return the sessions, by day, each run within 1.10 of the longest of 30 days and each week of the best of three.

    Shares of the long run hold too, and the taper falls. Races are as long as they are.
    """
    days: dict[date, float] = {inputs.start - timedelta(days=1): inputs.longest_m} if inputs.longest_m else {}
    totals: list[float] = []
    done: list[Session] = []
    listed = sorted(sessions, key=lambda session: session.order)
    for week in weeks:
        mine = [_within_the_month(one, days, race) for one in listed if week.holds(one.day)]
        runs = [one for one in mine if _counts(one)]
        most = _most_of_week(week, totals, inputs)
        scaled = {one.id: one for one in _shared(_scaled(runs, most), mine)}
        week_done = [scaled.get(one.id, one) for one in mine]
        total = sum(one.distance.high_m for one in week_done if one.distance and one.kind is not SessionKind.RACE)
        if total:
            totals.append(total)
        for one in week_done:
            if one.distance and one.kind.is_run:
                days[one.day] = max(days.get(one.day, 0.0), one.distance.high_m)
        done += week_done
    held = {one.id for one in done}
    return tuple(sorted([*done, *(one for one in listed if one.id not in held)], key=lambda session: session.order))


def _counts(session: Session) -> bool:
    return session.kind.is_run and session.kind not in _FIXED and session.distance is not None


def _within_the_month(session: Session, days: dict[date, float], race: Race) -> Session:
    if not _counts(session) or session.distance is None or not days or session.day > race.day:
        return session
    window = [metres for day, metres in days.items() if session.day - _WINDOW <= day < session.day]
    best = max(window) if window else _AFTER_A_GAP * max(days.values())
    return _cut(session, max(GROWTH * best, best + FLOOR_M))


def _most_of_week(week: PlanWeek, totals: Sequence[float], inputs: Inputs) -> float:
    if week.phase is Phase.RECOVERY:
        return float("inf")
    if week.phase in (Phase.TAPER, Phase.RACE):
        return _EVEN * totals[-1] if totals else float("inf")
    before = [inputs.weekly_m] * max(0, 3 - len(totals)) + list(totals[-3:])
    best = max(before)
    return max(GROWTH * best, best + FLOOR_M) if best else float("inf")


def _scaled(runs: Sequence[Session], most: float) -> list[Session]:
    """Return the runs of a week, all of them shortened alike where they are more than `most`."""
    total = sum(one.distance.high_m for one in runs if one.distance)
    if total <= most + 1:
        return list(runs)
    return [_cut(one, one.distance.high_m * most / total) for one in runs if one.distance]


def _shared(runs: Sequence[Session], week: Sequence[Session]) -> list[Session]:
    """Return the runs of a week with its long run inside its share of them."""
    count = sum(one.kind.is_run and one.kind is not SessionKind.RACE for one in week)
    share = share_cap(min(max(count, 1), 6))
    long = next((one for one in runs if one.kind is SessionKind.LONG), None)
    if long is None or share >= 1 or long.distance is None:
        return list(runs)
    held = {one.id: one for one in runs}
    rest = [held.get(one.id, one) for one in week if one.id != long.id and one.kind.is_run]
    others = sum(one.distance.high_m for one in rest if one.distance and one.kind is not SessionKind.RACE)
    return [_cut(one, share / (1 - share) * others) if one.id == long.id and others else one for one in runs]


def _cut(session: Session, most: float) -> Session:
    """Return a run of at most `most` metres, cut to whole 100 m; a cut hard run loses its structure and is easy."""
    if session.distance is None or session.distance.high_m <= most + 1:
        return session
    metres = max(int(most / 100) * 100.0, _SHORTEST_M)
    soft = session.kind.is_quality
    return msgspec.structs.replace(
        session,
        distance=Span.of(min(metres, session.distance.high_m)),
        kind=SessionKind.EASY if soft else session.kind,
        text="" if soft or session.kind is SessionKind.LONG else session.text,
    )
