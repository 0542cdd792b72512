"""Every screen and every form, filled with text that a terminal would obey: the very bytes that reach the terminal."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

import planner.app.forms
import planner.app.screens
import planner.app.widgets
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.forms.form import Form
from planner.app.screens.bring_plan import BringPlanScreen
from planner.app.screens.bring_runs import BringRunsScreen
from planner.app.screens.export import ExportScreen
from planner.app.screens.routine_text import RoutineTextScreen
from planner.app.screens.unfinished import UnfinishedScreen
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.in_place import InPlace
from planner.domain.errors import BadValue
from planner.store.store import Store
from tests.app.bringing import at_once, settled  # noqa: F401 - a fixture that holds for these tests
from tests.app.recorded import Obeyed, Recorder, Terminal
from tests.app.tour import ALL, FORMS, KEYS, NAMELESS, SCREENS, Ways, classes_of
from tests.hostile import OBEYED, PAYLOADS, HostileStore, read_as_it_is, text_fields

NOW = datetime(2027, 2, 6, 9, 0, tzinfo=UTC)
SIZES = ((80, 24), (120, 40), (40, 12))
_MARK = re.compile(r"q\d\d")
_SEEN_ON_SCREENS, _SEEN_IN_FORMS = 35, 35
"""Text fields that are on the screen at least once in a walk: a text that nobody saw proves nothing."""


@pytest.fixture
def as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the store uncleaned, so that only what cleans where text leaves stands between it and the terminal."""
    read_as_it_is(monkeypatch)


