"""The calendar by keys: changing the plan and keeping the log, as pressed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from textual.events import AppFocus
from textual.widgets import Input

from planner.actions import changes
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.lists import LayersScreen
from planner.app.widgets.board import Board
from planner.app.widgets.dialog import Dialog
from planner.domain.session import Session, SessionKind
from planner.planning.agenda import Status
from tests.app.conftest import NOW
from tests.app.keys import NAUGHTY, TODAY, TUESDAY, calendar_of, fill, session_of, sessions_on, shown, toasts


async def test_moving_a_run_takes_what_hangs_on_it_along_and_undo_brings_all_back(
    demo_app: PlannerApp, demo: Desk
) -> None:
    before = demo.days(TUESDAY, TUESDAY)
    item = session_of(demo, TUESDAY).id
    hung = {line.hung.id for line in before[0].hung if line.hung.session == item}
    async with demo_app.run_test() as pilot:
        await pilot.press("g")
        await fill(pilot, "9 feb")
        await pilot.press("m")
        assert "4 things move with it" in str(pilot.app.screen.query_one("#effect").render())
        await pilot.press("up", "enter")
        await pilot.pause()
        thursday = demo.days(date(2027, 2, 11), date(2027, 2, 11))[0]
        assert item in [line.session.id for line in thursday.sessions]
        assert hung <= {line.hung.id for line in thursday.hung}
        assert calendar_of(pilot).cursor == thursday.day
        assert "u takes it back" in toasts(demo_app)[-1]
        await pilot.press("u")
        await pilot.pause()
        assert demo.days(TUESDAY, TUESDAY) == before
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert sessions_on(demo, TUESDAY) == []


async def test_a_change_is_there_after_a_restart_and_can_still_be_undone(
    demo_app: PlannerApp, demo: Desk, reopen: Callable[[], PlannerApp]
) -> None:
    item = session_of(demo, TUESDAY).id
    async with demo_app.run_test() as pilot:
        await pilot.press("right", "right", "right", "x")
        await pilot.pause()
        assert sessions_on(demo, TUESDAY) == []
    again = reopen()
    async with again.run_test() as pilot:
        assert sessions_on(again.desk, TUESDAY) == []
        await pilot.press("u")
        await pilot.pause()
        assert sessions_on(again.desk, TUESDAY) == [item]


async def test_done_opens_with_the_plan_and_logs_what_is_typed(demo_app: PlannerApp, demo: Desk) -> None:
    friday = date(2027, 2, 5)
    changes.add(demo, Session(id="extra1", day=friday, kind=SessionKind.EASY, distance=None, duration_s=2400))
    async with demo_app.run_test() as pilot:
        await pilot.press("left", "d")
        await fill(pilot, "6.2", "38", "7", NAUGHTY)
        line = demo.days(friday, friday)[0].sessions[0]
        assert line.status is Status.DONE
        assert line.entry
        assert (line.entry.distance_m, line.entry.duration_s, line.entry.note) == (6200.0, 2280, NAUGHTY)  # type: ignore[union-attr]
        assert "✓" in shown(pilot)


async def test_a_day_to_come_cannot_be_done(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("right", "d")
        await pilot.pause()
        assert "not here yet" in toasts(demo_app)[-1]


async def test_skip_asks_why(demo_app: PlannerApp, demo: Desk) -> None:
    item = session_of(demo, TUESDAY)
    async with demo_app.run_test() as pilot:
        await pilot.press("right", "right", "right", "s")
        await fill(pilot, NAUGHTY)
        line = demo.days(TUESDAY, TUESDAY)[0].sessions[0]
        assert (line.session.id, line.status) == (item.id, Status.SKIPPED)


async def test_add_edit_and_delete(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("a", "tab")
        await fill(pilot, "-", "hills", "8-9", "", NAUGHTY, "6 x 60 s")
        added = session_of(demo, TODAY)
        assert (added.kind, added.title, added.text) == (SessionKind.HILLS, NAUGHTY, "6 x 60 s")
        await pilot.press("e", "tab")
        await fill(pilot, "tempo", "7", "-", "", "-", "-")
        edited = session_of(demo, TODAY)
        assert (edited.kind, edited.title) == (SessionKind.TEMPO, "")
        assert edited.distance
        assert edited.distance.low_m == 7000
        await pilot.press("x")
        await pilot.pause()
        assert sessions_on(demo, TODAY) == []


async def test_what_cannot_be_read_is_said_in_the_form_and_nothing_is_kept(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("a", "tab")
        await fill(pilot, "-", "-", "far")
        assert isinstance(pilot.app.screen, Dialog)
        assert "is not a distance" in str(pilot.app.screen.query_one("#effect").render())
        await pilot.press("escape")
        await pilot.pause()
        assert sessions_on(demo, TODAY) == []


async def test_a_session_is_copied_and_pasted(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("P")
        await pilot.pause()
        assert "nothing is copied" in toasts(demo_app)[-1]
        await pilot.press("right", "right", "right", "y", "t", "P")
        await pilot.pause()
        original, copy = session_of(demo, TUESDAY), session_of(demo, TODAY)
        assert copy.id != original.id
        assert (copy.kind, copy.distance, copy.text) == (original.kind, original.distance, original.text)


async def test_swap_marks_one_day_and_takes_the_other(demo_app: PlannerApp, demo: Desk) -> None:
    monday = TUESDAY - timedelta(days=1)
    one = sessions_on(demo, TUESDAY)
    async with demo_app.run_test() as pilot:
        await pilot.press("right", "right", "w")
        assert calendar_of(pilot).marked == monday
        await pilot.press("right", "w")
        await pilot.pause()
        assert sessions_on(demo, monday) == one
        await pilot.press("w", "escape")
        assert calendar_of(pilot).marked is None


async def test_pain_and_a_note_are_logged_on_the_day(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("exclamation_mark", "k", "x", "4", "w", "w", "w", "n")
        pilot.app.screen.query_one("#line", Input).value = NAUGHTY
        await pilot.press("enter", "enter", "escape", "n")
        await fill(pilot, NAUGHTY)
        day = demo.days(TODAY, TODAY)[0]
        assert [(felt.area.value, felt.score, felt.note) for felt in day.felt] == [("knee", 4, NAUGHTY)]
        assert [note.text for note in day.notes] == [NAUGHTY]
        await pilot.press("3")
        assert "right knee pain 4 of 10" in shown(pilot)


async def test_a_routine_is_chosen_in_the_day_and_ticked_off(demo_app: PlannerApp, demo: Desk) -> None:
    friday = date(2027, 2, 5)
    async with demo_app.run_test() as pilot:
        await pilot.press("left", "enter")
        assert calendar_of(pilot).view == "day"
        await pilot.press("d")
        await pilot.pause()
        assert demo.days(friday, friday)[0].routines[0].status is Status.DONE
        await pilot.press("escape")
        assert calendar_of(pilot).view == "month"


async def test_a_layer_is_switched_off_and_on(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LayersScreen)
        await pilot.press("space", "escape")
        await pilot.pause()
        assert not demo.schedule_of(demo.plan_of(None)).layers[0].on
        await pilot.press("u")
        await pilot.pause()
        assert demo.schedule_of(demo.plan_of(None)).layers[0].on


async def test_a_change_from_outside_is_shown_when_one_comes_back_to_the_terminal(
    demo_app: PlannerApp, reopen: Callable[[], PlannerApp]
) -> None:
    other = reopen().desk
    async with demo_app.run_test() as pilot:
        changes.delete(other, session_of(other, TUESDAY).id)
        demo_app.post_message(AppFocus())
        await pilot.pause()
        assert sessions_on(demo_app.desk, TUESDAY) == []
        assert "6½ tempo" not in shown(pilot)


@pytest.mark.parametrize("on", [NOW.date(), NOW.date() + timedelta(days=1)], ids=["a rest day", "a run"])
async def test_in_a_tall_window_the_line_is_typed_below_the_days_heading(demo_app: PlannerApp, on: date) -> None:
    async with demo_app.run_test(size=(120, 40)) as pilot:
        calendar_of(pilot).go(on)
        await pilot.press("a")
        first = pilot.app.screen.query_one("#in-place").region.y - pilot.app.screen_stack[-2].query_one(Board).region.y
        heading = f"{on:%A} {on.day} {on:%B %Y}"
        lines = shown(pilot).splitlines()
        assert any(heading in line for line in lines[:first])
        assert not any(heading in line for line in lines[first:])
