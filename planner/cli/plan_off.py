"""`planner plan off`, `offs` and `on`: days off, and taking them out again."""

from datetime import date
from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import DAY, as_json, of_plan, one_of
from planner.domain.days import show_day
from planner.domain.equipment import Equipment
from planner.domain.errors import BadValue
from planner.domain.off import Comeback, OffKind, Running
from planner.domain.units import show_distance

if TYPE_CHECKING:
    from planner.domain.change import Off


@click.command("off")
@click.argument("kind", type=one_of(OffKind, "kind"), metavar="KIND")
@click.argument("first", type=DAY, metavar="FIRST")
@click.argument("last", type=DAY, metavar="[LAST]", required=False)
@click.option("--run", type=one_of(Running, "--run"), metavar="WHAT", help=f"What is run: {', '.join(Running)}.")
@click.option("--back", type=one_of(Comeback, "--back"), metavar="SPEED", help=f"Way back: {', '.join(Comeback)}.")
@click.option("--kit", metavar="LIST", help="What is along: foam-roller,ball; none for nothing.")
@click.option("--regain", is_flag=True, help="Spread the lost distance over later easy runs.")
@click.option("--work/--no-work", default=None, help="Keep, or leave out, what hangs on rest days.")
@click.option("--note", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@of_plan
@store_option
def off(
    kind: OffKind,
    first: date,
    last: date | None,
    run: Running | None,
    back: Comeback | None,
    kit: str | None,
    regain: bool,
    work: bool | None,
    note: str,
    dry_run: bool,
    plan: str | None,
) -> None:
    """Lay days off over the plan, FIRST to LAST: time-off, travel, illness, injury or unwell.

    Nothing under them is lost: `planner plan on` takes them out again.
    """
    from planner.actions.off import OffWish, preview_off, take_off
    from planner.cli.typed import note_of

    desk = open_desk()
    wish = OffWish(
        kind=kind,
        first=first,
        last=last or first,
        running=run,
        comeback=back,
        kit=_kit(kit),
        regain=regain,
        work=work,
        note=note_of(note),
    )
    made = preview_off(desk, wish, plan)
    said = "Nothing was written." if dry_run else take_off(desk, wish, plan=plan)
    page.show([said, *(line for text in made.lines for line in page.wrapped(text, 2, 2))])


def _kit(text: str | None) -> tuple[Equipment, ...] | None:
    if text is None:
        return None
    words = [word for word in text.lower().replace(",", " ").split() if word != "none"]
    if wrong := [word for word in words if word not in list(Equipment)]:
        raise BadValue("--kit", f"{wrong[0]!r} is not known", f"Use some of: {', '.join(Equipment)}.")
    return tuple(Equipment(word) for word in words)


@click.command("offs")
@of_plan
@as_json
@store_option
def offs(plan: str | None, json: bool) -> None:
    """List the days off that stand, with the distance that they take."""
    from planner.actions.off import offs as standing
    from planner.actions.off import way_back_in_words, words_of

    desk = open_desk()
    found = standing(desk, plan)
    if json:
        # All of it, what is as usual too: a script should not have to know what that is.
        page.show_json([_whole(one.off) | {"lost_m": round(one.lost_m)} for one in found])
        return
    rows = [
        (
            one.off.id,
            words_of(one.off.kind),
            f"{show_day(one.off.first)} to {show_day(one.off.last, year=True)}",
            f"{show_distance(one.lost_m, desk.settings.unit)} less" if one.lost_m >= 1 else "",
            page.shortened(one.off.note or way_back_in_words(one.off, desk.settings.unit), 60),
        )
        for one in found
    ]
    page.show(page.table(rows) or ["No days off. `planner plan off time-off FIRST LAST` adds some."])


def _whole(off: "Off") -> dict[str, object]:
    steps = [{name: msgspec.to_builtins(getattr(step, name)) for name in step.__struct_fields__} for step in off.back]
    return {name: msgspec.to_builtins(getattr(off, name)) for name in off.__struct_fields__} | {"back": steps}


@click.command("on")
@click.argument("off", metavar="OFF")
@of_plan
@store_option
def on(off: str, plan: str | None) -> None:
    """Take days off out again: everything under them is there as before. OFF is an id of `planner plan offs`."""
    from planner.actions.off import take_out

    page.show([take_out(open_desk(), off, plan=plan)])
