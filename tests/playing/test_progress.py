from datetime import date, datetime

import msgspec
import pytest
import tomli
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.routine import Routine
from planner.playing.player import Player, ready
from planner.playing.progress import Progress, restore, save, timeline_of
from planner.playing.record import played, record
from planner.playing.state import Phase
from planner.playing.timeline import build_timeline
from tests.playing.keys import Move, moves, play_move
from tests.playing.routines import EXERCISES, SESSION, STARTED, Runner, routines, started, timeline


def through_toml(progress: Progress) -> Progress:
    text = tomli_w.dumps(msgspec.to_builtins(progress, builtin_types=(datetime, date)))
    return msgspec.convert(tomli.loads(text), Progress)


@given(routines, st.lists(moves, max_size=25))
@settings(max_examples=50)
def test_a_kill_and_a_resume_at_every_transition_leave_the_same_record(routine: Routine, script: list[Move]) -> None:
    made = build_timeline(routine, EXERCISES)
    whole, killed = Runner(made), Runner(made)
    for move in script:
        play_move(whole, move)
        play_move(killed, move)
        was_paused = killed.player.paused
        progress = through_toml(save(killed.player, SESSION, killed.now, saved=STARTED))
        killed.player = restore(progress, timeline_of(progress, {}), killed.now)
        if not was_paused:
            killed.player = killed.player.resume(killed.now)
    assert _shape(record(killed.player, killed.now)) == _shape(record(whole.player, whole.now))
    assert killed.player.phase is whole.player.phase


def _shape(steps: object) -> object:
    # Banked in two parts instead of one, a sum of clock readings may differ in its last bit.
    def rounded(value: object) -> object:
        if isinstance(value, float):
            return round(value, 6)
        if isinstance(value, dict):
            return {key: rounded(item) for key, item in value.items()}
        return [rounded(item) for item in value] if isinstance(value, list) else value

    return rounded(msgspec.to_builtins(steps))


def test_after_a_kill_only_the_running_seconds_are_lost() -> None:
    runner = started("calf").wait(6 + 45 + 6 + 3)
    progress = save(runner.player, SESSION, runner.now)
    runner.wait(20)  # and then the machine dies
    again = Runner(restore(progress, timeline_of(progress, EXERCISES), 5.0), now=5.0)
    assert (again.player.paused, again.player.phase, again.player.beat.side) == (True, Phase.RUNNING, "right")
    again.press(Player.toggle).wait(42)
    assert again.player.is_finished
    assert [step.done_s for step in record(again.player, again.now)] == pytest.approx([45, 45])


def test_a_session_goes_on_although_its_routine_and_its_exercises_are_gone() -> None:
    runner = started("calf", "bridge").wait(6 + 45 + 1)
    progress = through_toml(save(runner.player, SESSION, runner.now))
    player = restore(progress, timeline_of(progress, {}), 0.0)
    assert (player.beat.name, player.beat.side) == ("Calf", "right")


def test_restoring_twice_and_finishing_twice_give_one_and_the_same_entry() -> None:
    runner = started("calf").wait(6 + 45 + 6 + 10)
    progress = save(runner.player, SESSION, runner.now)
    entries = set()
    for now in (0.0, 777.0):
        player = restore(progress, timeline_of(progress, EXERCISES), now).stop(now)
        entries.add(msgspec.json.encode(played(player, SESSION, now, at=STARTED, day=date(2027, 2, 6))))
        entries.add(msgspec.json.encode(played(player, SESSION, now + 99, at=STARTED, day=date(2027, 2, 6))))
    assert len(entries) == 1


def test_a_finished_session_is_restored_as_finished() -> None:
    runner = started("pose").wait(40)
    progress = through_toml(save(runner.player, SESSION, runner.now))
    player = restore(progress, timeline_of(progress, EXERCISES), 0.0)
    assert player.is_finished
    assert player.start(1.0).enter(2.0).tick(99.0).state == player.state


def test_another_timeline_is_refused_with_what_to_do() -> None:
    progress = save(ready(timeline("calf")), SESSION, 0.0)
    with pytest.raises(BadValue, match="timeline_of"):
        restore(progress, timeline("pose"), 0.0)


@pytest.mark.parametrize(
    "change",
    [{"order": (0, 0)}, {"place": 7}, {"phase": Phase.HOLDING}, {"at_s": float("nan")}, {"at_s": -1.0}, {"order": ()}],
)
def test_a_kept_state_that_does_not_add_up_is_refused(change: dict[str, object]) -> None:
    progress = save(started("calf").player, SESSION, 1000.0)
    broken = msgspec.structs.replace(progress, state=msgspec.structs.replace(progress.state, **change))
    with pytest.raises(BadValue, match="Discard"):
        restore(broken, timeline("calf"), 0.0)


def test_the_log_entry_carries_the_session_and_rounded_seconds() -> None:
    runner = started("calf").wait(6 + 45 + 6 + 10.123456).press(Player.stop)
    entry = played(runner.player, SESSION, runner.now, at=STARTED, day=date(2027, 2, 6))
    assert (entry.id, entry.plan, entry.item, entry.started) == ("k3m9qa", "spring", "a.post-run", STARTED)
    assert (entry.complete, entry.seconds, entry.routine) == (False, 67.12, "test")
    assert [step.done_s for step in entry.steps] == [45, 10.12]
