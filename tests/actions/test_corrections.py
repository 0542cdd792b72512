"""Correcting the log: one happening stands once, and undo gives back exactly what stood before."""

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.actions import diary
from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.actions.played import next_due
from planner.actions.played_before import clear_times
from planner.actions.undo import redo, undo
from planner.domain.body import Area, Side
from planner.domain.errors import NotFound
from planner.domain.log import Felt, Happening, Noted, Played, StepDone, When, standing_entries
from planner.store.store import Store

NOW = datetime(2027, 2, 6, 9, 0, tzinfo=UTC)
DAY = NOW.date()
ROLL = "it-band-foam-roll"


def desk_at(root: Path) -> Desk:
    return Desk(Store(root, {}), now=lambda: NOW, pick=Random().choice)


@pytest.fixture
def desk(store_root: Path) -> Desk:
    return desk_at(store_root)


@pytest.fixture
def demo(desk: Desk) -> Desk:
    """A desk on a filled-in build-up."""
    fill_demo(desk.store, NOW)
    return desk


def session(name: str, day: int = 6, cleared_s: float = 90, **more: object) -> Played:
    started = datetime(2027, 2, day, 7, 0, tzinfo=UTC)
    steps = (StepDone(exercise=ROLL, side=Side.LEFT, done_s=120, time_to_clear_s=cleared_s),)
    fields = {"id": name, "at": started, "day": started.date(), "routine": "it-band-spot-roll", "steps": steps}
    return Played(started=started, **{**fields, **more})  # type: ignore[arg-type]  # made from the fields above


def felt(name: str, of: str) -> Felt:
    return Felt(id=name, at=NOW, day=DAY, area=Area.CALF, score=6, when=When.BEFORE, session=of)


def stands(desk: Desk) -> tuple[Happening, ...]:
    desk.refresh()
    return desk.entries(DAY, DAY)


def changed(entry: Happening, text: str) -> Happening:
    return replace(entry, text=text) if isinstance(entry, Noted) else replace(entry, note=text)


def root_of(desk: Desk, entry: Happening) -> str:
    """Return the id of what happened: that of the first entry of a chain of corrections."""
    listed, _ = desk.store.entries(DAY, DAY)
    before = {one.id: getattr(one, "corrects", "") for one in listed}
    found = entry.id
    while before[found]:
        found = before[found]
    return found


ACTIONS = st.lists(st.tuples(st.sampled_from(["note", "play", "correct", "take", "undo", "redo"]), st.integers(0, 5)))


