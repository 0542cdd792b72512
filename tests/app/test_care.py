"""Visits, questions and gait by keys: written down, changed, moved, taken back; what a shared screen shows."""

from datetime import timedelta

from planner.actions import care, diary
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.care import CareScreen, _Rows
from planner.domain.body import Side
from planner.domain.log import GaitSeen, GaitSign
from tests.app.keys import NAUGHTY, TODAY, fill, is_on, shown, toasts
from tests.app.lines import texts_of


def listed(app: PlannerApp) -> str:
    board = app.screen.query_one(_Rows)
    return texts_of(board.lines(*board.size))


async def test_a_visit_is_written_down_moved_and_stands_on_the_calendar(demo_app: PlannerApp, demo: Desk) -> None:
    before = {one.id for one in care.visits(demo)}
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("J")
        await pilot.pause()
        assert is_on(demo_app, CareScreen)
        await pilot.press("v")
        await pilot.pause()
        await fill(pilot, "+10d", "14:30", "physio", NAUGHTY, "outer knee")
        assert "Visit on Tue 16 Feb, 14:30" in toasts(demo_app)[-1]
        made = next(one for one in care.visits(demo_app.desk) if one.id not in before)
        demo_app.screen.query_one(_Rows).item = made.id
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, "+11d")
        moved = next(one for one in care.visits(demo_app.desk) if one.why == "outer knee")
        assert moved.day == TODAY + timedelta(days=11)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("g")
        await pilot.pause()
        await fill(pilot, "17 feb")
        await pilot.press("3")
        await pilot.pause()
        assert "physiotherapist" in shown(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert next(one.day for one in care.visits(demo_app.desk) if one.why == "outer knee") == TODAY + timedelta(
            days=10
        )


async def test_a_question_is_asked_answered_and_taken_back(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("J", "a")
        await pilot.pause()
        await fill(pilot, f"May I run on it? {NAUGHTY}")
        asked = care.questions(demo_app.desk)[-1]
        assert asked.text.startswith("May I run on it?")
        demo_app.screen.query_one(_Rows).item = asked.id
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, "-", "-", "up to 3 of 10")
        assert "up to 3 of 10" in listed(demo_app)
        answered = next(one for one in care.questions(demo_app.desk, answered=True) if one.answer)
        demo_app.screen.query_one(_Rows).item = answered.id
        await pilot.press("x")
        await pilot.pause()
        assert "May I run on it?" not in listed(demo_app)


async def test_gait_is_noted_and_next_due_in_four_weeks(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("J", "g")
        await pilot.pause()
        await fill(pilot, "hip-drop:left, overstride", "172", "9/10.5", "40/55")
        assert "hip drop left, overstride, 172 steps a minute" in " ".join(listed(demo_app).split())
        assert "next look Sat 6 Mar" in listed(demo_app)
        assert care.gait_notes(demo_app.desk)[0].seen[0] == GaitSeen(sign=GaitSign.HIP_DROP, side=Side.LEFT)


async def test_a_shared_screen_shows_no_words_of_it(demo_app: PlannerApp, demo: Desk) -> None:
    care.ask(demo, "secret question")
    care.add_visit(demo, TODAY + timedelta(days=3), why="secret reason")
    demo.set(private=True)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("J")
        await pilot.pause()
        assert "secret" not in listed(demo_app)
        assert "a visit" in listed(demo_app)


async def test_it_says_what_to_do_when_there_is_nothing_and_fits_a_tiny_window(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(40, 12)) as pilot:
        await pilot.press("J")
        await pilot.pause()
        assert "v writes one down" in listed(demo_app) or care.visits(demo_app.desk)


async def test_who_looks_at_their_gait_is_reminded_after_four_weeks_once(demo_app: PlannerApp, demo: Desk) -> None:
    for note in care.gait_notes(demo):
        diary.take_back(demo, note)
    care.log_gait(demo, TODAY - timedelta(days=28), cadence_spm=170)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        calendar = demo_app.screen
        assert isinstance(calendar, CalendarScreen)
        calendar._check()
        calendar._check()
        reminders = [said for said in toasts(demo_app) if "gait" in said]
        assert reminders == ["4 weeks since you looked at your gait. J notes it."]


async def test_nobody_is_reminded_of_gait_who_never_looked_at_it(demo_app: PlannerApp, demo: Desk) -> None:
    for note in care.gait_notes(demo):
        diary.take_back(demo, note)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        calendar = demo_app.screen
        assert isinstance(calendar, CalendarScreen)
        calendar._check()
        assert not [said for said in toasts(demo_app) if "gait" in said]
