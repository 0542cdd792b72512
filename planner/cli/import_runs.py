"""`planner import` of runs: a file, a folder, an archive or a table; progress on a terminal, what became of each."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planner.cli import page
from planner.domain.errors import BadValue
from planner.domain.text import one_line

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from planner.actions.desk import Desk
    from planner.actions.run_import.report import RunReport
    from planner.domain.activity import Activity
    from planner.domain.units import Unit


def are_runs(paths: Sequence[str]) -> bool:
    """Tell whether what was named are runs. Raises `BadValue` where runs and plans are named together."""
    from planner.actions.run_import.sources import holds_runs

    found = [path != "-" and holds_runs(path) for path in paths]
    if any(found) and not all(found):
        other = one_line(paths[found.index(False)])
        raise BadValue(f"file {other}", "it is no run, as what is named beside it is", "Import it by itself.")
    return all(found)


def shoes_of(given: Sequence[str]) -> dict[str, str]:
    """Return what `--shoe NAME=ID` says. Raises `BadValue`."""
    found = {}
    for text in given:
        name, sign, shoe = text.rpartition("=")
        if not sign or not name.strip() or not shoe.strip():
            raise BadValue("--shoe", f"{text!r} names no pair", 'Write --shoe "NAME=ID".')
        found[name.strip()] = shoe.strip()
    return found


def import_paths(
    desk: "Desk",
    paths: Sequence[str],
    *,
    shoes: Sequence[str],
    unit: "Unit | None",
    dry_run: bool,
    every: bool,
    json: bool,
) -> int:
    """Import runs and print what became of them; return the status: 1 if nothing at all could be read.

    `every` lists all runs, not only the last ones.
    """
    from planner.actions.run_import.proposal import import_runs

    with _progress() as progress:
        report = import_runs(desk, *paths, dry_run=dry_run, shoes=shoes_of(shoes), unit=unit, progress=progress)
    if json:
        page.show_json(report)
    else:
        page.show(_lines(report, dry_run=dry_run, every=every))
    return 1 if report.bad and not report.read else 0


def keep_done(desk: "Desk", runs: "Sequence[Activity]", *, dry_run: bool, every: bool) -> None:
    """Bring the runs that a plan file holds as done into the log, beside the plan just made, and print what they were.

    Undo takes them back before the plan.
    """
    from planner.actions.run_import.proposal import keep_runs
    from planner.domain.text import counted

    page.show([""])
    if dry_run:
        is_one = len(runs) == 1
        verb = "is done in it and comes" if is_one else "are done in it and come"
        page.show(page.wrapped(f"{counted(len(runs), 'activity', 'activities')} {verb} into the log with it."))
    else:
        page.show(_lines(keep_runs(desk, runs), dry_run=False, every=every))


def _lines(report: "RunReport", *, dry_run: bool, every: bool) -> Iterator[str]:
    from planner.actions.run_import.report import COMMAND

    for number, line in enumerate(report.lines(every=every)):
        if line.startswith(COMMAND):
            yield line
            continue
        wrapped = page.wrapped(line, 2, 2) if line.startswith("- ") else page.wrapped(line, 0, 2)
        yield from [page.loud(one) for one in wrapped] if not number else wrapped
    yield ""
    if dry_run:
        yield "Nothing was written."
    elif report.changes:
        yield "`planner plan undo` takes it all back."
    else:
        yield "The log stays as it was."


@contextmanager
def _progress() -> "Iterator[Callable[[int, int | None], None] | None]":
    """Give what draws a bar on stderr while a terminal looks on; None in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from contextlib import ExitStack

    with ExitStack() as open_bar:
        bar: ProgressBar[int] | None = None

        def show(done: int, total: int | None) -> None:
            nonlocal bar
            if bar is None and total:
                import click

                bar = open_bar.enter_context(click.progressbar(length=total, label="Reading", file=sys.stderr))
            if bar is not None:
                bar.length = total or bar.length
                bar.update(done - bar.pos)

        yield show
