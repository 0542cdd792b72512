"""Left against right: time to clear, pain, hold time, and what gait checks measured."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median

import msgspec

from planner.domain.body import Side
from planner.domain.log import Played
from planner.domain.text import capital, counted
from planner.domain.units import show_number
from planner.insights.clear import LEGS, Index, clears_of, comparable, exercises_of, flagged_side, indices
from planner.insights.figure import Figure, Guide, Mark, Point, Series
from planner.insights.history import History
from planner.insights.places import is_pain
from planner.insights.rules import InsightRules
from planner.insights.words import percent

_ID, _TITLE = "sides", "Left and right"


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured on both sides, by day, in its own unit. `more`: what a higher number means in words.

    `is_hold`: a timed hold, which is mostly as long as it is meant to be.
    """

    name: str
    unit: str
    more: str
    indices: tuple[Index, ...]
    is_hold: bool = False

    def index(self, last: int) -> float:
        """Return the middle of the last indices: above 0 the left side has more, 1 at the most."""
        return median(one.value for one in self.indices[-last:])


def measures(history: History, rules: InsightRules) -> tuple[Measure, ...]:
    """Return everything that was measured on both sides, in the order in which it is shown."""
    found = [*_clears(history, rules), *_pains(history), *_holds(history), *_gait(history)]
    return tuple(one for one in found if one.indices)


def _clears(history: History, rules: InsightRules) -> Iterator[Measure]:
    found = clears_of(history, rules.clear)
    for exercise in exercises_of(found):
        same = comparable(found, exercise, rules.clear)
        name = f"time to clear, {_name(history, exercise)}"
        yield Measure(name=name, unit="s", more="took longer", indices=indices(same))


def _pains(history: History) -> Iterator[Measure]:
    """Yield the pain of each area on the days on which both sides have a score: a side without one is not 0."""
    worst: defaultdict[str, dict[date, dict[Side, int]]] = defaultdict(dict)
    for felt in history.felt:
        if is_pain(felt) and felt.side in LEGS:
            day = worst[felt.area.label].setdefault(felt.day, {})
            day[felt.side] = max(felt.score, day.get(felt.side, 0))
    for area, days in sorted(worst.items()):
        both = tuple(
            Index(day, float(one[Side.LEFT]), float(one[Side.RIGHT])) for day, one in days.items() if len(one) == 2
        )
        yield Measure(name=f"pain, {area}", unit="of 10", more="was rated higher", indices=both)


def _holds(history: History) -> Iterator[Measure]:
    """Yield how long each timed exercise was held on each side, by session."""
    found: defaultdict[str, list[Index]] = defaultdict(list)
    for played in history.played:
        for exercise, held in _held(played).items():
            if held.keys() >= set(LEGS):
                found[exercise].append(Index(played.day, held[Side.LEFT], held[Side.RIGHT]))
    for exercise, listed in found.items():
        name = f"hold, {_name(history, exercise)}"
        yield Measure(name=name, unit="s", more="was held longer", indices=tuple(listed), is_hold=True)


def _held(played: Played) -> dict[str, dict[Side, float]]:
    held: dict[str, dict[Side, float]] = {}
    for step in played.steps if played.complete else ():
        if step.planned_s and step.side in LEGS and not step.skipped and step.time_to_clear_s is None:
            sides = held.setdefault(step.exercise, {})
            sides[step.side] = sides.get(step.side, 0.0) + step.done_s
    return held


def _gait(history: History) -> Iterator[Measure]:
    walls = ((one.day, one.to_wall_cm) for one in history.gait)
    stands = ((one.day, one.balance_s) for one in history.gait)
    for name, unit, more, pairs in (
        ("toe to wall", "cm", "reached further", walls),
        ("balance on one leg", "s", "was held longer", stands),
    ):
        yield Measure(
            name=name, unit=unit, more=more, indices=tuple(Index(day, *pair) for day, pair in pairs if pair is not None)
        )


def _name(history: History, exercise: str) -> str:
    known = history.exercises.get(exercise)
    return known.name if known else exercise


def sides(history: History, rules: InsightRules) -> Figure:
    """Return the figure: the index of each measure, above 0 where the left side has more."""
    own, limit = rules.sides, rules.clear.index
    every = measures(history, rules)
    shown = [one for one in every if len(one.indices) >= own.least]
    if not shown:
        most = max((len(one.indices) for one in every), default=0)
        few = f"It takes {own.least} times that both sides were measured the same way; so far {most}."
        return Figure(id=_ID, title=_TITLE, too_few=few)
    even = [one for one in shown if one.is_hold and not round(one.index(own.last), 2)]
    drawn = [one for one in shown if one not in even] or even
    points = tuple(Point(one.name, round(one.index(own.last), 3)) for one in drawn)
    return Figure(
        id=_ID,
        title=_TITLE,
        unit="(left - right) / larger",
        series=(Series(name=f"middle of the last {own.last}", mark=Mark.BARS, points=points, role="bar"),),
        guides=(Guide(label="left more", y=limit.most), Guide(label="right more", y=-limit.most)),
        y_from=-1.0,
        y_to=1.0,
        says=tuple(_says(shown, len(even), len(every) - len(shown), rules)),
        columns=("measure", "n", "unit", "last left", "last right", "index", "flagged"),
        rows=tuple(_row(one, rules) for one in shown),
    )


def _row(one: Measure, rules: InsightRules) -> tuple[str, ...]:
    last = one.indices[-1]
    cells = (show_number(last.left), show_number(last.right), f"{one.index(rules.sides.last):+.2f}")
    return (one.name, str(len(one.indices)), one.unit, *cells, _flagged(one, rules) or "no")


def _flagged(one: Measure, rules: InsightRules) -> str:
    side = flagged_side([index.value for index in one.indices], rules.clear.index)
    return side.value if side else ""


def _says(shown: Sequence[Measure], even: int, left_out: int, rules: InsightRules) -> Iterator[str]:
    limit = rules.clear.index
    flagged = [(one, side) for one in shown if (side := _flagged(one, rules))]
    for one, side in flagged:
        over = f"by over {percent(limit.most)}, in at least {limit.times} of the last {limit.of}"
        yield f"{capital(one.name)}: the {side} side {one.more} {over}."
    if not flagged:
        yield f"No measure is over {percent(limit.most)} apart in {limit.times} of the last {limit.of}."
    if even:
        yield f"{counted(even, 'hold')} as long on both sides: in the table only."
    if left_out:
        yield f"{counted(left_out, 'measure')} with fewer than {rules.sides.least} comparisons: too few to say."
    yield "Sides are rarely the same; a difference says where to look, not that something is wrong."
