"""A routine file with mistakes: named, listed, and never played; everything else works."""

import time
from pathlib import Path

import pytest

from planner.actions import playing
from planner.actions.desk import Desk
from planner.actions.played_before import usual_seconds
from planner.codec.toml import BadFile
from planner.domain.errors import BadValue
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Routine, flat
from planner.store.store import Store
from tests.actions.conftest import again

HEAD = 'schema = 1\nid = "mine"\nname = "Mine"\ntiming = ["post"]\n'
GOOD = '\n[[steps]]\nkind = "exercise"\nexercise = "cat-cow"\n'
NESTED = '\n[[steps]]\nkind = "group"\n\n[[steps.steps]]\nkind = "group"\nsteps = []\n'
BAD_STEPS = {
    "zero dose": GOOD + "dose = { kind = 'hold', seconds = 0 }\n",
    "absurd dose": GOOD + "dose = { kind = 'reps', reps = 99999 }\n",
    "dose of another kind": GOOD + "dose = { kind = 'dance' }\n",
    "group in a group": NESTED,
    "no exercise": '\n[[steps]]\nkind = "exercise"\n',
    "not a step": '\n[[steps]]\nkind = "jump"\n',
    "rest of no time": '\n[[steps]]\nkind = "rest"\nseconds = 0\n',
}


def put(desk: Desk, text: str, name: str = "mine") -> Path:
    path = desk.store.root / "routines" / f"{name}.toml"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(text)
    desk.refresh()
    return path


@pytest.mark.parametrize("bad", BAD_STEPS.values(), ids=BAD_STEPS)
def test_a_routine_that_lost_a_step_is_listed_but_not_played(desk: Desk, bad: str) -> None:
    path = put(desk, HEAD + GOOD + bad + GOOD)
    assert len(desk.routine("mine").steps) == 2
    (problem,) = desk.problems
    assert isinstance(problem, BadFile)
    assert problem.path == str(path)
    assert problem.line is not None
    assert problem.line > 8
    assert problem.key.startswith("steps[1]")
    told = r"mine.toml, line \d+: steps\[1\].*`planner routine check mine`"
    with pytest.raises(BadValue, match=told):
        playing.start(desk, "mine")
    with pytest.raises(BadValue, match=told):
        playing.start_routine(desk, desk.routine("mine"))
    assert playing.start(desk, "post-run-core").player


def test_a_routine_with_an_unknown_exercise_is_listed_but_not_played(desk: Desk) -> None:
    put(desk, HEAD + GOOD + GOOD.replace("cat-cow", "cow-cat"))
    assert len(desk.routine("mine").steps) == 2
    assert "mine.toml, line 12: there is no exercise 'cow-cat'" in str(desk.problems[0])
    with pytest.raises(BadValue, match=r"there is no exercise 'cow-cat'.*`planner routine check mine`"):
        playing.start(desk, "mine")
    with pytest.raises(BadValue, match="'cow-cat'"):
        playing.start_routine(desk, Routine(id="", name="New", timing=(Timing.ANY,), steps=(Do(exercise="cow-cat"),)))


def test_a_routine_whose_own_exercise_cannot_be_read_is_not_played(desk: Desk) -> None:
    put(desk, HEAD + GOOD.replace("cat-cow", "my-cat"))
    folder = desk.store.root / "exercises"
    folder.mkdir(mode=0o700)
    (folder / "my-cat.toml").write_text("schema = 1\nname = 3\n")
    desk.refresh()
    with pytest.raises(BadValue, match="'my-cat'"):
        playing.start(desk, "mine")


def test_once_it_is_corrected_it_plays(desk: Desk) -> None:
    put(desk, HEAD + GOOD + BAD_STEPS["zero dose"])
    with pytest.raises(BadValue):
        playing.start(desk, "mine")
    put(desk, HEAD + GOOD)
    assert playing.start(desk, "mine").player.timeline.numbers == 1


def test_a_file_that_cannot_be_read_at_all_is_named_when_it_is_played(desk: Desk) -> None:
    put(desk, 'schema = 1\nname = "half')
    with pytest.raises(BadFile, match=r"mine.toml, line 2"):
        playing.start(desk, "mine")
    assert len(desk.library().routines) == 15


def test_a_session_that_was_kept_goes_on_whatever_became_of_its_routine(desk: Desk) -> None:
    put(desk, HEAD + GOOD)
    session = playing.start(desk, "mine")
    session.press(session.player.start(0.0), 0.0)
    session.leave(3.0)
    put(desk, HEAD + GOOD + BAD_STEPS["zero dose"] + GOOD.replace("cat-cow", "gone"))
    later = again(desk)
    waiting = playing.unfinished(later)
    assert waiting is not None
    assert playing.go_on(later, waiting, 0.0).player.timeline.numbers == 1


@pytest.mark.parametrize("step", [GOOD, BAD_STEPS["zero dose"], NESTED], ids=["good", "zero dose", "nested"])
def test_10_000_steps_are_refused_at_once_with_the_limit(desk: Desk, step: str) -> None:
    path = put(desk, HEAD + step * 10_000)
    begun = time.process_time()
    with pytest.raises((BadFile, BadValue)) as refused:
        playing.start(desk, "mine")
    Store(desk.store.root).check()
    assert time.process_time() - begun < 4
    assert str(path) in str(refused.value)
    assert len(desk.problems) < 30
    if step is GOOD:
        assert "500 steps" in str(refused.value)


def test_markup_and_control_characters_in_names_are_only_text(desk: Desk) -> None:
    put(desk, HEAD.replace('"Mine"', r'"[bold]Mine[/] \u001b]52;c;x\u0007 \u202E"') + GOOD)
    assert desk.routine("mine").name == "[bold]Mine[/] ]52;c;x "
    assert playing.start(desk, "mine").player.timeline.routine.name == "[bold]Mine[/] ]52;c;x "
    put(desk, HEAD + GOOD.replace("cat-cow", r"[red]gone[/]\u001b[2J"))
    with pytest.raises(BadValue) as refused:
        playing.start(desk, "mine")
    assert "\x1b" not in str(refused.value)
    assert "[red]gone[/]" in str(refused.value)


def test_what_is_played_in_less_time_is_trimmed_to_it(desk: Desk) -> None:
    full = playing.start(desk, "post-run-core").player.timeline
    short = playing.start(desk, "post-run-core", 5 * 60).player.timeline
    assert short.length.usual_s <= 300 < full.length.usual_s
    assert short.routine.id == "post-run-core"
    routine = desk.routine("hip-strength")
    less = playing.start_routine(desk, routine, seconds=60).player.timeline
    assert len([step for step in flat(less.routine.steps) if isinstance(step, Do)]) == 1
    assert usual_seconds(desk, routine) == {}
