"""Time to clear as a figure and in sentences: what it comes to, what it offers, and what it cannot say."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from planner.domain.body import Side
from planner.domain.units import show_clock, show_duration, show_number
from planner.insights.clear import (
    LEGS,
    Clear,
    change_since_start,
    clear_trend,
    clears_of,
    comparable,
    exercises_of,
    flagged_side,
    indices,
    not_settling,
    of_side,
    rising_with_pain,
    running_median,
    short_version_earned,
    start_of,
)
from planner.insights.figure import Figure, Guide, Mark, Point, Series
from planner.insights.history import History
from planner.insights.rules import ClearRules, Comparable, InsightRules, RisingRules
from planner.insights.words import percent

_ID, _TITLE = "clear", "Time to clear"
_ROLES = {Side.LEFT: "primary", Side.RIGHT: "stretch", Side.BOTH: "text"}
CAUTION = (
    "It also falls because you learn the task and bear the pressure better: a comfort measure of your own, not a test"
    " of tissue (Behm & Wilke 2019; Pepper 2021)."
)
_COLUMNS = (
    "day", "exercise", "side", "time to clear", "running median", "compared", "whole pass", "spots",
    "worst first score", "weight taken off", "when", "hours since the last run", "last run",
)  # fmt: skip


class _One(NamedTuple):
    """One side of an exercise: all of its sessions, and those that compare."""

    exercise: str
    name: str
    side: Side
    every: tuple[Clear, ...]
    same: tuple[Clear, ...]

    @property
    def label(self) -> str:
        """The exercise and the side in words."""
        return self.name if self.side is Side.BOTH else f"{self.name}, {self.side}"


def clear(history: History, rules: InsightRules) -> Figure:
    """Return the figure: each side's times as dots, their running median as a line, its start as a guide."""
    own = rules.clear
    found = clears_of(history, own)
    if not found:
        few = "No session with a time to clear yet: play a routine that holds each spot until it eases."
        return Figure(id=_ID, title=_TITLE, too_few=few)
    sides = [one for exercise in exercises_of(found) for one in _sides(found, exercise, history, own)]
    same = {clear for one in sides for clear in one.same}
    others = [clear for clear in found if clear not in same]
    series = [line for one in sides if one.same for line in _series(one, own.comparable)]
    if others:
        points = tuple(Point(clear.day, _minutes(clear.seconds)) for clear in others)
        series.append(Series(name="not compared", mark=Mark.DOTS, points=points, role="dim"))
    return Figure(
        id=_ID,
        title=_TITLE,
        unit="min",
        series=tuple(series),
        guides=tuple(_guides(sides, own.comparable)),
        y_from=0.0,
        says=tuple(_all_says(found, sides, history, own)),
        columns=_COLUMNS,
        rows=tuple(row for one in sides for row in _rows(one, history, own.comparable)),
    )


def _sides(found: Sequence[Clear], exercise: str, history: History, rules: ClearRules) -> Iterator[_One]:
    known = history.exercises.get(exercise)
    every = [one for one in found if one.exercise == exercise]
    same = comparable(found, exercise, rules)
    for side in Side:
        if mine := of_side(every, side):
            yield _One(exercise, known.name if known else exercise, side, mine, of_side(same, side))


def _series(one: _One, rules: Comparable) -> Iterator[Series]:
    role = _ROLES[one.side]
    times = [clear.seconds for clear in one.same]
    dots = tuple(Point(clear.day, _minutes(clear.seconds)) for clear in one.same)
    line = tuple(
        Point(clear.day, _minutes(value))
        for clear, value in zip(one.same, running_median(times, rules.median_of), strict=True)
    )
    yield Series(name=one.label, mark=Mark.DOTS, points=dots, role=role)
    yield Series(name=f"{one.label}: median of {rules.median_of}", mark=Mark.LINE, points=line, role=role)


def _guides(sides: Sequence[_One], rules: Comparable) -> Iterator[Guide]:
    for one in sides:
        start = start_of(one.same, rules)
        if start is not None:
            yield Guide(label=f"start {one.side}" if one.side in LEGS else "start", y=_minutes(start))


def _rows(one: _One, history: History, rules: Comparable) -> Iterator[tuple[str, ...]]:
    medians = dict(
        zip(
            (clear.entry for clear in one.same),
            running_median([clear.seconds for clear in one.same], rules.median_of),
            strict=True,
        )
    )
    for clear in one.every:
        run = "" if clear.run_m is None else f"{show_number(clear.run_m / history.unit.metres)} {history.unit}"
        yield (
            clear.day.isoformat(),
            one.name,
            clear.side.value,
            show_clock(clear.seconds),
            show_clock(medians[clear.entry]) if clear.entry in medians else "",
            "yes" if clear.entry in medians else "no",
            show_clock(clear.pass_s),
            str(clear.spots),
            "" if clear.worst_score is None else str(clear.worst_score),
            str(clear.unloads),
            clear.timing.value if clear.timing else "",
            "" if clear.hours_since_run is None else show_number(clear.hours_since_run),
            run,
        )


