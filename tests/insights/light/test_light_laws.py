"""What holds of the light whatever is logged."""

from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.domain.body import Area, Side
from planner.domain.health import Sign
from planner.domain.light import Colour
from planner.domain.log import Feeling, Felt, Happening, When
from planner.insights.flags import raised
from planner.insights.light.light import light, light_course
from tests.insights.body_log import FLAGS, LIGHT, TODAY, back, cleared, felt, ran

_DAYS = 24
NO_TREND = replace(
    LIGHT,
    morning=replace(LIGHT.morning, yellow=11, red=11),
    worse=replace(LIGHT.worse, days=-1),
)
"""The rules without those that compare a score with an earlier one, which a lower earlier score can only sharpen."""


@st.composite
def feelings(draw: st.DrawFn) -> Felt:
    """What was felt in one of three places."""
    return felt(
        draw(st.integers(0, 10)),
        draw(st.integers(0, _DAYS)),
        draw(st.sampled_from((Area.CALF, Area.SHIN))),
        side=draw(st.sampled_from(tuple(Side))),
        when=draw(st.sampled_from((None, *When))),
        feeling=draw(st.sampled_from((Feeling.PAIN, Feeling.TIGHTNESS, Feeling.NUMB))),
        signs=draw(st.sampled_from(((), (), (), (Sign.LIMP,), (Sign.REST,), (Sign.PINPOINT, Sign.NIGHT)))),
        session=draw(st.sampled_from(("", "", "p"))),
    )


entries = st.lists(st.one_of(feelings(), st.integers(0, _DAYS).map(ran)), max_size=14)


def _lower(entry: Felt, by: int) -> Felt:
    return replace(entry, score=max(0, entry.score - by))


def _ranks(log: list[Happening], rules: object = LIGHT) -> list[int]:
    assert isinstance(rules, type(LIGHT))
    course = light_course(log, back(_DAYS), TODAY, rules, FLAGS)
    return [course.get(back(ago), Colour.GREEN).rank for ago in range(_DAYS, -1, -1)]


@given(entries, st.data())
def test_a_better_score_never_makes_its_own_day_worse(log: list[Happening], data: st.DataObject) -> None:
    scored = [entry for entry in log if isinstance(entry, Felt)]
    if not scored:
        return
    chosen = data.draw(st.sampled_from(scored))
    better = [_lower(entry, data.draw(st.integers(1, 10))) if entry is chosen else entry for entry in log]
    before = light(log, chosen.day, LIGHT, FLAGS).colour
    assert light(better, chosen.day, LIGHT, FLAGS).colour.rank <= before.rank


@given(entries, st.data())
def test_a_better_score_makes_no_later_day_worse_but_by_what_is_compared_with_it(
    log: list[Happening], data: st.DataObject
) -> None:
    """A rise above a lower usual morning, or a lower yellow day, is a greater rise: nothing else is worse."""
    scored = [entry for entry in log if isinstance(entry, Felt)]
    if not scored:
        return
    chosen = data.draw(st.sampled_from(scored))
    better = [_lower(entry, data.draw(st.integers(1, 10))) if entry is chosen else entry for entry in log]
    assert all(now <= was for was, now in zip(_ranks(log, NO_TREND), _ranks(better, NO_TREND), strict=True))


@given(entries)
def test_a_red_flag_stays_until_it_is_cleared_and_is_red(log: list[Happening]) -> None:
    flag = felt(0, _DAYS, Area.SHIN, signs=(Sign.PINPOINT, Sign.NIGHT))
    for ago in (_DAYS, 3, 0):
        told = light([*log, flag], back(ago), LIGHT, FLAGS)
        assert told.colour is Colour.RED
        assert "bone-stress" in [one.flag for one in told.flags if one.day == flag.day]
    wiped = [*(entry for entry in log if not isinstance(entry, Felt) or not entry.signs), flag]
    others = [*wiped, cleared("another", "bone-stress"), cleared(flag.id, "clot")]
    assert [one.entry for one in raised(others, TODAY, FLAGS)] == [flag.id]
    assert raised([*wiped, cleared(flag.id, "bone-stress", 2)], back(2), FLAGS) == ()
    assert raised([*wiped, cleared(flag.id, "bone-stress", 2)], back(3), FLAGS) != ()


@given(entries, feelings())
def test_another_entry_never_takes_a_day_below_green_nor_a_flag_away(log: list[Happening], more: Felt) -> None:
    before, after = light(log, TODAY, LIGHT, FLAGS), light([*log, more], TODAY, LIGHT, FLAGS)
    if before.colour is Colour.GREEN:
        assert after.colour.rank >= before.colour.rank
    assert {flag.flag for flag in before.flags} <= {flag.flag for flag in after.flags}


@given(entries, st.randoms(use_true_random=False))
def test_the_order_in_the_file_does_not_matter(log: list[Happening], random: object) -> None:
    shuffled = list(log)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' own random
    assert light(shuffled, TODAY, LIGHT, FLAGS) == light(log, TODAY, LIGHT, FLAGS)


@given(entries)
def test_the_course_says_what_the_light_of_each_day_said(log: list[Happening]) -> None:
    course = light_course(log, back(_DAYS), TODAY, LIGHT, FLAGS)
    for ago in (0, 1, 5, _DAYS):
        day = back(ago)
        assert course.get(day, Colour.GREEN) is light(log, day, LIGHT, FLAGS).colour


@given(st.lists(feelings(), min_size=1, max_size=10), st.integers(0, 400))
@example([felt(4, 5), felt(6, 3)], 100)
def test_what_was_long_ago_does_not_colour_today(log: list[Felt], more: int) -> None:
    """But for red flags, which stand."""
    late = TODAY + timedelta(days=_DAYS + more)
    told = light(log, late, LIGHT, FLAGS)
    if not told.flags:
        assert told.colour is Colour.GREEN


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, _DAYS), st.sampled_from((None, *When))), max_size=14))
def test_tightness_alone_is_never_red(log: list[tuple[int, int, When | None]]) -> None:
    tight = [felt(score, ago, when=when, feeling=Feeling.TIGHTNESS) for score, ago, when in log]
    assert Colour.RED not in light_course(tight, back(_DAYS), TODAY, LIGHT, FLAGS).values()
