"""What the log and the settings say about playing again: the weaker side, the last time, how one wants to be led."""

from datetime import timedelta

import pytest

from planner.actions import playing
from planner.actions.desk import Desk
from planner.actions.diary import log_played
from planner.actions.played_before import last_time, weaker_side
from planner.domain.body import Side
from planner.domain.exercise import Timing
from planner.domain.log import Played, StepDone
from planner.domain.routine import Do, Routine, SideOrder
from planner.playing.timeline import Wait

HIKES = Routine(
    id="hikes", name="Hikes", timing=(Timing.ANY,), steps=(Do(exercise="hip-hike", sides=SideOrder.WEAKER_FIRST),)
)


def log_hikes(desk: Desk, left: int, right: int, days_ago: int = 1, *, skipped: bool = False) -> None:
    day = desk.today - timedelta(days=days_ago)
    steps = tuple(
        StepDone(exercise="hip-hike", side=side, planned_reps=10, done_reps=reps, skipped=skipped)
        for side, reps in ((Side.LEFT, left), (Side.RIGHT, right))
    )
    at = desk.now() - timedelta(days=days_ago)
    log_played(desk, Played(id=desk.new_id(), at=at, day=day, routine="hikes", seconds=60, steps=steps))


def first_side(desk: Desk) -> Side:
    return playing.start_routine(desk, HIKES).player.beat.side


@pytest.mark.parametrize(("left", "right", "weaker"), [(10, 7, Side.RIGHT), (6, 10, Side.LEFT), (12, 11, Side.LEFT)])
def test_the_side_that_did_less_of_what_was_asked_goes_first(left: int, right: int, weaker: Side, desk: Desk) -> None:
    log_hikes(desk, left, right)
    assert weaker_side(desk, HIKES) is weaker
    assert first_side(desk) is weaker


def test_a_side_that_was_left_out_says_nothing_about_strength(desk: Desk) -> None:
    log_hikes(desk, 10, 0, skipped=True)
    assert first_side(desk) is Side.LEFT


def test_the_weaker_side_that_the_runner_names_holds_against_the_log(desk: Desk) -> None:
    log_hikes(desk, 6, 10)
    desk.set(player={"weaker": "right"})
    assert first_side(desk) is Side.RIGHT


def test_the_last_time_is_the_latest_in_which_it_was_done(desk: Desk) -> None:
    log_hikes(desk, 8, 8, days_ago=5)
    log_hikes(desk, 9, 7, days_ago=2)
    log_hikes(desk, 0, 0, days_ago=1, skipped=True)
    last = last_time(desk, "hip-hike")
    assert last is not None
    assert last.day == desk.today - timedelta(days=2)
    assert [step.done_reps for step in last.steps] == [9, 7]
    assert last_time(desk, "clamshell") is None


def test_every_step_waits_when_the_runner_wants_it(desk: Desk) -> None:
    desk.set(player={"wait": True, "auto_reps": True})
    session = playing.start(desk, "hip-strength")
    beats = session.player.timeline.beats
    assert sum(isinstance(beat.part, Wait) for beat in beats) == session.player.timeline.numbers
    assert session.player.ways.auto_reps
