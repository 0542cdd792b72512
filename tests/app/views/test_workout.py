"""A structured run in a view: a line a step, never wider than asked, the totals last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.app.bits import width_of
from planner.app.views.workout import workout_lines
from planner.domain.units import Unit
from tests.strategies import NAUGHTY

PACES = {"easy": 360.0, "threshold": 280.0, "interval": 250.0}
LINES = (
    "2km easy, 5x(3min 5k, 2min jog), 2km easy # tall, [b]relaxed[/b]",
    "2 x (4x400m 5k, 1min jog), 3min jog between",
    "20 easy with (the last 5 at half marathon pace, 1 km jog)",
    '6 x 45 s uphill "漢字 knees", back down',
)


def shown(text: str, width: int = 46, paces: dict[str, float] | None = None, unit: Unit = Unit.KM) -> list[str]:
    return ["".join(bit.text for bit in line).rstrip() for line in workout_lines(text, unit, width, paces)]


def test_steps_of_a_repeat_stand_below_each_other_and_the_totals_last() -> None:
    assert shown(LINES[0]) == [
        "2 km easy",
        "5 x 3 min at 5K effort",
        "    2 min jog",
        "2 km easy",
        "tall, [b]relaxed[/b]",
        "in all at least 4 km, 25 min",
    ]


def test_what_is_done_between_repeats_says_so() -> None:
    assert shown(LINES[1]) == [
        "2 x 4 x 400 m at 5K effort",
        "        1 min jog between",
        "    3 min jog between",
        "in all at least 3.2 km, 9 min",
    ]


def test_what_runs_inside_a_step_stands_below_it() -> None:
    assert shown(LINES[2])[:3] == [
        "20 km easy",
        "  with the last 5 km at half marathon pace",
        "       1 km jog",
    ]


def test_with_paces_each_step_says_what_it_comes_to() -> None:
    lines = shown(LINES[0], paces=PACES)
    assert lines[0] == "2 km easy" + " " * 25 + "about 12 min"
    assert lines[1].endswith("  about 0.7 km")
    assert lines[-1] == "in all about 9 km, 49 min"


def test_distances_are_in_the_readers_unit() -> None:
    assert shown("{3:5} easy, 4 x 400 m, 2 min jog", unit=Unit.MI)[0] == "3 mi easy"
    assert shown("{3:5} easy, 4 x 400 m, 2 min jog")[0] == "5 km easy"


@pytest.mark.parametrize("text", ["", "8 easy", "run with Ann, coffee after", *NAUGHTY])
def test_what_has_no_structure_has_no_lines(text: str) -> None:
    assert workout_lines(text, Unit.KM, 40) == []


@given(st.sampled_from(LINES), st.integers(1, 60), st.sampled_from([None, PACES]))
def test_no_line_is_wider_than_asked(text: str, width: int, paces: dict[str, float] | None) -> None:
    lines = workout_lines(text, Unit.KM, width, paces)
    assert lines
    assert all(width_of(line) <= width for line in lines)
