"""The line on top: the race and how far it is, the week, and today."""

from collections.abc import Callable
from datetime import date

from planner.app.bits import Bit, Line, plain, spread, width_of
from planner.app.widgets.lines import Lines
from planner.domain.days import show_day
from planner.domain.plan import Plan
from planner.planning.agenda import countdown, week_label


def top_line(plan: Plan | None, today: date, width: int, *, light: str = "") -> Line:
    """Return ` Spring Half in 71 days   week 9 of 18, build        light: green   Sat 6 Feb`.

    `light` is `green`, `yellow`, `red` or empty when nothing is known.
    """
    right: Line = (Bit(f"  {show_day(today)} ", "label"),)
    if light:
        right = (Bit("  light: ", "dim"), Bit(light, light), *right)
    if plan is None:
        return spread((Bit(" planner", "primary"),), right, width)
    name = plain(plan.race.name)
    left: Line = (Bit(f" {name}", "primary"), Bit(f"{plain(countdown(plan, today)).removeprefix(name)}   "))
    label = Bit(week_label(plan, today), "label")
    if width_of(left) + width_of((label,)) + width_of(right) <= width:
        left = (*left, label)
    return spread(left, right, width)


class TopLine(Lines):
    """The line on top of a screen. `look` gives its contents when it is drawn."""

    DEFAULT_CSS = "TopLine { dock: top; height: 1; background: $surface; }"

    def __init__(self, look: Callable[[int], Line]) -> None:
        super().__init__()
        self._look = look

    def lines(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - one line
        """Return the one line."""
        return (self._look(width),)
