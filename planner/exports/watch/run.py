"""Runs of a plan as watches take them: a list of steps with one end and one target each, and repeats of such steps.

What a watch cannot say is decided here, the same for every format:

- a range counts by its middle, as totals do; the words of the step keep the range;
- what is done `between` repetitions is not done after the last: the last one stands after the repeat;
- what is run within a step (strides, a fast end) is cut out of it where both are distances or both are times, and
  stands where its author put it, else at the end; where they are not, it stays in the words of the step;
- `back` ends with the lap button: the runner knows where the repetition began;
- repeats deeper than the watch takes are written out;
- an effort gets a pace only where the caller gives paces, and then only on steps that are long enough to keep one
  (`LEAST_S`, `LEAST_M`), not uphill, on strides or in recoveries; easy ones get `EASY_S` of room to either side.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.session import Session, name_of
from planner.domain.text import clean, counted, localise, one_line
from planner.domain.units import Unit
from planner.domain.workout import Effort, Length, Pace, Part, Place, Repeat, Step, Target, Time, Until, Workout
from planner.domain.workout_reading import parse_workout
from planner.domain.workout_totals import Paces, pace_of
from planner.domain.workout_writing import show_step, show_target, show_workout
from planner.exports.outgoing import Outgoing

MOST_STEPS = 1_000
"""Steps of one run with its repeats written out: longer than any watch takes."""


LEAST_S = 60.0
"""Seconds of the shortest step that gets a pace reckoned: a watch needs some of them to know how fast it is."""
LEAST_M = 200.0
"""Metres of the shortest step that gets a pace reckoned."""
EASY_S = 20
"""Seconds a kilometre to either side of an easy pace: easy is a wide range (Daniels: 59 to 74 % of the most oxygen)."""


class Role(StrEnum):
    """What a step is for, in the words of watches."""

    WARM_UP = "warmup"
    COOL_DOWN = "cooldown"
    ACTIVE = "active"
    RECOVERY = "recovery"
    REST = "rest"


_FASTEST_S, _SLOWEST_S = 120, 1200


class WatchStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step. It ends after `metres`, `seconds` or `reps`, or with the lap button where all are None.

    `name`: what it is in a word or two, `5K effort`. `words`: all of it, as the runner wrote it.
    """

    name: str
    words: str
    role: Role = Role.ACTIVE
    metres: float | None = None
    seconds: float | None = None
    reps: int | None = None
    target: Target = Target()


class WatchRepeat(msgspec.Struct, frozen=True, kw_only=True):
    """Steps run so many times."""

    times: int
    steps: tuple["WatchStep | WatchRepeat", ...]


class WatchRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run for a watch. `about`: what its plan says of it. `told`: what could not be said in steps."""

    session: Session
    name: str
    about: str
    steps: tuple[WatchStep | WatchRepeat, ...]
    told: tuple[str, ...] = ()


def watch_runs(
    out: Outgoing, *, depth: int, everything: bool = False, session: str = "", paces: Paces | None = None
) -> tuple[WatchRun, ...]:
    """Return the runs of a plan that have steps, or all runs, or the one with an id.

    `depth`: how many repeats may stand inside each other. Hard runs whose text cannot be read as steps are among them,
    as one step each. `paces`: seconds a kilometre by effort, for efforts without a figure. Raises `BadValue` when there
    is no run to write.
    """
    lines = [line.session for day in out.days for line in day.sessions]
    if session:
        chosen = [one for one in lines if one.id == session]
        if not chosen:
            raise BadValue(f"session {session!r}", "it is not among these days", "`planner week` shows the ids.")
        if not chosen[0].kind.is_run:
            raise BadValue(f"session {session!r}", f"it is {chosen[0].kind}, not a run", "Name a run.")
    else:
        chosen = [one for one in lines if one.kind.is_run and (everything or _has_steps(one, out.unit))]
    if not chosen:
        raise BadValue("runs", "there is no run with steps on these days", "Use --all to write the plain ones too.")
    return tuple(watch_run(one, out.unit, depth, paces) for one in chosen)


def watch_run(session: Session, unit: Unit, depth: int, paces: Paces | None = None) -> WatchRun:
    """Return one run with its steps; `depth` repeats may stand inside each other, `paces` are those of efforts."""
    name = one_line(name_of(session, unit))
    about = "\n".join(filter(None, (clean(localise(text, unit)).strip() for text in (session.text, session.note))))
    workout, why = _workout(session, unit)
    maker = _Maker(unit, depth, paces or {})
    if workout:
        try:
            steps = maker.all(workout.steps)
            if _count(steps) > MOST_STEPS:
                workout, why = None, f"it has over {MOST_STEPS:,} steps"
        except RecursionError:
            workout, why = None, "it is too deep"
    if workout is None:
        steps = (_plain(session, unit),)
    told = [why] if workout is None and why else maker.told if workout else []
    return WatchRun(session=session, name=name, about=about, steps=steps, told=tuple(dict.fromkeys(told)))


def gathered(told: Iterable[tuple[WatchRun, str]]) -> tuple[str, ...]:
    """Return what was told of runs as sentences: one for each thing, with the first run and how many more."""
    runs: dict[str, list[WatchRun]] = {}
    for run, what in told:
        if run not in (known := runs.setdefault(what, [])):
            known.append(run)
    said: list[str] = []
    for what, found in runs.items():
        more = f" and {counted(len(found) - 1, 'more run')}" if len(found) > 1 else ""
        said.append(f"{show_day(found[0].session.day)}, {found[0].name}{more}: {what}.")
    return tuple(said)


def _has_steps(session: Session, unit: Unit) -> bool:
    if not session.text.strip():
        return False
    workout, _ = _workout(session, unit)
    return workout.is_structured if workout else session.kind.is_hard


def _workout(session: Session, unit: Unit) -> tuple[Workout | None, str]:
    """Return the steps that a session's text says, or None and why there are none; a missing text is no reason."""
    if not session.text.strip():
        return None, ""
    try:
        return parse_workout(session.text, unit), ""
    except BadValue as error:
        return None, f"it is one step with its words, since as steps {one_line(error.why)}"


def _plain(session: Session, unit: Unit) -> WatchStep:
    """Return a session as one step: as far, or as long, as the plan says."""
    metres = session.distance.middle_m if session.distance else None
    words = one_line(localise(session.text, unit)) or one_line(name_of(session, unit))
    return WatchStep(
        name=session.kind.value,
        words=words,
        metres=metres,
        seconds=session.duration_s if metres is None else None,
    )


def _count(steps: tuple[WatchStep | WatchRepeat, ...]) -> int:
    return sum(1 + (_count(step.steps) if isinstance(step, WatchRepeat) else 0) for step in steps)


