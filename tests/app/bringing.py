"""Bringing something along in tests: naming a file, waiting until it is read, and looking at what came of it."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner.app.app import PlannerApp
from planner.app.screens import bring_plan, export
from planner.app.screens.bring import BringScreen
from planner.app.widgets.board import Board
from tests.app.lines import texts_of


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody types in tests: what is asked for is made without a pause."""
    monkeypatch.setattr(bring_plan, "_PAUSE_S", 0.001)
    monkeypatch.setattr(export, "_PAUSE_S", 0.001)


def whole(root: Path) -> dict[str, bytes]:
    """Every byte of a store."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def shown(app: PlannerApp) -> str:
    """What stands on the board, with single blanks."""
    board = app.screen.query_one(Board)
    return " ".join(texts_of(board.lines(*board.size)).split())


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause(0.02)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def named(pilot: Pilot[None], path: Path | str) -> None:
    """Open the import and name a file."""
    await pilot.press("i")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, BringScreen)
    screen.field.value = str(path)
    await pilot.press("enter")
    await settled(pilot)
