"""Text that was typed and not confirmed is never lost, and never applied by itself."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.forms.diary import NoteForm
from planner.app.screens.body import BodyScreen
from planner.app.screens.build_up import BuildUpScreen
from planner.app.screens.builder import BuilderScreen
from planner.app.screens.health import HealthScreen
from planner.app.screens.offered import OfferedScreen
from planner.app.screens.routine_text import RoutineTextScreen
from planner.app.widgets.dialog import Dialog
from planner.domain.health import HealthTag
from planner.store.drafts import drafts
from tests.app.keys import is_on, toasts
from tests.app.terminal import left_behind, running

TEXT = "outer side [/] 漢字"


def _note(app: PlannerApp) -> Dialog:
    return Dialog(NoteForm(app.desk, app.desk.today))


async def _ended(app: PlannerApp, open_it: "Callable[[Pilot[None]], object]", *keys: str, text: str = "") -> None:
    """Open something, type, and end the program as a signal does."""
    async with app.run_test() as pilot:
        open_it(pilot)
        await pilot.pause()
        await pilot.press(*keys)
        if text:
            app.screen.query(Input).first().value = text
        await pilot.pause()
        app.end(signal.SIGTERM)
        await pilot.pause()


async def test_what_stands_in_a_form_is_offered_when_it_opens_again(
    demo_app: PlannerApp, reopen: Callable[[], PlannerApp]
) -> None:
    log = demo_app.desk.whole_log()
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(_note(demo_app)), text=TEXT)
    assert demo_app.return_code == 128 + signal.SIGTERM
    again = reopen()
    assert again.desk.whole_log() == log
    async with again.run_test() as pilot:
        await pilot.pause()
        assert "Not saved when the program ended" in toasts(again)[-1]
        again.push_screen(_note(again))
        await pilot.pause()
        await pilot.pause()
        assert is_on(again, OfferedScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert again.screen.query(Input).first().value == TEXT
        assert again.desk.whole_log() == log
        assert drafts(again.desk.store.root)
        await pilot.press("enter")
        await pilot.pause()
        assert drafts(again.desk.store.root) == ()
    assert len(again.desk.whole_log()) == len(log) + 1


@pytest.mark.parametrize(("key", "left"), [("d", 0), ("escape", 1)])
async def test_it_can_be_dropped_or_left_for_later(
    demo_app: PlannerApp, reopen: Callable[[], PlannerApp], key: str, left: int
) -> None:
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(_note(demo_app)), text=TEXT)
    again = reopen()
    async with again.run_test() as pilot:
        again.push_screen(_note(again))
        await pilot.pause()
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert again.screen.query(Input).first().value == ""
        assert len(drafts(again.desk.store.root)) == left


async def test_it_is_kept_again_when_the_program_ends_before_it_was_confirmed(
    demo_app: PlannerApp, reopen: Callable[[], PlannerApp]
) -> None:
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(_note(demo_app)), text=TEXT)
    again = reopen()
    async with again.run_test() as pilot:
        again.push_screen(_note(again))
        await pilot.pause()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        again.end(signal.SIGHUP)
        await pilot.pause()
    assert [TEXT in one.values.values() for one in drafts(again.desk.store.root)] == [True]


async def test_a_form_in_which_nothing_was_typed_leaves_nothing(demo_app: PlannerApp) -> None:
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(_note(demo_app)))
    assert drafts(demo_app.desk.store.root) == ()


async def test_leaving_the_program_with_a_form_open_keeps_it_too(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        demo_app.push_screen(_note(demo_app))
        await pilot.pause()
        demo_app.screen.query(Input).first().value = TEXT
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert len(drafts(demo_app.desk.store.root)) == 1


async def test_the_line_in_place_goes_on_into_the_form_of_all_fields(demo_app: PlannerApp) -> None:
    await _ended(demo_app, lambda _: None, "a", *"8 easy", "tab")
    (kept,) = drafts(demo_app.desk.store.root)
    assert kept.kind == "AddForm"
    assert "8" in "".join(kept.values.values())


async def test_the_answers_of_a_build_up_come_back(demo_app: PlannerApp, reopen: Callable[[], PlannerApp]) -> None:
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(BuildUpScreen()), text=TEXT)
    again = reopen()
    async with again.run_test() as pilot:
        again.push_screen(BuildUpScreen())
        await pilot.pause()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert is_on(again, BuildUpScreen)
        assert TEXT in [field.value for field in again.screen.query(Input)]


async def test_the_text_of_a_routine_comes_back(demo_app: PlannerApp, reopen: Callable[[], PlannerApp]) -> None:
    async with demo_app.run_test() as pilot:
        demo_app.push_screen(RoutineTextScreen("one"))
        await pilot.pause()
        demo_app.screen.query_one(TextArea).text = f"one\n{TEXT}"
        demo_app.end(signal.SIGTERM)
        await pilot.pause()
    again = reopen()
    async with again.run_test() as pilot:
        again.push_screen(RoutineTextScreen("one"))
        await pilot.pause()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert again.screen.query_one(TextArea).text == f"one\n{TEXT}"


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("/", *"left knee 4 after limp"), "left knee 4 after limp"),
        (("k", "4"), "knee 4"),
    ],
)
async def test_what_is_felt_comes_back_as_a_line(
    demo_app: PlannerApp, reopen: Callable[[], PlannerApp], keys: tuple[str, ...], line: str
) -> None:
    log = demo_app.desk.whole_log()
    keys = tuple("space" if key == " " else key for key in keys)
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(BodyScreen()), *keys)
    again = reopen()
    async with again.run_test() as pilot:
        await pilot.press("!")
        await pilot.pause()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert is_on(again, BodyScreen)
        assert line in again.screen.query_one("#line", Input).value
        assert again.desk.whole_log() == log


async def test_an_unsaved_routine_comes_back_to_the_builder(
    make_app: Callable[[], PlannerApp],
) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BuilderScreen)
        steps = app.screen.bench.draft.routine.steps
        assert steps
        app.end(signal.SIGTERM)
        await pilot.pause()
    again = make_app()
    async with again.run_test() as pilot:
        await pilot.pause()
        await pilot.pause()
        assert is_on(again, OfferedScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(again.screen, BuilderScreen)
        assert again.screen.bench.draft.routine.steps == steps
        assert again.screen.bench.draft.is_changed


async def test_on_a_shared_screen_the_text_is_not_shown(demo_app: PlannerApp, reopen: Callable[[], PlannerApp]) -> None:
    demo_app.desk.set(private=True)
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(_note(demo_app)), text="outer side")
    again = reopen()
    async with again.run_test() as pilot:
        again.push_screen(_note(again))
        await pilot.pause()
        await pilot.pause()
        assert "outer side" not in str(again.screen.query_one("#what").render())


async def test_a_screen_that_fails_to_keep_stops_no_other(
    demo_app: PlannerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bad(*_: object) -> bool:
        raise ValueError

    monkeypatch.setattr("planner.app.screens.calendar.CalendarScreen.keep", bad)
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(_note(demo_app)), text=TEXT)
    assert len(drafts(demo_app.desk.store.root)) == 1


async def test_what_is_typed_is_kept_meanwhile_and_gone_once_it_is_confirmed(demo_app: PlannerApp) -> None:
    root = demo_app.desk.store.root
    async with demo_app.run_test() as pilot:
        form = _note(demo_app)
        demo_app.push_screen(form)
        await pilot.pause()
        form.keep_meanwhile()
        assert drafts(root) == ()
        for text in ("outer", TEXT, TEXT):
            form.query(Input).first().value = text
            form.keep_meanwhile()
        assert [one.values["text"] for one in drafts(root)] == [TEXT]
        await pilot.press("enter")
        await pilot.pause()
        assert drafts(root) == ()


async def test_what_was_kept_meanwhile_is_there_once_when_the_program_ends(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        form = _note(demo_app)
        demo_app.push_screen(form)
        await pilot.pause()
        form.query(Input).first().value = "outer"
        form.keep_meanwhile()
        form.query(Input).first().value = TEXT
        demo_app.end(signal.SIGTERM)
        await pilot.pause()
    assert [one.values["text"] for one in drafts(demo_app.desk.store.root)] == [TEXT]


async def test_answers_to_the_list_of_conditions_are_kept_and_not_applied(
    demo_app: PlannerApp, reopen: Callable[[], PlannerApp]
) -> None:
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(HealthScreen(demo_app.desk)), "space", "down", "a")
    again = reopen()
    assert not again.desk.settings.health.tags
    async with again.run_test() as pilot:
        again.push_screen(HealthScreen(again.desk))
        await pilot.pause()
        await pilot.pause()
        assert is_on(again, OfferedScreen)
        await pilot.press("enter")
        await pilot.pause()
        first, second = list(HealthTag)[:2]
        await pilot.press("enter")
        await pilot.pause()
        assert set(again.desk.settings.health.tags) == {first, second}
        assert again.desk.settings.health.agreed == (second,)
    assert not drafts(again.desk.store.root)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_a_kill_costs_no_more_than_the_last_seconds_of_what_was_typed(demo: Desk) -> None:
    with running(demo.store.root, first="import planner.app.typed\nplanner.app.typed.KEPT_EVERY_S = 0.1") as program:
        program.shows("Mon")
        program.press("a")
        program.settle()
        program.press("8 easy on the hill")
        program.settle(0.5)
        program.end(signal.SIGKILL)
    (kept,) = drafts(demo.store.root)
    assert kept.values == {"line": "8 easy on the hill"}


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_what_could_not_be_kept_is_told(demo: Desk) -> None:
    with running(demo.store.root) as program:
        program.shows("Mon")
        program.press("a")
        program.settle()
        program.press("8 easy")
        program.settle()
        (demo.store.root / ".state" / "drafts").touch()
        program.end(signal.SIGTERM)
        said = b"planner: what you were doing: it could not be kept: a file stands where a folder should be."
        assert said in program.output
        assert left_behind(program.output) == []


_FAILS = """
from planner.app.widgets.in_place import InPlace as C
def bad(self):
    if "!" in self.query_one("Input").value: raise ValueError
