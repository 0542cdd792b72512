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

    Counts only ever rise while changes are added to a plan, which is what calendars ask of SEQUENCE.
    """

    def __init__(self, plan: Plan) -> None:
        self._by_item: dict[str, list[datetime]] = {}
        self._by_layer: dict[str, list[datetime]] = {}
        self._swaps: list[tuple[Swap, datetime]] = []
        self._wide: list[datetime] = []
        self._days: dict[str, set[date]] = {session.id: {session.day} for session in plan.base}
        made = {change.id: change for change in plan.changes}
        for change in plan.changes:
            meant = made.get(change.of) if isinstance(change, Undo | Redo) else change
            if meant is not None:
                # A person who edits the file may leave the zone out.
                self._take(meant, change.at if change.at.tzinfo else change.at.replace(tzinfo=UTC))

    def _take(self, change: Change, at: datetime) -> None:
        match change:
            case Move(session=item, to=to):
                self._by_item.setdefault(item, []).append(at)
                self._days.setdefault(item, set()).add(to)
            case Edit(session=item) | Delete(session=item) | Restore(session=item):
                self._by_item.setdefault(item, []).append(at)
            case Add(session=session):
                self._by_item.setdefault(session.id, []).append(at)
                self._days.setdefault(session.id, set()).add(session.day)
            case Switch(layer=layer):
                self._by_layer.setdefault(layer, []).append(at)
            case Hang(layer=hung):
                self._by_layer.setdefault(hung.id, []).append(at)
            case Swap():
                self._swaps.append((change, at))
            case SwapWeekdays() | Shift() | Off() | Rebase():
                self._wide.append(at)
            case Batch(parts=parts):
                for part in parts:
                    self._take(part, at)
            case Accept() | Undo() | Redo():
                pass
            case _:
                assert_never(change)

    def of(self, item: str) -> tuple[int, datetime | None]:
        """Return how many changes touched an item, and the moment of the latest."""
        host, _, layer = item.partition(HUNG)
        moments = [*self._by_item.get(item, ()), *self._swapped(host), *self._wide]
        if layer:
            moments += self._by_layer.get(layer, ())
            moments += self._by_item.get(host, ())
        return len(moments), max(moments, default=None)

    def _swapped(self, session: str) -> list[datetime]:
        """Return the moments of swaps of days on which a session stood at some time.

        A swap may count that moved nothing (the session had left the day): SEQUENCE may rise too often,
        never too seldom. After a change of the whole plan nobody can tell the days, and every swap counts.
        """
        if not self._swaps or self._wide:
            return [at for _, at in self._swaps]
        days = set(self._days.get(session, ()))
        grew = True
        while grew:
            known = len(days)
            for swap, _ in self._swaps:
                if swap.one in days or swap.other in days:
                    days |= {swap.one, swap.other}
            grew = len(days) > known
        return [at for swap, at in self._swaps if swap.one in days]
