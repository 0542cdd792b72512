"""The events of a calendar file, read one by one, so that a bad one does not cost the others.

Faults are tolerated: bare line ends, folded lines whose blank is missing, no VERSION, dates without VALUE=DATE or with
dashes, a missing or equal end. Zones are never looked up: a time with one is taken as the clock there, a UTC time
becomes the person's own. Alarms, attachments and links are not looked at.

The library `icalendar` takes a line apart and reads durations. The file as a whole it does not read here: it gives no
line numbers, refuses a file that is cut off or lacks one END, loses what follows a missing blank, raises for a date
with dashes or a time without seconds, and takes twice as long.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from planner.domain.days import FIRST_YEAR, LAST_YEAR
from planner.domain.errors import BadValue
from planner.domain.text import clean, counted, one_line
from planner.imports.notes import Notes, quoted

MOST_EVENTS = 20_000
"""Events in one calendar: ten years of two sessions a day with what hangs on them are fewer."""
_LONGEST_LINE = 100_000
_DEEPEST = 24
_MOST_NAMED = 8
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}(?=[;:])", re.ASCII)
_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z?))?", re.ASCII)
_WANTED = frozenset(
    {"UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "STATUS", "SEQUENCE", "RRULE", "RDATE", "EXDATE",
     "RECURRENCE-ID", "CATEGORIES", "LAST-MODIFIED", "LOCATION", "COMMENT"}
)  # fmt: skip
_UNREAD = frozenset({"ATTACH", "URL", "IMAGE", "CONFERENCE"})
_FOR_PROGRAMS = frozenset({"DTSTAMP", "CREATED", "CLASS", "PRIORITY", "TRANSP", "COLOR", "REQUEST-STATUS"})
"""Says nothing of a session, as `X-` fields do: left out without a word."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event. `last` is its last day; `clock` is empty for one of all day, `minutes` 0 where no end is said.

    `beside`: where it is, and comments; nothing is read from them.
    """

    line: int
    uid: str
    summary: str
    about: str
    beside: str = ""
    day: date
    last: date
    clock: str = ""
    minutes: int = 0
    sequence: int = 0
    rule: str = ""
    more: tuple[date, ...] = ()
    without: tuple[date, ...] = ()
    instead_of: date | None = None
    categories: tuple[str, ...] = ()
    is_cancelled: bool = False


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar's name and its events, in the order of the file; an event that came again is there once."""

    name: str
    about: str
    events: tuple[Event, ...]


def read_events(text: str, file: str, local: Callable[[datetime], datetime], notes: Notes) -> Calendar:
    """Return the calendar in a text. Raises `BadValue` when there are no events in it, or over 20,000."""
    found = _Lines(file, local, notes)
    for number, line in unfolded(text):
        found.take(number, line)
    return found.calendar()


