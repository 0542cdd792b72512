"""Exercises of one's own, made and changed in the builder."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from planner.actions.desk import Desk
from planner.app.app import PlannerApp, Start
from planner.app.forms.exercise import ExerciseForm
from planner.app.screens.builder import BuilderScreen
from planner.app.widgets.dialog import Dialog
from planner.app.workbench import Workbench
from planner.domain.body import Area
from planner.domain.dose import Reps
from planner.domain.equipment import Equipment
from planner.domain.errors import BadValue
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.routine import Do
from planner.store.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def desk(store_root: Path) -> Desk:
    """Open a desk on an empty store."""
    return Desk(Store(store_root), now=lambda: NOW, pick=Random(3).choice)


@pytest.fixture
def app(desk: Desk) -> PlannerApp:
    """Make the program on the builder."""
    return PlannerApp(desk, Start(mode="builder"))


def bench_of(pilot: Pilot[None]) -> Workbench:
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, BuilderScreen))
    return screen.bench


async def fill(pilot: Pilot[None], **texts: str) -> None:
    dialog = pilot.app.screen
    assert isinstance(dialog, Dialog)
    for field in dialog.form.fields:
        if field.name in texts:
            await pilot.press("ctrl+u", *texts[field.name])
        await pilot.press("tab")


async def test_a_new_exercise_is_made_by_keys_and_marked_in_the_library(app: PlannerApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("N")
        await pilot.pause()
        await fill(
            pilot,
            name="Stair [/] raise",
            kind="stre",
            areas="soleus calf",
            sides="both",
            dose="12 x 3, rest 45 s",
            kit="step strap/towel",
            fits="rest post",
            position="on a step",
            steps="Heels over the edge. / Rise. / Sink slowly.",
            cue="Slow down",
            stop="Stop when it hurts.",
            source="my physio",
        )
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)
        made = bench_of(pilot).exercise
        assert made is not None
        shown = "\n".join("".join(bit.text for bit in line) for line in bench_of(pilot).library(60, 40))
        assert "Stair [/] raise" in shown
        assert any("Stair [/] raise" in line and "*" in line for line in shown.splitlines())
        await pilot.press("enter")
        assert bench_of(pilot).draft.steps == (Do(exercise=made.id),)
    assert (made.name, made.kind, made.areas, made.sides) == (
        "Stair [/] raise",
        Kind.STRENGTH,
        (Area.SOLEUS, Area.CALF),
        Sides.BOTH,
    )
    assert made.dose == Reps(12, 3, rest_s=45)
    assert made.equipment == ((Equipment.STEP,), (Equipment.STRAP, Equipment.TOWEL))
    assert made.timing == (Timing.REST, Timing.POST)
    assert made.steps == ("Heels over the edge.", "Rise.", "Sink slowly.")
    assert (made.cue, made.stop, made.source) == ("Slow down", "Stop when it hurts.", "my physio")


async def test_a_field_that_is_wrong_is_named_and_nothing_typed_is_lost(app: PlannerApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("N")
        await pilot.pause()
        await fill(pilot, name="Mine", position="standing", steps="Stand.", dose="a lot")
        await pilot.press("enter")
        await pilot.pause()
        dialog = pilot.app.screen
        assert isinstance(dialog, Dialog)
        assert str(dialog.query_one("#effect", Static).content).startswith("dose: ")
        assert dialog.values["steps"] == "Stand."
        await fill(pilot, dose="20 s")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", " "),
        ("kind", "yoga"),
        ("areas", ""),
        ("areas", "calf elbow"),
        ("sides", "one"),
        ("dose", "0 s"),
        ("kit", "wall/trampoline"),
        ("fits", ""),
        ("fits", "never"),
        ("position", ""),
        ("steps", " / "),
    ],
)
def test_every_field_says_what_it_wants(desk: Desk, field: str, text: str) -> None:
    form = ExerciseForm(desk, None, lambda _: None)
    good = {one.name: one.value for one in form.fields} | {"name": "Mine", "position": "standing", "steps": "Stand."}
    assert form.effect(good)
    with pytest.raises(BadValue, match=r"."):
        form.submit(good | {field: text})
    assert not any(one.name == "Mine" for one in desk.exercises().values())


async def test_changing_a_built_in_exercise_makes_an_own_copy_and_the_step_uses_it(app: PlannerApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        built_in = bench_of(pilot).exercise
        assert built_in is not None
        await pilot.press("enter", "tab", "M")
        await pilot.pause()
        await fill(pilot, cue="My own words")
        await pilot.press("enter")
        await pilot.pause()
        (step,) = bench_of(pilot).draft.steps
        assert isinstance(step, Do)
        assert step.exercise != built_in.id
        copy = app.desk.exercises()[step.exercise]
        assert (copy.cue, copy.steps, copy.evidence) == ("My own words", built_in.steps, built_in.evidence)
        assert app.desk.exercises()[built_in.id] == built_in
        await pilot.press("z")
        assert bench_of(pilot).draft.steps == (Do(exercise=built_in.id),)


async def test_changing_an_own_exercise_keeps_its_id(app: PlannerApp) -> None:
    made = save(app.desk)
    async with app.run_test(size=(80, 40)) as pilot:
        bench_of(pilot).use_instead(made.id)
        await pilot.press("M")
        await pilot.pause()
        await fill(pilot, name="Another name")
        await pilot.press("enter")
        await pilot.pause()
        assert app.desk.exercises()[made.id].name == "Another name"


async def test_an_own_exercise_goes_to_the_trash_and_a_built_in_one_stays(app: PlannerApp) -> None:
    made = save(app.desk)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("X")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert any("it is built in" in str(note.message) for note in app._notifications)
        bench_of(pilot).use_instead(made.id)
        await pilot.press("X")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert made.id not in app.desk.exercises()
        assert any("trash" in str(note.message) for note in app._notifications)


def save(desk: Desk) -> Exercise:
    form = ExerciseForm(desk, None, lambda _: None)
    values = {one.name: one.value for one in form.fields}
    form.submit(values | {"name": "Mine", "position": "standing", "steps": "Stand."})
    return next(one for one in desk.exercises().values() if one.name == "Mine")
