from collections.abc import Callable

import pytest
from msgspec.structs import replace

from planner.domain.body import Side
from planner.domain.log import StepDone
from planner.domain.routine import Do, Note, Rest, Step
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


LOOKS = [0.02, 1 / 30, 0.25, 0.7, 1.0, 3.0, 4.9]
"""Seconds between two looks at the clock, from a fast terminal to one that hardly follows."""


@pytest.mark.parametrize("look", LOOKS)
def test_an_hour_takes_an_hour_however_often_one_looks(look: float) -> None:
    runner = Runner(started(*["calf"] * 35).player, now=1000.0).wait(3570 + 5, look)
    spent = totals(runner.player, runner.now)
    assert runner.player.is_finished
    assert [spent.wall_s, spent.exercise_s, spent.count_in_s] == pytest.approx([3570, 35 * 90, 70 * 6], abs=1e-6)


PHASES: dict[str, tuple[Phase, Callable[[], Runner]]] = {
    "count-in": (Phase.COUNT_IN, lambda: started("calf").wait(2)),
    "count-in of the other side": (Phase.COUNT_IN, lambda: started("calf").wait(6 + 45 + 2)),
    "hold": (Phase.RUNNING, lambda: started("calf").wait(6 + 10)),
    "reps": (Phase.RUNNING, lambda: started("bridge").wait(6 + 10)),
    "open": (Phase.RUNNING, lambda: started("jog").wait(6 + 70)),
    "rolling": (Phase.ROLLING, lambda: started("it-roll").wait(6 + 10)),
    "on a spot": (Phase.HOLDING, lambda: started("it-roll").wait(6 + 10).press(Player.enter).wait(58)),
    "rest": (Phase.RESTING, lambda: started("pose", Rest(30), "pose").wait(6 + 30 + 10)),
    "note": (Phase.WAITING, lambda: started(Note("Fetch the roller."), "pose").wait(10)),
    "waiting": (Phase.WAITING, lambda: started("pose", Do(exercise="calf", wait=True)).wait(6 + 30 + 10)),
    "paused": (Phase.RUNNING, lambda: started("calf").wait(6 + 10).press(Player.pause).wait(4)),
}
"""A runner in the middle of each phase."""


def _sleeps(runner: Runner, seconds: float) -> None:
    runner.sleep(seconds).wait(0.25)


def _stands_still(runner: Runner, seconds: float) -> None:
    runner.now += seconds
    runner.take(runner.player.tick(runner.now, runner.wall))


def _does_both(runner: Runner, seconds: float) -> None:
    runner.sleep(seconds)
    _stands_still(runner, 6.0)


@pytest.mark.parametrize("seconds", [6.0, 420.0, 2 * 86_400.0])
@pytest.mark.parametrize("gap", [_sleeps, _stands_still, _does_both])
@pytest.mark.parametrize("name", PHASES)
def test_a_gap_in_any_phase_is_shown_and_not_counted(
    name: str, gap: Callable[[Runner, float], None], seconds: float
) -> None:
    phase, reach = PHASES[name]
    runner = reach()
    before, heard = view(runner.player, runner.now), len(runner.heard)
    was_paused, done = runner.player.paused, record(runner.player, runner.now)
    gap(runner, seconds)
    seen = view(runner.player, runner.now)
    assert (seen.phase, seen.paused) == (phase, True)
    assert (seen.big, seen.progress) == (before.big, before.progress)
    assert seen.elapsed_s == pytest.approx(before.elapsed_s)
    assert record(runner.player, runner.now) == done
    assert bool(seen.gap) is not was_paused  # who paused knows why it stands
    runner.press(Player.resume).wait(1, 0.25)
    after = totals(runner.player, runner.now)
    assert not runner.player.paused
    assert after.played_s == pytest.approx(before.elapsed_s + 1)
    assert after.wall_s == pytest.approx(runner.wall - 1_800_001_000.0)
    assert len(runner.heard) - heard <= 1  # the chime of a spot that is 59 s old, and nothing of the gap


@pytest.mark.parametrize("name", PHASES)
@pytest.mark.parametrize("seconds", [3600.0, -3600.0, 2.0, -2.0, 365 * 86_400.0])
def test_a_wall_clock_that_is_set_is_never_taken_for_exercise(name: str, seconds: float) -> None:
    """Set forward it looks like sleep: the session stands still and says so. Set back it is not noticed."""
    phase, reach = PHASES[name]
    runner = reach()
    before, was_paused = view(runner.player, runner.now), runner.player.paused
    runner.sleep(seconds).wait(0.25)
    assert (runner.phase(), runner.player.paused) == (phase, was_paused or seconds > 5)
    seen = view(runner.player, runner.now)
    ran = 0.0 if runner.player.paused else 0.25
    assert seen.elapsed_s == pytest.approx(before.elapsed_s + ran)
    runner.press(Player.resume).wait(1, 0.25)
    assert view(runner.player, runner.now).elapsed_s == pytest.approx(before.elapsed_s + ran + 1)


def test_a_clock_that_counts_sleep_and_is_never_set_pauses_for_sleep_alone() -> None:
    """Such as the one since boot: given as `wall`, it starts anywhere and is as right as a wall clock that stands."""
    runner = Runner(started("calf").player)
    since_boot = 77.0
    for _ in range(64):
        runner.now += 0.25
        since_boot += 0.25
        runner.take(runner.player.tick(runner.now, since_boot))
    assert (runner.player.paused, view(runner.player, runner.now).big) == (False, 35)
    runner.now += 0.25
    runner.take(runner.player.tick(runner.now, since_boot + 0.25 + 600))
    assert runner.player.paused
    assert "10 min" in view(runner.player, runner.now).gap


def test_naps_too_short_to_pause_for_lose_nothing() -> None:
    runner = started("calf").wait(6)
    for _ in range(10):
        runner.sleep(4).wait(1)
    assert (runner.player.paused, view(runner.player, runner.now).big) == (False, 35)


def test_a_clock_slowly_put_right_over_a_session_is_not_sleep() -> None:
    runner = started(*["pose"] * 100).wait(6)
    for _ in range(3000):
        runner.sleep(0.01).wait(1, 1)
    assert not runner.player.paused
    assert totals(runner.player, runner.now).played_s == pytest.approx(3006)


def test_a_terminal_that_follows_every_three_seconds_hears_every_cue_once() -> None:
    steps: tuple[str | Step, ...] = ("calf", "twice", Rest(20), "pose", "twist", "jog")
    often, seldom = started(*steps), started(*steps)
    often.wait(600, 0.05).press(Player.enter)
    seldom.wait(600, 3).press(Player.enter)
    assert often.player.is_finished
    assert often.heard == seldom.heard
    assert [_rounded(step) for step in record(often.player, often.now)] == [
        _rounded(step) for step in record(seldom.player, seldom.now)
    ]


def _rounded(step: StepDone) -> StepDone:
    return replace(step, done_s=round(step.done_s, 6))
