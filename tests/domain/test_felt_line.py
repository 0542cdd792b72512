"""One line about what is felt: every order of words is understood, and what is written reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.body import Area, Side
from planner.domain.errors import BadValue
from planner.domain.felt_line import FeltLine, read_felt, show_felt
from planner.domain.health import Sign
from planner.domain.log import Feeling, When
from planner.domain.text import one_line
from planner.domain.units import Unit

LINES = st.builds(
    FeltLine,
    area=st.none() | st.sampled_from([area for area in Area if area is not Area.CORE]),
    side=st.none() | st.sampled_from(Side),
    score=st.none() | st.integers(0, 10),
    feeling=st.none() | st.sampled_from(Feeling),
    when=st.none() | st.sampled_from(When),
    came_on_m=st.none() | st.integers(0, 99_999).map(lambda tens: tens * 10.0),
    signs=st.lists(st.sampled_from(Sign), unique=True, max_size=5).map(tuple),
    note=st.text(max_size=20).map(one_line),
)


@given(LINES)
def test_a_line_that_is_written_reads_back(line: FeltLine) -> None:
    assert read_felt(show_felt(line)) == line


@given(LINES)
def test_in_miles_too_what_was_read_is_written_as_it_was_typed(line: FeltLine) -> None:
    written = show_felt(line, Unit.MI)
    assert show_felt(read_felt(written, Unit.MI), Unit.MI) == written


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "left knee 4 after limp: outer side",
            FeltLine(area=Area.KNEE, side=Side.LEFT, score=4, when=When.AFTER, signs=(Sign.LIMP,), note="outer side"),
        ),
        ("4 KNEE right", FeltLine(area=Area.KNEE, side=Side.RIGHT, score=4)),
        ("kn 10/10", FeltLine(area=Area.KNEE, score=10)),
        ("r it band tight 6", FeltLine(area=Area.IT_BAND, side=Side.RIGHT, score=6, feeling=Feeling.TIGHTNESS)),
        ("hip 2", FeltLine(area=Area.HIP, score=2)),
        ("hip flexor 2", FeltLine(area=Area.HIP_FLEXOR, score=2)),
        ("both low-back 3 in the morning", FeltLine(area=Area.LOW_BACK, side=Side.BOTH, score=3, when=When.MORNING)),
        ("calf 5 during, at 6.5 km", FeltLine(area=Area.CALF, score=5, when=When.DURING, came_on_m=6500.0)),
        ("calf 5 at 4mi", FeltLine(area=Area.CALF, score=5, came_on_m=6437.4)),
        ("foot 3 every run", FeltLine(area=Area.PLANTAR_FOOT, score=3, signs=(Sign.EVERY_RUN,))),
        ("shin numb 3 numbness", FeltLine(area=Area.SHIN, score=3, feeling=Feeling.NUMB, signs=(Sign.NUMB,))),
        ("shin 3 at night", FeltLine(area=Area.SHIN, score=3, signs=(Sign.NIGHT,))),
        ("shin 3: a: b", FeltLine(area=Area.SHIN, score=3, note="a: b")),
        ("", FeltLine()),
    ],
)
def test_words_stand_in_any_order(text: str, line: FeltLine) -> None:
    assert read_felt(text) == line


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("knee 11", "above 10"),
        ("knee calf 3", "two things"),
        ("knee left right", "two things"),
        ("knee 3 4", "two things"),
        ("glute 3", "glute max, glute med"),
        ("elbow 3", "'elbow'"),
        ("core 3", "'core'"),
        ("knee 3 at 5x", "no distance"),
        ("knee 3 at 1000", "1000 km"),
        ("[/] 3", "'[/]'"),
    ],
)
def test_what_is_not_understood_is_named(text: str, word: str) -> None:
    with pytest.raises(BadValue, match=word.replace("[", r"\[")):
        read_felt(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        said = ""
        read_felt(text)
    except BadValue as problem:
        said = str(problem)
    assert "\n" not in said
