"""The gear screen: `G` in the calendar, each key of a pair, and that nothing is lost on the way."""

import re
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot

from planner.actions.build_ups import Request, make
from planner.actions.desk import Desk
from planner.actions.diary import log_pain
from planner.actions.gear import add_shoe
from planner.actions.shoe_facts import shoe_facts
from planner.actions.shoes import edit_shoe
from planner.app.app import PlannerApp
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.gear import GearScreen
from planner.app.screens.help import HelpScreen
from planner.app.screens.proposal import ProposalScreen
from planner.app.widgets.board import Board
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.top_line import TopLine
from planner.domain.body import Area
from planner.domain.days import show_day
from planner.domain.gear import Role, WearSide, WearSign
from planner.domain.layer import Thing
from planner.domain.log import Ran, ShoeCheck
from planner.domain.race import Level
from planner.domain.session import SessionKind
from planner.store.store import Store
from tests.app.conftest import NOW
from tests.app.keys import NAUGHTY, fill, is_on, shown, toasts
from tests.app.lines import texts_of


@pytest.fixture
def desk(store_root: Path) -> Desk:
    """A build-up in its ninth week, every run so far logged in the blue pair, and a racer that waits."""
    past = NOW - timedelta(weeks=8, days=5)
    desk = Desk(Store(store_root), now=lambda: past, pick=Random(3).choice)
    add_shoe(desk, "Blue daily", shoe_id="blue", start_m=190_000)
    add_shoe(desk, "Red racer", shoe_id="red", role=Role.RACE, start_m=40_000)
    race_day = NOW.date() + timedelta(weeks=9, days=1)
    request = Request(
        race_name="Spring Half",
        race_day=race_day,
        distance_m=21_097.5,
        level=Level.NOVICE,
        weekly_m=25_000,
        longest_m=9_000,
        days=4,
        start=past.date(),
        shoe="blue",
    )
    make(desk, "spring", request)
    runs = [one.session for one in desk.schedule_of(desk.plan_of("spring")).sessions if one.session.day < NOW.date()]
    desk.store.add_entries(
        *(
            Ran(
                id=f"r{n}", at=NOW, day=run.day, plan="spring", session=run.id, distance_m=8_000, duration_s=3_000,
                shoe="blue",
            )
            for n, run in enumerate(runs)
        )
    )  # fmt: skip
    return Desk(Store(store_root), now=lambda: NOW, pick=Random(5).choice)


@pytest.fixture
def app(desk: Desk) -> PlannerApp:
    """The program on that store."""
    return PlannerApp(desk)


async def opened(pilot: Pilot[None]) -> GearScreen:
    await pilot.press("G")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, GearScreen)
    return screen


def seen(pilot: Pilot[None]) -> str:
    """What stands on the screen: rows and details."""
    screen = pilot.app.screen
    assert isinstance(screen, GearScreen)
    return "\n".join(texts_of(board.lines(board.size.width, board.size.height)) for board in screen.query(Board))


async def test_the_light_stands_on_the_top_line_of_shoes_and_orthotics(app: PlannerApp, desk: Desk) -> None:
    log_pain(desk, Area.KNEE, 4, desk.today)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        assert "yellow" in texts_of(screen.query_one(TopLine).lines(80, 1))
        await pilot.press("tab")
        await pilot.pause()
        assert "yellow" in texts_of(pilot.app.screen.query_one(TopLine).lines(80, 1))


