"""How the player and the builder look; few, small, and looked at when they change."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot

from planner.actions.desk import Desk
from planner.app.app import PlannerApp, Start
from planner.app.screens.player import PlayerScreen
from planner.domain.dose import Open, Reps
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder
from planner.store.store import Store
from tests.app.hand_clock import NOW, Clock


def app_on(store_root: Path) -> PlannerApp:
    return PlannerApp(Desk(Store(store_root), now=lambda: NOW, pick=Random(3).choice), Start(mode="builder"))


def playing(what: str | Routine, seconds: list[tuple[int, str]]) -> Callable[[Pilot[None]], Awaitable[None]]:
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


ALL_KINDS = Routine(
    id="all-kinds",
    name="All kinds",
    timing=(Timing.ANY,),
    steps=(
        Group(
            steps=(Do(exercise="clamshell", dose=Reps(12, tempo="2-1-3"), sides=SideOrder.RIGHT), Rest(30)), rounds=2
        ),
        Do(exercise="easy-jog-or-brisk-walk", dose=Open(60)),
        Note("Fetch the roller, and a cushion for the knee."),
        Do(exercise="pigeon-pose", wait=True, note="Cushion under the hip."),
    ),
)
KINDS = {
    "reps": [(0, "enter"), (6 + 8, "")],
    "rest": [(0, "enter"), (6, "enter"), (9, "")],
    "open": [(0, "enter"), *[(0, "n")] * 3, (6 + 75, "")],
    "note": [(0, "enter"), *[(0, "n")] * 4, (3, "")],
    "wait": [(0, "enter"), *[(0, "n")] * 5, (3, "")],
    "flash": [(0, "enter"), *[(0, "n")] * 5, (0, "enter"), (6, "")],
}


@pytest.mark.parametrize("kind", KINDS)
def test_player_kind(kind: str, snap_compare: Any, store_root: Path) -> None:
    assert snap_compare(app_on(store_root), terminal_size=(80, 24), run_before=playing(ALL_KINDS, KINDS[kind]))


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
