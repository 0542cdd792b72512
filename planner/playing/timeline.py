"""A routine as it is played: one beat after the other, each one thing on the screen."""

from collections.abc import Collection, Iterator, Mapping
from typing import assert_never

import msgspec

from planner.domain.body import Area, Side
from planner.domain.dose import CHANGE_OVER_S, Dose, Hold, Open, Reps, Spots
from planner.domain.exercise import Exercise, Kind, Timing
from planner.domain.exercise import Sides as ExerciseSides
from planner.domain.length import Length
from planner.domain.routine import (
    Do,
    Group,
    Note,
    Rest,
    Routine,
    SideOrder,
    exercise_ids,
    placed,
    rep_seconds,
    set_rest_s,
    sides_of,
)


class Wait(msgspec.Struct, frozen=True, tag_field="kind", tag="wait"):
    """Stand still before a step until the runner is ready."""


Part = Dose | Rest | Note | Wait
"""What a beat asks for: one hold, one set, one open go, one side's spots, a rest, a text to read, or to get ready."""

_TRUNK = {Area.LOW_BACK, Area.UPPER_BACK, Area.CORE}


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise on one side in one set; or a rest; or a note; or the wait before an exercise.

    `step`: place in the flattened routine, from 0; what `jump` takes. `number`: the same for people, from 1,
    rests not counted (a rest has the number of the step before it). `path`: where the step stands in the routine.
    `length`: with the count-in. A wait has the name and the cue of the exercise it is for, but is no exercise.
    """

    part: Part
    step: int
    number: int
    path: tuple[int, ...] = ()
    round: int = 1
    rounds: int = 1
    exercise: str = ""
    name: str = ""
    kind: Kind | None = None
    side: Side = Side.BOTH
    limb: str = "side"
    set_number: int = 1
    sets: int = 1
    is_first: bool = True
    count_in_s: float = 0.0
    rep_s: float = 0.0
    cue: str = ""
    stop: str = ""
    note: str = ""
    length: Length = Length(0.0, 0.0, 0.0)

    @property
    def planned_s(self) -> float:
        """Seconds that the part asks for, without the count-in; 0 when it is open or a note."""
        match self.part:
            case Hold(seconds) | Rest(seconds):
                return float(seconds)
            case Reps(reps):
                return reps * self.rep_s
            case Open(target):
                return float(target)
            case Spots() | Note() | Wait():
                return 0.0
            case _:
                assert_never(self.part)

    @property
    def planned_reps(self) -> int:
        """Repetitions that the part asks for; 0 when it is counted in seconds."""
        return self.part.reps if isinstance(self.part, Reps) else 0


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """A routine laid out in beats. `routine` has every dose and side written out, so it stands without the library.

    `numbers`: how many steps a person counts ("step 5 of 8"). `fingerprint` changes when the beats do. `exercises`:
    those that it plays. `usual_s`: this runner's usual seconds a side, for those that are open.
    """

    routine: Routine
    beats: tuple[Beat, ...]
    numbers: int
    fingerprint: str
    first: Side = Side.LEFT
    weaker: Side = Side.LEFT
    skip: tuple[int, ...] = ()
    exercises: Mapping[str, Exercise] = {}
    usual_s: Mapping[str, float] = {}

    @property
    def length(self) -> Length:
        """How long it takes; the same as `routine_length` when nothing is skipped."""
        return sum((beat.length for beat in self.beats), Length(0.0, 0.0, 0.0))

    @property
    def paces(self) -> dict[str, float]:
        """Seconds of a repetition by exercise id, where no tempo says it."""
        return {beat.exercise: beat.rep_s for beat in self.beats if isinstance(beat.part, Reps) and not beat.part.tempo}


def build_timeline(
    routine: Routine,
    exercises: Mapping[str, Exercise],
    *,
    first: Side = Side.LEFT,
    weaker: Side = Side.LEFT,
    skip: Collection[int] = (),
    usual_s: Mapping[str, float] | None = None,
    waits: bool = False,
) -> Timeline:
    """Return the beats of `routine`.

    `first`: the sore side and `weaker` the weaker one, for steps that ask for them. `skip`: steps to leave out today,
    by their place in the flattened routine. `usual_s`: this runner's usual seconds a side for open exercises.
    `waits`: every step waits until the runner is ready. An exercise that is not in the library becomes a note that
    says so.
    """
    full = _written_out(routine, exercises, waits=waits)
    known = {one: exercises[one] for one in exercise_ids(full.steps) if one in exercises}
    usual = {one: seconds for one, seconds in (usual_s or {}).items() if one in known}
    beats: list[Beat] = []
    number = 0
    for place, (step, path, round_, rounds) in enumerate(placed(full.steps)):
        if place in skip:
            continue
        number += not isinstance(step, Rest)
        frame = Beat(part=Note(""), step=place, number=number, path=path, round=round_, rounds=rounds)
        beats += _beats(step, frame, known, (first, weaker), usual)
    return Timeline(
        routine=full,
        beats=tuple(beats),
        numbers=number,
        fingerprint=_fingerprint(beats),
        first=first,
        weaker=weaker,
        skip=tuple(sorted(skip)),
        exercises=known,
        usual_s=usual,
    )


def rebuild_timeline(
    routine: Routine,
    exercises: Mapping[str, Exercise],
    *,
    first: Side,
    weaker: Side,
    skip: Collection[int],
    paces: Mapping[str, float],
    usual_s: Mapping[str, float],
) -> Timeline:
    """Return the timeline of a routine that was written out by `build_timeline`, whatever the library says now.

    Names and cues are today's; an exercise that is gone goes by its id. `paces`: the timeline's own. So a session can
    always be resumed.
    """
    known: dict[str, Exercise] = {}
    for step in routine.steps:
        for one in step.steps if isinstance(step, Group) else (step,):
            if isinstance(one, Do) and one.dose is not None and one.sides is not None:
                found = exercises.get(one.exercise) or _stand_in(one.exercise, one.dose)
                known[one.exercise] = msgspec.structs.replace(
                    found, kind=_same_rests(found.kind), seconds_per_rep=paces.get(one.exercise, found.rep_s)
                )
    return build_timeline(routine, known, first=first, weaker=weaker, skip=skip, usual_s=usual_s)


def _same_rests(kind: Kind) -> Kind:
    # The rests stand in the written-out doses; strength would add its own where there was none.
    return Kind.DYNAMIC if kind is Kind.STRENGTH else kind


def _stand_in(exercise_id: str, dose: Dose) -> Exercise:
    return Exercise(
        id=exercise_id,
        name=exercise_id.replace("-", " ").capitalize(),
        kind=Kind.DYNAMIC,
        areas=(Area.CORE,),
        sides=ExerciseSides.BOTH,
        position="",
        dose=dose,
        timing=(Timing.ANY,),
        steps=(),
        cue="",
        easier="",
        harder="",
        stop="",
        source="",
    )


def _beats(
    step: Do | Rest | Note,
    frame: Beat,
    exercises: Mapping[str, Exercise],
    firsts: tuple[Side, Side],
    usual_s: Mapping[str, float],
) -> list[Beat]:
    if isinstance(step, Rest):
        return [_rest(frame, step.seconds)]
    if isinstance(step, Note):
        return [msgspec.structs.replace(frame, part=step)]
    exercise = exercises[step.exercise]
    parts = list(_sets(step, frame, exercise, firsts, usual_s.get(exercise.id)))
    wait = msgspec.structs.replace(
        frame, part=Wait(), name=exercise.name, cue=exercise.cue, stop=exercise.stop, note=step.note
    )
    return [wait, *parts] if step.wait else parts


def _sets(
    step: Do, frame: Beat, exercise: Exercise, firsts: tuple[Side, Side], usual_s: float | None
) -> Iterator[Beat]:
    dose = step.dose or exercise.dose
    part, sets = _one_set(dose)
    rest_s = set_rest_s(dose, exercise)
    sides = sides_of(step, exercise, *firsts)
    for set_number in range(1, sets + 1):
        if set_number > 1 and rest_s:
            yield _rest(frame, rest_s)
        for side in sides:
            beat = msgspec.structs.replace(
                frame,
                part=part,
                exercise=exercise.id,
                name=exercise.name,
                kind=exercise.kind,
                side=side,
                limb="side" if exercise.areas[0] in _TRUNK else "leg",
                set_number=set_number,
                sets=sets,
                is_first=set_number == 1 and side is sides[0],
                count_in_s=float(CHANGE_OVER_S),
                rep_s=rep_seconds(part, exercise) if isinstance(part, Reps) else 0.0,
                cue=exercise.cue,
                stop=exercise.stop,
                note=step.note,
            )
            yield msgspec.structs.replace(beat, length=_length(beat, usual_s))


def _missing(step: Do) -> Note:
    return Note(f"{step.exercise} is not in the library, so it is left out. Go on.")


def _rest(frame: Beat, seconds: int) -> Beat:
    return msgspec.structs.replace(
        frame, part=Rest(seconds), is_first=False, length=Length(float(seconds), float(seconds), float(seconds))
    )


def _one_set(dose: Dose) -> tuple[Dose, int]:
    match dose:
        case Hold(seconds, times):
            return Hold(seconds), times
        case Reps(reps, sets, _, tempo):
            return Reps(reps, tempo=tempo), sets
        case Open() | Spots():
            return dose, 1
        case _:
            assert_never(dose)


def _length(beat: Beat, known_s: float | None) -> Length:
    """Return what `domain.routine.step_length` counts for this beat."""
    match beat.part:
        case Open(target):
            usual = known_s or target or 60
            return Length(beat.count_in_s, usual + beat.count_in_s, 2 * usual + beat.count_in_s)
        case Spots(expected_s=expected):
            usual = known_s or expected  # the usual time of a side has its count-in inside
            return Length(min(usual, 90), usual, max(2 * usual, 600))
        case _:
            total = beat.planned_s + beat.count_in_s
            return Length(total, total, total)


def _written_out(routine: Routine, exercises: Mapping[str, Exercise], *, waits: bool) -> Routine:
    def full(step: Do | Rest | Note) -> Do | Rest | Note:
        if not isinstance(step, Do):
            return step
        if step.exercise not in exercises:
            return step if step.off else _missing(step)
        exercise = exercises[step.exercise]
        dose = step.dose or exercise.dose
        if isinstance(dose, Hold | Reps):
            dose = msgspec.structs.replace(dose, rest_s=set_rest_s(dose, exercise))
        each = SideOrder.EACH if exercise.sides is ExerciseSides.PER_SIDE else SideOrder.BOTH
        return msgspec.structs.replace(step, dose=dose, sides=step.sides or each, wait=step.wait or waits)

    steps = tuple(
        msgspec.structs.replace(step, steps=tuple(full(one) for one in step.steps))
        if isinstance(step, Group)
        else full(step)
        for step in routine.steps
    )
    return msgspec.structs.replace(routine, steps=steps)


def _fingerprint(beats: list[Beat]) -> str:
    from zlib import crc32

    shape = [(beat.step, beat.exercise, beat.side, beat.set_number, beat.round, beat.part) for beat in beats]
    return f"{crc32(msgspec.json.encode(shape)):08x}"
