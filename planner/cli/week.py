"""`planner week`: seven days with what is planned and done."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from planner.cli import day_lines, page
from planner.cli.desk import open_desk, store_option
from planner.cli.gear_lines import lines_of, notes_of
from planner.cli.today_page import NO_PLAN, current_plan, shown_days
from planner.cli.values import DAY, as_json
from planner.domain.days import show_day, week_start
from planner.domain.layer import Thing
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance, show_duration
from planner.planning.agenda import AgendaDay, SessionLine, countdown, week_label
from planner.planning.totals import totals

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.plan import Plan

_INDENT = 12
_COLUMN = 24


@click.command("week")
@click.argument("day", type=DAY, required=False, metavar="[DATE]")
@as_json
@store_option
def command(day: date | None, json: bool) -> None:
    """Show the seven days of a week, this one or that of DATE, with what was done."""
    desk = open_desk()
    plan = current_plan(desk)
    first = week_start(day or desk.today, desk.settings.first_weekday)
    days = desk.days(first, first + timedelta(days=6))
    if json:
        from planner.cli.as_json import week_as_dict

        page.show_json(week_as_dict(desk, plan, days))
    else:
        page.show(_lines(desk, plan, shown_days(desk, days)))


def _lines(desk: "Desk", plan: "Plan | None", days: tuple[AgendaDay, ...]) -> Iterator[str]:
    unit = desk.settings.unit
    first = days[0].day
    left = f"Week of {show_day(first, year=True)}"
    label = next((found for day in days if (found := week_label(plan, day.day))), "") if plan else ""
    right = one_line(countdown(plan, desk.today)) if plan else ""
    head = f"{left}   {label}".rstrip()
    right = page.shortened(right, page.width() - page.cells(head) - 2)
    yield page.loud(page.padded(head, page.width() - page.cells(right)) + right)
    yield ""
    names = desk.names() if any(day.hung or day.extra or day.wore for day in days) else {}
    notes = notes_of(desk, first, days[-1].day)
    for day in days:
        yield from _day(day, desk, names)
        yield from lines_of(notes.get(day.day, ()), _INDENT + 2)
    yield ""
    yield _totals(days, unit)
    if plan is None:
        yield ""
        yield from NO_PLAN


def _day(day: AgendaDay, desk: "Desk", names: Mapping[str, str]) -> Iterator[str]:
    label = page.padded(show_day(day.day), _INDENT - 2)
    label = page.loud(label) if day.day == desk.today else label
    mark = ">" if day.day == desk.today else " "
    rows = [*day_lines.off(day)]
    rows += [
        row
        for line in day.sessions
        for row in _session(line, desk.settings.unit, day_lines.gear(day, line.session.id, names))
    ]
    rows += day_lines.set_aside(day, desk.settings.unit)
    if not rows:
        race = f"RACE: {one_line(day.race.name)}" if day.race else ""
        rows = [race or ("rest" if day.is_rest else "-" if not day.in_plan else "")]
    for n, row in enumerate(rows):
        yield f"{mark}{label} {row}" if n == 0 else f"{' ' * _INDENT}{row}"
    yield from (page.quiet(f"{' ' * _INDENT}{text}") for text in day_lines.others(day, desk.settings.unit))
    if hung := _hung(day, names):
        yield from (page.quiet(line) for line in page.wrapped(hung, _INDENT + 2))
    for text in day_lines.happened(day, names, desk.settings.unit):
        yield from page.wrapped(text, _INDENT + 2)


def _session(line: SessionLine, unit: Unit, worn: str) -> Iterator[str]:
    session = line.session
    what = day_lines.title(session, unit)
    what = f"RACE: {what}" if session.kind is SessionKind.RACE else what
    notes = "   ".join(note for note in (worn, day_lines.outcome(line, unit), *day_lines.changed(line, unit)) if note)
    room = page.width() - _INDENT - len(session.id) - 1
    text = page.padded(page.shortened(what, room), _COLUMN)
    beside = notes and page.cells(text) + 2 + page.cells(notes) <= room
    yield page.padded(f"{text}  {notes}" if beside else text, room + 1) + page.quiet(session.id)
    if notes and not beside:
        yield f"  {notes}"


def _hung(day: AgendaDay, names: Mapping[str, str]) -> str:
    """Return the hung work of a day in a line: shoes and orthotics stand beside their run."""
    parts = []
    for line in day.hung:
        if line.hung.thing in (Thing.SHOE, Thing.ORTHOTIC):
            continue
        when = {"before-run": "before: ", "after-run": "after: "}.get(line.hung.anchor, "")
        done = {"done": " (done)", "partly": " (in part)", "skipped": " (skipped)"}.get(line.status, "")
        parts.append(f"{when}{day_lines.name(line, names)}{done}")
    return "; ".join(parts)


def _totals(days: tuple[AgendaDay, ...], unit: Unit) -> str:
    sums = totals(days)
    seconds = sum(line.session.duration_s or 0 for day in days for line in day.sessions if line.session.kind.is_run)
    if sums.planned:
        planned = f"planned {show_distance(sums.planned, unit)}"
        planned += f" and {sums.unknown} without a distance" if sums.unknown else ""
    else:
        planned = f"planned {show_duration(seconds)}" if seconds else "no distance planned"
    parts = [planned, f"done {show_distance(sums.done_m, unit)}" if sums.done_m else "nothing logged yet"]
    parts.append(f"{sums.runs_done} of {sums.runs} runs" if sums.runs else "no runs")
    if sums.lost_m >= unit.metres / 10:
        parts.append(f"{show_distance(sums.lost_m, unit)} lost to days off")
    if sums.longest_m:
        parts.append(f"longest {show_distance(sums.longest_m, unit)}")
    return "  " + page.loud(", ".join(parts))
