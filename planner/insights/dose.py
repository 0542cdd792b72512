"""The dose ledger: minutes of rolling, stretching and strength by area and week, beside the distance and the pain."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from planner.domain.body import Area
from planner.domain.exercise import Kind
from planner.domain.units import show_number
from planner.insights.figure import Figure, Mark, Point, Series
from planner.insights.history import History, Known
from planner.insights.nudge import nudge
from planner.insights.places import is_pain
from planner.insights.rules import DoseRules, InsightRules
from planner.insights.weeks import weeks_between
from planner.insights.words import listed
from planner.insights.worked import seconds_of

_ID, _TITLE = "dose", "Minutes by area"
NAMES = {
    Kind.ROLL: "roll",
    Kind.STATIC_STRETCH: "static stretch",
    Kind.DYNAMIC: "dynamic",
    Kind.STRENGTH: "strength",
}
_ROLES = {Kind.ROLL: "roll", Kind.STATIC_STRETCH: "stretch", Kind.DYNAMIC: "label", Kind.STRENGTH: "strength"}

Seconds = Mapping[tuple[date, Area, Kind], float]
"""Seconds by the first day of the week, the main area, and the sort of exercise."""


class Underserved(msgspec.Struct, frozen=True, kw_only=True):
    """An area that hurt and was hardly worked: its highest score, and the minutes a week that reached it."""

    area: Area
    score: int
    minutes: float


def ledger(history: History, first: date) -> Seconds:
    """Return the seconds from the week of `first` on. An exercise counts for its main area only."""
    found: defaultdict[tuple[date, Area, Kind], float] = defaultdict(float)
    for played in history.played:
        if played.day >= first:
            week = history.week_of(played.day)
            for exercise, seconds in seconds_of(played, history):
                if known := history.exercises.get(exercise):
                    found[week, known.areas[0], known.kind] += seconds
    return found


def underserved(history: History, rules: DoseRules) -> tuple[Underserved, ...]:
    """Return the areas with pain in the last weeks that exercises could reach and hardly did, the sorest first."""
    first = history.today - timedelta(weeks=rules.weeks)
    worst: dict[Area, int] = {}
    for felt in history.felt:
        if felt.day > first and is_pain(felt) and felt.score >= rules.sore:
            worst[felt.area] = max(felt.score, worst.get(felt.area, 0))
    reached = _reached(history, first)
    workable = {area for known in history.exercises.values() for area in known.areas}
    found = [
        Underserved(area=area, score=score, minutes=reached.get(area, 0.0) / 60 / rules.weeks)
        for area, score in worst.items()
        if area in workable
    ]
    few = [one for one in found if one.minutes < rules.least_min]
    return tuple(sorted(few, key=lambda one: (-one.score, one.minutes, one.area)))


def _reached(history: History, first: date) -> Mapping[Area, float]:
    """Return the seconds of exercises that work an area at all, main area or not."""
    found: defaultdict[Area, float] = defaultdict(float)
    for played in history.played:
        if played.day > first:
            for exercise, seconds in seconds_of(played, history):
                known: Known | None = history.exercises.get(exercise)
                for area in dict.fromkeys(known.areas) if known else ():
                    found[area] += seconds
    return found


def band(minutes: float, rules: DoseRules) -> str:
    """Return the word for a week's minutes of static stretching of an area; empty below the dose."""
    if minutes > rules.enough_min:
        return "enough"
    return "dose" if minutes >= rules.green_min else ""


