"""Where one can go on from the body screen: each way a key, a word and what opens it. Only those that exist stand here.

A way is wired here and nowhere else; its screen is imported when the key is pressed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from planner.app.screens.base import PlannerScreen


class Way(NamedTuple):
    """A way on. `open` is called with the body screen."""

    name: str
    key: str
    label: str
    help: str
    open: "Callable[[PlannerScreen[None]], object]"


def _chain(screen: "PlannerScreen[None]") -> None:
    from planner.app.screens.chain import ChainScreen

    screen.app.push_screen(ChainScreen())


def _ease(screen: "PlannerScreen[None]") -> None:
    from planner.actions.reflow import offer, why_nothing
    from planner.app.screens.ease import EaseScreen

    offered = offer(screen.desk)
    if offered is None:
        screen.say(why_nothing(screen.desk))
    else:
        screen.app.push_screen(EaseScreen(offered))


WAYS: tuple[Way, ...] = (
    Way("ease", "z", "ease", "Propose what a yellow or red light asks of runs, routines and gear.", _ease),
    Way("chain", "K", "chain", "A session for what you logged, and the chain that it comes from.", _chain),
)


def take(name: str, screen: "PlannerScreen[None]") -> object:
    """Go the way of that name."""
    return next(way for way in WAYS if way.name == name).open(screen)
