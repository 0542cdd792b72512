"""The import as lines: the names in a folder, and what a plan file would become, week by week."""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.actions.imports import ImportReport
from planner.app.bits import Bit, Line, cut, plain, spread, wrap
from planner.app.forms.bring import Listing, in_words_of_the_screen
from planner.app.signs import role_of
from planner.app.views.rows import as_cursor, edged, window
from planner.domain.days import show_day, show_span
from planner.domain.plan import Plan
from planner.domain.race import show_race_distance
from planner.domain.session import SessionKind, name_of
from planner.domain.text import counted, localise
from planner.domain.units import Unit, show_distance
from planner.planning.agenda import AgendaDay, agenda, week_label
from planner.planning.schedule import schedule, span_of
from planner.planning.totals import totals

_WIDEST = 84
"""Cells after which a week's distance stands too far from its name to be read with it."""


def name_lines(listing: Listing, chosen: int, width: int, height: int, *, ascii_only: bool) -> tuple[Line, ...]:
    """Return the names in sight, folders with a stroke; the chosen one is a filled block, -1 is none."""
    if not listing.names:
        return ((Bit(f"   {plain(listing.problem) or 'Nothing here begins so: type on, or another path.'}", "dim"),),)
    start = window(max(chosen, 0), len(listing.names), height)
    lines: list[Line] = []
    for n, name in enumerate(listing.names[start : start + height], start):
        text = f"   {plain(name.shown)}{'/' if name.is_folder else ''}"
        line = (Bit(text, "label" if name.is_folder else "text"),)
        lines.append(as_cursor(line, width) if n == chosen else cut(line, width))
    more = start + height < len(listing.names)
    return edged(lines, width, before=start > 0, behind=more, ascii_only=ascii_only)


def plan_lines(report: ImportReport, unit: Unit, today: date, width: int) -> list[Line]:
    """Return what an import would make: the plan in a line, what the file leaves in doubt, and its weeks."""
    plan = report.plan
    standing = schedule(plan)
    days = agenda(plan, (), *span_of(plan, standing), today, standing=standing)
    lines = list(_head(plan, days, unit, width))
    if report.done:
        runs = counted(len(report.done), "recorded run")
        lines += [
            (Bit(f" {part}", "good"),) for part in wrap(f"It holds {runs} too: shown once it is kept.", width - 2)
        ]
    for heading, role, notes in (
        ("The file says two things", "warning", report.contradictions),
        ("Not understood, or decided", "label", report.notes),
    ):
        if notes:
            lines += [(), (Bit(f" {heading}", role),)]
            lines += [line for note in notes for line in _item(note, width)]
    if not (report.contradictions or report.notes):
        lines += [(), (Bit(" All of the file was understood.", "good"),)]
    lines += [(), (Bit(" Week by week", "label"),)]
    for week in plan.weeks:
        lines += _week(plan, [day for day in days if week.holds(day.day)], unit, width)
    outside = [day for day in days if day.sessions and not any(week.holds(day.day) for week in plan.weeks)]
    if outside:
        lines += [(Bit(" Outside its weeks", "label"),), *_days(outside, unit, width)]
    return lines


def _head(plan: Plan, days: Sequence[AgendaDay], unit: Unit, width: int) -> Iterator[Line]:
    weeks = counted(len(plan.weeks), "week")
    span = show_span(days[0].day, days[-1].day)
    race = f"{show_race_distance(plan.race.distance_m, unit)} on {show_day(plan.race.day, year=True)}"
    for part in wrap(plain(plan.title), width - 2):
        yield (Bit(f" {part}", "primary"),)
    for part in wrap(f"{weeks}, {span}. The race: {race}.", width - 2):
        yield (Bit(f" {part}"),)
    for text in (plan.about, f"From {plan.source}." if plan.source else ""):
        if text.strip():
            for part in wrap(text, width - 2)[:4]:
                yield (Bit(f" {part}", "dim"),)


def _item(text: str, width: int) -> list[Line]:
    first, *more = wrap(in_words_of_the_screen(text), max(width - 5, 8))
    return [(Bit(f"   - {first}"),), *((Bit(f"     {part}"),) for part in more)]


def _week(plan: Plan, days: Sequence[AgendaDay], unit: Unit, width: int) -> list[Line]:
    if not days:
        return []
    planned = totals(days).planned
    amount = f"{show_distance(planned, unit)} " if planned else ""
    label = plain(week_label(plan, days[0].day)).capitalize()
    head = spread(
        (Bit(f" {label}", "strong"), Bit(f"   {show_day(days[0].day)}", "dim")), (Bit(amount, "label"),), width
    )
    return [(), head, *_days(days, unit, width)]


def _days(days: Sequence[AgendaDay], unit: Unit, width: int) -> list[Line]:
    """Return a line a day with its sessions; days of rest are left out."""
    return [
        cut((Bit(f"   {show_day(day.day):<12}", "dim"), *_sessions(day, unit)), width)
        for day in days
        if any(line.session.kind is not SessionKind.REST for line in day.sessions)
    ]


def _sessions(day: AgendaDay, unit: Unit) -> Iterator[Bit]:
    for n, line in enumerate(day.sessions):
        if n:
            yield Bit(", ", "dim")
        yield Bit(plain(name_of(line.session, unit)), role_of(line.session.kind))
        if line.session.text:
            yield Bit(f"   {plain(localise(line.session.text, unit))}", "dim")
