"""Calendar events as an iCalendar file (RFC 5545), written by the library `icalendar` and looked at once more."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from icalendar import Alarm, Event, vText

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class CalEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event. `start` and `end` are both days, the end the first day that is not in it, or both local moments.

    Moments are floating: they have no zone and are meant wherever the runner is. `stamp`: when it changed last, aware.
    `item`: the id of the session or hung item; `layer`: that of the layer that hung it, empty for runs. Texts are
    clean: no control characters but line breaks in `description`. `alarm_min`: minutes before the start at which it
    rings, None for never.
    """

    item: str
    uid: str
    stamp: datetime
    sequence: int
    start: date
    end: date
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    is_cancelled: bool = False
    layer: str = ""
    thing: str = ""
    alarm_min: int | None = None


def write_calendar(name: str, events: Iterable[CalEvent]) -> bytes:
    """Return a calendar of that name as the bytes of an iCalendar file.

    Raises `PlannerError` if what was written does not read back.
    """
    from icalendar import Calendar

    listed = list(events)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//race-planner//planner//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _text(name))
    for event in listed:
        calendar.add_component(_component(event))
    written: bytes = calendar.to_ical(sorted=False)
    _check(written, [event.uid for event in listed])
    return written


def _component(event: CalEvent) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", _text(event.uid))
    made.add("dtstamp", event.stamp.astimezone(UTC))
    made.add("last-modified", event.stamp.astimezone(UTC))
    made.add("sequence", event.sequence)
    made.add("dtstart", event.start)
    made.add("dtend", event.end)
    made.add("summary", _text(event.summary))
    if event.description:
        made.add("description", _text(event.description))
    if event.categories:
        made.add("categories", list(event.categories))
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    if event.alarm_min is not None:
        made.add_component(_alarm(event.summary, event.alarm_min))
    return made


def _alarm(summary: str, minutes: int) -> "Alarm":
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", _text(summary))
    made.add("trigger", -timedelta(minutes=minutes))
    return made


def _text(text: str) -> "vText":
    return _text_type()(text)


@cache
def _text_type() -> "type[vText]":
    from icalendar import vText

    class Text(vText):
        r"""A text of which nothing is lost: the library takes the `\N` of `C:\Notes` for a line break."""

        def to_ical(self) -> bytes:
            return self.translate(_ESCAPED).encode()

    return Text


def _check(written: bytes, uids: list[str]) -> None:
    """Read back what was written and raise `PlannerError` when an event is missing, doubled or cut.

    Reads lines as RFC 5545 folds them. The library's parser would take many times as long as the writing did.
    """
    too_long = any(len(line) > 75 for line in written.split(b"\r\n"))
    lines = written.decode().replace("\r\n ", "").split("\r\n")
    found = [line[4:] for line in lines if line.startswith("UID:")]
    counts = (lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT"))
    stray = any("\n" in line or "\r" in line for line in lines)
    whole = lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    is_right = (
        found == [uid.translate(_ESCAPED) for uid in uids]
        and len(set(uids)) == len(uids)
        and set(counts) == {len(uids)}
    )
    if not is_right or stray or too_long or not whole:
        raise PlannerError(
            "calendar export",
            f"{len(uids)} events were written and {len(set(found))} different ones read back",
            "Nothing was saved. `planner doctor` checks the plan's ids.",
        )