class _Lines:
    """What the lines of a calendar said so far."""

    def __init__(self, file: str, local: Callable[[datetime], datetime], notes: Notes) -> None:
        self._file, self._local, self._notes = file, local, notes
        self._name = self._about = ""
        self._events: list[Event] = []
        self._inside: list[str] = []
        self._begun = 0
        self._fields: list[tuple[str, str]] = []
        self._unread: dict[str, int] = {}
        self._others: dict[str, int] = {}

    def take(self, number: int, line: str) -> None:
        """Take the next whole line."""
        key = match[0].upper() if (match := _NAME.match(line)) else ""
        is_in_event = self._inside[-1:] == ["VEVENT"]
        if key == "BEGIN":
            self._begin(line[6:].strip().upper(), number)
        elif key == "END":
            self._close(line[4:].strip().upper())
        elif is_in_event and key in _WANTED:
            self._fields.append((key, line))
        elif is_in_event and key in _UNREAD:
            self._unread[key] = self._unread.get(key, 0) + 1
        elif is_in_event and key and key not in _FOR_PROGRAMS and not key.startswith("X-"):
            self._others[key] = self._others.get(key, 0) + 1
        elif key == "X-WR-CALNAME":
            self._name = self._name or one_line(_value(line)[0])
        elif key == "X-WR-CALDESC":
            self._about = self._about or clean(_value(line)[0])

    def _begin(self, what: str, number: int) -> None:
        if "VEVENT" in self._inside and what == "VEVENT":
            self._close("VEVENT")  # the end of the one before was forgotten
        if len(self._inside) < _DEEPEST:
            self._inside.append(what)
        if what == "VEVENT":
            self._begun, self._fields = number, []
        elif what in ("VTODO", "VJOURNAL", "VALARM"):
            self._unread[what] = self._unread.get(what, 0) + 1

    def _close(self, what: str) -> None:
        if what in self._inside:
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(what) :]
        if what != "VEVENT" or not self._begun:
            return
        if event := _event(self._fields, self._begun, self._local, self._notes):
            self._events.append(event)
        self._begun, self._fields = 0, []
        if len(self._events) > MOST_EVENTS:
            raise BadValue(self._file, f"it has over {MOST_EVENTS} events", "Export the plan alone.")

    def calendar(self) -> Calendar:
        """Return what was there, an event that was cut off included."""
        if self._begun:
            self._notes.say(f"line {self._begun}", "the event there is cut off; it was read as far as it goes.")
            self._close("VEVENT")
        if self._unread:
            names = {"VTODO": "task", "VJOURNAL": "journal entry", "VALARM": "alarm", "URL": "link"}
            counts: dict[str, int] = {}
            for what, count in sorted(self._unread.items()):
                counts[names.get(what, "attachment")] = counts.get(names.get(what, "attachment"), 0) + count
            said = ", ".join(counted(count, what) for what, count in counts.items())
            self._notes.say("", f"Left out and never opened: {said}.")
        if self._others:
            others = [f"{name} ({count})" for name, count in sorted(self._others.items())]
            more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
            said = ", ".join(others[:_MOST_NAMED]) + more
            self._notes.say("", f"Fields of events that no session has were left out: {said}.")
        if not self._events:
            raise BadValue(
                self._file, "there are no events with a day in this calendar", "Export the calendar with its events."
            )
        return Calendar(name=self._name, about=self._about, events=_once(self._events, self._notes))


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a calendar with their number, long ones joined again, also where the blank was forgotten."""
    number, whole = 0, ""
    for count, line in enumerate(text.split("\n"), 1):
        is_more = line[:1] in (" ", "\t")
        if whole and (is_more or (line.strip() and not _NAME.match(line))):
            if len(whole) < _LONGEST_LINE:
                whole += line[1:] if is_more else line
            continue
        if whole:
            yield number, whole
        number, whole = count, line
    if whole:
        yield number, whole


def _value(line: str) -> tuple[str, dict[str, str]]:
    """Return the value of a line with its escapes undone, and its parameters."""
    from icalendar.parser import Contentline

    try:
        _, parameters, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        # A stray quote among the parameters: the value still stands after the first colon.
        head, _, value = line.partition(":")
        return value, {"": head}
    return str(value), {str(key).upper(): str(one) for key, one in parameters.items()}


def _event(
    fields: list[tuple[str, str]], line: int, local: Callable[[datetime], datetime], notes: Notes
) -> Event | None:
    """Return an event; one that has no day is said and left out."""
    found: dict[str, str] = {}
    days: dict[str, list[date]] = {"RDATE": [], "EXDATE": []}
    for key, raw in fields:
        value, parameters = _value(raw)
        if "TZID" in parameters and key == "DTSTART":
            zone = one_line(parameters["TZID"])[:60]
            notes.say("", f"Times in the zone “{zone}” are taken as the clock there; no zone was looked up.")
        if key in days:
            days[key] += [moment[0] for one in value.split(",")[:400] if (moment := _moment(one, local))]
        else:
            found.setdefault(key, value)
    summary = one_line(found.get("SUMMARY", ""))
    place = f"line {line}"
    if all("T000000" in found.get(key, "T000000") for key in ("DTSTART", "DTEND")):
        local = _as_written  # midnight to midnight in UTC is how some programs write a whole day
    start = _moment(found.get("DTSTART", ""), local)
    if start is None:
        said = quoted(found["DTSTART"]) if found.get("DTSTART") else "no day"
        notes.say(place, f"the event {quoted(summary)} has {said} as its start; it was left out.")
        return None
    day, clock = start
    last, minutes = _end(found, day, clock, local, place, summary, notes)
    if clock == "00:00" and minutes in (0, 1440):
        clock = ""
    before = _moment(found.get("RECURRENCE-ID", ""), local)
    beside = [clean(found.get(key, "")).strip() for key in ("LOCATION", "COMMENT")]
    return Event(
        line=line, uid=one_line(found.get("UID", "")), summary=summary, about=clean(found.get("DESCRIPTION", "")),
        beside="\n".join(part for part in beside if part), day=day, last=last, clock=clock,
        minutes=minutes if clock else 0,
        sequence=_sequence(found.get("SEQUENCE", "")),
        rule=found.get("RRULE", "").strip().upper(), more=tuple(days["RDATE"]), without=tuple(days["EXDATE"]),
        instead_of=before[0] if before else None,
        categories=tuple(one_line(one).lower() for one in found.get("CATEGORIES", "").split(",") if one.strip()),
        is_cancelled=found.get("STATUS", "").strip().upper() == "CANCELLED",
    )  # fmt: skip


def _sequence(text: str) -> int:
    """Return how often an event was changed; 0 for what is no number of at most nine digits."""
    said = text.strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _moment(text: str, local: Callable[[datetime], datetime]) -> tuple[date, str] | None:
    """Return day and clock time of a DATE or DATE-TIME; a UTC time as the person's own; None for anything else."""
    found = _STAMP.match(text.strip())
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return None
        if found[4] is None:
            return day, ""
        at = time(int(found[4]), int(found[5]))
    except ValueError:
        return None
    if not found[7]:
        return day, f"{at:%H:%M}"
    try:
        here = local(datetime.combine(day, at, UTC))
    except (OverflowError, ValueError, OSError):
        return day, f"{at:%H:%M}"
    return here.date(), f"{here:%H:%M}"


