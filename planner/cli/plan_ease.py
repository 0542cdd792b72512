"""`planner plan ease` and `because`: what the light asks of the plan, and what was changed because of the log."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import as_json, of_plan
from planner.domain.days import show_day

if TYPE_CHECKING:
    from planner.actions.because import Because
    from planner.actions.reflow import Offer

_EASES = ("easy", "bike", "walk")
_GOALS = ("keep", "easier", "shorter", "defer")
_NOTHING: dict[str, object] = {"why": [], "because": [], "weeks": [], "lost": []}
"""What programs are told where nothing is asked of the plan."""


@click.command("ease")
@click.option("--accept", "accepted", is_flag=True, help="Make the change; undo takes it back.")
@click.option("--refuse", "refused", is_flag=True, help="Keep the plan; it is not offered again for what is logged.")
@click.option("--with", "how", type=click.Choice(_EASES), help="Runs easy, quality by bike or pool, walk breaks.")
@click.option("--race", "goal", type=click.Choice(_GOALS), default="keep", help="What becomes of a race that is near.")
@click.option("--no-routines", is_flag=True, help="Leave routines as they are.")
@click.option("--no-gear", is_flag=True, help="Leave shoes and orthotics as they are.")
@click.option("--days", type=click.IntRange(1, 28), metavar="N", help="How many days are eased.")
@click.option("--dry-run", is_flag=True, help="Only show it, also with --accept or --refuse.")
@of_plan
@as_json
@store_option
def ease(
    accepted: bool,
    refused: bool,
    how: str | None,
    goal: str,
    no_routines: bool,
    no_gear: bool,
    days: int | None,
    dry_run: bool,
    plan: str | None,
    json: bool,
) -> None:
    """Show what a yellow or a red light asks of runs, routines and gear; --accept makes it so.

    Nothing is changed without --accept. The race stays.
    """
    from planner.actions.proposal import accept
    from planner.actions.reflow import Ease, Goal, Wish, offer, refuse, why_nothing
    from planner.domain.errors import BadValue

    if accepted and refused:
        raise BadValue("--accept", "it is accepted or refused, not both", "Give one of them.")
    desk = open_desk()
    wish = Wish(ease=Ease(how) if how else None, routines=not no_routines, gear=not no_gear, days=days, goal=Goal(goal))
    found = offer(desk, options=wish, plan=plan)
    said = ""
    if found and accepted and not dry_run:
        said = accept(desk, found.proposal)
    elif found and refused and not dry_run:
        said = refuse(desk, found)
    if json:
        page.show_json(
            {"accepted": bool(said) and accepted, "refused": bool(said) and refused}
            | (_as_dict(found) if found else _NOTHING | {"why": [why_nothing(desk, plan=plan)]})
        )
        return
    if found is None:
        page.show(page.wrapped(why_nothing(desk, plan=plan)))
        return
    from planner.cli.plan_realign import diff_lines

    page.show(diff_lines(found.proposal, desk.settings.unit))
    page.show(["", said or "Nothing is changed yet: --accept makes it so."])


def _as_dict(found: "Offer") -> dict[str, object]:
    weeks = [one for one in found.proposal.weeks if one.differences or one.hung]
    return {
        "why": [*found.proposal.why, *found.proposal.foot],
        "because": list(found.reflow.because),
        "weeks": msgspec.to_builtins(weeks),
        "lost": list(found.proposal.lost),
    }


@click.command("because")
@of_plan
@as_json
@store_option
def because(plan: str | None, json: bool) -> None:
    """List what was changed because of what you logged: the reasons, the entries, and whether it stands."""
    from planner.actions.because import changed_because

    found = changed_because(open_desk(), plan)
    if json:
        page.show_json(msgspec.to_builtins(found))
        return
    page.show([line for one in found for line in _told(one)] or ["Nothing was changed because of the log yet."])


def _told(one: "Because") -> Iterator[str]:
    from planner.actions.because import span_of

    span = span_of(one)
    yield page.loud(f"{show_day(one.made, year=True)}  {one.name}{f', {span}' if span else ''}: {one.state}")
    for reason in one.why:
        yield from page.wrapped(reason, 2)
    for entry in one.entries:
        yield from page.wrapped(f"After: {entry}.", 2)
