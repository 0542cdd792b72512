from hypothesis import given
from hypothesis import strategies as st

from planner.domain.body import Side
from planner.domain.log import Feeling, Gait
from planner.insights.sides import measures, sides
from tests.insights.histories import HOLD, RULES, ago, at, did, felt, held, history, rolled

LEAST = RULES.sides.least


def gait(days: int, wall: tuple[float, float] | None, stand: tuple[float, float] | None = None) -> Gait:
    return Gait(id=f"g{days}", at=at(ago(days), 9), day=ago(days), to_wall_cm=wall, balance_s=stand)


def test_time_to_clear_pain_holds_and_gait_are_compared() -> None:
    past = history(
        [
            rolled(1, 200, 100),
            felt(1, 4),
            felt(1, 2, side=Side.RIGHT),
            did(1, held(HOLD, 30, Side.LEFT), held(HOLD, 15, Side.RIGHT)),
            gait(1, (10, 8), (30, 60)),
        ]
    )
    assert {one.name: one.indices[0].value for one in measures(past, RULES)} == {
        "time to clear, IT-band roll": 0.5,
        "pain, knee": 0.5,
        "hold, Calf stretch": 0.5,
        "toe to wall": 0.2,
        "balance on one leg": -0.5,
    }


def test_a_side_without_a_score_is_not_zero() -> None:
    assert not measures(history([felt(1, 6), felt(2, 6, side=Side.RIGHT)]), RULES)


def test_tightness_is_not_compared_with_pain() -> None:
    assert not measures(history([felt(1, 6), felt(1, 6, side=Side.RIGHT, feeling=Feeling.TIGHTNESS)]), RULES)


def test_below_the_least_count_there_is_no_index() -> None:
    assert sides(history(gait(n, (10, 8)) for n in range(LEAST - 1)), RULES).too_few
    figure = sides(history(gait(n, (10, 8)) for n in range(LEAST)), RULES)
    assert figure.rows == (("toe to wall", "3", "cm", "10", "8", "+0.20", "no"),)


def test_a_difference_in_most_of_the_last_times_is_told() -> None:
    figure = sides(history(gait(n, (10, 6) if n < 3 else (8, 8)) for n in range(5)), RULES)
    assert figure.says[0] == "Toe to wall: the left side reached further by over 30 %, in at least 3 of the last 5."
    figure = sides(history(gait(n, (10, 6) if n < 2 else (8, 8)) for n in range(5)), RULES)
    assert figure.says[0] == "No measure is over 30 % apart in 3 of the last 5."


@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0, 30)), min_size=LEAST, max_size=8))
def test_swapping_left_and_right_mirrors_the_figure(pairs: list[tuple[float, float]]) -> None:
    one = sides(history(gait(n, pair) for n, pair in enumerate(pairs)), RULES)
    other = sides(history(gait(n, pair[::-1]) for n, pair in enumerate(pairs)), RULES)
    ((here,), (there,)) = (figure.series[0].points for figure in (one, other))
    assert here.y is not None
    assert here.y == -(there.y or 0.0)
    flagged = {"left": "right", "right": "left", "no": "no"}
    assert flagged[one.rows[0][-1]] == other.rows[0][-1]


def test_holds_that_are_as_long_on_both_sides_stand_in_the_table_only() -> None:
    steps = (held(HOLD, 30, Side.LEFT), held(HOLD, 30, Side.RIGHT))
    past = history([*(did(n, *steps) for n in range(3)), *(gait(n, (10, 8)) for n in range(3))])
    figure = sides(past, RULES)
    assert [point.x for point in figure.series[0].points] == ["toe to wall"]
    assert [row[0] for row in figure.rows] == ["hold, Calf stretch", "toe to wall"]
    assert "1 hold as long on both sides: in the table only." in figure.says
