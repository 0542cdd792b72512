"""`i` on the calendar: a plan file is named, looked at, asked about, and only then kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from planner.actions import imports
from planner.actions.desk import Desk
from planner.actions.imports import ImportReport
from planner.app.app import PlannerApp
from planner.app.forms.bring import Places, check_there, in_words_of_the_screen, meant, said
from planner.app.screens.bring import BringScreen
from planner.app.screens.bring_plan import BringPlanScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.first_run import FirstRunScreen
from planner.app.widgets.board import Board
from planner.domain.errors import BadValue, PlannerError
from planner.domain.units import Unit
from planner.imports.plans import Answer, Missing
from planner.store.store import Store
from tests.app.bringing import at_once, named, settled, shown, whole
from tests.app.conftest import NOW
from tests.app.keys import is_on, toasts
from tests.imports.plan_files import TEN_K

__all__ = ["at_once"]
HOSTILE = TEN_K.replace("'{3:4.8} easy'", '"{3:4.8} easy [/] [b]x"').replace("Get going.", '"[@click=app.quit]go"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Plans and other things to choose from."""
    home = tmp_path / "files"
    (home / "runs").mkdir(parents=True)
    (home / "ten.yaml").write_text(TEN_K)
    (home / "tenth.txt").write_text("nothing of that sort")
    (home / ".hidden").write_text("")
    return home


async def answered(pilot: Pilot[None], answer: Answer, text: str) -> None:
    next(field for field in pilot.app.screen.query(Input) if field.name == answer.value).value = text
    await settled(pilot)


async def test_a_plan_is_asked_about_looked_at_kept_and_taken_back(
    demo_app: PlannerApp, demo: Desk, folder: Path
) -> None:
    before = whole(demo.store.root)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await named(pilot, folder / "ten.yaml")
        assert is_on(demo_app, BringPlanScreen)
        assert "On which day is the race?" in shown(demo_app)
        await pilot.press("enter")  # there is nothing to keep yet
        await settled(pilot)
        await pilot.press(*"18 apr 2027")
        await settled(pilot)
        seen = shown(demo_app)
        assert "Hill Town: first 10K 3 weeks, Mon 29 Mar to Sun 18 Apr 2027. The race: 10k on Sun 18 Apr 2027." in seen
        assert "The file says two things" in seen
        assert "No long runs are marked" in seen
        assert whole(demo.store.root) == before
        await pilot.press("pagedown", "pagedown")
        assert "Sun 18 Apr 10K (10 km)" in shown(demo_app)
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, CalendarScreen)
        assert toasts(demo_app)[-1] == "Imported Hill Town: first 10K. u takes it back."
        plan = demo_app.desk.plan_of(None)
        assert plan.race.day == date(2027, 4, 18)
        await pilot.press("u")
        await settled(pilot)
        assert demo_app.desk.plan_of(None).id == "spring"
        assert demo_app.desk.store.plan_ids() == ("spring",)


async def test_what_is_kept_is_what_was_shown(demo_app: PlannerApp, folder: Path) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await named(pilot, folder / "ten.yaml")
        await answered(pilot, Answer.RACE_DAY, "+11w")
        screen = demo_app.screen
        assert isinstance(screen, BringPlanScreen)
        report = screen.report
        assert report is not None
        await pilot.press("enter")
        await settled(pilot)
        assert demo_app.desk.plan_of(report.plan.id).base == report.plan.base


@pytest.mark.parametrize("keys", [("escape", "escape"), ("enter", "escape", "escape")])
async def test_esc_leaves_every_byte_of_the_store_as_it_was(
    demo_app: PlannerApp, demo: Desk, folder: Path, keys: tuple[str, ...]
) -> None:
    before = whole(demo.store.root)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await named(pilot, folder / "ten.yaml")
        if keys[0] == "escape":
            await answered(pilot, Answer.RACE_DAY, "18 apr 2027")
        await pilot.press(*keys)
        await settled(pilot)
        assert is_on(demo_app, CalendarScreen)
        assert toasts(demo_app) == []
    assert whole(demo.store.root) == before


@pytest.mark.parametrize(
    ("name", "why"), [("tenth.txt", "not a plan that planner knows"), ("none.csv", "there is no such file")]
)
async def test_what_is_no_plan_is_said_in_place(demo_app: PlannerApp, folder: Path, name: str, why: str) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await named(pilot, folder / name)
        assert why in shown(demo_app)
        await pilot.press("enter")
        await settled(pilot)
        assert not is_on(demo_app, CalendarScreen)


