"""How often, and when last, the changes of a plan touched each of its sessions and hung items."""

from datetime import UTC, date, datetime
from typing import assert_never

from planner.domain.change import (
    Accept,
    Add,
    Batch,
    Change,
    Delete,
    Edit,
    Hang,
    Move,
    Off,
    Rebase,
    Redo,
    Restore,
    Shift,
    Swap,
    SwapWeekdays,
    Switch,
    Undo,
)
from planner.domain.ids import HUNG
from planner.domain.plan import Plan


class Touches:
    """Counts changes for SEQUENCE. A change counts once when it is made and again at each undo and redo of it.

    Counts only ever rise while changes are added to a plan, which is what calendars ask of SEQUENCE. A change may count
    for a thing that it left as it is: SEQUENCE may rise too often, never too seldom.
    """

    def __init__(self, plan: Plan) -> None:
        self._by_item: dict[str, list[datetime]] = {}
        self._on_host: dict[str, list[datetime]] = {}
        self._by_layer: dict[str, list[datetime]] = {}
        self._swaps: list[tuple[Swap, datetime]] = []
        self._wide: list[datetime] = []
        self._all: list[datetime] = []
        self._days: dict[str, set[date]] = {session.id: {session.day} for session in plan.base}
        self._names: dict[date, date] = {}
        self._near: dict[date, list[datetime]] | None = None
        made = {change.id: change for change in plan.changes}
        for change in plan.changes:
            meant = made.get(change.of) if isinstance(change, Undo | Redo) else change
            if meant is not None:
                # A person who edits the file may leave the zone out.
                at = change.at if change.at.tzinfo else change.at.replace(tzinfo=UTC)
                self._all.append(at)
                self._take(meant, at)
        self._layers = [at for moments in self._by_layer.values() for at in moments]

    def _take(self, change: Change, at: datetime) -> None:
        match change:
            case Move(session=item, to=to):
                self._touch(item, at)
                self._days.setdefault(item, set()).add(to)
            case Edit(session=item) | Delete(session=item) | Restore(session=item):
                self._touch(item, at)
            case Add(session=session):
                self._touch(session.id, at)
                self._days.setdefault(session.id, set()).add(session.day)
            case Switch(layer=layer):
                self._by_layer.setdefault(layer, []).append(at)
            case Hang(layer=hung):
                self._by_layer.setdefault(hung.id, []).append(at)
            case Swap(one=one, other=other):
                self._swaps.append((change, at))
                self._join(one, other)
            case SwapWeekdays() | Shift() | Off() | Rebase():
                self._wide.append(at)
            case Batch(parts=parts):
                for part in parts:
                    self._take(part, at)
            case Accept() | Undo() | Redo():
                pass
            case _:
                assert_never(change)

    def _touch(self, item: str, at: datetime) -> None:
        self._by_item.setdefault(item, []).append(at)
        host, hung, _ = item.partition(HUNG)
        if hung:
            self._on_host.setdefault(host, []).append(at)

    def all(self) -> tuple[int, datetime | None]:
        """Return how many changes there are, and the moment of the latest: for what sums up the plan."""
        return len(self._all), max(self._all, default=None)

    def of(self, item: str) -> tuple[int, datetime | None]:
        """Return how many changes touched an item, and the moment of the latest.

        What hangs on a session is touched with it, and a session by what is done to what hangs on it.
        """
        host, _, layer = item.partition(HUNG)
        moments = [*self._by_item.get(item, ()), *self._swapped(host), *self._wide]
        if layer:
            moments += self._by_layer.get(layer, ())
            moments += self._by_item.get(host, ())
            if host not in self._days:
                moments += self._on_day(host)
        else:
            moments += self._on_host.get(item, ())
            moments += self._layers
        return len(moments), max(moments, default=None)

    def _swapped(self, session: str) -> list[datetime]:
        """Return the moments of swaps of days on which a session stood at some time.

        A swap may count that moved nothing (the session had left the day). After a change of the whole plan nobody can
        tell the days, and every swap counts.
        """
        if not self._swaps or self._wide:
            return [at for _, at in self._swaps]
        joined = {self._name(day) for day in self._days.get(session, ())}
        return [at for swap, at in self._swaps if self._name(swap.one) in joined]

    def _on_day(self, host: str) -> list[datetime]:
        """Return the moments of changes to sessions that stood at some time on the day that is a hung item's host.

        What hangs on a rest day comes and goes with the runs of the day.
        """
        try:
            day = date.fromisoformat(host)
        except ValueError:
            return []
        if self._wide:
            return self._all
        if self._near is None:
            self._near = {}
            for session, days in self._days.items():
                for name in {self._name(one) for one in days}:
                    self._near.setdefault(name, []).extend(self._by_item.get(session, ()))
            for swap, at in self._swaps:
                self._near.setdefault(self._name(swap.one), []).append(at)
        return self._near.get(self._name(day), [])

    def _join(self, one: date, other: date) -> None:
        """Make two days known by one name: what stood on one of them may have come to the other."""
        self._names[self._name(one)] = self._name(other)

    def _name(self, day: date) -> date:
        while day in self._names and self._names[day] != day:
            day = self._names[day]
        return day
