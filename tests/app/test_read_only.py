"""A store that cannot be written opens all the same: it says so, and asks for nothing that could not be kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.body import BodyScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.in_place import InPlace
from planner.app.widgets.top_line import TopLine
from planner.domain.errors import StoreError
from tests.app.keys import TUESDAY, is_on, toasts
from tests.app.lines import texts_of
from tests.app.terminal import left_behind, running
from tests.powers import NO_POWERS

WHY = StoreError("/disk/store", "the disk is read-only", "Make the disk writable.")


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A disk that is read-only until this is undone."""
    monkeypatch.setattr(Desk, "read_only", property(lambda _: WHY))
    return monkeypatch


def _top(pilot: Pilot[None]) -> str:
    return texts_of(pilot.app.screen.query_one(TopLine).lines(pilot.app.size.width, 1))


@pytest.mark.usefixtures("sealed")
async def test_the_line_on_top_says_so_all_the_time(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.pause()
        assert "read-only" in _top(pilot)
        assert toasts(demo_app) == [str(WHY)]
        await pilot.press("2", "right", "4")
        assert "read-only" in _top(pilot)


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("key", ["a", "m", "n", "S", "f8"])
async def test_a_key_that_would_ask_for_something_to_keep_says_why_not(demo_app: PlannerApp, key: str) -> None:
    demo_app.start = demo_app.start.__class__(day=TUESDAY)
    async with demo_app.run_test() as pilot:
        demo_app.clear_notifications()
        await pilot.press(key)
        await pilot.pause()
        assert is_on(demo_app, CalendarScreen)
        assert toasts(demo_app) == [str(WHY)]


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("key", ["g", "/"])
async def test_what_only_looks_works(demo_app: PlannerApp, key: str) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert is_on(demo_app, Dialog)


@pytest.mark.usefixtures("sealed")
async def test_what_shows_things_and_logs_too_opens_and_says_so_first(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("!")
        await pilot.pause()
        assert is_on(demo_app, BodyScreen)
        assert str(WHY) in toasts(demo_app)


async def test_it_goes_on_as_soon_as_the_store_can_be_written(demo_app: PlannerApp, sealed: pytest.MonkeyPatch) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert is_on(demo_app, CalendarScreen)
        sealed.undo()
        await pilot.press("a")
        await pilot.pause()
        assert is_on(demo_app, InPlace)
        await pilot.press("escape", "right")
        assert "read-only" not in _top(pilot)


def _files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_real_one_is_shown_and_left_alone_and_written_once_that_is_allowed(demo_root: Path, store_root: Path) -> None:
    shutil.copytree(demo_root, store_root)
    folders = [store_root, *(path for path in store_root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    before = _files(store_root)
    try:
        with running(store_root, first=NO_POWERS) as program:
            program.shows("read-only")
            program.press("a")
            program.shows("--store")  # a word is never parted, however long the path before it is
            assert _files(store_root) == before
            for folder in folders:
                folder.chmod(0o700)
            program.press("a")
            program.shows("enter saves")
            program.press("8 easy\r")
            program.shows("Added")
            program.press("q")
            assert program.end() < 5
            assert (program.process.returncode, left_behind(program.output)) == (0, [])
        assert _files(store_root) != before
    finally:
        for folder in folders:
            folder.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize("words", ["today", "week", "plan list", "body", "insights", "suggest", "ready", "plan check"])
def test_what_only_shows_needs_no_write(demo_root: Path, store_root: Path, words: str) -> None:
    shutil.copytree(demo_root, store_root)
    for cache in (store_root / ".state").glob("*.cache"):
        cache.unlink()
    folders = [store_root, *(path for path in store_root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        command = [sys.executable, "-c", f"{NO_POWERS}\nfrom planner.__main__ import main\nmain()", *words.split()]
        environ = {**os.environ, "PLANNER_STORE": str(store_root)}
        ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert (ended.returncode in (0, 3), ended.stderr) == (True, "")
    assert ended.stdout


@pytest.mark.usefixtures("sealed")
async def test_the_same_reason_is_not_told_twice_at_once(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.pause()
        demo_app.complain(StoreError("/disk/store/.state/lock", WHY.why, WHY.fix))
        await pilot.pause()
        demo_app.complain(WHY)
        await pilot.pause()
        assert toasts(demo_app) == [str(WHY)]


@pytest.mark.usefixtures("sealed")
async def test_a_narrow_window_says_so_too_and_has_the_light(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert "read-only" in _top(pilot)
        assert "light:" in _top(pilot)
