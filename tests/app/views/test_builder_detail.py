"""The builder's lower pane: warnings beside or above the exercise, all of it to be reached by scrolling."""

from hypothesis import given
from hypothesis import strategies as st

from planner.app.bits import Line, width_of
from planner.app.views.builder_detail import Detail, detail_lines, lines_beyond
from planner.planning.routine_checks import RoutineWarning
from planner.store.library import load_library

EXERCISE = load_library(None)[0].exercises["calf-foam-roll"]
LONG = RoutineWarning("long-hold:x", "the calf is held for 90 s a side before a run: 30 s at most", "Behm 2016")
STILL = RoutineWarning("nothing-moves-after:x", "nothing moves after it: add a dynamic exercise behind it", "Behm 2016")


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(bit.text for bit in line).rstrip() for line in lines]


def test_what_is_not_accepted_stands_above_the_exercise_and_what_is_below_it() -> None:
    shown = texts(detail_lines(Detail(EXERCISE, warnings=(LONG,), accepted=(STILL,)), 78, 40))
    name = next(n for n, line in enumerate(shown) if line.startswith(EXERCISE.name))
    warned = next(n for n, line in enumerate(shown) if line.startswith("! the calf"))
    accepted = next(n for n, line in enumerate(shown) if line.startswith("accepted: nothing moves"))
    assert warned < name < accepted
    assert any("(Behm 2016)" in line for line in shown)


def test_in_a_wide_window_both_stand_side_by_side() -> None:
    first = texts(detail_lines(Detail(EXERCISE, warnings=(LONG,)), 118, 15))[0]
    assert first.startswith(EXERCISE.name)
    assert "! the calf is held" in first


def test_many_warnings_leave_room_for_the_exercise_and_stand_whole_below_it() -> None:
    many = tuple(RoutineWarning(f"k{n}", f"rule number {n} says no", "") for n in range(9))
    detail = Detail(EXERCISE, warnings=many)
    first = texts(detail_lines(detail, 78, 8))
    assert any(line.startswith(EXERCISE.name) for line in first)
    everything = texts(detail_lines(detail, 78, 99))
    assert [line for line in everything if line.startswith("! ")] == [f"! {one.text}" for one in many]
    assert any("7 lines more of this below" in line for line in first)


@given(st.integers(40, 130), st.integers(2, 30), st.booleans())
def test_scrolling_to_the_end_shows_every_line_and_says_before_how_much_is_left(
    width: int, height: int, is_accepted: bool
) -> None:
    detail = Detail(EXERCISE, warnings=(LONG, STILL), more_key="]")
    if is_accepted:
        detail = detail._replace(warnings=(LONG,), accepted=(STILL,))
    everything = texts(detail_lines(detail, width, 500))
    beyond = lines_beyond(detail, width, height)
    shown = detail_lines(detail, width, height, beyond + 5)
    seen = [texts(detail_lines(detail, width, height, start))[0] for start in range(beyond)]
    assert set(everything) <= {*seen, *texts(shown)}
    assert len(shown) <= height
    assert all(width_of(line) <= width for line in shown)
    first = texts(detail_lines(detail, width, height))
    assert first == everything if not beyond else first[-1].endswith(f"] {beyond} more")