def _end(
    found: dict[str, str],
    day: date,
    clock: str,
    local: Callable[[datetime], datetime],
    place: str,
    summary: str,
    notes: Notes,
) -> tuple[date, int]:
    """Return the last day of an event and its minutes; an end before the start is said and not used."""
    end = _moment(found.get("DTEND", ""), local)
    begin = datetime.combine(day, _clock(clock))
    span = datetime.combine(end[0], _clock(end[1])) - begin if end else _length(found.get("DURATION", ""))
    if span < timedelta():
        notes.say(place, f"the event {quoted(summary)} ends before it begins; only its start was used.")
        return day, 0
    try:
        last = (begin + span - timedelta(seconds=1)).date() if span else day
    except OverflowError:
        return day, 0
    return max(last, day), int(span.total_seconds() // 60)


def _length(text: str) -> timedelta:
    """Return a DURATION; none for anything else."""
    from icalendar.prop import vDuration

    try:
        found: timedelta = vDuration.from_ical(text.strip().upper())  # type: ignore[no-untyped-call]
    except ValueError:
        return timedelta()
    return found


def _as_written(moment: datetime) -> datetime:
    return moment


def _clock(text: str) -> time:
    return time.fromisoformat(text) if text else time()


def _once(events: list[Event], notes: Notes) -> tuple[Event, ...]:
    """Return each event once: of those with one UID the one that was changed last counts."""
    newest: dict[tuple[str, date | None], int] = {}
    again = 0
    for at, event in enumerate(events):
        key = (event.uid, event.instead_of)
        if event.uid and key in newest:
            again += 1
            if event.sequence < events[newest[key]].sequence:
                continue
        newest[key if event.uid else (f"\0{at}", None)] = at
    if again:
        notes.say("", f"{again} events came again under the same UID; the one with the highest SEQUENCE counts.")
    return tuple(events[at] for at in sorted(newest.values()))
