"""Missed runs, and what the rules say of the plan after them: never more in a later week, never a silent shift."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec

from planner.domain.change import Delete, Edit, Move, Off, Part
from planner.domain.off import Comeback, Easing, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.text import capital
from planner.domain.units import Span
from planner.planning.comeback import ComebackRules, before_the_race, shared_out, taper_from
from planner.planning.overlay import counting, step_on
from planner.planning.regain import start_of_week
from planner.planning.schedule import Planned, Schedule, schedule

_LONG_RUN_DAYS = 14
"""Days after which a missed long run is bygone."""
_APART = timedelta(days=3)
"""A long run made up for stands so far before the next one (design)."""

Runs = Sequence[tuple[date, float]]
"""Logged runs: the day and the metres, 0 where they are not known."""


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """What was missed: planned runs without an entry, and the days without running since `start`."""

    missed: tuple[Session, ...]
    start: date
    today: date

    @property
    def days(self) -> int:
        """Days without running up to yesterday."""
        return max(0, (self.today - self.start).days)

    @property
    def long_run(self) -> Session | None:
        """The last long run that was missed."""
        return next((one for one in reversed(self.missed) if one.kind is SessionKind.LONG), None)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What to change: days off with the way `back`, a long run to do `now`, runs to drop, to make easy, and distances.

    `why`: sentences with rule and source. Nothing to change when only `why` is given.
    """

    back: tuple[Easing, ...] = ()
    lay_off: bool = False
    now: str = ""
    drop: tuple[str, ...] = ()
    easy: tuple[str, ...] = ()
    distances: Mapping[str, float] = {}
    why: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether the plan goes on as it is."""
        return not (self.back or self.lay_off or self.now or self.drop or self.easy or self.distances)


def situation(plan: Plan, standing: Schedule, ran: Runs, answered: Collection[str], today: date) -> Situation:
    """Return what was missed up to yesterday. `answered`: sessions with a log entry, a skip too.

    Counted are the runs since the last one that was run, and a long run of the last two weeks that no other followed.
    """
    last_run = max((day for day, _ in ran if day <= today), default=date.min)
    last_off = max((off.last for off in standing.offs if off.last < today), default=date.min)
    start = max(plan.first_day, max(last_run, last_off) + timedelta(days=1))
    past = [
        planned.session
        for planned in standing.sessions
        if planned.session.kind.is_run and plan.first_day <= planned.session.day < today
    ]
    done_long = max((one.day for one in past if one.kind is SessionKind.LONG and one.id in answered), default=date.min)
    missed = tuple(
        one
        for one in past
        if one.id not in answered
        and one.id != plan.race.session
        and (
            one.day >= start
            or (one.kind is SessionKind.LONG and one.day > done_long and (today - one.day).days <= _LONG_RUN_DAYS)
        )
    )
    return Situation(missed=missed if today <= plan.race.day else (), start=start, today=today)


def answer(plan: Plan, standing: Schedule, found: Situation, ran: Runs, rules: ComebackRules) -> Answer:
    """Return what section 11 of the rules says of what was missed, before distances are limited again."""
    if not found.missed:
        return Answer(why=("No run was missed.",))
    if found.days <= rules.missed.rejoin_days:
        return _short_gap(plan, standing, found, ran, rules)
    return _long_gap(plan, standing, found, rules)


def _short_gap(plan: Plan, standing: Schedule, found: Situation, ran: Runs, rules: ComebackRules) -> Answer:
    long = found.long_run
    count = len(found.missed)
    if long is None:
        source = rules.one_run.source if count == 1 else rules.missed.rejoin_source
        head = "1 run was missed" if count == 1 else f"{count} runs were missed in {found.days} days"
        return Answer(why=(f"{head}: nothing to change, go on with the plan. Rule: {source}.",))
    if found.today >= taper_from(plan):
        return Answer(why=(f"A long run was missed in the taper: let it go. Rule: {rules.missed.source}.",))
    ahead = _ahead(plan, standing, found.today)
    if (found.today - long.day).days <= rules.long_run.now_days:
        # On a way back nothing hard is made up.
        now = None if counting(standing.offs, found.today) else _now(plan, ahead, found, long, ran, rules)
        if now and long.distance and _is_eased(standing, long):
            # Off the days that ease it, it would stand at its full length again.
            now = msgspec.structs.replace(now, distances={**now.distances, long.id: long.distance.high_m})
        if now:
            return now
    why = f"A long run was missed: it is left out. Rule: {rules.long_run.source}."
    following = next((one for one in ahead if one.kind is SessionKind.LONG and one.distance), None)
    best = longest(ran, long.day, rules.window.days)
    if following is None or following.distance is None or not best:
        return Answer(drop=(long.id,), why=(why, "The next long run stays as planned."))
    planned = following.distance.high_m
    if planned <= rules.window.limit_m(best):
        return Answer(drop=(long.id,), why=(why, "The next long run stays as planned: it is no jump."))
    half = {following.id: (best + planned) / 2}
    return Answer(drop=(long.id,), distances=half, why=(why, "The next long run is halfway between the last and it."))


def _is_eased(standing: Schedule, session: Session) -> bool:
    planned = standing.find(session.id)
    return isinstance(planned, Planned) and planned.full is not None


def _now(
    plan: Plan, ahead: Sequence[Session], found: Situation, long: Session, ran: Runs, rules: ComebackRules
) -> Answer | None:
    """Return the long run done today with the next days eased; None where it does not fit into the week."""
    today = found.today
    blocked = plan.inputs.blocked if plan.inputs else ()
    following = next((one for one in ahead if one.kind is SessionKind.LONG), None)
    if today in blocked or any(day == today for day, _ in ran) or not long.distance:
        return None
    if following and following.day - today < _APART:
        return None
    near = [one for one in ahead if one.day <= today + timedelta(days=rules.long_run.now_days)]
    if any(one.kind in (SessionKind.TUNE_UP, SessionKind.RACE) for one in near):
        return None
    drop = [one.id for one in near if one.day == today]
    easy = [one.id for one in near if one.day > today and one.kind.is_hard]
    distances: dict[str, float] = {}
    week = start_of_week(plan, today)
    if start_of_week(plan, long.day) != week:
        # What the long run adds to this week comes off the runs after it.
        this_week = [one for one in ahead if start_of_week(plan, one.day) == week and one is not following]
        room = _room(this_week, long.distance.high_m, today, rules)
        if room is None:
            return None
        distances = {one: left for one, left in room.items() if left}
        drop += [one for one, left in room.items() if not left]
    dropped = tuple(dict.fromkeys(drop))
    return Answer(
        now=long.id,
        drop=dropped,
        easy=tuple(one for one in easy if one not in dropped),
        distances=distances,
        why=(f"A long run was missed: do it today, and go easy on the days after. Rule: {rules.long_run.source}.",),
    )


def _room(runs: Sequence[Session], metres: float, today: date, rules: ComebackRules) -> dict[str, float] | None:
    """Return what is left of the next runs when so many metres come off them, 0 for nothing; None if it is too much."""
    left: dict[str, float] = {}
    for one in runs:
        if metres <= 0 or not one.distance or one.kind is SessionKind.TUNE_UP:
            break
        rest = one.distance.low_m - metres
        metres -= one.distance.low_m
        left[one.id] = 0.0 if one.day == today or rest < rules.shortest.metres else rest
    return None if metres > 0 else left


def _long_gap(plan: Plan, standing: Schedule, found: Situation, rules: ComebackRules) -> Answer:
    days, eve = found.days, found.today - timedelta(days=1)
    weeks = (plan.race.day - found.today).days / 7
    why = [f"{days} days without running, {weeks:.0f} weeks to the race."]
    steps: list[Easing] = []
    if days <= rules.missed.shorter_days:
        length = 14 if weeks >= rules.missed.two_weeks_from else 7 if weeks >= rules.missed.one_week_from else 0
        steps = [Easing(last=eve + timedelta(days=length), less_m=rules.missed.less_m)] if length else []
        low, high = rules.missed.slower_s
        said = f"{length // 7} week{'s' if length > 7 else ''} with each run a mile (1.6 km) shorter"
        said = f"{said}, and {low} to {high} s a km slower" if length else "So near the race it is let go: taper"
        why.append(f"{said}. Rule: {rules.missed.source}.")
    else:
        rule = rules.gap_of(days)
        steps = shared_out(eve, min(days, rules.gap[-1].most_days), rule.shares)
        why.append(f"Rule: {rule.source}.")
    if days >= rules.long_gap.days:
        why.append(f"{capital(rules.long_gap.source)}.")
    back = _gentler(before_the_race(steps, eve, plan), eve, standing.offs)
    return Answer(lay_off=True, back=back, why=tuple(why))


def _gentler(steps: Sequence[Easing], after: date, offs: Sequence[Off]) -> tuple[Easing, ...]:
    """Return the steps, nowhere more than what an earlier way back that is not at its end allows."""
    kept: list[Easing] = []
    day = after
    for step in steps:
        while day < step.last:
            day += timedelta(days=1)
            off = counting(offs, day)
            old = step_on(off, day) if off else None
            one = msgspec.structs.replace(step, last=day)
            if old:
                share, less = min(step.share, old.share), max(step.less_m, old.less_m)
                one = Easing(last=day, share=share, less_m=less, hard=step.hard and old.hard)
            if kept and msgspec.structs.replace(kept[-1], last=day) == one:
                kept.pop()
            kept.append(one)
    return tuple(kept)


def realigned(
    plan: Plan,
    standing: Schedule,
    found: Situation,
    said: Answer,
    ran: Runs,
    rules: ComebackRules,
    *,
    new_id: Callable[[], str],
    at: datetime,
) -> tuple[list[Part], tuple[str, ...]]:
    """Return the changes that `said` asks for, runs too long after it limited, and all reasons.

    No change raises a later week.
    """
    if said.changes_nothing:
        return [], said.why
    before = [planned.session for planned in standing.sessions]
    parts = _parts(before, found, said, new_id, at)
    changed = schedule(msgspec.structs.replace(plan, changes=(*plan.changes, *parts)))
    after = [planned.session for planned in changed.sessions]
    # What the rule of the long run itself says goes before the limit of 30 days; what was dropped was never run.
    limits = {
        one: metres
        for one, metres in limited(plan, before, after, ran, found.today, rules).items()
        if one not in said.distances
    }
    for session in after:
        if session.id in limits and session.distance:
            span = scaled(session.distance, limits[session.id])
            parts.append(Edit(id=new_id(), at=at, session=session.id, distance=span))
    if not limits:
        return parts, said.why
    runs = f"{len(limits)} run{'s are' if len(limits) != 1 else ' is'}"
    return parts, (*said.why, f"{runs} shorter by the rule of 30 days: {rules.window.source}.")


def _parts(
    before: Sequence[Session], found: Situation, said: Answer, new_id: Callable[[], str], at: datetime
) -> list[Part]:
    sessions = {session.id: session for session in before}
    parts: list[Part] = []
    if said.lay_off:
        parts.append(
            Off(
                id=new_id(),
                at=at,
                kind=OffKind.TIME_OFF,
                first=found.start,
                last=found.today - timedelta(days=1),
                running=Running.NONE,
                comeback=Comeback.BALANCED if said.back else Comeback.AT_ONCE,
                back=said.back,
                note="missed runs",
            )
        )
    parts += [Delete(id=new_id(), at=at, session=one) for one in said.drop]
    if said.now:
        parts.append(Move(id=new_id(), at=at, session=said.now, to=found.today))
    for one in dict.fromkeys((*said.easy, *said.distances)):
        distance = sessions[one].distance
        metres = said.distances.get(one)
        soft = one in said.easy
        parts.append(
            Edit(
                id=new_id(),
                at=at,
                session=one,
                kind=SessionKind.EASY if soft else None,
                distance=scaled(distance, metres) if distance and metres else None,
                clear=("title", "text") if soft else (),
            )
        )
    return parts


def limited(
    plan: Plan, before: Sequence[Session], after: Sequence[Session], ran: Runs, today: date, rules: ComebackRules
) -> dict[str, float]:
    """Return the runs of `after` that are too long now for what was really run before them, with what would be fine.

    A run that was a jump in the plan itself stays the same jump. Races stay. Nothing ever gets longer.
    """
    real = [*ran, *_start_of(plan)]
    as_planned = [*real, *((one.day, one.distance.high_m) for one in before if one.kind.is_run and one.distance)]
    old = {one.id: one.distance.high_m for one in before if one.distance}
    found: dict[str, float] = {}
    for one in sorted(after, key=lambda session: session.order):
        if one.day < today or not one.kind.is_run or not one.distance or one.id == plan.race.session:
            continue
        metres = one.distance.high_m
        best = longest(real, one.day, rules.window.days)
        if best and one.kind is not SessionKind.TUNE_UP:
            meant = rules.window.limit_m(longest(as_planned, one.day, rules.window.days) or best)
            limit = rules.window.limit_m(best) * max(1.0, old.get(one.id, metres) / meant)
            if metres > limit + 1.0:
                found[one.id] = metres = limit
        real.append((one.day, metres))
    return found


def longest(runs: Runs, day: date, window: int) -> float:
    """Return the longest run in metres of so many days before a day; 0 when nothing is known."""
    first = day - timedelta(days=window)
    return max((metres for ran, metres in runs if first <= ran < day), default=0.0)


def scaled(span: Span, high_m: float) -> Span:
    """Return a distance, or a range, made so that it goes up to `high_m`."""
    return Span(min(span.low_m * high_m / span.high_m, high_m), high_m)


def _start_of(plan: Plan) -> Runs:
    inputs = plan.inputs
    return [(plan.first_day - timedelta(days=1), inputs.longest_m)] if inputs and inputs.longest_m else []


def _ahead(plan: Plan, standing: Schedule, today: date) -> list[Session]:
    listed = (planned.session for planned in standing.sessions)
    return [one for one in listed if one.kind.is_run and today <= one.day < plan.race.day]
