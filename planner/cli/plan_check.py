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
from planner.domain.text import capital, one_line

if TYPE_CHECKING:
    from planner.domain.change import Accept
    from planner.planning.checks import Finding

_COLOUR = {"note": "blue", "warn": "yellow", "strong": "red"}
_WORDS = {"note": "note", "warn": "warning", "strong": "strong finding"}


@click.command("check")
@click.argument("plan", type=PLAN, required=False)
@click.option("--all", "past", is_flag=True, help="Days that are over too.")
@click.option("--sources", is_flag=True, help="With where each rule comes from.")
@click.option("--accepted", "quiet", is_flag=True, help="What was accepted instead, with the reasons.")
@click.option("--explain", "code", default="", metavar="CODE", help="Say what a rule looks at, such as spike.")
@as_json
@store_option
def command(plan: str | None, past: bool, sources: bool, quiet: bool, code: str, json: bool) -> int:
    """Look for jumps in distance, too little rest, a missing taper, new shoes, and what hangs on nothing.

    Checks the current plan without PLAN. Ends with 3 if anything was found; notes do not count.
    """
    from planner.actions.checks import accepted, findings

    if code:
        return _explain(code, json=json)
    desk = open_desk()
    found = desk.plan_of(plan)
    taken = accepted(desk, found)
    listed = [
        one for one in findings(desk, found) if past or one.day is None or one.day >= desk.today or one.weight == "note"
    ]
    if json:
        page.show_json(_data(found.id, listed, taken))
    elif quiet:
        page.show([page.loud(f"{one_line(found.title)}: {len(taken) or 'nothing'} accepted")])
        page.show(_accepted_lines(taken)) if taken else None
    else:
        page.show([page.loud(f"{one_line(found.title)}: {_head(listed)}")])
        page.show(_lines(listed, sources=sources)) if listed else None
        page.show(["", page.quiet(_count(listed, len(taken)))]) if listed or taken else None
    return FOUND_PROBLEMS if not quiet and any(one.weight != "note" for one in listed) else 0


def _head(listed: "list[Finding]") -> str:
    counted = sum(one.weight != "note" for one in listed)
    return f"{counted} thing{'s' if counted != 1 else ''} to look at" if counted else "nothing to look at"


def _data(plan: str, listed: "list[Finding]", taken: "tuple[tuple[Finding, Accept], ...]") -> dict[str, object]:
    counts = _counts(listed) | {"accepted": len(taken)}
    quiet = [msgspec.to_builtins(one) | {"why": accept.why, "at": accept.at.isoformat()} for one, accept in taken]
    return {"plan": plan, "findings": msgspec.to_builtins(listed), "accepted": quiet, "counts": counts}


def _counts(listed: "list[Finding]") -> dict[str, int]:
    return {weight: sum(one.weight == weight for one in listed) for weight in reversed(_COLOUR)}


def _count(listed: "list[Finding]", taken: int) -> str:
    """Return `1 strong finding, 2 warnings, 3 notes; 1 accepted, shown by --accepted.`."""
    counts = ", ".join(
        f"{count} {_WORDS[weight]}{'s' * (count != 1)}" for weight, count in _counts(listed).items() if count
    )
    counts = counts or "nothing else"
    return f"{counts}; {taken} accepted, shown by --accepted." if taken else f"{counts}."


def _lines(listed: "list[Finding]", *, sources: bool) -> Iterator[str]:
    told: set[str] = set()
    for one in listed:
        yield from _finding_lines(one)
        yield from page.wrapped(one.fix, 2)
        if sources and one.code not in told:
            yield from (page.quiet(line) for line in page.wrapped(f"Source: {one.source}", 2))
        told.add(one.code)
    if not sources:
        yield ""
        yield page.quiet("--sources says where each rule comes from, --explain CODE what it looks at.")


def _accepted_lines(taken: "tuple[tuple[Finding, Accept], ...]") -> Iterator[str]:
    for one, accept in taken:
        yield from _finding_lines(one)
        yield from page.wrapped(f"Accepted on {show_day(accept.at.date(), year=True)}: {one_line(accept.why)}", 2)


def _finding_lines(one: "Finding") -> Iterator[str]:
    yield ""
    day = f"{show_day(one.day, year=True)}   " if one.day else ""
    yield f"{day}{page.tinted(one.weight, _COLOUR[one.weight])}   {page.quiet(one_line(one.key))}"
    yield from page.wrapped(f"{capital(one.reason)}.", 2)


def _explain(code: str, *, json: bool) -> int:
    """Show what a rule looks at, what to do about what it finds, and where its numbers come from."""
    from planner.actions.checks import explain, rule_of

    code, rule = rule_of(code)
    if json:
        page.show_json({"code": code} | msgspec.to_builtins(rule))
        return 0
    page.show([page.loud(f"{code}: {rule.title}")])
    for line in explain(open_desk(), code):
        page.show(["", *page.wrapped(line, 2)])
    return 0


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
