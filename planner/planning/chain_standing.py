"""What is there when nothing was logged: the routine of the day, without what is locked, in the minutes there are."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from planner.domain.exercise import Exercise
from planner.domain.locks import Locks
from planner.domain.routine import Do, Group, Routine, Step, exercise_ids, routine_length, step_length
from planner.planning.chain_filters import Dropped, Why
from planner.planning.chain_suggestion import SuggestedStep, Suggestion
from planner.planning.chain_words import standing_reason
from planner.planning.routine_trim import trim

NOTHING_LOGGED = "Nothing is logged in the last days that asks for more. This is what is there anyway."


def as_standing(
    base: Suggestion,
    standing: Routine | None,
    exercises: Mapping[str, Exercise],
    locks: Locks,
    usual: Mapping[str, float],
) -> Suggestion:
    """Return what is there anyway, cut to the minutes, without what is locked."""
    if standing is None:
        return replace(base, is_standing=True, said=NOTHING_LOGGED)
    kept, dropped = _unlocked(standing, exercises, locks)
    if base.minutes is not None:
        kept = trim(kept, exercises, 60 * base.minutes, usual)
    steps = tuple(_standing_steps(kept, exercises, usual, standing.name))
    return replace(
        base,
        steps=steps,
        routine=kept if steps else None,
        length=routine_length(kept, exercises, usual),
        dropped=dropped,
        said=NOTHING_LOGGED,
        is_standing=True,
    )


def _standing_steps(
    routine: Routine, exercises: Mapping[str, Exercise], usual: Mapping[str, float], name: str
) -> Iterator[SuggestedStep]:
    for step in routine.steps:
        inside = step.steps if isinstance(step, Group) else (step,)
        for one in inside:
            if isinstance(one, Do) and not one.off and one.exercise in exercises:
                exercise = exercises[one.exercise]
                yield SuggestedStep(
                    exercise=exercise.id,
                    name=exercise.name,
                    kind=exercise.kind,
                    area=exercise.areas[0],
                    steps=(one,),
                    seconds=step_length(one, exercises, usual).usual_s,
                    score=0.0,
                    reasons=(standing_reason(name),),
                )


def _unlocked(routine: Routine, exercises: Mapping[str, Exercise], locks: Locks) -> tuple[Routine, tuple[Dropped, ...]]:
    def is_free(step: Step) -> bool:
        return not (isinstance(step, Do) and step.exercise in locks.locked)

    kept: list[Step] = []
    for step in routine.steps:
        if isinstance(step, Group):
            inner = tuple(one for one in step.steps if is_free(one))
            if any(isinstance(one, Do) for one in inner):
                kept.append(replace(step, steps=inner))
        elif is_free(step):
            kept.append(step)
    dropped = tuple(
        Dropped(exercise=one, name=exercises[one].name, code=Why.LOCKED, why=locks.locked[one].why)
        for one in exercise_ids(routine.steps)
        if one in locks.locked and one in exercises
    )
    return replace(routine, steps=tuple(kept)), dropped
