"""The screen of orthotics by its keys, and what a break-in says on the calendar."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from planner.actions import diary, orthotics
from planner.actions.break_ins import break_in_of
from planner.actions.desk import Desk
from planner.actions.gear_notes import calendar_notes
from planner.app.app import PlannerApp
from planner.app.forms.diary import RunForm
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.gear import GearScreen
from planner.app.screens.orthotics import OrthoticsScreen
from planner.app.widgets.board import Board
from planner.app.widgets.dialog import Dialog
from planner.domain.errors import NotFound
from planner.domain.gear import Build, Schedule
from planner.domain.log import Ran, Wore
from planner.planning.break_in import State
from tests.app.keys import NAUGHTY, TODAY, fill, is_on, shown, toasts
from tests.app.lines import texts_of


@pytest.fixture
def demo(demo: Desk) -> Desk:
    """The demo without its log and its own shells, the insoles in no pair: here everything about them is said."""
    for month in (demo.store.root / "log").iterdir():
        month.unlink()
    (demo.store.root / "gear" / "shells.toml").unlink()
    cork = demo.orthotic("cork")
    demo.store.replace_gear(msgspec.structs.replace(cork, pairings=()), was=cork)
    demo.refresh()
    return demo


@pytest.fixture
def shells(demo: Desk) -> Desk:
    """The demo with shells in their fifth day, sore yesterday."""
    wish = orthotics.Wish(
        name="Shells",
        build=Build.CUSTOM_SEMI_RIGID,
        since=TODAY - timedelta(days=5),
        left="3 mm heel lift",
        review=TODAY + timedelta(days=60),
    )
    orthotics.add(demo, wish, orthotic_id="shells")
    orthotics.pair(demo, "shells", "blue", TODAY - timedelta(days=5))
    for ago, hours, sore in ((5, 1, None), (4, 2, 1), (3, 2, None), (1, 3, 5)):
        diary.log_wear(demo, "shells", hours, TODAY - timedelta(days=ago), sore=sore)
    return demo


def board(app: PlannerApp) -> str:
    found = app.screen.query_one(Board)
    return texts_of(found.lines(*found.size))


def effect(app: PlannerApp) -> str:
    assert isinstance(app.screen, Dialog)
    return str(app.screen.query_one("#effect").render())


async def open_it(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+o")
    await pilot.pause()


async def test_the_screen_shows_where_the_break_in_stands_and_what_was_logged(
    demo_app: PlannerApp, shells: Desk
) -> None:
    del shells
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        said = board(demo_app)
        assert "day 4 of 18, 2 h today" in said
        assert "in Blue daily" in said
        assert "worn 3 h, 5 of 10" in said
        assert "> Sat 6 Feb" in said
        assert "1 h less: discomfort" in said
        await pilot.press("pagedown")
        assert "left: 3 mm heel lift" in board(demo_app)
        await pilot.press("down")
        assert "in use" in board(demo_app)
        await pilot.press("escape")
        assert not is_on(demo_app, OrthoticsScreen)


async def test_hours_and_soreness_are_logged_and_u_takes_them_back(demo_app: PlannerApp, shells: Desk) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await pilot.press("w")
        await pilot.pause()
        assert [one.value for one in demo_app.screen.query(Input)][:2] == ["2", "today"]
        demo_app.screen.query(Input)[2].value = "7"
        await pilot.pause()
        assert "an hour less a day" in effect(demo_app)
        demo_app.screen.query(Input)[2].value = "11"
        await pilot.press("enter")
        await pilot.pause()
        assert "not a number from 0 to 10" in effect(demo_app)
        await fill(pilot, "1.5", "-", "4", NAUGHTY)
        (wore,) = (one for one in shells.entries(TODAY, TODAY) if isinstance(one, Wore))
        assert (wore.hours, wore.sore) == (1.5, 4)
        assert "worn 1.5 h, 4 of 10" in board(demo_app)
        await pilot.press("u")
        await pilot.pause()
        assert "worn 1.5 h" not in board(demo_app)


async def test_a_pair_is_changed_with_what_that_means_told_first(demo_app: PlannerApp, shells: Desk) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await pilot.press("p")
        await pilot.pause()
        demo_app.screen.query(Input)[0].value = "red"
        await pilot.pause()
        assert "From Sat 6 Feb on in Red racer, out of Blue daily." in effect(demo_app)
        await pilot.press("enter")
        await pilot.pause()
        assert "in Red racer" in board(demo_app)
        await pilot.press("p")
        await pilot.pause()
        await fill(pilot, "none", "today")
        assert "stands in no pair" not in toasts(demo_app)[-1]
        assert "out of Red racer after" in toasts(demo_app)[-1]
    assert shells.orthotic("shells").pairings[-1].until == TODAY


async def test_a_schedule_is_chosen_an_own_sheet_typed_and_begun_anew(demo_app: PlannerApp, shells: Desk) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await pilot.press("b")
        await pilot.pause()
        await fill(pilot, "own", "-", "1 two", "3")
        assert "is not hours" in effect(demo_app)
        await fill(pilot, "own", "today", "1 off 2", "4")
        assert "your practitioner's sheet" in board(demo_app)
        await pilot.press("b")
        await pilot.pause()
        await fill(pilot, "cautious")
        assert "cautious" in board(demo_app)
    assert shells.orthotic("shells").schedule is Schedule.CAUTIOUS


async def test_new_ones_are_added_late_ones_are_told_and_old_ones_retired(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await open_it(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert effect(demo_app) == "Give it a name."
        fields = demo_app.screen.query(Input)
        fields[0].value = NAUGHTY
        fields[1].value = "20 mar"
        await pilot.pause()
        assert "This is late: new orthotics would have been safe until Sun 28 Feb" in effect(demo_app)
        await fill(pilot, "Shells", "today", "hourly", "custom-s")
        assert "all begin so" in effect(demo_app)
        await fill(pilot, "Shells", "today", "hourly", "custom-soft")
        assert toasts(demo_app)[-1] == "Added Shells. u takes it back."
        assert "day 1 of 15, 2 h today" in board(demo_app)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "Soft shells")
        assert "Soft shells" in board(demo_app)
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "retired Sat 6 Feb 2027" in board(demo_app)
        for was in ("Soft shells", "Shells"):
            await pilot.press("u")
            await pilot.pause()
            assert demo.orthotic("shells").name == was
            assert demo.orthotic("shells").retired is None
        await pilot.press("u")
        await pilot.pause()
        assert toasts(demo_app)[-1] == "Took back: added Shells."
        assert "Shells" not in board(demo_app)
        await pilot.press("ctrl+r", "ctrl+r", "ctrl+r")
        await pilot.pause()
        assert "retired Sat 6 Feb 2027" in board(demo_app)
    assert demo.orthotic("shells").retired == TODAY


@pytest.mark.usefixtures("shells")
async def test_what_stays_as_it_is_is_not_said_to_be_taken_back(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert toasts(demo_app)[-1].endswith(" is as it was.")


@pytest.mark.parametrize(("since", "state"), [("1 mar 2026", State.IN_USE), ("1 feb 2027", State.NONE)])
async def test_what_is_in_use_already_begins_no_break_in(
    demo_app: PlannerApp, demo: Desk, since: str, state: State
) -> None:
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await open_it(pilot)
        await pilot.press("a")
        await pilot.pause()
        await fill(pilot, "Old ones", since, "in use already")
    assert break_in_of(demo, "old-ones").broken_in.state is state
    assert ("since Mon 1 Feb 2027" in demo.orthotic("old-ones").note) is (state is State.NONE)


def test_the_orthotic_of_a_logged_run_is_corrected_or_taken_off(demo: Desk) -> None:
    diary.log_run(demo, 5_000, TODAY, shoe="blue", orthotic="cork")
    for wanted in ("", "cork"):
        (entry,) = (one for one in demo.entries(TODAY, TODAY) if isinstance(one, Ran))
        form = RunForm(demo, entry)
        answers = {field.name: field.value for field in form.fields}
        assert form.effect(answers) == "As it is."
        form.submit({**answers, "orthotic": wanted})
        (now,) = (one for one in demo.entries(TODAY, TODAY) if isinstance(one, Ran))
        assert (now.orthotic, now.shoe, now.distance_m) == (wanted, "blue", 5_000)
    with pytest.raises(NotFound):
        RunForm(demo, now).effect({**answers, "orthotic": "gone"})


async def test_tab_goes_to_the_shoes_and_back(demo_app: PlannerApp, demo: Desk) -> None:
    del demo
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert is_on(demo_app, GearScreen)
        await pilot.press("tab")
        await pilot.pause()
        assert is_on(demo_app, OrthoticsScreen)
        await pilot.press("tab")
        await pilot.pause()
        assert is_on(demo_app, GearScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert is_on(demo_app, CalendarScreen)


async def test_an_empty_screen_says_what_to_do(demo_app: PlannerApp, demo: Desk) -> None:
    (demo.store.root / "gear" / "cork.toml").unlink()
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        assert "a adds orthotics or insoles" in board(demo_app)
        for key in ("w", "b", "p", "e", "r", "down", "pagedown"):
            await pilot.press(key)
        await pilot.pause()
        assert is_on(demo_app, OrthoticsScreen)
        assert "there are none yet" in toasts(demo_app)[-1]


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (200, 60)])
async def test_the_screen_opens_in_any_window(demo_app: PlannerApp, shells: Desk, size: tuple[int, int]) -> None:
    for n in range(6):
        orthotics.add(shells, orthotics.Wish(name=f"{NAUGHTY} {n}", since=TODAY, left=NAUGHTY, note=NAUGHTY))
    async with demo_app.run_test(size=size) as pilot:
        for view in ("2", "3", "1"):
            await pilot.press(view)
            await pilot.pause()
        await open_it(pilot)
        for key in ("down", "down", "up", "pagedown", "pageup", "space"):
            await pilot.press(key)
        await pilot.click(Board, offset=(3, 2))
        assert is_on(demo_app, OrthoticsScreen)


async def test_a_shared_screen_shows_no_soreness_and_no_note(demo_app: PlannerApp, shells: Desk) -> None:
    orthotics.edit(shells, "shells", orthotics.Wish(name="Shells", since=TODAY - timedelta(days=5), note="secret"))
    shells.set(private=True)
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await open_it(pilot)
        said = board(demo_app)
        assert "secret" not in said
        assert "of 10" not in said
        assert "sore on" not in said
        assert "discomfort on" not in said
        await pilot.press("escape")
        await pilot.pause()
        assert "discomfort" not in shown(pilot)


async def test_the_day_the_week_and_the_month_say_what_the_break_in_asks_for(
    demo_app: PlannerApp, shells: Desk
) -> None:
    notes = calendar_notes(shells, TODAY, TODAY + timedelta(days=1))
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for view in ("1", "2", "3"):
            await pilot.press(view)
            assert "Shells: 2 h, day 4 of 18 of the break-in" in shown(pilot), view
        assert notes[TODAY][0].short == "2h"
        await pilot.press("right")
        assert "Shells: 3 h, day 4 of 18" in shown(pilot)
        diary.log_wear(shells, "shells", 2, TODAY)
        await pilot.press("f5")
        await pilot.pause()
        assert "Shells: 3 h, day 4 of 18" in shown(pilot)


async def test_the_last_safe_days_stand_in_the_day_view(demo_app: PlannerApp, demo: Desk) -> None:
    race = demo.plan_of(None).race.day
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "r")
        for _ in range(2):
            await pilot.press("left")
        await pilot.pause()
        assert "Last safe day before the race for deep rolling." in shown(pilot)
    assert calendar_notes(demo, race, race) == {}


async def test_nothing_is_looked_up_for_gear_before_the_first_paint(
    demo_app: PlannerApp, shells: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    del shells
    seen: list[bool] = []
    look = CalendarScreen._look_at_gear

    def watched(screen: CalendarScreen, plan_id: str) -> None:
        seen.append(screen.query_one(Board)._made is not None)
        look(screen, plan_id)

    monkeypatch.setattr(CalendarScreen, "_look_at_gear", watched)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert seen
    assert all(seen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_how_orthotics_look(
    snap_compare: Callable[..., bool], demo_app: PlannerApp, shells: Desk, size: tuple[int, int]
) -> None:
    del shells
    assert snap_compare(demo_app, terminal_size=size, run_before=open_it)
