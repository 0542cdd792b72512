"""How the body screen looks at the sizes that people have."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from planner.actions import diary
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.domain.body import Area, Side
from planner.domain.health import Sign
from planner.domain.log import Feeling, When
from tests.app.keys import TODAY


@pytest.fixture
def sore_app(demo: Desk, reopen: Callable[[], PlannerApp]) -> PlannerApp:
    """The program on the demo, with a knee that comes and goes, a tight IT band and a calf that is red."""
    for days, score in ((30, 2), (24, 3), (16, 5), (9, 4), (4, 3), (2, 4)):
        day = TODAY - timedelta(days=days)
        diary.log_pain(demo, Area.KNEE, score, day, side=Side.LEFT, when=When.AFTER)
    day = TODAY - timedelta(days=2)
    diary.log_pain(demo, Area.IT_BAND, 6, day, side=Side.LEFT, feeling=Feeling.TIGHTNESS, when=When.AFTER)
    diary.log_pain(demo, Area.CALF, 6, day, side=Side.RIGHT, when=When.DURING, signs=(Sign.LIMP,))
    return reopen()


def test_how_the_body_looks_at_80_columns(snap_compare: Callable[..., bool], sore_app: PlannerApp) -> None:
    assert snap_compare(sore_app, terminal_size=(80, 24), press=["exclamation_mark", "k"])


def test_how_an_entry_looks_at_80_columns(snap_compare: Callable[..., bool], sore_app: PlannerApp) -> None:
    assert snap_compare(sore_app, terminal_size=(80, 24), press=["exclamation_mark", "k", "4", "l", "down", "down"])


def test_how_the_body_looks_at_120_columns(snap_compare: Callable[..., bool], sore_app: PlannerApp) -> None:
    assert snap_compare(sore_app, terminal_size=(120, 40), press=["exclamation_mark", "k"])
