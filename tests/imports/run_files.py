"""Run files as watches and other programs write them, made up for these tests."""

from datetime import UTC, datetime, timedelta
from functools import cache

from garmin_fit_sdk import Encoder, Profile

START = datetime(2027, 3, 7, 6, 30, tzinfo=UTC)
METRES_A_DEGREE = 6_371_008.8 * 3.141592653589793 / 180
_NUMBERS = Profile["mesg_num"]


def message(encoder: Encoder, kind: str, **fields: object) -> None:
    """Write one FIT message."""
    encoder.write_mesg({"mesg_num": _NUMBERS[kind], **fields})


def session(start: datetime, seconds: float, metres: float | None, **fields: object) -> dict[str, object]:
    """Return the fields of a FIT session; `fields` are further ones, or others."""
    distance = {} if metres is None else {"total_distance": metres}
    usual: dict[str, object] = {
        "start_time": start,
        "timestamp": start + timedelta(seconds=seconds),
        "total_elapsed_time": seconds,
        "total_timer_time": seconds,
        "sport": "running",
        "sub_sport": "generic",
        **distance,
    }
    return usual | fields


def fit(
    *sessions: dict[str, object],
    kind: str = "activity",
    records: int = 0,
    start: datetime = START,
    pause: tuple[int, int] | None = None,
    local_hours: float | None = None,
    workout: str = "",
) -> bytes:
    """Return a FIT file: `records` seconds of 3 metres each, then the sessions. `pause`: its first and last second."""
    encoder = Encoder()
    message(encoder, "FILE_ID", type=kind, manufacturer="development", serial_number=77, time_created=start)
    if workout:
        message(encoder, "WORKOUT", wkt_name=workout, sport="running")
    for n in range(records):
        now = start + timedelta(seconds=n)
        if pause and n in pause:
            change = "stop_all" if n == pause[0] else "start"
            message(encoder, "EVENT", timestamp=now, event="timer", event_type=change)
        if not (pause and pause[0] <= n < pause[1]):
            message(encoder, "RECORD", timestamp=now, distance=3.0 * n, heart_rate=140, position_lat=n, position_long=n)
    for one in sessions:
        message(encoder, "SESSION", **one)
    if local_hours is not None:
        local = round((start - datetime(1989, 12, 31, tzinfo=UTC)).total_seconds() + local_hours * 3600)
        message(encoder, "ACTIVITY", timestamp=start, local_timestamp=local, num_sessions=len(sessions))
    return bytes(encoder.close())


def run_fit(
    metres: float | None = 10_000.0, seconds: float = 3_600.0, start: datetime = START, **about: object
) -> bytes:
    """Return the FIT file of one run."""
    return fit(session(start, seconds, metres, **about), start=start)


def point(n: int, *, metres: float | None = None, start: datetime = START, timed: bool = True) -> str:
    """Return a GPX point `metres` north of the first one, 3 a second where nothing is said."""
    north = (3.0 * n if metres is None else metres) / METRES_A_DEGREE
    time = f"<time>{start + timedelta(seconds=n):%Y-%m-%dT%H:%M:%SZ}</time>" if timed else ""
    return f'<trkpt lat="{48 + north:.9f}" lon="11.5"><ele>500</ele>{time}</trkpt>'


def gpx(*segments: str, kind: str = "running", name: str = "Morning run") -> bytes:
    """Return a GPX file of one track; a segment is its points."""
    about = f"<name>{name}</name>" + (f"<type>{kind}</type>" if kind else "")
    body = "".join(f"<trkseg>{points}</trkseg>" for points in segments)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<metadata><time>2001-01-01T00:00:00Z</time></metadata><trk>{about}{body}</trk></gpx>"
    ).encode()


@cache
def run_gpx(seconds: int = 600) -> bytes:
    """Return the GPX file of one run at 3 metres a second."""
    return gpx("".join(point(n) for n in range(seconds + 1)))


def lap(start: datetime, seconds: float, metres: float | None, points: str = "") -> str:
    """Return a TCX lap."""
    far = "" if metres is None else f"<DistanceMeters>{metres}</DistanceMeters>"
    return (
        f'<Lap StartTime="{start:%Y-%m-%dT%H:%M:%S.000Z}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>{far}'
        f"<Calories>300</Calories><Track>{points}</Track></Lap>"
    )


def trackpoint(at: datetime, metres: float) -> str:
    """Return a TCX point."""
    return f"<Trackpoint><Time>{at:%Y-%m-%dT%H:%M:%SZ}</Time><DistanceMeters>{metres}</DistanceMeters></Trackpoint>"


def tcx(*laps: str, sport: str = "Running", more: str = "") -> bytes:
    """Return a TCX file of one activity."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f'<Activity Sport="{sport}"><Id>2027-03-07T06:30:00.000Z</Id>{"".join(laps)}{more}</Activity>'
        "</Activities><Author><Name>Test</Name><Build><Version/></Build></Author></TrainingCenterDatabase>"
    ).encode()


def run_tcx(metres: float = 10_000.0, seconds: float = 3_600.0, start: datetime = START) -> bytes:
    """Return the TCX file of one run."""
    return tcx(
        lap(start, seconds, metres, trackpoint(start, 0) + trackpoint(start + timedelta(seconds=seconds), metres))
    )
