"""All figures in the order in which they are shown: one table that screen, text and CSV come from."""

from collections.abc import Callable
from typing import NamedTuple

from planner.insights.adherence import adherence_figure
from planner.insights.clear_words import clear
from planner.insights.dose import dose
from planner.insights.effect import effect
from planner.insights.figure import Figure
from planner.insights.gear_pain import orthotic_pain, shoe_pain, surface_pain
from planner.insights.history import History
from planner.insights.lights import lights
from planner.insights.longest_run import longest_run
from planner.insights.pain import pain
from planner.insights.rules import InsightRules
from planner.insights.sides import sides
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


_ALL = (
    Made("weekly", "Weekly distance", "How much did I run, against the plan and the weeks before?", weekly),
    Made("longest-run", "Runs against the longest before", "Which runs went far beyond what came before?", longest_run),
    Made("adherence", "Planned and done", "How much of what was planned did I do?", adherence_figure),
    Made("dose", "Minutes by area", "Where do the minutes go, and where does it hurt?", dose, True),
    Made("pain", "Pain and tightness over load", "How did it feel, week by week, next to the distance?", pain, True),
    Made("light", "Green, yellow and red days", "How many days of each week were green?", lights, True),
    Made("clear", "Time to clear", "How long do tight spots take to ease, and where does that go?", clear, True),
    Made("effect", "Before and after", "After which routine does it feel better?", effect, True),
    Made("shoe-pain", "The morning after, by shoe", "How does it feel after runs in each pair?", shoe_pain, True),
    Made("orthotic-pain", "The morning after, by orthotic", "How does it feel with and without?", orthotic_pain, True),
    Made("surface-pain", "The morning after, by surface", "How does it feel after each surface?", surface_pain, True),
    Made("sides", "Left and right", "How far are the two sides apart?", sides, True),
)

FIGURES: dict[str, Made] = {made.id: made for made in _ALL}
"""Every figure by its id."""
