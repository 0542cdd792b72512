"""`planner plan realign`: what becomes of the plan after missed runs, as a diff to accept."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import as_json, of_plan
from planner.domain.days import show_day
from planner.domain.session import Session, name_of
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance

if TYPE_CHECKING:
    from planner.actions.proposal import Proposal
    from planner.planning.differences import Difference, HungDifference


@click.command("realign")
@click.option("--accept", "accepted", is_flag=True, help="Make the change; undo takes it back.")
@of_plan
@as_json
@store_option
def command(accepted: bool, plan: str | None, json: bool) -> None:
    """Show what becomes of the plan after missed runs; --accept makes it so.

    Nothing is changed without --accept.
    """
    from planner.actions.proposal import accept
    from planner.actions.realign import propose_realign, why_nothing

    desk = open_desk()
    found = propose_realign(desk, plan=plan)
    said = accept(desk, found) if found and accepted else ""
    if json:
        why = found.why if found else (why_nothing(desk, plan=plan),)
        page.show_json(
            {
                "accepted": bool(said),
                "why": list(why),
                "differences": msgspec.to_builtins(found.differences) if found else [],
                "lost": list(found.lost) if found else [],
            }
        )
        return
    if found is None:
        page.show(page.wrapped(why_nothing(desk, plan=plan)))
        return
    page.show(diff_lines(found, desk.settings.unit))
    page.show(["", said or "Nothing is changed yet: --accept makes it so."])


def diff_lines(found: "Proposal", unit: Unit) -> Iterator[str]:
    """Yield a proposal: its reasons, then week by week what goes and what comes."""
    yield page.loud(found.title)
    for text in found.head:
        yield from page.wrapped(text, 2)
    for reason in found.why:
        yield from page.wrapped(reason, 2)
    for week in found.weeks:
        if not (week.differences or week.hung):
            continue
        yield ""
        totals = f"{show_distance(week.before_m, unit)} -> {show_distance(week.after_m, unit)}"
        yield f"week {week.number}, {show_day(week.start)}   {totals}" if week.number else f"{show_day(week.start)}"
        for day in sorted({one.day for one in week.differences} | {thing.item.day for thing in week.hung}):
            for one in week.differences:
                if one.day == day:
                    yield from _session(found, one, unit)
            for thing in week.hung:
                if thing.item.day == day:
                    yield _hung(found, thing)
    for lost in found.lost:
        yield from page.wrapped(f"No longer fits: {lost}.", 2)
    if found.sources:
        yield ""
        yield "what it rests on"
    for source in found.sources:
        yield from page.wrapped(source, 2, 2)
    if found.foot:
        yield ""
    for text in found.foot:
        yield from page.wrapped(text)


def _session(found: "Proposal", one: "Difference", unit: Unit) -> Iterator[str]:
    if one.is_move and one.before and one.after:
        yield f"  {_name(one.after, unit)}  {show_day(one.before.day)} -> {show_day(one.after.day)}"
        return
    reason = next((found.reasons.get(two.id, "") for two in (one.before, one.after) if two), "")
    if one.before and one.after and _name(one.before, unit) == _name(one.after, unit):
        yield _row("~", one.after.day, _name(one.after, unit), reason)
        return
    if one.before:
        yield _row("-", one.before.day, _name(one.before, unit), "" if one.after else reason)
    if one.after:
        yield _row("+", one.after.day, _name(one.after, unit), reason)


def _hung(found: "Proposal", thing: "HungDifference") -> str:
    names = [one_line(found.names.get(hung.what, hung.what)) for hung in (thing.before, thing.after) if hung]
    sign = "~" if len(names) > 1 else "-" if thing.before else "+"
    return _row(sign, thing.item.day, " -> ".join(names), found.reasons.get(thing.id, ""))


def _row(sign: str, day: date, text: str, reason: str) -> str:
    why = f"   ({reason})" if reason else ""
    return f"  {page.shortened(f'{sign} {show_day(day)}  {text}{why}', page.width() - 2)}"


def _name(session: Session, unit: Unit) -> str:
    return page.shortened(one_line(name_of(session, unit)), 40)
