"""`planner restore`: the whole store, or one file of it, as a backup holds it."""

import sys
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import as_json, name_of
from planner.domain.errors import BadValue
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.actions.backups import Listed, OneFile
    from planner.actions.desk import Desk
    from planner.store.care.restore import Difference

BACKUP = name_of("backups", files=True)
ONLY = name_of("store_files")
_MOST_NAMED = 12
_NOTHING = "Nothing was changed."


@click.command("restore")
@click.argument("backup", type=BACKUP, required=False)
@click.option("--only", type=ONLY, metavar="NAME", help="One file, such as log/2027-03.toml.")
@click.option("--merge", is_flag=True, help="With --only: keep what is there now too, entry by entry.")
@click.option("--list", "show_list", is_flag=True, help="Show the backups that planner keeps.")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
@store_option
def command(
    backup: str | None, only: str | None, merge: bool, show_list: bool, dry_run: bool, yes: bool, json: bool
) -> None:
    """Bring back what BACKUP holds: a file of `planner backup`, or a name or day that --list shows.

    Everything in it is checked first, and what would change is shown. The whole store as it is now is backed up before
    anything is replaced. With --only one file is brought back; without BACKUP, from the newest that holds it whole.
    """
    desk = open_desk()
    if merge and only is None:
        raise BadValue("--merge", "it is for one file", "Name it with --only, such as --only log/2027-03.toml.")
    if show_list:
        _show_list(desk, json=json)
    elif only is not None:
        _restore_one(desk, only, backup, merge=merge, dry_run=dry_run, yes=yes)
    elif backup is None:
        raise BadValue("restore", "no backup is named", "`planner restore --list` shows those that planner keeps.")
    else:
        _restore_all(desk, backup, dry_run=dry_run, yes=yes)


def _show_list(desk: "Desk", *, json: bool) -> None:
    from planner.actions.backups import listed

    found = listed(desk)
    if json:
        rows = [
            {"name": one.name, "kind": one.kind, "made": one.made or None, "bytes": one.bytes, "files": one.holds,
             "problem": one.problem or None}
            for one in found
        ]  # fmt: skip
        page.show_json({"folder": one_line(str(desk.store.backups)), "backups": rows})
        return
    if not found:
        page.show(["No backups yet: the first change of each day makes one."])
        return
    table = [(one_line(one.name), one.made, page.size(one.bytes), _holds(one)) for one in found]
    page.show([*page.table(table, right=(2,)), "", *page.wrapped(f"In {one_line(str(desk.store.backups))}. {_HOW}")])


_HOW = "`planner restore NAME` brings back a whole one, `--only FILE` one file; both show first what would change."


def _holds(one: "Listed") -> str:
    if one.problem:
        return one.problem
    words = {"plans": "plan", "log": "month", "gear": "gear", "routines": "routine", "exercises": "exercise",
             "templates": "template", "themes": "theme"}  # fmt: skip
    return ", ".join(
        f"{one.holds[folder]} {word}{'s' * (one.holds[folder] != 1 and folder != 'gear')}"
        for folder, word in words.items()
        if folder in one.holds
    )


def _restore_all(desk: "Desk", name: str, *, dry_run: bool, yes: bool) -> None:
    from planner.actions.backups import find_backup, look_at, restore_all

    backup = find_backup(desk, name)
    change = look_at(desk, backup)
    count = sum(not one.startswith(".state/") for one in backup.files)
    made = f", made {backup.made[:16].replace('T', ' ')}" if backup.made else ""
    checked = ", all as they were backed up" if backup.has_state else ""  # a folder has no manifest to go by
    page.show(page.wrapped(f"{backup.name}{made}: {count} file{'s' * (count != 1)}{checked}."))
    _show_difference(change)
    if not change:
        page.show(["The store holds the same already. " + _NOTHING])
        return
    if not _may("The store as it is now is backed up first. Restore?", dry_run=dry_run, yes=yes):
        page.show([_NOTHING])
        return
    before = restore_all(desk, backup)
    back = f" `planner restore {before}` takes it back." if before else ""
    page.show(page.wrapped(f"Restored.{back}"))


def _show_difference(change: "Difference") -> None:
    for word, names in (("new", change.added), ("replaced", change.replaced), ("gone", change.gone)):
        shown = [name for name in names if not name.startswith(".state/")]
        if hidden := len(names) - len(shown):
            shown.append(f"{hidden} of the undo history and trash")
        for name in shown[:_MOST_NAMED]:
            page.show([f"  {word:<10}{one_line(name)}"])
        if len(shown) > _MOST_NAMED:
            page.show([f"  {word:<10}{len(shown) - _MOST_NAMED} more"])
    for problem in change.problems:
        page.show(page.wrapped(f"- in the backup too: {one_line(str(problem))}", 2, 2))


def _restore_one(desk: "Desk", name: str, backup: str | None, *, merge: bool, dry_run: bool, yes: bool) -> None:
    from planner.actions.backups import find_file, restore_one, with_both

    file = find_file(desk, name, backup)
    if merge:
        file = with_both(file)
    page.show(page.wrapped(f"{file.name}: {_sizes(file)}"))
    if file.now == file.data:
        page.show(["It holds the same already. " + _NOTHING])
        return
    if not merge and file.is_whole_now and file.name.startswith(("log/", "plans/")):
        page.show(page.wrapped("What was added since goes with it; --merge keeps both."))
    if not _may("Restore it?", dry_run=dry_run, yes=yes or not file.is_whole_now):
        page.show([_NOTHING])
        return
    aside = restore_one(desk, file)
    kept = f" What stood there is in .state/trash/{aside}." if aside else ""
    page.show(page.wrapped(f"Restored {file.name}.{kept} `planner plan undo` takes it back."))


def _sizes(file: "OneFile") -> str:
    if file.brought is not None:
        differ = f" {file.clashes} are told differently and stay as they are now." if file.clashes else ""
        return f"{file.brought} more from the backup {one_line(file.source)}.{differ}"
    now = "gone" if file.now is None else page.size(len(file.now)) if file.is_whole_now else "damaged"
    return f"{now} now, {page.size(len(file.data))} in the backup {one_line(file.source)}."


def _may(question: str, *, dry_run: bool, yes: bool) -> bool:
    """Tell whether it may be done: yes without asking, or as the person answers. Raises `BadValue` without any."""
    if dry_run or yes:
        return yes and not dry_run
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise BadValue("restore", "nothing was changed, since nobody is there to ask", "Give --yes to go ahead.")
    return click.confirm(one_line(question), err=True)
