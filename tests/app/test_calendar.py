"""The calendar by keys: the main paths of a runner, as pressed."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import AppFocus, MouseScrollDown
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from planner.actions import changes
from planner.actions.desk import Desk
from planner.app import themes
from planner.app.app import PlannerApp
from planner.app.calendar import VIEWS, Calendar
from planner.app.commands import Context, commands_of
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.first_run import FirstRunScreen
from planner.app.screens.help import HelpScreen
from planner.app.screens.lists import LayersScreen
from planner.app.widgets.dialog import Dialog
from planner.domain.session import Session, SessionKind
from planner.planning.agenda import Status
from planner.store.store import Store
from tests.app.conftest import NOW
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


async def test_arrows_and_letters_move_one_cursor_that_all_views_share(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        assert calendar_of(pilot).cursor == TODAY
        await pilot.press("right", "down", "l", "j", "left", "up")
        assert calendar_of(pilot).cursor == TODAY + timedelta(days=8)
        for key, view in zip("1234", VIEWS, strict=True):
            await pilot.press(key)
            assert calendar_of(pilot).view == view
            assert calendar_of(pilot).cursor == TODAY + timedelta(days=8)
        await pilot.press("1", "L", "pagedown", "H")
        assert calendar_of(pilot).cursor == date(2027, 3, 14)
        await pilot.press("r")
        assert calendar_of(pilot).cursor == demo_app.desk.plan_of(None).race.day
        await pilot.press("t")
        assert calendar_of(pilot).cursor == TODAY


async def test_g_goes_to_a_typed_date_and_search_to_a_session(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("g", "ctrl+u", *"2027-04-11", "enter")
        await pilot.pause()
        assert calendar_of(pilot).cursor == date(2027, 4, 11)
        await pilot.press("t", "slash")
        await fill(pilot, "tempo")
        assert calendar_of(pilot).cursor == TUESDAY
        assert calendar_of(pilot).item == session_of(demo_app.desk, TUESDAY).id


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
        await pilot.press("a")
        await fill(pilot, "-", "hills", "8-9", "", NAUGHTY, "6 x 60 s")
        added = session_of(demo, TODAY)
        assert (added.kind, added.title, added.text) == (SessionKind.HILLS, NAUGHTY, "6 x 60 s")
        await pilot.press("e")
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
        await pilot.press("a")
        await fill(pilot, "-", "-", "far")
        assert isinstance(pilot.app.screen, Dialog)
        assert "is not a distance" in str(pilot.app.screen.query_one("#effect").render())
        await pilot.press("escape")
        await pilot.pause()
        assert sessions_on(demo, TODAY) == []


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
        await pilot.press("exclamation_mark")
        await fill(pilot, "knee", "right", "4", "pain", "after", NAUGHTY)
        await pilot.press("n")
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


async def test_up_and_down_go_through_the_items_of_the_week_and_on(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        chosen = [(calendar_of(pilot).cursor, calendar_of(pilot).item)]
        for _ in range(12):
            await pilot.press("down")
            chosen.append((calendar_of(pilot).cursor, calendar_of(pilot).item))
        assert len(set(chosen)) > 10
        assert chosen == sorted(chosen, key=lambda pair: pair[0])
        assert chosen[-1][0] > date(2027, 2, 7)
        for _ in range(20):
            await pilot.press("up")
        assert calendar_of(pilot).cursor < TODAY


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


async def test_keys_of_ones_own_work_and_a_wrong_one_is_said(demo: Desk, reopen: Callable[[], PlannerApp]) -> None:
    demo.set(keys={"calendar.today": "ctrl+t", "calendar.add": "m", "nonsense.key": "z"})
    app = reopen()
    async with app.run_test() as pilot:
        await pilot.press("right", "t")
        assert calendar_of(pilot).cursor == TODAY + timedelta(days=1)
        await pilot.press("ctrl+t")
        assert calendar_of(pilot).cursor == TODAY
        assert any("nonsense.key" in toast for toast in toasts(app))
        assert any("calendar.add" in toast for toast in toasts(app))


async def test_every_theme_can_be_chosen_and_stays_chosen(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        for name in themes.names():
            demo_app.use_theme(name)
            for key in ("1", "2", "3", "4", "m"):
                await pilot.press(key)
            await pilot.pause()
            await pilot.press("escape")
            assert demo.settings.theme == name


async def test_a_theme_that_is_gone_does_not_stop_the_program(demo: Desk, reopen: Callable[[], PlannerApp]) -> None:
    demo.set(theme="[/]gone")
    app = reopen()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == "dusk"
        assert any("gone" in toast for toast in toasts(app))


async def test_help_and_palette_list_the_commands(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CalendarScreen)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"race day", "enter")
        await pilot.pause(0.1)
        await pilot.app.workers.wait_for_complete()


async def test_names_of_every_sort_are_shown_as_they_are(demo: Desk, reopen: Callable[[], PlannerApp]) -> None:
    changes.add(
        demo,
        Session(
            id="naughty", day=TODAY, kind=SessionKind.EASY, title=NAUGHTY, text="[@click=app.exit]x[/] \\[", note="[/b]"
        ),
    )
    app = reopen()
    async with app.run_test() as pilot:
        for keys in (["1"], ["2"], ["3"], ["4"], ["1", "m", "escape"], ["e", "escape"], ["d", "escape"], ["x"], ["u"]):
            await pilot.press(*keys)
            await pilot.pause()
        assert "[/] [bold]x" in shown(pilot)
        assert any("[/] [bold]x" in toast for toast in toasts(app))


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (80, 24), (120, 40), (200, 60)])
async def test_no_size_of_the_terminal_is_too_small_or_too_large(demo_app: PlannerApp, size: tuple[int, int]) -> None:
    async with demo_app.run_test(size=size) as pilot:
        for keys in (
            ["down", "right"],
            ["2", "down"],
            ["3", "down"],
            ["4", "up"],
            ["1", "m", "escape"],
            ["question_mark"],
        ):
            await pilot.press(*keys)
            await pilot.pause()
        await pilot.press("escape")
        await pilot.resize_terminal(60, 20)
        await pilot.press("down", "up")


async def test_an_empty_store_says_what_to_do(store_root: Path) -> None:
    app = PlannerApp(Desk(Store(store_root), now=lambda: NOW))
    async with app.run_test() as pilot:
        assert is_on(app, FirstRunScreen)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert is_on(app, Dialog)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert is_on(app, CalendarScreen)
        assert app.desk.store.root != store_root


async def test_a_file_that_cannot_be_read_is_named_on_the_screen(demo: Desk, reopen: Callable[[], PlannerApp]) -> None:
    (demo.store.root / "log" / "2027-02.toml").write_text("schema = 1\nnonsense\n")
    app = reopen()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "2027-02.toml" in shown(pilot)
        assert "line 2" in shown(pilot)


async def test_a_click_chooses_a_day_and_the_wheel_turns_the_month(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.click(offset=(12, 7))
        assert calendar_of(pilot).cursor == TUESDAY
        await pilot._post_mouse_events([MouseScrollDown], offset=(12, 7))
        assert calendar_of(pilot).cursor.month == 3


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


def test_every_command_of_the_calendar_does_something() -> None:
    for command in commands_of(Context.CALENDAR):
        name = command.does.partition("(")[0]
        owner, action = (PlannerApp, name[4:]) if name.startswith("app.") else (CalendarScreen, name)
        assert hasattr(owner, f"action_{action}"), command.id


def test_the_calendar_at_80_columns(snap_compare: Callable[..., bool], demo_app: PlannerApp) -> None:
    assert snap_compare(demo_app, terminal_size=(80, 24), press=["right", "right", "right"])


def test_the_calendar_at_120_columns(snap_compare: Callable[..., bool], demo_app: PlannerApp) -> None:
    assert snap_compare(demo_app, terminal_size=(120, 40))