class Visit:
    """A run of the program on a hostile store, with what stands on its terminal."""

    def __init__(self, pilot: Pilot[None], size: tuple[int, int]) -> None:
        self.pilot = pilot
        self.app: Any = pilot.app
        self.terminal = Terminal(*size)
        self.marks: set[str] = set()

    async def look(self) -> str:
        """Draw the whole screen anew and return what a terminal shows of it."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        if isinstance(self.app.screen, ExportScreen | BringPlanScreen | BringRunsScreen):
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


async def _walk_screens(root: Path, size: tuple[int, int], turn: int, screens: Ways | None = None) -> set[str]:
    async with visit(root, size, turn) as here:
        for key in ("1", "2", "3", "4", "5"):
            await here.pilot.press(key)
            await here.look()
        for kind, make in (screens or SCREENS).items():
            before, here.marks = here.marks, set()
            shown = await here.open(make(here.app.desk))
            assert len(here.app.screen_stack) > 1, kind
            assert shown.strip(), kind
            await here.pilot.press(*KEYS.get(kind, ("down", "down", "enter")))
            shown += await here.look()
            assert here.marks or kind in NAMELESS or size == SIZES[-1], f"no text of the store: {kind}\n{shown}"
            here.marks |= before
            await here.close()
        return here.marks


async def _walk_forms(root: Path, size: tuple[int, int], turn: int) -> set[str]:
    async with visit(root, size, turn) as here:
        for kind, make in FORMS.items():
            await here.open(Dialog(make(here.app.desk)))
            assert isinstance(here.app.screen, Dialog), kind
            for number, field in enumerate(here.app.screen.query(Input)):
                field.value = PAYLOADS[(number + turn) % (len(PAYLOADS) - 1)]
                field.cursor_position = len(field.value)  # where it is typed; Textual draws a family cut by it too wide
                assert "\n" not in field.value
            shown = await here.look()
            assert "esc back" in shown or size == SIZES[-1], shown
            await here.close()
        return here.marks


@pytest.mark.usefixtures("as_it_is")
async def test_no_screen_gives_the_terminal_anything_to_obey(tmp_path: Path) -> None:
    # A session that was cut off is saved cleaned, and goes on only with the very exercises that it began with.
    others = {kind: make for kind, make in SCREENS.items() if kind is not UnfinishedScreen}
    assert len(await _walk_screens(tmp_path / "store", SIZES[0], 0, others)) >= _SEEN_ON_SCREENS


async def test_a_session_that_was_cut_off_is_asked_about_in_text(tmp_path: Path) -> None:
    await _walk_screens(tmp_path / "store", SIZES[0], 0, {UnfinishedScreen: SCREENS[UnfinishedScreen]})


@pytest.mark.usefixtures("as_it_is")
async def test_no_form_gives_the_terminal_anything_to_obey(tmp_path: Path) -> None:
    assert len(await _walk_forms(tmp_path / "store", SIZES[0], 0)) >= _SEEN_IN_FORMS


@pytest.mark.slow
@pytest.mark.parametrize(("turn", "size"), [(turn, SIZES[turn // 3 % 3]) for turn in range(0, len(PAYLOADS), 3)])
async def test_no_text_in_any_field_at_any_size_is_obeyed(tmp_path: Path, size: tuple[int, int], turn: int) -> None:
    await _walk_screens(tmp_path / "store", size, turn)
    await _walk_forms(tmp_path / "store", size, turn)


async def test_a_name_in_brackets_is_shown_whole(tmp_path: Path) -> None:
    HostileStore(tmp_path / "store", NOW)
    name = text_fields()["Race", "name"].mark
    plan = tmp_path / "store" / "plans" / "spring.toml"
    text = re.sub(rf'"{name}[^"]*"', '"10k [tempo] [/] x[red]"', plan.read_text(encoding="utf-8"))
    plan.write_text(text, encoding="utf-8")
    async with visit(tmp_path / "store") as here:
        assert "10k [tempo] [/] x[red]" in await here.look()


async def test_toasts_and_complaints_are_text(tmp_path: Path) -> None:
    async with visit(tmp_path / "store") as here:
        for payloads in (PAYLOADS[:9], PAYLOADS[9:18], PAYLOADS[18:-1]):
            text = " ".join(payloads)
            here.app.say(f"Moved {text}")
            here.app.complain(BadValue(text, f"{text!r} is not it", text))
            here.app.tell_once(BadValue(text, text))
            await here.look()
            here.app.clear_notifications()
        here.app.say("Moved 10k [tempo] [/] [@click=app.quit]x[/]")
        assert "10k [tempo] [/]" in await here.look()


async def test_the_palette_shows_odd_themes_and_takes_only_text(tmp_path: Path) -> None:
    root = tmp_path / "store"
    HostileStore(root, NOW)
    (root / "themes").mkdir()
    for name in ("odd [red]\x1b[2J", "\u202edone", "[@click=app.quit]x"):
        (root / "themes" / f"{name}.toml").write_text('primary = "#fff"\n', encoding="utf-8")
    async with visit(root) as here:
        await here.pilot.press("ctrl+p")
        await here.look()
        here.app.post_message(events.Paste("theme"))
        await here.look()
        here.app.screen.query_one(Input).value = ""
        await here.look()
        here.app.post_message(events.Paste(ALL))
        await here.look()
        assert not OBEYED.search(here.app.screen.query_one(Input).value)
        await here.pilot.press("escape")  # its search must not outlive it
        await here.look()


async def test_what_is_pasted_and_copied_is_clean(tmp_path: Path) -> None:
    async with visit(tmp_path / "store") as here:
        here.terminal.may_copy = True
        for screen, field in ((InPlace, Input), (RoutineTextScreen, TextArea)):
            await here.app.push_screen(SCREENS[screen](here.app.desk))
            here.app.post_message(events.Paste(ALL))
            await here.look()
            here.app.screen.query_one(field).select_all()
            await here.pilot.press("ctrl+c")
            await here.look()
            assert here.terminal.copied, screen
            assert "10k [tempo]" in here.terminal.copied[-1]
            assert not OBEYED.search(here.terminal.copied.pop().replace("\n", " ").replace("\t", " "))
            await here.close()


def test_the_terminal_of_these_tests_refuses_what_a_terminal_obeys() -> None:
    for payload in PAYLOADS:
        if OBEYED.search(payload.replace("\n", "").replace("\t", "")):
            with pytest.raises(Obeyed):
                Terminal(80, 24).feed(f"before {payload}")
    with pytest.raises(Obeyed):
        Terminal(10, 1).feed("too long for it")
    shown = Terminal(20, 2)
    shown.feed("\x1b[2;3H\x1b[1;31m漢x\x1b[0m")
    assert shown.shown == "\n  漢x"
