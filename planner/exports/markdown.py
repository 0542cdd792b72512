"""A plan as Markdown: a heading and a table for each week. Everything from the user is text, never markup."""

import re

from planner.domain.days import show_day, week_start
from planner.domain.text import capital, clean, counted, one_line
from planner.domain.units import show_distance
from planner.exports.outgoing import Outgoing
from planner.exports.phrases import how, hung_words, race_words, session_words, time_words
from planner.planning.agenda import AgendaDay, Status, week_label
from planner.planning.totals import totals

# Beside the marks themselves: what makes a link of `http://x` and `www.x`, a picture of `:smile:`, a list of `- x`.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$@]|:(?=[/a-z+])|(?<=www)\.|^[-+=])", re.IGNORECASE | re.ASCII)
_LIST = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.ASCII)


def to_markdown(out: Outgoing) -> str:
    """Return a plan as Markdown, a table a week; what gear says on a day stands with the first session of the day."""
    plan = out.plan
    lines = [f"# {escape(plan.title)}", ""]
    lines += [f"{escape(race_words(plan, out.unit))}, {show_day(plan.race.day, year=True)}", ""]
    for paragraph in clean(plan.about).split("\n"):
        if paragraph.strip():
            lines += [escape(paragraph), ""]
    if plan.source:
        lines += [f"Source: {escape(plan.source)}", ""]
    for week in _weeks(out.days):
        lines += [*_week(week, out), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """Return text as one line of Markdown that shows exactly that text: no link, picture, heading, list or cell."""
    escaped = _MARKUP.sub(r"\\\1", one_line(text))
    return _LIST.sub(r"\1\\\2", escaped)


def _weeks(days: tuple[AgendaDay, ...]) -> list[list[AgendaDay]]:
    """Return the days by plan week, and by calendar week outside the plan's weeks."""
    grouped: dict[object, list[AgendaDay]] = {}
    for day in days:
        grouped.setdefault(day.week_number or week_start(day.day), []).append(day)
    return list(grouped.values())


def _week(week: list[AgendaDay], out: Outgoing) -> list[str]:
    label = week_label(out.plan, week[0].day)
    heading = f"{capital(label)}: " if label else ""
    sums = totals(week)
    planned = f"Planned: {show_distance(sums.planned, out.unit)}" if sums.planned else ""
    if sums.unknown:
        # A total that left runs out must say so, or it reads as the whole week.
        more = f"{counted(sums.unknown, 'run')} without a distance"
        planned = f"{planned} and {more}" if planned else f"Planned: {more}"
    return [
        f"## {heading}{show_day(week[0].day)} to {show_day(week[-1].day, year=True)}",
        "",
        *([planned, ""] if planned else []),
        "| Day | Session | How | With it |",
        "| --- | --- | --- | --- |",
        *(row for day in week for row in _rows(day, out)),
    ]


def _rows(day: AgendaDay, out: Outgoing) -> list[str]:
    """Return a row for each session; what hangs on none of them stands with the first."""
    plan, unit, names = out.plan, out.unit, out.names
    present = {line.session.id for line in day.sessions}
    own = [line for line in day.hung if line.hung.session not in present]
    rows = []
    said = [escape(text.removesuffix(".")) for text in out.gear.get(day.day, ())]
    for number, line in enumerate(day.sessions):
        hung = [*(one for one in day.hung if one.hung.session == line.session.id), *(own if number == 0 else [])]
        cells = [
            f"{show_day(day.day)} {time_words(line.session)}".rstrip(),
            escape(session_words(line.session, plan, unit)) + _mark(line.status),
            escape("; ".join(one_line(part) for part in how(line.session, unit))),
            "; ".join([*(escape(hung_words(one.hung, names)) + _mark(one.status) for one in hung), *said]),
        ]
        rows.append(_row(cells))
        said = []
    if rows:
        return rows
    race = escape(race_words(plan, unit)) if day.race else ""
    with_it = "; ".join([*(escape(hung_words(one.hung, names)) for one in own), *said])
    return [_row([show_day(day.day), race, "", with_it])]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _mark(status: Status) -> str:
    return "" if status is Status.PLANNED else f" ({status.value})"
