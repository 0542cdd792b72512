"""More or fewer rounds while a group is played, and the wait before a step."""

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.body import Side
from planner.domain.dose import Hold
from planner.domain.routine import Do, Group, Note, Rest, SideOrder
from planner.playing.cues import Cue
from planner.playing.player import Player
from planner.playing.progress import restore, save, timeline_of
from planner.playing.record import record, totals
from planner.playing.state import Phase
from planner.playing.timeline import Wait
from planner.playing.view import step_lines, view
from tests.playing.keys import Move, moves, play_move
from tests.playing.routines import EXERCISES, SESSION, Runner, started, timeline

CIRCUIT = Group(
    steps=(Do(exercise="pose", dose=Hold(20)), Do(exercise="swing"), Rest(30)), rounds=2, skip_last_rest=True
)


def test_one_more_round_comes_after_the_last_with_the_rest_that_was_dropped_before_it() -> None:
    runner = started(CIRCUIT, "calf")
    runner.press(Player.rounds, 1)
    parts = [(beat.round, beat.exercise or "rest") for beat in runner.player.timeline.beats if beat.rounds == 3]
    assert parts == [
        (n, what) for n in (1, 2, 3) for what in ("pose", "swing", "swing", "rest") if (n, what) != (3, "rest")
    ]
    assert view(runner.player, runner.now).detail.endswith("round 1 of 3")


def test_a_round_less_and_a_round_more_is_as_it_was() -> None:
    runner = started(CIRCUIT, "calf").wait(6 + 7)
    was = runner.player
    runner.press(Player.rounds, -1)
    assert runner.player.timeline.routine.steps[0].rounds == 1  # type: ignore[union-attr]
    runner.press(Player.rounds, 1)
    assert runner.player.timeline == was.timeline
    assert runner.player.state.order == was.state.order
    assert runner.player.position(runner.now) == 7


def test_a_round_that_was_begun_is_not_taken_away() -> None:
    runner = started(CIRCUIT, "calf")
    runner.press(Player.jump, 3).wait(6 + 5)
    assert runner.player.beat.round == 2
    assert runner.press(Player.rounds, -1).player.beat.rounds == 2
    # Also when the runner has gone back since.
    runner.press(Player.jump, 0)
    assert runner.press(Player.rounds, -1).player.beat.rounds == 2


def test_in_the_rest_before_a_round_that_is_taken_away_the_next_step_comes() -> None:
    runner = started(CIRCUIT, "calf")
    runner.press(Player.jump, 2)
    assert runner.phase() is Phase.RESTING
    runner.press(Player.rounds, -1)
    assert (runner.player.beat.exercise, runner.phase()) == ("calf", Phase.COUNT_IN)


def test_outside_a_group_there_are_no_rounds_to_change() -> None:
    runner = started("calf", CIRCUIT)
    was = runner.player.timeline
    assert runner.press(Player.rounds, 1).player.timeline is was


def test_rest_between_rounds_is_not_there_after_the_last() -> None:
    beats = timeline(Group(steps=(Do(exercise="pose"),), rounds=3, rest_s=45)).beats
    assert [beat.planned_s for beat in beats] == [30, 45, 30, 45, 30]
    assert [beat.round for beat in beats] == [1, 1, 2, 2, 3]


@given(st.lists(moves | st.tuples(st.just("rounds"), st.sampled_from([-1.0, 1.0])), max_size=30))
def test_whatever_is_pressed_between_nothing_done_is_lost_and_it_can_be_resumed(script: list[Move]) -> None:
    runner = started(
        CIRCUIT, Note("Fetch the band."), Group(steps=(Do(exercise="twice", wait=True),), rounds=2, rest_s=9)
    )
    for name, number in script:
        if name != "rounds":
            play_move(runner, (name, number))
            continue
        spent = totals(runner.player, runner.now)
        done = sum(step.done_s for step in record(runner.player, runner.now))
        runner.press(Player.rounds, int(number))
        assert totals(runner.player, runner.now) == spent
        assert abs(sum(step.done_s for step in record(runner.player, runner.now)) - done) < 1e-6
        assert sorted(runner.player.state.order) == list(range(len(runner.player.timeline.beats)))
        kept = save(runner.player, SESSION, runner.now)
        again = restore(kept, timeline_of(kept, EXERCISES), 0.0)
        assert again.timeline.fingerprint == runner.player.timeline.fingerprint
        assert again.state == kept.state


