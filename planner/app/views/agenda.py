"""A month as a list of days, for narrow screens."""

from planner.app.bits import Bit
from planner.app.signs import role_of
from planner.app.views.cell import run_text
from planner.app.views.figures import figure
from planner.app.views.month import week_name
from planner.app.views.rows import Row
from planner.app.views.scene import Scene
from planner.domain.days import MONTHS, Weekday
from planner.domain.layer import Thing
from planner.planning.agenda import AgendaDay, totals, weeks_of


def agenda_rows(scene: Scene, days: tuple[AgendaDay, ...], width: int) -> list[Row]:
    """Return a row a day, with a heading a week."""
    rows: list[Row] = []
    for week in weeks_of(days, scene.first_weekday):
        summed = totals(week)
        planned = figure(summed.middle_m / scene.unit.metres).strip() if summed.middle_m else ""
        head = (Bit(f" {week[0].day.day} {MONTHS[week[0].day.month - 1][:3]}", "label"), *week_name(week))
        rows.append(Row((*head, Bit(f"  {planned} {scene.unit}" if planned else "", "strong"))))
        rows += [_day(scene, day, width) for day in week]
    return rows


def _day(scene: Scene, day: AgendaDay, width: int) -> Row:
    role = "today" if day.day == scene.today else "past" if day.day < scene.today else "heading"
    bits = [Bit(" "), Bit(f"{Weekday.of(day.day).full[:3]} {day.day.day:>2}", role), Bit("  ")]
    for line in day.sessions:
        if sign := scene.signs.status(line.status):
            bits.append(Bit(f"{sign} ", line.status.value))
        bits += [Bit(run_text(line.session, scene, max(width - 22, 8)), role_of(line.session.kind)), Bit("  ")]
    if not day.sessions:
        bits.append(Bit("rest  " if day.in_plan else "  ", "rest"))
    for hung in day.hung:
        sign = scene.signs.of(hung.hung.thing)
        if hung.hung.thing is Thing.SHOE:
            sign = scene.letters.get(hung.hung.what, "?")
        bits.append(Bit(sign, hung.hung.thing.value))
    if day.felt:
        bits.append(Bit(f" {scene.signs.pain}", "yellow"))
    return Row(tuple(bits), day=day.day)
