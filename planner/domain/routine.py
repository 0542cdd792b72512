"""A routine: exercises in order, each with its dose and sides, and how long that takes."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, assert_never

import msgspec

from planner.domain.body import Side
from planner.domain.cues import RoutineCues
from planner.domain.dose import CHANGE_OVER_S, SET_REST_S, Dose, Hold, Open, Reps, Spots
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.length import Length

MOST_STEPS = 500
"""A routine that plays more steps than this, rounds unrolled, is a mistake."""
MOST_ROUNDS = 50


class SideOrder(StrEnum):
    """Which sides a step plays, and in what order; each side gets the full dose."""

    EACH = "each"
    SORE_FIRST = "sore-first"
    WEAKER_FIRST = "weaker-first"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Do(msgspec.Struct, frozen=True, tag_field="kind", tag="exercise", omit_defaults=True, kw_only=True):
    """Do one exercise. Without a `dose` or `sides` the library's own apply.

    `wait`: the player waits before it until the runner is ready. `priority`: 1 is kept longest and 3 goes first when
    there is less time than the routine takes.
    """

    exercise: str
    dose: Dose | None = None
    sides: SideOrder | None = None
    note: str = ""
    off: bool = False
    wait: bool = False
    priority: int = 2

    def __post_init__(self) -> None:
        if not 1 <= self.priority <= 3:
            raise ValueError(f"priority must be 1 to 3, got {self.priority}")


class Rest(msgspec.Struct, frozen=True, tag_field="kind", tag="rest", omit_defaults=True):
    """Rest for `seconds`."""

    seconds: int

    def __post_init__(self) -> None:
        if not 1 <= self.seconds <= 3600:
            raise ValueError(f"a rest is 1 to 3600 s, got {self.seconds}")


class Note(msgspec.Struct, frozen=True, tag_field="kind", tag="note", omit_defaults=True):
    """Show a text until the runner goes on."""

    text: str


class Group(msgspec.Struct, frozen=True, tag_field="kind", tag="group", omit_defaults=True):
    """Steps played `rounds` times over, with `rest_s` of rest between rounds.

    With `skip_last_rest` a rest that stands at the end of the steps is dropped after the last round.
    """

    steps: tuple[Do | Rest | Note, ...]
    rounds: int = 1
    skip_last_rest: bool = True
    rest_s: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise ValueError(f"rounds must be 1 to {MOST_ROUNDS}, got {self.rounds}")
        if not 0 <= self.rest_s <= 3600:
            raise ValueError(f"the rest between rounds is 0 to 3600 s, got {self.rest_s}")


Step = Do | Rest | Note | Group


class Routine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A routine as the library or the user keeps it. `steps` stand last, so a file reads from name to steps.

    `accepted`: warnings that the user has read and accepts, by the keys that `routine_checks` gives them.
    """

    id: str
    name: str
    timing: tuple[Timing, ...]
    about: str = ""
    source: str = ""
    accepted: tuple[str, ...] = ()
    cues: RoutineCues | None = None
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if sum(1 for _ in flat(self.steps)) > MOST_STEPS:
            raise ValueError(f"a routine plays at most {MOST_STEPS} steps, rounds counted")


class Placed(NamedTuple):
    """A step in playing order. `path`: where it stands in the routine, a group's rest between rounds at its end."""

    step: Do | Rest | Note
    path: tuple[int, ...]
    round: int = 1
    rounds: int = 1


def placed(steps: tuple[Step, ...]) -> list[Placed]:
    """Return the steps in playing order with rounds unrolled and disabled ones left out, each with its place."""
    played: list[Placed] = []
    for top, step in enumerate(steps):
        if isinstance(step, Group):
            played += _unrolled(step, top)
        elif not (isinstance(step, Do) and step.off):
            played.append(Placed(step, (top,)))
    return played


def _unrolled(group: Group, top: int) -> list[Placed]:
    once = [(n, one) for n, one in enumerate(group.steps) if not (isinstance(one, Do) and one.off)]
    played: list[Placed] = []
    for round_ in range(1, group.rounds + 1) if once else ():
        if round_ > 1 and group.rest_s:
            played.append(Placed(Rest(group.rest_s), (top, len(group.steps)), round_ - 1, group.rounds))
        played += [Placed(one, (top, n), round_, group.rounds) for n, one in once]
    if played and group.skip_last_rest and isinstance(played[-1].step, Rest):
        played.pop()
    return played


