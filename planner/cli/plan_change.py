"""`planner plan move`, `swap`, `done`, `skip`, `layers`, `undo`, `redo`, `use` and `delete`."""

from datetime import date
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import (
    DAY,
    DISTANCE,
    DURATION,
    LAYER,
    PLAN,
    SESSION,
    SHOE,
    as_json,
    of_plan,
    one_of,
    whole_number,
)
from planner.domain.errors import BadValue

if TYPE_CHECKING:
    from planner.domain.units import Span


@click.command("move")
@click.argument("session", type=SESSION)
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--slot", type=one_of(("am", "pm"), "slot"), metavar="am|pm", help="When on that day.")
@click.option("--anyway", is_flag=True, help="On a blocked day, on days off and on race day too.")
@of_plan
@store_option
def move(session: str, day: date, slot: str | None, anyway: bool, plan: str | None) -> None:
    """Put SESSION on another day; what hangs on it goes along.

    `planner week` shows the ids of sessions.
    """
    from planner.actions.changes import Closed
    from planner.actions.changes import move as do_move
    from planner.domain.session import Slot

    when = Slot(slot) if slot else None
    try:
        page.show([do_move(open_desk(), session, day, slot=when, anyway=anyway, plan=plan)])
    except Closed as closed:
        raise BadValue(closed.what, closed.why, "Choose another day, or move it with --anyway.") from None


@click.command("swap")
@click.argument("one", type=DAY, metavar="DATE")
@click.argument("other", type=DAY, metavar="DATE")
@of_plan
@store_option
def swap(one: date, other: date, plan: str | None) -> None:
    """Exchange everything on two days; the race stays."""
    from planner.actions.changes import swap as do_swap

    page.show([do_swap(open_desk(), one, other, plan=plan)])


@click.command("done")
@click.argument("session", type=SESSION)
@click.option("--km", type=DISTANCE, metavar="DISTANCE", help="How far it was, in your unit: 8, 8km, 5mi.")
@click.option("--minutes", type=DURATION, metavar="TIME", help="How long it took: 45, 45:30, 1h 20.")
@click.option("--shoe", type=SHOE, metavar="ID", help="Another shoe than the planned one.")
@click.option("--feel", type=whole_number(0, 10), metavar="0-10", help="How it felt, 10 is best.")
@click.option("--note", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@of_plan
@store_option
def done(
    session: str,
    km: "Span | None",
    minutes: int | None,
    shoe: str | None,
    feel: int | None,
    note: str,
    plan: str | None,
) -> None:
    """Tick SESSION off: a run, or a routine that hangs on one.

    Without --km a run takes the planned distance.
    """
    from planner.actions.diary import done as do_done
    from planner.cli.typed import note_of, one_distance

    said = do_done(
        open_desk(),
        session,
        distance_m=one_distance(km, "--km"),
        duration_s=minutes,
        note=note_of(note),
        shoe=shoe or "",
        feel=feel,
        plan=plan,
    )
    page.show([said])


@click.command("skip")
@click.argument("session", type=SESSION)
@click.option("--why", default="", metavar="TEXT", help="The reason; - reads it from stdin.")
@of_plan
@store_option
def skip(session: str, why: str, plan: str | None) -> None:
    """Leave SESSION out, with the reason."""
    from planner.actions.diary import skip as do_skip
    from planner.cli.typed import note_of

    page.show([do_skip(open_desk(), session, note_of(why), plan=plan)])


@click.command("layers")
@click.argument("layer", type=LAYER, required=False)
@click.argument("state", type=one_of(("on", "off"), "state"), required=False, metavar="[on|off]")
@of_plan
@as_json
@store_option
def layers(layer: str | None, state: str | None, plan: str | None, json: bool) -> None:
    """Show what hangs on the runs of a plan; with LAYER and on or off, switch it."""
    from planner.actions.changes import switch_layer

    desk = open_desk()
    if layer and not state:
        raise BadValue("state", f"on or off is missing for {layer!r}", "Write `planner plan layers LAYER on` or `off`.")
    if layer:
        page.show([switch_layer(desk, layer, state == "on", plan=plan)])
        return
    listed = desk.schedule_of(desk.plan_of(plan)).layers
    if json:
        page.show_json([msgspec.to_builtins(one) | {"on": one.on} for one in listed])
        return
    rows = [("on" if one.on else "off", one.id, one.thing, one.anchor, page.shortened(one.name, 40)) for one in listed]
    page.show(page.table(rows) or ["This plan has no layers: nothing hangs on its runs."])


@click.command("undo")
@click.argument("plan", type=PLAN, required=False)
@store_option
def undo(plan: str | None) -> None:
    """Take the last thing back: a change, a log entry, gear, health settings; with PLAN the last in that plan."""
    from planner.actions.undo import undo as do_undo

    page.show([do_undo(open_desk(), plan=plan)])


@click.command("redo")
@click.argument("plan", type=PLAN, required=False)
@store_option
def redo(plan: str | None) -> None:
    """Bring back what was taken back last; with PLAN the last in that plan."""
    from planner.actions.undo import redo as do_redo

    page.show([do_redo(open_desk(), plan=plan)])


@click.command("use")
@click.argument("plan", type=PLAN)
@store_option
def use(plan: str) -> None:
    """Open the calendar, `today` and `week` on PLAN."""
    from planner.actions.build_ups import choose

    page.show([choose(open_desk(), plan)])


@click.command("delete")
@click.argument("plan", type=PLAN)
@store_option
def delete(plan: str) -> None:
    """Take PLAN out of the store; `planner plan undo` brings it back. The log stays."""
    from planner.actions.build_ups import remove

    page.show([remove(open_desk(), plan)])
