"""The real chain and library with entries of a week, for tests of suggested sessions."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from planner.domain.body import Area, Side
from planner.domain.health import Sign
from planner.domain.light import RaisedFlag, Urgency
from planner.domain.log import Feeling, Felt
from planner.store.library import load_chain, load_library

CHAIN = load_chain()
EXERCISES = load_library(None)[0].exercises
TODAY = date(2026, 11, 21)
SORE_AREAS = tuple(area for area in Area if area is not Area.CORE)
FLAG = RaisedFlag(
    flag="clot",
    entry="x",
    day=TODAY,
    place=None,
    worry="blood clot",
    urgency=Urgency.SAME_DAY,
    message="A swollen warm calf is looked at today.",
)


def felt(
    area: Area,
    score: int,
    side: Side = Side.BOTH,
    *,
    ago: int = 0,
    feeling: Feeling = Feeling.TIGHTNESS,
    signs: tuple[Sign, ...] = (),
) -> Felt:
    """An entry `ago` days before today."""
    day = TODAY - timedelta(days=ago)
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return Felt(id="x", at=at, day=day, area=area, score=score, side=side, feeling=feeling, signs=signs)


def entries(least: int = 1, sides: tuple[Side, ...] = tuple(Side)) -> st.SearchStrategy[list[Felt]]:
    """Some entries of the last ten days, of any area, feeling and side."""
    one = st.builds(
        lambda area, score, side, ago, feeling: felt(area, score, side, ago=ago, feeling=feeling),
        st.sampled_from(SORE_AREAS),
        st.integers(0, 10),
        st.sampled_from(sides),
        st.integers(0, 9),
        st.sampled_from(Feeling),
    )
    return st.lists(one, min_size=least, max_size=5)
