"""A run file of any sort gives what was run: when, how far, how long, and which sport."""

import gzip
import struct
from datetime import UTC, datetime, timedelta

import pytest
from garmin_fit_sdk import CrcCalculator
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.activity import Activity, Sport
from planner.domain.errors import BadValue
from planner.imports.runs.file import is_run_head, read_run_file
from planner.imports.runs.fit import _crc
from tests.imports.run_files import (
    START,
    fit,
    gpx,
    lap,
    point,
    run_fit,
    run_gpx,
    run_tcx,
    session,
    tcx,
    trackpoint,
)


def read(data: bytes, name: str = "run") -> Activity:
    """Return the one activity of a file."""
    (found,) = read_run_file(data, name)
    return found


def test_the_three_formats_say_the_same_of_the_same_run() -> None:
    for data, source in ((run_fit(1_800, 600), "fit"), (run_gpx(600), "gpx"), (run_tcx(1_800, 600), "tcx")):
        for packed in (data, gzip.compress(data)):
            found = read(packed, f"run.{source}")
            assert found.start == START
            assert found.start.tzinfo is not None
            assert found.distance_m == pytest.approx(1_800, abs=0.5)
            assert (found.duration_s, found.elapsed_s, found.sport, found.source) == (600, 600, Sport.RUN, source)
            assert (found.place, found.warning) == (f"run.{source}", "")


@pytest.mark.parametrize("name", ["x.fit", "x.gpx", "x.tcx", "x.txt", "x", "x.gz"])
def test_content_decides_and_not_the_name(name: str) -> None:
    assert [read(data, name).source for data in (run_fit(), run_gpx(), run_tcx())] == ["fit", "gpx", "tcx"]


def test_the_beginning_is_enough_to_know_a_run_file() -> None:
    for data in (run_fit(), run_gpx(), run_tcx()):
        assert is_run_head(data[:2_000])
        assert is_run_head(gzip.compress(data)[:2_000])
    for data in (b"", b"a,b\n", b"<html>", b"\x1f\x8b???", b"\xff\xd8\xff\xe0" + b"x" * 100, b"<kml/>"):
        assert not is_run_head(data)


# FIT


def test_a_watch_that_says_its_zone_gives_the_day_where_it_was_run() -> None:
    late = datetime(2027, 3, 6, 23, 30, tzinfo=UTC)
    found = read(fit(session(late, 60, 200), start=late, local_hours=5.75))
    assert (found.start, found.day.isoformat()) == (late, "2027-03-07")
    assert found.start.utcoffset() == timedelta(hours=5.75)
    assert read(fit(session(late, 60, 200), start=late, local_hours=400)).start.utcoffset() == timedelta(0)


def test_timer_time_is_the_duration_and_the_pause_only_in_elapsed_time() -> None:
    found = read(run_fit(5_000, 1_900, total_timer_time=1_800.4))
    assert (found.duration_s, found.elapsed_s) == (1_800, 1_900)


def test_an_indoor_run_may_have_no_distance() -> None:
    found = read(run_fit(None, 1_800, sub_sport="treadmill"))
    assert (found.distance_m, found.duration_s, found.sport) == (None, 1_800, Sport.TREADMILL)


@pytest.mark.parametrize(
    ("sport", "sub_sport", "meant"),
    [
        ("running", "trail", Sport.TRAIL),
        ("running", "track", Sport.TRACK),
        ("running", "street", Sport.RUN),
        ("walking", "generic", Sport.WALK),
        ("hiking", "generic", Sport.WALK),
        ("cycling", "road", Sport.OTHER),
    ],
)
def test_fit_sports(sport: str, sub_sport: str, meant: Sport) -> None:
    assert read(run_fit(sport=sport, sub_sport=sub_sport)).sport is meant


def test_a_multisport_file_gives_each_of_its_parts() -> None:
    later = START + timedelta(hours=1)
    found = read_run_file(fit(session(START, 3_000, 30_000, sport="cycling"), session(later, 1_200, 5_000)), "x")
    assert [(one.sport, one.distance_m, one.start) for one in found] == [
        (Sport.OTHER, 30_000, START),
        (Sport.RUN, 5_000, later),
    ]


def test_the_workout_that_was_followed_is_the_title() -> None:
    assert read(fit(session(START, 60, 200), workout="6 x 400 m")).title == "6 x 400 m"


@pytest.mark.parametrize(("kind", "named"), [("workout", "a planned workout"), ("course", "a course")])
def test_a_fit_file_of_another_sort_is_named(kind: str, named: str) -> None:
    with pytest.raises(BadValue, match=named):
        read(fit(kind=kind, workout="Tempo"))


