"""What a session sounds like, by the settings and by the routine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.audio.outlets import SPEECH_VARIABLE
from planner.audio.voice import Voice
from planner.domain.cues import CueKind, Cues, Profile, RoutineCues
from planner.domain.routine import Do, Routine
from planner.playing.player import Player
from planner.playing.timeline import build_timeline
from tests.audio.players import script
from tests.playing.routines import EXERCISES, Runner


class Bell:
    """Counts how often it was rung."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        """Ring."""
        self.times += 1


@pytest.fixture(autouse=True)
def _no_player(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here plays sounds: the bell rings."""
    monkeypatch.setenv("SSH_CONNECTION", "from elsewhere")


def runner_of(*ids: str, cues: RoutineCues | None = None) -> Runner:
    routine = Routine(id="r", name="R", timing=(), cues=cues, steps=tuple(Do(exercise=one) for one in ids))
    return Runner(build_timeline(routine, EXERCISES))


def press(voice: Voice, runner: Runner, key: Callable[..., Player]) -> None:
    runner.press(key)
    voice.announce(runner.player.cues, runner.player)


def test_a_step_that_begins_without_a_cue_is_said_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = script(tmp_path, "voice")
    monkeypatch.setenv(SPEECH_VARIABLE, said.command)
    voice = Voice(Cues(sound=False, speech=True), bell=lambda: None)
    runner = runner_of("calf", "pose")
    for times, key in enumerate((Player.start, Player.next, Player.next), 1):
        press(voice, runner, key)
        assert said.was_started(times)
    voice.close()
    assert said.starts == ["Calf, left leg, 45 seconds", "Switch. Right leg.", "Pose, 30 seconds"]


def test_a_name_can_be_left_unsaid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = script(tmp_path, "voice")
    monkeypatch.setenv(SPEECH_VARIABLE, said.command)
    cues = Cues(sound=False, speech=True, off=(CueKind.NEXT_NAME,))
    voice = Voice(cues, bell=lambda: None)
    runner = runner_of("calf")
    press(voice, runner, Player.start)
    press(voice, runner, Player.next)
    assert said.was_started(1)
    voice.close()
    assert said.starts == ["Switch. Right leg."]


def test_a_quiet_routine_does_not_ring_at_every_number() -> None:
    rings: dict[Profile, int] = {}
    for profile in (Profile.QUIET, Profile.LOUD):
        bell = Bell()
        voice = Voice(Cues(), bell)
        runner = runner_of("pose", cues=RoutineCues(profile=profile)).press(Player.start)
        voice.announce(runner.player.cues, runner.player)
        for _ in range(40):
            runner.now += 1
            runner.take(runner.player.tick(runner.now))
            voice.announce(runner.player.cues, runner.player)
        voice.close()
        rings[profile] = bell.times
    assert rings == {Profile.QUIET: 1, Profile.LOUD: 9}


def test_a_muted_session_is_silent_and_rings_no_bell() -> None:
    bell = Bell()
    voice = Voice(Cues(), bell)
    runner = runner_of("calf").press(Player.start).press(Player.next)
    voice.announce(runner.player.cues, runner.player, muted=True)
    assert bell.times == 0
    voice.announce(runner.player.cues, runner.player)
    assert bell.times == 1
    voice.close()