def flat(steps: tuple[Step, ...]) -> "list[Do | Rest | Note]":
    """Return the steps in playing order with rounds unrolled and disabled ones left out."""
    return [one.step for one in placed(steps)]


def exercise_ids(steps: tuple[Step, ...]) -> "list[str]":
    """Return the ids of the exercises that the steps name, in order, once each, disabled ones included."""
    inside = [one for step in steps for one in (step.steps if isinstance(step, Group) else (step,))]
    return list(dict.fromkeys(one.exercise for one in inside if isinstance(one, Do)))


def sides_of(step: Do, exercise: Exercise, first: Side = Side.LEFT, weaker: Side = Side.LEFT) -> tuple[Side, ...]:
    """Return the sides a step plays, in order. `first` is the sore side, `weaker` the weaker one."""
    order = step.sides or (SideOrder.EACH if exercise.sides is Sides.PER_SIDE else SideOrder.BOTH)
    match order:
        case SideOrder.EACH:
            return (Side.LEFT, Side.RIGHT)
        case SideOrder.SORE_FIRST | SideOrder.WEAKER_FIRST:
            asked = first if order is SideOrder.SORE_FIRST else weaker
            start = Side.LEFT if asked is Side.BOTH else asked
            return (start, start.other)
        case SideOrder.LEFT:
            return (Side.LEFT,)
        case SideOrder.RIGHT:
            return (Side.RIGHT,)
        case SideOrder.BOTH:
            return (Side.BOTH,)
        case _:
            assert_never(order)


def set_rest_s(dose: Dose, exercise: Exercise) -> int:
    """Return the seconds of rest between two sets; 0 means that the change-over is rest enough."""
    if isinstance(dose, Hold | Reps) and dose.rest_s:
        return dose.rest_s
    return SET_REST_S if isinstance(dose, Reps) and exercise.kind is Kind.STRENGTH else 0


def rep_seconds(dose: Reps, exercise: Exercise) -> float:
    """Return the seconds of one repetition: what the tempo adds up to, else the exercise's own."""
    tempo_s = sum(int(part) for part in dose.tempo.split("-")) if dose.tempo else 0
    return float(tempo_s) or exercise.rep_s


def step_length(
    step: Do | Rest | Note, exercises: Mapping[str, Exercise], usual_s: Mapping[str, float] | None = None
) -> Length:
    """Return how long one step takes.

    Rules: a 6 s change-over before every side and set, 2-3 s a repetition or its tempo, 20 s between
    strength sets. `usual_s` holds this runner's usual seconds a side for open exercises, by exercise id. An exercise
    that does not exist takes no time.
    """
    if isinstance(step, Rest):
        return Length(step.seconds, step.seconds, step.seconds)
    if isinstance(step, Note) or step.exercise not in exercises:
        return Length(0, 0, 0)
    exercise = exercises[step.exercise]
    dose = step.dose or exercise.dose
    sides = len(sides_of(step, exercise))
    known = (usual_s or {}).get(step.exercise)
    match dose:
        case Hold(seconds, times):
            total: float = times * sides * (seconds + CHANGE_OVER_S) + (times - 1) * set_rest_s(dose, exercise)
            return Length(total, total, total)
        case Reps(reps, sets):
            one_set = reps * rep_seconds(dose, exercise) + CHANGE_OVER_S
            total = sets * sides * one_set + (sets - 1) * set_rest_s(dose, exercise)
            return Length(total, total, total)
        case Open(target):
            usual = known or target or 60
            return Length(sides * CHANGE_OVER_S, sides * (usual + CHANGE_OVER_S), sides * (2 * usual + CHANGE_OVER_S))
        case Spots(expected_s=expected):
            usual = known or expected
            return Length(sides * min(usual, 90), sides * usual, sides * max(2 * usual, 600))
        case _:
            assert_never(dose)


def routine_length(
    routine: Routine, exercises: Mapping[str, Exercise], usual_s: Mapping[str, float] | None = None
) -> Length:
    """Return how long a routine takes; see `step_length`."""
    return sum((step_length(step, exercises, usual_s) for step in flat(routine.steps)), Length(0, 0, 0))
