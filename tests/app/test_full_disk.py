"""The disk fails under the program: it says so, what was being done stays, and enter does it once the disk can."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from planner.actions.desk import Desk
from planner.actions.gear import add_shoe
from planner.app.app import PlannerApp, Start
from planner.app.screens.body import BodyScreen
from planner.app.screens.builder import BuilderScreen
from planner.app.widgets.dialog import Dialog
from planner.domain.errors import StoreError
from planner.domain.log import Felt
from tests.app.keys import TODAY, TUESDAY, fill, is_on, session_of, sessions_on, toasts
from tests.store.failing_disk import all_files, lasting, left_overs
from tests.store.faults import Faults

WAYS = {
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk reports an error",
    errno.EACCES: "you may not read or write here",
}
_OFTEN = (errno.ENOSPC, errno.EIO)
ways = pytest.mark.parametrize(
    "how",
    [pytest.param(how, marks=() if how in _OFTEN else pytest.mark.slow, id=errno.errorcode[how]) for how in WAYS],
)


@contextmanager
def broken(desk: Desk, how: int) -> Iterator[None]:
    """Let everything fail that can fail so; nothing of what lasts changes, and nothing is left over."""
    before = all_files(desk.store.root)
    with pytest.MonkeyPatch.context() as patched:
        Faults(0, how, on=True, below=desk.store.root).install(patched.setattr)
        yield
    after = all_files(desk.store.root)
    assert lasting(after) == lasting(before)
    assert not left_overs(after)


def said_in(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, Dialog), "the form is still open"
    return str(pilot.app.screen.query_one("#effect", Static).render())


def sound(desk: Desk) -> bool:
    return not [one for one in desk.store.check() if "others on this machine" not in str(one)]


@ways
async def test_a_session_that_cannot_be_moved_stays_in_the_form_and_enter_moves_it_later(
    demo_app: PlannerApp, demo: Desk, how: int
) -> None:
    item = session_of(demo, TUESDAY).id
    changes = len(demo.plan_of(None).changes)
    async with demo_app.run_test() as pilot:
        await pilot.press("g")
        await fill(pilot, "9 feb")
        await pilot.press("m", "up")
        with broken(demo, how):
            await pilot.press("enter")
            await pilot.pause()
            assert WAYS[how] in said_in(pilot)
            assert str(demo.store.root)[:30] in said_in(pilot)
        assert sessions_on(demo, TUESDAY) == [item]
        await pilot.press("enter")
        await pilot.pause()
        assert sessions_on(demo, TUESDAY) == []
        assert len(demo.plan_of(None).changes) == changes + 1
        await pilot.press("u")
        await pilot.pause()
        assert sessions_on(demo, TUESDAY) == [item]
    assert sound(demo)


@ways
async def test_pain_that_cannot_be_logged_stays_on_the_sheet_and_enter_logs_it_later(
    demo_app: PlannerApp, demo: Desk, how: int
) -> None:
    def felt() -> list[int]:
        demo.refresh()
        return [entry.score for entry in demo.entries(TODAY, TODAY) if isinstance(entry, Felt)]

    async with demo_app.run_test() as pilot:
        await pilot.press("exclamation_mark")
        await pilot.pause()
        await pilot.press("k", "4")
        with broken(demo, how):
            await pilot.press("enter")
            await pilot.pause()
            assert any(WAYS[how] in toast for toast in toasts(demo_app)), toasts(demo_app)
        screen = pilot.app.screen
        assert isinstance(screen, BodyScreen)
        assert screen.sheet.draft is not None
        assert felt() == []
        await pilot.press("enter")
        await pilot.pause()
        assert felt() == [4]


@ways
async def test_a_pair_that_cannot_be_added_stays_in_the_form_and_enter_adds_one(
    demo_app: PlannerApp, demo: Desk, how: int
) -> None:
    before = {item.id for item in demo.gear()}
    async with demo_app.run_test() as pilot:
        await pilot.press("G")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        pilot.app.screen.query(Input).first().value = "Comet"
        with broken(demo, how):
            await pilot.press("enter")
            await pilot.pause()
            assert WAYS[how] in said_in(pilot)
        assert pilot.app.screen.query(Input).first().value == "Comet"
        await pilot.press("enter")
        await pilot.pause()
        demo.refresh()
        assert {item.id for item in demo.gear()} - before == {"comet"}


@ways
async def test_a_pair_that_cannot_be_added_gets_the_same_id_later(demo: Desk, how: int) -> None:
    with broken(demo, how), pytest.raises(StoreError, match=WAYS[how]):
        add_shoe(demo, "Other")
    assert add_shoe(demo, "Other").id == "other"


@ways
async def test_a_routine_that_cannot_be_saved_stays_on_the_bench_and_is_saved_later(demo: Desk, how: int) -> None:
    app = PlannerApp(demo, Start(mode="builder"))
    async with app.run_test() as pilot:
        await pilot.press("slash", *"calf wall", "enter", "enter")
        await pilot.press("ctrl+s", *"My calves")
        with broken(demo, how):
            await pilot.press("enter")
            await pilot.pause()
            said = [*toasts(app), *(str(one.render()) for one in pilot.app.screen.query(Static))]
            assert any(WAYS[how] in one for one in said), said
        screen = next(one for one in pilot.app.screen_stack if isinstance(one, BuilderScreen))
        draft = screen.bench.draft
        assert draft.is_changed
        assert draft.rows
        await pilot.press(*(["enter"] if is_on(app, Dialog) else ["ctrl+s", *"My calves", "enter"]))
        await pilot.pause()
        assert not screen.bench.draft.is_changed
    demo.refresh()
    assert demo.routine("my-calves").steps


@ways
async def test_a_theme_that_cannot_be_kept_is_told_and_can_be_chosen_again(
    demo_app: PlannerApp, demo: Desk, how: int
) -> None:
    async with demo_app.run_test() as pilot:
        with broken(demo, how), pytest.raises(StoreError, match=WAYS[how]):
            demo_app.use_theme("daylight")
        demo_app.use_theme("daylight")
        await pilot.pause()
    demo.refresh()
    assert demo.settings.theme == "daylight"


async def test_what_is_saved_but_not_remembered_is_told_and_not_asked_for_again(
    demo_app: PlannerApp, demo: Desk
) -> None:
    item = session_of(demo, TUESDAY).id
    async with demo_app.run_test() as pilot:
        await pilot.press("right", "right", "right")
        before = len(demo.plan_of(None).changes)
        (demo.store.root / ".state/history").unlink()
        (demo.store.root / ".state/history").mkdir()
        await pilot.press("x")
        await pilot.pause()
        assert item not in sessions_on(demo, TUESDAY)
        assert len(demo.plan_of(None).changes) == before + 1
        assert any("only undo does not know of it" in str(problem) for problem in demo.problems)
