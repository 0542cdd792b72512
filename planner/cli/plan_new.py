"""`planner plan new`: a build-up for a race."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import (
    BLOCKED,
    DAY,
    DISTANCE,
    MINUTES,
    ORTHOTIC,
    PACE,
    PLAN,
    RACE_DISTANCE,
    RECENT,
    SHOE,
    TUNE_UPS,
    WEEKDAY,
    one_of,
    whole_number,
)
from planner.domain.days import Weekday
from planner.domain.errors import NotFeasible
from planner.domain.race import Level
from planner.domain.text import capital

if TYPE_CHECKING:
    from planner.actions.build_ups import Request
    from planner.actions.desk import Desk
    from planner.domain.race import RecentRace, TuneUp
    from planner.domain.units import Span
    from planner.planning.build_up import BuildUp


@click.command("new")
@click.argument("plan_id", metavar="ID")
@click.option("--race", required=True, metavar="NAME", help="What the race is called.")
@click.option("--date", "race_day", required=True, type=DAY, metavar="DATE", help="When it is: 2027-04-18, +18w.")
@click.option(
    "--distance", required=True, type=RACE_DISTANCE, metavar="D", help="5k, 10k, half, marathon, 50k, or 15 or 10mi."
)
@click.option("--level", type=one_of(Level, "level"), metavar="LEVEL", help=f"{', '.join(Level)}; novice if not given.")
@click.option("--weekly", type=DISTANCE, metavar="KM", help="What you run a week now: the mean of the last four.")
@click.option("--longest", type=DISTANCE, metavar="KM", help="Your longest run of the last 30 days.")
@click.option("--days", type=whole_number(3, 6), metavar="3-6", help="Runs a week.")
@click.option("--long-run", type=WEEKDAY, metavar="DAY", help="Day of the long run; Sunday if not given.")
@click.option("--start", type=DAY, metavar="DATE", help="First day of the plan.")
@click.option("--pace", type=PACE, metavar="M:SS", help="Your easy pace, for the time limit of the long run.")
@click.option("--shoe", type=SHOE, metavar="ID", help="The shoe that you run in.")
@click.option("--orthotic", type=ORTHOTIC, metavar="ID", help="The orthotics that you run with.")
@click.option(
    "--layers",
    metavar="L,..",
    help="Only these: roll, stretch, strength, shoe, orthotic or ids of layers, with a comma between; or none.",
)
@click.option("--minutes", type=MINUTES, metavar="DAY MIN,..", help='Time by weekday, 0 for no run: "tue 45, wed 0".')
@click.option("--blocked", type=BLOCKED, metavar="DATES", help='Days without running: "24-26 dec, 2027-02-13".')
@click.option(
    "--tune-up",
    "tune_ups",
    type=TUNE_UPS,
    multiple=True,
    metavar="RACE",
    help='A race on the way, b rested for, c trained through: "10k b 7 mar City Ten". May be given again.',
)
@click.option("--recent", type=RECENT, metavar="RACE", help='A race of the last months, for paces: "10k 48:30".')
@click.option("--after", type=PLAN, metavar="PLAN", help="Begin on the day after that plan ends, and show it beside.")
@click.option("--finish-safely", is_flag=True, help="Plan to finish, also where the race comes too soon for more.")
@click.option("--dry-run", is_flag=True, help="Show the weeks and write nothing.")
@store_option
def command(
    plan_id: str,
    race: str,
    race_day: date,
    distance: float,
    level: Level | None,
    weekly: "Span | None",
    longest: "Span | None",
    days: int | None,
    long_run: Weekday | None,
    start: date | None,
    pace: int | None,
    shoe: str | None,
    orthotic: str | None,
    layers: str | None,
    minutes: dict[Weekday, int] | None,
    blocked: tuple[date, ...] | None,
    tune_ups: "tuple[tuple[TuneUp, ...], ...]",
    recent: "RecentRace | None",
    after: str | None,
    finish_safely: bool,
    dry_run: bool,
) -> None:
    """Make a build-up for a race, with what hangs on every run.

    What you do not say gets the usual of your level and distance.
    """
    from planner.actions.build_ups import Request
    from planner.cli.typed import one_distance, readable
    from planner.domain.ids import check_slug

    desk = open_desk()
    check_slug(plan_id, "plan id")
    request = Request(
        race_name=readable(race),
        race_day=race_day,
        distance_m=distance,
        level=level or Level.NOVICE,
        weekly_m=one_distance(weekly, "--weekly"),
        longest_m=one_distance(longest, "--longest"),
        days=days,
        long_run_day=long_run or Weekday.SUN,
        start=start,
        finish_safely=finish_safely,
        easy_pace_s=pace or 0,
        shoe=shoe or "",
        orthotic=orthotic or "",
        layers=None if layers is None else _words(layers),
        minutes=minutes or {},
        blocked=blocked or (),
        tune_ups=tuple(race for races in tune_ups for race in races),
        recent=recent,
        after=after or "",
    )
    _make(desk, plan_id, request, dry_run=dry_run)


def _make(desk: "Desk", plan_id: str, request: "Request", *, dry_run: bool) -> None:
    """Make the build-up, or only show it."""
    from planner.actions.build_ups import make, preview

    try:
        made = preview(desk, request, plan_id) if dry_run else make(desk, plan_id, request)
    except NotFeasible as error:
        error.fix = error.fix.replace("ask for a finish-safely plan", "add --finish-safely")
        raise
    if dry_run:
        page.show([*_lines(made, desk), "", "Nothing was written."])
        return
    said = f"Made the plan {plan_id}. `planner` shows its calendar, `planner week` a week."
    page.show([*_lines(made, desk), "", *page.wrapped(said)])


def _words(text: str) -> tuple[str, ...]:
    return () if text.strip() == "none" else tuple(word.strip() for word in text.split(",") if word.strip())


def _lines(made: "BuildUp", desk: "Desk") -> Iterator[str]:
    from planner.cli.plan_show import preview_lines

    yield from preview_lines(made.plan, desk)
    for warning in made.warnings:
        yield from page.wrapped(f"! {capital(warning)}.", 0, 2)
