"""Numbers as all views show them: figures that line up, minutes, bars, and weeks as calendars count them."""

from collections.abc import Sequence
from datetime import date, timedelta

from planner.app.bits import Bit, Line
from planner.app.views.scene import Scene
from planner.domain.units import show_number
from planner.planning.agenda import AgendaDay
from planner.planning.minutes import Minutes, minutes_of, pace_of
from planner.planning.totals import Totals

_BAR = 7
_THURSDAY = 3
_HALF_A_MINUTE = 30


def figure(value: float) -> str:
    """Return a number in six cells, its decimal point always in the same place."""
    return f"{float(show_number(value)):6.1f}"


def lost_figure(scene: Scene, summed: Totals) -> str:
    """Return what days off have taken, below zero: `-22.8`; empty where it is nothing to speak of."""
    metres = scene.unit.metres
    return f"{-float(show_number(summed.lost_m / metres)):.1f}" if summed.lost_m >= metres / 10 else ""


def bar(scene: Scene, summed: Totals, width: int = _BAR) -> Line:
    """Return how much of a week is done as a small bar."""
    part = min(summed.done_m / summed.middle_m, 1.0) if summed.middle_m else 1.0
    full = round(part * width)
    return (Bit(scene.signs.bar * full, "bar"), Bit(scene.signs.bar_rest * (width - full), "bar-rest"))


def iso_week(first: date, *, year: bool = False) -> str:
    """Return the ISO week that most of the seven days from `first` are in: `W07`, with the year `2027-W07`."""
    found = (first + timedelta(days=(_THURSDAY - first.weekday()) % 7)).isocalendar()
    return f"{found.year}-W{found.week:02}" if year else f"W{found.week:02}"


def minutes_in(scene: Scene, days: Sequence[AgendaDay]) -> Minutes:
    """Return how long the runs and the hung work of some days take."""
    return minutes_of(days, pace_of(scene.plan), scene.seconds)


def show_minutes(found: Minutes) -> str:
    """Return the minutes of a day, runs first, then hung work: `58 + 12 min`, `58 min`; empty when it holds nothing."""
    parts = [f"{round(seconds / 60)}" for seconds in (found.run_s, found.hung_s) if seconds >= _HALF_A_MINUTE]
    return f"{' + '.join(parts)} min" if parts else ""


def show_hours(seconds: float) -> str:
    """Return a sum of a week, always with its minutes in one place: `3:05 h`; empty for nothing."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours}:{minutes:02} h" if seconds else ""
