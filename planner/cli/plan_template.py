"""`planner plan template`: plans without dates, to make plans for other races from; and `planner plan duplicate`."""

from datetime import date

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.values import DAY, PLAN, TEMPLATE, as_json

COMMANDS = {
    "save": ("plan_template:save", "Save a plan as it stands as a template."),
    "list": ("plan_template:list_templates", "Your templates."),
    "new": ("plan_template:new", "Make a plan for a race from a template."),
    "delete": ("plan_template:delete", "Take a template out; undo brings it back."),
}


@click.group("template", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Save plans as templates, and make plans for other races from them."""


@click.command("save")
@click.argument("plan", type=PLAN)
@click.argument("template_id", metavar="ID")
@click.option("--name", default="", metavar="TEXT", help="What it is called; as the plan if not given.")
@store_option
def save(plan: str, template_id: str, name: str) -> None:
    """Save PLAN as it stands, its changes with it, as the template ID.

    Notes on sessions, shoes, orthotics and the log stay out.
    """
    from planner.actions.templates import save_template

    said = save_template(open_desk(), plan, template_id, name)
    page.show([f"{said} `planner plan template new` makes a plan from it."])


@click.command("list")
@as_json
@store_option
def list_templates(json: bool) -> None:
    """List your templates by name."""
    from planner.actions.templates import contents, templates
    from planner.domain.race import show_race_distance
    from planner.domain.text import one_line

    desk = open_desk()
    found, unit = templates(desk), desk.settings.unit
    if json:
        page.show_json(
            [
                {
                    "id": one.id,
                    "name": one_line(one.name),
                    "distance_m": round(one.distance_m),
                    "distance": show_race_distance(one.distance_m, unit),
                    "weeks": one.weeks_to_race,
                    "sessions": len(one.sessions),
                    "layers": len(one.layers),
                }
                for one in found
            ]
        )
        return
    if not found and desk.problems:
        raise desk.problems[0]
    rows = [
        (one.id, show_race_distance(one.distance_m, unit), contents(one), page.shortened(one.name, 30)) for one in found
    ]
    page.show(page.table(rows) or ["No template yet. `planner plan template save PLAN ID` saves a plan as one."])


@click.command("new")
@click.argument("plan_id", metavar="ID")
@click.option("--template", type=TEMPLATE, required=True, metavar="T", help="The template to make it from.")
@click.option("--race", required=True, metavar="NAME", help="What the race is called.")
@click.option("--date", "race_day", required=True, type=DAY, metavar="DATE", help="When it is: 2027-04-18, +18w.")
@store_option
def new(plan_id: str, template: str, race: str, race_day: date) -> None:
    """Make the plan ID for a race: every day as far from it as in the template. `planner plan undo` takes it back."""
    from planner.actions.templates import plan_from_template

    page.show([plan_from_template(open_desk(), template, plan_id=plan_id, race_name=race, race_day=race_day)])


@click.command("delete")
@click.argument("template", type=TEMPLATE)
@store_option
def delete(template: str) -> None:
    """Take TEMPLATE out of the store; `planner plan undo` brings it back. Plans made from it stay."""
    from planner.actions.templates import delete_template

    page.show([f"{delete_template(open_desk(), template)} `planner plan undo` brings it back."])


@click.command("duplicate")
@click.argument("plan", type=PLAN)
@click.argument("copy_id", metavar="ID")
@click.option("--name", default="", metavar="TEXT", help="What the copy is called.")
@store_option
def duplicate(plan: str, copy_id: str, name: str) -> None:
    """Copy PLAN as it stands to the new plan ID; `planner plan undo` takes the copy back."""
    from planner.actions.templates import duplicate as do_duplicate

    page.show([do_duplicate(open_desk(), plan, copy_id, name)])
