"""All figures in the order in which they are shown: one table that screen, text and CSV come from."""

from collections.abc import Callable
from typing import NamedTuple

from planner.insights.figure import Figure
from planner.insights.history import History
from planner.insights.rules import InsightRules
from planner.insights.weekly import weekly


class Made(NamedTuple):
    """A figure that can be made: its id, its title, the question that it answers, and how it is made.

    `is_health`: it tells of pain or health, and is not shown in private.
    """

    id: str
    title: str
    question: str
    make: Callable[[History, InsightRules], Figure]
    is_health: bool = False


_ALL = (Made("weekly", "Weekly distance", "How much did I run, against the plan and the weeks before?", weekly),)

FIGURES: dict[str, Made] = {made.id: made for made in _ALL}
"""Every figure by its id."""