def dose(history: History, rules: InsightRules) -> Figure:
    """Return the figure: minutes of each sort a week; the rows have them by area, with distance and pain."""
    own = rules.dose
    this = history.week_of(history.today)
    first = this - timedelta(weeks=own.shown_weeks - 1)
    seconds = ledger(history, first)
    if not seconds:
        few = f"No routine with its exercises is logged in the last {own.shown_weeks} weeks."
        return Figure(id=_ID, title=_TITLE, too_few=few)
    weeks = tuple(weeks_between(min(week for week, _, _ in seconds), history.today, history.first_weekday))
    sums: defaultdict[tuple[date, Kind], float] = defaultdict(float)
    for (week, _, kind), amount in seconds.items():
        sums[week, kind] += amount
    return Figure(
        id=_ID,
        title=_TITLE,
        unit="min",
        series=tuple(
            Series(
                name=NAMES[kind],
                mark=Mark.LINE,
                points=tuple(Point(week, round(sums[week, kind] / 60, 2)) for week in weeks),
                role=_ROLES[kind],
            )
            for kind in Kind
            if any(sums[week, kind] for week in weeks)
        ),
        y_from=0.0,
        says=tuple(filter(None, (nudge(history, rules.nudge), *_says(history, seconds, own, this)))),
        columns=("week", "distance", "area", *NAMES.values(), "static stretching", "highest pain"),
        rows=tuple(_rows(history, seconds, own, weeks)),
    )


def _rows(history: History, seconds: Seconds, rules: DoseRules, weeks: tuple[date, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row a week and area; the first of a week is all areas together and has the distance."""
    metres: defaultdict[date, float] = defaultdict(float)
    for run in history.runs:
        if run.day >= weeks[0]:
            metres[history.week_of(run.day)] += run.distance_m or 0.0
    pain: dict[tuple[date, Area], int] = {}
    for felt in history.felt:
        if felt.day >= weeks[0] and is_pain(felt):
            key = (history.week_of(felt.day), felt.area)
            pain[key] = max(felt.score, pain.get(key, 0))
    by_week: defaultdict[date, defaultdict[Area, dict[Kind, float]]] = defaultdict(lambda: defaultdict(dict))
    for (week, area, kind), amount in seconds.items():
        by_week[week][area][kind] = amount
    for week in weeks:
        areas = by_week[week]
        all_kinds = [sum(kinds.get(kind, 0.0) for kinds in areas.values()) for kind in Kind]
        worst = max((score for (at, _), score in pain.items() if at == week), default=None)
        distance = show_number(metres[week] / history.unit.metres) if metres[week] else ""
        yield (week.isoformat(), distance, "all", *map(_minutes, all_kinds), "", _score(worst))
        for area in sorted(areas.keys() | {area for at, area in pain if at == week}):
            kinds = areas.get(area, {})
            word = band(kinds.get(Kind.STATIC_STRETCH, 0.0) / 60, rules)
            cells = [_minutes(kinds.get(kind, 0.0)) for kind in Kind]
            yield (week.isoformat(), "", area.label, *cells, word, _score(pain.get((week, area))))


def _minutes(seconds: float) -> str:
    return show_number(seconds / 60)


def _score(score: int | None) -> str:
    return "" if score is None else str(score)


def _says(history: History, seconds: Seconds, rules: DoseRules, this: date) -> Iterator[str]:
    weeks = rules.weeks
    first = this - timedelta(weeks=weeks)
    recent = dict.fromkeys(Kind, 0.0)
    for (week, _, kind), amount in seconds.items():
        if first <= week < this:
            recent[kind] += amount
    told = [f"{show_number(amount / 60 / weeks, 0)} min {NAMES[kind]}" for kind, amount in recent.items() if amount]
    if told:
        yield f"A week, on average of the last {weeks} whole ones: {listed(told)}."
    for one in underserved(history, rules):
        yield (
            f"The {one.area.label} had scores up to {one.score} of 10 in {weeks} weeks, and {show_number(one.minutes)}"
            " min a week of exercises that reach it. It may be worth more time, if it feels right."
        )
    stretched = {
        area: amount / 60
        for (week, area, kind), amount in seconds.items()
        if week == this and kind is Kind.STATIC_STRETCH
    }
    words = {area: f"{area.label} {show_number(minutes)} min" for area, minutes in stretched.items()}
    enough = [words[area] for area, minutes in stretched.items() if minutes > rules.enough_min]
    if enough:
        yield f"Static stretching this week is enough for {listed(enough)}: more adds little (Ingram 2024)."
    good = [words[area] for area, minutes in stretched.items() if band(minutes, rules) == "dose"]
    if good:
        yield f"Static stretching this week is a full dose for {listed(good)}."
    yield "An exercise counts for its main area. A routine that was ticked off counts as it is planned."