def test_a_file_whose_watch_died_is_read_from_its_records_and_says_so() -> None:
    whole = fit(session(START, 900, 2_000), records=900, pause=(300, 400))
    found = read(whole[: len(whole) // 2])
    assert "cut off" in found.warning
    assert "no summary" in found.warning
    assert found.elapsed_s is not None
    assert found.duration_s == found.elapsed_s - 100
    assert found.distance_m == 3.0 * found.elapsed_s
    assert found.start == START


def test_a_file_that_was_never_closed_says_a_size_of_nothing_and_is_read() -> None:
    data = bytearray(fit(records=100))
    data[4:8] = bytes(4)
    found = read(bytes(data[:-2]))
    assert (found.elapsed_s, found.distance_m) == (99, 297)
    assert "cut off" in found.warning


def test_a_wrong_checksum_is_told() -> None:
    data = bytearray(fit(session(START, 60, 200), records=60))
    data[-1] ^= 0xFF
    assert "checksum" in read(bytes(data)).warning


@given(st.binary(max_size=64))
def test_the_checksum_is_that_of_the_format(data: bytes) -> None:
    assert _crc(data) == CrcCalculator.calculate_crc(data, 0, len(data))


def test_a_watch_that_did_not_know_the_date_gives_no_run() -> None:
    with pytest.raises(BadValue, match="no activity"):
        read(fit({"total_distance": 5_000.0, "sport": "running", "timestamp": 1_000}))


def test_files_chained_in_one_give_all_their_runs() -> None:
    assert len(read_run_file(run_fit() + run_fit(start=START + timedelta(days=1)), "x")) == 2


def whole_fit(*messages: bytes) -> bytes:
    """Return a FIT file of messages as they are."""
    body = b"".join(messages)
    head = struct.pack("<BBHI4sH", 14, 32, 0, len(body), b".FIT", 0)
    return head + body + struct.pack("<H", CrcCalculator.calculate_crc(head + body, 0, len(head + body)))


def test_big_endian_messages_compressed_timestamps_and_fields_of_apps_are_read_over() -> None:
    seconds = round((START - datetime(1989, 12, 31, tzinfo=UTC)).total_seconds())
    # Records (20) of one byte, heart rate, and of three bytes that an app added; one is sent with a compressed time.
    record = struct.pack(">BBBHB3BB3B", 0x63, 0, 1, 20, 1, 3, 1, 2, 1, 0, 3, 0)
    values = bytes((3, 140, 9, 9, 9)) + bytes((0x80 | 3 << 5, 141, 9, 9, 9)) * 2
    # A session (18), big-endian: start, distance in centimetres, elapsed milliseconds, sport.
    fields = bytes((2, 4, 0x86, 9, 4, 0x86, 7, 4, 0x86, 5, 1, 0))
    made = struct.pack(">BBBHB", 0x40, 0, 1, 18, 4) + fields + struct.pack(">BIIIB", 0, seconds, 500_000, 1_800_000, 1)
    found = read(whole_fit(record, values, made, values))
    assert (found.start, found.distance_m, found.duration_s, found.warning) == (START, 5_000, 1_800, "")


# GPX


def test_a_pause_is_left_out_of_moving_time_and_segments_are_not_joined() -> None:
    first = "".join(point(n) for n in range(301))
    standing = "".join(point(n, metres=900) for n in range(301, 421))
    later = "".join(point(n, metres=5_000 + 3 * n) for n in range(1_000, 1_301))
    found = read(gpx(first + standing, later))
    assert found.distance_m == pytest.approx(1_800, abs=1)
    assert found.elapsed_s == 1_300
    assert found.duration_s == pytest.approx(600, abs=10)


def test_a_point_written_several_times_a_while_is_no_pause() -> None:
    found = read(gpx("".join(point(n, metres=3 * (n - n % 4)) for n in range(601))))
    assert found.duration_s == 600


def test_sparse_points_are_moving_time() -> None:
    assert read(gpx("".join(point(n) for n in range(0, 601, 60)))).duration_s == 600


def test_points_without_time_count_for_the_way_only() -> None:
    found = read(gpx("".join(point(n, timed=n % 10 == 0) for n in range(601))))
    assert found.distance_m == pytest.approx(1_800, abs=0.5)
    assert found.duration_s == 600


def test_a_route_is_not_a_run() -> None:
    with pytest.raises(BadValue, match="a route and not a run"):
        read(gpx("".join(point(n, timed=False) for n in range(9))))
    with pytest.raises(BadValue, match="no track"):
        read(b'<gpx><rte><rtept lat="1" lon="2"/></rte></gpx>')


def test_old_prefixed_and_nameless_gpx_are_read() -> None:
    whole = run_gpx(60).decode()
    old = whole.replace('version="1.1"', 'version="1.0"').replace("GPX/1/1", "GPX/1/0")
    bare = whole.replace(' xmlns="http://www.topografix.com/GPX/1/1"', "")
    prefixed = bare.replace("</", "</g:").replace("<g", "<g:g").replace("<t", "<g:t").replace("<e", "<g:e")
    prefixed = prefixed.replace("<n", "<g:n").replace("<m", "<g:m").replace("<g:gpx", '<g:gpx xmlns:g="x"')
    assert {read(text.encode()).distance_m for text in (whole, old, bare, prefixed)} == {
        read(whole.encode()).distance_m
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_encodings(encoding: str) -> None:
    text = gpx("".join(point(n) for n in range(61)), name="Größe").decode()
    said = {"utf-8-sig": "UTF-8", "latin-1": "ISO-8859-1"}.get(encoding, "UTF-16")
    mark = "\ufeff" if encoding.endswith(("-le", "-be")) else ""
    found = read((mark + text.replace("UTF-8", said)).encode(encoding))
    assert (found.title, found.elapsed_s) == ("Größe", 60)


def test_blanks_before_the_declaration_are_passed_over() -> None:
    assert read(b"\n          " + run_tcx()).distance_m == 10_000


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("running", Sport.RUN),
        ("Run", Sport.RUN),
        ("9", Sport.RUN),
        ("trail_running", Sport.TRAIL),
        ("TrailRun", Sport.TRAIL),
        ("treadmill_running", Sport.TREADMILL),
        ("track_running", Sport.TRACK),
        ("hiking", Sport.WALK),
        ("cycling", Sport.OTHER),
        ("1", Sport.OTHER),
        ("", Sport.RUN),
    ],
)
def test_gpx_sports(kind: str, meant: Sport) -> None:
    assert read(gpx("".join(point(n) for n in range(61)), kind=kind)).sport is meant


def test_what_no_runner_can_is_no_run_where_the_file_names_no_sport() -> None:
    assert read(gpx("".join(point(n, metres=9 * n) for n in range(301)), kind="")).sport is Sport.OTHER


def test_points_that_are_no_place_are_counted() -> None:
    bad = '<trkpt lat="95" lon="0"/><trkpt lat="nan" lon="0"/><trkpt/>'
    found = read(gpx(bad + "".join(point(n) for n in range(61))))
    assert found.warning == "3 points left out: not a place on earth"
    assert found.distance_m == pytest.approx(180, abs=0.1)


def test_each_track_is_an_activity() -> None:
    one = gpx("".join(point(n) for n in range(61))).decode()
    inner = one[one.index("<trk>") : one.index("</gpx>")]
    assert len(read_run_file(one.replace("</gpx>", f"{inner}</gpx>").encode(), "x")) == 2


# TCX


def test_laps_are_added_up() -> None:
    later = START + timedelta(seconds=700)
    found = read(tcx(lap(START, 600, 2_000), lap(later, 300, 1_000, trackpoint(later + timedelta(seconds=320), 3_100))))
    assert (found.distance_m, found.duration_s, found.elapsed_s) == (3_000, 900, 1_020)


def test_points_say_the_distance_where_laps_do_not() -> None:
    points = trackpoint(START, 0) + trackpoint(START + timedelta(seconds=60), 240.5)
    found = read(tcx(lap(START, 0, None, points)))
    assert (found.distance_m, found.duration_s) == (240.5, 60)


def test_a_note_is_kept_and_a_ride_is_no_run() -> None:
    found = read(tcx(lap(START, 60, 600), sport="Biking", more="<Notes>wind\u202e\n  everywhere</Notes>"))
    assert (found.sport, found.note) == (Sport.OTHER, "wind\n  everywhere")


@pytest.mark.parametrize(("inside", "named"), [("Courses><Course", "a course"), ("Workouts><Workout", "a planned wor")])
def test_a_tcx_file_of_another_sort_is_named(inside: str, named: str) -> None:
    outer, inner = inside.split("><")
    text = f"<TrainingCenterDatabase><{outer}><{inner}><Name>x</Name></{inner}></{outer}></TrainingCenterDatabase>"
    with pytest.raises(BadValue, match=named):
        read(text.encode())
