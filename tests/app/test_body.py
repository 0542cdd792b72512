"""The body screen, by keys, mouse and words."""

from datetime import date, timedelta

import pytest
from textual.events import AppFocus
from textual.pilot import Pilot
from textual.widgets import Input

from planner.actions import diary
from planner.actions.body import light_of
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.commands.body_ways import WAYS
from planner.app.screens.body import BodyScreen
from planner.app.screens.body_signs import SignsScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.views.body_figure import KEYS, WIDTH, View, full_cells, spot_of
from planner.app.views.body_map import GAP, MARGIN
from planner.app.widgets.board import Board
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.domain.body import Area, Place, Side
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, Ran, Warned, When
from tests.app.keys import NAUGHTY, TODAY, fill, is_on, toasts
from tests.app.lines import texts_of

YESTERDAY = TODAY - timedelta(days=1)
OPEN = "exclamation_mark"


def body_of(pilot: Pilot[None]) -> BodyScreen:
    assert isinstance(pilot.app.screen, BodyScreen)
    return pilot.app.screen


def seen(pilot: Pilot[None]) -> str:
    """Everything that stands on the body screen."""
    screen = pilot.app.screen
    parts = [*screen.query(TopLine), *(board for board in screen.query(Board) if board.display), *screen.query(KeyLine)]
    return "\n".join(texts_of(part.lines(*part.size)) for part in parts)


def felt_on(desk: Desk, day: date = TODAY) -> list[Felt]:
    desk.refresh()
    return [entry for entry in desk.entries(day, day) if isinstance(entry, Felt)]


def key_of_a_quiet_area(desk: Desk) -> str:
    """The key of an area that was never logged in the demo."""
    logged = {one.area for one in desk.entries(TODAY - timedelta(days=100), TODAY) if isinstance(one, Felt)}
    return next(key for area, key in KEYS.items() if area not in logged)


async def open_body(pilot: Pilot[None], *keys: str) -> BodyScreen:
    await pilot.press(OPEN)
    await pilot.pause()
    screen = body_of(pilot)
    await pilot.press(*keys)
    return screen


# Logging


