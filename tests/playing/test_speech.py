from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cues import CueKind, Cues
from planner.domain.dose import Hold, Open, Reps
from planner.domain.routine import Do, Note, Rest, Routine, Step
from planner.playing.cues import Cue
from planner.playing.player import Player
from planner.playing.speech import said_beat, spoken
from planner.playing.timeline import build_timeline
from tests.playing.keys import Move, moves, play_move
from tests.playing.routines import EXERCISES, Runner, routines, started, timeline


def all_but(*kinds: CueKind) -> Cues:
    return Cues(speech=True, off=kinds)


class Listener(Runner):
    """A runner with closed eyes: all that was said, sentence by sentence."""

    def __init__(self, *steps: str | Step) -> None:
        self.said: list[str] = []
        super().__init__(timeline(*steps))
        self.press(Player.start)

    def take(self, player: Player) -> None:
        super().take(player)
        if player.cues and (said := spoken(player, player.cues, Cues(speech=True).speaks)):
            self.said.append(said)


def said(runner: Runner, *cues: Cue, but: Sequence[CueKind] = ()) -> str:
    return spoken(runner.player, cues, all_but(*but).speaks)


def test_a_whole_session_is_said_in_few_words() -> None:
    listener = Listener("calf", Rest(20), "pose")
    listener.wait(500)
    assert listener.said == [
        *("3", "2", "1", "Go", "Half way", "3", "2", "1"),
        "Switch. Right leg.",
        *("3", "2", "1", "Go", "Half way", "3", "2", "1"),
        "Rest, 20 seconds. Next: Pose, 30 seconds",
        *("3", "2", "1", "Go", "Half way", "3", "2", "1"),
        "Done. Well done.",
    ]


def test_the_end_of_a_step_says_the_next_ones_name_side_and_dose() -> None:
    runner = started("pose", "calf").wait(36.1)
    assert said(runner, Cue.LAST_1, Cue.STEP_END) == "Next: Calf, left leg, 45 seconds"
    assert said(runner, Cue.STEP_END, but=[CueKind.NEXT_NAME]) == "Step done"
    assert said(runner, Cue.STEP_END, but=[CueKind.STEP_END]) == "Next: Calf, left leg, 45 seconds"
    assert said(runner, Cue.STEP_END, but=[CueKind.STEP_END, CueKind.NEXT_NAME]) == ""


def test_a_change_of_sides_names_the_side() -> None:
    runner = started("calf").wait(6 + 45 + 1)
    assert said(runner, Cue.LAST_1, Cue.SWITCH) == "Switch. Right leg."
    assert said(started("pose"), Cue.SWITCH) == "Switch."


def test_a_rest_between_sets_says_how_long_and_one_before_a_step_what_comes() -> None:
    between = started("bridge").wait(10).press(Player.enter)
    assert said(between, Cue.REST_START) == "Rest, 20 seconds"
    before = started("pose", Rest(90), "twice").wait(10).press(Player.next)
    assert said(before, Cue.REST_START) == "Rest, 1 minute 30 seconds. Next: Twice, left leg, 20 seconds, 2 sets"
    assert said(before, Cue.REST_START, but=[CueKind.REST]) == "Next: Twice, left leg, 20 seconds, 2 sets"
    assert said(before, Cue.REST_START, but=[CueKind.NEXT_NAME]) == "Rest, 1 minute 30 seconds"


def test_a_rest_is_said_as_long_as_the_runner_made_it() -> None:
    runner = started("pose", Rest(20), "calf").wait(37).press(Player.longer)
    assert said(runner, Cue.REST_START).startswith("Rest, 30 seconds. ")


def test_the_next_set_is_counted() -> None:
    runner = started("twist").wait(6 + 2 + 1)
    assert said(runner, Cue.LAST_1, Cue.SET_END) == "Set 2 of 3"


def test_a_note_is_read_out_with_what_comes_after_it() -> None:
    runner = started("pose", Note("Fetch the roller."), "it-roll").wait(37)
    assert said(runner, Cue.STEP_END, Cue.WAITING) == (
        "Fetch the roller. Next: It-roll, left leg, each spot until it eases. Press enter."
    )
    assert said(runner, Cue.STEP_END, Cue.WAITING, but=[CueKind.WAIT]) == (
        "Next: It-roll, left leg, each spot until it eases"
    )


