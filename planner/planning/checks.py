"""What a plan goes against: jumps, hard days in a row, a taper that does not go down, and what hangs on nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

import msgspec

from planner.domain.days import show_day
from planner.domain.layer import Layer, Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.race import Phase
from planner.domain.session import Session, name_of
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance
from planner.planning.schedule import Schedule, schedule

_EPSILON_M = 1.0
_NO_GROWTH = (Phase.TAPER, Phase.RACE, Phase.RECOVERY)
_TAPER_WEEKS = 3
"""Weeks before the race, race week included, that count as taper where a plan does not say its phases."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of `data/rules.toml`. A finding above `most` is a warning, above `strong` a strong one."""

    title: str
    fix: str
    source: str
    most: float = 0.0
    strong: float | None = None
    days: int = 0
    weeks: int = 0
    slack_m: float = 0.0
    shares: dict[str, float] = {}


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """All rules by code."""

    schema: int
    rule: dict[str, Rule]


class Weight(StrEnum):
    """How much a finding weighs: a note is only there to be known."""

    NOTE = "note"
    WARN = "warn"
    STRONG = "strong"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a check found: what, on which day, why it matters and what to do.

    `key` names it the next time too: the code with the session, the day, or what else it is about.
    """

    code: str
    key: str
    title: str
    weight: Weight
    reason: str
    fix: str
    source: str
    day: date | None = None
    session: str = ""


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """A plan week as it stands now, without the race. `total_m` is None where a run has no distance."""

    start: date
    phase: Phase | None
    total_m: float | None
    longest_m: float
    runs: int
    to_race: int

    @property
    def is_training(self) -> bool:
        """Whether it is a week that may grow: not taper, race week or recovery."""
        return self.phase not in _NO_GROWTH if self.phase else self.to_race >= _TAPER_WEEKS


def check_plan(
    plan: Plan,
    rules: Rules,
    *,
    unit: Unit,
    ran: Iterable[Ran] = (),
    known: Mapping[Thing, Collection[str]] | None = None,
    standing: Schedule | None = None,
    since: date | None = None,
) -> tuple[Finding, ...]:
    """Return what the plan as it stands goes against, by day; what belongs to no day stands last.

    `ran` are logged runs: they count among the runs before a day. `known` are the ids of routines, shoes and
    orthotics that exist; without it, what hangs there is not checked. With `since` only
    what is found from that day on, and what belongs to no day, is returned.
    """
    whole = standing or schedule(plan)
    sessions = [planned.session for planned in whole.sessions]
    weeks = tuple(weeks_of(plan, sessions))
    found = [
        *_spikes(plan, sessions, tuple(ran), rules.rule["spike"], unit),
        *_growth(plan, weeks, rules.rule["week-growth"], unit),
        *_hard_days(sessions, plan.race.day, rules.rule["hard-hard"], unit),
        *_shares(weeks, rules.rule["long-share"], unit),
        *_taper(weeks, rules.rule["taper"], unit),
        *_race_jump(plan, sessions, rules.rule["race-jump"], unit),
        *_missing(whole.layers, known, rules.rule["missing-routine"]),
        *_lost(whole, rules.rule["lost-change"]),
    ]
    listed = (one for one in found if since is None or one.day is None or one.day >= since)
    return tuple(sorted(listed, key=lambda one: (one.day is None, one.day or date.max, one.key)))


def weeks_of(plan: Plan, sessions: Iterable[Session]) -> Iterator[Week]:
    """Yield the plan's weeks with what is run in them now."""
    listed = [session for session in sessions if session.kind.is_run and session.id != plan.race.session]
    for number, week in enumerate(plan.weeks, 1):
        runs = [session for session in listed if week.holds(session.day)]
        spans = [run.distance for run in runs if run.distance]
        yield Week(
            start=week.start,
            phase=Phase.RACE if week.phase and week.holds(plan.race.day) else week.phase,
            total_m=sum(span.middle_m for span in spans) if len(spans) == len(runs) else None,
            longest_m=max((span.high_m for span in spans), default=0.0),
            runs=len(runs),
            to_race=plan.weeks_to_race - number,
        )


def _spikes(plan: Plan, sessions: list[Session], ran: tuple[Ran, ...], rule: Rule, unit: Unit) -> Iterator[Finding]:
    """Yield the runs that are much longer than the longest of the days before."""
    before = [(run.day, run.distance_m) for run in ran if run.distance_m]
    planned = [(one.day, one.distance.high_m) for one in sessions if one.kind.is_run and one.distance]
    first = plan.first_day
    checked_from = first
    if plan.inputs and plan.inputs.longest_m:
        before.append((first - timedelta(days=1), plan.inputs.longest_m))
    elif not any(first - timedelta(days=rule.days) <= day < first for day, _ in before):
        # Nothing is known of the weeks before: the first week is what the rest is compared with.
        checked_from = first + timedelta(days=7)
    for session in sessions:
        if session.id == plan.race.session or not session.kind.is_run or not session.distance:
            continue
        window = session.day - timedelta(days=rule.days)
        best = max((metres for day, metres in (*before, *planned) if window <= day < session.day), default=0.0)
        if session.day < checked_from or not best:
            continue
        metres = session.distance.high_m
        limit = max(best * rule.most, best + rule.slack_m)
        if metres > limit + _EPSILON_M:
            reason = (
                f"{one_line(name_of(session, unit))} is {metres / best - 1:.0%} over the longest run of the"
                f" {rule.days} days before, {show_distance(best, unit)}; {show_distance(limit, unit)} would be fine"
            )
            yield _finding("spike", rule, reason, session.day, metres / best, session.id)


