"""`planner gait`: what you see of your running, every four weeks."""

from datetime import date

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.typed import note_of, readable
from planner.cli.values import DAY, Value, as_json, one_of, whole_number
from planner.domain.besides import besides_words
from planner.domain.care_text import parse_seen, parse_two
from planner.domain.days import show_day
from planner.domain.log import GaitSeen, GaitSign, Surface

COMMANDS = {
    "add": ("gait:add", "What you saw on a short video, and four small tests."),
    "list": ("gait:list_notes", "The notes of the last year, and when the next is due."),
}


@click.group("gait", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Note how you run: what a video shows, cadence, toe to wall, balance."""


_SEEN = Value(
    "gait sign",
    lambda text, _, what: parse_seen(text, what),
    lambda _, __: ((sign.value, sign.label) for sign in GaitSign),
)
_TWO = Value("left and right", lambda text, _, what: parse_two(text, what))


@click.command("add")
@click.option(
    "--seen", type=_SEEN, multiple=True, metavar="SIGN[:SIDE]", help=f"{', '.join(GaitSign)}; more than once."
)
@click.option("--cadence", type=whole_number(100, 260), metavar="N", help="Steps a minute, both feet counted.")
@click.option("--to-wall", type=_TWO, metavar="L/R", help="Toe to wall with the heel down, in cm: left/right.")
@click.option("--balance", type=_TWO, metavar="L/R", help="Seconds on one leg: left/right.")
@click.option("--squat", default="", metavar="TEXT", help="What five single-leg squats looked like.")
@click.option("--surface", type=one_of(Surface, "surface"), metavar="S", help=f"{', '.join(Surface)}.")
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@click.option("--note", "text", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@store_option
def add(
    seen: tuple[GaitSeen, ...],
    cadence: int | None,
    to_wall: tuple[float, float] | None,
    balance: tuple[float, float] | None,
    squat: str,
    surface: Surface | None,
    day: date | None,
    text: str,
) -> None:
    """Note what you saw of your gait. An observation, not a finding."""
    from planner.actions.care import log_gait

    desk = open_desk()
    said = log_gait(
        desk,
        day or desk.today,
        seen=seen,
        cadence_spm=cadence,
        to_wall_cm=to_wall,
        balance_s=balance,
        squat=readable(squat),
        surface=surface,
        note=note_of(text),
    )
    page.show([said])


@click.command("list")
@as_json
@store_option
def list_notes(json: bool) -> None:
    """List the gait notes of the last year, the latest first."""
    from planner.actions.care import gait_due, gait_notes

    desk = open_desk()
    notes = gait_notes(desk)
    due = gait_due(desk)
    if json:
        rows = [{"date": one.day, "words": besides_words(one), "id": one.id} for one in notes]
        page.show_json({"due": due.due, "is_due": due.is_due, "notes": rows})
        return
    private = desk.settings.private
    lines = [
        line
        for one in notes
        for line in page.wrapped(
            f"{show_day(one.day, year=True)}  {'a gait note' if private else besides_words(one)}", 0, 2
        )
    ]
    lines += [""] if lines else []
    lines.append(
        "Time for a look: film a minute from the side and from behind." if due.is_due else f"Next: {show_day(due.due)}."
    )
    page.show(lines)
