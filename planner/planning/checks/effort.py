"""Hard days and days of rest, days that are not free, and the minutes of a day."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.days import Weekday, show_day
from planner.domain.session import Session
from planner.domain.units import show_duration
from planner.planning.checks.finding import Finding, finding
from planner.planning.checks.reading import Reading
from planner.planning.checks.rule import Rule, Weight


def hard_days(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the hard days that follow another one, up to the race."""
    hard: dict[date, Session] = {}
    for session in reading.sessions:
        if session.kind.is_hard:
            hard.setdefault(session.day, session)
    for day, session in hard.items():
        earlier = hard.get(day - timedelta(days=1))
        if earlier and day <= reading.race.day:
            reason = (
                f"{reading.name(earlier)} on {show_day(earlier.day)} and"
                f" {reading.name(session)} on {show_day(day)}: two hard days in a row"
            )
            yield finding(code, rule, reason, day, session=session.id)


def no_rest(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the day with which too many days in a row have a run; a day of other work is a day off running."""
    row: list[date] = []
    for day in [*sorted({session.day for session in reading.sessions if session.kind.is_run}), date.max]:
        if row and day - row[-1] > timedelta(days=1):
            weight = rule.weigh(len(row))
            if weight:
                reason = f"{len(row)} days in a row have a run, {show_day(row[0])} to {show_day(row[-1])}"
                yield finding(code, rule, reason, row[rule.days - 1], weight=weight)
            row = []
        row.append(day)


def much_quality(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the weeks with more hard runs, beside the long one, than the runner's level is meant for."""
    if reading.inputs is None:
        return
    most = rule.levels[reading.inputs.level]
    for week in reading.weeks:
        if week.quality > most:
            reason = (
                f"week {week.number} has {week.quality} hard run{'s' * (week.quality != 1)} beside the long run;"
                f" {most or 'none'} would be fine for {_level(reading)}"
            )
            yield finding(code, rule, reason, week.start)


def blocked_days(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the runs on days that the runner has blocked."""
    blocked = set(reading.inputs.blocked if reading.inputs else ())
    for run in reading.runs:
        if run.day in blocked:
            reason = f"{reading.name(run)} stands on {show_day(run.day)}, a day that you have blocked"
            yield finding(code, rule, reason, run.day, session=run.id)


def full_days(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the days that take more minutes than the runner has; a note where only the work around the run does it."""
    minutes = reading.inputs.minutes if reading.inputs else {}
    if not minutes:
        return
    run_s: dict[date, float] = {}
    work_s: dict[date, float] = {}
    guessed: set[date] = set()
    races = reading.tune_ups()
    for run in reading.runs:
        if run in races:
            continue
        run_s[run.day] = run_s.get(run.day, 0.0) + (reading.run_s(run) or 0.0)
        guessed |= set() if reading.is_timed(run) else {run.day}
    for item in reading.standing.hung:
        work_s[item.day] = work_s.get(item.day, 0.0) + reading.seconds.get(item.what, 0.0) * item.is_routine
    for day in sorted(run_s.keys() | work_s.keys()):
        has = minutes.get(Weekday.of(day))
        runs, work = run_s.get(day, 0.0), work_s.get(day, 0.0)
        if has is None or day == reading.race.day or (runs + work) / 60 - has <= rule.most:
            continue
        parts = f"{show_duration(runs)} of running" if runs else ""
        parts += f"{' and ' if runs and work else ''}{show_duration(work)} of other work" if work else ""
        reason = f"{show_day(day)} takes {parts}; you have {has} min"
        heavy = runs / 60 - has > rule.most and day not in guessed
        yield finding(code, rule, reason, day, weight=Weight.WARN if heavy else Weight.NOTE)


def _level(reading: Reading) -> str:
    level = reading.inputs.level.value if reading.inputs else ""
    return f"{'an' if level[:1] in 'aeiou' else 'a'} {level}"