async def test_every_open_question_is_asked_in_place_one_after_the_other(
    demo_app: PlannerApp, demo: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file of ours leaves all four open at once."""
    plan = demo.plan_of(None)
    asked: list[dict[str, object]] = []

    def read(_desk: Desk, _data: bytes, _name: str, **said_: object) -> ImportReport:
        asked.append(said_)
        for answer, key in zip(Answer, ("race_day", "race_m", "weekdays", "unit"), strict=True):
            if not said_[key]:
                raise Missing(answer, f"the file does not say its {answer.value}", "")
        return ImportReport(plan=plan, notes=(), kept=False)

    monkeypatch.setattr(imports, "import_plan", read)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await named(pilot, folder / "ten.yaml")
        for answer, text in zip(Answer, ("18 apr 2027", "half", "tue, thu sun", "mi"), strict=True):
            assert f"the file does not say its {answer.value}" in shown(demo_app)
            await pilot.press("enter")
            focused = demo_app.screen.focused
            assert focused is not None
            assert focused.name == answer.value
            for letter in text:  # each may make a whole answer: what is typed goes on where it was begun
                await pilot.press(letter)
                await settled(pilot)
        assert "All of the file was understood." in shown(demo_app)
        assert asked[-1]["unit"] is Unit.MI
        assert [str(day) for day in asked[-1]["weekdays"]] == ["tue", "thu", "sun"]  # type: ignore[attr-defined]
        await answered(pilot, Answer.UNIT, "ell")
        assert "'ell' is no unit" in shown(demo_app)
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, BringPlanScreen)


async def test_the_first_screen_brings_a_plan_along(store_root: Path, folder: Path) -> None:
    app = PlannerApp(Desk(Store(store_root), now=lambda: NOW))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert is_on(app, FirstRunScreen)
        await named(pilot, folder / "ten.yaml")
        await answered(pilot, Answer.RACE_DAY, "18 apr 2027")
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(app, CalendarScreen)
        assert app.desk.plan_of(None).title == "Hill Town: first 10K"


async def test_tab_completes_arrows_choose_and_enter_opens_folders(demo_app: PlannerApp, folder: Path) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        screen = demo_app.screen
        assert isinstance(screen, BringScreen)
        assert screen.field.value == "~/"
        screen.field.value = f"{folder}/T"
        await pilot.press("tab")
        assert screen.field.value == f"{folder}/ten"
        await pilot.pause()
        assert "ten.yaml tenth.txt" in shown(demo_app)
        screen.field.value = f"{folder}/"
        await pilot.pause()
        assert "runs/ ten.yaml tenth.txt" in shown(demo_app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert screen.field.value == f"{folder}/runs/"
        assert "Nothing here begins so: type on, or another path." in shown(demo_app)
        screen.field.value = f"{folder}/."
        await pilot.pause()
        assert ".hidden" in shown(demo_app)
        screen.field.value = f"{folder}/nowhere/"
        await pilot.pause()
        assert "no such file or directory" in shown(demo_app)
        screen.field.value = f"{folder}/"
        await pilot.pause()
        await pilot.click(Board, offset=(6, 3))
        await pilot.click(Board, offset=(6, 3))
        await settled(pilot)
        assert is_on(demo_app, BringPlanScreen)
        assert screen.field.value == f"{folder}/ten.yaml"


async def test_hostile_names_and_texts_are_only_text(demo_app: PlannerApp, folder: Path) -> None:
    file = folder / "\x1b[2J[b]漢\u202e.yaml"
    file.write_text(HOSTILE)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        screen = demo_app.screen
        assert isinstance(screen, BringScreen)
        screen.field.value = f"{folder}/["
        await pilot.pause()
        assert "[2J[b]漢.yaml" in shown(demo_app)
        await pilot.press("tab", "enter")
        await settled(pilot)
        assert is_on(demo_app, BringPlanScreen)
        await answered(pilot, Answer.RACE_DAY, "18 apr 2027")
        seen = ""
        for _ in range(4):
            assert not {"\x1b", "\u202e"} & set(shown(demo_app))
            seen += shown(demo_app)
            await pilot.press("pagedown")
        assert "easy [/] [b]x" in seen
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, CalendarScreen)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_it_fits_every_size(demo_app: PlannerApp, folder: Path, size: tuple[int, int]) -> None:
    demo_app.desk.set(ascii=True, private=True)
    async with demo_app.run_test(size=size) as pilot:
        await named(pilot, folder / "ten.yaml")
        await answered(pilot, Answer.RACE_DAY, "18 apr 2027")
        for key in ("down", "pagedown", "up", "pageup", "tab", "shift+tab"):
            await pilot.press(key)
        board = demo_app.screen.query_one(Board)
        assert board.size.height >= 5
        assert shown(demo_app).replace("…", "").isascii()


def test_answers_are_read_in_words(demo: Desk) -> None:
    found = said(demo, {"race-date": "18 apr 2027", "race-distance": "half", "weekdays": "tue, sun", "unit": "mi"})
    assert found.race_day == date(2027, 4, 18)
    assert found.race_m == pytest.approx(21_097.5)
    assert found.unit is Unit.MI
    for wrong in ({"race-date": "soon"}, {"race-distance": "far"}, {"weekdays": "xday"}, {"unit": "ell"}):
        with pytest.raises(BadValue):
            said(demo, wrong)


@pytest.mark.parametrize("form", ["{}", " '{}' ", '"{}"', "file://{}", "escaped"])
def test_a_file_that_is_dropped_on_the_terminal_is_found(tmp_path: Path, form: str) -> None:
    file = tmp_path / "my plan.csv"
    file.touch()
    text = str(file).replace(" ", "\\ ") if form == "escaped" else form.format(file)
    assert Places().path(text.replace(" plan", "%20plan") if form.startswith("file:") else text) == file


@pytest.mark.parametrize("text", ["", "   ", "''", "~nobody-of-that-name/x", "~nobody-of\\ that/x", "a\0b\\ c"])
def test_what_can_be_no_path_is_refused(text: str) -> None:
    with pytest.raises(PlannerError):
        check_there(Places().path(text), text)
    assert Places().listing(text) is not None


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("~//tmp/x", "/tmp/x"),
        ("~/~/x", "~/x"),
        ("~/'/tmp/my plan.csv'", "'/tmp/my plan.csv'"),
        ("~/file:///tmp/x", "file:///tmp/x"),
        ("~/Downloads//tmp//x", "/x"),
        ("file:///tmp/x", "file:///tmp/x"),
        ("//host/x", "//host/x"),
        ("~/it's/x", "~/it's/x"),
        ("/", "/"),
    ],
)
def test_a_whole_path_behind_the_folder_that_stands_there_takes_its_place(typed: str, means: str) -> None:
    assert meant(typed) == means
    assert Places().path(typed) == Places().path(means)


async def test_typing_a_whole_path_behind_the_folder_goes_there(demo_app: PlannerApp, folder: Path) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        screen = demo_app.screen
        assert isinstance(screen, BringScreen)
        assert screen.field.value.startswith("~/")
        await pilot.press("slash")
        await pilot.pause()
        assert screen.field.value == "/"
        await pilot.press(*f"{folder}/ten.yaml".removeprefix("/"), "enter")
        await settled(pilot)
        assert is_on(demo_app, BringPlanScreen)


def test_notes_name_the_fields_of_the_preview_and_no_options() -> None:
    said_ = "12 distances have no unit; read in km, which is yours (--unit mi for the other)."
    assert in_words_of_the_screen(said_) == (
        "12 distances have no unit; read in km, which is yours (unit mi above for the other)."
    )
    assert in_words_of_the_screen("It has 2 races. --race-date takes another.") == (
        "It has 2 races. Race day above takes another."
    )
    assert in_words_of_the_screen("--format quick-plan reads it") == "Format quick-plan above reads it"
    assert in_words_of_the_screen("--united") == "--united"


async def test_what_a_note_says_can_be_said_otherwise_is_asked_above_it(demo_app: PlannerApp, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text("| Week | Tue | Sun |\n|---|---|---|\n| 1 | 5 easy | 8 long |\n| 2 | 4 easy | Race 10k |\n")
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await named(pilot, file)
        await answered(pilot, Answer.RACE_DAY, "18 apr 2027")
        assert "unit mi above for the other" in shown(demo_app)
        assert "--" not in shown(demo_app)
        field = next(one for one in demo_app.screen.query(Input) if one.name == Answer.UNIT)
        assert field.region.height == 1
        await answered(pilot, Answer.UNIT, "mi")
        assert "20.9 km" in shown(demo_app)  # 13 mi


def test_how_the_preview_of_a_plan_looks(snap_compare: Callable[..., bool], demo_app: PlannerApp, folder: Path) -> None:
    async def run_before(pilot: Pilot[None]) -> None:
        await named(pilot, folder / "ten.yaml")
        await answered(pilot, Answer.RACE_DAY, "18 apr 2027")

    assert snap_compare(demo_app, terminal_size=(120, 40), run_before=run_before)
