"""The line on top: the race and how far it is, the week, and today."""

from collections.abc import Callable
from datetime import date

from rich.cells import cell_len

from planner.app.bits import Bit, Line, plain, spread, width_of
from planner.app.widgets.lines import Lines
from planner.domain.days import show_day
from planner.domain.plan import Plan
from planner.planning.agenda import countdown, show_weeks_to_go, week_label

_LEAST = 8
"""Cells that are kept for the name on the left."""


def top_line(
    plan: Plan | None,
    today: date,
    width: int,
    *,
    light: str = "",
    sign: str = "",
    private: bool = False,
    read_only: bool = False,
) -> Line:
    """Return ` Spring Half in 71 days, 10 weeks to go   week 9 of 18, build   light: green   Sat 6 Feb`.

    `light` is `green`, `yellow`, `red`, `unknown` or empty when nothing was logged, `sign` stands before it; `private`
    shows that word in its place; `read_only` shows that nothing can be saved. Where there is little room, the weeks to
    go are left out first, then the week of the plan.
    """
    right: Line = (Bit(f"  {show_day(today)} ", "label"),)
    if private:
        right = (Bit("  private", "dim"), *right)
    elif light:
        right = (Bit("  light: ", "dim"), Bit(f"{sign} {light}".strip(), light_role(light)), *right)
    if read_only:
        right = (Bit("  read-only", "problem"), *right)
        if width_of(right) > width - _LEAST:  # the day is left out before the word and the light
            right = (*right[:-1], Bit(" "))
    if plan is None:
        return spread((Bit(" planner", "primary"),), right, width)
    name = plain(plan.race.name)
    left: Line = (Bit(f" {name}", "primary"), Bit(plain(countdown(plan, today)).removeprefix(name)))
    go = show_weeks_to_go(plan, today) if plan.race.day != today else ""
    label = week_label(plan, today)
    whole = ((f", {go}" if go else "") + (f"   {label}" if label else ""), f"   {label}" if label else "")
    room = width - width_of(left) - width_of(right)
    fitting = next((text for text in whole if cell_len(text) <= room), "")
    return spread((*left, Bit(fitting, "label")), right, width)


def light_role(word: str) -> str:
    """Return the role in which the word of a light is drawn."""
    return "warning" if word == "unknown" else word


class TopLine(Lines):
    """The line on top of a screen. `look` gives its contents when it is drawn."""

    DEFAULT_CSS = "TopLine { dock: top; height: 1; background: $surface; }"

    def __init__(self, look: Callable[[int], Line]) -> None:
        super().__init__()
        self._look = look

    def lines(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - one line
        """Return the one line."""
        return (self._look(width),)
