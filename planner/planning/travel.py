"""What takes the place of routines whose equipment is not along."""

from collections.abc import Iterable, Mapping

from planner.domain.equipment import Equipment
from planner.domain.exercise import Exercise, Kind, Timing
from planner.domain.layer import Anchor, Hung, Layer
from planner.domain.routine import Routine, exercise_ids
from planner.domain.session import SessionKind

EVERYWHERE = frozenset(
    {Equipment.WALL, Equipment.CHAIR, Equipment.STEP, Equipment.MAT, Equipment.TOWEL, Equipment.CUSHION}
)
"""What any room has: a wall, a chair, a stair, a pillow; a towel does for a mat."""
_FITS = {Anchor.BEFORE_RUN: {Timing.PRE}}
_AFTER = {Timing.POST, Timing.REST, Timing.ANY, Timing.POST_EASY}


def instead(
    hung: Iterable[Hung],
    routines: Mapping[str, Routine],
    exercises: Mapping[str, Exercise],
    kit: Iterable[Equipment],
) -> dict[str, str]:
    """Return for each hung routine that cannot be done with `kit` another that can; an empty text where there is none.

    The other one fits the same place. Of several it is the one that has most of the same exercises,
    then the longest.
    """
    along = EVERYWHERE | set(kit)
    found: dict[str, str] = {}
    for item in hung:
        routine = routines.get(item.what)
        if not item.is_routine or routine is None or item.what in found or _can(routine, exercises, along):
            continue
        places = _FITS.get(item.anchor, _AFTER)
        strength = _is_strength(routine, exercises)
        fitting = [
            one
            for one in routines.values()
            if places & set(one.timing) and _can(one, exercises, along) and _is_strength(one, exercises) == strength
        ]
        own = set(exercise_ids(routine.steps))
        best = min(
            fitting, key=lambda one: (-len(own & set(exercise_ids(one.steps))), -len(one.steps), one.id), default=None
        )
        found[item.what] = best.id if best else ""
    return found


def only_on_races(layers: Iterable[Layer]) -> frozenset[str]:
    """Return the routines that the layers hang on races alone; before any other run they would be odd."""
    on_races: set[str] = set()
    elsewhere: set[str] = set()
    for layer in layers:
        (on_races if layer.kinds == (SessionKind.RACE,) else elsewhere).add(layer.what)
    return frozenset(on_races - elsewhere)


def _can(routine: Routine, exercises: Mapping[str, Exercise], along: frozenset[Equipment]) -> bool:
    ids = exercise_ids(routine.steps)
    return bool(ids) and all(one in exercises and exercises[one].can_be_done_with(along) for one in ids)


def _is_strength(routine: Routine, exercises: Mapping[str, Exercise]) -> bool:
    kinds = [exercises[one].kind for one in exercise_ids(routine.steps) if one in exercises]
    return bool(kinds) and kinds.count(Kind.STRENGTH) * 2 > len(kinds)
