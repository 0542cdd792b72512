"""Doses as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dose import Dose, Hold, Open, Reps, Spots, parse_dose, parse_seconds, typed_dose
from planner.domain.errors import BadValue

_seconds = st.integers(1, 3600)
_rests = st.integers(0, 3600)
_tempos = st.just("") | st.lists(st.integers(0, 99), min_size=2, max_size=4).map(lambda n: "-".join(map(str, n)))
_spots = st.tuples(st.integers(2, 40), st.integers(5, 3600), st.integers(0, 3600), st.integers(10, 3600)).map(
    lambda n: Spots(stations=n[0], chime_s=n[1], move_on_s=min(n[1] + n[2], 3600), expected_s=n[3])
)
doses: st.SearchStrategy[Dose] = st.one_of(
    st.builds(Hold, _seconds, st.integers(1, 100), _rests),
    st.builds(Reps, st.integers(1, 200), st.integers(1, 100), _rests, _tempos),
    st.builds(Open, _rests),
    _spots,
)


@given(doses)
def test_what_is_written_to_be_typed_reads_back_the_same(dose: Dose) -> None:
    assert parse_dose(typed_dose(dose)) == dose


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("30 s", Hold(30)),
        ("30s x2", Hold(30, 2)),
        ("2 min", Hold(120)),
        ("1 min 30 s", Hold(90)),
        ("1:30", Hold(90)),
        ("2:30 min", Hold(150)),
        ("30 s x 2, rest 15 s", Hold(30, 2, 15)),
        ("12", Reps(12)),
        ("12 reps \u00d7 3", Reps(12, 3)),
        ("12 x 3, tempo 2-1-3, rest 45 s", Reps(12, 3, 45, "2-1-3")),
        ("12 x 3, REST 1:00, tempo 2-1", Reps(12, 3, 60, "2-1")),
        ("open", Open()),
        ("open, about 2:00", Open(120)),
        ("Spots", Spots()),
        ("spots, about 5:00", Spots(expected_s=300)),
    ],
)
def test_doses_are_read_as_people_write_them(text: str, dose: Dose) -> None:
    assert parse_dose(text) == dose


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("0 s", "1 to 3600"),
        ("61 min", "1 to 3600"),
        ("999999 s", "1 to 3600"),
        ("30 s x 0", "1 to 100"),
        ("201 reps", "1 to 200"),
        ("12 x 101", "1 to 100"),
        ("30 s, rest 61 min", "0 to 3600"),
        ("spots, about 5 s", "10 to 3600"),
        ("12, tempo fast", "2-1-3"),
    ],
)
def test_a_dose_past_a_limit_is_refused_with_the_limit(text: str, limit: str) -> None:
    with pytest.raises(BadValue, match=limit):
        parse_dose(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        "\u0663\u0660 s",
        "9" * 5000 + " s",
        "1:75",
        "30 s x",
        "-5 s",
        "30 s, tempo 2-1-3",
        "open, rest 5 s",
        "12 x 3, rest",
        "12 x 3, rest 5 s, rest 6 s",
        "spots, stations many",
        "[bold]30 s[/]",
    ],
)
def test_what_is_no_dose_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadValue, match="Write 30 s x 2"):
        parse_dose(text)


def test_a_time_alone_is_read_for_rests() -> None:
    assert [parse_seconds(text) for text in ("45 s", "2 min", "1:30", "soon", "45")] == [45, 120, 90, None, None]
