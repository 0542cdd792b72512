from collections.abc import Callable

import pytest

from planner.domain.body import Side
from planner.playing.player import Player
from planner.playing.record import record, totals
from planner.playing.state import Phase
from planner.playing.view import view
from tests.playing.routines import Runner, started


def test_a_program_that_stood_still_pauses_at_the_last_moment_seen() -> None:
    runner = started("calf").wait(6 + 10)
    runner.now += 1260
    runner.take(runner.player.tick(runner.now, runner.wall))
    seen = view(runner.player, runner.now)
    assert (seen.paused, seen.big, round(seen.elapsed_s, 6)) == (True, 35, 16)
    assert seen.gap == "Away for 21 min; that is not counted. Space goes on."
    runner.wait(100).press(Player.toggle)
    assert view(runner.player, runner.now).gap == ""
    runner.wait(35)
    assert runner.player.beat.side is Side.RIGHT
    spent = totals(runner.player, runner.now)
    assert [spent.gap_s, spent.paused_s] == pytest.approx([1260, 100])
    assert spent.wall_s == pytest.approx(runner.now - 1000)


def test_sleep_shows_as_a_jump_of_the_wall_clock_and_pauses() -> None:
    runner = started("calf").wait(6 + 10).sleep(18_000).wait(0.25)
    seen = view(runner.player, runner.now)
    assert (seen.paused, seen.big) == (True, 35)
    assert "5 h" in seen.gap
    assert totals(runner.player, runner.now).asleep_s == pytest.approx(18_000)
    runner.press(Player.resume).wait(1)
    assert not runner.player.paused


def test_sleep_in_a_pause_is_told_apart_from_the_pause() -> None:
    runner = started("calf").wait(10).press(Player.pause).wait(5).sleep(900).wait(5)
    spent = totals(runner.player, runner.now)
    assert [spent.paused_s, spent.asleep_s] == pytest.approx([10, 900])
    assert spent.wall_s == pytest.approx(runner.wall - 1_800_001_000.0)


def test_a_wall_clock_set_back_changes_nothing() -> None:
    runner = started("calf").wait(6 + 10).sleep(-7200).wait(5)
    assert not runner.player.paused
    assert view(runner.player, runner.now).big == 30


def test_a_wall_clock_that_is_corrected_by_a_second_changes_nothing() -> None:
    runner = started("calf").wait(6 + 10).sleep(1).wait(5).sleep(-1).wait(5)
    assert (runner.player.paused, view(runner.player, runner.now).big) == (False, 25)


def test_a_monotonic_clock_that_went_back_loses_no_time() -> None:
    runner = started("calf").wait(6 + 10)
    runner.now -= 500
    runner.wait(0.25 + 35)  # the first look only learns where the clock is now
    assert (runner.player.beat.side, runner.player.phase) == (Side.RIGHT, Phase.COUNT_IN)
    assert record(runner.player, runner.now)[0].done_s == pytest.approx(45)


@pytest.mark.parametrize("key", [Player.next, Player.pause, Player.stop, Player.other_side])
def test_a_key_after_a_gap_does_not_count_the_gap(key: Callable[..., Player]) -> None:
    runner = started("calf").wait(6 + 10)
    runner.now += 3000
    runner.press(key)
    assert sum(step.done_s for step in record(runner.player, runner.now)) == pytest.approx(10)
    assert totals(runner.player, runner.now).gap_s == pytest.approx(3000)


def test_waiting_before_the_start_and_after_the_end_is_no_gap() -> None:
    runner = Runner(started("pose").player.timeline)
    runner.now += 5000
    runner.press(Player.start).wait(36)
    runner.now += 5000
    runner.take(runner.player.tick(runner.now, runner.wall))
    assert totals(runner.player, runner.now).wall_s == pytest.approx(36)


def test_an_hour_long_session_ends_on_the_second() -> None:
    runner = started(*["calf"] * 35).wait(3570 - 0.01, 0.037)
    assert runner.phase() is Phase.RUNNING
    runner.wait(0.02)
    assert runner.phase() is Phase.FINISHED
    assert totals(runner.player, runner.now).exercise_s == pytest.approx(35 * 90, abs=1e-6)
