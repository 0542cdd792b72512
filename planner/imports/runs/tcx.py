"""Runs from TCX: each activity with the totals that its laps say; a file may hold several."""

from datetime import datetime
from typing import TYPE_CHECKING

from planner.domain.activity import MOST_S, Activity
from planner.domain.errors import BadValue
from planner.domain.units import MOST_M
from planner.imports.runs.sport import guessed_sport, sport_of
from planner.imports.runs.xml import MOST_ACTIVITIES, MOST_POINTS, Reader, moment, number, read_xml, words

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl


def read_tcx(data: bytes, place: str) -> tuple[Activity, ...]:
    """Return the activities of a TCX file. Raises `BadValue` naming file and line."""
    reader = _TcxReader()
    read_xml(data, place, reader)
    found = [activity for one in reader.activities if (activity := one.activity(place))]
    if not found:
        other = {"course": "a course", "workout": "a planned workout"}.get(reader.other, "")
        why = "its activity has no start time" if reader.activities else "it holds no activity"
        raise BadValue(place, f"this is {other}, not a run" if other else why, "Export the activity itself as TCX.")
    return tuple(found)


class _Recorded:
    """One activity while it is read: sums only."""

    def __init__(self, sport: str) -> None:
        self.sport = sport
        self.note = ""
        self.start: datetime | None = None
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.lap_m = self.lap_s = 0.0
        self.track_m = 0.0
        self.is_odd = False

    def amount(self, text: str) -> float:
        """Return metres or seconds of a lap; nought for what is neither, which is noted."""
        found = number(text)
        if found is None or found < 0:
            self.is_odd = True
            return 0.0
        return found

    def at(self, when: datetime | None) -> None:
        """Take a time at which it went on."""
        if when:
            self.first = min(self.first or when, when)
            self.last = max(self.last or when, when)

    def activity(self, place: str) -> Activity | None:
        """Return it as an activity; None without a start."""
        start = self.first or self.start
        if start is None:
            return None
        span = (self.last - self.first).total_seconds() if self.first and self.last else 0.0
        elapsed = round(max(span, self.lap_s))
        metres = self.lap_m or self.track_m
        is_odd = self.is_odd or metres >= MOST_M or elapsed >= MOST_S
        seconds = round(self.lap_s) or elapsed
        distance_m = metres if 1 <= metres < MOST_M else None
        return Activity(
            start=start,
            sport=sport_of(self.sport) if self.sport else guessed_sport(distance_m, seconds),
            distance_m=distance_m,
            duration_s=seconds if 0 < seconds < MOST_S else None,
            elapsed_s=elapsed if 0 < elapsed < MOST_S else None,
            note=self.note,
            source="tcx",
            place=place,
            warning="its distance or time is impossible and left out" if is_odd else "",
        )


class _TcxReader(Reader):
    """Takes the activities out of a TCX file."""

    def __init__(self) -> None:
        super().__init__()
        self.activities: list[_Recorded] = []
        self.other = ""
        self._now: _Recorded | None = None
        self._points = 0

    def opened(self, name: str, attributes: "AttributesImpl") -> None:
        """Take the beginning of an activity, a lap or a point."""
        if name == "activity":
            self._now = _Recorded(words(attributes.get("Sport", ""), 60))
            self.activities.append(self._now)
            if len(self.activities) > MOST_ACTIVITIES:
                raise BadValue(self.line, f"it holds over {MOST_ACTIVITIES:,} activities", "Cut the file up.")
        elif name in ("course", "workout"):
            self.other = self.other or name
        elif self._now and name == "lap":
            self._now.at(moment(attributes.get("StartTime", "")))
        elif name == "trackpoint":
            self._points += 1
            if self._points > MOST_POINTS:
                raise BadValue(self.line, f"it holds over {MOST_POINTS:,} points", "Cut the file into smaller ones.")

    def closed(self, name: str, text: str) -> None:
        """Take the end of a total, of a time, or of what is said about an activity."""
        now = self._now
        if now is None:
            return
        around = self.path[-2] if len(self.path) > 1 else ""
        if name == "activity":
            self._now = None
        elif around == "trackpoint":
            if name == "time":
                now.at(moment(text))
            elif name == "distancemeters":
                now.track_m = max(now.track_m, number(text) or 0.0)
        elif around == "lap":
            if name == "distancemeters":
                now.lap_m += now.amount(text)
            elif name == "totaltimeseconds":
                now.lap_s += now.amount(text)
        elif around == "activity":
            if name == "id":
                now.start = moment(text)
            elif name == "notes":
                now.note = words(text)
