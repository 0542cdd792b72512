"""`planner shoe`: shoes and how far they have gone."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.values import DAY, DISTANCE, SHOE, as_json, number, one_of
from planner.domain.days import show_day
from planner.domain.gear import Role, Shoe
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance

if TYPE_CHECKING:
    from planner.actions.gear import Worn
    from planner.domain.units import Span

COMMANDS = {
    "add": ("shoe:add", "Add a pair."),
    "list": ("shoe:list_shoes", "Your shoes and how far they have gone."),
    "retire": ("shoe:retire", "Retire a pair; its runs stay."),
}


@click.group("shoe", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Keep your shoes, and see how far they have gone."""


@click.command("add")
@click.argument("name")
@click.option("--id", "shoe_id", metavar="ID", help="A short id; made from the name if not given.")
@click.option("--role", type=one_of(Role, "role"), metavar="ROLE", help=f"{', '.join(Role)}; daily if not given.")
@click.option("--model", default="", metavar="TEXT", help="Make and model.")
@click.option("--bought", type=DAY, metavar="DATE", help="When.")
@click.option("--run", "start", type=DISTANCE, metavar="KM", help="What is on it already.")
@click.option("--due", type=DISTANCE, metavar="KM", help="Where you want to be told that it is due.")
@click.option("--drop", type=number(0, 30), metavar="MM", help="Heel to toe drop in millimetres.")
@click.option("--stack", type=number(0, 80), metavar="MM", help="Height of the heel in millimetres.")
@click.option("--plate", is_flag=True, help="It has a plate.")
@click.option("--note", default="", metavar="TEXT", help="A note.")
@store_option
def add(
    name: str,
    shoe_id: str | None,
    role: Role | None,
    model: str,
    bought: date | None,
    start: "Span | None",
    due: "Span | None",
    drop: float | None,
    stack: float | None,
    plate: bool,
    note: str,
) -> None:
    """Add a pair of shoes called NAME."""
    from planner.actions.gear import add_shoe
    from planner.cli.typed import one_distance, readable

    made = add_shoe(
        open_desk(),
        readable(name),
        shoe_id=shoe_id,
        role=role or Role.DAILY,
        model=model,
        bought=bought,
        start_m=one_distance(start, "--run") or 0.0,
        retire_m=one_distance(due, "--due"),
        drop_mm=drop,
        stack_mm=stack,
        plate=plate,
        note=note,
    )
    page.show([f"Added {made.name}. Its id is {made.id}."])


@click.command("list")
@click.option("--all", "retired", is_flag=True, help="Retired ones too.")
@as_json
@store_option
def list_shoes(retired: bool, json: bool) -> None:
    """List your shoes and how far they have gone."""
    from planner.actions.gear import worn

    desk = open_desk()
    shoes = [item for item in desk.gear() if isinstance(item, Shoe) and (retired or json or not item.retired)]
    log = worn(desk)
    if json:
        page.show_json([_as_dict(shoe, log[shoe.id]) for shoe in shoes])
        return
    rows = [_row(shoe, log[shoe.id], desk.settings.unit) for shoe in shoes]
    page.show(page.table(rows, right={2}) or ['You have no shoes here yet. `planner shoe add "NAME"` adds a pair.'])


def _row(shoe: Shoe, log: "Worn", unit: Unit) -> Sequence[str]:
    gone = shoe.start_m + log.distance_m
    state = f"retired {show_day(shoe.retired, year=True)}" if shoe.retired else "due" if gone >= shoe.due_m else ""
    of = f"{show_distance(gone, unit, with_unit=False)} of {show_distance(shoe.due_m, unit)}"
    return (shoe.id, shoe.role, of, page.shortened(shoe.name, 30), state)


def _as_dict(shoe: Shoe, log: "Worn") -> dict[str, object]:
    return {
        "id": shoe.id,
        "name": one_line(shoe.name),
        "role": shoe.role,
        "model": one_line(shoe.model),
        "bought": shoe.bought,
        "retired": shoe.retired,
        "distance_m": round(shoe.start_m + log.distance_m, 1),
        "due_m": shoe.due_m,
        "runs": log.runs,
    }


@click.command("retire")
@click.argument("shoe", type=SHOE)
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@store_option
def retire(shoe: str, day: date | None) -> None:
    """Retire SHOE; its runs stay in the log."""
    from planner.actions.gear import retire_shoe

    desk = open_desk()
    page.show([retire_shoe(desk, shoe, day or desk.today)])
