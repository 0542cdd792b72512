"""`planner import`: plans that somebody else wrote, and runs that were recorded elsewhere."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, cast

import click
import msgspec

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import complain
from planner.cli.values import DAY, RACE_DISTANCE, WEEKDAYS, Value, one_of
from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.text import counted, one_line
from planner.domain.units import Unit
from planner.imports.plans import FORMATS, Answer, Missing

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.actions.imports import ImportReport

UNIT = one_of(Unit, "unit")
_QUESTIONS: dict[Answer, tuple[str, str, Value]] = {
    Answer.RACE_DAY: ("race_day", "The day of the race", DAY),
    Answer.RACE_DISTANCE: ("race_m", "The distance of the race", RACE_DISTANCE),
    Answer.WEEKDAYS: ("weekdays", "The weekdays to train on, in order", WEEKDAYS),
    Answer.UNIT: ("unit", "The unit of its distances, km or mi", UNIT),
}


class _Said(msgspec.Struct, kw_only=True):
    """What the person says beside the file, by options first, by answers then."""

    race_day: date | None
    race_m: float | None
    weekdays: tuple[Weekday, ...]
    unit: Unit | None


@click.command("import")
@click.argument("paths", type=click.Path(), metavar="PATH...", nargs=-1, required=True)
@click.option("--race-date", type=DAY, metavar="DATE", help="The day of your race; the plan is counted back from it.")
@click.option("--race-distance", type=RACE_DISTANCE, metavar="D", help="5k, 10k, half, … where the file does not say.")
@click.option("--weekdays", type=WEEKDAYS, metavar="DAYS", help="tue,thu,sun: for plans that only number their runs.")
@click.option("--unit", type=UNIT, metavar="U", help="km or mi, for distances without one; yours if not given.")
@click.option("--format", "form", type=one_of(FORMATS, "format"), metavar="F", help="If it is not found by itself.")
@click.option("--id", "plan_id", metavar="ID", help="The new plan's id; made from its name if not given.")
@click.option("--shoe", "shoes", multiple=True, metavar="NAME=ID", help="For runs: what they call a pair of yours.")
@click.option("--dry-run", is_flag=True, help="Show what would be made and write nothing.")
@click.option("--all", "every", is_flag=True, help="For runs: list every one, not only the last.")
@click.option("--json", is_flag=True, help="For runs: what became of them, as JSON.")
@store_option
def command(
    paths: tuple[str, ...],
    race_date: date | None,
    race_distance: float | None,
    weekdays: tuple[Weekday, ...] | None,
    unit: Unit | None,
    form: str | None,
    plan_id: str | None,
    shoes: tuple[str, ...],
    dry_run: bool,
    every: bool,
    json: bool,
) -> int:
    """Read a plan (- is stdin) or runs, and say what was not understood.

    Plans: calendars (ICS), Markdown tables and lists, and the plans of other programs; --format lists them. What hangs
    on the runs is added as to a plan of your own.

    Runs: FIT, GPX and TCX files, folders and zip archives of them such as Strava's bulk export, tables of Strava,
    Garmin Connect and intervals.icu. Each comes into the log once, beside what was planned; importing again adds
    nothing. Ends with 1 if nothing could be read.
    """
    from planner.cli.import_runs import are_runs, import_paths, keep_done
    from planner.cli.typed import read_file
    from planner.imports.decoding import MOST_BYTES

    desk = open_desk()
    if form is None and are_runs(paths):

        def read(told: Unit | None) -> int:
            return import_paths(desk, paths, shoes=shoes, unit=told, dry_run=dry_run, every=every, json=json)

        return _runs(read, unit)
    if len(paths) > 1:
        raise BadValue("path", "one plan is read at a time", "Name one file, or runs.")
    (file,) = paths
    data = read_file(file, MOST_BYTES)
    said = _Said(race_day=race_date, race_m=race_distance, weekdays=weekdays or (), unit=unit)
    report = _import(desk, data, file, said, form=form, plan_id=plan_id, dry_run=dry_run)
    page.show(report_lines(report, desk))
    if report.done:
        keep_done(desk, report.done, dry_run=dry_run, every=every)
    return 0


def _runs(read: "Callable[[Unit | None], int]", unit: Unit | None) -> int:
    """Import runs; on a terminal the unit of a table that does not say it is asked."""
    try:
        return read(unit)
    except Missing as missing:
        if not _can_ask():
            raise
        _, question, value = _QUESTIONS[missing.answer]
        return read(cast("Unit", _answer(f"{missing.why}\n{question}", value)))


def report_lines(report: "ImportReport", desk: "Desk") -> Iterator[str]:
    """Yield what an import is told with: the weeks, what was understood, what contradicts itself, what was not."""
    from planner.cli.plan_show import preview_lines

    plan = report.plan
    runs = sum(session.kind.is_run for session in plan.base)
    yield from preview_lines(plan, desk)
    yield ""
    sessions = f"{counted(len(plan.base), 'session')} in {counted(len(plan.weeks), 'week')}, {runs} of them runs"
    yield from page.wrapped(f"Read as {report.format}: {sessions}.")
    for title, listed in (
        ("The file contradicts itself:", report.contradictions),
        ("What was not understood, or had to be decided:", report.notes),
    ):
        if listed:
            yield from ("", title)
        for note in listed:
            yield from page.wrapped(f"- {note}", 2, 2)
    made = f"Made the plan {plan.id}. `planner` shows its calendar, `planner plan check {plan.id}` looks for jumps."
    undo = " `planner plan undo` takes it out again."
    yield from ("", *page.wrapped(made + undo if report.kept else "Nothing was written."))


def _import(
    desk: "Desk", data: bytes, file: str, said: _Said, *, form: str | None, plan_id: str | None, dry_run: bool
) -> "ImportReport":
    """Import the plan; on a terminal what it leaves open is asked, one question after the other."""
    from planner.actions.imports import import_plan

    asked: set[Answer] = set()
    while True:
        try:
            return import_plan(
                desk, data, "stdin" if file == "-" else file, race_day=said.race_day, race_m=said.race_m,
                weekdays=said.weekdays, unit=said.unit, format=form, plan_id=plan_id, dry_run=dry_run,
            )  # fmt: skip
        except Missing as missing:
            # A question that was answered and still stands would be asked for ever.
            if file == "-" or missing.answer in asked or not _can_ask():
                raise
            asked.add(missing.answer)
            field, question, value = _QUESTIONS[missing.answer]
            setattr(said, field, _answer(f"{missing.why}\n{question}", value))


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _answer(question: str, value: Value) -> object:
    while True:
        text: str = click.prompt(one_line(question), err=True)
        try:
            return value.convert(text, None, click.get_current_context())
        except BadValue as error:
            complain(f"{error.why}. {error.fix}")
