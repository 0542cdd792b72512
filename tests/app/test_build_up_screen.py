"""The new build-up screen by keys."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from planner.actions.build_ups import Request, preview
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.build_up import BuildUpScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.first_run import FirstRunScreen
from planner.app.widgets.week_bars import WeekBars
from planner.domain.race import RACE_M
from planner.planning.build_up import BuildUp
from planner.store.store import Store
from tests.app.forms.test_build_up import without_ids

SIZES = [(40, 12), (80, 24), (120, 40)]


@pytest.fixture
def app(store_root: Path) -> PlannerApp:
    """The program on an empty store, on Saturday 21 November 2026."""
    return PlannerApp(Desk(Store(store_root), now=lambda: datetime(2026, 11, 21, 8, tzinfo=UTC), pick=Random(7).choice))


async def opened(pilot: Pilot[None]) -> BuildUpScreen:
    await pilot.press("n")
    return screen_of(pilot)


def screen_of(pilot: Pilot[None]) -> BuildUpScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BuildUpScreen)
    return screen


async def answer(pilot: Pilot[None], name: str, text: str) -> None:
    """Type an answer as a person does: go there, take away what stands there, type."""
    while getattr(pilot.app.focused, "name", "") != name:
        await pilot.press("tab")
    await pilot.press("end", "ctrl+u", *("space" if sign == " " else sign for sign in text))


async def fill(pilot: Pilot[None], **answers: str) -> None:
    """Put answers into their fields at once, where the typing itself is not what is tested."""
    for field in screen_of(pilot).query(Input):
        if field.name in answers:
            field.value = answers[field.name]
            field.focus()
    await pilot.pause()


def shown(pilot: Pilot[None]) -> str:
    """What stands on the screen, as text."""
    lines = pilot.app.screen._compositor.render_strips(pilot.app.screen.size)
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def said(app: PlannerApp) -> list[str]:
    return [notification.message for notification in app._notifications]


async def test_the_plan_made_by_keys_is_the_plan_that_was_shown(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await answer(pilot, "race", "Spring 10")
        await answer(pilot, "date", "10 apr 2027")
        await answer(pilot, "distance", "10k")
        await answer(pilot, "weekly", "30")
        await pilot.press("enter", "enter", "down")
        await pilot.pause()
        shown_plan = screen.reading.made
        assert shown_plan
        assert "Peak" in shown(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)
    plan = Desk(app.desk.store, now=app.desk.now).plan()
    assert plan
    assert (plan.id, plan.race.name, plan.race.day) == ("spring-10", "Spring 10", date(2027, 4, 10))
    assert plan.race.distance_m == RACE_M["10k"]
    assert plan.inputs
    assert (plan.inputs.weekly_m, plan.inputs.days) == (30_000, 5)
    assert without_ids(plan) == without_ids(shown_plan.plan)
    assert any("u takes it back" in sentence for sentence in said(app))


@pytest.mark.parametrize("size", SIZES)
async def test_arrows_change_the_answer_at_every_size(app: PlannerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        await fill(pilot, days="4")
        await pilot.press("down")
        assert screen.answers["days"] == "5"
        await pilot.press("up", "up")
        assert screen.answers["days"] == "3"
        await pilot.press("6")
        assert screen.answers["days"] == "6"


async def test_a_key_makes_one_preview(app: PlannerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Request] = []

    def counted(desk: Desk, request: Request) -> BuildUp:
        made.append(request)
        return preview(desk, request)

    monkeypatch.setattr("planner.app.forms.build_up.preview", counted)
    async with app.run_test() as pilot:
        await opened(pilot)
        await fill(pilot, weekly="20")
        before = len(made)
        await pilot.press("up")
        await pilot.pause()
        assert len(made) == before + 1
        await pilot.press("tab", "enter", "shift+tab", "left")
        assert len(made) == before + 1


async def test_enter_goes_through_the_answers_and_comes_round(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        names = []
        for _ in range(16):
            names.append(getattr(app.focused, "name", ""))
            await pilot.press("enter")
        assert names[0] == names[15] == "race"
        assert sorted(names[:15]) == sorted(screen.answers)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("key", "outcome"), [("f2", "later"), ("f3", "shorter"), ("f4", "safely")])
async def test_a_race_too_soon_is_made_possible_by_one_key(
    app: PlannerApp, size: tuple[int, int], key: str, outcome: str
) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        await fill(pilot, date="20 dec 2026")
        assert screen.reading.refusal
        text = shown(pilot)
        assert "does not fit" in text
        assert all(way in text for way in ("f2", "f3", "f4"))
        await pilot.press("ctrl+s")
        assert screen_of(pilot) is screen
        assert app.desk.store.plan_ids() == ()
        await pilot.press(key)
        await pilot.pause()
        made = screen.reading.made
        assert made
        assert {
            "later": made.plan.race.day == date(2027, 2, 4),
            "shorter": screen.answers["distance"] == "5k",
            "safely": made.finish_safely,
        }[outcome]
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert len(app.desk.store.plan_ids()) == 1


async def test_a_bad_answer_is_marked_and_said_and_the_weeks_stay(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await pilot.pause()
        before = shown(pilot).count("█")
        await fill(pilot, weekly="many")
        text = shown(pilot)
        assert "'many' is not a distance" in text.replace("\n", " ")
        assert "a week now !" in text
        assert screen.query("Input.-wrong").first(Input).name == "weekly"
        assert text.count("█") == before
        await pilot.press("ctrl+s")
        assert app.desk.store.plan_ids() == ()
        await fill(pilot, weekly="20")
        assert not screen.query("Input.-wrong")
        assert "a week now !" not in shown(pilot)


async def test_esc_goes_back_at_once_when_nothing_was_typed(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, FirstRunScreen)


async def test_esc_asks_once_when_something_was_typed(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("X", "escape")
        await pilot.pause()
        screen_of(pilot)
        assert any("esc again" in sentence for sentence in said(app))
        await pilot.press("Y", "escape")
        await pilot.pause()
        screen_of(pilot)  # typing on takes the first esc back
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, FirstRunScreen)
    assert app.desk.store.plan_ids() == ()


@pytest.mark.parametrize("size", SIZES)
async def test_a_naughty_race_name_is_only_text(app: PlannerApp, size: tuple[int, int]) -> None:
    name = "[/b] [red]x[@click=app.exit]漢字 é"
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        screen.query_one(Input).value = name
        await pilot.pause()
        assert screen.reading.made
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)
    plan = app.desk.plan()
    assert plan
    assert plan.race.name == name


async def test_weeks_that_do_not_fit_are_reached_by_key(app: PlannerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await fill(pilot, date="1 aug 2027", distance="marathon")
        made = screen.reading.made
        assert made
        assert "more weeks: PgDn" in shown(pilot)
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert "PgUp: the first weeks" in shown(pilot)
        assert f" {len(made.plan.weeks)} ▒" in shown(pilot)
        await pilot.press("pageup", "pageup", "pageup")
        await pilot.pause()
        assert "more weeks: PgDn" in shown(pilot)


async def test_every_size_of_terminal_shows_the_focused_answer_and_the_verdict(app: PlannerApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        for width, height in ((40, 12), (200, 60), (80, 24), (60, 40), (100, 14), (20, 6), (120, 40)):
            await pilot.resize_terminal(width, height)
            await fill(pilot, layers="all")
            await fill(pilot, date="28 mar 2027")
            await pilot.pause()
            text = shown(pilot)
            if (width, height) != (20, 6):
                assert screen.answers["date"] in text, (width, height)
                assert "It fits." in text, (width, height)
        assert screen.query_one(WeekBars).display


async def test_an_empty_log_gives_nothing_and_says_so(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        before = screen.answers
        await pilot.press("f5")
        await pilot.pause()
        assert screen.answers == before
        assert any("No run was logged" in sentence for sentence in said(app))


async def test_every_theme_draws_it(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        for theme in ("daylight", "high-contrast", "terminal", "dusk"):
            app.use_theme(theme)
            await pilot.pause()
            assert "█" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_how_the_new_build_up_looks(app: PlannerApp, size: tuple[int, int], snap_compare: Any) -> None:
    async def settled(pilot: Pilot[None]) -> None:
        await pilot.press("n", "tab")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=settled)


async def test_the_demo_opens_from_the_first_screen_and_leaves_the_store_alone(app: PlannerApp) -> None:
    root = app.desk.store.root
    async with app.run_test() as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)
        assert "Spring Half" in shown(pilot)
    assert not (root / "plans").exists()


async def test_the_other_unit_says_the_same_plan_and_back(app: PlannerApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await fill(pilot, weekly="25", longest="9", pace="6:10", tune_ups="10k b 2027-02-07 City Ten")
        before = screen_of(pilot)
        first = before.reading
        await pilot.press("f6")
        assert app.desk.settings.unit == "mi"
        assert screen_of(pilot).answers["weekly"] == "15.5"
        assert screen_of(pilot).answers["pace"] == "9:55"
        now = screen_of(pilot).reading
        assert first.request
        assert first.made
        assert now.made
        assert now.request == first.request
        assert without_ids(now.made.plan) == without_ids(first.made.plan)
        assert " mi " in shown(pilot)
        await pilot.press("f6")
        assert screen_of(pilot).reading.request == first.request
        assert screen_of(pilot).answers["weekly"] == "25"
