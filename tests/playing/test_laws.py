"""What holds whatever the runner presses and whatever the clocks do."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.domain.body import Side
from planner.domain.dose import Hold
from planner.domain.routine import Routine
from planner.playing.cues import Cue
from planner.playing.player import Player, ready
from planner.playing.record import record, totals
from planner.playing.state import Phase, Ways
from planner.playing.timeline import build_timeline
from planner.playing.view import step_lines, view
from tests.playing.keys import Move, clock_jumps, moves, play_move
from tests.playing.routines import EXERCISES, Runner, routines, timeline


@given(routines, st.lists(moves | clock_jumps, max_size=40))
@settings(max_examples=100)
def test_every_second_since_the_start_is_counted_once(routine: Routine, script: list[Move]) -> None:
    runner = Runner(build_timeline(routine, EXERCISES)).press(Player.start)
    ended: float | None = None
    counted_sleep = 0.0
    for move in script:
        was_over = runner.player.is_finished
        play_move(runner, move)
        if move[0] == "sleep" and move[1] > 5.1 and not was_over:
            counted_sleep = totals(runner.player, runner.now).asleep_s
        spent, seen = totals(runner.player, runner.now), view(runner.player, runner.now)
        if runner.player.is_finished and ended is None:
            ended = spent.wall_s
        elif runner.player.is_finished:
            assert spent.wall_s == ended  # nothing is added after the end
        else:
            assert spent.wall_s - spent.asleep_s == pytest.approx(runner.now - 1000, abs=1e-6)
            assert spent.asleep_s == pytest.approx(counted_sleep)
        assert seen.elapsed_s == pytest.approx(spent.played_s, abs=1e-6)
        assert sum(step.done_s for step in record(runner.player, runner.now)) == pytest.approx(spent.exercise_s)
        assert 0 <= seen.progress <= 1
        assert seen.big >= 0
        assert 0 <= seen.remaining.least_s <= seen.remaining.usual_s <= seen.remaining.most_s
        assert len(step_lines(runner.player)) == runner.player.timeline.numbers


@given(routines, st.lists(moves, max_size=25), st.floats(0.05, 4.9))
@settings(max_examples=60)
def test_how_often_one_looks_changes_neither_cues_nor_record(routine: Routine, script: list[Move], look: float) -> None:
    made = build_timeline(routine, EXERCISES)
    often, seldom = Runner(made).press(Player.start), Runner(made).press(Player.start)
    for move in script:
        play_move(often, move, 0.5)
        play_move(seldom, move, look)
    assert often.heard == seldom.heard
    for one, other in zip(record(often.player, often.now), record(seldom.player, seldom.now), strict=True):
        assert one.done_s == pytest.approx(other.done_s, abs=1e-6)
        assert (one.done_reps, one.skipped, one.why, one.scores) == (
            other.done_reps,
            other.skipped,
            other.why,
            other.scores,
        )


@given(routines)
@settings(max_examples=50)
def test_a_routine_played_through_gives_each_side_its_full_time_and_each_cue_once(routine: Routine) -> None:
    made = build_timeline(routine, EXERCISES)
    runner = Runner(ready(made, ways=Ways(auto_reps=True))).press(Player.start)
    heard_at: Counter[tuple[int, Cue]] = Counter()
    while not runner.player.is_finished:
        place, before = runner.player.state.place, len(runner.heard)
        runner.wait(0.5, 0.5)
        heard_at.update((place, cue) for cue in runner.heard[before:])
        place, before = runner.player.state.place, len(runner.heard)
        if runner.player.phase is Phase.WAITING or runner.player.position(runner.now) > 200:
            runner.press(Player.next if runner.player.phase is Phase.ROLLING else Player.enter)
        heard_at.update((place, cue) for cue in runner.heard[before:])
    assert set(heard_at.values()) <= {1}
    assert runner.heard.count(Cue.SESSION_END) == 1
    done = record(runner.player, runner.now)
    for beat, step in zip((beat for beat in made.beats if beat.exercise), done, strict=True):
        assert (step.exercise, step.side, step.skipped) == (beat.exercise, beat.side, False)
        assert step.done_reps == beat.planned_reps
        if isinstance(beat.part, Hold):
            assert step.done_s == pytest.approx(beat.part.seconds, abs=1e-6)


@given(st.lists(st.tuples(st.sampled_from(["wait", "other_side", "toggle"]), st.floats(0.1, 30)), max_size=12))
@example([("wait", 20.0), ("other_side", 0.0), ("wait", 20.0), ("other_side", 0.0)])
def test_however_the_sides_are_swapped_both_get_their_full_time(script: list[Move]) -> None:
    runner = Runner(timeline("calf")).press(Player.start)
    for move in script:
        play_move(runner, move, 0.5)
    runner.press(Player.resume)
    for _ in range(20):
        runner.wait(30)
    assert runner.player.is_finished
    done = {step.side: step.done_s for step in record(runner.player, runner.now)}
    assert set(done) == {Side.LEFT, Side.RIGHT}
    assert all(seconds >= 45 - 1e-6 for seconds in done.values())
