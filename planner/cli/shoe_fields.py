"""`planner shoe add` and `edit`: every field of a pair."""

from typing import TYPE_CHECKING, Any

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.typed import note_of, one_distance
from planner.cli.values import DAY, DISTANCE, SHOE, number, one_of
from planner.domain.errors import BadValue
from planner.domain.gear import LIMITS, Role
from planner.domain.session import SessionKind
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.actions.gear import ShoeFields

_CLEARABLE = {
    "bought": "bought",
    "used": "first_used",
    "due": "retire_m",
    "drop": "drop_mm",
    "stack": "stack_mm",
    "fore-stack": "fore_stack_mm",
    "mass": "mass_g",
    "insole": "insole",
}
"""What `--clear` empties, by the name of its option."""
_RUNS = tuple(kind.value for kind in SessionKind if kind.is_run)


def _fields(function: Any) -> Any:  # noqa: ANN401 - a decorator
    """Give a command an option for every field of a pair."""
    options = (
        click.option("--role", type=one_of(Role, "role"), metavar="ROLE", help=f"{', '.join(Role)}."),
        click.option("--brand", metavar="TEXT", help="Who made it."),
        click.option("--model", metavar="TEXT", help="The model."),
        click.option("--version", metavar="TEXT", help="Its version."),
        click.option("--size", metavar="TEXT", help="The size."),
        click.option("--width", metavar="TEXT", help="The width."),
        click.option("--colour", metavar="TEXT", help="The colour."),
        click.option("--bought", type=DAY, metavar="DATE", help="When; a new pair's ramp is laid over the plan."),
        click.option("--used", "first_used", type=DAY, metavar="DATE", help="First run in it, if the log lacks it."),
        click.option("--spare/--no-spare", default=None, help="It waits in the cupboard."),
        click.option("--run", "start_m", type=DISTANCE, metavar="KM", help="What is on it already."),
        click.option("--due", "retire_m", type=DISTANCE, metavar="KM", help="When you want to be told that it is due."),
        click.option("--drop", "drop_mm", type=number(*LIMITS["drop_mm"]), metavar="MM", help="Heel to toe drop."),
        click.option("--stack", "stack_mm", type=number(*LIMITS["stack_mm"]), metavar="MM", help="Height of the heel."),
        click.option(
            "--fore-stack",
            "fore_stack_mm",
            type=number(*LIMITS["fore_stack_mm"]),
            metavar="MM",
            help="Height of the forefoot.",
        ),
        click.option("--mass", "mass_g", type=number(*LIMITS["mass_g"]), metavar="G", help="Grams of one shoe."),
        click.option("--plate/--no-plate", default=None, help="It has a plate."),
        click.option("--foam", metavar="TEXT", help="The foam."),
        click.option("--fit", metavar="TEXT", help="How it fits."),
        click.option("--lacing", metavar="TEXT", help="How it is laced."),
        click.option("--insole/--no-insole", default=None, help="Its own insole is in it, or out."),
        click.option("--hard-use/--no-hard-use", default=None, help="Due a tenth earlier: above 85 kg, rough ground."),
        click.option("--for", "kinds", metavar="KINDS", help="Default for these runs: tempo,long; none for none."),
        click.option("--same-as", type=SHOE, metavar="ID", help="The pair that it replaces."),
        click.option("--note", metavar="TEXT", help="A note; - reads it from stdin."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _read(given: dict[str, Any]) -> "ShoeFields":
    found = {name: value for name, value in given.items() if value is not None}
    for name, option in (("start_m", "--run"), ("retire_m", "--due")):
        if name in found:
            found[name] = one_distance(found[name], option)
    if "note" in found:
        found["note"] = note_of(found["note"])
    if "kinds" in found:
        words = [word for word in found["kinds"].lower().replace(",", " ").split() if word != "none"]
        if wrong := [word for word in words if word not in _RUNS]:
            raise BadValue("--for", f"{wrong[0]!r} is not a kind of run", f"Use some of: {', '.join(_RUNS)}.")
        found["kinds"] = tuple(dict.fromkeys(SessionKind(word) for word in words))
    return found  # type: ignore[return-value]  # the options are the fields


@click.command("add")
@click.argument("name")
@click.option("--id", "shoe_id", metavar="ID", help="A short id; made from the name if not given.")
@_fields
@store_option
def add(name: str, shoe_id: str | None, **given: Any) -> None:  # noqa: ANN401 - every field has its own type
    """Add a pair of shoes called NAME.

    With --for it is the default for those runs, and hangs on them in the current plan.
    """
    from planner.actions.gear import add_shoe
    from planner.actions.safe_dates import late_pair

    desk = open_desk()
    fields = _read(given)
    with desk.as_one():
        made = add_shoe(desk, name, shoe_id=shoe_id, **fields)
        hung = _defaults(desk, made.id, fields)
    late = late_pair(desk, made)
    said = [f"Added {one_line(made.name)}. Its id is {made.id}.", *hung]
    page.show([*said, *(page.wrapped(late, 2, 2) if late else ())])


@click.command("edit")
@click.argument("shoe", type=SHOE)
@click.option("--name", metavar="TEXT", help="Another name.")
@_fields
@click.option(
    "--clear", type=one_of(_CLEARABLE, "--clear"), metavar="FIELD", multiple=True, help=f"{', '.join(_CLEARABLE)}."
)
@store_option
def edit(shoe: str, name: str | None, clear: tuple[str, ...], **given: Any) -> None:  # noqa: ANN401 - as in add
    """Change what is said of SHOE; only what is given changes."""
    from planner.actions.shoes import edit_shoe

    desk = open_desk()
    fields = _read(given)
    for field in clear:
        fields[_CLEARABLE[field]] = None  # type: ignore[literal-required]  # names of fields that may be absent
    with desk.as_one():
        said = [edit_shoe(desk, shoe, name=name, **fields), *_defaults(desk, shoe, fields)]
    page.show(said)


def _defaults(desk: "Desk", shoe: str, fields: "ShoeFields") -> list[str]:
    """Hang a pair on the runs of its kinds, where kinds were given, and return what is said of it."""
    from planner.actions.shoes import hang_kinds, take_kinds

    if "kinds" not in fields:
        return []
    return [said for said in (take_kinds(desk, shoe), hang_kinds(desk, shoe)) if said]
