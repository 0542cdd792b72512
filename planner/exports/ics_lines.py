r"""Calendar events as the lines of an iCalendar file (RFC 5545): escaped, folded at 75 octets, ended by CRLF.

Written here and not by the library `icalendar`, which needs six times as long for the same bytes and reads a `\N` in
a text (`C:\Notes`) as a line break. Tests read every file back with its strict parser and compare byte for byte with
what it writes itself.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import msgspec

from planner.domain.errors import PlannerError

_FOLD = 74
"""Octets in a line beside the blank that a folded one begins with: 75 are the most (RFC 5545, 3.1)."""
_BARE = str.maketrans("", "", "-:")


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
    listed = list(events)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//race-planner//planner//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in listed:
        _add(lines, event)
    lines.append("END:VCALENDAR\r\n")
    written = "\r\n".join(line if len(line) <= _FOLD and line.isascii() else _folded(line) for line in lines).encode()
    _check(written, [event.uid for event in listed])
    return written


def _add(lines: list[str], event: CalEvent) -> None:
    stamp = event.stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines += (
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART{_moment(event.start)}",
        f"DTEND{_moment(event.end)}",
        f"SUMMARY:{_text(event.summary)}",
    )
    if event.description:
        lines.append(f"DESCRIPTION:{_text(event.description)}")
    if event.categories:
        lines.append(f"CATEGORIES:{','.join(_text(one) for one in event.categories)}")
    lines += (f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}", "TRANSP:TRANSPARENT")
    if event.alarm_min is not None:
        lines += (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(event.summary)}",
            f"TRIGGER:{_before(event.alarm_min)}",
            "END:VALARM",
        )
    lines.append("END:VEVENT")


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _moment(moment: date) -> str:
    value = moment.isoformat().translate(_BARE)
    return f":{value}" if isinstance(moment, datetime) else f";VALUE=DATE:{value}"


def _before(minutes: int) -> str:
    """Return minutes before the start as a duration: `-P1DT2H30M`."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    day = f"{days}D" if days else ""
    clock = (f"{hours}H" if hours else "") + (f"{left}M" if left else "")
    return f"-P{day}{'T' if clock else ''}{clock}" if minutes else "P0D"


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, never cut inside a character or an escaped one."""
    data = line.encode()
    pieces: list[bytes] = []
    start = 0
    while len(data) - start > _FOLD:
        end = start + _FOLD
        while data[end] & 0xC0 == 0x80:  # the next octet belongs to the character before it
            end -= 1
        end -= data[end - 1] in b"\\^"  # as the library does, for programs that read an escape before they unfold
        pieces.append(data[start:end])
        start = end
    pieces.append(data[start:])
    return b"\r\n ".join(pieces).decode()


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
    is_right = found == [_text(uid) for uid in uids] and len(set(uids)) == len(uids) and set(counts) == {len(uids)}
    if not is_right or stray or too_long or not whole:
        raise PlannerError(
            "calendar export",
            f"{len(uids)} events were written and {len(set(found))} different ones read back",
            "Nothing was saved. `planner doctor` checks the plan's ids.",
        )
