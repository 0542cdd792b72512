"""`planner plan list` and `show`, and the table of weeks that `new` and `import` print too."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.today_page import NO_PLAN
from planner.cli.values import PLAN, as_json
from planner.domain.days import show_day
from planner.domain.race import show_race_distance
from planner.domain.session import SessionKind
from planner.domain.text import clean, one_line
from planner.domain.units import Unit, show_distance, show_duration, show_number
from planner.planning.agenda import AgendaDay, agenda, week_label
from planner.planning.schedule import schedule, span_of
from planner.planning.totals import Totals, totals

if TYPE_CHECKING:
    from datetime import date

    from planner.actions.desk import Desk
    from planner.domain.plan import Plan

_BAR = 20


@click.command("list")
@as_json
@store_option
def list_plans(json: bool) -> None:
    """List your plans, the nearest race first; > marks the one that the calendar shows."""
    desk = open_desk()
    plans = desk.plans()
    current = desk.plan()
    if json:
        from planner.exports.days import race_as_dict

        unit = desk.settings.unit
        page.show_json(
            [
                {
                    "id": plan.id,
                    "name": one_line(plan.title),
                    "current": plan == current,
                    "race": race_as_dict(plan.race, unit),
                    "first": plan.first_day.isoformat(),
                    "last": plan.last_day.isoformat(),
                    "weeks": len(plan.weeks),
                }
                for plan in plans
            ]
        )
        return
    if not plans and desk.problems:
        raise desk.problems[0]
    rows = [
        (
            ">" if plan == current else " ",
            plan.id,
            show_day(plan.race.day, year=True),
            show_race_distance(plan.race.distance_m, desk.settings.unit),
            week_label(plan, desk.today) or _when(plan, desk.today),
            page.shortened(plan.title, 30),
        )
        for plan in plans
    ]
    page.show(page.table(rows) or NO_PLAN)


def _when(plan: "Plan", today: "date") -> str:
    if today < plan.first_day:
        return f"from {show_day(plan.first_day)}"
    return "over" if today > plan.last_day else ""


@click.command("show")
@click.argument("plan", type=PLAN, required=False)
@as_json
@store_option
def show(plan: str | None, json: bool) -> None:
    """Show a plan, week by week; the current one without PLAN."""
    desk = open_desk()
    found = desk.plan_of(plan)
    days = desk.days(*span_of(found, desk.schedule_of(found)), found.id)
    if json:
        from planner.exports.json import to_json
        from planner.exports.outgoing import Outgoing

        out = Outgoing(plan=found, days=days, unit=desk.settings.unit, names=desk.names())
        click.echo(to_json(out), nl=False)
        return
    page.show(plan_lines(found, days, desk))


def plan_lines(plan: "Plan", days: tuple[AgendaDay, ...], desk: "Desk") -> Iterator[str]:
    """Yield a plan's race, its origin and its weeks."""
    unit = desk.settings.unit
    distance = show_race_distance(plan.race.distance_m, unit)
    yield page.loud(f"{page.shortened(plan.title, 50)}   {distance}, {show_day(plan.race.day, year=True)}")
    for text in (plan.about, f"from {plan.source}" if plan.source else ""):
        yield from page.wrapped(clean(text)) if text.strip() else ()
    yield ""
    yield from weeks_table(plan, days, unit, desk.today)
    longest = max((one.longest_m for one in _before_race(plan, days)), default=0.0)
    if longest:
        over = plan.race.distance_m / longest - 1
        jump = f"; race day is {over:.0%} over it" if over > 0 else ""
        yield ""
        yield f"longest run before the race: {show_distance(longest, unit)}{jump}"
    lost = schedule(plan).lost
    if lost:
        some = f"{len(lost)} changes no longer fit" if len(lost) > 1 else "1 change no longer fits"
        yield f"{some}: `planner plan check {plan.id}` says which."


def preview_lines(plan: "Plan", desk: "Desk") -> Iterator[str]:
    """Yield the same for a plan that is not in the store."""
    standing = schedule(plan)
    return plan_lines(plan, agenda(plan, (), *span_of(plan, standing), desk.today, standing=standing), desk)


def _before_race(plan: "Plan", days: tuple[AgendaDay, ...]) -> Iterator[Totals]:
    return (totals((day,)) for day in days if day.day < plan.race.day)


def weeks_table(plan: "Plan", days: tuple[AgendaDay, ...], unit: Unit, today: "date") -> list[str]:
    """Return a line for each week: number, first day, planned, longest, runs, done, phase, a bar; without the race."""
    weeks = [(week, [_without_race(day) for day in days if week.holds(day.day)]) for week in plan.weeks]
    sums = [totals(mine) for _, mine in weeks]
    most = max((one.middle_m for one in sums), default=0.0)
    has_done = any(one.done_m for one in sums)
    rows = [["week", "from", unit.value, "longest", "runs", "done", "phase", ""]]
    for n, ((week, mine), one) in enumerate(zip(weeks, sums, strict=True), 1):
        phase = "cut-back" if week.cut_back else week.phase.value if week.phase else ""
        rows.append(
            [
                (">" if week.holds(today) else "") + str(n),
                show_day(week.start)[4:],
                _planned(one, mine, unit),
                _number(one.longest_m, unit),
                str(one.runs),
                _number(one.done_m, unit),
                "then the race" if week.holds(plan.race.day) else phase,
                "#" * round(_BAR * one.middle_m / most) if most else "",
            ]
        )
    if not has_done:
        rows = [row[:5] + row[6:] for row in rows]
    lines = page.table(rows, right=set(range(6 if has_done else 5)))
    return [page.quiet(lines[0]), *lines[1:]]


def _without_race(day: AgendaDay) -> AgendaDay:
    kept = tuple(line for line in day.sessions if line.session.kind is not SessionKind.RACE)
    return msgspec.structs.replace(day, sessions=kept)


def _number(metres: float, unit: Unit) -> str:
    return show_number(metres / unit.metres) if metres else ""


def _planned(sums: Totals, days: list[AgendaDay], unit: Unit) -> str:
    """Return a week's planned distance, the time of its runs where the plan gives no distance, else `?`."""
    if sums.planned:
        return show_distance(sums.planned, unit, with_unit=False) + ("+" if sums.unknown else "")
    if not sums.runs:
        return "0"
    seconds = sum(line.session.duration_s or 0 for day in days for line in day.sessions if line.session.kind.is_run)
    return show_duration(seconds) if seconds else "?"
