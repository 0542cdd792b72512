"""A store that cannot be written: what still opens, what does not, and what is said."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.app.app import PlannerApp


class Saves(StrEnum):
    """What a screen is for. A screen says so as `saves`; without it, it saves nothing."""

    NOTHING = "nothing"
    SOME = "some"
    ALL = "all"


def may_open(program: "PlannerApp", screen: object) -> bool:
    """Tell whether a screen is to be opened; where the store is read-only, say what cannot be done there, and why.

    What is there to be saved alone is not opened: nobody types for nothing. What shows things too opens all the same.
    """
    saves = getattr(screen, "saves", Saves.NOTHING)
    if saves is Saves.NOTHING or (problem := program.desk.read_only) is None:
        return True
    program.clear_notifications()
    program.complain(problem)
    return saves is Saves.SOME