def _growth(plan: Plan, weeks: tuple[Week, ...], rule: Rule, unit: Unit) -> Iterator[Finding]:
    now = plan.inputs.weekly_m if plan.inputs else 0.0
    totals: list[float | None] = [now or None] * rule.weeks
    for number, week in enumerate(weeks, 1):
        best = max((total for total in totals[-rule.weeks :] if total), default=0.0)
        totals.append(week.total_m)
        if not (best and week.total_m and week.is_training):
            continue
        if week.total_m > max(best * rule.most, best + rule.slack_m) + _EPSILON_M:
            reason = (
                f"week {number} holds {show_distance(week.total_m, unit)}, {week.total_m / best - 1:.0%} over the best"
                f" of the {rule.weeks} before, {show_distance(best, unit)}"
            )
            yield _finding("week-growth", rule, reason, week.start, week.total_m / best)


def _hard_days(sessions: list[Session], race_day: date, rule: Rule, unit: Unit) -> Iterator[Finding]:
    hard: dict[date, Session] = {}
    for session in sessions:
        if session.kind.is_hard:
            hard.setdefault(session.day, session)
    for day, session in hard.items():
        earlier = hard.get(day - timedelta(days=1))
        if earlier and day <= race_day:
            reason = (
                f"{one_line(name_of(earlier, unit))} on {show_day(earlier.day)} and"
                f" {one_line(name_of(session, unit))} on {show_day(day)}: two hard days in a row"
            )
            yield _finding("hard-hard", rule, reason, day, session=session.id)


def _shares(weeks: tuple[Week, ...], rule: Rule, unit: Unit) -> Iterator[Finding]:
    for number, week in enumerate(weeks, 1):
        share = rule.shares.get(str(week.runs))
        if share is None or not week.total_m or not week.is_training:
            continue
        if week.longest_m > share * week.total_m + _EPSILON_M:
            reason = (
                f"the longest run of week {number}, {show_distance(week.longest_m, unit)}, is"
                f" {week.longest_m / week.total_m:.0%} of its {show_distance(week.total_m, unit)};"
                f" with {week.runs} runs {share:.0%} would be fine"
            )
            yield _finding("long-share", rule, reason, week.start)


def _taper(weeks: tuple[Week, ...], rule: Rule, unit: Unit) -> Iterator[Finding]:
    peak = max((week.total_m for week in weeks if week.total_m and week.to_race > 0), default=0.0)
    for number, (before, week) in enumerate(pairwise(weeks), 2):
        if week.total_m is None or not before.total_m:
            continue
        is_taper = week.phase in (Phase.TAPER, Phase.RACE) or (week.phase is None and week.to_race == 0)
        if is_taper and week.total_m > before.total_m - _EPSILON_M:
            reason = (
                f"week {number} holds {show_distance(week.total_m, unit)}, not less than the"
                f" {show_distance(before.total_m, unit)} of the week before it, and should taper"
            )
            yield _finding("taper", rule, reason, week.start)
        elif week.to_race == 0 and week.total_m > rule.most * peak + _EPSILON_M:
            reason = (
                f"race week holds {show_distance(week.total_m, unit)} besides the race, {week.total_m / peak:.0%} of"
                f" the fullest week; {rule.most:.0%} would be fine"
            )
            yield _finding("taper", rule, reason, week.start)


def _race_jump(plan: Plan, sessions: list[Session], rule: Rule, unit: Unit) -> Iterator[Finding]:
    spans = (one.distance for one in sessions if one.kind.is_run and one.day < plan.race.day)
    longest = max((span.high_m for span in spans if span), default=0.0)
    if longest and plan.race.distance_m > longest * rule.most:
        reason = (
            f"race day is {plan.race.distance_m / longest - 1:.0%} over the longest run before it,"
            f" {show_distance(longest, unit)}"
        )
        note = _finding("race-jump", rule, reason, plan.race.day, session=plan.race.session)
        yield msgspec.structs.replace(note, weight=Weight.NOTE)


def _missing(layers: Iterable[Layer], known: Mapping[Thing, Collection[str]] | None, rule: Rule) -> Iterator[Finding]:
    for layer in layers:
        if known is not None and layer.on and layer.thing in known and layer.what not in known[layer.thing]:
            kind = layer.thing if layer.thing in (Thing.SHOE, Thing.ORTHOTIC) else "routine"
            reason = f"layer {layer.id!r} hangs {kind} {layer.what!r}, and there is no such {kind}"
            yield _finding("missing-routine", rule, one_line(reason), about=layer.id)


def _lost(whole: Schedule, rule: Rule) -> Iterator[Finding]:
    for lost in whole.lost:
        kind = type(lost.change).__name__.lower()
        target = getattr(lost.change, "session", None) or getattr(lost.change, "layer", "")
        named = target if isinstance(target, str) else getattr(target, "id", "")
        reason = f"the {kind} of {named!r} on {show_day(lost.change.at.date(), year=True)} no longer fits: {lost.why}"
        yield _finding("lost-change", rule, one_line(reason), about=lost.change.id)


def _finding(
    code: str,
    rule: Rule,
    reason: str,
    day: date | None = None,
    ratio: float = 0.0,
    session: str = "",
    about: str = "",
) -> Finding:
    strong = rule.strong is not None and ratio > rule.strong
    return Finding(
        code=code,
        key=f"{code}:{about or session or (day.isoformat() if day else '')}",
        title=rule.title,
        weight=Weight.STRONG if strong else Weight.WARN,
        reason=reason,
        fix=rule.fix,
        source=rule.source,
        day=day,
        session=session,
    )
