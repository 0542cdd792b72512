"""What was felt, place by place."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.body import Area, Place, Side
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, When
from planner.insights.complaints import complaints

DAY = date(2027, 2, 1)
AT = datetime(2027, 2, 1, 9, tzinfo=UTC)


def felt(score: int, *, ago: int = 0, area: Area = Area.KNEE, side: Side = Side.LEFT, **more: object) -> Felt:
    return Felt(id=f"f{ago}{score}", at=AT, day=DAY - timedelta(days=ago), area=area, side=side, score=score, **more)  # type: ignore[arg-type]


def test_the_worst_place_comes_first_with_its_worst_day_and_its_latest_score() -> None:
    found = complaints([felt(2, area=Area.CALF), felt(6, ago=9), felt(3, ago=1)])
    assert [one.place for one in found] == [Place(Area.KNEE, Side.LEFT), Place(Area.CALF, Side.LEFT)]
    knee = found[0]
    assert (knee.worst, knee.worst_day, knee.latest) == (6, DAY - timedelta(days=9), 3)
    assert (knee.first, knee.last, knee.count) == (DAY - timedelta(days=9), DAY - timedelta(days=1), 2)


def test_left_and_right_are_two_places() -> None:
    assert len(complaints([felt(3), felt(3, side=Side.RIGHT)])) == 2


def test_a_place_that_was_only_rated_0_is_no_complaint() -> None:
    assert complaints([felt(0, ago=n) for n in range(5)]) == ()


def test_a_0_at_the_end_is_the_latest_score_and_no_day_of_complaint() -> None:
    (knee,) = complaints([felt(4, ago=3), felt(0)])
    assert (knee.latest, knee.count, knee.last) == (0, 1, DAY - timedelta(days=3))


def test_each_moment_has_its_count_mean_and_worst() -> None:
    (knee,) = complaints([felt(2, ago=3, when=When.AFTER), felt(5, ago=2, when=When.AFTER), felt(1, when=When.MORNING)])
    assert [(one.when, one.count, one.mean, one.worst) for one in knee.moments] == [
        (When.AFTER, 2, 3.5, 5),
        (When.MORNING, 1, 1.0, 1),
    ]


def test_signs_and_kinds_are_named_once_and_the_way_in_is_a_range() -> None:
    (knee,) = complaints(
        [
            felt(4, ago=4, signs=(Sign.LIMP,), came_on_m=6_000.0),
            felt(4, ago=2, signs=(Sign.LIMP, Sign.NIGHT), came_on_m=9_000.0, feeling=Feeling.SHARP),
        ]
    )
    assert knee.signs == (Sign.LIMP, Sign.NIGHT)
    assert knee.feelings == (Feeling.PAIN, Feeling.SHARP)
    assert knee.came_on_m == (6_000.0, 9_000.0)


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 60), st.sampled_from(Side)), max_size=20))
def test_the_order_in_the_log_does_not_matter(entries: list[tuple[int, int, Side]]) -> None:
    listed = [felt(score, ago=ago, side=side) for score, ago, side in entries]
    said = {(one.place, one.worst, one.count, one.first, one.last) for one in complaints(listed)}
    assert {(one.place, one.worst, one.count, one.first, one.last) for one in complaints(reversed(listed))} == said
