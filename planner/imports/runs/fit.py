"""Runs from FIT files of watches: each session is one activity; a multisport file holds several.

The file is walked once, message by message, and only the few that say what was done (`_WANTED`) go to Garmin's
decoder: an hour of seconds is 3,600 records that nobody needs here. Where the summary is missing, because the
battery died or the file was cut off, the records say how far and how long, and the activity has a `warning`.
"""

from array import array
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import cast

import msgspec

from planner.domain.activity import MOST_S, Activity, Sport
from planner.domain.errors import BadValue
from planner.domain.text import counted, one_line
from planner.domain.units import MOST_M

_FILE_ID, _SPORT, _SESSION, _RECORD, _EVENT, _WORKOUT, _ACTIVITY = 0, 12, 18, 20, 21, 26, 34
_WANTED = frozenset((_FILE_ID, _SPORT, _SESSION, _EVENT, _WORKOUT, _ACTIVITY))
_MOST_WANTED = 50_000
"""Messages that are decoded from one file: a run of ten days with a pause a minute stays below."""
_MOST_MESSAGES = 5_000_000
_HEADERS = (12, 14)
_FIRST_DAY = datetime(1999, 1, 1, tzinfo=UTC)
"""Earlier times are those of a watch that never knew the date."""

_OTHER_FILES = {
    "workout": "a planned workout",
    "course": "a course",
    "settings": "a watch's settings",
    "sport": "a watch's settings",
    "device": "a watch's settings",
    "schedules": "a schedule",
    "weight": "a list of weights",
    "totals": "a list of totals",
    "goals": "a list of goals",
    "blood_pressure": "a list of blood pressures",
    "monitoring_a": "a day's monitoring",
    "monitoring_b": "a day's monitoring",
    "monitoring_daily": "a day's monitoring",
    "segment": "a segment",
    "segment_list": "a list of segments",
}
_SUB_SPORTS = {
    "treadmill": Sport.TREADMILL,
    "indoor_running": Sport.TREADMILL,
    "virtual_activity": Sport.TREADMILL,
    "trail": Sport.TRAIL,
    "track": Sport.TRACK,
}
_FIX = "Fetch it from the watch again, or export the activity as TCX or GPX."

Message = Mapping[str, object]
"""One message as the decoder gives it: values by field."""


def read_fit(data: bytes, place: str) -> tuple[Activity, ...]:
    """Return the activities of a FIT file. Raises `BadValue` that names the file."""
    walk = _Walk(data, place)
    messages = walk.decoded()
    kind = next((str(one["type"]) for one in messages.get("file_id_mesgs", ()) if "type" in one), "")
    sessions = messages.get("session_mesgs", ())
    if kind in _OTHER_FILES and not sessions:
        raise BadValue(place, f"this is {_OTHER_FILES[kind]}, not a run", "Name the file of a run.")
    zone = _zone(messages.get("activity_mesgs", ()))
    title = _title(messages.get("workout_mesgs", ())) if len(sessions) == 1 else ""
    found = [one for session in sessions if (one := _of_session(session, zone, title, place, walk.problem))]
    if found:
        return tuple(found)
    return (_of_records(messages, zone, place, walk),)


class _Definition(msgspec.Struct, frozen=True):
    """What messages of one sort look like from here on: their number, their bytes, and the definition as it stands."""

    number: int
    size: int
    raw: bytes


