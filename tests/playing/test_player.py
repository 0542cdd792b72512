import pytest

from planner.domain.body import Side
from planner.domain.routine import Do, Note, Rest
from planner.playing.cues import Cue
from planner.playing.player import Player, ready
from planner.playing.record import record
from planner.playing.state import Phase, Ways
from planner.playing.view import view
from tests.playing.routines import Runner, started, timeline

COUNT = [Cue.COUNT_3, Cue.COUNT_2, Cue.COUNT_1, Cue.START]
LAST = [Cue.HALF_WAY, Cue.LAST_3, Cue.LAST_2, Cue.LAST_1]


def test_a_hold_on_each_side_gives_its_cues_once_and_in_order() -> None:
    runner = started("calf", "pose").wait(6 + 45 + 6 + 45 + 6 + 30)
    assert runner.heard == [
        *(*COUNT, *LAST, Cue.SWITCH),
        *(*COUNT, *LAST, Cue.STEP_END),
        *(*COUNT, *LAST, Cue.STEP_END, Cue.SESSION_END),
    ]
    assert runner.player.is_finished


@pytest.mark.parametrize("step", [0.01, 0.3, 1.0, 4.9])
def test_cues_are_the_same_however_seldom_one_looks(step: float) -> None:
    often = started("calf", "twist", "twice").wait(400, 0.1)
    assert started("calf", "twist", "twice").wait(400, step).heard == often.heard


def test_one_look_advances_through_as_many_beats_as_have_passed() -> None:
    player = ready(timeline("calf", "twice"), ways=Ways(gap_s=1000)).start(0.0).tick(6 + 45 + 6 + 45 + 6 + 20 + 6 + 1)
    assert (player.beat.exercise, player.beat.side, player.phase) == ("twice", Side.RIGHT, Phase.RUNNING)
    assert player.position(135.0) == pytest.approx(1.0)


def test_set_of_repetitions_waits_for_the_runner() -> None:
    runner = started("bridge").wait(300)
    assert runner.phase() is Phase.RUNNING
    assert runner.heard.count(Cue.TARGET) == 1
    runner.press(Player.enter)
    assert runner.phase() is Phase.RESTING
    runner.wait(20 + 6 + 30).press(Player.enter)
    assert [step.done_reps for step in record(runner.player, runner.now)] == [12, 12]


def test_sets_go_on_by_themselves_when_the_runner_wants_that() -> None:
    runner = Runner(ready(timeline("bridge"), ways=Ways(auto_reps=True))).press(Player.start).wait(6 + 36 + 20 + 6 + 36)
    assert runner.player.is_finished
    assert [step.done_reps for step in record(runner.player, runner.now)] == [12, 12]


def test_an_open_step_counts_up_past_its_target_until_enter() -> None:
    runner = started("jog").wait(6 + 90)
    assert view(runner.player, runner.now).big == 90
    assert runner.heard.count(Cue.TARGET) == 1
    runner.press(Player.enter)
    assert runner.player.is_finished
    assert record(runner.player, runner.now)[0].done_s == pytest.approx(90)


def test_enter_says_ready_in_a_count_in_a_rest_and_at_a_note() -> None:
    runner = Runner(timeline(Note("Fetch the roller."), "pose", Rest(30), "pose"))
    runner.press(Player.enter)
    assert runner.phase() is Phase.WAITING
    runner.wait(4).press(Player.enter)
    assert runner.phase() is Phase.COUNT_IN
    runner.press(Player.enter)
    assert runner.phase() is Phase.RUNNING
    runner.press(Player.enter)
    assert runner.phase() is Phase.RUNNING
    runner.wait(30)
    assert runner.phase() is Phase.RESTING
    assert runner.press(Player.enter).phase() is Phase.COUNT_IN


def test_a_pause_stands_still_and_is_not_counted() -> None:
    runner = started("calf").wait(6 + 10).press(Player.toggle).wait(3600, 60)
    assert view(runner.player, runner.now).big == 35
    assert view(runner.player, runner.now).paused
    runner.press(Player.toggle).wait(35)
    assert (runner.player.beat.side, runner.player.phase) == (Side.RIGHT, Phase.COUNT_IN)


def test_next_and_previous_go_from_beat_to_beat_and_over_rests_backwards() -> None:
    runner = started("pose", Rest(30), "calf").wait(10).press(Player.next)
    assert runner.phase() is Phase.RESTING
    runner.press(Player.next)
    assert runner.player.beat.exercise == "calf"
    runner.press(Player.previous)
    assert runner.player.beat.exercise == "pose"
    runner.press(Player.previous)
    assert (runner.player.beat.exercise, runner.player.phase) == ("pose", Phase.COUNT_IN)


