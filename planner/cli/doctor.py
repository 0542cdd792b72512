"""`planner doctor`: every file of the store, looked at, and mended where that is safe."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import FOUND_PROBLEMS
from planner.cli.values import as_json
from planner.domain.errors import BadValue, PlannerError, StoreError
from planner.domain.text import counted, one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.store.care.fixes import Fix


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Mend what is safe to, each thing shown and asked first.")
@click.option("--dry-run", is_flag=True, help="With --fix: only show what it would do.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@as_json
@store_option
def command(fix: bool, dry_run: bool, yes: bool, json: bool) -> int:
    """Check every file of the store and say what is wrong where; change nothing.

    With --fix what takes nothing away is mended: others are kept from opening files, left-overs of killed saves and
    damaged caches are removed, a damaged undo history goes to the trash, a restore that was cut off is finished.

    Ends with 3 if anything is wrong.
    """
    desk = open_desk()
    if fix and json:
        raise BadValue("--json", "it shows what is wrong and mends nothing", "Leave --fix out.")
    if fix:
        _mend(desk, dry_run=dry_run, yes=yes)
    problems: list[PlannerError] = [*desk.store.check(), *_looks(desk)]
    if json:
        _show_json(desk.store.root, problems)
    else:
        _show(desk, problems, can_hint=not fix)
    return FOUND_PROBLEMS if problems else 0


def _show_json(root: Path, problems: Sequence[PlannerError]) -> None:
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
    page.show_json({"store": one_line(str(root)), "problems": rows})


def _show(desk: "Desk", problems: Sequence[PlannerError], *, can_hint: bool) -> None:
    """Show what is wrong and, with `can_hint`, how much of it can be mended."""
    from planner.actions.doctor import fixes

    root = desk.store.root
    place = one_line(str(root))
    if not problems:
        there = "everything in it is fine" if root.exists() else "there is no store here yet, which is fine"
        page.show([f"{place}: {there}."])
        return
    page.show([f"{place}: {counted(len(problems), 'thing')} to look at", ""])
    for problem in problems:
        page.show(page.wrapped(f"- {one_line(str(problem).replace(f'{root}/', ''))}", 0, 2))
    count = 0
    if can_hint:
        told = {_relative(str(getattr(problem, "path", problem.what)), root) for problem in problems}
        with suppress(StoreError):  # what cannot be looked at is among the problems
            count = sum(fix.name in told or (fix.name == "." and str(root) in told) for fix in fixes(desk))
    if count:
        hint = f"`planner doctor --fix` mends {counted(count, 'thing')} of it, shown and asked first."
        page.show(["", *page.wrapped(hint)])


def _mend(desk: "Desk", *, dry_run: bool, yes: bool) -> None:
    """Show what can be mended, and mend what the person agrees to."""
    from planner.actions.doctor import fixes, mend

    found = fixes(desk)
    can_ask = sys.stdin.isatty() and sys.stderr.isatty()
    done = 0
    alike: dict[str, list[Fix]] = {}
    for fix in found:
        alike.setdefault(fix.does, []).append(fix)
    for does, group in alike.items():  # what is done to many files is asked once
        names = ", ".join(one_line(one.name) for one in group)
        said = f"{names}: {one_line(does)}"
        if len(group) > 1:
            them = one_line(does).replace(" it ", " them ", 1)
            said = f"{counted(len(group), '', 'files and folders')}: {them}: {names}"
        page.show(page.wrapped(f"- {said}", 0, 2))
        if not dry_run and (yes or (can_ask and click.confirm("  Do it?", default=True, err=True))):
            for fix in group:
                mend(desk, fix)
            done += len(group)
    if not found:
        page.show(["Nothing that is safe to mend by itself.", ""])
    elif done:
        page.show([f"{done} of {len(found)} done.", ""])
    else:
        how = "" if can_ask or dry_run else " --yes does all of it."
        page.show([f"Nothing was changed.{how}", ""])


def _looks(desk: "Desk") -> Iterator[PlannerError]:
    """Yield why nothing can be saved, and what is wrong with the theme, the keys, and how git merges the store."""
    from planner.actions.copies_aside import git_problems
    from planner.app import themes
    from planner.app.keymap import check_keys

    if why := desk.read_only:
        yield StoreError(why.what, f"nothing can be saved, since {why.why}", why.fix)
    settings = desk.settings
    yield from check_keys(settings.keys)[1]
    _, problem = themes.chosen(settings.theme, desk.store.root / "themes")
    if problem:
        yield problem
    yield from git_problems(desk)


def _relative(path: str, root: Path) -> str:
    return path.removeprefix(f"{root}/")
