"""The calendar by keys: moving at once, ranges, copies, what was deleted, days off, and several windows."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from textual.events import AppFocus

from planner.actions import changes, diary
from planner.actions.desk import Desk
from planner.actions.off import OffWish, take_off
from planner.app.app import PlannerApp
from planner.app.screens.offs import OffsScreen
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.key_line import KeyLine
from planner.domain.off import OffKind, Running
from planner.domain.session import Session, SessionKind
from planner.planning.agenda import Status
from planner.store.store import Store
from tests.app.keys import TODAY, TUESDAY, calendar_of, fill, is_on, session_of, sessions_on, shown, toasts

DAY = timedelta(days=1)
TO_TUESDAY = ("right", "right", "right")


@pytest.mark.parametrize(
    ("key", "by"),
    [("shift+left", -1), ("shift+right", 1), ("shift+up", -7), ("shift+down", 7), ("<", -1), (">", 1), ("}", 7)],
)
async def test_a_key_moves_the_chosen_session_at_once_and_the_cursor_follows(
    demo_app: PlannerApp, demo: Desk, key: str, by: int
) -> None:
    item = session_of(demo, TUESDAY).id
    before = demo.days(TUESDAY, TUESDAY)
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, key)
        await pilot.pause()
        assert calendar_of(pilot).cursor == TUESDAY + by * DAY
        assert calendar_of(pilot).item == item
        assert item in sessions_on(demo, TUESDAY + by * DAY)
        await pilot.press("u")
        await pilot.pause()
        assert demo.days(TUESDAY, TUESDAY) == before


async def test_the_race_is_not_moved_by_a_key(demo_app: PlannerApp, demo: Desk) -> None:
    race = demo.plan_of(None).race.day
    async with demo_app.run_test() as pilot:
        await pilot.press("r", "shift+right")
        await pilot.pause()
        assert "the race stays" in toasts(demo_app)[-1]
        assert calendar_of(pilot).cursor == race


async def test_a_range_is_told_and_moved_with_one_key_and_comes_back_with_one_undo(
    demo_app: PlannerApp, demo: Desk
) -> None:
    week = [TUESDAY + n * DAY for n in range(3)]
    before = demo.days(TODAY, TODAY + 14 * DAY)
    items = [item for day in week for item in sessions_on(demo, day)]
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*TO_TUESDAY, "v", "right", "right")
        assert calendar_of(pilot).selected == (week[0], week[-1])
        assert pilot.app.screen.query_one(KeyLine).lead.startswith("3 days, ")
        await pilot.press("shift+right")
        await pilot.pause()
        assert set(items) <= {item for day in week for item in sessions_on(demo, day + DAY)}
        assert items[0] not in sessions_on(demo, TUESDAY)
        assert calendar_of(pilot).selected == (week[0] + DAY, week[-1] + DAY)
        await pilot.press("escape")
        assert calendar_of(pilot).selected is None
        await pilot.press("u")
        await pilot.pause()
        assert demo.days(TODAY, TODAY + 14 * DAY) == before


async def test_a_range_is_moved_by_a_form(demo_app: PlannerApp, demo: Desk) -> None:
    item = session_of(demo, TUESDAY).id
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "v", "right", "m")
        await pilot.pause()
        assert is_on(demo_app, Dialog)
        await pilot.press("enter")
        await pilot.pause()
        assert item not in sessions_on(demo, TUESDAY)


async def test_a_range_is_deleted_and_each_session_can_be_brought_back(demo_app: PlannerApp, demo: Desk) -> None:
    item = session_of(demo, TUESDAY).id
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "v", "right", "right", "x")
        await pilot.pause()
        assert calendar_of(pilot).selected is None
        assert sessions_on(demo, TUESDAY) == []
        await pilot.press("left", "left", "U")
        await pilot.pause()
        assert sessions_on(demo, TUESDAY) == [item]


async def test_of_several_deleted_sessions_one_is_chosen(demo_app: PlannerApp, demo: Desk) -> None:
    changes.add(demo, Session(id="second", day=TUESDAY, kind=SessionKind.HILLS))
    for item in sessions_on(demo, TUESDAY):
        changes.delete(demo, item)
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "U")
        await fill(pilot, "hills")
        assert sessions_on(demo, TUESDAY) == ["second"]


async def test_a_range_is_skipped_with_one_reason_and_one_undo(demo_app: PlannerApp, demo: Desk) -> None:
    days = (TUESDAY, TUESDAY + 2 * DAY)
    before = demo.days(*days)
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "v", "right", "right", "s")
        await fill(pilot, "ill")
        lines = [line for day in demo.days(*days) for line in day.sessions]
        assert lines
        assert {(line.status, getattr(line.entry, "why", "")) for line in lines} == {(Status.SKIPPED, "ill")}
        await pilot.press("u")
        await pilot.pause()
        assert demo.days(*days) == before


async def test_a_range_and_a_week_are_copied_and_pasted(demo_app: PlannerApp, demo: Desk) -> None:
    monday = TUESDAY - DAY
    kinds = [line.session.kind for day in demo.days(monday, monday + 6 * DAY) for line in day.sessions]
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "v", "right", "y", "t", "P")
        await pilot.pause()
        assert session_of(demo, TODAY).kind is session_of(demo, TUESDAY).kind
        await pilot.press("u", *TO_TUESDAY, "Y", "down", "P")
        await pilot.pause()
        pasted = [line.session.kind for day in demo.days(monday + 7 * DAY, monday + 13 * DAY) for line in day.sessions]
        assert all(pasted.count(kind) >= kinds.count(kind) for kind in kinds)
        assert len(pasted) > len(kinds)


@pytest.mark.parametrize("key", ["S", "R", "W", "D", "o"])
async def test_a_form_opens_that_says_what_it_would_do_and_esc_changes_nothing(
    demo_app: PlannerApp, demo: Desk, key: str
) -> None:
    before = demo.plan_of(None)
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, key)
        await pilot.pause()
        assert is_on(demo_app, Dialog)
        assert str(pilot.app.screen.query_one("#effect").render())
        await pilot.press("escape")
        await pilot.pause()
        assert demo.plan_of(None) == before


async def test_days_off_are_laid_over_a_range_and_listed(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "v", "right", "right", "o", "enter")
        await pilot.pause()
        offs = demo.schedule_of(demo.plan_of(None)).offs
        assert [(off.first, off.last) for off in offs] == [(TUESDAY, TUESDAY + 2 * DAY)]
        await pilot.press("O")
        await pilot.pause()
        assert is_on(demo_app, OffsScreen)
        await pilot.press("escape", "u")
        await pilot.pause()
        assert not demo.schedule_of(demo.plan_of(None)).offs


async def test_when_no_run_was_missed_re_aligning_says_so(demo_app: PlannerApp, demo: Desk) -> None:
    before = demo.plan_of(None)
    async with demo_app.run_test() as pilot:
        await pilot.press("A")
        await pilot.pause()
        assert toasts(demo_app) or len(demo_app.screen_stack) > 1
        await pilot.press("escape")
        assert demo.plan_of(None) == before


async def test_an_empty_day_says_what_to_do(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        for key, word in (("shift+right", "a adds"), ("U", "nothing was deleted"), ("e", "a adds"), ("y", "a adds")):
            await pilot.press("g")
            await fill(pilot, "1 jan 2030")
            await pilot.press(key)
            await pilot.pause()
            assert word in toasts(demo_app)[-1]
        await pilot.press("v", "x")
        await pilot.pause()
        assert "nothing is planned" in toasts(demo_app)[-1]


async def test_hints_name_the_keys_the_user_chose(demo: Desk, reopen: Callable[[], PlannerApp]) -> None:
    demo.set(keys={"calendar.paste": "ctrl+y", "calendar.undo": "ctrl+z"})
    app = reopen()
    async with app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "y")
        assert "ctrl+y adds it" in toasts(app)[-1]
        await pilot.press("shift+right")
        await pilot.pause()
        assert "ctrl+z takes it back" in toasts(app)[-1]


async def test_a_move_can_be_undone_by_key_after_a_restart(
    demo_app: PlannerApp, demo: Desk, reopen: Callable[[], PlannerApp]
) -> None:
    before = sessions_on(demo, TUESDAY)
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "v", "right", "shift+down")
        await pilot.pause()
        assert sessions_on(demo, TUESDAY) != before
    again = reopen()
    async with again.run_test() as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert sessions_on(again.desk, TUESDAY) == before


async def test_two_windows_keep_each_others_changes(
    demo_app: PlannerApp, demo: Desk, reopen: Callable[[], PlannerApp]
) -> None:
    other = reopen().desk
    later = next(day for day in (TUESDAY + n * DAY for n in range(1, 9)) if sessions_on(demo, day))
    mine, theirs = session_of(demo, TUESDAY).id, session_of(demo, later).id
    async with demo_app.run_test() as pilot:
        changes.move(other, theirs, later + DAY)
        await pilot.press(*TO_TUESDAY, "shift+left")
        demo_app.post_message(AppFocus())
        await pilot.pause()
        assert mine in sessions_on(demo, TUESDAY - DAY)
        assert theirs in sessions_on(demo, later + DAY)


async def test_a_range_of_weeks_in_the_whole_plan_holds_whole_weeks(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("4", "v", "down")
        first, last = calendar_of(pilot).selected or (date.min, date.min)
        assert (first.weekday(), last.weekday(), (last - first).days) == (0, 6, 13)


async def test_a_move_reads_no_month_of_the_log_again(
    demo_app: PlannerApp, demo: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[tuple[date, date]] = []
    entries = Store.entries

    def counted(store: Store, first: date, last: date) -> object:
        reads.append((first, last))
        return entries(store, first, last)

    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*TO_TUESDAY)
        await pilot.pause()
        monkeypatch.setattr(Store, "entries", counted)
        await pilot.press("shift+right")
        await pilot.pause()
        assert reads == []
        assert session_of(demo, TUESDAY + DAY)


async def test_a_change_draws_only_the_weeks_it_touches(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*TO_TUESDAY)
        kept = dict(calendar_of(pilot)._kept.weeks)
        diary.log_note(demo, "windy", TUESDAY)
        calendar_of(pilot).lines(120, 38)
        gone = {
            key[0]
            for key in kept
            if key not in calendar_of(pilot)._kept.weeks or calendar_of(pilot)._kept.weeks[key] is not kept[key]
        }
        assert gone == {TUESDAY - DAY}
        assert "windy" in shown(pilot)


async def test_a_session_that_gives_way_to_days_off_leads_to_them(demo_app: PlannerApp, demo: Desk) -> None:
    item = session_of(demo, TUESDAY).id
    take_off(demo, OffWish(kind=OffKind.TRAVEL, first=TUESDAY, last=TUESDAY, running=Running.NONE))
    before = demo.plan_of(None)
    demo_app.key_overrides = {"calendar.offs": "f9"}
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "3")
        calendar_of(pilot).go(TUESDAY, item)
        for key in ("x", "U", "e", "m"):
            await pilot.press(key)
            await pilot.pause()
            assert "gives way to days off" in toasts(demo_app)[-1], key
            assert "f9 lists them" in toasts(demo_app)[-1]
        assert demo.plan_of(None) == before
        await pilot.press("enter")
        await pilot.pause()
        assert is_on(demo_app, OffsScreen)
        await pilot.press("x", "escape")
        await pilot.pause()
        assert session_of(demo, TUESDAY).id == item
