"""What a routine adds up to: minutes an area, and the rules of rolling and stretching it goes against, in words."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from planner.domain.body import Area, Side
from planner.domain.dose import Hold, Open, Spots
from planner.domain.exercise import Exercise, Kind, Timing
from planner.domain.routine import Do, Group, Routine, exercise_ids, flat, sides_of, step_length

LONGEST_HOLD_BEFORE_RUN_S = 30
"""Longer static holds before a run cost speed (Behm 2016: -1.1 % under 60 s, -4.6 % above; 30 s is our margin)."""
MOST_STATIC_PER_AREA_S = 240
"""More static stretching of one area in a session gains nothing (Ingram 2024: levels off at 4 min)."""
SHORTEST_ROLL_S = 30
LONGEST_ROLL_S = 120
"""One go of rolling takes 30 to 120 s (Behm 2020)."""
_OPEN_S = 60
"""What an open hold without a target counts, as in `step_length`."""
_BEHM_2016 = "Behm 2016, Appl Physiol Nutr Metab 41:1"
_BEHM_2020 = "Behm 2020, JSCR 34:3301"
_INGRAM = "Ingram 2024, Sports Med"
_KONRAD_2021 = "Konrad 2021, J Sports Sci Med 20:535"
_KONRAD_2022 = "our rule, since rolling the calf added no ankle bend: Konrad 2022, Sports Med 52:2523"
_LIBRARY = "when the library says the exercise fits"
_UNKNOWN = "unknown-exercise:"
_LONG_HOLD = "long-hold:"
_CALF = {Area.CALF, Area.SOLEUS}


class RoutineWarning(msgspec.Struct, frozen=True):
    """A rule that a routine goes against: in words, with its source.

    `key` is the same as long as the same exercises go against the same rule: `long-hold:wall-calf-stretch-straight`.
    """

    key: str
    text: str
    source: str

    @property
    def can_be_accepted(self) -> bool:
        """Whether a runner may decide otherwise; nobody can do an exercise that does not exist."""
        return not self.key.startswith(_UNKNOWN)

    @property
    def needs_consent(self) -> bool:
        """Whether the routine is not played until the runner has accepted this: long holds before a run (our rule)."""
        return self.key.startswith(_LONG_HOLD)


def area_seconds(
    routine: Routine, exercises: Mapping[str, Exercise], usual_s: Mapping[str, float] | None = None
) -> dict[Area, float]:
    """Return the usual seconds for each area, the most worked first. An exercise counts for its main area."""
    found: dict[Area, float] = {}
    for step in flat(routine.steps):
        if isinstance(step, Do) and (exercise := exercises.get(step.exercise)):
            main = exercise.areas[0]
            found[main] = found.get(main, 0.0) + step_length(step, exercises, usual_s).usual_s
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def routine_warnings(routine: Routine, exercises: Mapping[str, Exercise]) -> tuple[RoutineWarning, ...]:
    """Return what goes against the rules and is not accepted; each says what to do."""
    return tuple(one for one in _all(routine, exercises) if not _is_accepted(one, routine))


def accepted_warnings(routine: Routine, exercises: Mapping[str, Exercise]) -> tuple[RoutineWarning, ...]:
    """Return the warnings that would be given, had they not been accepted."""
    return tuple(one for one in _all(routine, exercises) if _is_accepted(one, routine))


def accept(routine: Routine, warnings: Iterable[RoutineWarning]) -> Routine:
    """Return the routine with these warnings accepted. An exercise that does not exist cannot be accepted."""
    keys = dict.fromkeys((*routine.accepted, *(one.key for one in warnings if one.can_be_accepted)))
    return routine if tuple(keys) == routine.accepted else msgspec.structs.replace(routine, accepted=tuple(keys))


def unaccept(routine: Routine) -> Routine:
    """Return the routine with nothing accepted, so that every warning is given again."""
    return msgspec.structs.replace(routine, accepted=()) if routine.accepted else routine


def _is_accepted(warning: RoutineWarning, routine: Routine) -> bool:
    return warning.can_be_accepted and warning.key in routine.accepted


def _all(routine: Routine, exercises: Mapping[str, Exercise]) -> tuple[RoutineWarning, ...]:
    played = _known(flat(routine.steps), exercises)
    inside = [one for step in routine.steps for one in (step.steps if isinstance(step, Group) else (step,))]
    written = _known([one for one in inside if not (isinstance(one, Do) and one.off)], exercises)
    found = [
        RoutineWarning(f"{_UNKNOWN}{one}", f"there is no exercise {one!r}: take it out", "the library")
        for one in exercise_ids(routine.steps)
        if one not in exercises
    ]
    if Timing.PRE in routine.timing:
        found += [*_unfit(played), *_long_holds(played), *_standing_still(played)]
    if set(routine.timing) != {Timing.REST}:  # a rest day's roll is for the feeling, not for the ankle's range
        found += _calf_alone(written)
    found += [*_too_much(played), *_rolls(written), *_roll_too_late(written)]
    return tuple({one.key: one for one in reversed(found)}.values())[::-1]


_Known = list[tuple[Do, Exercise]]


def _known(steps: Iterable[object], exercises: Mapping[str, Exercise]) -> _Known:
    return [(one, exercises[one.exercise]) for one in steps if isinstance(one, Do) and one.exercise in exercises]


def _unfit(steps: _Known) -> Iterator[RoutineWarning]:
    for _, exercise in steps:
        if not exercise.fits_before_run():
            text = f"{exercise.name} is not for before a run: leave it for after"
            yield RoutineWarning(f"not-before-run:{exercise.id}", text, _LIBRARY)


def _long_holds(steps: _Known) -> Iterator[RoutineWarning]:
    for area, (seconds, ids) in _held(steps).items():
        if seconds > LONGEST_HOLD_BEFORE_RUN_S:
            text = (
                f"the {area.label} is held for {seconds} s a side before a run: {LONGEST_HOLD_BEFORE_RUN_S} s at most"
            )
            yield RoutineWarning(f"{_LONG_HOLD}{'+'.join(sorted(ids))}", text, _BEHM_2016)


def _standing_still(steps: _Known) -> Iterator[RoutineWarning]:
    held: Exercise | None = None
    for _, exercise in steps:
        if exercise.kind is Kind.STATIC_STRETCH:
            held = exercise
        elif exercise.kind is Kind.DYNAMIC:
            held = None
    if held:
        text = f"nothing moves after {held.name}: add a dynamic exercise behind it"
        yield RoutineWarning(f"nothing-moves-after:{held.id}", text, _BEHM_2016)


def _too_much(steps: _Known) -> Iterator[RoutineWarning]:
    for area, (seconds, _) in _held(steps).items():
        if seconds > MOST_STATIC_PER_AREA_S:
            most = MOST_STATIC_PER_AREA_S // 60
            text = f"{seconds / 60:.1f} min of holds a side for the {area.label}: above {most} min nothing is gained"
            yield RoutineWarning(f"much-static:{area}", text, _INGRAM)


def _held(steps: _Known) -> dict[Area, tuple[int, set[str]]]:
    """Return for each main area the seconds of static holds on the side that gets most, and what holds it."""
    seconds: dict[tuple[Area, Side], int] = {}
    ids: dict[Area, set[str]] = {}
    for step, exercise in steps:
        held = _hold_s(step, exercise) if exercise.kind is Kind.STATIC_STRETCH else 0
        if not held:
            continue
        area = exercise.areas[0]
        ids.setdefault(area, set()).add(exercise.id)
        for side in sides_of(step, exercise):
            for one in (Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,):
                seconds[area, one] = seconds.get((area, one), 0) + held
    return {area: (max(seconds.get((area, side), 0) for side in Side), ids[area]) for area in ids}


def _hold_s(step: Do, exercise: Exercise) -> int:
    dose = step.dose or exercise.dose
    if isinstance(dose, Open):
        return dose.target_s or _OPEN_S
    return dose.seconds * dose.times if isinstance(dose, Hold) else 0


def _rolls(steps: _Known) -> Iterator[RoutineWarning]:
    for step, exercise in steps:
        dose = step.dose or exercise.dose
        if exercise.kind is not Kind.ROLL or not isinstance(dose, Hold):
            continue
        span = f"{SHORTEST_ROLL_S} to {LONGEST_ROLL_S} s"
        if dose.seconds < SHORTEST_ROLL_S:
            text = f"{exercise.name} for {dose.seconds} s is short: roll for {span} in one go"
            yield RoutineWarning(f"short-roll:{exercise.id}", text, _BEHM_2020)
        # A route that the library rolls spot by spot is several places in one step.
        elif dose.seconds > LONGEST_ROLL_S and not isinstance(exercise.dose, Spots | Open):
            text = f"{exercise.name} for {dose.seconds} s is long: roll for {span} in one go, up to 3 times"
            yield RoutineWarning(f"long-roll:{exercise.id}", text, _BEHM_2020)


def _calf_alone(steps: _Known) -> Iterator[RoutineWarning]:
    rolled = [one for _, one in steps if one.kind is Kind.ROLL and one.areas[0] in _CALF]
    # Before a run, moving through the ankle's range takes the place of a hold.
    if rolled and not any(_stretches_calf(one) for _, one in steps):
        text = f"{rolled[0].name} without a calf stretch does little: add one behind it"
        yield RoutineWarning("calf-roll-alone", text, _KONRAD_2022)


def _stretches_calf(exercise: Exercise) -> bool:
    ankle = {*_CALF, Area.ANKLE, Area.ACHILLES}
    return exercise.kind in (Kind.STATIC_STRETCH, Kind.DYNAMIC) and bool(ankle & set(exercise.areas))


def _roll_too_late(steps: _Known) -> Iterator[RoutineWarning]:
    """Yield rolls that stand behind a stretch of their area; the second round of a group does not count."""
    stretched: set[Area] = set()
    for _, exercise in steps:
        main = exercise.areas[0]
        if exercise.kind is Kind.STATIC_STRETCH:
            stretched.add(main)
        elif exercise.kind is Kind.ROLL and main in stretched:
            text = f"{exercise.name} comes after a stretch of the {main}: roll first, then stretch, then move"
            yield RoutineWarning(f"roll-after-stretch:{exercise.id}", text, _KONRAD_2021)
