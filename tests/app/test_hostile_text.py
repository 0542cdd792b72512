"""Every screen and every form, filled with text that a terminal would obey: the very bytes that reach the terminal."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

import planner.app.forms
import planner.app.screens
import planner.app.widgets
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.forms.form import Form
from planner.app.widgets.dialog import Dialog
from planner.store.store import Store
from tests.app.bringing import at_once, settled  # noqa: F401 - a fixture that holds for these tests
from tests.app.recorded import Recorder, Terminal
from tests.app.tour import FORMS, KEYS, NAMELESS, SCREENS, classes_of
from tests.hostile import PAYLOADS, HostileStore, text_fields

NOW = datetime(2027, 2, 6, 9, 0, tzinfo=UTC)
SIZES = ((80, 24), (120, 40), (40, 12))
_MARK = re.compile(r"q\d\d")


class Visit:
    """A run of the program on a hostile store, with what stands on its terminal."""

    def __init__(self, pilot: Pilot[None], size: tuple[int, int]) -> None:
        self.pilot = pilot
        self.app: Any = pilot.app
        self.terminal = Terminal(*size)
        self.marks: set[str] = set()

    async def look(self) -> str:
        """Draw the whole screen anew and return what a terminal shows of it."""
        await settled(self.pilot)
        self.app.screen.refresh(layout=True)
        await self.pilot.pause()
        self.terminal.feed(self.app._driver.take())
        self.marks |= set(_MARK.findall(self.terminal.shown))
        return self.terminal.shown

    async def open(self, screen: Screen[Any]) -> str:
        """Put a screen over the calendar and return what is shown."""
        await self.app.push_screen(screen)
        return await self.look()

    async def close(self) -> None:
        """Take everything over the calendar away, toasts too."""
        while len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        self.app.clear_notifications()
        await self.pilot.pause()


@asynccontextmanager
async def visit(root: Path, size: tuple[int, int] = (80, 24), turn: int = 0) -> AsyncIterator[Visit]:
    """Run the program on a hostile store."""
    if not root.exists():
        HostileStore(root, NOW, turn)
    app = PlannerApp(Desk(Store(root), now=lambda: NOW, pick=Random(5).choice))
    app.driver_class = Recorder
    async with app.run_test(headless=False, size=size, notifications=True, tooltips=True) as pilot:
        yield Visit(pilot, size)


def test_every_screen_and_form_of_the_program_is_visited() -> None:
    screens = classes_of(planner.app.screens, Screen) | classes_of(planner.app.widgets, Screen)
    assert screens - set(SCREENS) == set()
    assert classes_of(planner.app.forms, Form) - set(FORMS) == set()


def test_every_text_field_of_every_file_is_filled(tmp_path: Path) -> None:
    assert HostileStore(tmp_path / "store", NOW).filled == set(text_fields())


async def _walk(root: Path, size: tuple[int, int], turn: int) -> set[str]:
    async with visit(root, size, turn) as here:
        for key in ("1", "2", "3", "4", "5"):
            await here.pilot.press(key)
            await here.look()
        for kind, make in SCREENS.items():
            before, here.marks = here.marks, set()
            shown = await here.open(make(here.app.desk))
            assert len(here.app.screen_stack) > 1, kind
            assert shown.strip(), kind
            for key in KEYS.get(kind, ("down", "down", "enter")):
                await here.pilot.press(key)
                shown += await here.look()
            assert here.marks or kind in NAMELESS or size == SIZES[-1], f"no text of the store: {kind}\n{shown}"
            here.marks |= before
            await here.close()
        for kind, make in FORMS.items():
            await here.open(Dialog(make(here.app.desk)))
            assert isinstance(here.app.screen, Dialog), kind
            for number, field in enumerate(here.app.screen.query(Input)):
                field.value = PAYLOADS[(number + turn) % (len(PAYLOADS) - 1)].partition("\n")[0]
                await here.pilot.pause()
                here.terminal.feed(here.app._driver.take())
            await here.look()
            await here.close()
        return here.marks


async def test_no_screen_and_no_form_gives_the_terminal_anything_to_obey(tmp_path: Path) -> None:
    marks = await _walk(tmp_path / "store", SIZES[0], 0)
    hidden = {one for one in text_fields().values() if one.mark not in marks}
    assert not hidden, sorted((one.record, one.name) for one in hidden)
