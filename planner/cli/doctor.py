"""`planner doctor`: every file of the store, looked at."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import FOUND_PROBLEMS
from planner.cli.values import as_json
from planner.domain.errors import PlannerError
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk


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
    problems: list[PlannerError] = [*desk.store.check(), *_looks(desk)]
    if json:
        rows = [
            {
                "file": _relative(getattr(problem, "path", str(root / "planner.toml")), root),
                "line": getattr(problem, "line", None),
                "key": getattr(problem, "key", "") or None,
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


def _looks(desk: "Desk") -> Iterator[PlannerError]:
    """Yield what is wrong with the theme and the keys of planner.toml, and with how git merges the store."""
    from planner.actions.copies_aside import git_problems
    from planner.app import themes
    from planner.app.keymap import check_keys

    settings = desk.settings
    yield from check_keys(settings.keys)[1]
    _, problem = themes.chosen(settings.theme, desk.store.root / "themes")
    if problem:
        yield problem
    yield from git_problems(desk)


def _relative(path: str, root: Path) -> str:
    return path.removeprefix(f"{root}/")
