"""`planner orthotic`: orthotics, which pair they stand in, how long they are worn, and their break-in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.typed import note_of, one_distance, readable
from planner.cli.values import DAY, DISTANCE, ORTHOTIC, SHOE, as_json, number, one_of, whole_number
from planner.domain.errors import BadValue
from planner.domain.gear import Build, Schedule

COMMANDS = {
    "add": ("orthotic:add", "Add orthotics or insoles."),
    "list": ("orthotic_show:list_orthotics", "Your orthotics and how long they were worn."),
    "show": ("orthotic_show:show", "Everything about some: the break-in day by day, pairings, notes per foot."),
    "edit": ("orthotic:edit", "Change what is known of some."),
    "pair": ("orthotic:pair", "Put them into a pair of shoes."),
    "unpair": ("orthotic:unpair", "Take them out of their pair."),
    "wear": ("orthotic:wear", "Log the hours of a day, and how sore that was."),
    "break-in": ("orthotic:break_in", "Where the break-in stands; begin it, or choose how."),
    "retire": ("orthotic:retire", "Retire some; their hours and runs stay."),
}
_CLEARED = ("build", "since", "due", "review")


@click.group("orthotic", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Keep your orthotics: shoes they stand in, hours worn, break-in."""


def _fields(function: Callable[..., Any]) -> Any:  # noqa: ANN401 - a decorator
    """Give a command the options that say what orthotics are."""
    options = (
        click.option(
            "--build", type=one_of(Build, "build"), metavar="B", help=f"How they are made: {', '.join(Build)}."
        ),
        click.option("--make", metavar="TEXT", help="What they are, who made them."),
        click.option("--fitted-by", metavar="TEXT", help="Who fitted them."),
        click.option("--since", type=DAY, metavar="DATE", help="When you got them."),
        click.option("--run", "start", type=DISTANCE, metavar="KM", help="What was run in them before the log."),
        click.option("--due", type=DISTANCE, metavar="KM", help="Where you want to be told that they are due."),
        click.option("--review", type=DAY, metavar="DATE", help="When they should be looked at again."),
        click.option("--left", metavar="TEXT", help="About the left one: a wedge, a lift, its height."),
        click.option("--right", metavar="TEXT", help="About the right one."),
        click.option("--note", metavar="TEXT", help="A note."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _said(answers: dict[str, Any]) -> dict[str, Any]:
    """Return what was answered, by the names that orthotics have for it."""
    found = {name: value for name, value in answers.items() if value is not None and name not in ("start", "due")}
    found = {
        name: readable(value) if isinstance(value, str) and name != "build" else value for name, value in found.items()
    }
    if answers["start"] is not None:
        found["start_m"] = one_distance(answers["start"], "--run")
    if answers["due"] is not None:
        found["retire_m"] = one_distance(answers["due"], "--due")
    return found


@click.command("add")
@click.argument("name")
@click.option("--id", "orthotic_id", metavar="ID", help="A short id; made from the name if not given.")
@_fields
@click.option(
    "--schedule",
    type=one_of([one for one in Schedule if one is not Schedule.OWN], "schedule"),
    metavar="S",
    help="How they are broken in: clinic, hourly or cautious; clinic if not given.",
)
@click.option("--start", "started", type=DAY, metavar="DATE", help="First day of the break-in; --since if not given.")
@store_option
def add(name: str, orthotic_id: str | None, schedule: str | None, started: date | None, **answers: Any) -> None:  # noqa: ANN401
    """Add orthotics or insoles called NAME."""
    from planner.actions.break_in_words import near_words
    from planner.actions.orthotics import Wish
    from planner.actions.orthotics import add as add_wish
    from planner.actions.safe_dates import late_orthotic

    desk = open_desk()
    wish = Wish(name=readable(name), schedule=Schedule(schedule or Schedule.CLINIC), **_said(answers))
    made = add_wish(desk, wish, orthotic_id=orthotic_id, started=started)
    page.show([f"Added {made.name}. The id is {made.id}."])
    if start := made.started or made.since:
        _mind(late_orthotic(desk, start), near_words(desk, start))


@click.command("edit")
@click.argument("orthotic", type=ORTHOTIC)
@click.option("--name", metavar="TEXT", help="Another name.")
@_fields
@click.option(
    "--clear",
    type=one_of(_CLEARED, "field"),
    multiple=True,
    metavar="FIELD",
    help=f"Forget one: {', '.join(_CLEARED)}; more than once.",
)
@store_option
def edit(orthotic: str, clear: tuple[str, ...], **answers: Any) -> None:  # noqa: ANN401
    """Change what is known of ORTHOTIC; only what is given changes."""
    import msgspec

    from planner.actions.orthotics import edit as change
    from planner.actions.orthotics import wish_of

    desk = open_desk()
    gone = {{"due": "retire_m"}.get(field, field): None for field in clear}
    wish = msgspec.structs.replace(wish_of(desk.orthotic(orthotic)), **{**_said(answers), **gone})
    page.show([change(desk, orthotic, wish)])


@click.command("pair")
@click.argument("orthotic", type=ORTHOTIC)
@click.argument("shoe", type=SHOE)
@click.option("--date", "day", type=DAY, metavar="DATE", help="From when on; today if not given.")
@click.option("--move", is_flag=True, help="Out of the pair that they stand in now.")
@store_option
def pair(orthotic: str, shoe: str, day: date | None, move: bool) -> None:
    """Put ORTHOTIC into SHOE from a day on; they stand in one pair at a time."""
    from planner.actions.break_in_words import moved_words
    from planner.actions.orthotics import pair as put

    desk = open_desk()
    words = moved_words(desk, orthotic, shoe)
    page.show([put(desk, orthotic, shoe, day or desk.today, move=move)])
    _mind(words)


@click.command("unpair")
@click.argument("orthotic", type=ORTHOTIC)
@click.option("--date", "day", type=DAY, metavar="DATE", help="The last day in it; today if not given.")
@store_option
def unpair(orthotic: str, day: date | None) -> None:
    """Take ORTHOTIC out of the pair of shoes that they stand in."""
    from planner.actions.orthotics import unpair as take

    desk = open_desk()
    page.show([take(desk, orthotic, day or desk.today)])


@click.command("wear")
@click.argument("orthotic", type=ORTHOTIC)
@click.argument("hours", type=number(0.1, 24))
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@click.option("--sore", type=whole_number(0, 10), metavar="0-10", help="Discomfort while wearing them.")
@click.option("--note", "text", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@store_option
def wear(orthotic: str, hours: float, day: date | None, sore: int | None, text: str) -> None:
    """Log that you wore ORTHOTIC for HOURS on a day, besides running."""
    from planner.actions.diary import log_wear
    from planner.cli.orthotic_show import after_wear

    desk = open_desk()
    page.show([log_wear(desk, orthotic, hours, day or desk.today, sore=sore, note=note_of(text))])
    _mind(*after_wear(desk, orthotic))


@click.command("break-in")
@click.argument("orthotic", type=ORTHOTIC)
@click.option("--start", type=DAY, metavar="DATE", help="Begin it on a day, anew if it was begun before.")
@click.option("--schedule", type=one_of(Schedule, "schedule"), metavar="S", help=f"{', '.join(Schedule)}.")
@click.option("--sheet", metavar="HOURS", help='Your practitioner\'s own hours a day: "1 2 off 3 5".')
@click.option("--first-run", type=whole_number(1, 400), metavar="DAY", help="With --sheet: the day of the first run.")
@as_json
@store_option
def break_in(
    orthotic: str, start: date | None, schedule: Schedule | None, sheet: str | None, first_run: int | None, json: bool
) -> None:
    """Show where the break-in of ORTHOTIC stands; with --start, --schedule or --sheet begin it, or change how."""
    from planner.actions import orthotics
    from planner.actions.break_in_words import near_words
    from planner.actions.safe_dates import late_orthotic
    from planner.cli.orthotic_show import show_break_in

    desk = open_desk()
    if sheet is not None and first_run is None:
        raise BadValue("--first-run", "a sheet says when running begins", "Give the day, counted from 1.")
    if first_run is not None and sheet is None:
        raise BadValue("--first-run", "it goes with a sheet", "Give its hours with --sheet.")
    if start is None and schedule is None and sheet is None:
        show_break_in(desk, orthotic, json=json)
        return
    item = desk.orthotic(orthotic)
    begun = start or item.started or item.since or desk.today
    own = orthotics.read_sheet(readable(sheet), first_run or 1) if sheet is not None else None
    page.show([orthotics.start_break_in(desk, orthotic, begun, schedule=schedule, sheet=own)])
    _mind(late_orthotic(desk, begun), near_words(desk, begun))


@click.command("retire")
@click.argument("orthotic", type=ORTHOTIC)
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@store_option
def retire(orthotic: str, day: date | None) -> None:
    """Retire ORTHOTIC and take them out of their pair; hours and runs stay in the log."""
    from planner.actions.orthotics import retire as end

    desk = open_desk()
    page.show([end(desk, orthotic, day or desk.today)])


def _mind(*texts: str) -> None:
    """Print what to mind, where there is something."""
    for text in filter(None, texts):
        page.show(page.wrapped(text, 2, 2))
