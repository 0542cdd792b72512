"""How many days of each week were green, yellow and red."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.light import Colour
from planner.domain.log import Cleared, Felt, Happening, Warned
from planner.domain.text import counted
from planner.insights.figure import Figure, Mark, Point, Series
from planner.insights.history import History
from planner.insights.light.light import light_course
from planner.insights.rules import InsightRules
from planner.insights.weeks import weeks_between

_ID, _TITLE = "light", "Green, yellow and red days"


def colours_of(history: History, rules: InsightRules) -> dict[date, Colour]:
    """Return the colour of each day of the last weeks that anything is known of, up to today."""
    first = _first(history, rules)
    since = first - timedelta(days=rules.light.window.days)
    entries = [entry for entry in history.entries if entry.day >= since or _may_be_flag(entry)]
    return light_course(entries, first, history.today, rules.light, rules.flags, history.tags)


def _first(history: History, rules: InsightRules) -> date:
    return history.week_of(history.today) - timedelta(weeks=rules.lights.weeks - 1)


def _may_be_flag(entry: Happening) -> bool:
    return bool(entry.signs) if isinstance(entry, Felt) else isinstance(entry, Warned | Cleared)


def lights(history: History, rules: InsightRules) -> Figure:
    """Return the figure: of each week, the days of each colour; days of which nothing is known have none."""
    weeks = rules.lights.weeks
    colours = colours_of(history, rules)
    if not colours:
        few = f"Nothing was felt and logged in the last {weeks} weeks, so no day has a colour."
        return Figure(id=_ID, title=_TITLE, too_few=few)
    counts: dict[date, Counter[Colour]] = {
        week: Counter() for week in weeks_between(min(colours), history.today, history.first_weekday)
    }
    for day, colour in colours.items():
        counts[history.week_of(day)][colour] += 1
    return Figure(
        id=_ID,
        title=_TITLE,
        unit="days",
        series=tuple(
            Series(
                name=colour.value,
                mark=Mark.BARS,
                points=tuple(Point(week, float(count[colour]) if count else None) for week, count in counts.items()),
                role=colour.value,
            )
            for colour in Colour
        ),
        y_from=0.0,
        y_to=7.0,
        says=tuple(_says(history, colours, rules)),
        columns=("week", *(colour.value for colour in Colour)),
        rows=tuple(
            (week.isoformat(), *(str(count[colour]) if count else "" for colour in Colour))
            for week, count in counts.items()
        ),
    )


def _says(history: History, colours: dict[date, Colour], rules: InsightRules) -> Iterator[str]:
    this = history.week_of(history.today)
    now = Counter(colour for day, colour in colours.items() if day >= this)
    whole = Counter(colours.values())
    yield f"This week: {_told(now)}." if now else "This week: nothing logged yet."
    yield f"In the last {rules.lights.weeks} weeks: {_told(whole)}."
    yield "A day has the colour of its worst place. A day of which nothing is known has none; it is not green."


def _told(count: Counter[Colour]) -> str:
    return ", ".join(counted(count[colour], f"{colour} day") for colour in Colour if count[colour])
