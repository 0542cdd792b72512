"""Orthotics in their first weeks of running: hard runs too early, a long run that grows, a race before full use."""

from collections.abc import Iterator
from datetime import timedelta

from planner.domain.days import show_day
from planner.domain.session import Session, SessionKind
from planner.domain.text import one_line
from planner.domain.units import show_distance
from planner.planning.checks.finding import Finding, finding
from planner.planning.checks.reading import Reading
from planner.planning.checks.rule import Rule
from planner.planning.orthotic_ramp import RampRun


def early_quality(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the orthotics that hang on a hard or long run before as many runs in them, each at the first such run.

    Runs before the break-in has come to running at all are told by another rule.
    """
    for item, runs in reading.ramps.items():
        for run in runs:
            session = _session(reading, run)
            if run.fits or run.early or not run.hung or session is None or session.kind is SessionKind.RACE:
                continue
            if session.kind.is_hard:
                what = f"{_name(reading, item)} hangs on {reading.name(session)}, as run {run.number} in them"
                reason = f"{what}; hard runs may have them on from run {rule.runs} on, long ones from run {rule.most:g}"
                yield finding(code, rule, reason, run.day, about=item, session=run.session)
                break


def long_grows(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the orthotics in whose first week of running the longest run grows."""
    window = timedelta(days=rule.days)
    for item, runs in reading.ramps.items():
        first = next((run for run in runs if run.fits and run.number == 1), None)
        if first is None:
            continue
        before = [one for one in reading.runs if first.day - window <= one.day < first.day]
        longest = max((_metres(one) for one in before), default=0.0)
        now = [one for one in reading.runs if first.day <= one.day < first.day + window]
        grown = next((one for one in now if longest and _metres(one) > longest + rule.slack_m), None)
        if grown:
            before_it = f"the {show_distance(longest, reading.unit)} of the {rule.days} days before"
            since = f"{_name(reading, item)} has its first runs from {show_day(first.day)} on"
            reason = f"{reading.name(grown)} is longer than {before_it}, while {since}"
            yield finding(code, rule, reason, grown.day, about=item, session=grown.id)


def full_use(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the orthotics that hang on the race before their weeks of full use, or without a long run in them."""
    for item, runs in reading.ramps.items():
        race = next((run for run in runs if run.session == reading.race.session), None)
        if race and race.hung and not race.fits:
            reason = f"{_name(reading, item)} hangs on the race: {race.text}"
            yield finding(code, rule, reason, race.day, about=item, session=race.session)


def _session(reading: Reading, run: RampRun) -> Session | None:
    return next((one for one in reading.sessions if one.id == run.session), None)


def _metres(session: Session) -> float:
    return session.distance.high_m if session.distance else 0.0


def _name(reading: Reading, item: str) -> str:
    found = reading.gear.get(item)
    return one_line(found.name) if found else item
