"""`planner store copies`: second versions of the store's files."""

from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.ending import FAILED, complain
from planner.cli.values import as_json, name_of, one_of
from planner.domain.errors import BadValue, PlannerError
from planner.domain.text import counted, one_line

if TYPE_CHECKING:
    from planner.actions.copies_aside import Copy
    from planner.actions.desk import Desk
    from planner.store.merging import Merged

COPY = name_of("copies")
_TO_DO = (
    "`planner store copies NAME --merge` makes one of both; --keep-ours and --keep-theirs take one. Nothing is lost: "
    "a copy goes to the trash, and `planner plan undo` brings everything back as it was."
)


@click.command("copies")
@click.argument("name", type=COPY, required=False)
@click.option("--merge", "deed", flag_value="merge", help="Make one of both; of all that clash nowhere, without NAME.")
@click.option("--keep-ours", "deed", flag_value="ours", help="Leave the store's file as it is here.")
@click.option("--keep-theirs", "deed", flag_value="theirs", help="Take the other version.")
@click.option(
    "--prefer",
    type=one_of(["ours", "theirs"], "side"),
    metavar="SIDE",
    help="With --merge: whose counts where both changed the same, ours or theirs.",
)
@as_json
@store_option
def command(name: str | None, deed: str | None, prefer: str | None, json: bool) -> int:
    """List second versions of your files, merge them or keep one.

    They come from a sync that met two versions, an editor that keeps the last one, or a merge of git's. NAME is the
    copy's file, or the store's where there is but one copy of it.
    """
    from planner.actions.copies_aside import find_copies, find_copy

    desk = open_desk()
    if prefer and deed != "merge":
        raise BadValue("--prefer", "it goes with --merge", "Add that, or leave it out.")
    if json and deed:
        raise BadValue("--json", "it goes with the list alone", "Leave it out.")
    if deed is None:
        found = (find_copy(desk, name),) if name else find_copies(desk, git=True)
        _list(desk, found, json=json)
        return 0
    if name is None and deed != "merge":
        raise BadValue("NAME", "it is missing", f"Say of which file with --keep-{deed}.")
    chosen = (find_copy(desk, name),) if name else find_copies(desk, git=True)
    if not chosen:
        page.show(["There is nothing to merge."])
    return max((_settle(desk, copy, deed, prefer or "", alone=bool(name)) for copy in chosen), default=0)


def _settle(desk: "Desk", copy: "Copy", deed: str, prefer: str, *, alone: bool) -> int:
    from planner.actions import copies_aside

    try:
        match deed:
            case "merge":
                said = copies_aside.keep_both(desk, copy, prefer=prefer)
            case "ours":
                said = copies_aside.keep_ours(desk, copy)
            case _:
                said = copies_aside.keep_theirs(desk, copy)
    except PlannerError as error:
        if alone:
            raise
        complain(f"planner: {error}")  # the others are merged all the same
        return FAILED
    page.show(page.wrapped(said))
    return 0


def _list(desk: "Desk", found: "tuple[Copy, ...]", *, json: bool) -> None:
    from planner.actions.copies_aside import place
    from planner.store.merging.driver import described

    looked = [(copy, _looked_at(desk, copy)) for copy in found]
    if json:
        page.show_json(
            [
                {
                    "file": one_line(place(desk, copy.path)),
                    "of": place(desk, copy.of),
                    "way": copy.way,
                    "why": copy.why,
                    "line": copy.line,
                    "merges": merged.is_clean,
                    "brings": merged.brought,
                    "problem": one_line(described(merged)) or None,
                    "clashes": [
                        {"key": one_line(one.where), "ours": one.ours, "theirs": one.theirs} for one in merged.clashes
                    ],
                }
                for copy, merged in looked
            ]
        )
        return
    if not found:
        page.show(["There are no second versions of your files."])
        return
    page.show([f"{counted(len(found), 'second version')} of your files", ""])
    for copy, merged in looked:
        line = f", line {copy.line}" if copy.line else ""
        page.show([page.loud(one_line(place(desk, copy.path)) + line)])
        would = described(merged) or _would(merged.brought)
        page.show(page.wrapped(f"{copy.why[:1].upper()}{copy.why[1:]}. {would[:1].upper()}{would[1:]}.", 2))
        for clash in merged.clashes if not desk.settings.private else ():
            page.show(
                page.wrapped(f"{one_line(clash.where)}: ours {_said(clash.ours)}; theirs {_said(clash.theirs)}", 4, 6)
            )
    page.show(["", *page.wrapped(_TO_DO)])


def _looked_at(desk: "Desk", copy: "Copy") -> "Merged":
    """Return what the two become together; one that cannot be read hides none of the others."""
    from planner.actions.copies_aside import look_at
    from planner.store.merging import Merged

    try:
        return look_at(desk, copy)
    except PlannerError as error:
        return Merged(why=f"{error.why}. {error.fix}".rstrip(" ."))


def _would(brought: int) -> str:
    return f"merging brings {counted(brought, 'thing')} in" if brought else "it holds nothing that is not here"


def _said(text: str) -> str:
    return page.shortened(text, 60) if text.strip() else "is gone"
