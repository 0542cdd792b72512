"""The program on a store in which something is damaged: it opens, says so, and shows the rest."""

from pathlib import Path

import pytest

from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.first_run import first_lines
from planner.app.widgets.top_line import TopLine
from planner.planning.agenda import Status
from planner.store.store import Store
from tests.app.conftest import NOW
from tests.app.keys import calendar_of, shown
from tests.app.lines import texts_of

DAMAGE = {
    "both versions": b"<<<<<<< HEAD\nschema = 1\n=======\nschema = 1\n>>>>>>> phone\n",
    "UTF-16": "schema = 1\n".encode("utf-16"),
    "too deep": b"schema = 1\na = " + b"[" * 10_000,
    "too large": b"#" * 6_000_000,
    "wrong types": (
        b"schema = 1\nunit = 5\ntheme = []\nkeys = 3\nname = {}\nsteps = 5\nkind = 'shoe'\nbase = 'x'\nentry = 1\n"
    ),
}
FILES = ("planner.toml", "log/2027-02.toml", "gear/{}", "routines/mine.toml", "themes/dusk.toml", ".state/history")


@pytest.mark.parametrize("damage", DAMAGE)
async def test_the_first_screen_opens_and_says_what_is_damaged(demo: Desk, damage: str) -> None:
    root = demo.store.root
    shoe = min(path.name for path in (root / "gear").glob("*.toml"))
    for name in FILES:
        path = root / name.format(shoe)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(DAMAGE[damage])
    app = PlannerApp(Desk(demo.store, now=lambda: NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        said = " ".join(note.message for note in app._notifications)
        assert "themes/dusk.toml" in said
        assert any("planner.toml" in str(problem) for problem in app.desk.problems)
        await pilot.press("right", "down", "question_mark", "escape", "u")
        await pilot.pause()
        assert app.is_running


async def test_a_plan_that_is_damaged_leaves_a_calendar_without_it(demo: Desk) -> None:
    for path in Path(demo.store.root / "plans").glob("*.toml"):
        path.write_bytes(DAMAGE["both versions"])
    app = PlannerApp(Desk(demo.store, now=lambda: NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("right", "enter", "escape")
        await pilot.pause()
        assert app.is_running


@pytest.mark.parametrize("what", ["plans", "a folder that is a file", "nothing"])
async def test_a_store_that_cannot_be_read_is_not_taken_for_an_empty_one(store_root: Path, what: str) -> None:
    if what == "plans":
        (store_root / "plans").mkdir(parents=True)
        (store_root / "plans/spring.toml").write_bytes(DAMAGE["both versions"])
    elif what != "nothing":
        store_root.parent.mkdir(parents=True, exist_ok=True)
        store_root.write_text("mine")
    desk = Desk(Store(store_root), now=lambda: NOW)
    desk.plan()
    text = texts_of(first_lines(80, 24, 0, desk))
    assert ("There is no plan here yet." in text) is (what == "nothing"), text
    assert ("cannot be read." in text) is (what != "nothing")


async def test_the_days_of_a_month_that_cannot_be_read_do_not_look_as_if_nothing_was_logged(demo: Desk) -> None:
    demo.store.root.joinpath("planner.toml").write_bytes(DAMAGE["both versions"])
    demo.store.root.joinpath("log/2027-02.toml").write_bytes(DAMAGE["both versions"])
    app = PlannerApp(Desk(demo.store, now=lambda: NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "! 2 problems, `planner doctor` lists them: planner.toml" in shown(pilot)
        calendar = calendar_of(pilot)
        past = [line for day in calendar.days() for line in day.sessions if day.day < NOW.date()]
        unknown = [line.session.day for line in past if line.status is Status.UNKNOWN]
        assert {day.month for day in unknown} == {2}
        assert not [line for line in past if line.status is Status.MISSED and line.session.day.month == 2]
        calendar.go(unknown[-1])
        text = shown(pilot)
        assert "unknown: this month's log cannot be read whole" in text, text
        assert "nothing logged" not in text
        assert "light: ● unknown" in texts_of(pilot.app.screen.query_one(TopLine).lines(80, 1))
