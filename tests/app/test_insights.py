"""The insights by keys: one figure after the other, as plots, tables and files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.insights import InsightsScreen
from planner.app.views.plot import READING, insight_lines
from planner.app.widgets.board import Board
from planner.app.widgets.dialog import Dialog
from planner.insights.figures import FIGURES
from tests.app.keys import is_on, toasts
from tests.app.lines import texts_of


def screen_of(pilot: Pilot[None]) -> InsightsScreen:
    return next(one for one in pilot.app.screen_stack if isinstance(one, InsightsScreen))


def shown(pilot: Pilot[None]) -> str:
    """What stands on the screen now."""
    screen = screen_of(pilot)
    return texts_of(insight_lines(screen.shown(), *screen.query_one(Board).size))


async def open_insights(pilot: Pilot[None]) -> None:
    await pilot.press("I")
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_screen_stands_before_the_log_is_read(demo_app: PlannerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InsightsScreen, "_read", lambda _: None)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        assert READING in shown(pilot)
        await pilot.press("right", "t", "t", "c", "9")
        assert screen_of(pilot).chosen == 8
        await pilot.press("escape")
        assert is_on(demo_app, CalendarScreen)


async def test_arrows_tab_and_digits_go_from_figure_to_figure(demo_app: PlannerApp) -> None:
    titles = [made.title for made in FIGURES.values()]
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await open_insights(pilot)
        text = shown(pilot)
        assert all(title in text for title in titles)
        assert "Spring Half" in text
        assert "This week so far" in text
        for key, place in (("right", 1), ("tab", 2), ("left", 1), ("shift+tab", 0), ("left", len(titles) - 1),
                           ("down", 0), ("down", 1), ("up", 0), ("5", 4)):  # fmt: skip
            await pilot.press(key)
            assert screen_of(pilot).chosen == place, key
        assert FIGURES["pain"].question in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_every_figure_of_the_demo_is_drawn_at_every_size(demo_app: PlannerApp, size: tuple[int, int]) -> None:
    async with demo_app.run_test(size=size) as pilot:
        await open_insights(pilot)
        for made in FIGURES.values():
            figure = screen_of(pilot).figure
            assert figure is not None
            assert figure.id == made.id
            assert figure.too_few == ""
            assert shown(pilot).strip()
            await pilot.press("t")
            assert shown(pilot).strip()
            await pilot.press("t", "right")


async def test_the_table_says_the_same_and_scrolls_to_its_end(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_insights(pilot)
        await pilot.press("4", "t")
        first = shown(pilot)
        assert "glute max" in first
        await pilot.press("down", "down")
        assert screen_of(pilot).top == 2
        for _ in range(20):
            await pilot.press("pagedown")
        figure = screen_of(pilot).figure
        assert figure is not None
        last = shown(pilot)
        assert figure.says[-1].split()[-1] in last
        place = screen_of(pilot).top
        await pilot.press("down")
        assert screen_of(pilot).top == place
        for _ in range(20):
            await pilot.press("pageup")
        assert shown(pilot) == first
        await pilot.press("t")
        assert "glute max" not in shown(pilot).splitlines()[3]


async def test_the_window_is_changed_where_it_goes_over_days(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_insights(pilot)
        await pilot.press("t")
        assert "2026-12-07" in shown(pilot)
        assert "6 months" in shown(pilot)
        await pilot.press("[")
        assert "8 weeks" in shown(pilot)
        assert "2026-12-07" not in shown(pilot)
        await pilot.press("minus")
        assert "8 weeks" in shown(pilot)
        await pilot.press("]", "plus", "plus", "plus")
        assert "all of it" in shown(pilot)
        await pilot.press("t", *["right"] * (list(FIGURES).index("effect")))
        assert "all of it" not in shown(pilot)


async def test_the_data_goes_to_a_file_and_nothing_is_replaced_unasked(demo_app: PlannerApp, tmp_path: Path) -> None:
    file = tmp_path / "weekly.csv"
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_insights(pilot)
        await pilot.press("c")
        assert isinstance(pilot.app.screen, Dialog)
        name, replace = pilot.app.screen.query(Input)
        assert name.value == "weekly-2027-02-06.csv"
        name.value = str(file)
        await pilot.press("enter")
        await pilot.pause()
        data = file.read_bytes()
        assert data.startswith(b"week,planned,done")
        assert str(file) in toasts(demo_app)[-1].replace("\n", "")
        file.write_text("mine")
        await pilot.press("c")
        name, replace = pilot.app.screen.query(Input)
        name.value = str(file)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Dialog)
        assert file.read_text() == "mine"
        replace.value = "yes"
        await pilot.press("enter")
        await pilot.pause()
        assert file.read_bytes() == data


async def test_in_private_no_figure_of_pain_is_shown(demo: Desk) -> None:
    demo.set(private=True)
    app = PlannerApp(demo)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_insights(pilot)
        text = shown(pilot)
        for made in FIGURES.values():
            assert (made.title in text) is not made.is_health


async def test_an_empty_log_says_what_is_missing(demo: Desk) -> None:
    for file in (demo.store.root / "log").glob("*.toml"):
        file.unlink()
    demo.refresh()
    app = PlannerApp(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_insights(pilot)
        for _ in FIGURES:
            figure = screen_of(pilot).figure
            assert figure is not None
            if figure.too_few:
                assert " ".join(figure.too_few.split()[:3]) in shown(pilot)
            await pilot.press("right")


async def test_a_month_that_cannot_be_read_is_told_and_the_rest_is_shown(demo: Desk) -> None:
    (demo.store.root / "log" / "2027-01.toml").write_bytes(b"\xff")
    app = PlannerApp(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_insights(pilot)
        assert any("2027-01.toml" in told for told in toasts(app))
        assert "This week so far" in shown(pilot)


async def test_a_click_goes_to_a_figure(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await open_insights(pilot)
        await pilot.click(Board, offset=(5, 6))
        assert screen_of(pilot).chosen == 5
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.click(Board, offset=(6, 0))
        assert screen_of(pilot).chosen != 5


@pytest.mark.parametrize(("size", "key"), [((80, 24), "1"), ((120, 40), "5")])
def test_how_the_insights_look(
    demo_app: PlannerApp, snap_compare: Callable[..., bool], size: tuple[int, int], key: str
) -> None:
    async def opened(pilot: Any) -> None:
        await open_insights(pilot)
        await pilot.press(key)

    assert snap_compare(demo_app, terminal_size=size, run_before=opened)
