"""What was logged of one place: by day, its mornings, and its scores on the runs."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from statistics import median_low
from typing import NamedTuple

import msgspec

from planner.domain.body import Area, Place, Side
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, Happening, Ran, When
from planner.insights.light.rules import MorningRule


class RunScore(NamedTuple):
    """A run, and the most that the place hurt on it; None: nothing was logged."""

    day: date
    worst: int | None


def in_order(entries: Iterable[Happening]) -> list[Happening]:
    """Return entries by day and by when they were made, whatever their order in the files."""
    return sorted(entries, key=lambda entry: (entry.day, entry.at.timestamp(), entry.id))


def signs_of(felt: Felt) -> frozenset[Sign]:
    """Return the signs of an entry; a numb feeling is one."""
    return frozenset(felt.signs) | ({Sign.NUMB} if felt.feeling is Feeling.NUMB else set())


def is_pain(felt: Felt) -> bool:
    """Tell whether an entry is judged by the limits of pain: everything but tightness."""
    return felt.feeling is not Feeling.TIGHTNESS


class PlaceLog(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The entries of one place, and the runs of the time, both in order."""

    place: Place
    felt: tuple[Felt, ...]
    ran: tuple[Ran, ...] = ()

    @cached_property
    def by_day(self) -> dict[date, tuple[Felt, ...]]:
        """What was felt on each day that has an entry."""
        days: dict[date, list[Felt]] = {}
        for one in self.felt:
            days.setdefault(one.day, []).append(one)
        return {day: tuple(felt) for day, felt in days.items()}

    @cached_property
    def mornings(self) -> dict[date, int]:
        """The worst pain of each morning that has an entry."""
        found: dict[date, int] = {}
        for one in self.felt:
            if one.when is When.MORNING and is_pain(one):
                found[one.day] = max(one.score, found.get(one.day, 0))
        return found

    def usual_morning(self, day: date, rule: MorningRule) -> int:
        """Return the usual morning score before a day; see `MorningRule`."""
        first = day - timedelta(days=rule.usual_days)
        before = [score for morning, score in self.mornings.items() if first <= morning < day]
        if len(before) >= rule.usual_least:
            return median_low(before)
        yesterday = self.by_day.get(day - timedelta(days=1), ())
        return max((one.score for one in yesterday if one.when is When.BEFORE and is_pain(one)), default=0)

    @cached_property
    def runs(self) -> tuple[RunScore, ...]:
        """The runs in order, each with what the place scored on it.

        An entry belongs to the run that it names, else to the last run of its day, else its day is one. What was
        rated at a routine belongs to none.
        """
        runs: dict[str, tuple[date, float, int | None]] = {}
        names: dict[str, str] = {}
        last: dict[date, tuple[float, str]] = {}
        for run in self.ran:
            runs[run.id] = (run.day, run.at.timestamp(), None)
            last[run.day] = max((run.at.timestamp(), run.id), last.get(run.day, (0.0, "")))
            names |= {run.id: run.id} | ({run.session: run.id} if run.session else {})
        pain = [one for one in self.felt if is_pain(one) and one.when is not When.MORNING and not one.session]
        for one in sorted(pain, key=lambda felt: not felt.run):  # what names its run comes first
            key = names.get(one.run, one.run) or last.get(one.day, (0.0, one.day.isoformat()))[1]
            day, at, worst = runs.get(key, (one.day, one.at.timestamp(), None))
            runs[key] = (day, at, one.score if worst is None else max(worst, one.score))
            last[day] = max((at, key), last.get(day, (0.0, "")))
        return tuple(RunScore(day, worst) for day, _, worst in sorted(runs.values(), key=lambda run: run[:2]))

    def runs_running(self, day: date, score: int, days: int) -> int:
        """Return on how many runs running, the last one on `day`, the place had `score` or more; 0 if not on it.

        Only runs of the `days` before count.
        """
        until = bisect_right(self.runs, day, key=lambda run: run.day)
        if not until or self.runs[until - 1].day != day:
            return 0
        count = 0
        for run in (self.runs[n] for n in range(until - 1, -1, -1)):
            if run.worst is None or run.worst < score or (day - run.day).days > days:
                break
            count += 1
        return count


def place_logs(entries: Sequence[Happening]) -> tuple[PlaceLog, ...]:
    """Return the log of every place that was felt, in the order of areas and sides.

    An entry of both sides counts for each of them where one side was logged alone, too.
    """
    ordered = in_order(entries)
    ran = tuple(entry for entry in ordered if isinstance(entry, Ran))
    felt = [entry for entry in ordered if isinstance(entry, Felt)]
    logs: list[PlaceLog] = []
    for area in Area:
        here = [one for one in felt if one.area is area]
        sides = {one.side for one in here}
        if sides & {Side.LEFT, Side.RIGHT} and Side.BOTH in sides:
            sides = {Side.LEFT, Side.RIGHT}
        for side in Side:
            if side in sides:
                mine = tuple(one for one in here if one.side in (side, Side.BOTH))
                logs.append(PlaceLog(place=Place(area, side), felt=mine, ran=ran))
    return tuple(logs)
