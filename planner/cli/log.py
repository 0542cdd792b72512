"""`planner log`: what happened."""

from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import afterwards, open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.typed import note_of, one_distance
from planner.cli.values import DAY, DISTANCE, DURATION, ORTHOTIC, SHOE, one_of, whole_number
from planner.domain.body import Area, Side
from planner.domain.health import Sign
from planner.domain.log import Feeling, Surface, When

if TYPE_CHECKING:
    from planner.domain.units import Span

COMMANDS = {
    "run": ("log:run", "A run."),
    "pain": ("log:pain", "Pain or tightness, 0 to 10."),
    "note": ("log:note", "A note on a day."),
}
_LOGGED_AREAS = tuple(area.value for area in Area if area is not Area.CORE)


@click.group("log", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Log runs, pain or tightness, and notes."""


@click.command("run")
@click.argument("distance", type=DISTANCE, metavar="KM")
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@click.option("--minutes", type=DURATION, metavar="TIME", help="How long it took: 45, 45:30, 1h 20.")
@click.option("--shoe", type=SHOE, metavar="ID", help="What you ran in.")
@click.option("--orthotic", type=ORTHOTIC, metavar="ID", help="The orthotics that you ran with.")
@click.option("--surface", type=one_of(Surface, "surface"), metavar="S", help=f"{', '.join(Surface)}.")
@click.option("--comfort", type=whole_number(0, 10), metavar="0-10", help="How the shoes felt; 10 is best.")
@click.option("--hot-spots", default="", metavar="TEXT", help="Where they rub.")
@click.option("--note", "text", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@store_option
def run(
    distance: "Span",
    day: date | None,
    minutes: int | None,
    shoe: str | None,
    orthotic: str | None,
    surface: Surface | None,
    comfort: int | None,
    hot_spots: str,
    text: str,
) -> None:
    """Log a run of KM, in your unit unless you say it: 8, 8km, 5mi.

    If the plan has one open run on that day, it counts as that one. Without --shoe it takes the pair that hangs on it,
    else your default for its kind, and says so.
    """
    from planner.actions.diary import log_run

    desk = open_desk()
    said = log_run(
        desk,
        one_distance(distance, "KM") or 0.0,
        day or desk.today,
        duration_s=minutes,
        shoe=shoe or "",
        orthotic=orthotic or "",
        surface=surface,
        comfort=comfort,
        hot_spots=hot_spots,
        note=note_of(text),
    )
    page.show([said])


@click.command("pain")
@click.argument("area", type=one_of(_LOGGED_AREAS, "area"))
@click.argument("score", type=whole_number(0, 10))
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@click.option("--side", type=one_of(Side, "side"), metavar="left|right|both", help="Which side; both if not given.")
@click.option("--when", type=one_of(When, "when"), metavar="WHEN", help=f"{', '.join(When)}: seen from the run.")
@click.option("--kind", type=one_of(Feeling, "kind"), metavar="KIND", help=f"{', '.join(Feeling)}; pain if not given.")
@click.option("--tight", is_flag=True, help="The same as --kind tightness.")
@click.option("--run", metavar="ID", help="The run that it belongs to, by its id or its session's.")
@click.option("--came-on", type=DISTANCE, metavar="KM", help="How far into the run it came on.")
@click.option("--limp", is_flag=True, help="It makes you limp.")
@click.option("--night", is_flag=True, help="It hurts at night.")
@click.option("--swelling", is_flag=True, help="It is swollen.")
@click.option("--sign", "more", type=one_of(Sign, "sign"), multiple=True, metavar="SIGN", help="Another sign; again.")
@click.option("--note", "text", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@store_option
def pain(
    area: str,
    score: int,
    day: date | None,
    side: Side | None,
    when: When | None,
    kind: Feeling | None,
    tight: bool,
    run: str | None,
    came_on: "Span | None",
    limp: bool,
    night: bool,
    swelling: bool,
    more: tuple[Sign, ...],
    text: str,
) -> None:
    """Log pain (or with --kind what else it is) in AREA: SCORE is 0 for none to 10.

    Signs such as --night or --sign pinpoint may raise a red flag; what it calls for is said at once.
    """
    from planner.actions.body import just_raised, run_of
    from planner.actions.diary import log_pain
    from planner.actions.reflow import due
    from planner.cli.body import show_raised

    desk = open_desk()
    on = day or desk.today
    ticked = ((limp, Sign.LIMP), (night, Sign.NIGHT), (swelling, Sign.SWELLING))
    said = log_pain(
        desk,
        Area(area),
        score,
        on,
        side=side or Side.BOTH,
        when=when,
        feeling=kind or (Feeling.TIGHTNESS if tight else Feeling.PAIN),
        run=run_of(desk, run, on) if run else "",
        came_on_m=one_distance(came_on, "--came-on"),
        signs=tuple(dict.fromkeys((*(sign for is_so, sign in ticked if is_so), *more))),
        note=note_of(text),
    )
    page.show([said])

    def say_more() -> None:
        show_raised(just_raised(desk, on))
        if due(desk):
            page.show([page.quiet("`planner plan ease` shows what this asks of the plan.")])

    afterwards(desk, say_more)


@click.command("note")
@click.argument("text")
@click.option("--date", "day", type=DAY, metavar="DATE", help="The day that it is about; today if not given.")
@store_option
def note(text: str, day: date | None) -> None:
    """Log TEXT as a note on a day; - reads it from stdin."""
    from planner.actions.diary import log_note

    desk = open_desk()
    page.show([log_note(desk, note_of(text), day or desk.today)])
