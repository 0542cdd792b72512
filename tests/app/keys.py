"""Pressing keys on the calendar, and looking at what came of it."""

from datetime import date
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.calendar import Calendar
from planner.app.screens.calendar import CalendarScreen
from planner.app.widgets.dialog import Dialog
from planner.domain.session import Session
from tests.app.lines import texts_of

TODAY = date(2027, 2, 6)
TUESDAY = date(2027, 2, 9)
NAUGHTY = "[/] [bold]x \\ 漢字 שלום"


def calendar_of(pilot: Pilot[None]) -> Calendar:
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, CalendarScreen))
    return screen.calendar


def shown(pilot: Pilot[None]) -> str:
    """What stands on the calendar now."""
    calendar = calendar_of(pilot)
    return texts_of(calendar.lines(*pilot.app.size))


def is_on(app: PlannerApp, screen: type[Screen[Any]]) -> bool:
    return isinstance(app.screen, screen)


def toasts(app: PlannerApp) -> list[str]:
    return [toast.message for toast in app._notifications]


def session_of(desk: Desk, day: date) -> Session:
    return next(line.session for line in desk.days(day, day)[0].sessions)


def sessions_on(desk: Desk, day: date) -> list[str]:
    return [line.session.id for line in desk.days(day, day)[0].sessions]


async def fill(pilot: Pilot[None], *fields: str) -> None:
    """Paste into the fields of the open dialog, one after the other; `-` leaves a field as it is."""
    assert isinstance(pilot.app.screen, Dialog)
    for own, field in zip(pilot.app.screen.query(Input), fields, strict=False):
        if field != "-":
            own.value = field
    await pilot.press("enter")
    await pilot.pause()