class _Walk:
    """A FIT file walked once: the messages that are wanted, the first and the last record, and what was wrong."""

    def __init__(self, data: bytes, place: str) -> None:
        self.problem = ""
        self.records = 0
        self._place = place
        self._count = 0
        self._wanted: list[tuple[_Definition, bytes]] = []
        self._ends: list[tuple[_Definition, bytes]] = []
        at = 0
        while at < len(data):
            if at and data[at + 8 : at + 12] != b".FIT":
                # Chained files follow each other without a gap; other bytes after the first are not for us.
                break
            at = self._file(data, at)

    def decoded(self) -> dict[str, list[Message]]:
        """Return the messages by name, read by Garmin's decoder from a file that holds nothing else."""
        from garmin_fit_sdk import Decoder, Stream

        parts: list[bytes] = []
        defined: dict[int, _Definition] = {}
        for definition, raw in (*self._wanted, *self._ends):
            local = definition.raw[0] & 15
            if defined.get(local) is not definition:
                defined[local] = definition
                parts.append(definition.raw)
            parts.append(bytes((local,)) + raw)
        body = b"".join(parts)
        head = bytes((12, 32)) + (2_000).to_bytes(2, "little") + len(body).to_bytes(4, "little") + b".FIT"
        stream = Stream.from_byte_array(bytearray(head + body + b"\0\0"))
        messages, errors = Decoder(stream).read(
            enable_crc_check=False, expand_components=False, merge_heart_rates=False, expand_sub_fields=False
        )
        if errors and not self.problem:
            self.problem = "a part of it cannot be read"
        return cast("dict[str, list[Message]]", messages)

    def _file(self, data: bytes, at: int) -> int:
        """Walk the file that begins at `at` and return where it ends."""
        size = data[at]
        if size not in _HEADERS:
            raise BadValue(self._place, f"its FIT header is damaged (a length of {size} bytes)", _FIX)
        declared = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + size + declared
        is_cut = declared == 0 or end + 2 > len(data)
        reached = self._messages(data, at + size, min(end, len(data)) if declared else len(data))
        if is_cut:
            self.problem = self.problem or "the file is cut off"
            return len(data)
        if reached != end:
            self.problem = self.problem or "a part of it is damaged and was not read"
        elif _crc(data[at:end]) != int.from_bytes(data[end : end + 2], "little"):
            self.problem = self.problem or "its checksum is wrong: look whether distance and time are right"
        return end + 2

    def _messages(self, data: bytes, at: int, end: int) -> int:
        """Take the messages from `at` on, and return where the last whole one ended."""
        definitions: list[_Definition | None] = [None] * 16
        first: tuple[_Definition, bytes] | None = None
        last: tuple[_Definition, int] | None = None
        while at < end:
            header = data[at]
            if header & 0xC0 == 0x40:
                definition = _definition(data, at, end)
                if definition is None:
                    break
                definitions[header & 15] = definition
                at += len(definition.raw)
                continue
            found = definitions[header >> 5 & 3 if header & 0x80 else header & 15]
            if found is None or at + 1 + found.size > end:
                break
            self._count += 1
            if self._count > _MOST_MESSAGES:
                raise BadValue(self._place, f"it holds over {_MOST_MESSAGES:,} messages", _FIX)
            if found.number == _RECORD:
                self.records += 1
                last = found, at + 1
                if first is None:
                    first = found, data[at + 1 : at + 1 + found.size]
            elif found.number in _WANTED and len(self._wanted) < _MOST_WANTED:
                self._wanted.append((found, data[at + 1 : at + 1 + found.size]))
            at += 1 + found.size
        if first and last:
            self._ends += [first, (last[0], data[last[1] : last[1] + last[0].size])]
        return at


def _definition(data: bytes, at: int, end: int) -> _Definition | None:
    """Return the definition that begins at `at`; None where it is cut off."""
    if at + 6 > end:
        return None
    number = int.from_bytes(data[at + 3 : at + 5], "big" if data[at + 2] else "little")
    last = at + 6 + 3 * data[at + 5]
    size = sum(data[at + 7 : last : 3])
    if data[at] & 0x20 and last < end:
        begin, last = last + 1, last + 1 + 3 * data[last]
        size += sum(data[begin + 1 : last : 3])
    return _Definition(number, size, data[at:last]) if last <= end else None


@cache
def _crc_table() -> "array[int]":
    """Return the table of FIT's checksum (CRC-16, polynomial 0xA001) for two bytes at a time."""
    table = array("H", bytes(2 * 65_536))
    bits = []
    for bit in range(16):
        crc = 1 << bit
        for _ in range(16):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
        bits.append(crc)
    # The checksum of a sum is the sum of the checksums, so each entry needs one that is there already.
    for word in range(1, 65_536):
        top = word.bit_length() - 1
        table[word] = table[word ^ 1 << top] ^ bits[top]
    return table


