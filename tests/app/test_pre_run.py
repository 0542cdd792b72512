"""The card before a run by keys: one look, one key to go."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.events import AppFocus

from planner.actions import changes, diary
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.player import PlayerScreen
from planner.app.screens.pre_run import PreRunScreen, _Card
from planner.app.widgets.dialog import Dialog
from planner.domain.body import Area, Side
from planner.domain.log import When
from tests.app.keys import TODAY, TUESDAY, is_on, session_of, shown
from tests.app.lines import texts_of


def card_text(app: PlannerApp) -> str:
    board = app.screen.query_one(_Card)
    return texts_of(board.lines(*board.size))


@pytest.fixture
def run_today(demo: Desk) -> None:
    """Tuesday's run stands on today."""
    changes.move(demo, session_of(demo, TUESDAY).id, TODAY)


@pytest.mark.usefixtures("run_today")
async def test_enter_plays_what_comes_before_the_run(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        assert is_on(demo_app, PreRunScreen)
        assert "Before the run" in str(demo_app.screen.query_one("#heading").render())
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert is_on(demo_app, PlayerScreen)


@pytest.mark.usefixtures("run_today")
async def test_what_another_window_logged_meanwhile_is_on_the_card_when_one_comes_back(
    demo_app: PlannerApp, demo: Desk
) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        assert "Red" not in card_text(demo_app)
        diary.log_pain(Desk(demo.store, now=demo.now), Area.KNEE, 8, TODAY, side=Side.LEFT)
        demo_app.post_message(AppFocus())
        await pilot.pause()
        assert "Red" in card_text(demo_app)
        await pilot.press("escape")
        await pilot.pause()
        assert "knee pain 8 of 10" in shown(pilot)


async def test_a_day_without_a_run_names_the_next_one(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        assert "next" in card_text(demo_app)
        assert "Sun 7 Feb" in card_text(demo_app)


@pytest.mark.usefixtures("run_today")
async def test_the_colour_comes_first_and_says_why(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 4, TODAY - timedelta(days=1), side=Side.LEFT, when=When.AFTER)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        said = card_text(demo_app)
        assert said.lstrip().startswith("!")
        assert "Yellow" in said.splitlines()[0]
        assert "Left knee" in said
        assert "! answers it" in said


async def test_a_shared_screen_shows_neither_colour_nor_what_was_felt(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 7, TODAY, side=Side.LEFT, when=When.AFTER)
    demo.set(private=True)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        said = card_text(demo_app)
        assert "knee" not in said.lower()
        assert "red" not in said.lower()


@pytest.mark.usefixtures("run_today")
async def test_d_leads_on_to_saying_done_and_esc_to_the_calendar(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T", "d")
        await pilot.pause()
        assert is_on(demo_app, Dialog)
        await pilot.press("escape", "T", "escape")
        await pilot.pause()
        assert not is_on(demo_app, PreRunScreen)


async def test_the_card_fits_a_tiny_window(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(40, 12)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        assert card_text(demo_app)


@pytest.mark.usefixtures("run_today")
def test_a_snapshot_of_the_card(demo_app: PlannerApp, demo: Desk, snap_compare: Callable[..., bool]) -> None:
    diary.log_pain(demo, Area.KNEE, 4, TODAY - timedelta(days=1), side=Side.LEFT, when=When.AFTER)
    assert snap_compare(demo_app, press=["T"], terminal_size=(80, 24))


async def test_a_light_that_is_not_known_is_no_ok(demo_app: PlannerApp, demo: Desk) -> None:
    demo.store.root.joinpath("log/2027-02.toml").write_bytes(b"[[[")
    demo.look_again()
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        said = card_text(demo_app)
        assert "light is not known" in said
        assert " ok " not in said
