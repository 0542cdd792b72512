"""The user's editor: which one it is, and a routine's file that goes to it and comes back."""

import shlex
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from planner.actions.desk import Desk
from planner.app.app import PlannerApp, Start
from planner.app.editor import editor_command
from planner.app.screens.builder import BuilderScreen
from planner.app.screens.edited import EditedScreen
from planner.app.workbench import Workbench
from planner.domain.errors import BadValue, NotFound
from planner.store.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def there(program: str) -> str | None:
    return f"/usr/bin/{program}"


def test_visual_comes_before_editor_and_arguments_are_kept() -> None:
    environ = {"VISUAL": "code --wait '-r x'", "EDITOR": "nano"}
    assert editor_command(environ, there, windows=False) == ["code", "--wait", "-r x"]
    assert editor_command({"VISUAL": " ", "EDITOR": "nano -l"}, there, windows=False) == ["nano", "-l"]


def test_a_windows_path_keeps_its_backslashes() -> None:
    environ = {"EDITOR": '"C:\\Program Files\\Notepad++\\notepad++.exe" -multiInst'}
    assert editor_command(environ, there, windows=True) == ["C:\\Program Files\\Notepad++\\notepad++.exe", "-multiInst"]


def test_without_a_variable_the_first_editor_that_is_there_is_taken() -> None:
    assert editor_command({}, lambda name: name if name == "vi" else None) == ["vi"]
    with pytest.raises(NotFound, match="Set EDITOR"):
        editor_command({}, lambda _: None)


@pytest.mark.parametrize("text", ["nano 'x", "no-such-program -w", '""'])
def test_a_variable_that_names_no_program_is_said_and_nothing_else_is_opened(text: str) -> None:
    with pytest.raises(BadValue, match=r"\$EDITOR"):
        editor_command({"EDITOR": text}, lambda _: None, windows=False)


@pytest.fixture
def app(store_root: Path, monkeypatch: pytest.MonkeyPatch) -> PlannerApp:
    """Make the program on the builder; the terminal need not be handed over, since there is none."""
    made = PlannerApp(Desk(Store(store_root), now=lambda: NOW, pick=Random(3).choice), Start(mode="builder"))
    monkeypatch.setattr(made, "suspend", nullcontext)
    return made


@pytest.fixture
def use_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Let the editor be a real program that writes one text for another into the file."""
    monkeypatch.delenv("VISUAL", raising=False)

    def use(old: str, new: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "path = pathlib.Path(sys.argv[-1])\n"
            f"path.write_text(path.read_text().replace({old!r}, {new!r}))\n"
        )
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))

    return use


def bench_of(pilot: Pilot[None]) -> Workbench:
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, BuilderScreen))
    return screen.bench


async def saved(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "ctrl+s", *"Mine", "enter")
    await pilot.pause()


async def test_what_the_editor_wrote_is_shown_as_one_change(
    app: PlannerApp, use_editor: Callable[[str, str], None]
) -> None:
    use_editor('name = "Mine"', 'name = "Ours"\nabout = "both of us"')
    async with app.run_test() as pilot:
        await saved(pilot)
        await pilot.press("ctrl+e")
        await pilot.pause()
        draft = bench_of(pilot).draft
        assert (draft.routine.name, draft.routine.about, draft.is_changed) == ("Ours", "both of us", False)
        await pilot.press("z")
        assert bench_of(pilot).draft.routine.name == "Mine"


async def test_a_routine_without_a_name_gets_one_before_it_is_edited(
    app: PlannerApp, use_editor: Callable[[str, str], None]
) -> None:
    use_editor('name = "Fresh"', 'name = "Fresher"')
    async with app.run_test() as pilot:
        await pilot.press("enter", "ctrl+e")
        await pilot.pause()
        await pilot.press(*"Fresh", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert bench_of(pilot).draft.routine.name == "Fresher"


async def test_a_built_in_routine_is_edited_as_an_own_copy(
    app: PlannerApp, use_editor: Callable[[str, str], None]
) -> None:
    use_editor("schema = 1", "schema = 1\n# mine")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("A")
        await pilot.press("ctrl+e")
        await pilot.pause()
        routine_id = bench_of(pilot).draft.routine.id
        path = app.desk.store.root / "routines" / f"{routine_id}.toml"
        assert "# mine" in path.read_text()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ('exercise = "no-such-one"', "there is no exercise 'no-such-one'"),
        ("exercise = 3", "Expected"),
        ("exercise = [", "not TOML"),
    ],
)
async def test_a_file_that_comes_back_wrong_is_said_by_line_and_stays_and_is_never_used(
    app: PlannerApp, use_editor: Callable[[str, str], None], new: str, said: str
) -> None:
    use_editor('exercise = "calf-foam-roll"', new)
    async with app.run_test() as pilot:
        await saved(pilot)
        before = bench_of(pilot).draft.routine
        await pilot.press("ctrl+e")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, EditedScreen)
        problems = " ".join(screen.problems)
        assert said in problems
        assert "line " in problems
        await pilot.press("escape")
        await pilot.pause()
        assert bench_of(pilot).draft.routine == before
        path = app.desk.store.root / "routines" / "mine.toml"
        assert new in path.read_text()
        await pilot.press("tab", "W", "ctrl+s", "enter")
        await pilot.pause()
        assert new in path.read_text()


async def test_a_wrong_file_is_edited_again_as_it_was_left(
    app: PlannerApp, use_editor: Callable[[str, str], None]
) -> None:
    use_editor('exercise = "calf-foam-roll"', "exercise = 3")
    async with app.run_test() as pilot:
        await saved(pilot)
        await pilot.press("ctrl+e")
        await pilot.pause()
        use_editor("exercise = 3", 'exercise = "glute-foam-roll"')
        await pilot.press("e")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert "glute-foam-roll" in str(bench_of(pilot).draft.steps)


@pytest.mark.parametrize("is_named", [True, False])
async def test_an_editor_that_is_not_there_is_said_and_the_routine_is_saved(
    app: PlannerApp, monkeypatch: pytest.MonkeyPatch, is_named: bool
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    async with app.run_test() as pilot:
        if is_named:
            await saved(pilot)
            await pilot.press("ctrl+e")
        else:
            await pilot.press("enter", "ctrl+e")
            await pilot.pause()
            await pilot.press(*"Mine", "enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any("no-such-editor-anywhere" in str(note.message) for note in app._notifications)
        assert not bench_of(pilot).draft.is_changed
    assert app.desk.routine("mine").name == "Mine"