def _crc(data: bytes) -> int:
    import sys

    table, crc = _crc_table(), 0
    pairs = array("H", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        pairs.byteswap()
    for pair in pairs:
        crc = table[crc ^ pair]
    if len(data) % 2:
        low = crc ^ data[-1]
        # One byte left: shifted in by the same table, as a pair whose second byte takes itself out.
        crc = low >> 8 ^ _byte(low & 255)
    return crc


def _byte(value: int) -> int:
    for _ in range(8):
        value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value


def _of_session(session: Message, zone: timezone, title: str, place: str, problem: str) -> Activity | None:
    """Return a session as an activity; None where it says no time."""
    elapsed, moving = _seconds(session, "total_elapsed_time"), _seconds(session, "total_timer_time")
    start = _time(session, "start_time")
    ended = _time(session, "timestamp")
    if start is None and ended and elapsed:
        start = ended - timedelta(seconds=elapsed)
    if start is None:
        return None
    said = [problem] if problem else []
    metres = _number(session, "total_distance")
    if metres is not None and not 1 <= metres < MOST_M:
        if metres >= MOST_M:
            said.append("its distance is impossible and left out")
        metres = None
    if any((_number(session, name) or 0) >= MOST_S for name in ("total_elapsed_time", "total_timer_time")):
        said.append("its time is impossible and left out")
    return Activity(
        start=start.astimezone(zone),
        sport=_sport(str(session.get("sport", "")), str(session.get("sub_sport", ""))),
        distance_m=metres,
        duration_s=moving or elapsed,
        elapsed_s=elapsed,
        title=title,
        source="fit",
        place=place,
        warning="; ".join(said),
    )


def _of_records(messages: Mapping[str, list[Message]], zone: timezone, place: str, walk: _Walk) -> Activity:
    """Return what the first and the last record say. Raises `BadValue` where there are none."""
    records = messages.get("record_mesgs", [])
    times = [when for record in records if (when := _time(record, "timestamp"))]
    if len(times) < 2:
        why = walk.problem or "it holds no activity"
        raise BadValue(place, f"{why}; no run can be read from it" if walk.problem else why, _FIX)
    elapsed = round((times[-1] - times[0]).total_seconds())
    metres = _number(records[-1], "distance")
    paused = _paused(messages.get("event_mesgs", ()), times[-1])
    moving = elapsed - paused
    cut = f"{walk.problem}; " if walk.problem else ""
    sport = next(iter(messages.get("sport_mesgs", ())), {})
    return Activity(
        start=times[0].astimezone(zone),
        sport=_sport(str(sport.get("sport", "running")), str(sport.get("sub_sport", ""))),
        distance_m=metres if metres is not None and 1 <= metres < MOST_M else None,
        duration_s=moving if 0 < moving < MOST_S else None,
        elapsed_s=elapsed if 0 < elapsed < MOST_S else None,
        source="fit",
        place=place,
        warning=f"{cut}it has no summary: distance and time are those of its {counted(walk.records, 'record')}",
    )


def _paused(events: list[Message] | tuple[Message, ...], end: datetime) -> int:
    """Return the seconds for which the timer stood still before `end`."""
    stopped: datetime | None = None
    seconds = 0.0
    for at, kind in _timer(events):
        if kind.startswith("stop"):
            stopped = stopped or at
        elif stopped and kind == "start":
            seconds += max(0.0, (min(at, end) - stopped).total_seconds())
            stopped = None
    return round(seconds)


def _timer(events: list[Message] | tuple[Message, ...]) -> Iterator[tuple[datetime, str]]:
    for event in events:
        at = _time(event, "timestamp")
        if at and event.get("event") == "timer":
            yield at, str(event.get("event_type", ""))


def _zone(activities: list[Message] | tuple[Message, ...]) -> timezone:
    """Return how far the watch's clock was from UTC, to the quarter of an hour; UTC where it does not say."""
    for one in activities:
        at, local = _time(one, "timestamp"), one.get("local_timestamp")
        if at and isinstance(local, int):
            away = datetime.fromtimestamp(local + 631_065_600, UTC) - at
            quarters = round(away.total_seconds() / 900)
            if abs(quarters) <= 14 * 4:
                return timezone(timedelta(minutes=15 * quarters)) if quarters else UTC
    return UTC


def _title(workouts: list[Message] | tuple[Message, ...]) -> str:
    """Return the name of the planned workout that was followed."""
    name = next((one["wkt_name"] for one in workouts if "wkt_name" in one), "")
    return one_line(name)[:200] if isinstance(name, str) else ""


def _sport(sport: str, sub_sport: str) -> Sport:
    if sport == "running":
        return _SUB_SPORTS.get(sub_sport, Sport.RUN)
    return Sport.WALK if sport in ("walking", "hiking") else Sport.OTHER


def _time(message: Message, field: str) -> datetime | None:
    value = message.get(field)
    return value if isinstance(value, datetime) and value >= _FIRST_DAY else None


def _number(message: Message, field: str) -> float | None:
    value = message.get(field)
    return float(value) if isinstance(value, int | float) and value >= 0 else None


def _seconds(message: Message, field: str) -> int | None:
    value = _number(message, field)
    return round(value) if value is not None and 0.5 <= value < MOST_S else None
