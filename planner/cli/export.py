"""`planner export`: the plan for a phone, a fridge door or a program."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.lazy import LazyGroup
from planner.cli.values import DAY, LAYER, of_plan
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.plan import Plan
    from planner.planning.agenda import AgendaDay

_LONGEST_DAYS = 20_000

COMMANDS = {
    "ics": ("export:ics", "A calendar for phones: iCalendar."),
    "md": ("export:markdown", "A table a week, to print or to share: Markdown."),
    "json": ("export:as_json", "Everything, for programs: JSON."),
}


@click.group("export", cls=LazyGroup, package="planner.cli", table=COMMANDS)
@store_option
def command() -> None:
    """Write the plan for a phone, a fridge door or a program.

    Pain, notes of the log and reasons stay out: an export is there to be shared.
    """


def _format(name: str, write: "Callable[[Desk, Plan, tuple[AgendaDay, ...]], bytes]", about: str) -> click.Command:
    @click.command(name, help=about)
    @of_plan
    @click.option("--from", "first", type=DAY, metavar="DATE", help="First day; the plan's if not given.")
    @click.option("--to", "last", type=DAY, metavar="DATE", help="Last day; the plan's if not given.")
    @click.option("--layer", "layers", type=LAYER, multiple=True, metavar="L", help="Only this layer; more than once.")
    @click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write FILE instead of the terminal.")
    @click.option("--force", is_flag=True, help="Replace FILE if it is there.")
    @store_option
    def made(
        plan: str | None,
        first: date | None,
        last: date | None,
        layers: tuple[str, ...],
        output: str | None,
        force: bool,
    ) -> None:
        desk = open_desk()
        found = desk.plan_of(plan)
        days = _chosen(desk, found, first, last, layers)
        data = write(desk, found, days)
        if output is None or output == "-":
            sys.stdout.buffer.write(data)
            return
        from planner.actions.files import write_file

        write_file(output, data, replace=force)
        span = f"{show_day(days[0].day)} to {show_day(days[-1].day, year=True)}"
        page.show([f"Wrote {one_line(output)}: {one_line(found.title)}, {span}. Only you can read the file."])

    return made


def _chosen(
    desk: "Desk", plan: "Plan", first: date | None, last: date | None, layers: Iterable[str]
) -> "tuple[AgendaDay, ...]":
    """Return the days to write, with what hangs on them cut down to the chosen layers."""
    from planner.planning.schedule import span_of

    standing = desk.schedule_of(plan)
    whole = span_of(plan, standing)
    begin, end = first or whole[0], last or whole[1]
    if end < begin:
        raise BadValue("--to", f"{end} is before {begin}", "Give a later day, or an earlier --from.")
    if (end - begin).days > _LONGEST_DAYS:
        raise BadValue("--to", f"{begin} to {end} is too long", "Give days nearer to the plan.")
    days = desk.days(begin, end, plan.id)
    wanted = set(layers)
    if not wanted:
        return days
    known = {layer.id for layer in standing.layers} | {layer.thing.value for layer in standing.layers}
    if unknown := sorted(wanted - known):
        raise NotFound(
            f"layer {unknown[0]!r}",
            f"plan {plan.id!r} has no such layer",
            f"Layers: {', '.join(sorted(known)) or 'none'}.",
        )
    return tuple(
        msgspec.structs.replace(
            day, hung=tuple(line for line in day.hung if line.hung.layer in wanted or line.hung.thing.value in wanted)
        )
        for day in days
    )


def _to_ics(desk: "Desk", plan: "Plan", days: "tuple[AgendaDay, ...]") -> bytes:
    from planner.exports.ics import to_ics

    return to_ics(plan, days, unit=desk.settings.unit, names=desk.names())


def _to_markdown(desk: "Desk", plan: "Plan", days: "tuple[AgendaDay, ...]") -> bytes:
    from planner.cli.gear_lines import notes_of
    from planner.exports.markdown import to_markdown

    # What was felt stays out, as everywhere in exports; another plan than the current one has no runs in orthotics.
    current = desk.plan()
    notes = notes_of(desk, days[0].day, days[-1].day, private=True) if current and current.id == plan.id else {}
    gear = {day: [note.text for note in of_day] for day, of_day in notes.items()}
    return to_markdown(plan, days, desk.settings.unit, desk.names(), gear).encode()


def _to_json(desk: "Desk", plan: "Plan", days: "tuple[AgendaDay, ...]") -> bytes:
    from planner.exports.json import to_json

    return to_json(plan, days, desk.settings.unit, desk.names()).encode()


ics: Any = _format("ics", _to_ics, "Write an iCalendar file: phones and calendar programs show it.")
markdown: Any = _format("md", _to_markdown, "Write Markdown: a table a week.")
as_json: Any = _format("json", _to_json, "Write JSON: every day with everything planned, for programs.")
