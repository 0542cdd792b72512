"""Weekly distance: planned and done, with the phases, and how each week stands to the best of those before it."""

from collections import defaultdict
from datetime import date, timedelta

import msgspec

from planner.domain.text import counted
from planner.domain.units import show_number
from planner.insights.figure import Figure, Guide, Mark, Point, Series
from planner.insights.history import History
from planner.insights.rules import GrowthRule, InsightRules
from planner.insights.weeks import weeks_between
from planner.insights.words import percent


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """Metres of a week. None: nothing was planned, or nothing ran with a known distance. `unknown`: runs without one.

    `best_m`: the best of the weeks before it that the ramp looks at.
    """

    start: date
    planned_m: float | None
    done_m: float | None
    runs: int
    unknown: int
    best_m: float | None

    @property
    def ramp(self) -> float | None:
        """What was done of the best of the weeks before; None where either is not known."""
        return self.done_m / self.best_m if self.done_m and self.best_m else None


def weeks_of(history: History, rule: GrowthRule) -> tuple[Week, ...]:
    """Return every week from the first run or plan to the last plan or today; empty where there is neither."""
    first = history.first_weekday
    planned: defaultdict[date, float] = defaultdict(float)
    done: defaultdict[date, float] = defaultdict(float)
    runs: defaultdict[date, int] = defaultdict(int)
    unknown: defaultdict[date, int] = defaultdict(int)
    for one in history.planned:
        if one.kind.is_run:
            planned[history.week_of(one.day)] += one.distance_m or 0.0
    for run in history.runs:
        week = history.week_of(run.day)
        runs[week] += 1
        unknown[week] += run.distance_m is None
        done[week] += run.distance_m or 0.0
    if not planned and not runs:
        return ()
    last = max(planned.keys() | {history.today}) if planned else history.today
    weeks: list[Week] = []
    for start in weeks_between(min(planned.keys() | runs.keys()), last, first):
        before = [week.done_m for week in weeks[-rule.weeks :] if week.done_m]
        weeks.append(
            Week(
                start=start,
                planned_m=planned.get(start) or None,
                done_m=done.get(start) or None,
                runs=runs.get(start, 0),
                unknown=unknown.get(start, 0),
                best_m=max(before, default=None),
            )
        )
    return tuple(weeks)


def weekly(history: History, rules: InsightRules) -> Figure:
    """Return the figure: bars done, steps planned, phases as spans, race days as guides."""
    rule = rules.growth
    weeks = weeks_of(history, rule)
    if not any(week.planned_m or week.runs for week in weeks):
        return Figure(id="weekly", title="Weekly distance", too_few="No run is logged or planned yet.")
    metres = history.unit.metres
    return Figure(
        id="weekly",
        title="Weekly distance",
        unit=history.unit.value,
        series=(
            Series(name="done", mark=Mark.BARS, points=tuple(_points(weeks, "done_m", metres)), role="bar"),
            Series(name="planned", mark=Mark.STEPS, points=tuple(_points(weeks, "planned_m", metres)), role="label"),
        ),
        guides=tuple(Guide(label=name, x=day) for day, name in history.race_days),
        spans=history.phases,
        y_from=0.0,
        says=_says(weeks, history, rule),
        columns=(
            "week",
            "planned",
            "done",
            "runs",
            "runs without a distance",
            f"of the best of {rule.weeks} weeks before",
        ),
        rows=tuple(_row(week, metres, ahead=week.start > history.today) for week in weeks),
    )


def _points(weeks: tuple[Week, ...], field: str, metres: float) -> list[Point]:
    return [Point(week.start, _number(getattr(week, field), metres)) for week in weeks]


def _number(value: float | None, metres: float) -> float | None:
    return None if value is None else round(value / metres, 3)


def _row(week: Week, metres: float, *, ahead: bool) -> tuple[str, ...]:
    def told(value: float | None) -> str:
        return "" if value is None else show_number(value / metres)

    ramp = percent(week.ramp) if week.ramp else ""
    unknown = str(week.unknown) if week.unknown else ""
    runs = "" if ahead and not week.runs else str(week.runs)
    return (week.start.isoformat(), told(week.planned_m), told(week.done_m), runs, unknown, ramp)


def _says(weeks: tuple[Week, ...], history: History, rule: GrowthRule) -> tuple[str, ...]:
    by_start = {week.start: week for week in weeks}
    this = history.week_of(history.today)
    now, last = by_start.get(this), by_start.get(this - timedelta(days=7))
    says = [f"This week so far: {_of(now, history)}."] if now else []
    if last:
        says.append(f"The week before: {_of(last, history)}{_against(last, rule)}.")
        if last.ramp and last.ramp > rule.note and (last.done_m or 0) > (last.best_m or 0) + rule.slack_m:
            says.append(f"A week at most {percent(rule.note - 1)} fuller is a soft guide: single long runs tell more.")
    if unknown := sum(week.unknown for week in weeks):
        says.append(f"{counted(unknown, 'run')} without a distance {'is' if unknown == 1 else 'are'} not in the bars.")
    return tuple(says)


def _of(week: Week, history: History) -> str:
    """Return what a week holds in words: `12 of 25 km`, `no run logged, 25 km planned`."""
    metres, unit = history.unit.metres, history.unit
    planned = show_number(week.planned_m / metres) if week.planned_m else ""
    if not week.done_m:
        done = f"{counted(week.runs, 'run')} without a distance" if week.runs else "no run logged"
        return f"{done}, {planned} {unit} planned" if planned else done
    done = show_number(week.done_m / metres)
    return f"{done} of {planned} {unit}" if planned else f"{done} {unit}"


def _against(week: Week, rule: GrowthRule) -> str:
    if not week.ramp:
        return ""
    percent = round((week.ramp - 1) * 100)
    best = f"the best of the {rule.weeks} weeks before"
    if not percent:
        return f", as much as {best}"
    return f", {abs(percent)} % {'over' if percent > 0 else 'under'} {best}"
