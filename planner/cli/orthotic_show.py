"""`planner orthotic list`, `show` and what `break-in` prints."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import ORTHOTIC, as_json
from planner.domain.days import show_day
from planner.domain.gear import Orthotic
from planner.domain.text import one_line
from planner.domain.units import show_distance

if TYPE_CHECKING:
    from planner.actions.break_ins import Following
    from planner.actions.desk import Desk
    from planner.actions.gear import Worn
    from planner.planning.break_in import WearDay

NONE_YET = 'You have no orthotics here yet. `planner orthotic add "NAME"` adds some.'


@click.command("list")
@click.option("--all", "retired", is_flag=True, help="Retired ones too.")
@as_json
@store_option
def list_orthotics(retired: bool, json: bool) -> None:
    """List your orthotics, the shoes they stand in, and how long they were worn."""
    from planner.actions.break_ins import break_in_of
    from planner.actions.gear import worn
    from planner.actions.orthotics import stands_in

    desk = open_desk()
    items = [item for item in desk.gear() if isinstance(item, Orthotic) and (retired or json or not item.retired)]
    log = worn(desk)
    if json:
        page.show_json([_as_dict(desk, item, log[item.id]) for item in items])
        return
    rows = [
        (
            item.id,
            show_distance(item.start_m + log[item.id].distance_m, desk.settings.unit),
            f"{log[item.id].hours:g} h besides",
            f"since {show_day(item.since, year=True)}" if item.since else "",
            page.shortened(item.name, 24),
            f"in {page.shortened(shoe, 20)}" if (shoe := stands_in(desk, item, desk.today)) else "",
            f"retired {show_day(item.retired, year=True)}" if item.retired else _state(break_in_of(desk, item.id)),
        )
        for item in items
    ]
    page.show(page.table(rows, right={1, 2}) or [NONE_YET])


def _state(following: "Following") -> str:
    from planner.actions.break_in_words import state_words

    return state_words(following)


def _as_dict(desk: "Desk", item: Orthotic, log: "Worn") -> dict[str, object]:
    return {
        "id": item.id,
        "name": one_line(item.name),
        "build": item.build,
        "make": one_line(item.make),
        "fitted_by": one_line(item.fitted_by),
        "since": item.since,
        "retired": item.retired,
        "schedule": item.schedule,
        "sheet": {"hours": item.sheet.hours, "first_run": item.sheet.first_run} if item.sheet else None,
        "distance_m": round(item.start_m + log.distance_m, 1),
        "due_m": item.retire_m,
        "runs": log.runs,
        "hours": log.hours,
        "review": item.review,
        "left": one_line(item.left),
        "right": one_line(item.right),
        "note": one_line(item.note),
        "pairings": [{"shoe": one.shoe, "since": one.since, "until": one.until} for one in item.pairings],
        "break_in": _break_in_dict(desk, item.id),
    }


@click.command("show")
@click.argument("orthotic", type=ORTHOTIC)
@as_json
@store_option
def show(orthotic: str, json: bool) -> None:
    """Show everything about ORTHOTIC: build, pairings, notes per foot, and the break-in day by day."""
    from planner.actions.gear import worn

    desk = open_desk()
    item = desk.orthotic(orthotic)
    log = worn(desk)[item.id]
    if json:
        page.show_json(_as_dict(desk, item, log))
        return
    page.show([*_facts(desk, item, log), "", *_break_in_lines(desk, orthotic)])


def _facts(desk: "Desk", item: Orthotic, log: "Worn") -> Iterator[str]:
    from planner.actions.break_in_words import build_words, look_due
    from planner.actions.break_ins import rules
    from planner.actions.orthotics import pairing_lines

    unit = desk.settings.unit
    yield page.loud(one_line(item.name))
    fitted = f"fitted by {item.fitted_by}" if item.fitted_by else ""
    yield from page.wrapped(", ".join(filter(None, (build_words(item), item.make, fitted))), 2)
    gone = item.start_m + log.distance_m
    of = f" of {show_distance(item.retire_m, unit)}" if item.retire_m else ""
    yield f"  {log.hours:g} h worn besides running, {show_distance(gone, unit)}{of} in {log.runs} runs"
    for foot, text in (("left", item.left), ("right", item.right), ("note", item.note)):
        if text:
            yield from page.wrapped(f"{foot}: {text}", 2, 2)
    yield from (f"  {line}" for line in pairing_lines(desk, item))
    if due := look_due(item, desk.today, gone):
        yield f"  {due}"
    yield from page.wrapped(f"fitting: {'; '.join(rules().fitting.steps)}. {rules().fitting.care}", 2, 2)


def show_break_in(desk: "Desk", orthotic: str, *, json: bool) -> None:
    """Print where a break-in stands."""
    if json:
        page.show_json(_break_in_dict(desk, orthotic))
    else:
        page.show(_break_in_lines(desk, orthotic))


def after_wear(desk: "Desk", orthotic: str) -> Iterator[str]:
    """Yield what logged hours call for: rules in words, and what tomorrow asks for."""
    from datetime import timedelta

    from planner.actions.break_in_words import advice_words, hours_words
    from planner.actions.break_ins import break_in_of

    following = break_in_of(desk, orthotic)
    if not set(following.broken_in.advice) <= {"again", "back"}:
        yield from advice_words(following, private=desk.settings.private)
    if not following.broken_in.state.is_going_on:
        return
    coming = following.broken_in.on(desk.today + timedelta(days=1))
    if coming and coming.hours is not None:
        yield f"Tomorrow: {hours_words(coming)}."


def _break_in_dict(desk: "Desk", orthotic: str) -> dict[str, object]:
    from planner.actions.break_in_words import advice_words
    from planner.actions.break_ins import break_in_of

    following = break_in_of(desk, orthotic)
    found = following.broken_in
    private = desk.settings.private
    return {
        "state": found.state,
        "schedule": found.plan.name if found.plan else None,
        "start": found.start,
        "first_run": found.gate,
        "full_use": found.full_use,
        "latest_start": following.latest,
        "next_run": following.next_run,
        "advice": [*advice_words(following, private=private)],
        "days": [
            {
                "date": one.day,
                "day": one.number,
                "hours": one.hours,
                "all_day": one.hours is None,
                "worn": one.worn,
                "score": None if private else one.score,
                "why": "on" if private else one.why,
                "may_run": one.may_run,
            }
            for one in found.days
        ],
        "runs": [
            {"date": run.day, "session": run.session, "run": run.number, "fits": run.fits, "text": run.text}
            for run in following.runs
        ],
    }


def _break_in_lines(desk: "Desk", orthotic: str) -> Iterator[str]:
    from planner.actions.break_in_words import advice_words, ahead_words, latest_words, near_words, state_words
    from planner.actions.break_ins import break_in_of

    following = break_in_of(desk, orthotic)
    found = following.broken_in
    name = f", {found.plan.name}" if found.plan else ""
    yield page.loud(f"Break-in{name}: {state_words(following)}")
    for text in (
        *advice_words(following, private=desk.settings.private),
        near_words(desk, found.start) if following.near else "",
        ahead_words(following),
        latest_words(following),
    ):
        yield from page.wrapped(text, 2, 2) if text else ()
    if found.days and found.state.is_going_on:
        yield ""
        yield from page.table(
            [_row(one, desk.today, private=desk.settings.private) for one in found.days], right={2}, indent=1
        )
    if following.runs:
        yield ""
    for run in following.runs:
        yield from page.wrapped(f"{show_day(run.day)}  {run.text}", 2, 2)


def _row(one: "WearDay", today: date, *, private: bool) -> tuple[str, ...]:
    from planner.actions.break_in_words import hours_words, why_words

    worn = f"worn {one.worn:g} h" if one.worn else ""
    score = f"{one.score} of 10" if one.score is not None and not private else ""
    said = ", ".join(filter(None, (worn, score, why_words(one, private=private, brief=True))))
    return (">" if one.day == today else " ", show_day(one.day), str(one.number), hours_words(one), said)
