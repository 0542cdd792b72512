"""What calendars were told of a plan: so that what is gone since then is cancelled, for one state of the plan.

A calendar that imported an event keeps it until it is told otherwise. The plan alone cannot say what was exported: a
hung item that was taken out alone, a layer that was switched off, a base that was made again leave nothing behind. So
each export is remembered: the first one after a change cancels what is gone, every further one of the same plan does
too, byte for byte, and after the next change it is over. Without that memory (it is this machine's, and may be removed
at any time) the sessions that the plan knows as taken out are cancelled.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256

import msgspec

from planner.domain.plan import Plan
from planner.exports.ics.calendar import Events, has_event, week_item
from planner.exports.ics.events import CalEvent
from planner.planning.schedule import Schedule


class Sent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What calendars were told of one item last. `gone`: the state of the plan in which it was cancelled, if it was."""

    day: date
    summary: str
    sequence: int
    layer: str = ""
    thing: str = ""
    gone: str = ""


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is written now: the days, and the layers or things (None for all). The rest stays as it was told."""

    first: date
    last: date
    layers: frozenset[str] | None = None

    def holds(self, sent: Sent) -> bool:
        """Tell whether an item that was told before belongs to what is written now."""
        is_asked = self.layers is None or not sent.layer or sent.layer in self.layers or sent.thing in self.layers
        return self.first <= sent.day <= self.last and is_asked


def state_of(plan: Plan) -> str:
    """Return what tells two states of a plan apart."""
    return sha256(msgspec.json.encode(plan)).hexdigest()[:24]


def settle(
    made: Events,
    events: Iterable[CalEvent],
    before: Mapping[str, Sent] | None,
    *,
    plan: Plan,
    standing: Schedule,
    scope: Scope,
) -> tuple[list[CalEvent], dict[str, Sent]]:
    """Return all events to write, cancelled ones last, and what calendars have been told when that is written.

    `before`: what they were told until now, by item; None where nobody remembers. A SEQUENCE never falls below it.
    """
    told = _from_plan(made, standing) if before is None else dict(before)
    state, stand = state_of(plan), _stand(plan, standing)
    written: list[CalEvent] = []
    for event in events:
        last = told.get(event.item)
        if last and (least := last.sequence + bool(last.gone)) > event.sequence:
            event = msgspec.structs.replace(event, sequence=least)
        written.append(event)
        told[event.item] = _sent(event)
    for item, last in sorted(told.items(), key=lambda pair: (pair[1].day, pair[0])):
        if item in stand or last.gone not in ("", state) or not scope.holds(last):
            continue
        event = made.gone(item, last.day, last.summary, sequence=last.sequence + (not last.gone))
        written.append(msgspec.structs.replace(event, layer=last.layer, thing=last.thing))
        told[item] = msgspec.structs.replace(last, sequence=event.sequence, gone=state)
    return written, told


def _from_plan(made: Events, standing: Schedule) -> dict[str, Sent]:
    """Return what a plan knows of sessions that were taken out, as if each had been told once."""
    out = (*standing.deleted, *(one.session for one in standing.set_aside))
    gone = [made.cancelled(session) for session in out]
    return {
        event.item: msgspec.structs.replace(
            _sent(event), summary=event.summary.removeprefix("Cancelled: "), sequence=-1
        )
        for event in gone
    }


def _sent(event: CalEvent) -> Sent:
    day = event.start.date() if isinstance(event.start, datetime) else event.start
    return Sent(day=day, summary=event.summary, sequence=event.sequence, layer=event.layer, thing=event.thing)


def _stand(plan: Plan, standing: Schedule) -> set[str]:
    """Return the items that stand in the whole plan with events of their own, whatever of it is written."""
    sessions = {planned.session.id: planned for planned in standing.sessions}
    stand = {*sessions, plan.race.session or "race"}
    stand |= {hung.id for hung in standing.hung if has_event(hung, sessions)}
    return stand | {week_item(week.start) for week in plan.weeks}