@given(ACTIONS)
def test_whatever_is_done_each_happening_stands_once_and_undo_restores_exactly(actions: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_at(Path(folder) / "store")
        was: list[tuple[Happening, ...]] = [()]
        ahead: list[tuple[Happening, ...]] = []
        for step, (action, place) in enumerate(actions):
            now = was[-1]
            if action == "undo":
                if len(was) > 1:
                    undo(desk)
                    ahead.append(was.pop())
            elif action == "redo":
                if ahead:
                    redo(desk)
                    was.append(ahead.pop())
            elif action in ("note", "play") or now:
                _do(desk, action, now, place, step)
                was.append(stands(desk))
                ahead.clear()
            assert stands(desk) == was[-1]
            roots = [root_of(desk, entry) for entry in was[-1]]
            assert len(roots) == len(set(roots))


def _do(desk: Desk, action: str, now: tuple[Happening, ...], place: int, step: int) -> None:
    if action == "note":
        diary.log_note(desk, f"note {step}", DAY)
    elif action == "play":
        diary.log_played(desk, session(f"played{step}"), felt(f"felt{step}", f"played{step}"))
    elif action == "correct":
        entry = now[place % len(now)]
        diary.correct(desk, entry, changed(entry, f"changed {step}"))
        assert len(stands(desk)) == len(now)
    else:
        entry = now[place % len(now)]
        diary.take_back(desk, entry)
        gone = {entry.id} | {one.id for one in now if isinstance(one, Felt) and one.session == entry.id}
        assert {one.id for one in stands(desk)} == {one.id for one in now} - gone


def test_a_correction_of_a_correction_stands_alone_and_the_history_stays(desk: Desk) -> None:
    diary.log_played(desk, session("first1"), felt("before", "first1"))
    (first, _) = stands(desk)
    diary.correct(desk, first, changed(first, "second"))
    second = next(entry for entry in stands(desk) if isinstance(entry, Played))
    diary.correct(desk, second, changed(second, "third"))
    rating, third = sorted(stands(desk), key=lambda entry: isinstance(entry, Played))
    assert isinstance(third, Played)
    assert isinstance(rating, Felt)
    assert (third.note, third.corrects) == ("third", second.id)
    assert rating.session == third.id
    listed, _ = desk.store.entries(DAY, DAY)
    assert len(listed) == 4


def test_nothing_changed_writes_nothing(desk: Desk) -> None:
    diary.log_note(desk, "windy", DAY)
    (entry,) = stands(desk)
    assert diary.correct(desk, entry, entry) == ""
    assert len(desk.store.entries(DAY, DAY)[0]) == 1


@pytest.mark.parametrize(
    "again", [diary.take_back, lambda desk, entry: diary.correct(desk, entry, changed(entry, "x"))]
)
def test_what_another_window_corrected_meanwhile_is_not_corrected_twice(
    again: Callable[[Desk, Happening], str], desk: Desk, store_root: Path
) -> None:
    diary.log_note(desk, "windy", DAY)
    (entry,) = stands(desk)
    other = desk_at(store_root)
    diary.correct(other, entry, changed(entry, "calm"))
    with pytest.raises(NotFound, match="changed meanwhile"):
        again(desk, entry)
    assert len(stands(desk)) == 1


def test_the_time_to_clear_is_the_corrected_one_at_its_old_place_in_the_trend(desk: Desk) -> None:
    for day, seconds in ((2, 300.0), (4, 200.0), (6, 100.0)):
        diary.log_played(desk, session(f"played{day}", day, seconds))
    first = next(entry for entry in desk.entries(date(2027, 2, 2), date(2027, 2, 2)) if isinstance(entry, Played))
    steps = (replace(first.steps[0], time_to_clear_s=250.0),)
    diary.correct(desk, first, replace(first, steps=steps))
    assert clear_times(desk, ROLL, Side.LEFT) == (250, 200, 100)


def test_a_session_and_its_ratings_are_one_thing_to_undo(desk: Desk) -> None:
    diary.log_played(desk, session("first1"), felt("before", "first1"))
    undo(desk)
    assert stands(desk) == ()
    redo(desk)
    assert len(stands(desk)) == 2


def test_corrections_in_a_circle_do_not_hang() -> None:
    one = Noted(id="one", at=NOW, day=DAY, text="a", corrects="two")
    two = Noted(id="two", at=NOW, day=DAY, text="b", corrects="one")
    assert standing_entries((one, two, felt("three", "one"))) == (felt("three", "one"),)


# When it is next due


def test_a_routine_of_the_plan_says_its_next_day_and_what_it_hangs_on(demo: Desk) -> None:
    played = session("first1", routine="post-run-core", steps=())
    assert next_due(demo, played) == "Next due Sun 7 Feb, after the run."


def test_what_was_called_off_is_not_due(demo: Desk) -> None:
    hung = next(line.hung for line in demo.days(date(2027, 2, 7), date(2027, 2, 7))[0].routines)
    diary.skip(demo, hung.id, "no time")
    played = session("first1", routine=hung.what, steps=())
    assert "Sun 7 Feb" not in next_due(demo, played)
    assert next_due(demo, played).startswith("Next due ")


def test_a_routine_of_no_plan_says_the_next_one_of_its_sort(demo: Desk) -> None:
    steps = (StepDone(exercise="clamshell", side=Side.LEFT, planned_reps=12, done_reps=12),)
    told = next_due(demo, session("first1", routine="my-own", steps=steps))
    assert told.startswith("Next strength due ")
    assert told.endswith(": Hip strength.")


@pytest.mark.parametrize(
    ("exercise", "told"),
    [
        ("clamshell", "Strength: 2 or 3 days a week, not two days in a row."),
        (ROLL, "Rolling: before and after every run."),
        ("wall-calf-stretch-straight", ""),
    ],
)
def test_without_a_plan_only_what_has_a_rule_is_told(exercise: str, told: str, desk: Desk) -> None:
    steps = (StepDone(exercise=exercise, side=Side.LEFT, planned_s=30, done_s=30),)
    assert next_due(desk, session("first1", routine="my-own", steps=steps)) == told
