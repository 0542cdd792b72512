"""z and Z on the calendar: the easing as a diff, accepted, had another way or refused, and why it was changed."""

from datetime import timedelta

import pytest

from planner.actions.because import changed_because
from planner.actions.desk import Desk
from planner.actions.diary import log_pain
from planner.actions.reflow import Wish, due
from planner.app.app import PlannerApp
from planner.app.forms.ease import EaseForm
from planner.app.screens.because import BecauseScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.ease import EaseScreen
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.lines import Lines
from planner.domain.body import Area, Side
from planner.domain.errors import BadValue
from planner.domain.health import Sign
from planner.domain.log import When
from planner.planning.agenda import AgendaDay
from tests.app.keys import TODAY, fill, is_on, toasts
from tests.app.lines import texts_of


def sore(desk: Desk, score: int = 5, area: Area = Area.TFL, *signs: Sign) -> None:
    log_pain(desk, area, score, TODAY - timedelta(days=1), side=Side.LEFT, when=When.DURING, signs=signs)


def whole(desk: Desk) -> tuple[AgendaDay, ...]:
    plan = desk.plan_of(None)
    return desk.days(plan.first_day, plan.last_day)


def read(app: PlannerApp, name: str) -> str:
    board = app.screen.query_one(f"#{name}", Lines)
    return texts_of(board.lines(board.size.width, 200))


async def test_with_a_green_light_it_is_said_that_nothing_is_to_be_done(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("z")
        await pilot.pause()
        assert is_on(demo_app, CalendarScreen)
        assert toasts(demo_app) == ["The light is green: the plan goes on as it is."]


async def test_the_reasons_stand_before_the_diff_and_enter_accepts_it(demo_app: PlannerApp, demo: Desk) -> None:
    sore(demo)
    before = whole(demo)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        await pilot.pause()
        assert is_on(demo_app, EaseScreen)
        shown = read(demo_app, "diff")
        assert "today is yellow" in shown.partition("Week 9")[0]
        assert "12.5 km long" in shown
        assert "+ Mon 8 Feb   Calm the outer hip or knee   in place of it" in shown
        assert whole(demo) == before
        await pilot.press("end")
        assert "not a diagnosis" in read(demo_app, "diff")
        await pilot.press("enter")
        await pilot.pause()
        assert "Eased the plan, yellow light. u takes it back." in toasts(demo_app)
        assert whole(demo) != before
        await pilot.press("u")
        await pilot.pause()
        assert whole(demo) == before


async def test_e_has_it_another_way_and_the_form_says_how_much_changes(demo_app: PlannerApp, demo: Desk) -> None:
    sore(demo)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "e")
        await pilot.pause()
        assert is_on(demo_app, Dialog)
        first = str(demo_app.screen.query_one("#effect").render())
        await fill(pilot, "walk", "no", "-", "3")
        assert first.startswith("Until Fri 12 Feb: ")
        assert is_on(demo_app, EaseScreen)
        shown = read(demo_app, "diff")
        assert "run-walk" in shown
        assert "Calm the outer hip or knee" not in shown
        await pilot.press("enter")
        await pilot.pause()
        (told,) = changed_because(demo)
        assert told.last == TODAY + timedelta(days=2)


@pytest.mark.parametrize(("key", "state"), [("r", ["refused"]), ("escape", []), ("q", [])])
async def test_r_refuses_and_esc_leaves_it_open_and_neither_changes_the_plan(
    demo_app: PlannerApp, demo: Desk, key: str, state: list[str]
) -> None:
    sore(demo)
    before = whole(demo)
    async with demo_app.run_test() as pilot:
        await pilot.press("z", key)
        await pilot.pause()
        assert is_on(demo_app, CalendarScreen)
        assert whole(demo) == before
        assert [one.state for one in changed_because(demo)] == state
        assert due(demo) == (not state)


async def test_a_red_flag_shows_the_practitioner_first(demo_app: PlannerApp, demo: Desk) -> None:
    sore(demo, 3, Area.SHIN, Sign.NIGHT, Sign.PINPOINT)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        await pilot.pause()
        lines = read(demo_app, "diff").splitlines()
        assert "Stop running" in lines[0]
        assert any("medical practitioner" in line for line in lines[:5])
        assert not any(line.strip().startswith("+") and "km" in line for line in lines)


async def test_the_list_tells_what_was_changed_because_of_the_log_and_goes_there(
    demo_app: PlannerApp, demo: Desk
) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("Z")
        await pilot.pause()
        assert "Nothing was changed because of the log yet." in read(demo_app, "changes").replace("\n ", " ")
        await pilot.press("escape")
        sore(demo)
        await pilot.press("z", "enter", "t", "down", "down", "Z")
        await pilot.pause()
        assert is_on(demo_app, BecauseScreen)
        shown = read(demo_app, "changes")
        assert "stands" in shown
        assert "After: logged pain 5 of 10, left TFL, on Fri 5 Feb." in shown
        await pilot.press("space", "pageup", "down", "enter")
        await pilot.pause()
        screen = demo_app.screen
        assert isinstance(screen, CalendarScreen)
        assert screen.calendar.cursor == TODAY


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_it_stands_at_every_size(demo_app: PlannerApp, demo: Desk, size: tuple[int, int]) -> None:
    sore(demo, 7)
    async with demo_app.run_test(size=size) as pilot:
        await pilot.press("z", "pagedown", "end", "e", "escape", "enter", "Z", "space", "escape")
        await pilot.pause()
        assert is_on(demo_app, CalendarScreen)


def test_the_form_complains_of_days_that_are_none(demo: Desk) -> None:
    sore(demo)
    form = EaseForm(demo, Wish(), near_race=False)
    for days in ("0", "29", "x", "-1", "1.5"):
        with pytest.raises(BadValue, match="1 to 28"):
            form.effect({"ease": "easy", "routines": "yes", "gear": "yes", "days": days})


async def test_the_key_stands_in_the_footer_as_long_as_something_is_due(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        assert "ease the plan" not in footer(demo_app)
        sore(demo)
        demo_app.screen_stack[0].changed()  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.pause()
        assert "z ease the plan" in footer(demo_app)
        await pilot.press("z", "r")
        await pilot.pause()
        await pilot.pause()
        assert "ease the plan" not in footer(demo_app)


def footer(app: PlannerApp) -> str:
    line = app.screen.query_one(KeyLine)
    return texts_of(line.lines(line.size.width, 1))