def _minutes(seconds: float) -> float:
    return round(seconds / 60, 3)


def _says(one: _One, rules: ClearRules) -> Iterator[str]:
    if not one.same:
        least = show_duration(rules.comparable.least_s)
        yield f"{one.label}: none to compare yet; it takes whole sessions of the same sort, of at least {least}."
        return
    now = median(clear.seconds for clear in one.same[-rules.comparable.median_of :])
    told = [f"{show_clock(now)} lately"]
    trend = clear_trend(one.same, rules)
    told += [trend.value] if trend else []
    change = change_since_start(one.same, rules.comparable)
    start = start_of(one.same, rules.comparable)
    if change is not None and start is not None:
        told.append(f"{_percent(change)} since the start, {show_clock(start)}")
    if trend is None or change is None:
        told.append(f"{len(one.same)} of {rules.comparable.enough} comparable sessions for a trend")
    yield f"{one.label}: {', '.join(told)}."


def _percent(change: float) -> str:
    """Return a change as `-38 %`, `+5 %` or `no change`."""
    percent = round(change * 100)
    return f"{percent:+d} %" if percent else "no change"


def _all_says(found: Sequence[Clear], sides: Sequence[_One], history: History, rules: ClearRules) -> Iterator[str]:
    for one in sides:
        yield from _says(one, rules)
    yield from _between(found, sides, rules)
    for exercise in exercises_of(found):
        yield from clear_news(history, exercise, rules).sentences
    yield CAUTION


def _between(found: Sequence[Clear], sides: Sequence[_One], rules: ClearRules) -> Iterator[str]:
    """Yield a sentence for each exercise whose sides are far apart in most of the last sessions."""
    for exercise, name in dict.fromkeys((one.exercise, one.name) for one in sides):
        values = [index.value for index in indices(comparable(found, exercise, rules))]
        side = flagged_side(values, rules.index)
        if side is not None:
            over = (
                f"by more than {percent(rules.index.most)} in at least {rules.index.times} of the last {rules.index.of}"
            )
            yield f"{name}: the {side} side took longer {over} sessions."


class ClearNews(NamedTuple):
    """What the times of an exercise come to that is worth a sentence. `earned`: the short version is offered.

    `sentences`: with care, without a diagnosis; empty where there is nothing to say.
    """

    exercise: str
    earned: bool
    sentences: tuple[str, ...]


def clear_news(history: History, exercise: str, rules: ClearRules) -> ClearNews:
    """Return what is new about an exercise that is rolled spot by spot. What hurts goes before what is earned."""
    found = clears_of(history, rules)
    same = comparable(found, exercise, rules)
    rising = [side for side in LEGS if rising_with_pain(of_side(same, side), history, exercise, side, rules)]
    stuck = [side for side in LEGS if not_settling(of_side(same, side), history, exercise, side, rules)]
    sentences: list[str] = []
    if rising:
        sentences.append(
            f"{_on(rising)} took longer each of the last {rules.rising.sessions} times while pain after runs rose."
            f" Worth trying: {_calm(history, exercise, rules.rising)}fewer kilometres, and having it looked at by a"
            " medical practitioner."
        )
    if stuck:
        sentences.append(
            f"{_on(stuck)} took about as long for {rules.stuck.days // 7} weeks and it still hurts: rolling alone is"
            " not settling this. Pain can have causes that a program cannot see; please see a medical practitioner."
        )
    every = (one for one in found if one.exercise == exercise)
    earned = not sentences and short_version_earned(every, rules.short)
    if earned:
        sentences.append(
            f"Both sides cleared in under {show_clock(rules.short.under_s)} in each of the last {rules.short.sessions}"
            f" sessions: the short version, {rules.short.side_s} s a leg, is enough to keep it."
        )
    return ClearNews(exercise, earned, tuple(sentences))


def _calm(history: History, exercise: str, rules: RisingRules) -> str:
    """Return the routine that is calmer for the area, with a comma behind it; empty where there is none."""
    known = history.exercises.get(exercise)
    routine = rules.calm.get(known.areas[0]) if known else None
    return f"the routine '{history.routines.get(routine, routine)}', " if routine else ""


def _on(sides: Sequence[Side]) -> str:
    return "Both sides" if len(sides) > 1 else f"The {sides[0]} side"
