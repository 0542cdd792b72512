"""The calendar by keys and mouse: searching, hiding, comparing, editing in place, dragging."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from textual.events import MouseMove, MouseUp
from textual.widgets import Input

from planner.actions import changes, diary
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.calendar import Calendar
from planner.app.screens.build_up import BuildUpScreen
from planner.app.screens.findings import FindingsScreen
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.in_place import InPlace
from planner.app.widgets.key_line import KeyLine
from planner.domain.body import Area
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from tests.app.keys import NAUGHTY, TODAY, TUESDAY, calendar_of, fill, is_on, session_of, sessions_on, shown, toasts
from tests.app.lines import text_of

DAY = timedelta(days=1)
TO_TUESDAY = ("right", "right", "right")


def _lead(app: PlannerApp) -> str:
    return app.screen.query_one(KeyLine).lead


async def test_a_search_lights_what_fits_and_steps_through_it(demo_app: PlannerApp, demo: Desk) -> None:
    item = session_of(demo, TUESDAY).id
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash")
        await fill(pilot, "", "tempo")
        calendar = calendar_of(pilot)
        assert calendar.found
        assert (calendar.cursor, calendar.chosen) == (TUESDAY, item)
        assert item in (calendar.scene().lit or ())
        assert " found, " in _lead(demo_app)
        await pilot.press(".")
        assert calendar.cursor > TUESDAY
        await pilot.press(",", ",")
        assert calendar.cursor < TUESDAY
        await pilot.press("escape")
        assert calendar.scene().lit is None
        assert _lead(demo_app) == ""


async def test_a_search_finds_notes_of_the_log(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_note(demo, NAUGHTY, TODAY - 20 * DAY)
    async with demo_app.run_test() as pilot:
        await pilot.press("slash")
        await fill(pilot, "漢字")
        assert calendar_of(pilot).cursor == TODAY - 20 * DAY


async def test_what_is_found_follows_changes(demo_app: PlannerApp, demo: Desk) -> None:
    item = session_of(demo, TUESDAY).id
    async with demo_app.run_test() as pilot:
        await pilot.press("slash")
        await fill(pilot, "kind:tempo")
        await pilot.press("x")
        await pilot.pause()
        assert item not in (calendar_of(pilot).scene().lit or ())


async def test_nothing_found_is_said_in_the_form(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("slash")
        await fill(pilot, "swimming in the sea")
        assert is_on(demo_app, Dialog)
        assert "nothing in the plan has" in str(pilot.app.screen.query_one("#effect").render())


async def test_one_key_hides_pain_and_notes_and_stays_so(
    demo_app: PlannerApp, demo: Desk, reopen: Callable[[], PlannerApp]
) -> None:
    diary.log_note(demo, "secret words", TODAY)
    diary.log_pain(demo, Area.KNEE, 4, TODAY)
    async with demo_app.run_test(size=(120, 40)) as pilot:
        for view in ("1", "2", "3"):
            await pilot.press(view)
            assert "secret" in shown(pilot)
        await pilot.press("*")
        for view in ("1", "2", "3"):
            await pilot.press(view)
            assert "secret" not in shown(pilot)
            assert "knee" not in shown(pilot)
    app = reopen()
    async with app.run_test(size=(120, 40)) as pilot:
        assert "secret" not in shown(pilot)
        await pilot.press("*")
        assert "secret" in shown(pilot)


async def test_in_private_a_key_never_opens_what_is_hidden(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 4, TODAY)
    demo.set(private=True)
    async with demo_app.run_test() as pilot:
        await pilot.press("3", "e")
        await pilot.pause()
        assert not is_on(demo_app, Dialog)


async def test_in_private_a_dialog_veils_the_note_it_opens_with_and_keeps_it(demo_app: PlannerApp, demo: Desk) -> None:
    changes.add(demo, Session(id="noted1", day=TODAY, kind=SessionKind.EASY, note="secret"))
    demo.set(private=True)
    async with demo_app.run_test() as pilot:
        await pilot.press("e", "tab")
        await pilot.pause()
        assert [own.value for own in pilot.app.screen.query(Input) if own.password] == ["secret"]
        await pilot.press("escape", "exclamation_mark", "k", "4", "enter")
        assert "4 of 10" not in " ".join(toasts(demo_app))


async def test_a_layer_is_hidden_in_the_view_alone(demo_app: PlannerApp, demo: Desk) -> None:
    before = demo.plan_of(None)
    layer = demo.schedule_of(before).layers[0].id
    async with demo_app.run_test() as pilot:
        await pilot.press("V")
        await pilot.pause()
        await pilot.press("space", "escape")
        await pilot.pause()
        assert demo.settings.hidden_layers == (layer,)
        assert all(line.hung.layer != layer for day in calendar_of(pilot).days() for line in day.hung)
        assert demo.plan_of(None) == before


async def test_5_compares_the_week_and_again_the_whole_plan(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        week = shown(pilot)
        await pilot.press("down", "5")
        assert calendar_of(pilot).whole
        assert shown(pilot) != week
        await pilot.press("5")
        assert not calendar_of(pilot).whole
        await pilot.press("4", "5")
        assert calendar_of(pilot).whole


async def test_findings_come_after_the_first_paint_and_with_each_change(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        first = dict(calendar_of(pilot).findings_here)
        assert all(day >= demo.today for day in first)
        changes.add(demo, Session(id="spike1", day=TODAY, kind=SessionKind.LONG, duration_s=4 * 3600))
        for n in range(3):
            changes.add(demo, Session(id=f"hard0{n}", day=TUESDAY + n * DAY, kind=SessionKind.INTERVALS))
        await pilot.press("f5")
        await pilot.pause()
        assert calendar_of(pilot).findings_here != first


async def test_the_list_of_findings_opens_and_the_footer_counts_them(demo_app: PlannerApp, demo: Desk) -> None:
    for n in range(4):
        changes.add(demo, Session(id=f"hard0{n}", day=TUESDAY + n * DAY, kind=SessionKind.INTERVALS, duration_s=3600))
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        found = calendar_of(pilot).findings_here
        count = sum(map(len, found.values()))
        assert count
        assert f"F {count} finding" in text_of(demo_app.screen.query_one(KeyLine).lines(120, 1)[0])
        await pilot.press("F")
        await pilot.pause()
        assert is_on(demo_app, FindingsScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert calendar_of(pilot).cursor in found


async def test_the_build_up_is_made_again_from_the_calendar(demo_app: PlannerApp, demo: Desk) -> None:
    before = demo.plan_of(None)
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("B")
        await pilot.pause()
        assert is_on(demo_app, BuildUpScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert demo.plan_of(None) == before


@pytest.mark.parametrize("view", ["1", "2", "3", "5"])
async def test_a_session_is_edited_in_its_row(demo_app: PlannerApp, demo: Desk, view: str) -> None:
    item = session_of(demo, TUESDAY).id
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, view, "e")
        await pilot.pause()
        assert is_on(demo_app, InPlace)
        line = pilot.app.screen.query_one(Input)
        assert "tempo" in line.value
        line.value = "9 km hills"
        await pilot.pause()
        assert "9 km hills" in str(pilot.app.screen.query_one("#effect").render())
        await pilot.press("enter")
        await pilot.pause()
        edited = session_of(demo, TUESDAY)
        assert (edited.id, edited.kind) == (item, SessionKind.HILLS)
        assert "u takes it back" in toasts(demo_app)[-1]
        await pilot.press("u")
        await pilot.pause()
        assert session_of(demo, TUESDAY).kind is SessionKind.TEMPO


async def test_tab_takes_what_is_typed_into_the_fields_of_a_new_session(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("a")
        pilot.app.screen.query_one(Input).value = '"Club" 10-12 tempo wed am: 20min threshold # tall'
        await pilot.press("tab")
        await pilot.pause()
        fields = [own.value for own in pilot.app.screen.query(Input)]
        assert fields == ["10 Feb 2027", "tempo", "10-12", "", "Club", "20min threshold", "tall", "", "am", "", ""]
        await pilot.press("enter")
        await pilot.pause()
        wednesday = [one.session for one in demo.days(date(2027, 2, 10), date(2027, 2, 10))[0].sessions]
        assert ("Club", SessionKind.TEMPO, "tall") in [(one.title, one.kind, one.note) for one in wednesday]


async def test_tab_takes_what_is_typed_over_a_session_into_its_fields(demo_app: PlannerApp, demo: Desk) -> None:
    before = session_of(demo, TUESDAY)
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "e")
        pilot.app.screen.query_one(Input).value = "5 mi hills +4d"
        await pilot.press("tab")
        await pilot.pause()
        assert [own.value for own in pilot.app.screen.query(Input)][:2] == ["hills", "8"]
        assert "Tue 9 Feb → Wed 10 Feb" in str(pilot.app.screen.query_one("#effect").render())
        await pilot.press("enter")
        await pilot.pause()
        moved = next(
            one.session
            for one in demo.days(date(2027, 2, 10), date(2027, 2, 10))[0].sessions
            if one.session.id == before.id
        )
        assert moved.distance == Span.of(5 * 1609.344)
        await pilot.press("u")
        await pilot.pause()
        assert session_of(demo, TUESDAY) == before


@pytest.mark.parametrize("keys", [("a",), (*TO_TUESDAY, "e")])
async def test_a_line_that_cannot_be_read_yet_stays_as_it_was_typed(
    demo_app: PlannerApp, demo: Desk, keys: tuple[str, ...]
) -> None:
    before = demo.plan_of(None)
    async with demo_app.run_test() as pilot:
        await pilot.press(*keys)
        pilot.app.screen.query_one(Input).value = "9 hils"
        await pilot.press("tab")
        await pilot.pause()
        assert [own.value for own in pilot.app.screen.query(Input)][-1] == "9 hils"
        assert "'hils' is not" in str(pilot.app.screen.query_one("#effect").render())
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert demo.plan_of(None) == before


async def test_what_a_line_cannot_say_is_told_and_nothing_is_kept(demo_app: PlannerApp, demo: Desk) -> None:
    before = demo.plan_of(None)
    async with demo_app.run_test() as pilot:
        await pilot.press(*TO_TUESDAY, "e")
        pilot.app.screen.query_one(Input).value = "31 feb: 8 km easy"
        await pilot.press("enter")
        await pilot.pause()
        assert is_on(demo_app, InPlace)
        await pilot.press("ctrl+r", "escape")
        await pilot.pause()
        assert demo.plan_of(None) == before


async def test_a_session_is_added_in_place_on_an_empty_day(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("a", *"6 easy", "enter")
        await pilot.pause()
        assert session_of(demo, TODAY).kind is SessionKind.EASY


@pytest.mark.parametrize("size", [(20, 5), (40, 12)])
async def test_a_tiny_terminal_edits_in_place_too(demo_app: PlannerApp, size: tuple[int, int]) -> None:
    async with demo_app.run_test(size=size) as pilot:
        for view in "12345":
            await pilot.press(view, "e", "escape", "a", "escape", "v", "right", "escape")
            await pilot.pause()


def _cell(calendar: Calendar, day: date) -> tuple[int, int]:
    """Where a day of the month stands on the screen, below the line on top."""
    return next(
        (x, y + 1)
        for y in range(calendar._height)
        for x in range(calendar._width)
        if calendar.day_at(x, y) == (day, "")
    )


async def test_a_session_is_dragged_to_another_day(demo_app: PlannerApp, demo: Desk) -> None:
    item, to = session_of(demo, TUESDAY).id, TUESDAY + DAY
    async with demo_app.run_test(size=(80, 24)) as pilot:
        calendar = calendar_of(pilot)
        start, end = _cell(calendar, TUESDAY), _cell(calendar, to)
        await pilot.mouse_down(offset=start)
        await pilot._post_mouse_events([MouseMove], offset=end, button=1)
        await pilot.pause()
        assert calendar.target == to
        assert "move with it" in shown(pilot)
        await pilot.mouse_up(offset=end)
        await pilot.pause()
        assert item in sessions_on(demo, to)
        assert calendar.cursor == to
        assert calendar.telling == ""


async def test_a_drag_is_left_with_esc_and_outside(demo_app: PlannerApp, demo: Desk) -> None:
    before = demo.plan_of(None)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        calendar = calendar_of(pilot)
        start, end = _cell(calendar, TUESDAY), _cell(calendar, TUESDAY + DAY)
        await pilot.mouse_down(offset=start)
        await pilot._post_mouse_events([MouseMove], offset=end, button=1)
        await pilot.press("escape")
        assert calendar.target is None
        await pilot.mouse_up(offset=end)
        await pilot.mouse_down(offset=start)
        await pilot._post_mouse_events([MouseMove], offset=end, button=1)
        await pilot._post_mouse_events([MouseMove], offset=(5, 0), button=1)
        await pilot.mouse_up(offset=(5, 0))
        await pilot.mouse_down(offset=start)
        await pilot._post_mouse_events([MouseMove], offset=(start[0] + 1, start[1]), button=1)
        await pilot.mouse_up(offset=(start[0] + 1, start[1]))
        await pilot.pause()
        assert demo.plan_of(None) == before
        assert calendar.target is None


async def test_shift_and_click_or_a_drag_with_the_right_button_select_days(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        calendar = calendar_of(pilot)
        start, end = _cell(calendar, TUESDAY), _cell(calendar, TUESDAY + 2 * DAY)
        await pilot.click(offset=start)
        await pilot.click(offset=end, shift=True)
        assert calendar.selected == (TUESDAY, TUESDAY + 2 * DAY)
        await pilot.press("escape")
        await pilot.mouse_down(offset=end, button=3)
        await pilot._post_mouse_events([MouseMove], offset=start, button=3)
        await pilot._post_mouse_events([MouseUp], offset=start, button=3)
        await pilot.pause()
        assert calendar.selected == (TUESDAY, TUESDAY + 2 * DAY)


def test_a_line_that_is_edited_in_place(snap_compare: Callable[..., bool], demo_app: PlannerApp) -> None:
    assert snap_compare(demo_app, terminal_size=(80, 24), press=["2", "down", "e"])
