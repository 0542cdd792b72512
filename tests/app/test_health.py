"""The short list of conditions, the practitioner, and what the player says before the start."""

from pathlib import Path

import pytest
from textual.widgets import Static

from planner.actions.body import locks_of
from planner.actions.desk import Desk
from planner.actions.diary import log_pain
from planner.app.app import PlannerApp
from planner.app.forms.health import PractitionerForm, was_asked
from planner.app.screens.health import HealthScreen
from planner.app.screens.help import HelpScreen
from planner.app.sitting import Sitting
from planner.app.widgets.dialog import Dialog
from planner.domain.body import Area
from planner.domain.health import HealthTag, Profession
from planner.store.store import Store
from tests.app.conftest import NOW
from tests.app.hand_clock import Clock
from tests.app.keys import fill, is_on, toasts
from tests.app.lines import texts_of


def _rows(app: PlannerApp) -> str:
    screen = app.screen
    assert isinstance(screen, HealthScreen)
    return texts_of(screen.board.lines(80, len(HealthTag)))


async def test_conditions_are_answered_with_the_keyboard(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("f8")
        assert is_on(demo_app, HealthScreen)
        assert "yes" not in _rows(demo_app)
        await pilot.press("space", "down", "down", "space", "down", "space", "space", "enter")
        await pilot.pause()
        desk = demo_app.desk
        assert desk.settings.health.tags == (HealthTag.BLOOD_THINNER, HealthTag.VARICOSE_VEINS)
        assert desk.settings.health.asked == desk.today
        assert toasts(demo_app) == ["Kept: blood thinner, varicose veins. u in the calendar takes it back."]
        await pilot.press("f8", "enter")
        await pilot.pause()
        assert toasts(demo_app) == ["Kept: blood thinner, varicose veins."]  # nothing was changed
        await pilot.press("u")
        await pilot.pause()
        assert toasts(demo_app) == ["Took back: answered the list of conditions."]
        assert not was_asked(desk)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert desk.settings.health.tags == (HealthTag.BLOOD_THINNER, HealthTag.VARICOSE_VEINS)


async def test_a_condition_that_a_practitioner_agreed_to(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("f8", "a")
        assert "agreed" in _rows(demo_app)
        await pilot.press("enter")
        await pilot.pause()
        assert demo_app.desk.settings.health.agreed == (HealthTag.BLOOD_THINNER,)
        await pilot.press("u")  # the condition and the agreement are one answer
        await pilot.pause()
        assert not was_asked(demo_app.desk)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert demo_app.desk.settings.health.agreed == (HealthTag.BLOOD_THINNER,)
        await pilot.press("f8", "space", "enter")
        await pilot.pause()
        assert demo_app.desk.settings.health.tags == ()


async def test_the_list_says_what_the_chosen_condition_changes(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("f8", "up")
        assert "with an adult there" in str(demo_app.screen.query_one("#changes", Static).content)


async def test_a_list_longer_than_the_window_says_that_there_is_more(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        screen = demo_app.screen
        assert isinstance(screen, HealthScreen)
        top = texts_of(screen.board.lines(60, 8)).splitlines()
        assert "↑" not in top[0]
        assert top[-1].endswith("↓")
        assert "…" not in top[-1]
        await pilot.press("up")
        end = texts_of(screen.board.lines(60, 8)).splitlines()
        assert end[0].endswith("↑")
        assert "↓" not in end[-1]


async def test_skipping_the_list_keeps_it_open_with_a_caution(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("f8", "space", "escape")
        await pilot.pause()
        assert not was_asked(demo_app.desk)
        assert locks_of(demo_app.desk).caution
        await pilot.press("f8", "enter")
        await pilot.pause()
        assert was_asked(demo_app.desk)
        assert locks_of(demo_app.desk).caution == ""
        assert demo_app.desk.settings.health.tags == ()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_keys_are_in_sight_in_every_window(size: tuple[int, int], demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=size) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        keys = demo_app.screen.query_one("#keys", Static)
        assert keys.region.bottom <= size[1]
        assert keys.region.height == 1
        assert size[0] < 80 or len(str(keys.content)) <= keys.size.width


async def test_on_a_shared_screen_the_list_shows_nothing_and_changes_nothing(demo_app: PlannerApp) -> None:
    demo_app.desk.set(health={"tags": ["cancer"]}, private=True)
    async with demo_app.run_test() as pilot:
        await pilot.press("f8", "down", "space", "a", "enter")
        await pilot.pause()
        assert not is_on(demo_app, HealthScreen)
        assert demo_app.desk.settings.health.tags == (HealthTag.CANCER,)
        assert not was_asked(demo_app.desk)


async def test_the_practitioner_is_named_from_the_list(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("f8", "p")
        assert is_on(demo_app, Dialog)
        await fill(pilot, "Dr [/] X", "pod", "0123")
        own = demo_app.desk.settings.health.practitioner
        assert own is not None
        assert (own.name, own.profession, own.phone) == ("Dr [/] X", Profession.PODIATRIST, "0123")
        assert toasts(demo_app)[-1].endswith("u in the calendar takes it back.")
        await pilot.press("escape", "u")
        await pilot.pause()
        assert demo_app.desk.settings.health.practitioner is None


def test_the_practitioner_form_opens_filled_but_not_on_a_shared_screen(demo: Desk) -> None:
    demo.set(health={"practitioner": {"name": "Dr X", "phone": "0123"}})
    assert [field.value for field in PractitionerForm(demo).fields] == ["Dr X", "medical practitioner", "0123"]
    demo.set(private=True)
    assert [field.value for field in PractitionerForm(demo).fields][::2] == ["", ""]


async def test_the_first_screen_leads_to_the_list(store_root: Path) -> None:
    app = PlannerApp(Desk(Store(store_root), now=lambda: NOW))
    async with app.run_test() as pilot:
        await pilot.press("c")
        await pilot.pause()
        assert is_on(app, HealthScreen)
        await pilot.press("escape")


async def test_the_notice_stands_in_the_help(demo_app: PlannerApp) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("question_mark")
        assert is_on(demo_app, HelpScreen)
        text = " ".join(str(demo_app.screen.query_one("#text", Static).content).split())
        assert "See a medical practitioner for pain that is strong, new, or does not settle" in text


@pytest.mark.parametrize("size", [(80, 22), (120, 38), (40, 10), (20, 4)])
def test_the_player_says_before_the_start_what_is_left_out(size: tuple[int, int], demo: Desk) -> None:
    from planner.actions import playing

    log_pain(demo, Area.CALF, 6, demo.today)
    sitting = Sitting(demo, playing.start(demo, "calf-to-glute-chain"), Clock())
    drawn = sitting.lines(*size)
    assert len(drawn) <= size[1]
    assert "Left out" in texts_of(drawn)
    sitting.press(lambda player, now: player.enter(now))
    assert "Left out" not in texts_of(sitting.lines(*size))
