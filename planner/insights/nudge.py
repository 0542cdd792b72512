"""A gap in rolling while the load rises: a gentle word, tied to the next run. Never a streak, never guilt."""

from datetime import timedelta

from planner.domain.days import show_day
from planner.domain.exercise import Kind
from planner.domain.log import Played
from planner.domain.text import counted
from planner.domain.units import show_number
from planner.insights.history import History
from planner.insights.rules import NudgeRules
from planner.insights.words import percent
from planner.insights.worked import seconds_of

_WEEK = 7


def nudge(history: History, rules: NudgeRules) -> str:
    """Return a sentence when nothing was rolled for some days while the last seven held more than those before.

    Empty when one has rolled lately, when the load is much the same, or when rolling was never logged.
    """
    rolled = next((one.day for one in reversed(history.played) if _is_roll(one, history)), None)
    if rolled is None:
        return ""
    gap = (history.today - rolled).days
    last = _metres(history, 0)
    before = [metres for n in range(rules.weeks) if (metres := _metres(history, n + 1))]
    if gap < rules.gap_days or len(before) < rules.weeks:
        return ""
    usual = sum(before) / rules.weeks
    if last <= usual * rules.rise:
        return ""
    distance = f"{show_number(last / history.unit.metres)} {history.unit}"
    over = f"{percent(last / usual - 1)} more than usual"
    ahead = min((one.day for one in history.planned if one.kind.is_run and one.day >= history.today), default=None)
    run = f"the next run, {show_day(ahead)}" if ahead else "the next run"
    gone = counted(gap, "day")
    return (
        f"No rolling logged for {gone}, and the last seven days held {distance}, {over}. A few minutes fit with {run}."
    )


def _is_roll(played: Played, history: History) -> bool:
    kinds = (history.exercises.get(exercise) for exercise, _ in seconds_of(played, history))
    return any(known is not None and known.kind is Kind.ROLL for known in kinds)


def _metres(history: History, weeks_ago: int) -> float:
    """Return the metres of seven days: the last ones, or those that ended so many weeks ago."""
    last = history.today - timedelta(days=_WEEK * weeks_ago)
    first = last - timedelta(days=_WEEK - 1)
    total = 0.0
    for run in reversed(history.runs):
        if run.day < first:
            break
        if run.day <= last:
            total += run.distance_m or 0.0
    return total