def test_jump_goes_to_a_step_and_what_was_passed_over_is_skipped() -> None:
    runner = started("calf", "pose", "swing").press(Player.jump, 2)
    assert runner.player.beat.exercise == "swing"
    runner.wait(6 + 10).press(Player.enter).wait(6 + 10).press(Player.enter)
    done = record(runner.player, runner.now)
    assert [step.skipped for step in done] == [True, True, True, False, False]
    assert {step.why for step in done} == {""}


def test_restarting_a_step_begins_with_its_first_side_and_redoing_with_this_one() -> None:
    runner = started("calf").wait(6 + 45 + 6 + 20).press(Player.redo_side)
    assert (runner.player.beat.side, runner.player.phase) == (Side.RIGHT, Phase.COUNT_IN)
    runner.wait(6 + 10).press(Player.restart_step)
    assert (runner.player.beat.side, runner.player.phase) == (Side.LEFT, Phase.COUNT_IN)
    runner.wait(6 + 45 + 6 + 45)
    assert [step.done_s for step in record(runner.player, runner.now)] == pytest.approx([90, 20 + 10 + 45])


def test_redo_in_a_count_in_does_the_side_before_again() -> None:
    runner = started("calf").wait(6 + 45 + 2).press(Player.redo_side)
    assert runner.side() is Side.LEFT


def test_winding_moves_the_clock_but_not_what_was_done() -> None:
    runner = started("calf").wait(6 + 20).press(Player.back)
    assert view(runner.player, runner.now).big == 35
    runner.press(Player.on).press(Player.on)
    assert view(runner.player, runner.now).big == 15
    runner.wait(15)
    assert runner.side() is Side.RIGHT
    assert record(runner.player, runner.now)[0].done_s == pytest.approx(35)
    runner.press(Player.next)
    assert runner.player.is_finished


def test_winding_back_stops_at_the_beginning() -> None:
    runner = started("calf").wait(6 + 4).press(Player.back)
    assert view(runner.player, runner.now).big == 45


def test_winding_over_the_end_ends_the_hold() -> None:
    runner = started("pose", "calf").wait(6 + 25).press(Player.on)
    assert runner.player.beat.exercise == "calf"


def test_longer_and_shorter_hold_for_both_sides_but_not_below_five_seconds() -> None:
    runner = started("calf").wait(8).press(Player.longer)
    assert view(runner.player, runner.now).big == 53
    for _ in range(9):
        runner.press(Player.shorter)
    assert [step.planned_s for step in record(runner.player, runner.now)] == [5, 5]
    runner.press(Player.longer)
    assert [step.planned_s for step in record(runner.player, runner.now)] == [15, 15]


def test_longer_adds_a_repetition_to_every_set_that_remains() -> None:
    runner = started("bridge").wait(7).press(Player.longer).press(Player.enter)
    assert [step.planned_reps for step in record(runner.player, runner.now)] == [13, 13]
    assert record(runner.player, runner.now)[0].done_reps == 13


def test_other_side_swaps_now_and_the_rest_of_this_side_follows() -> None:
    runner = started("calf").wait(6 + 15).press(Player.other_side)
    assert (runner.player.beat.side, runner.player.phase) == (Side.RIGHT, Phase.COUNT_IN)
    assert runner.heard[-1] is Cue.SWITCH
    runner.wait(6 + 45)
    assert runner.side() is Side.LEFT
    runner.wait(6)
    assert view(runner.player, runner.now).big == 30
    runner.wait(30)
    assert runner.player.is_finished
    done = record(runner.player, runner.now)
    assert [step.side for step in done] == [Side.RIGHT, Side.LEFT]
    assert [step.done_s for step in done] == pytest.approx([45, 45])


def test_other_side_in_the_first_set_holds_for_the_later_sets() -> None:
    runner = Runner(timeline("twice")).press(Player.other_side).press(Player.start)
    sides = [runner.player.beat_at(place).side for place in range(5)]
    assert sides == [Side.RIGHT, Side.LEFT, Side.BOTH, Side.RIGHT, Side.LEFT]


def test_other_side_when_one_is_done_does_that_one_again_and_then_this() -> None:
    runner = started("calf").wait(6 + 45 + 6 + 15).press(Player.other_side)
    assert runner.side() is Side.LEFT
    runner.wait(6 + 45 + 6)
    assert runner.side() is Side.RIGHT
    assert view(runner.player, runner.now).big == 30


def test_other_side_changes_nothing_where_there_is_none() -> None:
    runner = started("pose").wait(10)
    assert runner.press(Player.other_side).player.state == runner.player.state


