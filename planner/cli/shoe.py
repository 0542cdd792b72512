"""`planner shoe`: shoes and how far they have gone."""

from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.values import DAY, SHOE, as_json, one_of
from planner.domain.gear import WearSide, WearSign
from planner.domain.text import one_line
from planner.domain.units import show_distance

if TYPE_CHECKING:
    from planner.actions.shoe_views import ShoeView

COMMANDS = {
    "add": ("shoe_fields:add", "Add a pair."),
    "list": ("shoe:list_shoes", "Your shoes and how far they have gone."),
    "show": ("shoe:show", "Everything about a pair."),
    "edit": ("shoe_fields:edit", "Change what is said of a pair."),
    "retire": ("shoe:retire", "Retire a pair; its runs stay."),
    "use": ("shoe:use", "Take a retired or spare pair into use."),
    "check": ("shoe:check", "Log a look at a pair: where it is worn, signs of wear."),
    "assign": ("shoe_assign:assign", "Give many runs to another pair at once, logged or planned."),
    "forecast": ("shoe_assign:forecast", "When pairs are due, wear on race day, ramps of new pairs."),
    "delete": ("shoe:delete", "Delete a pair that nothing names."),
}


@click.group("shoe", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Keep your shoes, and see how far they have gone."""


@click.command("list")
@click.option("--all", "retired", is_flag=True, help="Retired ones too.")
@as_json
@store_option
def list_shoes(retired: bool, json: bool) -> None:
    """List your shoes: letter, how far they have gone, when they are due."""
    from planner.actions.shoe_facts import shoe_facts
    from planner.actions.shoe_views import forecast_words, shoe_views, unknown_pairs
    from planner.planning.shoe_wear import Status

    desk = open_desk()
    facts = shoe_facts(desk)
    views = [view for view in shoe_views(facts) if retired or json or not view.shoe.retired]
    if json:
        page.show_json([shoe_json(view) for view in views])
        return
    unit = desk.settings.unit
    rows = [
        (
            view.shoe.id,
            view.letter,
            view.shoe.role,
            f"{show_distance(view.wear.total_m, unit, with_unit=False)} of {show_distance(view.forecast.mark_m, unit)}",
            page.shortened(view.shoe.name, 24),
            view.status,
            "" if view.status is Status.DUE else forecast_words(view, facts.today),
        )
        for view in views
    ]
    lines = page.table(rows, right={3}) or ['You have no shoes here yet. `planner shoe add "NAME"` adds a pair.']
    for wear in unknown_pairs(facts):
        gone = f"{wear.runs} run{'s' * (wear.runs != 1)}, {show_distance(wear.total_m, unit)}"
        lines += page.wrapped(f"Unknown shoe {wear.shoe}: {gone}. Its file is gone; nothing is lost.")
    page.show(lines)


def shoe_json(view: "ShoeView") -> dict[str, object]:
    """Return a pair as JSON: its record, what the log says, and the forecast."""
    shoe, wear, seen = view.shoe, view.wear, view.forecast
    return {
        "id": shoe.id,
        "letter": view.letter,
        "name": one_line(shoe.name),
        "role": shoe.role,
        "status": view.status,
        "brand": one_line(shoe.brand),
        "model": one_line(shoe.model),
        "bought": shoe.bought,
        "first_used": shoe.first_used or wear.first,
        "retired": shoe.retired,
        "spare": shoe.spare,
        "kinds": list(shoe.kinds),
        "drop_mm": shoe.drop_mm,
        "stack_mm": shoe.stack_mm,
        "plate": shoe.plate,
        "start_m": shoe.start_m,
        "distance_m": round(wear.total_m, 1),
        "due_m": seen.mark_m,
        "runs": wear.runs,
        "last_run": wear.last,
        "share": wear.share,
        "comfort": [{"date": day, "score": score} for day, score in wear.comfort],
        "forecast": {
            "warn": seen.warn_on,
            "due": seen.due_on,
            "overdue": seen.overdue_on,
            "planned_m": round(seen.planned_m, 1),
            "race_m": None if seen.race_m is None else round(seen.race_m, 1),
            "buy_by": seen.buy_by,
        },
        "ramp": _ramp_json(view),
        "race": None if view.readiness is None else {"ready": view.readiness.is_ready, "lacks": view.readiness.lacks},
    }


def _ramp_json(view: "ShoeView") -> dict[str, object] | None:
    ramp = view.ramp
    if ramp is None:
        return None
    return {"begins": ramp.begins, "hard_from": ramp.any_from, "long_from": ramp.long_from, "slow": ramp.speed.slow}


@click.command("show")
@click.argument("shoe", type=SHOE)
@as_json
@store_option
def show(shoe: str, json: bool) -> None:
    """Show everything about SHOE: wear, forecast, ramp of a new pair, comfort, checks, its record."""
    from planner.actions.shoe_facts import shoe_facts
    from planner.actions.shoe_views import details, shoe_views

    desk = open_desk()
    named = desk.shoe(shoe).id
    facts = shoe_facts(desk)
    view = next(one for one in shoe_views(facts) if one.shoe.id == named)
    if json:
        page.show_json(shoe_json(view))
        return
    lines = [page.loud(f"{one_line(view.shoe.name)}   {view.status}")]
    for label, text in details(view, facts):
        first, *more = page.wrapped(text, 14)
        lines += [f"  {label:<12}{first[14:]}", *more]
    page.show(lines)


@click.command("retire")
@click.argument("shoe", type=SHOE)
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@store_option
def retire(shoe: str, day: date | None) -> None:
    """Retire SHOE; its runs stay in the log. `planner shoe use` takes it into use again."""
    from planner.actions.gear import retire_shoe

    desk = open_desk()
    page.show([retire_shoe(desk, shoe, day or desk.today)])


@click.command("use")
@click.argument("shoe", type=SHOE)
@store_option
def use(shoe: str) -> None:
    """Take SHOE into use: a retired pair again, a spare one from the cupboard."""
    from planner.actions.shoes import use_shoe

    page.show([use_shoe(open_desk(), shoe)])


@click.command("check")
@click.argument("shoe", type=SHOE)
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; today if not given.")
@click.option("--worn", "wear", type=one_of(WearSide, "--worn"), metavar="SIDE", help=f"{', '.join(WearSide)}.")
@click.option(
    "--sign", "signs", type=one_of(WearSign, "--sign"), metavar="SIGN", multiple=True, help=", ".join(WearSign)
)
@click.option("--note", "text", default="", metavar="TEXT", help="A note; - reads it from stdin.")
@store_option
def check(shoe: str, day: date | None, wear: WearSide | None, signs: tuple[WearSign, ...], text: str) -> None:
    """Log a look at SHOE: where the outsole is worn, and what says that it should be replaced. Undo takes it back."""
    from planner.actions.shoes import check_shoe
    from planner.cli.typed import note_of

    desk = open_desk()
    page.show([check_shoe(desk, shoe, day or desk.today, wear=wear, signs=signs, note=note_of(text))])


@click.command("delete")
@click.argument("shoe", type=SHOE)
@store_option
def delete(shoe: str) -> None:
    """Delete SHOE, if no run, check, orthotic or plan names it. `planner plan undo` brings it back."""
    from planner.actions.shoes import delete_shoe

    page.show([delete_shoe(open_desk(), shoe)])