async def test_g_shows_every_pair_and_everything_about_the_chosen_one(app: PlannerApp, desk: Desk) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        said = seen(pilot)
        assert "A Blue daily" in said
        assert "B Red racer" in said
        assert "470 of 700 km, 35 runs, 29 h 10 min, 190 km from before" in said
        assert "100% of the last 4 weeks, above the 60% guide" in said
        assert screen.chosen == "blue"
        assert "Next runs in it" in said
        assert "…" not in said
        assert "Last runs in it" in said
        last = max(one.day for one in desk.whole_log() if isinstance(one, Ran))
        assert re.search(rf"{show_day(last)} +8 km", said)
        await pilot.press("down")
        assert screen.chosen == "red"
        assert "race pair" in seen(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert is_on(app, CalendarScreen)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_it_works_at_every_size(app: PlannerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press("down", "]", "[", "o", "pagedown")
        assert "Red racer" in seen(pilot)


async def test_without_shoes_it_says_what_to_do(desk: Desk) -> None:
    for path in (desk.store.root / "gear").iterdir():
        path.unlink()
    app = PlannerApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "No shoes yet." in seen(pilot)
        assert "unknown shoe blue: 35 runs" in seen(pilot)
        # Keys about a pair say so, and nothing breaks.
        await pilot.press("e", "b", "k", "r", "x", "m", "s", "enter")
        assert is_on(app, GearScreen)
        assert any("there is none yet" in said for said in toasts(app))


async def test_a_pair_is_added_and_chosen(app: PlannerApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("a")
        await pilot.pause()
        await fill(pilot, NAUGHTY, "race", "1 feb 2027", "12", "350", "8", "36", "yes", "race", "red", "-")
        shoe = next(one for one in shoe_facts(desk).shoes if one.id not in ("blue", "red"))
        assert shoe.name == NAUGHTY
        assert (shoe.role, shoe.start_m, shoe.retire_m, shoe.drop_mm, shoe.stack_mm) == ("race", 12_000, 350_000, 8, 36)
        assert (shoe.plate, shoe.kinds, shoe.same_as) == (True, (SessionKind.RACE,), "red")
        assert screen.chosen == shoe.id
        plan = desk.plan_of(None)
        worn = [item.what for item in desk.schedule_of(plan).hung if item.session == plan.race.session]
        assert shoe.id in worn
        assert NAUGHTY in seen(pilot)
        assert toasts(app)[-1].endswith("u takes it back.")
        await pilot.press("u")  # the pair and where it hangs
        await pilot.pause()
        assert [one.id for one in shoe_facts(desk).shoes] == ["blue", "red"]
        assert shoe.id not in {item.what for item in desk.schedule_of(desk.plan_of(None)).hung}
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert desk.shoe(shoe.id) == shoe
        assert shoe.id in {item.what for item in desk.schedule_of(desk.plan_of(None)).hung}


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [("drop", "99", "99 mm is not from"), ("drop", "x", "is not a number"), ("kinds", "rest", "none of them"),
     ("same", "nope", "no such shoe"), ("due", "5-6", "a range is not one distance"), ("name", " ", "Give it a name")],
)  # fmt: skip
async def test_what_cannot_be_is_said_in_the_form(app: PlannerApp, field: str, text: str, said: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("a")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, Dialog)
        dialog._inputs["name"].value = "New"
        dialog._inputs[field].value = text
        await pilot.pause()
        assert said in str(dialog.query_one("#effect").render())


async def test_the_form_says_how_a_new_pair_comes_in(app: PlannerApp, desk: Desk) -> None:
    edit_shoe(desk, "blue", drop_mm=10)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("a")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, Dialog)
        dialog._inputs["name"].value = "New"
        dialog._inputs["drop"].value = "4"
        await pilot.pause()
        said = " ".join(str(dialog.query_one("#effect").render()).split())
        assert "the drop is 6 mm lower than in Blue daily" in said


async def test_what_is_said_of_a_pair_is_changed(app: PlannerApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("e")
        await pilot.pause()
        await fill(
            pilot, "Blue two", "easy", "long", "-", "-", "650", "yes", "1 jan 2026", "-", "-", "snug", "-", "out"
        )
        shoe = desk.shoe("blue")
        assert (shoe.name, shoe.role, shoe.kinds, shoe.retire_m) == ("Blue two", "easy", (SessionKind.LONG,), 650_000)
        assert (shoe.hard_use, shoe.fit, shoe.insole, shoe.start_m) == (True, "snug", False, 190_000)
        await pilot.press("b")
        await pilot.pause()
        await fill(pilot, "Nike", "Pegasus", "41", "43", "wide", "blue", "PEBA", "8", "34", "26", "270", "yes")
        shoe = desk.shoe("blue")
        assert (shoe.brand, shoe.model, shoe.version, shoe.size, shoe.foam) == ("Nike", "Pegasus", "41", "43", "PEBA")
        assert (shoe.drop_mm, shoe.stack_mm, shoe.fore_stack_mm, shoe.mass_g, shoe.plate) == (8, 34, 26, 270, True)
        await pilot.press("e", "enter")
        await pilot.pause()
        assert desk.shoe("blue") == shoe
        assert toasts(app)[-1] == "Blue two stays as it is."
        await pilot.press("u")
        await pilot.pause()
        assert (desk.shoe("blue").brand, desk.shoe("blue").name) == ("", "Blue two")
        await pilot.press("u")
        await pilot.pause()
        assert desk.shoe("blue").name == "Blue daily"
        await pilot.press("ctrl+r", "ctrl+r")
        await pilot.pause()
        assert desk.shoe("blue") == shoe


async def test_a_look_at_a_pair_is_logged_and_u_takes_it_back(app: PlannerApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("k")
        await pilot.pause()
        await fill(pilot, "-", "outer-heel", "no", "no", "yes")
        (check,) = [one for one in desk.entries(desk.today, desk.today) if isinstance(one, ShoeCheck)]
        assert (check.wear, check.signs) == (WearSide.OUTER_HEEL, (WearSign.LEANS,))
        assert "worn out" in seen(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert "worn out" not in seen(pilot)


async def test_a_pair_is_retired_hidden_and_used_again(app: PlannerApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("down", "r", "enter")
        await pilot.pause()
        assert desk.shoe("red").retired == desk.today
        assert "Red racer" not in seen(pilot)
        await pilot.press("o", "down")
        assert screen.chosen == "red"
        await pilot.press("r")
        await pilot.pause()
        assert desk.shoe("red").retired is None
        assert toasts(app)[-1] == "Red racer is in use again. u takes it back."
        await pilot.press("u")
        await pilot.pause()
        assert desk.shoe("red").retired == desk.today


async def test_a_file_that_was_changed_outside_is_named_and_left(app: PlannerApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "r", "enter")
        await pilot.pause()
        path = desk.store.root / "gear/red.toml"
        path.write_text(f"{path.read_text()}# by hand\n")
        await pilot.press("u")
        await pilot.pause()
        assert "red.toml: it was changed outside meanwhile" in toasts(app)[-1]
        assert path.read_text().endswith("# by hand\n")


async def test_runs_are_given_to_a_pair_with_the_effect_before(app: PlannerApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "m")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, Dialog)
        dialog._inputs["kinds"].value = "tempo"
        await pilot.pause()
        said = " ".join(str(dialog.query_one("#effect").render()).split())
        assert " km, " in said
        await pilot.press("enter")
        await pilot.pause()
        plan = desk.plan_of(None)
        standing = desk.schedule_of(plan)
        tempo = {one.session.id for one in standing.sessions if one.session.kind is SessionKind.TEMPO}
        given = {item.session for item in standing.hung if item.thing is Thing.SHOE and item.what == "red"}
        assert given
        assert given <= tempo
        await pilot.press("m")
        await pilot.pause()
        await fill(pilot, "logged", "-10d", "-", "all", "any")
        since = desk.today - timedelta(days=10)
        lately = [one for one in desk.entries(since, desk.today) if isinstance(one, Ran)]
        assert lately
        assert {one.shoe for one in lately} == {"red"}
        await pilot.press("u")
        await pilot.pause()
        assert {one.shoe for one in desk.entries(since, desk.today) if isinstance(one, Ran)} == {"blue"}


async def test_suggested_pairs_are_a_diff_to_accept(app: PlannerApp, desk: Desk) -> None:
    add_shoe(desk, "Ghost", shoe_id="ghost", start_m=150_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("s")
        await pilot.pause()
        assert is_on(app, ProposalScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert is_on(app, GearScreen)
        plan = desk.plan_of(None)
        assert "ghost" in {item.what for item in desk.schedule_of(plan).hung}


async def test_a_pair_that_runs_name_is_not_deleted(app: PlannerApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert any("Retire it" in said for said in toasts(app))
        await pilot.press("down", "x")
        await pilot.pause()
        assert [one.id for one in shoe_facts(desk).shoes] == ["blue"]
        await pilot.press("u")
        await pilot.pause()
        assert [one.id for one in shoe_facts(desk).shoes] == ["blue", "red"]


async def test_a_click_chooses_and_a_double_click_changes(app: PlannerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.click("#rows", offset=(5, 2))
        assert screen.chosen == "red"
        await pilot.click("#rows", offset=(5, 1), times=2)
        await pilot.pause()
        assert is_on(app, Dialog)


async def test_a_shared_screen_shows_no_notes(app: PlannerApp, desk: Desk) -> None:
    edit_shoe(desk, "blue", note="secret")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert "secret" in seen(pilot)
        desk.set(private=True)
        app.screen.changed()  # type: ignore[attr-defined]
        assert "secret" not in seen(pilot)


async def test_help_lists_its_keys(app: PlannerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert is_on(app, HelpScreen)


def test_how_the_gear_looks(app: PlannerApp, desk: Desk, snap_compare: Any) -> None:
    edit_shoe(desk, "blue", drop_mm=10, start_m=310_000)
    add_shoe(desk, "Ghost 16", shoe_id="ghost", bought=desk.today, drop_mm=4, stack_mm=35)

    async def settled(pilot: Pilot[None]) -> None:
        await opened(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=settled)


async def test_in_the_calendar_a_pair_without_a_file_is_called_unknown(desk: Desk) -> None:
    (desk.store.root / "gear/blue.toml").unlink()
    app = PlannerApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("left", "left", "3")
        await pilot.pause()
        assert "unknown shoe blue" in shown(pilot)
