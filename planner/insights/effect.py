"""What a session changed: the same place rated before and after, by routine and by exercise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from statistics import fmean

import msgspec

from planner.domain.body import Place
from planner.domain.log import Feeling, Felt, StepDone, When
from planner.domain.text import counted
from planner.domain.units import show_number
from planner.insights.figure import Figure, Mark, Point, Series
from planner.insights.history import History
from planner.insights.rules import InsightRules

_ID, _TITLE = "effect", "Before and after"
Pair = tuple[float, float]
"""A score before and after."""


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """The mean scores before and after, over `count` pairs, of a routine or an exercise."""

    name: str
    is_routine: bool
    count: int
    before: float
    after: float

    @property
    def change(self) -> float:
        """Below 0 when it felt better afterwards."""
        return self.after - self.before


def effects(history: History) -> tuple[Effect, ...]:
    """Return every routine and exercise with a pair of scores, what was eased most first; routines before exercises."""
    routines: defaultdict[str, list[Pair]] = defaultdict(list)
    routine_of = {played.id: played.routine for played in history.played}
    for session, pairs in rated(history.felt).items():
        if session in routine_of:
            routines[routine_of[session]] += pairs.values()
    exercises: defaultdict[str, list[Pair]] = defaultdict(list)
    for played in history.played:
        for step in played.steps:
            exercises[step.exercise] += _within(step)
    made = [_effect(history.routines.get(one, one), pairs, True) for one, pairs in routines.items() if pairs]
    made += [_effect(_name(history, one), pairs, False) for one, pairs in exercises.items() if pairs]
    return tuple(sorted(made, key=lambda one: (not one.is_routine, round(one.change, 6), -one.count, one.name)))


def rated(felt: Iterable[Felt]) -> dict[str, dict[tuple[Place, Feeling], Pair]]:
    """Return the pairs of each session: the same place and feeling, rated before and after it; the last one counts."""
    found: dict[str, dict[tuple[Place, Feeling], dict[When, Felt]]] = {}
    for one in felt:
        if one.session and one.when in (When.BEFORE, When.AFTER):
            found.setdefault(one.session, {}).setdefault((one.place, one.feeling), {})[one.when] = one
    return {
        session: {
            what: (float(both[When.BEFORE].score), float(both[When.AFTER].score))
            for what, both in places.items()
            if len(both) == 2
        }
        for session, places in found.items()
    }


def _within(step: StepDone) -> Iterator[Pair]:
    """Yield what changed during an exercise: over its spots in the mean, else from its first score to the last."""
    spots = [(spot.start_score, spot.end_score) for spot in step.spots]
    both = [(start, end) for start, end in spots if start is not None and end is not None]
    if both:
        yield fmean(start for start, _ in both), fmean(end for _, end in both)
    elif len(step.scores) > 1:
        yield float(step.scores[0]), float(step.scores[-1])


def _effect(name: str, pairs: list[Pair], is_routine: bool) -> Effect:
    before, after = fmean(one for one, _ in pairs), fmean(one for _, one in pairs)
    return Effect(name=name, is_routine=is_routine, count=len(pairs), before=before, after=after)


def _name(history: History, exercise: str) -> str:
    known = history.exercises.get(exercise)
    return known.name if known else exercise


def effect(history: History, rules: InsightRules) -> Figure:
    """Return the figure: the mean change of each routine and exercise with enough pairs, what eased most first."""
    least = rules.effect.least
    every = effects(history)
    told = [one for one in every if one.count >= least]
    if not told:
        most = max((one.count for one in every), default=0)
        so_far = f"; the most so far is {most}" if most else ""
        few = f"It takes {least} times that the same place is rated before and after{so_far}."
        return Figure(id=_ID, title=_TITLE, too_few=few)
    return Figure(
        id=_ID,
        title=_TITLE,
        unit="points of 10",
        series=tuple(
            Series(
                name=name,
                mark=Mark.BARS,
                points=tuple(Point(one.name, round(one.change, 2)) for one in told if one.is_routine is is_routine),
                role=role,
            )
            for name, is_routine, role in (("routines", True, "bar"), ("exercises", False, "roll"))
            if any(one.is_routine is is_routine for one in told)
        ),
        says=tuple(_says(told, len(every) - len(told), least)),
        columns=("routine or exercise", "sort", "n", "before", "after", "change"),
        rows=tuple(_row(one) for one in told),
    )


def _row(one: Effect) -> tuple[str, ...]:
    sort = "routine" if one.is_routine else "exercise"
    return (one.name, sort, str(one.count), show_number(one.before), show_number(one.after), signed(one.change))


def signed(value: float) -> str:
    """Return a number with its sign, to a tenth: `-1.4`, `+0.3`, `0`."""
    return f"{value:+.1f}" if round(value, 1) else "0"


def _says(told: list[Effect], left_out: int, least: int) -> Iterator[str]:
    for one in told:
        way = f"{abs(one.change):.1f} {'lower' if one.change < 0 else 'higher'}" if round(one.change, 1) else "the same"
        when = "After" if one.is_routine else "While doing"
        yield f"{when} {one.name}: {way} in the mean (n = {one.count})."
    if left_out:
        yield f"{counted(left_out, 'other')} with fewer than {least} pairs: too few to say."
    yield "Scores also fall by rest and by expecting it: this says what you felt, not why."