def test_a_step_that_waits_goes_on_when_the_runner_is_ready() -> None:
    runner = started("pose", Do(exercise="calf", wait=True))
    runner.wait(6 + 30 + 1)
    assert (runner.phase(), view(runner.player, runner.now).name) == (Phase.WAITING, "Calf")
    assert runner.heard[-1] is Cue.WAITING
    runner.wait(300)
    assert runner.phase() is Phase.WAITING
    runner.press(Player.enter)
    assert (runner.phase(), runner.side()) == (Phase.COUNT_IN, Side.LEFT)
    for _ in range(2):
        runner.wait(6 + 45)
    assert runner.player.is_finished
    assert [(step.exercise, step.done_s) for step in record(runner.player, runner.now)] == [
        ("pose", 30),
        ("calf", 45),
        ("calf", 45),
    ]


def test_whoever_starts_is_ready_so_the_first_step_does_not_wait() -> None:
    assert started(Do(exercise="calf", wait=True)).phase() is Phase.COUNT_IN


def test_a_wait_is_no_step_of_its_own() -> None:
    made = timeline(Do(exercise="calf", wait=True), Do(exercise="pose", wait=True))
    assert [isinstance(beat.part, Wait) for beat in made.beats] == [True, False, False, True, False]
    assert [line.number for line in step_lines(Runner(made).player)] == [1, 2]


def test_what_is_told_while_it_waits_is_about_the_exercise_to_come() -> None:
    runner = started("pose", Do(exercise="calf", wait=True)).wait(6 + 30 + 1)
    runner.press(Player.score, 6).press(Player.add_note, "stiff").press(Player.longer)
    runner.press(Player.enter)
    calf = record(runner.player, runner.now)[1]
    assert (calf.scores, calf.note, calf.planned_s) == ((6,), "stiff", 55)


def test_going_back_skips_the_wait_and_going_to_the_step_waits_again() -> None:
    runner = started("pose", Do(exercise="calf", wait=True)).press(Player.jump, 1)
    assert runner.phase() is Phase.WAITING
    runner.press(Player.next).press(Player.previous)
    assert runner.player.beat.exercise == "pose"


def test_the_weaker_side_comes_first_where_a_step_asks_for_it_and_the_sore_one_elsewhere() -> None:
    from planner.domain.routine import Routine
    from planner.playing.timeline import build_timeline

    steps = (
        Do(exercise="calf", sides=SideOrder.SORE_FIRST),
        Do(exercise="tempo", sides=SideOrder.WEAKER_FIRST),
    )
    made = build_timeline(
        Routine(id="r", name="R", timing=(), steps=steps), EXERCISES, first=Side.LEFT, weaker=Side.RIGHT
    )
    firsts = {beat.exercise: beat.side for beat in reversed(made.beats) if beat.exercise}
    assert firsts == {"calf": Side.LEFT, "tempo": Side.RIGHT}


def test_the_on_key_of_a_remote_says_ready_where_the_session_waits() -> None:
    runner = Runner(timeline("it-roll")).press(Player.on)
    assert runner.phase() is Phase.COUNT_IN
    runner.wait(7)
    assert runner.press(Player.on).phase() is Phase.HOLDING
    assert runner.press(Player.on).phase() is Phase.ROLLING
    assert len(runner.player.tally_at(0).spots) == 1
