"""`planner plan safe-dates`: the last safe day for a new orthotic, shoe, exercise or tool before the race."""

from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import PLAN, as_json
from planner.domain.days import show_day
from planner.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.domain.plan import Plan
    from planner.planning.safe_dates import SafeDate


@click.command("safe-dates")
@click.argument("plan", type=PLAN, required=False, metavar="[ID]")
@as_json
@store_option
def command(plan: str | None, json: bool) -> None:
    """Show until when a new orthotic, shoe, exercise or tool, and deep rolling, are safe before the race.

    Without ID it is the current plan.
    """
    from planner.actions.safe_dates import dates_of

    desk = open_desk()
    found = desk.plan_of(plan)
    dates = dates_of(desk, found)
    if json:
        page.show_json(
            [
                {
                    "change": one.code,
                    "title": one.title,
                    "date": one.day,
                    "days_before": one.days,
                    "is_over": one.day < desk.today,
                    "text": one.text,
                    "source": one.source,
                }
                for one in dates
            ]
        )
        return
    page.show(_lines(found, dates, desk.today))


def _lines(plan: "Plan", dates: "tuple[SafeDate, ...]", today: "date") -> "Iterator[str]":
    yield page.loud(f"Last safe days before {one_line(plan.race.name)}, {show_day(plan.race.day, year=True)}")
    for one in dates:
        yield ""
        left = (one.day - today).days
        when = "over" if left < 0 else "today" if left == 0 else f"in {left} day{'s' if left != 1 else ''}"
        yield f"  {page.padded(show_day(one.day, year=True), 17)}{page.padded(when, 12)}{one_line(one.title)}"
        yield from page.wrapped(one.text, 4)
        yield from (page.quiet(line) for line in page.wrapped(f"Source: {one.source}", 4))