async def test_pain_is_logged_in_four_keys(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press(OPEN, "k", "4", "enter")
        (now,) = felt_on(demo)
        assert (now.area, now.side, now.score, now.feeling) == (Area.KNEE, Side.LEFT, 4, Feeling.PAIN)
        assert "Logged pain 4 of 10, left knee, on Sat 6 Feb. z eases the plan. u takes it back." in toasts(demo_app)
        await pilot.press("u")
        assert not felt_on(demo)
        await pilot.press("escape")
        assert is_on(demo_app, CalendarScreen)


async def test_a_letter_again_is_the_other_side_and_then_both(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "s")
        places = []
        for _ in range(4):
            places.append(screen.sheet.place)
            await pilot.press("s")
        assert set(places) == {Place(Area.SOLEUS, side) for side in Side}
        assert places[0] == places[3]


async def test_a_zero_after_a_one_is_ten(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await open_body(pilot, "k", "1", "0", "enter", "k", "4", "7", "0", "enter")
        assert [one.score for one in felt_on(demo)] == [10, 0]


async def test_every_answer_has_a_key(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, key_of_a_quiet_area(demo), "6")
        first = screen.sheet.draft
        assert first is not None
        await pilot.press("s", "k", "k", "w", "l", "t", "g", "c", *"4.5", "enter", "n")
        pilot.app.screen.query_one("#line", Input).value = NAUGHTY
        await pilot.press("enter", "enter")
        (now,) = felt_on(demo)
        assert (now.area, now.side, now.score) == (first.place.area, first.other_side().place.side, 6)
        assert (now.feeling, now.when) == (Feeling.ACHE, first.next_when().when)
        assert now.came_on_m == 4500
        assert now.signs == (Sign.LIMP, Sign.NIGHT, Sign.SWELLING)
        assert now.note == NAUGHTY


async def test_rows_are_changed_with_the_arrows_too(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "k", "3", "down", "down", "right", "right", "left")
        assert screen.sheet.draft is not None
        assert screen.sheet.draft.feeling is Feeling.TIGHTNESS
        await pilot.press("up", "up", "right")
        await pilot.pause()
        assert pilot.app.screen.query_one("#line", Input).display
        await pilot.press("escape", "escape")
        assert felt_on(demo) == []
        assert "0-9 how much" in seen(pilot)


async def test_more_signs_are_ticked_in_a_list(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "n", "3", "l", "m")
        await pilot.pause()
        signs = pilot.app.screen
        assert isinstance(signs, SignsScreen)
        assert not {Sign.LIMP, Sign.CHEST_PAIN} & set(signs.board.signs)
        signs.board.chosen = signs.board.signs.index(Sign.PINPOINT)
        await pilot.press("space", "down", "space", "space", "enter")
        await pilot.pause()
        await pilot.press("enter")
        assert felt_on(demo)[0].signs == (Sign.LIMP, Sign.PINPOINT)
        assert screen.sheet.flags == light_of(demo).flags


async def test_signs_that_are_dropped_stay_as_they_were(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "n", "3", "m")
        await pilot.pause()
        await pilot.press("space", "escape")
        await pilot.pause()
        assert screen.sheet.draft is not None
        assert screen.sheet.draft.signs == ()


async def test_the_run_of_the_day_is_what_it_belongs_to(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_run(demo, 5000, TODAY)
    (ran,) = (entry for entry in demo.entries(TODAY, TODAY) if isinstance(entry, Ran))
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "k", "4")
        assert "Sat 6 Feb, 5 km" in seen(pilot)
        await pilot.press("enter")
        (now,) = felt_on(demo)
        assert (now.run, now.when) == (ran.id, When.AFTER)
        await pilot.press("4", "r")
        assert screen.sheet.draft is not None
        assert screen.sheet.draft.run == screen.sheet.runs[1].id


async def test_on_the_calendar_it_is_logged_for_the_day_of_the_cursor(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        before = felt_on(demo, TODAY - timedelta(days=2))
        await pilot.press("left", "left", OPEN, "k", "2", "enter")
        (new,) = (one for one in felt_on(demo, TODAY - timedelta(days=2)) if one not in before)
        assert (new.area, new.score) == (Area.KNEE, 2)
        await pilot.press("escape", "t", "right", OPEN)
        assert body_of(pilot).sheet.day == TODAY


async def test_it_opens_from_the_builder_and_the_player_stands_still_under_it(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("b")
        await pilot.pause()
        await pilot.press(OPEN, "k", "2", "enter")
        assert felt_on(demo)[0].score == 2
        await pilot.press("escape")
        await demo_app.play("it-band-seven")
        await pilot.pause()
        await pilot.press("enter")
        player = demo_app.screen
        await pilot.press(OPEN)
        assert is_on(demo_app, BodyScreen)
        assert player.sitting.player.is_still  # type: ignore[attr-defined]
        await pilot.press("escape", "L", OPEN)
        assert demo_app.screen is player


# The map


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_click_on_the_left_knee_chooses_it(demo_app: PlannerApp, size: tuple[int, int]) -> None:
    async with demo_app.run_test(size=size) as pilot:
        screen = await open_body(pilot, "c")
        for view, aside in ((View.FRONT, MARGIN), (View.BACK, MARGIN + WIDTH + GAP)):
            spot = spot_of(Area.KNEE, Side.LEFT, view)
            y, columns = next(iter(full_cells(spot).items()))
            await pilot.press("c")
            await pilot.click("#map", offset=(columns[0] + aside, y))
            assert (screen.sheet.spot, screen.sheet.place) == (spot, Place(Area.KNEE, Side.LEFT))
        await pilot.click("#map", offset=(0, 0))
        assert screen.sheet.place == Place(Area.KNEE, Side.LEFT)


async def test_a_row_is_changed_with_a_click(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "k", "4")
        await pilot.pause()
        panel = screen.query_one("#panel", Board)
        y = next(n for n, line in enumerate(texts_of(panel.lines(*panel.size)).split("\n")) if " limp" in line)
        await pilot.click("#panel", offset=(6, y))
        assert screen.sheet.draft is not None
        assert screen.sheet.draft.signs == (Sign.LIMP,)


async def test_arrows_and_tab_go_over_the_figure(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "k")
        screen.sheet.choose_spot(spot_of(Area.KNEE, Side.LEFT, View.FRONT))
        await pilot.press("down")
        assert screen.sheet.place == Place(Area.SHIN, Side.LEFT)
        views = []
        for key in ("tab", "tab", "left"):
            await pilot.press(key)
            views.append((screen.sheet.spot.view, screen.sheet.place.side))
        assert views == [(View.BACK, Side.LEFT), (View.FRONT, Side.LEFT), (View.FRONT, Side.RIGHT)]


# Typing


async def test_a_typed_line_is_logged_at_once_and_the_map_follows(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "slash", *"right calf")
        assert screen.sheet.place == Place(Area.CALF, Side.RIGHT)
        await pilot.press(*" 4 after limp: outer", "enter")
        (now,) = felt_on(demo)
        assert (now.area, now.side, now.score, now.when) == (Area.CALF, Side.RIGHT, 4, When.AFTER)
        assert (now.signs, now.note) == ((Sign.LIMP,), "outer")
        assert not screen.query_one("#line", Input).display


async def test_a_line_that_is_not_understood_says_so_and_stays(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "slash", *"elbow 4", "enter")
        assert screen.query_one("#wrong").display
        assert screen.query_one("#line", Input).value == "elbow 4"
        await pilot.press("escape")
        assert not screen.query_one("#wrong").display
        await pilot.press("slash", *"knee", "enter")
        assert screen.query_one("#wrong").display
        assert felt_on(demo) == []


async def test_an_entry_is_changed_as_one_line(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "k", "4", "l", "slash")
        line = screen.query_one("#line", Input)
        assert line.value.startswith("left knee 4 pain")
        line.value = "left knee 5 burning: [/]"
        await pilot.press("enter")
        (now,) = felt_on(demo)
        assert (now.score, now.feeling, now.signs, now.note) == (5, Feeling.BURNING, (), "[/]")


# What is known


async def test_the_last_entry_of_the_place_is_corrected(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await open_body(pilot, "k", "4", "enter", "ctrl+e")
        await pilot.pause()
        assert is_on(demo_app, Dialog)
        await fill(pilot, "-", "right", "6", "-", "-", "-", "night", "-")
        (now,) = felt_on(demo)
        assert (now.side, now.score, now.signs) == (Side.RIGHT, 6, (Sign.NIGHT,))


async def test_light_reasons_and_history_stand_beside_the_figure(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 5, TODAY, side=Side.LEFT, note=NAUGHTY)
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await open_body(pilot)
        text = seen(pilot)
        assert "light: ● yellow" in text
        assert "Left knee: pain 5 of 10" in text
        assert "last felt today" in text
        assert "k5" in text
        assert "[/]" in text


async def test_a_red_flag_stands_on_top_until_it_is_cleared_with_a_note(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.SHIN, 2, TODAY, side=Side.LEFT, signs=(Sign.PINPOINT, Sign.NIGHT))
    async with demo_app.run_test() as pilot:
        await open_body(pilot)
        text = seen(pilot)
        assert "!! left shin" in text
        assert "medical practitioner" in text
        assert "C clears it" in text
        await pilot.press("C")
        await fill(pilot, "doctor: scan clear")
        assert is_on(demo_app, BodyScreen)
        assert "!! left shin" not in seen(pilot)
        demo.refresh()
        assert not light_of(demo).flags


async def test_where_a_practitioner_should_look_at_it_it_says_so_and_more_is_read_on(
    demo_app: PlannerApp, demo: Desk
) -> None:
    for days in range(1, 16):
        diary.log_pain(demo, Area.KNEE, 5, TODAY - timedelta(days=days), side=Side.LEFT, when=When.AFTER)
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "c", "k")
        top = seen(pilot)
        assert "See a medical practitioner" in top
        assert "↓" in top
        assert "last felt" not in top
        read = []
        for _ in range(4):
            await pilot.press("pagedown")
            read.append(seen(pilot))
        assert "last felt 1 day ago" in "".join(read)
        await pilot.press(*["pagedown"] * 9, "pageup", *["pageup"] * 9)
        assert seen(pilot) == top
        screen.query_one("#panel", Board).post_message(Board.Scrolled(1))
        await pilot.pause()
        assert screen.page.top == 3
        await pilot.press("x", "x")
        assert screen.page.top == 0


async def test_in_a_narrow_terminal_an_area_of_the_list_is_clicked(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(40, 12)) as pilot:
        screen = await open_body(pilot, "k")
        await pilot.pause()
        board = screen.query_one("#map", Board)
        y = next(n for n, line in enumerate(texts_of(board.lines(*board.size)).split("\n")) if "low back" in line)
        await pilot.click("#map", offset=(6, y))
        assert screen.sheet.place.area is Area.LOW_BACK


async def test_what_another_program_logged_meanwhile_is_read_when_one_comes_back(
    demo_app: PlannerApp, demo: Desk
) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "k")
        diary.log_pain(Desk(demo.store, now=demo.now), Area.KNEE, 9, TODAY, side=screen.sheet.side)
        demo_app.post_message(AppFocus())
        await pilot.pause()
        assert "k9" in seen(pilot)


async def test_from_what_was_logged_one_key_goes_on_and_esc_comes_back(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "k", "7", "enter")
        for way in WAYS:
            await pilot.press(way.key)
            await pilot.pause()
            assert demo_app.screen is not screen, way.name
            await pilot.press("escape")
            await pilot.pause()
            assert demo_app.screen is screen, way.name


async def test_while_the_light_is_green_there_is_nothing_to_ease_and_it_says_so(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "z")
        await pilot.pause()
        assert demo_app.screen is screen
        assert len(toasts(demo_app)) == 1


async def test_warning_signs_of_the_whole_body_are_logged(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await open_body(pilot, "W")
        await pilot.pause()
        signs = pilot.app.screen
        assert isinstance(signs, SignsScreen)
        signs.board.chosen = signs.board.signs.index(Sign.CHEST_PAIN)
        await pilot.press("space", "enter")
        await pilot.pause()
        demo.refresh()
        (warned,) = (entry for entry in demo.entries(TODAY, TODAY) if isinstance(entry, Warned))
        assert warned.signs == (Sign.CHEST_PAIN,)
        assert "the whole body" in seen(pilot)


async def test_in_private_nothing_of_the_past_is_shown_and_logging_works(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.SHIN, 7, TODAY, side=Side.LEFT, signs=(Sign.PINPOINT, Sign.NIGHT), note="secret")
    demo.set(private=True)
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await open_body(pilot, "n")
        text = seen(pilot)
        assert "private" in text
        for word in ("secret", "n7", "red", "pinpoint", "!!", "practitioner"):
            assert word not in text
        await pilot.press("4", "enter")
        assert len(felt_on(demo)) == 2
        assert "4 of 10" not in " ".join(toasts(demo_app))


async def test_without_anything_logged_it_says_what_to_do(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await open_body(pilot, key_of_a_quiet_area(demo))
        text = seen(pilot)
        assert "nothing logged" in text
        assert "0-9 how much it is now" in text
        await pilot.press("enter")
        assert "0-9 says how much it is" in " ".join(toasts(demo_app))
        await pilot.press("ctrl+e")
        assert is_on(demo_app, BodyScreen)


@pytest.mark.parametrize("size", [(40, 12), (20, 6), (59, 24), (66, 24), (80, 24), (120, 40), (200, 60)])
async def test_it_works_in_every_size(demo_app: PlannerApp, demo: Desk, size: tuple[int, int]) -> None:
    diary.log_pain(demo, Area.SHIN, 7, TODAY, side=Side.LEFT, signs=(Sign.PINPOINT, Sign.NIGHT), note=NAUGHTY)
    async with demo_app.run_test(size=size) as pilot:
        await open_body(pilot, "up", "down", "left", "right", "tab", "x", "k", "4", "down", "down", "up", "enter", "W")
        await pilot.pause()
        await pilot.press("end", "escape", "slash", *"calf 3", "enter")
        await pilot.pause()
        assert {one.area for one in felt_on(demo)} >= {Area.KNEE, Area.CALF}


async def test_in_ascii_the_screen_has_ascii_alone(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 5, TODAY, side=Side.LEFT)
    demo.set(ascii=True)
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await open_body(pilot, "k")
        assert seen(pilot).isascii()
        await pilot.press("4")
        keys_aside = seen(pilot).rsplit("\n", 1)[0]
        assert keys_aside.isascii()


# The morning after


async def test_the_morning_after_a_yellow_day_one_key_answers(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 5, YESTERDAY, side=Side.LEFT, when=When.AFTER)
    async with demo_app.run_test() as pilot:
        await pilot.pause()
        offers = [text for text in toasts(demo_app) if text.startswith("This morning: left knee?")]
        assert [text.endswith("! answers.") for text in offers] == [True]
        await open_body(pilot)
        assert "This morning: left knee?" in seen(pilot)
        await pilot.press("2")
        (now,) = felt_on(demo)
        assert (now.area, now.side, now.score, now.when) == (Area.KNEE, Side.LEFT, 2, When.MORNING)
        assert "This morning" not in seen(pilot)
        await pilot.press("escape", "d", "escape", "t")
        assert len([text for text in toasts(demo_app) if text.startswith("This morning")]) <= 1


async def test_as_usual_and_every_detail_are_answers_too(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 5, YESTERDAY, side=Side.LEFT, when=When.AFTER)
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot)
        await pilot.press("enter", "l")
        assert screen.sheet.draft is not None
        assert (screen.sheet.draft.when, screen.sheet.draft.signs) == (When.MORNING, (Sign.LIMP,))
        await pilot.press("escape", "=")
        assert [one.when for one in felt_on(demo)] == [When.MORNING]


async def test_on_a_shared_screen_nothing_is_asked_and_the_cursor_tells_nothing(
    demo_app: PlannerApp, demo: Desk
) -> None:
    diary.log_pain(demo, Area.CALF, 9, YESTERDAY, side=Side.RIGHT, when=When.AFTER)
    demo.set(private=True)
    async with demo_app.run_test() as pilot:
        await pilot.pause()
        assert toasts(demo_app) == []
        screen = await open_body(pilot)
        assert screen.sheet.place == Place(Area.KNEE, Side.LEFT)
        assert "morning" not in seen(pilot)


async def test_elsewhere_a_digit_does_not_answer_the_question(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 5, YESTERDAY, side=Side.LEFT, when=When.AFTER)
    async with demo_app.run_test() as pilot:
        screen = await open_body(pilot, "c", "3")
        assert felt_on(demo) == []
        assert screen.sheet.draft is not None
        await pilot.press("enter")
        assert felt_on(demo)[0].area is Area.CALF
        assert screen.sheet.question is not None


# The light on the calendar


async def test_the_light_of_the_day_stands_on_top_and_follows_what_is_logged(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.pause()
        screen = demo_app.screen
        assert isinstance(screen, CalendarScreen)
        await open_body(pilot, "k", "7", "enter", "escape")
        await pilot.pause()
        await pilot.pause()
        assert "light: ● red" in texts_of(screen.query_one(TopLine).lines(80, 1))
        await pilot.press("asterisk")
        text = texts_of(screen.query_one(TopLine).lines(80, 1))
        assert "private" in text
        assert "red" not in text


async def test_the_first_letter_keeps_the_side_on_which_the_cursor_stands(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_pain(demo, Area.KNEE, 5, TODAY, side=Side.LEFT, when=When.AFTER)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await open_body(pilot)
        assert screen.sheet.place == Place(Area.KNEE, Side.LEFT)
        await pilot.press("k")
        assert screen.sheet.place == Place(Area.KNEE, Side.LEFT)
        await pilot.press("k")
        assert screen.sheet.place == Place(Area.KNEE, Side.RIGHT)
