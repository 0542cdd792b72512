"""`planner orthotic`: orthotics and how long they are worn."""

from datetime import date

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.typed import note_of, readable
from planner.cli.values import DAY, ORTHOTIC, as_json, number, one_of
from planner.domain.days import show_day
from planner.domain.gear import Orthotic, Schedule
from planner.domain.text import one_line
from planner.domain.units import show_distance

COMMANDS = {
    "add": ("orthotic:add", "Add orthotics or insoles."),
    "list": ("orthotic:list_orthotics", "Your orthotics and how long they were worn."),
    "wear": ("orthotic:wear", "Log the hours of a day."),
}


@click.group("orthotic", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Keep your orthotics, and log how long you wear them."""


@click.command("add")
@click.argument("name")
@click.option("--id", "orthotic_id", metavar="ID", help="A short id; made from the name if not given.")
@click.option("--make", default="", metavar="TEXT", help="Who made them, what they are.")
@click.option("--since", type=DAY, metavar="DATE", help="When you got them.")
@click.option(
    "--schedule",
    type=one_of(Schedule, "schedule"),
    metavar="S",
    help=f"How they are broken in: {', '.join(Schedule)}; clinic if not given.",
)
@click.option("--note", default="", metavar="TEXT", help="A note.")
@store_option
def add(
    name: str, orthotic_id: str | None, make: str, since: date | None, schedule: Schedule | None, note: str
) -> None:
    """Add orthotics or insoles called NAME."""
    from planner.actions.orthotics import add_orthotic

    made = add_orthotic(
        open_desk(),
        readable(name),
        orthotic_id=orthotic_id,
        make=make,
        since=since,
        schedule=schedule or Schedule.CLINIC,
        note=note,
    )
    page.show([f"Added {made.name}. The id is {made.id}."])


@click.command("list")
@as_json
@store_option
def list_orthotics(json: bool) -> None:
    """List your orthotics and how long they were worn."""
    from planner.actions.gear import worn

    desk = open_desk()
    items = [item for item in desk.gear() if isinstance(item, Orthotic)]
    log = worn(desk)
    if json:
        page.show_json(
            [
                {
                    "id": item.id,
                    "name": one_line(item.name),
                    "make": one_line(item.make),
                    "since": item.since,
                    "retired": item.retired,
                    "schedule": item.schedule,
                    "distance_m": round(log[item.id].distance_m, 1),
                    "runs": log[item.id].runs,
                    "hours": log[item.id].hours,
                }
                for item in items
            ]
        )
        return
    rows = [
        (
            item.id,
            show_distance(log[item.id].distance_m, desk.settings.unit),
            f"{log[item.id].hours:g} h besides",
            f"since {show_day(item.since, year=True)}" if item.since else "",
            page.shortened(item.name, 30),
        )
        for item in items
    ]
    page.show(
        page.table(rows, right={1, 2}) or ['You have no orthotics here yet. `planner orthotic add "NAME"` adds some.']
    )


@click.command("wear")
@click.argument("orthotic", type=ORTHOTIC)
@click.argument("hours", type=number(0.1, 24))
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@click.option("--note", "text", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@store_option
def wear(orthotic: str, hours: float, day: date | None, text: str) -> None:
    """Log that you wore ORTHOTIC for HOURS on a day, besides running."""
    from planner.actions.diary import log_wear

    desk = open_desk()
    page.show([log_wear(desk, orthotic, hours, day or desk.today, note=note_of(text))])