class _Maker:
    """Turns steps as people write them into steps as watches take them, and remembers what it could not keep."""

    def __init__(self, unit: Unit, depth: int, paces: Paces) -> None:
        self.unit = unit
        self.paces = paces
        self.depth = depth
        self.told: list[str] = []

    def all(self, steps: tuple[Step | Repeat, ...], depth: int = 0) -> tuple[WatchStep | WatchRepeat, ...]:
        """Return steps and repeats in their order; `depth`: how many repeats stand around them."""
        made: list[WatchStep | WatchRepeat] = []
        for step in steps:
            made += self._repeat(step, depth) if isinstance(step, Repeat) else self._step(step, depth)
            if len(made) > MOST_STEPS:
                break
        return tuple(made)

    def _repeat(self, repeat: Repeat, depth: int) -> list[WatchStep | WatchRepeat]:
        is_flat = depth >= self.depth
        if is_flat and repeat.times > 1:
            self.told.append(f"repeats stand more than {self.depth} deep and are written out")
        inner = depth if is_flat else depth + 1
        once = self.all(repeat.steps, inner)
        between = tuple(self._step(repeat.between, inner)) if repeat.between else ()
        last = once if between else ()
        looped, times = once + between, repeat.times - (1 if between else 0)
        if times <= 1 or is_flat:
            return [*looped * times, *last][: MOST_STEPS + 1]
        return [WatchRepeat(times=times, steps=looped), *last]

    def _step(self, step: Step, depth: int) -> list[WatchStep | WatchRepeat]:
        if not step.inside:
            return [self._one(step)]
        first, middle, last = _by_place(step.inside)
        around = self._around(step, 2 if middle else 1)
        if around is None:
            bare = self._one(step)
            within = show_workout(Workout(steps=step.inside), self.unit)
            self.told.append(f"what is run within a step is no step of its own, its words say it: {within}")
            return [msgspec.structs.replace(bare, words=f"{bare.words} with {within}")]
        inner = [*self.all(middle, depth), around] if middle else []
        return [*self.all(first, depth), around, *inner, *self.all(last, depth)]

    def _around(self, step: Step, pieces: int) -> WatchStep | None:
        """Return a piece of what is left of a step beside what is run within it; None where it cannot be reckoned."""
        whole = self._one(step)
        if isinstance(step.amount, Until):
            return whole
        is_far = isinstance(step.amount, Length)
        inside, amount = _sum(step.inside, self.unit, is_far=is_far), whole.metres if is_far else whole.seconds
        if inside is None or amount is None or inside >= amount:
            return None
        left = (amount - inside) / pieces
        return msgspec.structs.replace(whole, **{"metres" if is_far else "seconds": left})

    def _one(self, step: Step) -> WatchStep:
        metres = step.amount.metres(self.unit).middle_m if isinstance(step.amount, Length) else None
        seconds = step.amount.middle_s if isinstance(step.amount, Time) else None
        bare = msgspec.structs.replace(step.target, pace=None, heart=None, rpe=None)
        named = show_target(bare, self.unit).removeprefix("at ")
        back = "back" if step.amount is Until.BACK else ""
        part = step.part.value if step.part else ""
        return WatchStep(
            name=" ".join(filter(None, (part, named, back))) or "run",
            words=show_step(step, self.unit),
            role=_role(step),
            metres=metres,
            seconds=seconds,
            target=self._target(step, metres, seconds),
        )

    def _target(self, step: Step, metres: float | None, seconds: float | None) -> Target:
        """Return what to keep to, with the pace of an effort that says none itself."""
        target, effort = step.target, step.target.effort
        is_short = (metres or LEAST_M) < LEAST_M or (seconds or LEAST_S) < LEAST_S
        if target.pace or target.heart or target.uphill or effort is None or is_short:
            return target
        if effort.is_recovery or effort in (Effort.STRIDES, Effort.SPRINT):
            return target
        pace = round(pace_of(target, self.paces))
        room = EASY_S if effort in (Effort.EASY, Effort.RUN, Effort.STEADY) else 0
        if not _FASTEST_S <= pace - room <= pace + room <= _SLOWEST_S:
            return target
        return msgspec.structs.replace(target, pace=Pace(low_s=pace - room, high_s=pace + room, unit="km"))


def _role(step: Step) -> Role:
    if step.part:
        return Role.WARM_UP if step.part is Part.WARM_UP else Role.COOL_DOWN
    effort = step.target.effort
    if effort is Effort.REST:
        return Role.REST
    return Role.RECOVERY if (effort and effort.is_recovery) or step.amount is Until.BACK else Role.ACTIVE


def _by_place(inside: tuple[Step | Repeat, ...]) -> tuple[tuple[Step | Repeat, ...], ...]:
    """Return what is run within a step, parted: at its start, in its middle, and at its end, where most of it is."""
    start, middle = (Place.FIRST, Place.START), (Place.MIDDLE,)
    return (
        tuple(item for item in inside if _place_of(item) in start),
        tuple(item for item in inside if _place_of(item) in middle),
        tuple(item for item in inside if _place_of(item) not in (*start, *middle)),
    )


def _place_of(item: Step | Repeat) -> Place | None:
    return item.place if isinstance(item, Step) else _place_of(item.steps[0])


def _sum(steps: tuple[Step | Repeat, ...], unit: Unit, *, is_far: bool) -> float | None:
    """Return the metres, or the seconds, of steps; None where one of them does not say."""
    found = 0.0
    for step in steps:
        if isinstance(step, Repeat):
            once = _sum(step.steps, unit, is_far=is_far)
            between = _sum((step.between,), unit, is_far=is_far) if step.between else 0.0
            part = None if once is None or between is None else once * step.times + between * (step.times - 1)
        elif isinstance(step.amount, Length) and is_far:
            part = step.amount.metres(unit).middle_m
        elif isinstance(step.amount, Time) and not is_far:
            part = step.amount.middle_s
        else:
            part = None
        if part is None:
            return None
        found += part
    return found
