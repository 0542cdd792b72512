"""Days of the calendar as they were computed and drawn: a change makes anew only what it touched."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.app.views.month import Weeks
from planner.domain.log import Happening
from planner.planning.agenda import AgendaDay
from planner.planning.schedule import Schedule

if TYPE_CHECKING:
    from planner.domain.plan import Plan

_MOST = 24
"""How many spans of days are kept: two years of months turned."""


class _Sources(NamedTuple):
    """What days are made of: they are made again only when one of these is another."""

    schedules: tuple[Schedule, ...]
    entries: tuple[Happening, ...]
    today: date
    hidden: tuple[str, ...]
    private: bool

    def are(self, other: "_Sources") -> bool:
        """Tell whether both are the same values, not only equal ones: nothing long is compared."""
        return (
            len(self.schedules) == len(other.schedules)
            and all(one is two for one, two in zip(self.schedules, other.schedules, strict=True))
            and self.entries is other.entries
            and self.today == other.today
            and (self.hidden, self.private) == (other.hidden, other.private)
        )


def _without(day: AgendaDay, sources: _Sources) -> AgendaDay:
    """Return a day without what the hidden layers hang on it and, in private, without pain and notes."""
    hidden = sources.hidden
    if sources.private and (day.felt or day.notes or day.besides):
        day = replace(day, felt=(), notes=(), besides=())
    if not any(line.hung.layer in hidden for line in day.hung):
        return day
    return replace(day, hung=tuple(line for line in day.hung if line.hung.layer not in hidden))


class KeptDays:
    """Gives days of a desk, and keeps them while plans, log and settings stand as they did."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._spans: dict[tuple[date, date], tuple[_Sources, tuple[AgendaDay, ...]]] = {}
        self._drawn: dict[date, tuple[AgendaDay, ...]] = {}
        self._paces: tuple[Plan | None, Mapping[str, float]] = (None, {})
        self.weeks: Weeks = {}
        """Weeks as they were drawn; one in which something is otherwise now is forgotten."""

    def days(self, first: date, last: date) -> tuple[AgendaDay, ...]:
        """Return the days from `first` to `last`, without hidden layers and, in private, pain and notes."""
        sources = self._sources(first, last)
        kept = self._spans.get((first, last))
        if kept and kept[0].are(sources):
            return kept[1]
        if len(self._spans) > _MOST:
            self._spans.clear()
            self._drawn.clear()
            self.weeks.clear()
        days = tuple(_without(day, sources) for day in self._desk.days(first, last))
        self._spans[first, last] = sources, days
        self._forget_weeks(days)
        return days

    def paces(self) -> Mapping[str, float]:
        """Return the paces that the current plan knows, in seconds a kilometre by effort."""
        plan = self._desk.plan()
        if plan is not self._paces[0]:
            from planner.actions.session_line import paces_of

            self._paces = plan, paces_of(self._desk)
        return self._paces[1]

    def _sources(self, first: date, last: date) -> _Sources:
        desk, plan = self._desk, self._desk.plan()
        plans = (*((plan,) if plan else ()), *desk.beside())
        schedules = tuple(desk.schedule_of(one) for one in plans)
        return _Sources(
            schedules, desk.entries(first, last), desk.today, desk.settings.hidden_layers, desk.settings.private
        )

    def _forget_weeks(self, days: tuple[AgendaDay, ...]) -> None:
        changed = set()
        for start in range(0, len(days), 7):
            week = days[start : start + 7]
            if len(week) == 7 and self._drawn.get(week[0].day) != week:
                self._drawn[week[0].day] = week
                changed.add(week[0].day)
        for key in [key for key in self.weeks if key[0] in changed]:
            del self.weeks[key]


def gone_items(day: AgendaDay) -> tuple[str, ...]:
    """Return the ids of what is not in the plan any more: sessions that were deleted, or that give way to days off."""
    return tuple(session.id for session in (*day.deleted, *day.set_aside))
