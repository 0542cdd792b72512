"""The calendar by keys: where one goes and what one sees."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.events import MouseScrollDown

from planner.actions import changes
from planner.actions.desk import Desk
from planner.actions.proposal import accept
from planner.actions.regenerate import propose_again, request_of
from planner.app import themes
from planner.app.app import PlannerApp
from planner.app.calendar import VIEWS, Calendar
from planner.app.commands import Context, commands_of
from planner.app.screens.bring import BringScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.first_run import FirstRunScreen
from planner.app.screens.help import HelpScreen
from planner.domain.gear import Shoe
from planner.domain.race import RecentRace
from planner.domain.session import Session, SessionKind
from planner.store.store import Store
from tests.app.conftest import NOW
from tests.app.keys import NAUGHTY, TODAY, TUESDAY, calendar_of, fill, is_on, session_of, shown, toasts


async def test_arrows_and_letters_move_one_cursor_that_all_views_share(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        assert calendar_of(pilot).cursor == TODAY
        await pilot.press("right", "down", "l", "j", "left", "up")
        assert calendar_of(pilot).cursor == TODAY + timedelta(days=8)
        for key, view in zip("12345", VIEWS, strict=True):
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
        assert is_on(app, BringScreen)
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


def test_every_command_of_the_calendar_does_something() -> None:
    for command in commands_of(Context.CALENDAR):
        name = command.does.partition("(")[0]
        owner, action = (PlannerApp, name[4:]) if name.startswith("app.") else (CalendarScreen, name)
        assert hasattr(owner, f"action_{action}"), command.id


def test_the_calendar_at_80_columns(snap_compare: Callable[..., bool], demo_app: PlannerApp) -> None:
    assert snap_compare(demo_app, terminal_size=(80, 24), press=["right", "right", "right"])


def test_the_calendar_at_120_columns(snap_compare: Callable[..., bool], demo_app: PlannerApp) -> None:
    assert snap_compare(demo_app, terminal_size=(120, 40))


async def test_undoing_the_only_plan_comes_back_to_the_three_ways_in(store_root: Path) -> None:
    app = PlannerApp(Desk(Store(store_root), now=lambda: NOW))
    async with app.run_test() as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert is_on(app, CalendarScreen)
        await pilot.press("u")
        await pilot.pause(0.2)
        assert is_on(app, FirstRunScreen)


async def test_the_day_says_how_long_each_part_of_a_run_takes_by_the_paces_of_the_plan(
    demo_app: PlannerApp, demo: Desk
) -> None:
    structure = "2km easy, 3x(1km 10k, 2min jog)"
    changes.add(demo, Session(id="parts1", day=TODAY, kind=SessionKind.INTERVALS, text=structure))
    async with demo_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3")
        assert "4:51" not in shown(pilot)
        request = replace(request_of(demo, demo.plan_of(None)), recent=RecentRace(distance_m=10_000.0, seconds=2910))
        accept(demo, propose_again(demo, request))
        calendar_of(pilot).go(TODAY)
        row = next(line for line in shown(pilot).splitlines() if "1 km" in line)
        assert "5 min" in row or "4:51" in row
        await pilot.press("1")
        assert not calendar_of(pilot).scene().paces


def test_pairs_in_use_have_letters_before_those_that_are_retired(demo: Desk) -> None:
    for number in range(40):
        demo.store.create_gear(
            Shoe(id=f"a{number:02}", name=f"Old {number}", retired=date(2020, 1, 1) + timedelta(number))
        )
    demo.store.create_gear(Shoe(id="zz-new", name="New"))
    demo.gear_changed()
    letters = Calendar(demo).letters()
    in_use = [one.id for one in demo.gear() if isinstance(one, Shoe) and not one.retired]
    assert [letters[one] for one in in_use] == [*"ABCDEFGIJKLMNOPQRTUVWXYZ"][: len(in_use)]
    assert "zz-new" in in_use
    assert "a39" in letters  # retired last: it is seen in the last months
    assert "a00" not in letters
    assert len(letters) == 24
