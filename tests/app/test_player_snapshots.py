"""How the player and the builder look; few, small, and looked at when they change."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any

from textual.pilot import Pilot

from planner.actions.desk import Desk
from planner.app.app import PlannerApp, Start
from planner.app.screens.player import PlayerScreen
from planner.store.store import Store
from tests.app.hand_clock import NOW, Clock


def app_on(store_root: Path) -> PlannerApp:
    return PlannerApp(Desk(Store(store_root), now=lambda: NOW, pick=Random(3).choice), Start(mode="builder"))


def playing(what: str, seconds: list[tuple[int, str]]) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Play `what`: press each key after letting its seconds pass."""

    async def run(pilot: Pilot[None]) -> None:
        clock = Clock()
        screen = PlayerScreen(what, clock=clock)
        await pilot.app.push_screen(screen)
        await pilot.pause()
        for wait, key in seconds:
            for _ in range(wait):
                clock.seconds += 1
                screen.beat()
            if key:
                await pilot.press(key)
        await pilot.pause()

    return run


def test_player_hold(snap_compare: Any, store_root: Path) -> None:
    keys = [(0, "enter"), (6 + 14, "")]
    assert snap_compare(app_on(store_root), terminal_size=(80, 24), run_before=playing("it-band-seven", keys))


def test_player_spots(snap_compare: Any, store_root: Path) -> None:
    keys = [(0, "enter"), (6, ""), (24, "enter"), (1, "7"), (40, "3"), (0, "enter"), (20, "enter"), (1, "6"), (26, "u")]
    assert snap_compare(app_on(store_root), terminal_size=(80, 24), run_before=playing("it-band-spot-roll", keys))


def test_player_in_a_small_window(snap_compare: Any, store_root: Path) -> None:
    keys = [(0, "enter"), (6 + 27, "")]
    assert snap_compare(app_on(store_root), terminal_size=(40, 12), run_before=playing("it-band-seven", keys))


def test_player_in_a_wide_window(snap_compare: Any, store_root: Path) -> None:
    keys = [(0, "enter"), (6 + 14, "")]
    assert snap_compare(app_on(store_root), terminal_size=(120, 40), run_before=playing("post-run-core", keys))


def test_builder(snap_compare: Any, store_root: Path) -> None:
    async def build(pilot: Pilot[None]) -> None:
        await pilot.press(
            "slash", *"calf", "enter", "enter", "down", "down", "enter", "tab", "t", "s", "greater_than_sign"
        )
        await pilot.pause()

    assert snap_compare(app_on(store_root), terminal_size=(80, 24), run_before=build)
