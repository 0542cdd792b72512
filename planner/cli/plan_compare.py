"""`planner plan compare`: what the plan said, what it says now, and what was done."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import DAY, PLAN, as_json
from planner.domain.days import MONTHS, show_day, week_start
from planner.domain.kept import Kept
from planner.domain.session import Session, name_of
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance, show_number
from planner.planning.adherence import adherence
from planner.planning.agenda import AgendaDay
from planner.planning.compare import (
    Compared,
    Entry,
    Originals,
    compared,
    entries_of,
    homes_of,
    originals,
    weeks_compared,
    words_of,
)
from planner.planning.schedule import span_of

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.plan import Plan
    from planner.exports.days import Json


@click.command("compare")
@click.argument("plan", type=PLAN, required=False)
@click.option("--week", type=DAY, default=None, metavar="DATE", help="Only the week of DATE, session by session.")
@as_json
@store_option
def compare(plan: str | None, week: date | None, json: bool) -> None:
    """Compare a plan as it was made with what it says now and what was done.

    A week a line, the current plan without PLAN; then how much of the runs and of each layer was kept so far.
    """
    desk = open_desk()
    found = desk.plan_of(plan)
    first_weekday = desk.settings.first_weekday
    if week:
        first = week_start(week, first_weekday)
        last = first + timedelta(days=6)
    else:
        low, high = span_of(found, desk.schedule_of(found))
        first, last = week_start(low, first_weekday), week_start(high, first_weekday) + timedelta(days=6)
    days = desk.days(first, last, found.id)
    made = originals(found, first, last)
    if json:
        page.show_json(_as_dict(desk, found, days, made, by_session=week is not None))
    else:
        page.show(_lines(desk, found, days, made, by_session=week is not None))


def _lines(
    desk: "Desk", plan: "Plan", days: tuple[AgendaDay, ...], made: Originals, *, by_session: bool
) -> Iterator[str]:
    unit = desk.settings.unit
    yield page.loud(page.shortened(one_line(plan.title), 60))
    yield ""
    if by_session:
        yield from page.table(_session_rows(plan, days, made, unit))
        yield ""
    rows = [["week", "from", "original", "now", f"done {unit}", "%", ""]]
    rows += [
        _week_row(week, one, unit) for week, one in weeks_compared(days, made, desk.today, desk.settings.first_weekday)
    ]
    if not by_session:
        rows.append(_row(["all", ""], compared(days, made, desk.today), unit))
    lines = page.table(rows, right={0, 2, 3, 4, 5})
    yield from (page.quiet(lines[0]), *lines[1:])
    kept = _kept(desk, plan, days)
    if kept:
        yield ""
        yield page.quiet("kept so far")
        yield from page.table([_kept_row(name, one) for name, one in kept], right={1, 2})


def _session_rows(plan: "Plan", days: Sequence[AgendaDay], made: Originals, unit: Unit) -> list[list[str]]:
    homes = homes_of(plan, days, made)
    rows = [["", "original", "now", "done"]]
    for day in days:
        for n, entry in enumerate(entries_of(day, made, homes) or (Entry(),)):
            done = show_distance(entry.ran.distance_m, unit) if entry.ran and entry.ran.distance_m else ""
            told = " ".join(filter(None, (done, words_of(entry))))
            rows.append(
                [show_day(day.day) if n == 0 else "", _name(entry.original, unit), _name(entry.now, unit), told]
            )
    return rows


def _name(session: Session | None, unit: Unit) -> str:
    return page.shortened(one_line(name_of(session, unit)), 24) if session else "-"


def _week_row(week: tuple[AgendaDay, ...], one: Compared, unit: Unit) -> list[str]:
    number = next((day.week_number for day in week if day.week_number), 0)
    first = week[0].day
    return _row([str(number or ""), f"{first.day} {MONTHS[first.month - 1][:3]}"], one, unit)


def _row(head: list[str], one: Compared, unit: Unit) -> list[str]:
    share = f"{one.share:.0%}" if one.share is not None and one.done_m else ""
    amounts = [show_number(metres / unit.metres) for metres in (one.original_m, one.now_m)]
    done = show_number(one.done_m / unit.metres) if one.done_m else ""
    return [*head, *amounts, done, share, one.compliance.value if one.compliance else ""]


def _kept(desk: "Desk", plan: "Plan", days: Sequence[AgendaDay]) -> list[tuple[str, Kept]]:
    found = adherence(days)
    names = {layer.id: layer.name for layer in desk.schedule_of(plan).layers}
    listed = [("runs", found.runs), *((one_line(names.get(key, key)), kept) for key, kept in found.layers.items())]
    return [(name, kept) for name, kept in listed if kept.planned]


def _kept_row(name: str, kept: Kept) -> list[str]:
    share = f"{kept.share:.0%}" if kept.share is not None else ""
    partly = f"{kept.partly} partly" if kept.partly else ""
    return [page.shortened(name, 44), f"{kept.done + kept.partly} of {kept.planned}", share, partly]


def _as_dict(
    desk: "Desk", plan: "Plan", days: tuple[AgendaDay, ...], made: Originals, *, by_session: bool
) -> "dict[str, Json]":
    weeks = weeks_compared(days, made, desk.today, desk.settings.first_weekday)
    kept = adherence(days)
    found: dict[str, Json] = {
        "plan": plan.id,
        "today": desk.today.isoformat(),
        "weeks": [
            {
                "week": next((day.week_number for day in week if day.week_number), None),
                "first": week[0].day.isoformat(),
                **_compared(one),
            }
            for week, one in weeks
        ],
        "total": {**_compared(compared(days, made, desk.today))},
        "kept": {
            "runs": _kept_dict(kept.runs),
            "layers": {key: _kept_dict(one) for key, one in kept.layers.items()},
        },
    }
    if by_session:
        homes = homes_of(plan, days, made)
        found["sessions"] = [
            {"date": day.day.isoformat(), **_entry(entry)} for day in days for entry in entries_of(day, made, homes)
        ]
    return found


def _compared(one: Compared) -> "dict[str, Json]":
    return {
        "original_m": round(one.original_m, 1),
        "now_m": round(one.now_m, 1),
        "done_m": round(one.done_m, 1),
        "compliance": one.compliance.value if one.compliance else None,
    }


def _kept_dict(kept: Kept) -> "dict[str, Json]":
    return {
        "planned": kept.planned,
        "done": kept.done,
        "partly": kept.partly,
        "skipped": kept.skipped,
        "missed": kept.missed,
    }


def _entry(entry: Entry) -> "dict[str, Json]":
    def told(session: Session | None) -> "Json":
        if session is None:
            return None
        middle = round(session.distance.middle_m, 1) if session.distance else None
        return {"id": session.id, "kind": session.kind.value, "distance_m": middle}

    return {
        "original": told(entry.original),
        "now": told(entry.now),
        "done_m": entry.ran.distance_m if entry.ran else None,
        "became": [word.value for word in entry.became],
        "moved_to": entry.moved_to.isoformat() if entry.moved_to else None,
        "moved_from": entry.moved_from.isoformat() if entry.moved_from else None,
    }
