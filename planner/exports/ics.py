"""A plan as iCalendar: one all-day event for every session and every hung routine, which phones and khal accept.

An event's UID is made of ids alone, so a later import updates instead of doubling; SEQUENCE rises with the
changes that touch it. Nothing comes from the log: an unchanged plan gives the same bytes, and no health data.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from planner.domain.days import show_day
from planner.domain.errors import PlannerError
from planner.domain.layer import Hung, Thing
from planner.domain.plan import Plan
from planner.domain.session import Session
from planner.domain.text import capital, clean, one_line
from planner.domain.units import Unit
from planner.exports.phrases import WORD, how, hung_name, hung_words, race_words, session_words
from planner.exports.touches import Touches
from planner.planning.agenda import AgendaDay, SessionLine, week_label

if TYPE_CHECKING:
    from icalendar import Event

FIRST_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""DTSTAMP of what no change ever touched: a fixed moment, so that the file stays the same."""


def to_ics(
    plan: Plan, days: tuple[AgendaDay, ...], *, unit: Unit, names: Mapping[str, str], stamp: datetime = FIRST_STAMP
) -> bytes:
    """Return a plan's days as an iCalendar file. `names` are those of routines, shoes and orthotics by id.

    `stamp` is the DTSTAMP of events that no change touched; it must be aware, and the same at the next export.
    Raises `PlannerError` if what was written does not read back.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//race-planner//planner//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _text(one_line(plan.title)))
    events = list(_Events(plan, unit, names, stamp).of(days))
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    _check(written, [str(event["uid"]) for event in events])
    return written


def uid_of(item: str, plan_id: str) -> str:
    """Return the UID of a session or hung item: from ids only, the same at every export."""
    return f"{item}@{plan_id}.planner"


def _text(value: str) -> object:
    from icalendar import vText

    # An X- property is written as it comes; only a text value is escaped.
    return vText(value)


class _Events:
    """Makes the events of one plan."""

    def __init__(self, plan: Plan, unit: Unit, names: Mapping[str, str], stamp: datetime) -> None:
        self.plan = plan
        self.unit = unit
        self.names = names
        self.stamp = stamp
        self.touches = Touches(plan)

    def of(self, days: tuple[AgendaDay, ...]) -> "Iterable[Event]":
        """Yield the events of some days, in the order of the days."""
        hosts = {line.session.id: line.session for day in days for line in day.sessions}
        gear: dict[str, list[Hung]] = {}
        for line in (line for day in days for line in day.hung):
            if line.hung.session in hosts:
                gear.setdefault(line.hung.session, []).append(line.hung)
        for day in days:
            for session_line in day.sessions:
                yield self._session(session_line, day, gear.get(session_line.session.id, []))
            if day.race and day.race.session not in hosts:
                yield self._race(day.day)
            for hung_line in day.hung:
                if hung_line.hung.is_routine or hung_line.hung.session not in hosts:
                    yield self._hung(hung_line.hung, hosts.get(hung_line.hung.session))
            yield from (self._deleted(session) for session in day.deleted if session.id not in hosts)

    def _session(self, line: SessionLine, day: AgendaDay, hung: list[Hung]) -> "Event":
        session, original = line.session, line.planned.original
        is_race = session.id == self.plan.race.session
        about = how(session, self.unit)
        about += [hung_words(item, self.names) for item in hung]
        about.append(self._week(day.day))
        if original and original.day != session.day:
            about.append(f"Moved from {show_day(original.day)}.")
        if original is None:
            about.append("Added to the plan.")
        slot = f" ({session.slot.upper()})" if session.slot else ""
        summary = session_words(session, self.plan, self.unit) + slot
        event = self._event(session.id, session.day, summary, about)
        event.add(
            "categories", ["Race" if is_race else "Run" if session.kind.is_run else "Session", session.kind.value]
        )
        return event

    def _race(self, day: date) -> "Event":
        """Return the race of a plan whose base holds no session for it."""
        item = self.plan.race.session or "race"
        event = self._event(item, day, race_words(self.plan, self.unit), [self._week(day)])
        event.add("categories", ["Race", "race"])
        return event

    def _hung(self, hung: Hung, host: Session | None) -> "Event":
        layer = next((layer for layer in self.plan.layers if layer.id == hung.layer), None)
        why = f"Hung by the layer {one_line(layer.name) or layer.id}" if layer else "Hung by a layer"
        on = f", on {session_words(host, self.plan, self.unit)}" if host else ""
        about = [f"{why}{on}.", self._week(hung.day)]
        if hung.original_day and hung.original_day != hung.day:
            about.append(f"Moved from {show_day(hung.original_day)}.")
        summary = hung_words(hung, self.names) if hung.thing is not Thing.NOTE else hung_name(hung, self.names)
        event = self._event(hung.id, hung.day, summary, about)
        event.add("categories", [WORD[hung.thing]])
        return event

    def _deleted(self, session: Session) -> "Event":
        """Return a cancelled event: without it, a calendar that imported the session before keeps it for ever."""
        summary = session_words(session, self.plan, self.unit)
        return self._event(session.id, session.day, summary, ["Taken out of the plan."], status="CANCELLED")

    def _week(self, day: date) -> str:
        label = week_label(self.plan, day)
        return f"{capital(label)}: {one_line(self.plan.title)}." if label else ""

    def _event(self, item: str, day: date, summary: str, about: list[str], status: str = "CONFIRMED") -> "Event":
        from icalendar import Event

        count, last = self.touches.of(item)
        event = Event()
        event.add("uid", uid_of(item, self.plan.id))
        event.add("dtstamp", (last or self.stamp).astimezone(UTC))
        event.add("sequence", count)
        event.add("dtstart", day)
        # The end of an all-day event is the first day that is not in it.
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", one_line(summary))
        if said := "\n".join(part for text in about if (part := clean(text).strip())):
            event.add("description", said)
        event.add("status", status)
        event.add("transp", "TRANSPARENT")
        return event


def _check(written: bytes, uids: list[str]) -> None:
    """Read back what was written and raise `PlannerError` when an event is missing, doubled or cut.

    Reads lines as RFC 5545 folds them. The library's own parser would take as long as the writing did.
    """
    too_long = any(len(line) > 75 for line in written.split(b"\r\n"))
    lines = written.decode().replace("\r\n ", "").split("\r\n")
    found: list[str] = []
    begun = ended = 0
    for line in lines:
        begun += line == "BEGIN:VEVENT"
        ended += line == "END:VEVENT"
        if line.startswith("UID:"):
            found.append(line[4:])
    stray = any("\n" in line or "\r" in line for line in lines)
    whole = lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    wanted = [uid.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for uid in uids]
    if (
        found != wanted
        or len(set(uids)) != len(uids)
        or not begun == ended == len(uids)
        or stray
        or too_long
        or not whole
    ):
        raise PlannerError(
            "calendar export",
            f"{len(uids)} events were written and {len(set(found) & set(wanted))} different ones read back",
            "Nothing was saved. `planner doctor` checks the plan's ids.",
        )
