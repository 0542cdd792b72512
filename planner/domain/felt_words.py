"""What was felt, in words."""

from planner.domain.days import show_day
from planner.domain.log import Felt, When
from planner.domain.units import Unit, show_distance


def felt_words(felt: Felt, unit: Unit, *, dated: bool = False) -> str:
    """Return an entry in words: `left knee pain 4 of 10, after the run, came on at 5 km, limp`; its day if `dated`.

    `before` and `after` mean the session that it was rated with, else the run. The note is left to the caller.
    """
    signs = (sign.label for sign in felt.signs)
    about = f"{felt.place.label} {felt.feeling} {felt.score} of 10"
    day = show_day(felt.day) if dated else ""
    return ", ".join(filter(None, (about, _when(felt), _came_on(felt, unit), *signs, day)))


def _when(felt: Felt) -> str:
    if felt.when is None:
        return ""
    if felt.when is When.MORNING:
        return "in the morning"
    return f"{felt.when} the {'session' if felt.session else 'run'}"


def _came_on(felt: Felt, unit: Unit) -> str:
    return "" if felt.came_on_m is None else f"came on at {show_distance(felt.came_on_m, unit)}"
