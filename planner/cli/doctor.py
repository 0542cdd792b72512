"""`planner doctor`: every file of the store, looked at."""

from pathlib import Path

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import FOUND_PROBLEMS
from planner.cli.values import as_json
from planner.domain.text import one_line


@click.command("doctor")
@as_json
@store_option
def command(json: bool) -> int:
    """Check every file of the store and say what is wrong where; change nothing.

    Ends with 3 if anything is wrong.
    """
    desk = open_desk()
    root = desk.store.root
    place = one_line(str(root))
    problems = desk.store.check()
    if json:
        rows = [
            {
                "file": _relative(problem.path, root),
                "line": problem.line,
                "key": problem.key or None,
                "why": one_line(problem.why),
                "fix": one_line(problem.fix),
            }
            for problem in problems
        ]
        page.show_json({"store": place, "problems": rows})
    elif problems:
        page.show([f"{place}: {len(problems)} thing{'s' if len(problems) > 1 else ''} to look at", ""])
        for problem in problems:
            page.show(page.wrapped(f"- {one_line(str(problem).replace(f'{root}/', ''))}", 0, 2))
    else:
        there = "everything in it is fine" if root.exists() else "there is no store here yet, which is fine"
        page.show([f"{place}: {there}."])
    return FOUND_PROBLEMS if problems else 0


def _relative(path: str, root: Path) -> str:
    return path.removeprefix(f"{root}/")
