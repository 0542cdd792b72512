"""`planner plan hang`: another layer on a plan."""

from enum import StrEnum
from typing import TypeVar

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import name_of, of_plan
from planner.domain.errors import BadValue
from planner.domain.layer import Anchor
from planner.domain.race import Phase
from planner.domain.session import SessionKind

_RUN_KINDS = [kind for kind in SessionKind if kind.is_run]


@click.command("hang")
@click.argument("what", type=name_of("hangable"))
@click.option("--where", default="before-run", metavar="ANCHOR", help=f"{', '.join(Anchor)}; gear is always run.")
@click.option("--kinds", default="", metavar="LIST", help="Only on these kinds of run: tempo,race.")
@click.option("--phases", default="", metavar="LIST", help=f"Only in these phases: {', '.join(Phase)}.")
@click.option("--days", default="", metavar="LIST", help="Only on these weekdays: tue,thu.")
@click.option("--text", default="", metavar="TEXT", help="What a note says.")
@of_plan
@store_option
def hang(what: str, where: str, kinds: str, phases: str, days: str, text: str, plan: str | None) -> None:
    """Hang WHAT on the runs of a plan: a routine, a shoe, an orthotic, or `note`.

    `planner plan layers` shows what hangs, and switches it off and on.
    """
    from planner.actions.changes import hang as do_hang
    from planner.actions.layers import compose
    from planner.domain.days import parse_weekday

    desk = open_desk()
    layer = compose(
        desk,
        what,
        anchor=_one(where, list(Anchor), "--where"),
        text=text,
        kinds=[_one(word, _RUN_KINDS, "--kinds") for word in _words(kinds)],
        phases=[_one(word, list(Phase), "--phases") for word in _words(phases)],
        weekdays=[parse_weekday(word, "--days") for word in _words(days)],
        plan=plan,
    )
    page.show([do_hang(desk, layer, plan=plan)])


Choice = TypeVar("Choice", bound=StrEnum)


def _one(word: str, choices: list[Choice], what: str) -> Choice:
    found = next((choice for choice in choices if choice.value == word.strip().lower()), None)
    if found is None:
        raise BadValue(what, f"{word!r} is not known", f"Use one of: {', '.join(choices)}.")
    return found


def _words(text: str) -> list[str]:
    return text.lower().replace(",", " ").split()
