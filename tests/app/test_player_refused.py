"""A routine that cannot be played today is refused where it was asked for, and the program goes on."""

import asyncio

from planner.actions.body import flag_rules, log_warning
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.help import HelpScreen
from tests.app.keys import is_on, toasts


async def test_a_routine_that_is_left_out_whole_is_refused_and_the_calendar_goes_on(demo: Desk) -> None:
    log_warning(demo, flag_rules().body_signs[:1])
    app = PlannerApp(demo)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("right", "p")
        await asyncio.wait_for(pilot.pause(), 5)
        assert is_on(app, CalendarScreen)
        assert any("left out today" in toast for toast in toasts(app))
        await pilot.press("question_mark")
        assert is_on(app, HelpScreen)
