"""How the views look with days off on them, at the sizes that people have."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.widgets.top_line import TopLine
from planner.domain.change import Off
from planner.domain.off import Easing, OffKind
from tests.app.conftest import NOW
from tests.app.keys import shown
from tests.app.lines import texts_of

FIRST = date(2027, 2, 9)


@pytest.fixture
def ill_app(demo: Desk, reopen: Callable[[], PlannerApp]) -> PlannerApp:
    """The program on the demo with three days of illness ahead and an easier week behind them."""
    last = FIRST + timedelta(days=2)
    back = (Easing(last=last + timedelta(days=5), share=0.5),)
    plan = demo.plan_of(None)
    off = Off(id="off1", at=NOW, kind=OffKind.ILLNESS, first=FIRST, last=last, back=back)
    demo.store.add_changes(plan.id, off, action=(f"plan:{plan.id}:off1",))
    return reopen()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("view", ["1", "2", "3", "4"])
def test_how_a_view_looks(
    snap_compare: Callable[..., bool], ill_app: PlannerApp, view: str, size: tuple[int, int]
) -> None:
    assert snap_compare(ill_app, terminal_size=size, press=["down", "left", view])


async def test_on_a_shared_screen_the_line_on_top_says_private_and_no_pain_is_marked(
    demo: Desk, reopen: Callable[[], PlannerApp]
) -> None:
    demo.set(private=True)
    app = reopen()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in "1234":
            await pilot.press(key)
            await pilot.pause()
            top = pilot.app.screen.query_one(TopLine)
            assert "private" in texts_of(top.lines(80, 1))
            assert "!" not in shown(pilot)
            assert "felt" not in shown(pilot)
