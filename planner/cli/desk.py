"""The desk that the commands of one run share, and the option that says where its store is."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.cli.program import desk_at

if TYPE_CHECKING:
    from planner.actions.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])
_STORE = "planner.store"
_DESK = "planner.desk"


def _remember_store(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_STORE] = value
        context.meta.pop(_DESK, None)


def store_option(function: F) -> F:
    """Give a command `--store DIR`; it holds whether it stands before or after the command's name."""
    return click.option(
        "--store",
        metavar="DIR",
        is_eager=True,
        expose_value=False,
        callback=_remember_store,
        type=click.Path(),
        help="The folder of your files, instead of $PLANNER_STORE or your user data folder.",
    )(function)


def named_store(context: click.Context) -> str | None:
    """Return what `--store` named, if it was given."""
    store: str | None = context.meta.get(_STORE)
    return store


def open_desk(context: click.Context | None = None) -> "Desk":
    """Return the desk of this run; it is opened when first asked for."""
    context = context or click.get_current_context()
    if _DESK not in context.meta:
        context.meta[_DESK] = desk_at(named_store(context))
    desk: Desk = context.meta[_DESK]
    return desk


def desk_in_use(context: click.Context | None) -> "Desk | None":
    """Return the desk of this run if a command opened one."""
    return context.meta.get(_DESK) if context else None


def afterwards(desk: "Desk", say: Callable[[], None]) -> None:
    """Say what follows from what is saved; where that cannot be read, that is told besides, and no failure of it."""
    from planner.domain.errors import PlannerError

    try:
        say()
    except PlannerError as problem:
        desk.note_problems((problem,))
