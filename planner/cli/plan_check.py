"""`planner plan check`: what a plan goes against."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import FOUND_PROBLEMS
from planner.cli.values import PLAN, as_json, of_plan
from planner.domain.days import show_day
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.planning.checks import Finding

_COLOUR = {"note": "blue", "warn": "yellow", "strong": "red"}


@click.command("check")
@click.argument("plan", type=PLAN, required=False)
@click.option("--all", "past", is_flag=True, help="Days that are over too.")
@click.option("--sources", is_flag=True, help="With where each rule comes from.")
@as_json
@store_option
def command(plan: str | None, past: bool, sources: bool, json: bool) -> int:
    """Look for jumps in distance, hard days in a row, a missing taper, and what hangs on nothing.

    Checks the current plan without PLAN. Ends with 3 if anything was found; notes do not count.
    """
    from planner.actions.checks import findings
    from planner.planning.checks import Weight

    desk = open_desk()
    found = desk.plan_of(plan)
    listed = [
        one for one in findings(desk, found) if past or one.day is None or one.day >= desk.today or one.weight == "note"
    ]
    counted = sum(one.weight is not Weight.NOTE for one in listed)
    if json:
        page.show_json({"plan": found.id, "findings": msgspec.to_builtins(listed)})
    else:
        head = f"{counted} thing{'s' if counted != 1 else ''} to look at" if counted else "nothing to look at"
        page.show([page.loud(f"{one_line(found.title)}: {head}")])
        page.show(_lines(listed, sources=sources)) if listed else None
    return FOUND_PROBLEMS if counted else 0


def _lines(listed: "list[Finding]", *, sources: bool) -> Iterator[str]:
    told: set[str] = set()
    for one in listed:
        yield ""
        day = f"{show_day(one.day, year=True)}   " if one.day else ""
        yield f"{day}{page.tinted(one.weight, _COLOUR[one.weight])}   {page.quiet(one_line(one.key))}"
        yield from page.wrapped(f"{one.reason[:1].upper()}{one.reason[1:]}.", 2)
        yield from page.wrapped(one.fix, 2)
        if sources and one.code not in told:
            yield from (page.quiet(line) for line in page.wrapped(f"Source: {one.source}", 2))
        told.add(one.code)
    if not sources:
        yield ""
        yield page.quiet("--sources says where each rule comes from.")


@click.command("accept")
@click.argument("key")
@click.option("--why", default="", metavar="TEXT", help="Why it is fine as it is.")
@click.option("--take-back", is_flag=True, help="Have it told again.")
@of_plan
@store_option
def accept(key: str, why: str, take_back: bool, plan: str | None) -> None:
    """Take the finding KEY as it is, with the reason; `planner plan check` shows the keys."""
    from planner.actions import checks

    desk = open_desk()
    said = checks.take_back(desk, key, plan=plan) if take_back else checks.accept_finding(desk, key, why, plan=plan)
    page.show([said])
