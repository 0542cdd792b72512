"""A plan of structured runs for watches, made up for these tests."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.domain.workout import Repeat, Step, Workout
from planner.domain.workout_writing import write_workout
from planner.exports.outgoing import Outgoing
from planner.exports.watch.run import WatchRepeat, WatchStep
from planner.planning.agenda import agenda

FIRST = date(2027, 3, 1)
LINES = (
    (SessionKind.TEMPO, "warm-up 10 min, 3 x 8 min at threshold @ 4:10/km, 2 min jog, cool-down open"),
    (SessionKind.INTERVALS, "2 km easy 140-150 bpm, 2 x (4 x 400 m at 5K effort, 200 m jog), 3 min walk between"),
    (SessionKind.EASY, "8 km easy z2 with (6 x 20 s strides)"),
    (SessionKind.LONG, "20 km easy 70-75% hrmax with (the last 5 km at half marathon pace @ 4:35-4:20/km)"),
    (SessionKind.HILLS, '15 min easy, 6 x 45 s uphill rpe 8 "tall, [/] quick; \u2728", easy back, 2-3 km easy z1-2'),
    (SessionKind.STRIDES, "easy, with 4 x 20 s strides near the end, 1 min walk between"),
    (SessionKind.INTERVALS, "2 x (2 x (3 x (200 m hard, 200 m jog), 1 min walk), 2 min rest), 1 km easy"),
    (SessionKind.TEMPO, "run by feel; wind = effort"),
    (SessionKind.EASY, "8 km easy"),
    (SessionKind.EASY, ""),
    (SessionKind.CROSS, "3 x 5 min hard, 1 min rest"),
)


def session_of(text: str, n: int = 0, kind: SessionKind = SessionKind.INTERVALS) -> Session:
    """Return a session with a text."""
    return Session(
        id=f"s{n}",
        day=FIRST + timedelta(days=n),
        kind=kind,
        distance=Span(8_000, 10_000),
        text=text,
        note="=1+1 \x1b[2J",
    )


def plan_of(sessions: Iterable[Session]) -> Plan:
    """Return a plan with sessions in March 2027 and a race after them."""
    race = Session(id="race", day=date(2027, 4, 18), kind=SessionKind.RACE, distance=Span.of(21_097.5))
    return Plan(
        id="spring",
        race=Race(name="Spring Half", day=race.day, distance_m=21_097.5, session="race"),
        weeks=(),
        base=(*sessions, race),
        layers=(),
    )


def going_out(sessions: Iterable[Session], unit: Unit = Unit.KM) -> Outgoing:
    """Return the plan on its way out."""
    plan = plan_of(sessions)
    days = agenda(plan, (), plan.first_day, plan.last_day, FIRST)
    return Outgoing(plan=plan, days=days, unit=unit, names={})


def usual(unit: Unit = Unit.KM) -> Outgoing:
    """Return all of `LINES` on their way out."""
    return going_out([session_of(text, n, kind) for n, (kind, text) in enumerate(LINES)], unit)


def with_text(workout: Workout) -> Session:
    """Return a session with the text of a workout."""
    return session_of(write_workout(workout))


def flat(steps: tuple[WatchStep | WatchRepeat, ...]) -> list[WatchStep]:
    """Return steps as they are run, repeats written out."""
    found: list[WatchStep] = []
    for step in steps:
        found += [step] if isinstance(step, WatchStep) else flat(step.steps) * step.times
    return found


def sums(steps: tuple[WatchStep | WatchRepeat, ...]) -> tuple[float, float]:
    """Return the metres and the seconds of steps."""
    metres = seconds = 0.0
    for step in steps:
        if isinstance(step, WatchStep):
            far, long, times = step.metres or 0.0, step.seconds or 0.0, 1
        else:
            (far, long), times = sums(step.steps), step.times
        metres, seconds = metres + far * times, seconds + long * times
    return metres, seconds


def without_paces(workout: Workout) -> Workout:
    """Return a workout without paces: with them, totals reckon metres from minutes."""
    return msgspec.structs.replace(workout, steps=tuple(_bare(step) for step in workout.steps))


def _bare(item: Step | Repeat) -> Step | Repeat:
    if isinstance(item, Step):
        target = msgspec.structs.replace(item.target, pace=None)
        return msgspec.structs.replace(item, target=target, inside=tuple(_bare(one) for one in item.inside))
    between = _bare(item.between) if item.between else None
    return msgspec.structs.replace(item, steps=tuple(_bare(one) for one in item.steps), between=between)
