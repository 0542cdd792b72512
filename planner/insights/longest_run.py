"""Each run against the longest of the days before it: the 30-day rule."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import floor

import msgspec

from planner.domain.days import show_day
from planner.domain.log import Ran
from planner.domain.text import counted
from planner.domain.units import Unit, show_number
from planner.insights.figure import Figure, Guide, Mark, Point, Series
from planner.insights.history import History
from planner.insights.rules import InsightRules, LongestRules, SpikeRule
from planner.insights.words import percent

_ID, _TITLE = "longest-run", "Runs against the longest before"
_EPSILON_M = 1.0


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A run with its distance, the longest of the days before it, and how far it may have gone; None: not known."""

    run: Ran
    metres: float
    longest_m: float | None
    most_m: float | None

    @property
    def is_spike(self) -> bool:
        """Whether it was longer than the rule has it."""
        return self.most_m is not None and self.metres > self.most_m + _EPSILON_M


def measured(runs: Sequence[Ran], rule: SpikeRule, own: LongestRules) -> Iterator[Measured]:
    """Yield every run with a distance, by day; what was run on the same day is not before it."""
    known = [run for run in runs if run.distance_m]
    if not known:
        return
    start = known[0].day + timedelta(days=own.first_days)
    window: deque[tuple[date, float]] = deque()
    for day, group in groupby(known, key=lambda run: run.day):
        while window and (day - window[0][0]).days > rule.days:
            window.popleft()
        longest = window[0][1] if window else None
        judged = longest if day >= start else None
        most = None if judged is None else max(judged * rule.most, judged + rule.slack_m)
        here = list(group)
        for run in here:
            yield Measured(run=run, metres=run.distance_m or 0.0, longest_m=longest, most_m=most)
        best = max(run.distance_m or 0.0 for run in here)
        while window and window[-1][1] <= best:
            window.pop()
        window.append((day, best))


def longest_run(history: History, rules: InsightRules) -> Figure:
    """Return the figure: the runs as dots, how far they may go as a line, those that went further marked."""
    rule = rules.spike
    first = history.today - timedelta(days=rules.longest.shown_days)
    everything = list(measured(history.runs, rule, rules.longest))
    shown = [one for one in everything if one.run.day >= first]
    if not shown:
        few = f"No run with a distance is logged in the last {rules.longest.shown_days} days."
        return Figure(id=_ID, title=_TITLE, too_few=few)
    metres = history.unit.metres

    def points(these: list[Measured], field: str) -> tuple[Point, ...]:
        values = ((one.run.day, getattr(one, field)) for one in these)
        return tuple(Point(day, None if value is None else round(value / metres, 3)) for day, value in values)

    spikes = [one for one in shown if one.is_spike]
    return Figure(
        id=_ID,
        title=_TITLE,
        unit=history.unit.value,
        series=(
            Series(name="run", mark=Mark.DOTS, points=points([one for one in shown if not one.is_spike], "metres")),
            Series(name="longer than that", mark=Mark.DOTS, points=points(spikes, "metres"), role="warning"),
            Series(name="at most", mark=Mark.STEPS, points=points(_by_day(shown), "most_m"), role="label"),
        ),
        guides=tuple(Guide(label=name, x=day) for day, name in history.race_days if first <= day <= history.today),
        y_from=0.0,
        says=tuple(_says(shown, spikes, history, rules)),
        columns=("day", "distance", f"longest of {rule.days} days before", "at most", "longer than that"),
        rows=tuple(_row(one, history.unit) for one in shown),
    )


def _by_day(shown: list[Measured]) -> list[Measured]:
    return [next(group) for _, group in groupby(shown, key=lambda one: one.run.day)]


def _row(one: Measured, unit: Unit) -> tuple[str, ...]:
    def told(value: float | None) -> str:
        return "" if value is None else show_number(value / unit.metres)

    word = "" if one.most_m is None else "yes" if one.is_spike else "no"
    return (one.run.day.isoformat(), told(one.metres), told(one.longest_m), told(one.most_m), word)


def _says(shown: list[Measured], spikes: list[Measured], history: History, rules: InsightRules) -> Iterator[str]:
    rule, unit = rules.spike, history.unit
    compared = sum(one.most_m is not None for one in shown)
    if compared:
        over = f"more than {percent(rule.most - 1)} longer than the longest of the {rule.days} days before"
        yield f"{len(spikes) or 'None'} of {counted(compared, 'run')} in {rules.longest.shown_days} days went {over}."
    if spikes:
        last = spikes[-1]
        most = show_number(_floor(last.most_m or 0.0, unit))
        yield f"The last: {show_day(last.run.day)}, {show_number(last.metres / unit.metres)} {unit}; at most {most}."
    since = history.today - timedelta(days=rule.days)
    if recent := [one.metres for one in shown if since <= one.run.day < history.today]:
        most = show_number(_floor(max(max(recent) * rule.most, max(recent) + rule.slack_m), unit))
        yield f"Today up to {most} {unit} would be within the rule."
    yield "One large study saw more injuries after such runs (Frandsen 2025, 5,205 runners): how often, not why."


def _floor(metres: float, unit: Unit) -> float:
    """Return a distance in the unit, never rounded up: what is said to be fine is fine."""
    return floor(metres / unit.metres * 10 + 1e-9) / 10
