"""Distances, durations and clocks: what is typed, what is shown."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.change import Edit
from planner.domain.errors import BadValue
from planner.domain.session import Session, SessionKind
from planner.domain.units import (
    Span,
    Unit,
    parse_distance,
    parse_duration,
    show_clock,
    show_distance,
    show_duration,
    show_number,
)


@pytest.mark.parametrize(
    ("text", "low_m", "high_m"),
    [
        ("8", 8000, 8000),
        ("8km", 8000, 8000),
        ("8 KM", 8000, 8000),
        ("5mi", 8046.72, 8046.72),
        ("5 miles", 8046.72, 8046.72),
        ("400m", 400, 400),
        ("6-8", 6000, 8000),
        ("8-6", 6000, 8000),
        ("3-4mi", 4828.032, 6437.376),
        ("6 to 8 km", 6000, 8000),
        ("7,5", 7500, 7500),
    ],
)
def test_a_distance_reads_as_it_is_typed(text: str, low_m: float, high_m: float) -> None:
    assert parse_distance(text, Unit.KM) == Span(low_m, high_m)


def test_a_bare_number_is_in_the_users_unit() -> None:
    assert parse_distance("10", Unit.MI).low_m == pytest.approx(16093.44)


@pytest.mark.parametrize(
    "text", ["0", "abc", "", "-5", "1e9", "5 furlongs", "1-2-3", "1000", "٨", "8 [km]", "nan", "inf"]
)
def test_what_is_no_distance_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadValue, match="Write 8, 8km, 5mi or 6-8"):
        parse_distance(text, Unit.KM)


@given(st.floats(50, 900_000), st.sampled_from(Unit))
def test_a_shown_distance_reads_back_within_its_rounding(metres: float, unit: Unit) -> None:
    shown = show_distance(metres, unit)
    if show_number(metres / unit.metres) != "0":
        assert abs(parse_distance(shown, unit).low_m - metres) <= 0.051 * unit.metres


def test_a_range_stays_a_range_on_screen() -> None:
    assert show_distance(Span(6000, 8000), Unit.KM) == "6-8 km"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("45", 2700), ("45 min", 2700), ("1h 20", 4800), ("1h", 3600), ("1:20:00", 4800), ("45:30", 2730)],
)
def test_a_duration_reads_as_it_is_typed(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "0", "abc", "-5", "49h", "99999999999"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_duration(text)


def test_durations_and_clocks_for_people() -> None:
    assert [show_duration(s) for s in (45, 720, 3600, 4800, 3599)] == ["45 s", "12 min", "1 h", "1 h 20 min", "1 h"]
    assert [show_clock(s) for s in (45, 370, 3723, -3)] == ["0:45", "6:10", "1:02:03", "0:00"]


def test_a_session_ends_below_1000_km_and_a_sum_does_not() -> None:
    far = Span.of(1_000_000)
    assert show_distance(far, Unit.KM) == "1000 km"
    with pytest.raises(ValueError, match="below 1000 km"):
        Session(id="x", day=date(2027, 4, 18), kind=SessionKind.RUN, distance=far)
    with pytest.raises(ValueError, match="below 1000 km"):
        Edit(id="c", at=datetime(2027, 4, 1, tzinfo=UTC), session="x", distance=far)
