"""Bringing something along in tests: naming a file, waiting until it is read, and looking at what came of it."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from planner.app.app import PlannerApp
from planner.app.screens import bring_plan, export
from planner.app.screens.bring import BringScreen
from planner.app.screens.bring_plan import BringPlanScreen
from planner.app.screens.bring_runs import BringRunsScreen
from planner.app.screens.export import ExportScreen
from planner.app.widgets.board import Board
from tests.app.lines import texts_of


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody types in tests: what is asked for is made without a pause."""
    monkeypatch.setattr(bring_plan, "_PAUSE_S", 0.001)
    monkeypatch.setattr(export, "_PAUSE_S", 0.001)


def whole(root: Path) -> dict[str, bytes]:
    """Every byte of a store; what is derived from it aside."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".cache"]
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def shown(app: PlannerApp) -> str:
    """What stands on the board, with single blanks."""
    board = app.screen.query_one(Board)
    return " ".join(texts_of(board.lines(*board.size)).split())


async def settled(pilot: Pilot[None]) -> None:
    """Wait until what was asked for is read, made or written, however slow the machine is."""
    await pilot.pause()
    for _ in range(2_000):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.01)
        if not _is_at_work(pilot.app.screen):
            return
    raise AssertionError("it is still at work")


def _is_at_work(screen: Screen[Any]) -> bool:
    if isinstance(screen, ExportScreen):
        return screen._is_writing or bool(screen._wanted and not screen._problem and screen.made is None)
    if isinstance(screen, BringPlanScreen):
        return screen._wanted is not None and screen._outcome is None
    if isinstance(screen, BringRunsScreen):
        known = screen._proposal or screen._problem
        return screen._is_busy or screen._is_keeping or known is None
    return False


async def named(pilot: Pilot[None], path: Path | str) -> None:
    """Open the import and name a file."""
    await pilot.press("i")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, BringScreen)
    screen.field.value = str(path)
    await pilot.press("enter")
    await settled(pilot)
