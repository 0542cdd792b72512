"""The list of plans by keys, and a plan made again or followed from it."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from planner.actions.build_ups import Request, make
from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.actions.regenerate import recently
from planner.actions.templates import save_template
from planner.app.app import PlannerApp
from planner.app.screens.build_up import BuildUpScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.first_run import FirstRunScreen
from planner.app.screens.lists import PlansScreen
from planner.app.screens.proposal import ProposalScreen
from planner.app.widgets.dialog import Dialog
from planner.store.store import Store

NOW = datetime(2027, 2, 6, 9, tzinfo=UTC)


@pytest.fixture
def app(store_root: Path) -> PlannerApp:
    """The demo with its spring plan, which is shown, and a second one in autumn, on Saturday 6 February 2027."""
    store = Store(store_root)
    fill_demo(store, NOW)
    desk = Desk(store, now=lambda: NOW, pick=Random(7).choice)
    make(desk, "autumn", Request(race_name="Autumn Ten", race_day=date(2027, 9, 26), distance_m=10_000.0))
    desk.set(plan="spring")
    desk.refresh()
    return PlannerApp(Desk(store, now=lambda: NOW, pick=Random(7).choice))


async def opened(pilot: Pilot[None], *keys: str) -> None:
    """Open the list of plans over the calendar, then press keys."""
    await pilot.pause()
    pilot.app.push_screen(PlansScreen(), lambda _: None)
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


async def fill(pilot: Pilot[None], **answers: str) -> None:
    for field in pilot.app.screen.query(Input):
        if field.name in answers:
            field.value = answers[field.name]
    await pilot.pause()


def shown(pilot: Pilot[None]) -> str:
    lines = pilot.app.screen._compositor.render_strips(pilot.app.screen.size)
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def said(app: PlannerApp) -> str:
    return " ".join(notification.message for notification in app._notifications)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_bottom_line_names_every_key(app: PlannerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        words = " ".join(shown(pilot).replace("│", " ").replace("…", " ").split())
        assert all(
            word in words for word in ("enter open", "space", "f next", "e change", "t template", "x delete", "esc")
        )


async def test_space_shows_a_plan_beside_and_no_longer(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "j", "space")
        assert list(app.desk.settings.beside) == ["autumn"]
        assert "2027  beside" in shown(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert list(app.desk.settings.beside) == []
        await pilot.press("k", "space")  # the one that the calendar shows
        await pilot.pause()
        assert list(app.desk.settings.beside) == []
        assert "the one that the calendar shows" in said(app)


async def test_enter_opens_a_plan(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "j", "enter")
        assert isinstance(app.screen, CalendarScreen)
        plan = app.desk.plan()
        assert plan
        assert plan.id == "autumn"


async def test_a_deleted_plan_comes_back(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        before = app.desk.store.plan_with_problems("autumn")
        await opened(pilot, "j", "x")
        assert app.desk.store.plan_ids() == ("spring",)
        assert "Autumn Ten" not in shown(pilot).split("enter open")[0]
        await pilot.press("u")
        await pilot.pause()
        assert sorted(app.desk.store.plan_ids()) == ["autumn", "spring"]
        assert app.desk.store.plan_with_problems("autumn") == before


async def test_the_last_plan_can_be_deleted(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "x", "x")
        assert app.desk.store.plan_ids() == ()
        assert "There is no plan yet" in shown(pilot)
        await pilot.press("x", "e", "f", "space", "enter", "escape")
        await pilot.pause()
        assert isinstance(app.screen, FirstRunScreen)


async def test_changed_inputs_are_proposed_and_made_when_accepted(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        before = app.desk.plan_of("spring")
        await opened(pilot, "e")
        screen = app.screen
        assert isinstance(screen, BuildUpScreen)
        assert screen.answers["race"] == "Spring Half"
        assert "Spring Half, made again" in shown(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is screen
        assert "Nothing would change" in said(app)
        await fill(pilot, days="5")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, ProposalScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is screen
        assert app.desk.plan_of("spring") == before
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PlansScreen)
        inputs = app.desk.plan_of("spring").inputs
        assert inputs
        assert inputs.days == 5
        past = [session for session in before.base if session.day < app.desk.today]
        assert [one for one in app.desk.plan_of("spring").base if one.day < app.desk.today] == past
        await pilot.press("u")
        await pilot.pause()
        again = app.desk.plan_of("spring")
        assert (again.base, again.inputs) == (before.base, before.inputs)


async def test_a_plan_made_again_from_the_log_begins_today_with_what_was_run(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "e", "f5")
        screen = app.screen
        assert isinstance(screen, BuildUpScreen)
        asked, ran = screen.reading.request, recently(app.desk)
        assert asked
        assert ran
        assert asked.start == app.desk.today
        assert asked.weekly_m == pytest.approx(ran.weekly_m, abs=100)
        assert asked.longest_m == pytest.approx(ran.longest_m, abs=100)


async def test_a_new_plan_takes_the_week_from_the_log(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "f", "f5")
        screen = app.screen
        assert isinstance(screen, BuildUpScreen)
        ran = recently(app.desk)
        assert ran
        assert float(screen.answers["weekly"]) == pytest.approx(ran.weekly_m / 1000, abs=0.1)
        assert screen.answers["start"] == ""


async def test_the_next_race_follows_the_plan(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "f")
        screen = app.screen
        assert isinstance(screen, BuildUpScreen)
        assert screen.answers["after"] == "spring"
        await fill(pilot, race="Summer Half")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)
    plan = app.desk.plan()
    assert plan
    assert plan.id == "summer-half"
    assert plan.first_day > app.desk.plan_of("spring").last_day
    assert "spring" in app.desk.settings.beside


async def test_a_plan_without_inputs_says_why_it_cannot_be_made_again(app: PlannerApp) -> None:
    spring = app.desk.plan_of("spring")
    app.desk.store.create_plan(msgspec.structs.replace(spring, id="paper", inputs=None))
    app.desk.set(plan="paper")
    app.desk.refresh()
    async with app.run_test() as pilot:
        await opened(pilot, "e")
        assert isinstance(app.screen, PlansScreen)
        assert "nothing to make again" in said(app)
        app.push_screen(BuildUpScreen(again="paper"))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, PlansScreen)


async def test_a_plan_is_saved_as_a_template_and_another_made_from_it(app: PlannerApp) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "t")
        assert isinstance(app.screen, Dialog)
        assert "Notes, gear and the log stay out." in " ".join(shown(pilot).replace("│", " ").split())
        app.screen._inputs["name"].value = "My [/] half"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PlansScreen)
        assert re.search(r"My \[/\] half +half +\d+ weeks +template", shown(pilot))
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Dialog)
        assert app.screen.form.title == "A plan from My [/] half"
        await pilot.press("enter")  # without a name
        await pilot.pause()
        assert "it has no name" in shown(pilot)
        app.screen._inputs["race"].value = "Lake Half"
        app.screen._inputs["date"].value = "26 sep 2027"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)
        plan = app.desk.plan()
        assert plan
        assert (plan.id, plan.race.day) == ("lake-half", date(2027, 9, 26))
        await pilot.press("u")
        await pilot.pause()
        assert sorted(app.desk.store.plan_ids()) == ["autumn", "spring"]


async def test_the_keys_of_plans_leave_a_template_alone_and_x_deletes_it(app: PlannerApp) -> None:
    save_template(app.desk, "spring", "half", "My half")
    async with app.run_test() as pilot:
        await opened(pilot, "j", "j", "space", "f", "e", "t")
        assert isinstance(app.screen, PlansScreen)
        assert "enter makes a plan from it" in said(app)
        await pilot.press("x")
        await pilot.pause()
        assert app.desk.store.template_ids() == ()
        await pilot.press("u")
        await pilot.pause()
        assert app.desk.store.template_ids() == ("half",)
        assert sorted(app.desk.store.plan_ids()) == ["autumn", "spring"]
        assert "template" in shown(pilot).split("enter open")[0]


async def test_templates_are_there_without_any_plan(app: PlannerApp) -> None:
    save_template(app.desk, "spring", "half", "My half")
    async with app.run_test() as pilot:
        await opened(pilot, "x", "x", "enter", "j", "enter")
        assert isinstance(app.screen, Dialog)
        assert app.screen.form.title == "A plan from My half"
