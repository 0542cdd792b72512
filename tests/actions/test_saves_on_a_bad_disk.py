"""What the screens save by the functions they call, on a disk that breaks at any step: old or new, and once more.

What commands do too is in `tests/cli/writing.py`; here is what only the app does. A new way to save goes in here.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from planner.actions import body, build_ups, changes, copies_aside, diary, playing, rearrange, routines
from planner.actions.desk import Desk
from planner.actions.exercises import own_copy, save_own_exercise
from planner.actions.playing import PlaySession
from planner.domain.body import Area, Side
from planner.domain.log import Felt, Ran
from planner.domain.routine import Do
from planner.planning.agenda import Status
from tests.store.failing_disk import EVERY, QUICK, by_desk, every_fault

T = TypeVar("T", Ran, Felt)
BEGAN = 1000.0
RUN_DAY = date(2026, 11, 20)
Deed = Callable[[Desk], object]


def _started(desk: Desk) -> PlaySession:
    session = playing.start(desk, "mine")
    session.press(session.player.enter(BEGAN), BEGAN)
    return _kept(session)


def _kept(session: PlaySession) -> PlaySession:
    if session.problem:  # playing goes on, and the screen says so
        raise session.problem
    return session


def _step_on(desk: Desk) -> None:
    waiting = playing.unfinished(desk)
    session = playing.go_on(desk, waiting, BEGAN) if waiting else _started(desk)
    session.press(session.player.enter(BEGAN + 40), BEGAN + 40)
    _kept(session)


def _finish(desk: Desk) -> None:
    waiting = playing.unfinished(desk)
    if waiting is None:
        for problem in desk.problems:
            raise problem
        return
    session = playing.go_on(desk, waiting, BEGAN)
    session.press(session.player.tick(BEGAN + 30), BEGAN + 30)
    session.finish(BEGAN + 60, (session.felt(Area.CALF, Side.LEFT, 3),))


def _runs(desk: Desk, *, ahead: bool) -> list[str]:
    days = desk.days(desk.today - timedelta(days=12), desk.today + timedelta(days=12))
    lines = [line for day in days if (day.day > desk.today) is ahead for line in day.sessions]
    return [line.session.id for line in lines if line.status in (Status.PLANNED, Status.MISSED)]


def _entries(desk: Desk, kind: type[T]) -> list[T]:
    found = desk.entries(RUN_DAY, RUN_DAY)
    for problem in desk.problems:
        raise problem
    return [one for one in found if isinstance(one, kind)]


def _corrected(desk: Desk, was: Ran | Felt, **now: object) -> str:
    return diary.correct(desk, was, replace(was, **now))


def _edit_routine(desk: Desk) -> None:
    was = desk.routine("mine")
    routines.save_own(desk, replace(was, steps=(*was.steps, Do(exercise="glute-bridge"))), was=was)


def _copy_exercise(desk: Desk) -> None:
    save_own_exercise(desk, own_copy(desk, "glute-bridge", "Bridge of mine"))


def _answer_morning(desk: Desk) -> None:
    question = body.morning_question(desk)
    if question is None:  # answered already
        for problem in desk.problems:
            raise problem
        return
    body.answer_morning(desk, question, 2)


def _make_one(desk: Desk) -> None:
    for copy in copies_aside.find_copies(desk):
        copies_aside.keep_both(desk, copy)


DEEDS: dict[str, Deed] = {
    "begin a session": _started,
    "a step of a session": _step_on,
    "the end of a session": _finish,
    "drop a session": playing.discard,
    "move many": lambda desk: rearrange.move_all(desk, _runs(desk, ahead=True)[:2], 1, anyway=True),
    "delete many": lambda desk: rearrange.delete_all(desk, _runs(desk, ahead=True)[:2]),
    "skip many": lambda desk: diary.skip_all(desk, _runs(desk, ahead=False)[:2], "ill"),
    "correct a run": lambda desk: _corrected(desk, _entries(desk, Ran)[0], distance_m=9000.0),
    "take a run back": lambda desk: [diary.take_back(desk, one) for one in _entries(desk, Ran)],
    "correct what was felt": lambda desk: _corrected(desk, _entries(desk, Felt)[0], score=6),
    "answer in the morning": _answer_morning,
    "change a routine": _edit_routine,
    "save an exercise": _copy_exercise,
    "show a plan beside": lambda desk: build_ups.show_beside(desk, "autumn", True),
    "choose a plan": lambda desk: build_ups.choose(desk, "autumn"),
    "switch a layer": lambda desk: changes.switch_layer(desk, "roll-before", False),
    "make one of two versions": _make_one,
    "theme": lambda desk: desk.set(theme="daylight"),
    "privacy": lambda desk: desk.set(private=True),
    "kit": lambda desk: desk.set(equipment=["mat", "chair"]),
    "hidden layers": lambda desk: desk.set(hidden_layers=["roll-before"]),
}
PLAYED = ("a step of a session", "the end of a session", "drop a session")
BETWEEN = {
    "the end of a session": "the log, then the session's file goes",
    "make one of two versions": "what both say, then the copy goes",
}
IDEMPOTENT = {
    **dict.fromkeys(("begin a session", "a step of a session", "drop a session"), "the last save holds"),
    "the end of a session": "it is logged once, under its own id; then the session's file goes",
}


def _prepared(model: Path, name: str) -> Path:
    if name in PLAYED:
        assert not by_desk(_started)(model, 5).failed
    if name == "make one of two versions":
        log = model / "store/log/2026-11.toml"
        entry = (
            '\n[[entry]]\nkind = "note"\nid = "theirs"\nat = 2026-11-20 08:00:00+00:00\nday = 2026-11-20\ntext = "x"\n'
        )
        copy = log.with_name("2026-11.sync-conflict-20261121-080000-ABCDEFG.toml")
        copy.touch(0o600)
        copy.write_text(log.read_text() + entry)
    return model


@pytest.mark.parametrize("name", DEEDS)
def test_what_the_screens_save_is_old_or_new_and_can_be_done_again(model: Path, scratch: Path, name: str) -> None:
    part = (list(DEEDS).index(name) % 4, 4)
    every_fault(
        by_desk(DEEDS[name]), _prepared(model, name), scratch,
        ways=QUICK, part=part, between=name in BETWEEN, idempotent=name in IDEMPOTENT,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", DEEDS)
def test_what_the_screens_save_on_a_disk_that_breaks_in_any_way(model: Path, scratch: Path, name: str) -> None:
    every_fault(
        by_desk(DEEDS[name]), _prepared(model, name), scratch,
        ways=EVERY, between=name in BETWEEN, idempotent=name in IDEMPOTENT,
    )  # fmt: skip


def test_every_setting_that_a_screen_changes_is_among_them() -> None:
    import re

    app = Path(__file__).parent.parent.parent / "planner/app"
    found = {
        key
        for path in app.rglob("*.py")
        for call in re.findall(r"desk\.set\((.*?)\)\n", path.read_text(), re.DOTALL)
        for key in re.findall(r"(\w+)=", call)
    }
    here = Path(__file__).read_text()
    assert found - {"unit"} == {key for key in found if f"{key}=" in here}
