"""Whatever a run file holds, reading it ends in runs or in a `BadValue` that names it, soon and in little memory."""

import gzip
import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.activity import MOST_S
from planner.domain.errors import BadValue
from planner.domain.text import clean
from planner.domain.units import MOST_M
from planner.imports.runs.file import MOST_RUN_BYTES, read_run_file
from tests.imports.run_files import START, fit, gpx, point, run_fit, run_gpx, run_tcx, session

_GPX = run_gpx(30)
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_NO_MESSAGES = struct.pack("<BBHI4sH", 14, 32, 0, 0, b".FIT", 0)


def _endless_fit() -> bytes:
    """Return a FIT file of a message without fields, over and over."""
    body = bytes((0x40, 0, 0, 20, 0, 0)) + bytes(8_000_000)
    return struct.pack("<BBHI4sH", 14, 32, 0, len(body), b".FIT", 0) + body + b"\0\0"


BOMBS = {
    "nothing": (b"", "it is empty"),
    "blanks": (b" \n" * 100, "it is empty"),
    "laughs": (f'<!DOCTYPE gpx [<!ENTITY l0 "ha">{_LAUGHS}]><gpx>&l9;</gpx>'.encode(), "entities"),
    "quadratic": (f'<!DOCTYPE gpx [<!ENTITY a "{"a" * 50_000}">]><gpx>{"&a;" * 50_000}</gpx>'.encode(), "XML"),
    "other file": (b'<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>', "entities"),
    "other files rules": (b'<!DOCTYPE gpx SYSTEM "http://localhost:1/x.dtd"><gpx/>', ""),
    "deep": (b"<gpx>" + b"<a>" * 200_000, "deep"),
    "wide": (b"<gpx>" + b"<a/>" * 2_100_000, "elements"),
    "cut": (_GPX[:-30], "not XML"),
    "utf-16 that is none": (_GPX.replace(b"UTF-8", b"UTF-16"), "encoding"),
    "unknown encoding": (_GPX.replace(b"UTF-8", b"klingon"), "encoding"),
    "not utf-8": (_GPX.replace(b"Morning", b"\xff\xfe"), "not XML"),
    "no times": (b"<gpx><trk><trkseg><trkpt lat='1' lon='1'><time>soon</time></trkpt></trkseg></trk></gpx>", "route"),
    "web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
    "kml": (b"<?xml version='1.0'?><kml/>", "<kml>"),
    "json": (b'{"activities": []}', "JSON"),
    "csv": (b"Activity Date,Distance\n", "text"),
    "zip": (b"PK\x03\x04....", "zip archive"),
    "picture": (b"\xff\xd8\xff\xe0....", "picture"),
    "packed zeros": (gzip.compress(bytes(MOST_RUN_BYTES + 10)), "larger than 64 MB"),
    "packed in parts": (gzip.compress(bytes(40_000_000)) * 2, "larger than 64 MB"),
    "packed and cut": (gzip.compress(_GPX)[:-40], "cut off"),
    "packed and damaged": (gzip.compress(_GPX)[:40] + b"\xff" * 40, "damaged"),
    "packed twice": (gzip.compress(gzip.compress(_GPX)), "packed twice"),
    "too large": (b"<gpx>" + b" " * MOST_RUN_BYTES, "larger than 64 MB"),
    "fit with a long header": (b"\xff" + run_fit()[1:], "header"),
    "fit with nothing in it": (_NO_MESSAGES, "cut off"),
    "fit of one header": (run_fit()[:12], "cut off"),
    "endless fit": (_endless_fit(), "messages"),
}


@pytest.mark.parametrize(("data", "why"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_soon_with_the_files_name_and_why(data: bytes, why: str) -> None:
    began = time.process_time()
    with pytest.raises(BadValue, match="bad file") as caught:
        read_run_file(data, "bad\x1b file")
    assert time.process_time() - began < 10
    assert why in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert caught.value.fix


def test_values_that_are_no_figures_are_left_out() -> None:
    text = run_tcx().decode()
    for bad in ("nan", "inf", "-5", "1e999", "ten", "", "9" * 400):
        for found in read_run_file(text.replace("10000.0", bad).encode(), "x"):
            assert found.distance_m is None or 0 < found.distance_m < MOST_M
        for found in read_run_file(text.replace("3600.0", bad).encode(), "x"):
            assert found.duration_s is None or 0 < found.duration_s < MOST_S


def test_text_of_a_file_is_cleaned() -> None:
    (found,) = read_run_file(gpx(point(0) + point(60), name="[/] &#x9b;31m\u202etempo"), "x")
    assert found.title == "[/] 31mtempo"


def _assert_tame(data: bytes) -> None:
    try:
        found = read_run_file(data, "x")
    except BadValue:
        return
    assert found
    for one in found:
        assert one.start.tzinfo is not None
        assert clean(one.title + one.note + one.warning) == one.title + one.note + one.warning


_WHOLE = (
    fit(session(START, 60, 200), records=12, pause=(4, 6), local_hours=2, workout="Tempo"),
    run_gpx(12),
    run_tcx(),
    gzip.compress(run_gpx(12)),
    gzip.compress(run_fit()),
)
_CUTS = st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=6)


def _cut(data: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, new in cuts:
        place = at % len(data) if data else 0
        data = data[:place] + new + data[place + length :]
    return data


@given(st.sampled_from(_WHOLE), _CUTS)
def test_mutated_files(data: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    _assert_tame(_cut(data, cuts))


@given(st.binary(max_size=300))
def test_random_messages_in_a_fit_file(body: bytes) -> None:
    _assert_tame(struct.pack("<BBHI4sH", 14, 32, 0, len(body), b".FIT", 0) + body + b"\0\0")


@pytest.mark.slow
@settings(max_examples=20_000)
@given(st.sampled_from(_WHOLE), _CUTS)
def test_mutated_files_for_long(data: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    _assert_tame(_cut(data, cuts))


@pytest.mark.slow
@settings(max_examples=20_000)
@given(st.binary(max_size=300), st.booleans())
def test_random_messages_for_long(body: bytes, is_packed: bool) -> None:
    data = struct.pack("<BBHI4sH", 14, 32, 0, len(body), b".FIT", 0) + body + b"\0\0"
    _assert_tame(gzip.compress(data) if is_packed else data)
