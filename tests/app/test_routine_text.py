"""A routine as one text on the screen: copied, pasted, taken over."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from planner.actions.desk import Desk
from planner.actions.routine_text import routine_text
from planner.app.app import PlannerApp, Start
from planner.app.screens.builder import BuilderScreen
from planner.app.screens.routine_text import RoutineTextScreen
from planner.app.workbench import Workbench
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Routine
from planner.store.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SENT = Routine(
    id="sent",
    name="From [/] a friend",
    timing=(Timing.POST,),
    steps=(Do(exercise="calf-foam-roll"), Do(exercise="glute-foam-roll")),
)


@pytest.fixture
def app(store_root: Path) -> PlannerApp:
    """Make the program on the builder."""
    return PlannerApp(Desk(Store(store_root), now=lambda: NOW, pick=Random(3).choice), Start(mode="builder"))


def bench_of(pilot: Pilot[None]) -> Workbench:
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, BuilderScreen))
    return screen.bench


async def text_screen(pilot: Pilot[None]) -> TextArea:
    await pilot.press("T")
    await pilot.pause()
    assert isinstance(pilot.app.screen, RoutineTextScreen)
    return pilot.app.screen.query_one(TextArea)


def said(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#said", Static).content)


async def test_the_routine_is_copied_as_one_text(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("enter")
        area = await text_screen(pilot)
        await pilot.press("ctrl+c")
        assert app.clipboard == area.text
        assert 'exercise = "calf-foam-roll"' in app.clipboard
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)


async def test_a_pasted_text_takes_the_place_of_what_is_there_and_is_taken_over(app: PlannerApp) -> None:
    text = routine_text(app.desk, SENT)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        area = await text_screen(pilot)
        app.copy_to_clipboard(text)
        await pilot.press("ctrl+v")
        await pilot.pause()
        assert area.text == text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert bench_of(pilot).draft.routine.name == SENT.name
        assert app.desk.routine("sent").steps == SENT.steps
        await pilot.press("z")
        assert bench_of(pilot).draft.steps == (Do(exercise="calf-foam-roll"),)


async def test_what_the_terminal_pastes_takes_the_place_of_the_text_only_while_it_is_unchanged(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("enter")
        area = await text_screen(pilot)
        app.post_message(Paste("one"))
        await pilot.pause()
        assert area.text == "one"
        app.post_message(Paste(" two"))
        await pilot.pause()
        assert area.text == "one two"


async def test_a_mistake_is_said_with_its_line_and_the_cursor_goes_there_and_nothing_is_saved(app: PlannerApp) -> None:
    text = routine_text(app.desk, SENT).replace('"glute-foam-roll"', '"glute-foam-rol"')
    line = next(n for n, one in enumerate(text.splitlines()) if "glute-foam-rol" in one)
    async with app.run_test() as pilot:
        area = await text_screen(pilot)
        area.text = text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoutineTextScreen)
        assert f"line {line + 1}" in said(pilot)
        assert "glute-foam-rol" in said(pilot)
        assert area.cursor_location[0] == line
        assert area.text == text
    assert "sent" not in app.desk.routine_names()


async def test_a_text_that_was_not_taken_over_is_dropped_only_when_asked_twice(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        area = await text_screen(pilot)
        area.text = "half of it"
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoutineTextScreen)
        assert "esc again drops it" in said(pilot)
        await pilot.press("x", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoutineTextScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)


async def test_the_text_as_it_stands_is_not_taken_over_twice(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await text_screen(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoutineTextScreen)
    assert set(app.desk.routine_names()) == set(Desk(Store(app.desk.store.root / "none")).routine_names())
