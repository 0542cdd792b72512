"""Runs from GPX 1.0 and 1.1: each track with times is one activity.

Distance is the sum of the ways between following points of a segment, along great circles of a sphere with the
earth's mean radius; segments are not joined, and heights are left out. Moving time leaves pauses out: time is looked
at in pieces of at least `PIECE_S` seconds, and a piece in which less than `STANDING_M_S` metres a second were covered
is a pause; so is what lies between two segments.
"""

from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from planner.domain.activity import MOST_S, Activity
from planner.domain.errors import BadValue
from planner.domain.text import counted, one_line
from planner.domain.units import MOST_M
from planner.imports.runs.sport import guessed_sport, sport_of
from planner.imports.runs.xml import MOST_ACTIVITIES, MOST_POINTS, Reader, moment, number, read_xml, words

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

EARTH_M = 6_371_008.8
"""The earth's mean radius in metres (IUGG)."""
PIECE_S = 10.0
"""Seconds over which it is looked whether somebody moves: a watch may write the same place several times."""
STANDING_M_S = 0.5
"""Metres a second below which nobody walks or runs: 1.8 km/h (our choice; a slow walk is 3 km/h)."""


def read_gpx(data: bytes, place: str) -> tuple[Activity, ...]:
    """Return the activities of a GPX file. Raises `BadValue` naming file and line."""
    reader = _GpxReader()
    read_xml(data, place, reader)
    found = [activity for track in reader.tracks if (activity := track.activity(place))]
    if not found:
        why = "it has no track" if not reader.tracks else "its points have no times, so this is a route and not a run"
        raise BadValue(place, why, "Export the activity itself as GPX, with times.")
    return tuple(found)


class _Track:
    """One track while it is read: sums only, no points are kept."""

    def __init__(self) -> None:
        self.title = self.note = self.sport = ""
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.distance_m = self.moving_s = 0.0
        self.bad = 0
        self._before: tuple[float, float, float] | None = None
        self._piece_at: datetime | None = None
        self._piece_m = 0.0

    def begin_segment(self) -> None:
        """Start again: nothing is known about the way and the time between segments."""
        if self._piece_at and self.last:
            self._end_piece(self.last)
        self._before = self._piece_at = None
        self._piece_m = 0.0

    def add(self, latitude: float, longitude: float, at: datetime | None) -> None:
        """Take the next point, in degrees."""
        north, east = radians(latitude), radians(longitude)
        here = (north, east, cos(north))
        if self._before:
            way = _way(self._before, here)
            self.distance_m += way
            self._piece_m += way
        self._before = here
        if at is None:
            return
        if self.first is None:
            self.first = at
        if self.last is None or at > self.last:
            self.last = at
        if self._piece_at is None:
            self._piece_at, self._piece_m = at, 0.0
        elif (at - self._piece_at).total_seconds() >= PIECE_S:
            self._end_piece(at)

    def _end_piece(self, at: datetime) -> None:
        seconds = (at - (self._piece_at or at)).total_seconds()
        if seconds > 0 and self._piece_m / seconds >= STANDING_M_S:
            self.moving_s += seconds
        self._piece_at, self._piece_m = at, 0.0

    def activity(self, place: str) -> Activity | None:
        """Return the track as an activity; None without a time."""
        if self.first is None or self.last is None:
            return None
        elapsed = round((self.last - self.first).total_seconds())
        moving = round(self.moving_s)
        metres = self.distance_m if 1 <= self.distance_m < MOST_M else None
        elapsed_s = elapsed if 0 < elapsed < MOST_S else None
        said = [f"{counted(self.bad, 'point')} left out: not a place on earth"] if self.bad else []
        if (metres is None and self.distance_m >= MOST_M) or (elapsed_s is None and elapsed):
            said.append("its distance or time is impossible and left out")
        return Activity(
            start=self.first,
            sport=sport_of(self.sport) if self.sport else guessed_sport(metres, moving or elapsed),
            distance_m=metres,
            duration_s=moving if 0 < moving < MOST_S else elapsed_s,
            elapsed_s=elapsed_s,
            title=one_line(self.title),
            note=self.note,
            source="gpx",
            place=place,
            warning="; ".join(said),
        )


def _way(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the metres between two points `(latitude, longitude, cosine of latitude)` in radians (haversine)."""
    half = sin((other[0] - one[0]) / 2) ** 2 + one[2] * other[2] * sin((other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))


class _GpxReader(Reader):
    """Takes the tracks out of a GPX file."""

    def __init__(self) -> None:
        super().__init__()
        self.tracks: list[_Track] = []
        self._track: _Track | None = None
        self._points = 0
        self._where: tuple[float, float] | None = None
        self._at: datetime | None = None

    def opened(self, name: str, attributes: "AttributesImpl") -> None:
        """Take the beginning of a track, a segment or a point."""
        if name == "trk" and len(self.path) == 2:
            self._track = _Track()
            self.tracks.append(self._track)
            if len(self.tracks) > MOST_ACTIVITIES:
                raise BadValue(self.line, f"it holds over {MOST_ACTIVITIES:,} tracks", "Cut the file up.")
        elif self._track is None:
            return
        elif name == "trkseg":
            self._track.begin_segment()
        elif name == "trkpt":
            self._points += 1
            if self._points > MOST_POINTS:
                raise BadValue(self.line, f"it holds over {MOST_POINTS:,} points", "Cut the file into smaller ones.")
            self._where = _place(attributes.get("lat", ""), attributes.get("lon", ""))
            self._at = None

    def closed(self, name: str, text: str) -> None:
        """Take the end of a point or of what is said about a track."""
        track = self._track
        if track is None:
            return
        if name == "time":
            if self.path[-2] == "trkpt":
                self._at = moment(text)
        elif name == "trkpt":
            if self._where:
                track.add(*self._where, self._at)
            else:
                track.bad += 1
        elif name == "trk":
            track.begin_segment()
            self._track = None
        elif len(self.path) == 3:
            self._about(track, name, text)

    def _about(self, track: _Track, name: str, text: str) -> None:
        if name == "name":
            track.title = words(text, 200)
        elif name == "type":
            track.sport = words(text, 60)
        elif name == "desc" or (name == "cmt" and not track.note):
            track.note = words(text)


def _place(latitude: str, longitude: str) -> tuple[float, float] | None:
    north, east = number(latitude), number(longitude)
    if north is None or east is None or not (-90 <= north <= 90 and -180 <= east <= 180):
        return None
    return north, east
