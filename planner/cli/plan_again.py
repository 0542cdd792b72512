"""`planner plan again`: a build-up made again with another answer, shown as a diff and kept when it is accepted."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import (
    BLOCKED,
    DAY,
    DISTANCE,
    MINUTES,
    PACE,
    PLAN,
    RACE_DISTANCE,
    RECENT,
    TUNE_UPS,
    WEEKDAY,
    as_json,
    one_of,
    whole_number,
)
from planner.domain.days import Weekday, show_day
from planner.domain.race import Level

if TYPE_CHECKING:
    from planner.actions.proposal import Proposal
    from planner.domain.race import RecentRace, TuneUp
    from planner.domain.units import Span, Unit


@click.command("again")
@click.argument("plan", type=PLAN, required=False)
@click.option("--race", metavar="NAME", help="What the race is called.")
@click.option("--date", "race_day", type=DAY, metavar="DATE", help="When the race is.")
@click.option("--distance", type=RACE_DISTANCE, metavar="D", help="5k, 10k, half, marathon, 50k, or 15 or 10mi.")
@click.option("--level", type=one_of(Level, "level"), metavar="LEVEL", help=f"{', '.join(Level)}.")
@click.option("--weekly", type=DISTANCE, metavar="KM", help="What you ran a week at the start.")
@click.option("--longest", type=DISTANCE, metavar="KM", help="Your longest run at the start.")
@click.option("--days", type=whole_number(3, 6), metavar="3-6", help="Runs a week.")
@click.option("--long-run", type=WEEKDAY, metavar="DAY", help="Day of the long run.")
@click.option("--start", type=DAY, metavar="DATE", help="First day; what is before it stays.")
@click.option("--pace", type=PACE, metavar="M:SS", help="Your easy pace.")
@click.option("--minutes", type=MINUTES, metavar="DAY MIN,..", help='Time by weekday: "tue 45, wed 0".')
@click.option("--blocked", type=BLOCKED, metavar="DATES", help='Days without running: "24-26 dec".')
@click.option("--tune-up", "tune_ups", type=TUNE_UPS, multiple=True, metavar="RACE", help="Races on the way.")
@click.option("--recent", type=RECENT, metavar="RACE", help='A race of the last months: "10k 48:30".')
@click.option("--finish-safely", is_flag=True, default=None, help="Plan to finish.")
@click.option("--from-here", is_flag=True, help="Begin today, from what the log says you ran of late.")
@click.option("--accept", "accepted", is_flag=True, help="Keep it; `planner plan undo` takes it back.")
@as_json
@store_option
def command(
    plan: str | None,
    race: str | None,
    race_day: date | None,
    distance: float | None,
    level: Level | None,
    weekly: "Span | None",
    longest: "Span | None",
    days: int | None,
    long_run: Weekday | None,
    start: date | None,
    pace: int | None,
    minutes: dict[Weekday, int] | None,
    blocked: tuple[date, ...] | None,
    tune_ups: "tuple[tuple[TuneUp, ...], ...]",
    recent: "RecentRace | None",
    finish_safely: bool | None,
    from_here: bool,
    accepted: bool,
    json: bool,
) -> None:
    """Make PLAN again with what you give changed; the current plan without PLAN.

    What is over and what was logged stays. Shows what would change; nothing is written without --accept.
    """
    from planner.actions import regenerate
    from planner.actions.proposal import accept
    from planner.cli.typed import one_distance, readable

    desk = open_desk()
    owner = desk.plan_of(plan)
    request = regenerate.request_of(desk, owner)
    if from_here:
        request = regenerate.from_here(desk, request)
    given = {
        "race_name": readable(race) if race else None,
        "race_day": race_day,
        "distance_m": distance,
        "level": level,
        "weekly_m": one_distance(weekly, "--weekly"),
        "longest_m": one_distance(longest, "--longest"),
        "days": days,
        "long_run_day": long_run,
        "start": start,
        "easy_pace_s": pace,
        "minutes": minutes,
        "blocked": blocked,
        "tune_ups": tuple(one for races in tune_ups for one in races) or None,
        "recent": recent,
        "finish_safely": finish_safely,
    }
    request = msgspec.structs.replace(request, **{name: value for name, value in given.items() if value is not None})
    proposal = regenerate.propose_again(desk, request, plan=owner)
    is_other = regenerate.changes_anything(owner, proposal)
    done = accept(desk, proposal) if accepted and is_other else ""
    if json:
        page.show_json(msgspec.to_builtins(proposal) | {"changes": is_other, "accepted": bool(done)})
    else:
        page.show(_lines(proposal, desk.settings.unit, done, is_other=is_other))


def _lines(proposal: "Proposal", unit: "Unit", done: str, *, is_other: bool) -> Iterator[str]:
    from planner.domain.session import name_of

    if not is_other:
        yield "Nothing would change."
        return
    yield page.loud(page.shortened(proposal.title, 76))
    for why in proposal.why:
        yield from page.wrapped(why)
    yield ""
    rows = [
        (
            "~" if one.before and one.after else "+" if one.after else "-",
            show_day(one.before.day if one.before else one.day),
            page.shortened(name_of(one.before, unit), 26) if one.before else "",
            "->" if one.after and one.before else "",
            page.shortened(name_of(one.after, unit), 26) if one.after else "",
            show_day(one.after.day) if one.after and one.before and one.after.day != one.before.day else "",
        )
        for one in proposal.differences
    ]
    yield from page.table(rows) or ["No session changes; what hangs on them or what it is made from does."]
    for lost in proposal.lost:
        yield from page.wrapped(f"! No longer fits: {lost}.", 0, 2)
    yield ""
    yield done or "Nothing was written. --accept keeps it."