def test_a_wait_says_what_to_get_ready_for() -> None:
    runner = started("pose", "calf").wait(37)
    assert said(runner, Cue.STEP_END, Cue.WAITING) == "Next: Calf, left leg, 45 seconds. Ready? Press enter."
    assert said(runner, Cue.WAITING, but=[CueKind.NEXT_NAME]) == "Ready? Press enter."


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        (Cue.COUNT_3, "3"),
        (Cue.COUNT_2, "2"),
        (Cue.COUNT_1, "1"),
        (Cue.START, "Go"),
        (Cue.HALF_WAY, "Half way"),
        (Cue.TARGET, "That is enough"),
        (Cue.LAST_3, "3"),
        (Cue.LAST_2, "2"),
        (Cue.LAST_1, "1"),
        (Cue.SPOT_CHIME, "Does it ease?"),
        (Cue.SPOT_MOVE_ON, "Long enough. Move on."),
    ],
)
def test_each_moment_has_its_word_and_can_be_silent(cue: Cue, words: str) -> None:
    runner = started("calf").wait(10)
    assert said(runner, cue) == words
    assert said(runner, cue, but=[cue.kind]) == ""


def test_of_several_moments_only_the_last_is_said() -> None:
    assert said(started("calf").wait(10), Cue.COUNT_2, Cue.COUNT_1, Cue.START) == "Go"


def test_the_end_says_whether_it_was_stopped() -> None:
    assert said(started("pose").wait(40), Cue.STEP_END, Cue.SESSION_END) == "Done. Well done."
    stopped = started("pose").wait(10).press(Player.stop)
    assert said(stopped, *stopped.player.cues) == "Stopped. What was done is kept."
    assert said(stopped, *stopped.player.cues, but=[CueKind.SESSION_END]) == ""


def test_a_rest_at_the_end_announces_nothing_after_it() -> None:
    assert said(started("pose", Rest(20)).wait(37), Cue.STEP_END, Cue.REST_START) == "Rest, 20 seconds"


def test_before_nothing_but_a_text_a_step_is_only_done() -> None:
    runner = started("pose", Note("Drink.")).wait(37)
    assert said(runner, Cue.STEP_END) == "Step done"
    assert said(runner, Cue.STEP_END, Cue.WAITING) == "Drink. Press enter."


def test_a_step_that_is_off_today_is_not_announced() -> None:
    runner = started("pose", "calf", "jog").press(Player.disable_step, 1).wait(37)
    assert said(runner, Cue.STEP_END) == "Next: Jog, about 1 minute"


def test_no_speech_wanted_says_nothing() -> None:
    assert spoken(started("calf").player, tuple(Cue), Cues().speaks) == ""


def test_doses_are_said_in_words() -> None:
    steps = (
        Do(exercise="calf", dose=Hold(150)),
        Do(exercise="swing", dose=Reps(1)),
        Do(exercise="tempo"),
        Do(exercise="jog", dose=Open(0)),
        Do(exercise="bridge", dose=Reps(12, 3)),
        Do(exercise="pose", dose=Hold(1)),
    )
    player = started(*steps).player
    first = {player.beat_at(place).name: place for place in reversed(range(len(player.state.order)))}
    assert [said_beat(player, first[name]) for name in ("Calf", "Swing", "Tempo", "Jog", "Bridge", "Pose")] == [
        "Calf, left leg, 2 minutes 30 seconds",
        "Swing, left leg, 1 repetition",
        "Tempo, left leg, 5 repetitions, tempo 2 1 3, 2 sets",
        "Jog",
        "Bridge, 12 repetitions, 3 sets",
        "Pose, 1 second",
    ]


@given(routines, st.lists(moves, max_size=25))
def test_whatever_is_pressed_each_cue_gets_one_plain_line(routine: Routine, keys: list[Move]) -> None:
    runner = Runner(build_timeline(routine, EXERCISES))
    runner.press(Player.start)
    for key in keys:
        play_move(runner, key)
        cues = runner.player.cues
        line = spoken(runner.player, cues, Cues(speech=True).speaks)
        assert line == " ".join(line.split())
        assert line.isprintable()
        assert bool(line) == bool(cues), (cues, line)
