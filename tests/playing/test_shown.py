"""What was shown is what is logged, whatever the runner presses and whatever the clocks do."""

from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.body import Side
from planner.domain.dose import Hold, Open
from planner.domain.log import StepDone
from planner.domain.routine import Do, Group, Routine
from planner.playing.player import Player
from planner.playing.record import record, totals
from planner.playing.state import Phase
from planner.playing.timeline import build_timeline
from planner.playing.view import View, view
from tests.playing.keys import Move, clock_jumps, moves, play_move
from tests.playing.routines import EXERCISES, Runner, routines

WORK = (Phase.RUNNING, Phase.ROLLING, Phase.HOLDING)
MOVES_THE_NUMBER = {"back", "on", "longer", "shorter", "move_station", "restart_step", "redo_side", "jump", "previous"}
"""Keys after which the number goes on from elsewhere, while the log keeps the time that was really spent."""

straight_on: st.SearchStrategy[Move] = st.one_of(
    st.tuples(st.just("wait"), st.floats(0.01, 70)),
    st.tuples(st.just("wait"), st.floats(0.01, 20)),
    st.tuples(
        st.sampled_from(["toggle", "pause", "resume", "enter", "weight_off", "add_note"]),
        st.just(0.0),
    ),
    st.tuples(st.just("score"), st.integers(0, 9).map(float)),
)


def done_here(runner: Runner) -> StepDone | None:
    """Return what the log would hold of the beat that is shown, if it ended now."""
    player = runner.player
    if not player.beat.exercise:
        return None
    before = sum(1 for place in range(player.state.place) if player.beat_at(place).exercise)
    return record(player, runner.now)[before]


def looked(runner: Runner) -> tuple[View, StepDone | None]:
    """Look at the screen; what it says at every moment must be what the log would say."""
    seen, done = view(runner.player, runner.now), done_here(runner)
    assert seen.elapsed_s == pytest.approx(totals(runner.player, runner.now).played_s, abs=1e-6)
    if done is None:
        return seen, None
    if seen.phase is not Phase.FINISHED:
        assert seen.side_s == pytest.approx(done.done_s, abs=1e-6)
    if seen.route and seen.phase in WORK:
        shown = [(one.station, one.start_score, one.end_score, one.weight_off) for one in seen.route.spots]
        kept = [(one.station, one.start_score, one.end_score, one.weight_off) for one in done.spots]
        assert shown == kept
        assert [one.seconds for one in seen.route.spots] == pytest.approx([one.seconds for one in done.spots])
    if seen.phase is Phase.HOLDING:
        assert seen.big == floor(done.spots[-1].seconds + 1e-6)
    if seen.phase is Phase.ROLLING:
        assert seen.big == floor(done.done_s + 1e-6)
    return seen, done


@given(routines, st.lists(moves | clock_jumps, max_size=40), st.floats(0.1, 4.9))
@settings(max_examples=100)
def test_the_time_and_the_spots_on_the_screen_are_those_of_the_log(
    routine: Routine, script: list[Move], look: float
) -> None:
    runner = Runner(build_timeline(routine, EXERCISES)).press(Player.start)
    before = looked(runner)
    for move in script:
        place = runner.player.state.place, runner.phase()
        play_move(runner, move, look)
        after = looked(runner)
        is_same = place == (runner.player.state.place, runner.phase()) and runner.phase() in WORK
        if is_same and move[0] not in MOVES_THE_NUMBER | {"other_side", "enter"} and before[1] and after[1]:
            fell = before[0].big - after[0].big if after[0].counts_down else after[0].big - before[0].big
            grew = after[1].done_s - before[1].done_s
            if after[0].big_unit == "":
                assert abs(fell - grew) < 1 + 1e-6  # the big number moved by what the log got
        before = after


@given(routines, st.lists(straight_on | clock_jumps, max_size=40), st.floats(0.1, 4.9))
@settings(max_examples=100)
def test_the_big_number_of_a_session_played_straight_on_is_what_the_log_keeps(
    routine: Routine, script: list[Move], look: float
) -> None:
    runner = Runner(build_timeline(routine, EXERCISES)).press(Player.start)
    for move in script:
        play_move(runner, move, look)
        seen, done = looked(runner)
        if done is None or seen.phase is not Phase.RUNNING:
            continue
        match runner.player.beat.part:
            case Hold(seconds):
                assert seen.big == ceil(seconds - done.done_s - 1e-6)
            case Open():
                assert seen.big == floor(done.done_s + 1e-6)


unhurried: st.SearchStrategy[Move] = st.one_of(
    st.tuples(st.just("wait"), st.floats(0.01, 40)),
    st.tuples(st.sampled_from(["toggle", "pause", "weight_off", "other_side"]), st.just(0.0)),
)
both_sided = st.lists(
    st.sampled_from([Do(exercise="calf"), Do(exercise="twice"), Do(exercise="pose")]), min_size=1, max_size=3
).flatmap(
    lambda some: st.builds(
        lambda rounds, rest_s: Routine(
            id="any", name="Any", timing=(), steps=(Group(tuple(some), rounds=rounds, rest_s=rest_s),)
        ),
        st.integers(1, 2),
        st.sampled_from([0, 20]),
    )
)


@given(both_sided, st.lists(unhurried | clock_jumps, max_size=25), st.floats(0.1, 4.9))
@settings(max_examples=80)
def test_both_sides_get_their_full_time_through_every_gap_and_swap(
    routine: Routine, script: list[Move], look: float
) -> None:
    made = build_timeline(routine, EXERCISES)
    runner = Runner(made).press(Player.start)
    for move in script:
        play_move(runner, move, look)
    while not runner.player.is_finished:
        runner.press(Player.resume).wait(30, look)
    spent = totals(runner.player, runner.now)
    sides: dict[tuple[str, Side], float] = {}
    for step in record(runner.player, runner.now):
        assert not step.skipped
        assert step.done_s >= step.planned_s - 1e-6
        sides[step.exercise, step.side] = sides.get((step.exercise, step.side), 0.0) + step.done_s
    swapped = any(name == "other_side" for name, _ in script)
    planned = sum(beat.planned_s for beat in made.beats if beat.exercise)
    if not swapped:  # to the second, not a second more
        assert spent.exercise_s == pytest.approx(planned, abs=1e-6)
        for (exercise, side), seconds in sides.items():
            other = sides.get((exercise, side.other), seconds)
            assert seconds == pytest.approx(other, abs=1e-6)
