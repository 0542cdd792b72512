"""What some days come to: distances planned and done, and the weeks that they make."""

from collections.abc import Iterable
from datetime import date

import msgspec

from planner.domain.days import Weekday, week_start
from planner.domain.log import Ran
from planner.domain.units import Span
from planner.planning.agenda import AgendaDay, Status


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Distances of some days in metres: planned (a range where sessions are ranges) and done. Race included.

    `lost_m`: what days off have taken from what was planned.
    """

    low_m: float = 0.0
    high_m: float = 0.0
    done_m: float = 0.0
    longest_m: float = 0.0
    lost_m: float = 0.0
    runs: int = 0
    runs_done: int = 0
    unknown: int = 0

    @property
    def planned(self) -> Span | None:
        """The planned distance, or None when no session of the days has one."""
        return Span(self.low_m, self.high_m) if self.low_m > 0 else None

    @property
    def middle_m(self) -> float:
        """The middle of the planned range in metres."""
        return (self.low_m + self.high_m) / 2


def totals(days: Iterable[AgendaDay]) -> Totals:
    """Return the distances of some days. What a session does not say counts as unknown, never as 0."""
    low = high = done = longest = lost = 0.0
    runs = runs_done = unknown = 0
    for day in days:
        lost += sum(session.distance.middle_m for session in day.set_aside if session.kind.is_run and session.distance)
        for line in day.sessions:
            if not line.session.kind.is_run:
                continue
            runs += 1
            runs_done += line.status is Status.DONE
            if line.session.distance:
                low += line.session.distance.low_m
                high += line.session.distance.high_m
                longest = max(longest, line.session.distance.high_m)
                full = line.planned.full
                if full and full.distance:
                    lost += full.distance.middle_m - line.session.distance.middle_m
            else:
                unknown += 1
            if isinstance(line.entry, Ran):
                done += line.entry.distance_m or 0.0
        done += sum(entry.distance_m or 0.0 for entry in day.extra if isinstance(entry, Ran))
    return Totals(
        low_m=low,
        high_m=high,
        done_m=done,
        longest_m=longest,
        lost_m=lost,
        runs=runs,
        runs_done=runs_done,
        unknown=unknown,
    )


def weeks_of(days: tuple[AgendaDay, ...], first_weekday: Weekday = Weekday.MON) -> tuple[tuple[AgendaDay, ...], ...]:
    """Return the days grouped into calendar weeks."""
    grouped: dict[date, list[AgendaDay]] = {}
    for day in days:
        grouped.setdefault(week_start(day.day, first_weekday), []).append(day)
    return tuple(tuple(week) for week in grouped.values())