def test_redoing_a_side_that_was_left_by_a_swap_begins_it_anew() -> None:
    runner = started("calf").wait(6 + 15).press(Player.other_side).wait(3).press(Player.other_side)
    assert view(runner.wait(6).player, runner.now).big == 30
    runner.press(Player.other_side).press(Player.other_side).press(Player.redo_side).wait(6)
    assert (runner.side(), view(runner.player, runner.now).big) == (Side.LEFT, 45)


def test_an_open_step_left_by_a_swap_is_not_done_yet() -> None:
    runner = started("free").wait(6 + 15).press(Player.other_side)
    left = next(tally for tally in runner.player.state.tallies if tally.done_s)
    assert not left.complete
    runner.wait(6 + 10).press(Player.enter).wait(6 + 5).press(Player.enter)
    assert [step.done_s for step in record(runner.player, runner.now)] == pytest.approx([10, 20])


def test_repetitions_that_were_left_in_the_middle_are_guessed_from_the_pace() -> None:
    runner = started("swing").wait(6 + 11).press(Player.stop)
    assert [step.done_reps for step in record(runner.player, runner.now)] == [4, 0]


def test_skip_leaves_out_both_sides_and_keeps_the_reason() -> None:
    runner = started("calf", "pose").wait(6 + 10).press(Player.skip, "knee  hurts\n")
    assert runner.player.beat.exercise == "pose"
    left, right, _ = record(runner.player, runner.now)
    assert (left.skipped, left.why, round(left.done_s, 6)) == (True, "knee hurts", 10)
    assert (right.skipped, right.why) == (True, "knee hurts")


def test_a_step_switched_off_is_passed_over_and_can_come_back() -> None:
    runner = started("pose", "calf", "swing").press(Player.disable_step, 1).press(Player.next)
    assert runner.player.beat.exercise == "swing"
    assert record(runner.player, runner.now)[1].why == "off today"
    runner.press(Player.jump, 1)
    assert runner.player.beat.exercise == "calf"
    runner.press(Player.disable_step)
    assert runner.player.beat.exercise == "swing"


def test_stop_keeps_what_was_done_and_says_what_was_not_reached() -> None:
    runner = started("calf", "pose").wait(6 + 45 + 6 + 12).press(Player.stop)
    assert runner.player.is_finished
    assert runner.heard[-1] is Cue.SESSION_END
    left, right, pose = record(runner.player, runner.now)
    assert [left.done_s, right.done_s] == pytest.approx([45, 12])
    assert (pose.skipped, pose.why) == (True, "not reached")
    assert runner.press(Player.previous).press(Player.next).press(Player.stop).player.cues == ()


def test_every_control_works_while_paused() -> None:
    runner = started("calf", "pose", "swing").wait(6 + 10).press(Player.pause)
    runner.press(Player.on)
    assert view(runner.player, runner.now).big == 25
    runner.press(Player.longer)
    assert view(runner.player, runner.now).big == 35
    runner.press(Player.other_side).press(Player.next).press(Player.jump, 2).press(Player.previous)
    assert (runner.player.beat.exercise, runner.player.paused) == ("pose", True)
    runner.press(Player.skip, "no").press(Player.enter)
    assert (runner.player.phase, runner.player.paused) == (Phase.RUNNING, False)


def test_scores_and_notes_stay_with_the_exercise_also_in_the_rest_after_it() -> None:
    runner = started("twice").wait(6 + 5).press(Player.score, 4).wait(15 + 6 + 20 + 3)
    assert runner.phase() is Phase.RESTING
    runner.press(Player.score, 2).press(Player.add_note, "heel  lifts").press(Player.add_note, "again")
    done = record(runner.player, runner.now)
    assert (done[0].scores, done[1].scores, done[1].note) == ((4,), (2,), "heel lifts; again")


def test_a_note_before_the_start_belongs_to_the_session() -> None:
    assert Runner(timeline("calf")).press(Player.add_note, "tired").player.state.note == "tired"


def test_a_score_above_ten_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        started("calf").player.score(1000.0, 11)


def test_before_the_start_one_can_choose_where_to_begin() -> None:
    runner = Runner(timeline("calf", "pose")).press(Player.next).press(Player.next).press(Player.next)
    assert (runner.player.phase, runner.player.beat.exercise) == (Phase.READY, "pose")
    assert runner.press(Player.start).player.beat.exercise == "pose"


def test_a_routine_without_steps_is_over_at_once() -> None:
    runner = started(Do(exercise="calf", off=True))
    assert runner.player.is_finished
    assert record(runner.player, runner.now) == ()
    assert view(runner.player, runner.now).label == "DONE"
