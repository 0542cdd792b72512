"""Pain and tightness by place, week by week, over the load; the next morning separately."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.days import show_day
from planner.domain.log import Felt
from planner.domain.text import counted
from planner.domain.units import show_number
from planner.insights.figure import Figure, Mark, Point, Series
from planner.insights.history import History
from planner.insights.places import Complaint, is_next_morning
from planner.insights.rules import InsightRules, PainRules
from planner.insights.weeks import weeks_between
from planner.insights.words import listed

_ID, _TITLE = "pain", "Pain and tightness over load"
_ROLES = ("primary", "quality", "long", "stretch", "roll", "text")
_TOP = 10.0
"""Scores go to 10; the fullest week's bar is as high."""

Worst = dict[tuple[date, Complaint], int]
"""The highest score of a week and complaint."""


def pain(history: History, rules: InsightRules) -> Figure:
    """Return the figure: the highest score of each week and place as lines, the distance as bars, mornings as dots."""
    own = rules.pain
    first = history.week_of(history.today) - timedelta(weeks=own.shown_weeks - 1)
    felt = [entry for entry in history.felt if entry.day >= first]
    if len(felt) < own.least:
        few = f"{counted(len(felt), 'score')} in the last {own.shown_weeks} weeks; it takes {own.least}."
        return Figure(id=_ID, title=_TITLE, too_few=few)
    day, morning = _worst(felt, history, morning=False), _worst(felt, history, morning=True)
    start = min(entry.day for entry in felt)
    weeks = tuple(weeks_between(start, history.today, history.first_weekday))
    load = _load(history, weeks[0])
    return Figure(
        id=_ID,
        title=_TITLE,
        unit="of 10",
        series=tuple(_series(weeks, load, day, morning, own.most_areas)),
        y_from=0.0,
        y_to=_TOP,
        says=tuple(_says(felt, day, history, own)),
        columns=("week", "distance", "place", "highest score", "highest next morning"),
        rows=tuple(_rows(history, weeks, load, day, morning)),
    )


def _worst(felt: list[Felt], history: History, *, morning: bool) -> Worst:
    found: Worst = {}
    for entry in felt:
        if is_next_morning(entry) is morning:
            key = (history.week_of(entry.day), Complaint.of(entry))
            found[key] = max(entry.score, found.get(key, 0))
    return found


def _load(history: History, first: date) -> dict[date, float]:
    """Return the metres of each week with a known distance."""
    found: defaultdict[date, float] = defaultdict(float)
    for run in history.runs:
        if run.day >= first and run.distance_m:
            found[history.week_of(run.day)] += run.distance_m
    return found


def _order(day: Worst) -> list[Complaint]:
    """Return the complaints, the worst first: those with the highest sum of weekly scores."""
    sums: defaultdict[Complaint, int] = defaultdict(int)
    for (_, complaint), score in day.items():
        sums[complaint] += score
    return sorted(sums, key=lambda one: (-sums[one], one.label))


def _series(
    weeks: tuple[date, ...], load: dict[date, float], day: Worst, morning: Worst, most: int
) -> Iterator[Series]:
    fullest = max(load.values(), default=0.0)
    if fullest:
        bars = tuple(Point(week, round(load[week] / fullest * _TOP, 2) if week in load else None) for week in weeks)
        yield Series(name="distance, fullest week = 10", mark=Mark.BARS, points=bars, role="dim")
    for complaint, role in zip(_order(day)[:most], _ROLES * most, strict=False):
        points = tuple(Point(week, _float(day.get((week, complaint)))) for week in weeks)
        yield Series(name=complaint.label, mark=Mark.LINE, points=points, role=role)
    if morning:
        worst: dict[date, int] = {}
        for (week, _), score in morning.items():
            worst[week] = max(score, worst.get(week, 0))
        dots = tuple(Point(week, _float(worst.get(week))) for week in weeks)
        yield Series(name="worst next morning", mark=Mark.DOTS, points=dots, role="warning")


def _float(score: int | None) -> float | None:
    return None if score is None else float(score)


def _rows(
    history: History, weeks: tuple[date, ...], load: dict[date, float], day: Worst, morning: Worst
) -> Iterator[tuple[str, ...]]:
    by_week: defaultdict[date, set[Complaint]] = defaultdict(set)
    for week, complaint in (*day, *morning):
        by_week[week].add(complaint)
    for week in weeks:
        distance = show_number(load[week] / history.unit.metres) if week in load else ""
        if not by_week[week]:
            yield (week.isoformat(), distance, "", "", "")
        for complaint in sorted(by_week[week], key=lambda one: one.label):
            scores = (day.get((week, complaint)), morning.get((week, complaint)))
            yield (week.isoformat(), distance, complaint.label, *("" if one is None else str(one) for one in scores))


def _says(felt: list[Felt], day: Worst, history: History, rules: PainRules) -> Iterator[str]:
    last = felt[-1]
    ago = (history.today - last.day).days
    when = "today" if not ago else "yesterday" if ago == 1 else f"{ago} days ago"
    count = counted(len(felt), "score")
    yield f"{count} in {rules.shown_weeks} weeks, the last {when}. A gap is a week without a score, not a 0."
    above = [entry for entry in felt if entry.score]
    if above:
        worst = max(above, key=lambda entry: (entry.score, entry.day))
        yield f"The highest: {Complaint.of(worst).label} {worst.score} of 10 on {show_day(worst.day, year=True)}."
    order, most = _order(day), rules.most_areas
    if len(order) > most:
        yield f"Lines: the {most} places with the most. In the table also {listed(one.label for one in order[most:])}."
    yield "Scores and distance side by side: what comes from what, a plot cannot say."