C._show_effect = bad
"""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
@pytest.mark.parametrize("end", ["SIGHUP", "closed", "an error", "a busy loop"])
def test_a_real_end_keeps_what_was_typed(demo: Desk, tmp_path: Path, end: str) -> None:
    root = demo.store.root
    first = {"an error": _FAILS, "a busy loop": _FAILS.replace("if", "while").replace("raise ValueError", "pass")}
    with running(root, first=first.get(end, ""), XDG_STATE_HOME=str(tmp_path / "state")) as program:
        program.shows("Mon")
        program.press("a")
        program.settle()
        program.press("8 easy on the hill")
        program.settle()
        if end == "closed":
            program.hang_up()
        elif end == "an error":
            program.press("!")
            program.shows("What you were typing is kept")
        else:
            program.press("!" if end == "a busy loop" else "")
            program.read(0.2)
            program.end(signal.SIGHUP)
            assert left_behind(program.output) == []
    (kept,) = drafts(root)
    assert kept.values["line"].rstrip("!") == "8 easy on the hill"


def test_a_form_tells_the_fields_that_were_changed_with_their_names(demo_app: PlannerApp) -> None:
    dialog = _note(demo_app)
    first, *_ = dialog.form.fields
    opened = {field.name: field.value for field in dialog.form.fields}
    assert dialog.in_words(opened) == []
    assert dialog.in_words({**opened, first.name: "new"}) == [f"{first.label}: new"]


async def test_the_builder_tells_the_steps_not_the_file(demo_app: PlannerApp, reopen: Callable[[], PlannerApp]) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("b", "enter", "down", "enter")
        await pilot.pause()
        demo_app.end(signal.SIGTERM)
        await pilot.pause()
    again = reopen()
    async with again.run_test() as pilot:
        await pilot.pause()
        assert toasts(again)[-1].startswith("Not saved when the program ended: The new routine you were building. ")
        await pilot.press("b")
        await pilot.pause()
        await pilot.pause()
        offered = again.screen
        assert isinstance(offered, OfferedScreen)
        assert offered._lines()[0] == "2 steps"
        assert not any("=" in line for line in offered._lines())


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_the_offer_has_its_keys_and_takes_the_place_of_what_was_told(
    demo_app: PlannerApp, reopen: Callable[[], PlannerApp], size: tuple[int, int]
) -> None:
    await _ended(demo_app, lambda pilot: pilot.app.push_screen(_note(demo_app)), text=TEXT)
    again = reopen()
    async with again.run_test(size=size) as pilot:
        await pilot.pause()
        assert toasts(again)
        again.push_screen(_note(again))
        await pilot.pause()
        await pilot.pause()
        assert is_on(again, OfferedScreen)
        assert toasts(again) == []
        keys = again.screen.query_one("#keys").region
        assert keys.height >= 1
        assert keys.bottom < size[1]
        assert not [toast for screen in again.screen_stack for toast in screen.query("Toast")]
