"""The program notices what other programs do to its store, with no word from the terminal, and loses nothing typed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input

from planner.actions import changes, diary
from planner.actions.desk import Desk
from planner.app.app import PlannerApp, Start
from planner.app.screens.builder import BuilderScreen
from planner.app.screens.clash import ClashScreen
from planner.app.screens.first_run import FirstRunScreen, first_lines
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.in_place import InPlace
from planner.domain.exercise import Timing
from planner.domain.gear import Shoe
from planner.domain.log import Noted, Ran
from planner.domain.routine import Do, Routine
from planner.store.disk import as_left
from planner.store.outside.watching import PATIENCE_S
from planner.store.store import Store
from tests.app.conftest import NOW
from tests.app.keys import TODAY, TUESDAY, session_of, shown, toasts
from tests.app.lines import texts_of


class Others:
    """Another program at work on the store of a test; what it does is looked at by the program at once."""

    def __init__(self, root: Path, pilot: Pilot[None]) -> None:
        self.root, self.pilot = root, pilot
        self.desk = Desk(Store(root), now=lambda: NOW)

    async def do(self, deed: Callable[[Desk], object]) -> None:
        self.desk.refresh()
        deed(self.desk)
        as_left.forget_all()  # as if it was another process
        await self.look()

    async def look(self, later_s: float = 0.0) -> None:
        app = self.pilot.app
        assert isinstance(app, PlannerApp)
        watch = app.outside.watch
        clock = watch._clock
        watch._clock = lambda: clock() + later_s
        for _ in range(2):
            app.outside.look()
        await self.pilot.pause()
        await self.pilot.pause()

    async def wait(self) -> None:
        await self.look()
        await self.look(PATIENCE_S + 1)


async def test_what_the_command_line_logs_is_shown_by_itself(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(100, 40)) as pilot:
        others = Others(demo.store.root, pilot)
        await others.do(lambda desk: desk.keep_entries(Noted(id="out001", at=NOW, day=TODAY, text="from outside")))
        assert "from outside" in shown(pilot)
        assert toasts(demo_app)[-1] == "Changed outside, and shown as it is now: log of February 2027."


async def test_a_theme_that_is_written_into_the_settings_is_shown(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await Others(demo.store.root, pilot).do(lambda desk: desk.set(theme="daylight"))
        assert demo_app.theme == "daylight"


async def test_its_own_changes_are_not_told_as_those_of_others(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press("right", "right", "right", "x")
        await pilot.pause()
        before = toasts(demo_app)
        await Others(demo.store.root, pilot).wait()
        assert toasts(demo_app) == before


async def test_a_plan_that_a_save_leaves_damaged_is_shown_as_it_was_and_named(demo_app: PlannerApp, demo: Desk) -> None:
    path = demo.store.root / "plans/spring.toml"
    whole = path.read_bytes()
    async with demo_app.run_test(size=(100, 40)) as pilot:
        others = Others(demo.store.root, pilot)
        path.write_bytes(whole[:300] + b"\nx = [")
        await others.look()
        assert "!" not in shown(pilot).splitlines()[0]
        await others.wait()
        assert "spring.toml" in shown(pilot).splitlines()[0]
        assert "12½ long" in shown(pilot) or "long" in shown(pilot)
        assert any("spring.toml, line" in toast for toast in toasts(demo_app))
        await pilot.press("right", "right", "right", "x")  # nothing can be written to it, and nothing is
        await pilot.pause()
        assert path.read_bytes() == whole[:300] + b"\nx = ["
        path.write_bytes(whole)
        await others.look()
        assert "spring.toml" not in shown(pilot).splitlines()[0]


@pytest.mark.parametrize("how", ["moved away", "emptied"])
async def test_a_store_that_is_gone_is_no_first_run(demo_app: PlannerApp, demo: Desk, how: str) -> None:
    root = demo.store.root
    away = root.with_name("away")
    async with demo_app.run_test(size=(100, 40)) as pilot:
        others = Others(root, pilot)
        if how == "moved away":
            root.rename(away)
        else:
            shutil.copytree(root, away)
            for path in [path for path in root.rglob("*.toml") if ".state" not in path.parts]:
                path.unlink()
        await others.wait()
        assert not isinstance(pilot.app.screen, FirstRunScreen)
        assert "all of its files are gone" in toasts(demo_app)[-1]
        assert "long" in shown(pilot)
        for key in ("f5", "right", "right", "right", "x"):  # reads nothing and writes nothing
            await pilot.press(key)
        await pilot.pause()
        assert not isinstance(pilot.app.screen, FirstRunScreen)
        assert not list(root.rglob("*.toml"))
        shutil.rmtree(root, ignore_errors=True)
        away.rename(root)
        await others.look()
        assert not isinstance(pilot.app.screen, FirstRunScreen)
        assert "all of its files are gone" not in shown(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert "u takes it back" in toasts(demo_app)[-1]


async def test_a_plan_that_was_deleted_outside_is_told_as_such(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        others = Others(demo.store.root, pilot)
        (demo.store.root / "plans/spring.toml").unlink()
        await others.wait()
        assert "Deleted outside: plan spring" in toasts(demo_app)[-1]
        assert isinstance(pilot.app.screen, FirstRunScreen)


async def test_a_plan_that_comes_by_sync_ends_the_first_run(demo_root: Path, store_root: Path) -> None:
    store_root.mkdir()
    app = PlannerApp(Desk(Store(store_root), now=lambda: NOW))
    async with app.run_test() as pilot:
        assert isinstance(pilot.app.screen, FirstRunScreen)
        shutil.copytree(demo_root, store_root, dirs_exist_ok=True)
        await Others(store_root, pilot).look()
        await pilot.pause()
        assert not isinstance(pilot.app.screen, FirstRunScreen)


def _form(pilot: Pilot[None]) -> dict[str, Input]:
    dialog = pilot.app.screen
    assert isinstance(dialog, Dialog)
    return dialog._inputs


async def _shoe_form(pilot: Pilot[None]) -> None:
    await pilot.press("G")
    await pilot.pause()
    await pilot.press("e")
    await pilot.pause()


def _changed_shoe(name: str, **fields: Any) -> Callable[[Desk], object]:
    def deed(desk: Desk) -> None:
        shoe = desk.shoe(name)
        desk.store.replace_gear(replace(shoe, **fields), was=shoe)

    return deed


async def test_a_form_takes_over_what_was_not_touched_and_keeps_what_was_typed(
    demo_app: PlannerApp, demo: Desk
) -> None:
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await _shoe_form(pilot)
        shoe = pilot.app.screen.form._shoe  # type: ignore[attr-defined]
        _form(pilot)["note"].value = "mine"
        await Others(demo.store.root, pilot).do(_changed_shoe(shoe.id, lacing="runner's loop"))
        assert isinstance(pilot.app.screen, Dialog)
        assert (_form(pilot)["note"].value, _form(pilot)["lacing"].value) == ("mine", "runner's loop")
        await pilot.press("enter")
        await pilot.pause()
        now = Desk(demo.store).shoe(shoe.id)
        assert (now.note, now.lacing) == ("mine", "runner's loop")


@pytest.mark.parametrize(("key", "note"), [("m", "mine"), ("f", "theirs"), ("b", "theirs; mine")])
async def test_where_both_changed_the_same_field_one_is_asked(
    demo_app: PlannerApp, demo: Desk, key: str, note: str
) -> None:
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await _shoe_form(pilot)
        shoe = pilot.app.screen.form._shoe  # type: ignore[attr-defined]
        _form(pilot)["note"].value = "mine"
        await Others(demo.store.root, pilot).do(_changed_shoe(shoe.id, note="theirs"))
        assert isinstance(pilot.app.screen, ClashScreen)
        assert [(one.mine, one.theirs) for one in pilot.app.screen.clashes] == [("mine", "theirs")]
        await pilot.press("escape")  # later: nothing typed is lost, and it is asked again before it is kept
        await pilot.pause()
        assert _form(pilot)["note"].value == "mine"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ClashScreen)
        await pilot.press(key)
        await pilot.pause()
        assert Desk(demo.store).shoe(shoe.id).note == "theirs"
        await pilot.press("enter")
        await pilot.pause()
        assert Desk(demo.store).shoe(shoe.id).note == note


async def test_what_changed_in_the_moment_of_keeping_is_asked_about_too(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await _shoe_form(pilot)
        shoe = pilot.app.screen.form._shoe  # type: ignore[attr-defined]
        _form(pilot)["note"].value = "mine"
        _changed_shoe(shoe.id, note="theirs")(Desk(Store(demo.store.root)))
        as_left.forget_all()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ClashScreen)
        assert Desk(demo.store).shoe(shoe.id).note == "theirs"


async def test_a_form_about_what_is_gone_keeps_what_was_typed(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await _shoe_form(pilot)
        shoe = pilot.app.screen.form._shoe  # type: ignore[attr-defined]
        _form(pilot)["note"].value = "mine"
        (demo.store.root / f"gear/{shoe.id}.toml").unlink()
        await Others(demo.store.root, pilot).wait()
        assert _form(pilot)["note"].value == "mine"
        await pilot.press("enter")
        await pilot.pause()
        assert _form(pilot)["note"].value == "mine"
        assert "no such" in str(pilot.app.screen.query_one("#effect").render())


async def test_a_line_typed_in_its_row_meets_the_change_of_another_window(demo_app: PlannerApp, demo: Desk) -> None:
    item = session_of(demo, TUESDAY).id
    async with demo_app.run_test(size=(100, 40)) as pilot:
        others = Others(demo.store.root, pilot)
        await pilot.press("right", "right", "right", "e")
        await pilot.pause()
        assert isinstance(pilot.app.screen, InPlace)
        await others.do(lambda desk: changes.edit(desk, item, distance=_km(7)))
        assert "7" in pilot.app.screen.query_one(Input).value  # nothing typed yet: what stands there is what is so
        pilot.app.screen.query_one(Input).value = "6 easy"
        await others.do(lambda desk: changes.edit(desk, item, distance=_km(9)))
        assert isinstance(pilot.app.screen, ClashScreen)
        await pilot.press("m", "enter")
        await pilot.pause()
        assert "6 easy" in shown(pilot)
        assert len([one for one in Desk(demo.store).plan_of(None).changes if one.session == item]) == 3  # type: ignore[union-attr]


def _km(number: float) -> Any:
    from planner.domain.units import Span

    return Span.of(number * 1000)


async def test_a_correction_of_what_another_window_corrected_goes_by_that(demo_app: PlannerApp, demo: Desk) -> None:
    demo.keep_entries(Ran(id="run001", at=NOW, day=TODAY, distance_m=5000.0, note="first"))
    async with demo_app.run_test(size=(100, 40)) as pilot:
        others = Others(demo.store.root, pilot)
        entry = next(one for one in demo.entries(TODAY, TODAY) if one.id == "run001")
        calendar = pilot.app.screen
        calendar.correct(entry, None)  # type: ignore[attr-defined]
        await pilot.pause()
        _form(pilot)["feel"].value = "7"
        await others.do(lambda desk: diary.correct(desk, entry, replace(entry, note="second")))
        assert _form(pilot)["note"].value == "second"
        await pilot.press("enter")
        await pilot.pause()
        standing = [one for one in Desk(demo.store).entries(TODAY, TODAY) if isinstance(one, Ran)]
        assert [(one.note, one.feel) for one in standing if one.distance_m == 5000.0] == [("second", 7)]


def _mine(*exercises: str) -> Routine:
    return Routine(id="mine", name="Mine", timing=(Timing.POST,), steps=tuple(Do(exercise=one) for one in exercises))


@pytest.mark.parametrize("key", ["m", "f"])
async def test_unsaved_steps_in_the_builder_meet_the_change_of_another_window(store_root: Path, key: str) -> None:
    store = Store(store_root)
    store.save_routine(_mine("pigeon-pose"))
    app = PlannerApp(Desk(store, now=lambda: NOW), Start(mode="builder"))
    async with app.run_test(size=(100, 40)) as pilot:
        others = Others(store_root, pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BuilderScreen)
        screen.do(lambda: screen.bench.open(app.desk.routine("mine")))
        two = _mine("pigeon-pose", "glute-bridge")
        await others.do(lambda desk: desk.store.save_routine(two))
        assert screen.bench.draft.routine.steps == two.steps  # nothing was changed here: what the file says
        screen.do(screen.bench.add_rest)
        edited = screen.bench.draft.routine
        three = _mine("glute-bridge", "pigeon-pose")
        await others.do(lambda desk: desk.store.save_routine(three))
        assert isinstance(pilot.app.screen, ClashScreen)
        await pilot.press(key)
        await pilot.pause()
        kept = screen.bench.draft.routine
        assert kept.steps == (edited.steps if key == "m" else three.steps)
        screen.bench.save(kept)
        assert Desk(Store(store_root)).routine("mine").steps == kept.steps
        if key == "f":
            screen.do(screen.bench.undo)
            assert screen.bench.draft.routine.steps == edited.steps  # what was built here is not lost


@pytest.mark.parametrize(
    "keys", ["f", "C", "F", "O", "Z", "G", "I", "K", "E", "!", "J", "i", "B", "T", "ctrl+o", "b", "f8"]
)
async def test_whatever_is_open_takes_an_outside_change_and_a_vanished_plan(
    demo_app: PlannerApp, demo: Desk, keys: str
) -> None:
    async with demo_app.run_test(size=(100, 40)) as pilot:
        others = Others(demo.store.root, pilot)
        await pilot.press(keys)
        await pilot.pause()
        shown_before = type(pilot.app.screen)
        await others.do(lambda desk: desk.keep_entries(Noted(id="out001", at=NOW, day=TODAY, text="from outside")))
        await others.do(lambda desk: changes.edit(desk, session_of(desk, TUESDAY).id, distance=_km(7)))
        await others.do(_changed_shoe(next(shoe.id for shoe in demo.gear() if isinstance(shoe, Shoe)), note="theirs"))
        assert type(pilot.app.screen) is shown_before
        (demo.store.root / "plans/spring.toml").unlink()
        await others.wait()
        await pilot.press("escape")
        await pilot.pause()
    assert demo_app._exception is None


async def test_steps_that_can_be_read_in_part_alone_are_not_taken_over(store_root: Path) -> None:
    store = Store(store_root)
    store.save_routine(_mine("pigeon-pose", "glute-bridge"))
    app = PlannerApp(Desk(store, now=lambda: NOW), Start(mode="builder"))
    async with app.run_test(size=(100, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BuilderScreen)
        screen.do(lambda: screen.bench.open(app.desk.routine("mine")))
        before = screen.bench.draft.routine
        path = store_root / "routines/mine.toml"
        path.write_text(path.read_text().replace('"pigeon-pose"', "3"))
        await Others(store_root, pilot).wait()
        assert screen.bench.draft.routine == before


async def test_a_score_that_is_being_typed_stays_when_another_window_logs(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await pilot.press("!", "k", "4")
        await pilot.pause()
        sheet = pilot.app.screen.sheet  # type: ignore[attr-defined]
        typed = sheet.draft
        assert typed
        await Others(demo.store.root, pilot).do(
            lambda desk: desk.keep_entries(Noted(id="out001", at=NOW, day=TODAY, text="from outside"))
        )
        assert sheet.draft == typed
        await pilot.press("enter")
        await pilot.pause()
        entries = Desk(demo.store, now=lambda: NOW).entries(TODAY, TODAY)
        assert {getattr(one, "score", None) for one in entries} >= {4}
        assert any(one.id == "out001" for one in entries)


async def test_nothing_is_read_again_while_one_plays_and_all_of_it_afterwards(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test(size=(100, 40)) as pilot:
        others = Others(demo.store.root, pilot)
        await demo_app.play("desk-break")
        await pilot.pause()
        before = demo._plans
        await others.do(lambda desk: desk.keep_entries(Noted(id="out001", at=NOW, day=TODAY, text="from outside")))
        assert demo._plans is before
        assert not any("Changed outside" in toast for toast in toasts(demo_app))
        await pilot.press("q")
        await pilot.pause()
        await others.look()
        assert "from outside" in shown(pilot)
        assert any("Changed outside" in toast for toast in toasts(demo_app))


async def test_what_is_said_of_a_typed_line_leaves_the_footer_free(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        line = pilot.app.screen
        assert isinstance(line, InPlace)
        box = line.query_one("#in-place")
        for said in ("short", "a word or two " * 20):
            line._say(said, wrong=True)
            await pilot.pause()
            await pilot.pause()
            assert box.region.bottom <= 23, said
        assert box.region.height == 5


async def test_a_plan_that_cannot_be_read_is_no_missing_plan(demo: Desk, reopen: Callable[[], PlannerApp]) -> None:
    (demo.store.root / "plans/spring.toml").write_text("[[[", encoding="utf-8")
    app = reopen()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, FirstRunScreen)
        said = texts_of(first_lines(80, 24, 0, app.desk))
        assert "Your plan cannot be read." in said
        assert "! plans/spring.toml, line 1: " in said
        assert "planner restore --only plans/spring.toml" in said
        assert "There is no plan here yet" not in said
