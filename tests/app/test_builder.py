"""The routine builder by keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from planner.actions.desk import Desk
from planner.app.app import PlannerApp, Start
from planner.app.bits import Line
from planner.app.commands import Context, commands_of
from planner.app.keymap import keys_of
from planner.app.screens.builder import BuilderScreen
from planner.app.screens.player import PlayerScreen
from planner.app.workbench import Workbench
from planner.domain.dose import Hold
from planner.domain.equipment import Equipment
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Group, SideOrder
from planner.store.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def make_app(store_root: Path) -> Callable[[], PlannerApp]:
    """Make the program on the builder, anew each time."""
    return lambda: PlannerApp(Desk(Store(store_root), now=lambda: NOW, pick=Random(3).choice), Start(mode="builder"))


def bench_of(pilot: Pilot[None]) -> Workbench:
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, BuilderScreen))
    return screen.bench


def ids(pilot: Pilot[None]) -> list[str]:
    return [row.step.exercise for row in bench_of(pilot).draft.rows if isinstance(row.step, Do)]


async def test_a_routine_is_found_built_saved_and_played(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("slash", *"calf wall")
        assert {one.id for one in bench_of(pilot).found} >= {"wall-calf-stretch-straight", "wall-calf-stretch-bent"}
        await pilot.press("enter", "enter", "down", "enter")
        first, second = ids(pilot)
        await pilot.press("tab", "K", ">", ">", "s")
        assert ids(pilot) == [second, first]
        step = bench_of(pilot).draft.steps[0]
        assert isinstance(step, Do)
        assert isinstance(step.dose, Hold)
        assert (step.dose.seconds, step.sides) == (55, SideOrder.SORE_FIRST)
        await pilot.press("t", "A", "ctrl+s", *"My calves", "enter")
        await pilot.pause()
        assert not bench_of(pilot).draft.is_changed
        await pilot.press("p")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, PlayerScreen)
        assert screen.sitting is not None
        assert screen.sitting.player.timeline.routine.name == "My calves"
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)
    saved = make_app().desk.routine("my-calves")
    assert saved.timing == (Timing.PRE,)
    assert [one.exercise for one in saved.steps if isinstance(one, Do)] == [second, first]


async def test_filters_go_round_and_escape_shows_everything_again(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        everything = len(bench_of(pilot).found)
        await pilot.press("f")
        assert {one.kind.value for one in bench_of(pilot).found} == {"roll"}
        await pilot.press("w")
        assert 0 < len(bench_of(pilot).found) < everything
        await pilot.press("a", "a", "a")
        await pilot.press("escape")
        assert len(bench_of(pilot).found) == everything
        assert isinstance(pilot.app.screen, BuilderScreen)


async def test_own_kit_only_leaves_out_what_needs_more(make_app: Callable[[], PlannerApp]) -> None:
    app = make_app()
    app.desk.set(equipment=["mat", "wall"])
    async with app.run_test() as pilot:
        await pilot.press("e")
        found = bench_of(pilot).found
        assert found
        assert all(one.can_be_done_with(frozenset({Equipment.MAT, Equipment.WALL})) for one in found)


async def test_a_runner_who_has_not_said_what_they_own_is_asked_and_it_stays_said(
    make_app: Callable[[], PlannerApp],
) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        everything = len(bench_of(pilot).found)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+u", *"mat trampoline", "enter")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, BuilderScreen)
        await pilot.press("ctrl+u", *"mat wal", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert 0 < len(bench_of(pilot).found) < everything
        assert app.desk.settings.equipment == (Equipment.MAT, Equipment.WALL)


async def test_a_dose_is_typed_and_a_wrong_one_stays_in_the_form(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("enter", "tab", "d")
        await pilot.pause()
        await pilot.press("ctrl+u", *"a bit", "enter")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, BuilderScreen)
        await pilot.press("ctrl+u", *"40 s x 2", "enter")
        await pilot.pause()
        (step,) = bench_of(pilot).draft.steps
        assert step == Do(exercise="calf-foam-roll", dose=Hold(40, 2))


async def test_everything_can_be_taken_back(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("enter", "down", "enter", "r", "tab", "up", "g", "x", "z", "z", "z", "z", "z")
        assert ids(pilot) == []
        await pilot.press("Z", "Z", "Z", "Z")
        assert any(isinstance(step, Group) for step in bench_of(pilot).draft.steps)


async def test_a_built_in_routine_is_opened_and_kept_as_an_own_copy(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        opened = bench_of(pilot).draft.routine
        assert opened.steps
        await pilot.press("x", "ctrl+s", "enter")
        await pilot.pause()
    desk = make_app().desk
    assert len(desk.routine(opened.id).steps) == len(opened.steps) - 1
    assert desk.store.root.joinpath("routines", f"{opened.id}.toml").exists()


async def test_opening_another_routine_loses_nothing(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("enter", "ctrl+n")
        assert ids(pilot) == []
        await pilot.press("z")
        assert ids(pilot) == ["calf-foam-roll"]


async def test_warnings_are_words_on_the_screen(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("slash", *"wall straight", "enter", "enter", "t")
        shown = text_of(bench_of(pilot).detail(90, 8))
        assert "! the calf is held for 90 s a side before a run: 30 s at most (Behm 2016" in shown


async def test_a_long_hold_before_a_run_is_saved_and_played_only_when_accepted(
    make_app: Callable[[], PlannerApp],
) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("slash", *"wall straight", "enter", "enter", "t", "p", "ctrl+s")
        await pilot.pause()
        assert bench_of(pilot) is pilot.app.screen.bench  # type: ignore[attr-defined]
        assert any("! allows it" in str(note.message) for note in pilot.app._notifications)
        await pilot.press("A")
        assert "accepted: the calf is held" in text_of(bench_of(pilot).detail(110, 8))
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlayerScreen)


async def test_accepted_warnings_are_given_again_when_asked_and_both_are_taken_back(
    make_app: Callable[[], PlannerApp],
) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("slash", *"wall straight", "enter", "enter", "t", "A")
        accepted = bench_of(pilot).draft.routine.accepted
        assert accepted
        await pilot.press("A")
        assert bench_of(pilot).draft.routine.accepted == ()
        await pilot.press("z")
        assert bench_of(pilot).draft.routine.accepted == accepted
        await pilot.press("z")
        assert bench_of(pilot).draft.routine.accepted == ()


async def test_the_description_scrolls_and_another_exercise_begins_at_its_beginning(
    make_app: Callable[[], PlannerApp],
) -> None:
    async with make_app().run_test() as pilot:
        exercise = bench_of(pilot).exercise
        assert exercise is not None
        assert exercise.source[:20] not in text_of(bench_of(pilot).detail(78, 8))
        await pilot.press(*("]" for _ in range(20)))
        assert exercise.name not in text_of(bench_of(pilot).detail(78, 8))
        assert exercise.source[:20] in text_of(bench_of(pilot).detail(78, 8))
        await pilot.press("down")
        following = bench_of(pilot).exercise
        assert following is not None
        assert following.name in text_of(bench_of(pilot).detail(78, 8))


async def test_the_library_shows_what_needs_one_thing(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("v", "v")
        needs = bench_of(pilot).finder.needs
        assert needs is not None
        assert all(any(needs in choice for choice in one.equipment) for one in bench_of(pilot).found)
        assert f"needs {needs}" in text_of(bench_of(pilot).library(60, 8))


async def test_an_empty_routine_says_what_to_do(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("p", "ctrl+s", "x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert any("Add one with enter" in str(note.message) for note in pilot.app._notifications)


_QUIET = {
    "i",
    "N",
    "M",
    "X",
    "T",
    "ctrl+e",
    "m",
    "ctrl+s",
    "ctrl+o",
    "ctrl+n",
    "p",
    "c",
    "q",
    "d",
    "n",
    "e",
    "E",
    "enter",
    "slash",
    "escape",
}


async def test_every_key_works_in_both_panes_empty_or_not(make_app: Callable[[], PlannerApp]) -> None:
    keys = [key for command in commands_of(Context.BUILDER) for key in keys_of(command) if key not in _QUIET]
    async with make_app().run_test() as pilot:
        await pilot.press(*keys, "enter", "enter", *keys)
        assert isinstance(pilot.app.screen, BuilderScreen)


@pytest.mark.parametrize(("width", "height"), [(40, 10), (46, 20), (30, 4), (90, 30), (12, 3)])
def test_the_panes_fit_every_size(width: int, height: int, make_app: Callable[[], PlannerApp]) -> None:
    bench = Workbench(make_app().desk)
    for _ in range(4):
        bench.add()
        bench.go(5)
    bench.add_rest()
    bench.add_note("[/] 漢字")
    bench.group()
    for pane in ("library", "steps"):
        bench.pane = pane
        for make in (bench.library, bench.steps, bench.areas, bench.detail):
            assert len(make(width, height)) <= max(height, 3)


async def test_an_exercise_is_inserted_before_the_chosen_step(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("enter", "down", "enter", "down", "tab", "home", "up", "up", "I")
        first, second, third = ids(pilot)
        found = [one.id for one in bench_of(pilot).found]
        assert [found.index(one) for one in (first, second, third)] == [2, 0, 1]
        await pilot.press("z")
        assert ids(pilot) == [second, third]


async def test_a_step_gets_a_note_a_wait_and_a_priority_each_taken_back_alone(
    make_app: Callable[[], PlannerApp],
) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("enter", "tab", "m")
        await pilot.pause()
        await pilot.press(*"[/] slow", "enter")
        await pilot.pause()
        await pilot.press("W", "1", "2", "3")
        assert bench_of(pilot).draft.steps == (Do(exercise="calf-foam-roll", note="[/] slow", wait=True, priority=3),)
        shown = text_of(bench_of(pilot).steps(60, 12))
        assert "W3" in shown
        assert "[/] slow" in shown
        await pilot.press("z", "z", "z", "z")
        assert bench_of(pilot).draft.steps == (Do(exercise="calf-foam-roll", note="[/] slow"),)


async def test_a_group_takes_rounds_and_the_rest_between_them(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("enter", "down", "enter", "tab", "g", "up", "up", "d")
        await pilot.pause()
        await pilot.press("ctrl+u", *"3 rounds rest", "enter")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, BuilderScreen)
        await pilot.press("ctrl+u", *"3 rounds, rest 45 s", "enter")
        await pilot.pause()
        (group,) = bench_of(pilot).draft.steps
        assert isinstance(group, Group)
        assert (group.rounds, group.rest_s) == (3, 45)
        assert "3 rounds of, 45 s between" in text_of(bench_of(pilot).steps(60, 12))


async def test_a_routine_sounds_as_the_settings_say_or_its_own_way(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("enter", "S")
        assert "quiet sound" in text_of((bench_of(pilot).top(100),))
        await pilot.press("S", "S", "S")
        assert "sound" not in text_of((bench_of(pilot).top(100),))
        assert bench_of(pilot).draft.routine.cues is None


async def test_minutes_cut_the_routine_as_one_change(make_app: Callable[[], PlannerApp]) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        before = bench_of(pilot).draft.routine
        seconds = bench_of(pilot).length.usual_s
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("ctrl+u", *"3 m", "enter")
        await pilot.pause()
        effect = pilot.app.screen.query_one("#effect", Static)
        assert "is not a number" in str(effect.content)
        await pilot.press("ctrl+u", *"3")
        await pilot.pause()
        assert "both sides" in str(effect.content)
        await pilot.press("enter")
        await pilot.pause()
        assert bench_of(pilot).length.usual_s <= 180 < seconds
        await pilot.press("z")
        assert bench_of(pilot).draft.routine == before


def text_of(lines: tuple[Line, ...]) -> str:
    return "\n".join("".join(bit.text for bit in line) for line in lines)
