"""The chain by keys: choosing areas and steps, minutes, playing, keeping, hanging, and what a shared screen hides."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from planner.actions import diary
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.chain_board import ChainBoard
from planner.app.screens.chain import ChainScreen
from planner.app.screens.player import PlayerScreen
from planner.app.screens.report import ReportScreen
from planner.app.widgets.board import Board
from planner.app.widgets.dialog import Dialog
from planner.domain.body import Area, Side
from planner.domain.exercise import Timing
from planner.domain.health import Sign
from planner.domain.ids import SUGGESTED
from planner.domain.log import Feeling
from planner.domain.routine import exercise_ids
from tests.app.keys import is_on, toasts
from tests.app.lines import texts_of


@pytest.fixture
def sore_app(unhurt: Desk) -> PlannerApp:
    """The program on a demo with a tight left calf, and nothing else."""
    diary.log_pain(unhurt, Area.CALF, 5, unhurt.today, side=Side.LEFT, feeling=Feeling.TIGHTNESS)
    return PlannerApp(unhurt)


def board_of(pilot: Pilot[None]) -> ChainBoard:
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, ChainScreen))
    return screen.board


def shown(pilot: Pilot[None]) -> str:
    """What stands on the chain now."""
    size = pilot.app.screen_stack[1].query_one(Board).size
    return texts_of(board_of(pilot).lines(size.width, size.height))


async def test_k_opens_the_chain_on_the_warmest_area_and_esc_goes_back(sore_app: PlannerApp) -> None:
    async with sore_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("K")
        await pilot.pause()
        assert is_on(sore_app, ChainScreen)
        text = shown(pilot)
        assert "● calf 5" in text
        assert "You logged the left calf: tightness 5 of 10, Sat 6 Feb. [logged by you]" in text
        assert "A model to choose exercises by, not a diagnosis." in text
        assert "Also look at: ankle, glute max" in text
        await pilot.press("escape")
        await pilot.pause()
        assert not is_on(sore_app, ChainScreen)


async def test_arrows_choose_an_area_and_say_why_it_is_warm(sore_app: PlannerApp) -> None:
    async with sore_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("K", "up")
        await pilot.pause()
        assert board_of(pilot).area is Area.IT_BAND
        text = shown(pilot)
        assert "The IT band is often followed by the calf in this model." in text
        assert "[practice]" in text
        assert "Source: a physiotherapist" in text
        await pilot.press("enter")
        await pilot.pause()
        assert is_on(sore_app, ReportScreen)


async def test_a_longer_session_comes_at_once_and_a_run_before_it_changes_it(sore_app: PlannerApp) -> None:
    async with sore_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("K")
        board = board_of(pilot)
        lengths = [board.found.length.usual_s]
        for key in ("+", "+", "+", "+"):
            await pilot.press(key)
            lengths.append(board.found.length.usual_s)
        assert "any" in _choice(board)
        assert lengths == sorted(lengths)
        assert lengths[0] < lengths[-1]
        await pilot.press(*"-----")
        assert _choice(board) == " 5 "
        assert board.found.length.usual_s <= 300
        await pilot.press("b")
        assert board.found.timing is Timing.PRE
        assert "before a run" in shown(pilot)


def _choice(board: ChainBoard) -> str:
    """The minutes that are marked."""
    return next(
        bit.text for line in board.lines(120, 38) for bit in line if bit.role == "cursor" and "●" not in bit.text
    )


async def test_in_the_session_arrows_choose_a_step_and_enter_says_why(sore_app: PlannerApp) -> None:
    async with sore_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("K", "tab", "down")
        board = board_of(pilot)
        assert (board.on_session, board.step) == (True, 1)
        step = board.chosen_step
        assert step
        assert step.name in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        told = " ".join(str(one.render()) for one in sore_app.screen.query(Static))
        assert step.reasons[0].text in told
        assert f"[{step.reasons[0].level}]" in told


async def test_what_was_left_out_is_listed_with_the_reason(sore_app: PlannerApp) -> None:
    async with sore_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("K")
        dropped = board_of(pilot).found.dropped
        await pilot.press("x")
        await pilot.pause()
        assert is_on(sore_app, ReportScreen)
        told = " ".join(str(one.render()) for one in sore_app.screen.query(Static))
        assert told.count("It belongs before a run: ") == 1
        (same,) = {one.why for one in dropped if one.why.startswith("it belongs")}
        assert all(one.name in told for one in dropped if one.why == same)


async def test_it_is_played_as_it_stands_and_the_chain_is_there_again(sore_app: PlannerApp) -> None:
    async with sore_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("K", "-", "p")
        await pilot.pause()
        player = sore_app.screen
        assert isinstance(player, PlayerScreen)
        assert player.sitting
        played = player.sitting.player.timeline.routine
        assert played.id == SUGGESTED
        assert exercise_ids(played.steps) == [one.exercise for one in board_of(pilot).found.steps]
        await pilot.press("q")
        await pilot.pause()
        assert is_on(sore_app, ChainScreen)


async def test_kept_and_hung_from_the_chain_and_the_layer_taken_back_by_one_key(sore_app: PlannerApp) -> None:
    desk = sore_app.desk
    before = desk.schedule_of(desk.plan_of(None)).layers
    async with sore_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("K", "k")
        await pilot.pause()
        assert is_on(sore_app, Dialog)
        await pilot.press("enter")
        await pilot.pause()
        assert "for-the-calf-6-feb" in desk.routine_names()
        await pilot.press("h")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert len(desk.schedule_of(desk.plan_of(None)).layers) == len(before) + 1
        assert toasts(sore_app)[-1].startswith("Hung For the calf, 6 Feb on ")
        await pilot.press("u")
        await pilot.pause()
        assert desk.schedule_of(desk.plan_of(None)).layers == before
        assert "for-the-calf-6-feb-2" in desk.routine_names()


async def test_a_red_flag_shows_the_message_and_nothing_to_play(sore_app: PlannerApp) -> None:
    desk = sore_app.desk
    diary.log_pain(desk, Area.CALF, 5, desk.today, side=Side.LEFT, signs=(Sign.SWELLING, Sign.WARM))
    async with sore_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("K")
        await pilot.pause()
        assert "Nothing is suggested while this" in shown(pilot)
        assert board_of(pilot).found.routine is None
        await pilot.press("p")
        await pilot.pause()
        assert is_on(sore_app, ChainScreen)
        assert "a red flag stands" in toasts(sore_app)[-1]


async def test_on_a_shared_screen_there_are_no_scores(sore_app: PlannerApp) -> None:
    sore_app.desk.set(private=True)
    async with sore_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("K")
        await pilot.pause()
        text = shown(pilot)
        for word in ("5 of 10", "calf 5", "You logged", "score"):
            assert word not in text, word
        assert "worked by the session" in text


@pytest.mark.parametrize("size", [(40, 12), (50, 24), (59, 40), (60, 16), (80, 24), (200, 60)])
async def test_every_size_shows_an_area_a_step_and_a_reason(sore_app: PlannerApp, size: tuple[int, int]) -> None:
    async with sore_app.run_test(size=size) as pilot:
        await pilot.press("K")
        await pilot.pause()
        text = shown(pilot)
        assert "calf" in text
        assert "You logged" in text
        await pilot.press("tab", "down", "tab", "down", "left", "right", "up")
        await pilot.pause()
        assert board_of(pilot).step == 1


async def test_a_click_chooses_an_area_or_a_step(sore_app: PlannerApp) -> None:
    async with sore_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("K")
        await pilot.pause()
        lines = shown(pilot).splitlines()
        y = next(n for n, line in enumerate(lines) if "TFL" in line[:44])
        await pilot.click(Board, offset=(lines[y].index("TFL"), y))
        assert board_of(pilot).area is Area.TFL
        name = board_of(pilot).found.steps[2].name[:10]
        y = next(n for n, line in enumerate(lines) if name in line[44:])
        await pilot.click(Board, offset=(60, y))
        assert (board_of(pilot).on_session, board_of(pilot).step) == (True, 2)


def test_how_the_chain_looks(snap_compare: Callable[..., bool], sore_app: PlannerApp) -> None:
    assert snap_compare(sore_app, terminal_size=(80, 24), run_before=_settled)


def test_how_the_chain_looks_in_a_wide_window(snap_compare: Callable[..., bool], sore_app: PlannerApp) -> None:
    assert snap_compare(sore_app, terminal_size=(120, 40), run_before=_settled)


async def _settled(pilot: Pilot[Any]) -> None:
    await pilot.press("K")
    await pilot.pause()
    await pilot.press("up")
    await pilot.pause()


async def test_no_second_session_is_begun_over_one_that_is_played(sore_app: PlannerApp) -> None:
    async with sore_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("K", "p")
        await pilot.pause()
        await pilot.press("n", "exclamation_mark")
        await pilot.pause()
        await pilot.press("K")
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        assert is_on(sore_app, ChainScreen)
        assert "one is being played already" in toasts(sore_app)[-1]
        assert sum(isinstance(one, PlayerScreen) for one in sore_app.screen_stack) == 1
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert is_on(sore_app, PlayerScreen)
