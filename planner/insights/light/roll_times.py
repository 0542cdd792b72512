"""Whether rolling a place takes longer from session to session until it eases."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from planner.domain.body import Place, Side
from planner.domain.log import Happening, Played
from planner.insights.light.place_log import in_order
from planner.insights.light.rules import RollRule


def takes_longer(entries: Sequence[Happening], place: Place, rule: RollRule) -> bool:
    """Tell whether a roll that tells of a place took longer each of the last times, on its side; see `RollRule`."""
    return any(
        _is_rising(entries, exercise, place.side, rule) for exercise, areas in rule.areas.items() if place.area in areas
    )


def _is_rising(entries: Sequence[Happening], exercise: str, side: Side, rule: RollRule) -> bool:
    played = [entry for entry in in_order(entries) if isinstance(entry, Played)]
    times: dict[Side, list[tuple[Played, float]]] = {}
    for session in played:
        for step in session.steps:
            if step.exercise == exercise and step.time_to_clear_s is not None and not step.skipped:
                times.setdefault(step.side, []).append((session, step.time_to_clear_s))
    for rolled, listed in times.items():
        last = listed[-rule.sessions :]
        if Side.BOTH not in (rolled, side) and rolled is not side:
            continue
        if len(last) < rule.sessions or last[-1][0].day - last[0][0].day >= timedelta(days=rule.days):
            continue
        if all(before < after for (_, before), (_, after) in pairwise(last)):
            return True
    return False
