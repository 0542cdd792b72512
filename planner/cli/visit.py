"""`planner visit`: appointments with practitioners, and what came of them."""

from datetime import date

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.typed import note_of, readable
from planner.cli.values import DAY, Value, as_json, name_of
from planner.domain.care_text import parse_profession
from planner.domain.days import show_day
from planner.domain.health import Profession
from planner.domain.log import Visit
from planner.domain.text import one_line

COMMANDS = {
    "add": ("visit:add", "Write down an appointment."),
    "list": ("visit:list_visits", "Visits ahead and past."),
    "done": ("visit:done", "What came of it."),
    "move": ("visit:move", "Put it on another day."),
}


@click.group("visit", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Appointments with practitioners: on the calendar, with what came of them."""


PROFESSION = Value(
    "practitioner",
    lambda text, _, what: parse_profession(text, what),
    lambda _, __: ((one.value, "") for one in Profession),
)
VISIT = name_of("visits")


@click.command("add")
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--with", "profession", type=PROFESSION, metavar="WHO", help="doctor, physiotherapist, podiatrist ...")
@click.option("--name", default="", metavar="TEXT", help="The name; yours from the settings if not given.")
@click.option("--time", "clock", default="", metavar="HH:MM", help="When on the day.")
@click.option("--why", default="", metavar="TEXT", help="What it is about.")
@click.option("--note", "text", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@store_option
def add(day: date, profession: Profession | None, name: str, clock: str, why: str, text: str) -> None:
    """Write down a visit on DATE."""
    from planner.actions.care import add_visit

    said = add_visit(
        open_desk(), day, profession=profession, name=readable(name), clock=clock, why=readable(why), note=note_of(text)
    )
    page.show([said])


@click.command("list")
@as_json
@store_option
def list_visits(json: bool) -> None:
    """List the visits of the last year and those to come."""
    from planner.actions.care import visit_words, visits

    desk = open_desk()
    found = visits(desk)
    if json:
        page.show_json([_as_dict(one) for one in found])
        return
    private = desk.settings.private
    rows = [
        (
            one.id,
            show_day(one.day, year=True),
            one.clock,
            "a visit" if private else page.shortened(one_line(visit_words(one)), 40),
            ("" if private else one_line(one.outcome)) or ("to come" if one.day >= desk.today else ""),
        )
        for one in found
    ]
    page.show(page.table(rows) or ["No visits yet. `planner visit add DATE --with physiotherapist` writes one down."])


def _as_dict(visit: Visit) -> dict[str, object]:
    return {
        "id": visit.id,
        "date": visit.day,
        "time": visit.clock or None,
        "with": visit.profession,
        "name": one_line(visit.name),
        "why": one_line(visit.why),
        "outcome": one_line(visit.outcome),
    }


@click.command("done")
@click.argument("visit", type=VISIT)
@click.argument("outcome")
@store_option
def done(visit: str, outcome: str) -> None:
    """Write down what came of VISIT; - reads it from stdin."""
    from planner.actions.care import close_visit

    page.show([close_visit(open_desk(), visit, note_of(outcome))])


@click.command("move")
@click.argument("visit", type=VISIT)
@click.argument("to", type=DAY, metavar="DATE")
@click.option("--time", "clock", metavar="HH:MM", help="When on the day.")
@store_option
def move(visit: str, to: date, clock: str | None) -> None:
    """Put VISIT on another day."""
    from planner.actions.care import move_visit

    page.show([move_visit(open_desk(), visit, to, clock=clock)])
