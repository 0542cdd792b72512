"""A routine as steps for a watch: each side and each set is a step, ended by its time, its repetitions, or by hand.

A hold has a change-over before it, so that each side gets its full time.

What is sore or weaker is nobody else's business: a step that begins with that side begins with the left one here.
"""

from collections.abc import Iterator, Mapping
from typing import assert_never

from planner.domain.body import Side
from planner.domain.dose import CHANGE_OVER_S, Hold, Open, Reps, Spots, show_dose
from planner.domain.exercise import Exercise, Kind
from planner.domain.routine import Do, Note, Rest, Routine, flat, sides_of
from planner.domain.text import one_line
from planner.exports.watch.run import Role, WatchStep


def watch_routine(routine: Routine, exercises: Mapping[str, Exercise]) -> tuple[WatchStep, ...]:
    """Return the steps of a routine in playing order, rounds written out; never none."""
    steps: list[WatchStep] = []
    for step in flat(routine.steps):
        match step:
            case Rest(seconds):
                steps.append(_rest(seconds))
            case Note(text):
                steps.append(WatchStep(name="note", words=one_line(text), role=Role.REST))
            case Do():
                steps += _exercise(step, exercises.get(step.exercise))
            case _:
                assert_never(step)
    return tuple(steps) or (WatchStep(name=one_line(routine.name), words=one_line(routine.about)),)


def is_strength(routine: Routine, exercises: Mapping[str, Exercise]) -> bool:
    """Tell whether half of what a routine plays, or more, is strength."""
    named = [step.exercise for step in flat(routine.steps) if isinstance(step, Do)]
    known = [exercises[one] for one in named if one in exercises]
    return 2 * sum(one.kind is Kind.STRENGTH for one in known) >= max(1, len(known))


def _exercise(do: Do, exercise: Exercise | None) -> Iterator[WatchStep]:
    """Yield the sides and sets of one exercise; one that is not known is done until the lap button."""
    if exercise is None:
        yield WatchStep(name=one_line(do.exercise), words=one_line(do.note))
        return
    dose = do.dose or exercise.dose
    for side in sides_of(do, exercise):
        name = one_line(exercise.name) if side is Side.BOTH else f"{side.value.capitalize()}: {one_line(exercise.name)}"
        words = one_line("; ".join(filter(None, (show_dose(dose), do.note, exercise.cue))))
        match dose:
            case Hold(seconds, times, rest_s):
                yield _rest(CHANGE_OVER_S, "get ready")
                yield from _sets(WatchStep(name=name, words=words, seconds=seconds), times, rest_s or CHANGE_OVER_S)
            case Reps(reps, sets, rest_s):
                yield from _sets(WatchStep(name=name, words=words, reps=reps), sets, rest_s)
            case Open() | Spots():
                yield WatchStep(name=name, words=words)
            case _:
                assert_never(dose)


def _sets(step: WatchStep, times: int, rest_s: int) -> Iterator[WatchStep]:
    for n in range(times):
        if n and rest_s:
            yield _rest(rest_s)
        yield step


def _rest(seconds: int, name: str = "rest") -> WatchStep:
    return WatchStep(name=name, words=f"rest {seconds} s", role=Role.REST, seconds=seconds)
