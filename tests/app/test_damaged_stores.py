"""The program on a store in which something is damaged: it opens, says so, and shows the rest."""

from pathlib import Path

import pytest

from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from tests.app.conftest import NOW

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
