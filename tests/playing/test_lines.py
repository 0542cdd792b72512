"""What a session says in plain sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.routine import Do, Group, Note, Rest, Routine
from planner.playing.lines import news, opening_lines, passed, told, wait_s, waits_for_enter, where_line
from planner.playing.phrases import spoken
from planner.playing.player import Player, ready
from planner.playing.state import Phase, Ways
from planner.playing.timeline import build_timeline
from tests.playing.keys import moves, play_move
from tests.playing.routines import EXERCISES, Runner, routines, timeline


class Listener:
    """A runner who hears every line, with its moment. Looks at the clock when `wait_s` says so, or every `look`."""

    def __init__(self, player: Player, look: float = 0.0) -> None:
        self.player = player
        self.now = 0.0
        self.look = look
        self.heard: list[tuple[float, str]] = []
        self.cues: list[str] = []

    def press(self, key: str, *more: object) -> "Listener":
        before, self.player = self.player, getattr(self.player, key)(self.now, *more)
        self.cues += self.player.cues
        lines = news(before, self.player, self.now) or told(before, self.player, self.now)
        self.heard += [(round(self.now, 3), line) for line in lines]
        return self

    def wait(self, seconds: float) -> "Listener":
        end = self.now + seconds
        while self.now < end:
            due = self.look or wait_s(self.player, self.now) or 1.0
            self.now = min(end, self.now + min(1.0, max(0.001, due)))
            before, self.player = self.player, self.player.tick(self.now)
            self.cues += self.player.cues
            lines = (*passed(before, self.player, self.now), *news(before, self.player, self.now))
            self.heard += [(round(self.now, 3), line) for line in lines]
        return self

    def lines(self) -> list[str]:
        return [line for _, line in self.heard]


def listening(*ids: str | Do | Rest | Note | Group, look: float = 0.0) -> Listener:
    return Listener(ready(timeline(*ids)), look).press("start")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"), (1, "1 second"), (45.4, "45 seconds"), (59.6, "1 minute"), (60, "1 minute"),
        (90, "1 minute 30 seconds"), (121, "2 minutes 1 second"), (3600, "1 hour"), (3599.7, "1 hour"),
        (5400, "1 hour 30 minutes"), (7199.9, "2 hours"), (-3, "0 seconds"),
    ],
)  # fmt: skip
def test_time_is_said_in_words(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def test_a_hold_says_what_it_is_before_it_and_little_while_it_lasts() -> None:
    assert listening("calf").wait(115).heard == [
        (0, "Step 1 of 1. Calf. LEFT leg. 45 seconds."),
        (0, "Careful. Stop calf when it hurts."),
        (0, "How to calf."),
        (0, "Get ready, 6 seconds."),
        (6, "Go."),
        (28.5, "Half way."),
        (41, "10 seconds left. Then RIGHT leg."),
        (51, "Switch to RIGHT leg. 45 seconds."),
        (51, "Get ready, 6 seconds."),
        (57, "Go."),
        (79.5, "Half way."),
        (92, "10 seconds left. Then it is over."),
        (102, "Well done. That was the last step."),
    ]


def test_what_comes_next_is_named_before_a_hold_ends() -> None:
    said = listening("pose", Rest(40), "calf").wait(80).lines()
    assert "10 seconds left. Then rest." in said
    assert "Rest, 40 seconds. Next: Calf." in said
    assert said[-1] == "Get ready, 6 seconds."


def test_an_open_step_says_the_time_every_half_minute_and_when_it_is_enough() -> None:
    runner = listening("jog", Do(exercise="free")).wait(6 + 100).press("enter").wait(6 + 65)
    assert [line for line in runner.lines() if "econds." in line or "minute" in line or "Enter" in line] == [
        "Step 1 of 2. Jog. Until you say so, about 1 minute.",
        "Get ready, 6 seconds.",
        "Go. Enter when it is over.",
        "30 seconds.",
        "1 minute. That is enough; enter when it is over.",
        "1 minute 30 seconds.",
        "Get ready, 6 seconds.",
        "Go. Enter when it is over.",
        "30 seconds.",
        "1 minute.",
    ]


def test_repetitions_wait_for_the_runner_unless_they_end_by_pace() -> None:
    runner = listening(Do(exercise="bridge", dose=Reps(12))).wait(80)
    assert "Go, 12 reps. Enter when they are done." in runner.lines()
    assert (42, "At this pace that was 12 reps. Enter when they are done.") in runner.heard
    assert runner.press("enter").player.is_finished
    paced = Listener(ready(timeline(Do(exercise="bridge", dose=Reps(12))), ways=Ways(auto_reps=True))).press("start")
    assert "Go, 12 reps." in paced.wait(80).lines()
    assert paced.player.is_finished


def test_a_spot_is_asked_about_counted_and_told() -> None:
    runner = listening("it-roll").wait(10).press("enter").press("score", 6).wait(125).press("score", 2)
    runner.press("weight_off").press("enter").wait(5)
    said = runner.lines()
    begin = said.index("Roll slowly from hip to knee.")
    assert said[begin + 1 :] == [
        "Enter on a tight spot, n when this side is done. Usually 5 minutes a side.",
        "Spot 1, upper third. How strong is it? Type 0 to 10.",
        "Hold it. Enter when it has eased, n to leave it.",
        "Spot 1 starts at 6.",
        "30 seconds.",
        "1 minute. Does it ease?",
        "1 minute 30 seconds. That is long enough; n goes on.",
        "2 minutes.",
        "Spot 1 is at 2 now.",
        "Weight taken off, noted.",
        "Spot 1 eased after 2 minutes 5 seconds.",
        "Roll on. Enter on the next tight spot, n when this side is done.",
    ]


def test_a_spot_that_was_left_is_asked_for_its_end() -> None:
    runner = listening("it-roll").wait(10).press("enter").wait(20).press("next")
    assert runner.lines()[-3:-1] == [
        "Spot 1 left, not eased, after 20 seconds.",
        "What was it at the end? Type 0 to 10.",
    ]
    assert runner.press("score", 1).lines()[-1] == "Spot 1 ended at 1, eased."


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("hip", "knee", ["Middle third.", "Lower third."]),
        ("Just above the knee", "the hip bone", ["Middle third.", "Upper third."]),
        ("here", "there", ["Middle third.", "Last third."]),
    ],
)
def test_the_route_is_told_in_thirds(start: str, end: str, words: list[str]) -> None:
    runner = listening(Do(exercise="it-roll", dose=Spots(start=start, end=end))).wait(90)
    assert runner.lines()[-2:] == words


def test_a_step_that_waits_tells_what_it_is_and_says_it_once() -> None:
    runner = listening("calf", Do(exercise="pose", wait=True)).wait(103)
    assert runner.lines()[-2:] == ["How to pose.", "Press enter when you are ready."]
    assert waits_for_enter(runner.player)
    runner.press("enter")
    assert runner.lines()[-2:] == ["Press enter when you are ready.", "Get ready, 6 seconds."]


def test_a_note_is_read_out() -> None:
    runner = listening(Note("Fetch the [red] roller"), "calf")
    assert runner.lines() == ["Fetch the [red] roller. Press enter to go on."]


def test_a_gap_is_told_and_not_counted() -> None:
    runner = listening("calf").wait(16)
    runner.now += 180
    runner.press("tick")
    assert runner.lines()[-1] == "Away for 3 minutes; that is not counted. Press enter to go on."
    assert runner.press("resume").lines()[-1] == "Going on. Calf, LEFT leg, 35 seconds left."


@pytest.mark.parametrize(
    ("key", "more", "line"),
    [
        ("longer", (), "Now 55 seconds. Calf, LEFT leg, 45 seconds left."),
        ("shorter", (), "Now 35 seconds. Calf, LEFT leg, 25 seconds left."),
        ("on", (), "Calf, LEFT leg, 25 seconds left."),
        ("back", (), "Calf, LEFT leg, 45 seconds left."),
        ("score", (7,), "7 of 10, noted."),
        ("add_note", ("stiff",), "Noted."),
        ("pause", (), "Paused. Press enter to go on."),
        ("disable_step", (), "Calf is off today."),
        ("skip", ("it hurts",), "Skipped Calf: it hurts."),
        ("other_side", (), "Switch to RIGHT leg. 45 seconds."),
        ("redo_side", (), "Again. LEFT leg. 45 seconds."),
        ("stop", (), "Stopped."),
    ],
)
def test_every_key_says_what_it_did(key: str, more: tuple[object, ...], line: str) -> None:
    runner = listening("calf", "pose").wait(16)
    runner.heard.clear()
    assert runner.press(key, *more).lines()[0] == line


def test_a_key_that_does_nothing_says_nothing() -> None:
    runner = listening("calf").wait(16)
    runner.heard.clear()
    assert runner.press("enter").press("weight_off").press("move_station", 1).lines() == []


def test_rounds_that_are_added_are_told() -> None:
    runner = listening(Group((Do(exercise="pose"),), 2)).wait(10)
    assert runner.press("rounds", 1).lines()[-1] == "3 rounds now, about 2 minutes left."


def test_how_long_it_takes_is_a_range_where_it_is_open() -> None:
    assert opening_lines(ready(timeline("calf")), 0.0) == ("Test. 1 step, about 2 minutes.",)
    (line,) = opening_lines(ready(timeline("it-roll")), 0.0)
    assert line == "Test. 1 step, 3 minutes to 20 minutes, usually 10 minutes."


def test_the_seconds_are_said_as_often_as_wished() -> None:
    player = listening("calf").wait(6).player
    later = player.tick(player.since + 4)
    assert passed(player, later, player.since + 4, every_s=5) == ()
    later, now = player.tick(player.since + 5), player.since + 5
    assert passed(player, later, now, every_s=5) == ("40 seconds left.",)
    assert wait_s(player, player.since, every_s=5) == 5


@given(routines, st.sampled_from([0.1, 0.25, 0.7]))
def test_however_often_one_looks_the_same_is_said_and_sounded(made: Routine, look: float) -> None:
    """Looking only when `wait_s` says so misses nothing and says nothing twice."""
    line = build_timeline(made, EXERCISES)
    if not line.beats:
        return
    seldom, often = Listener(ready(line)).press("start"), Listener(ready(line), look).press("start")
    for _ in range(6):
        seldom.wait(90).press("enter")
        often.wait(90).press("enter")
    assert seldom.lines() == often.lines()
    assert seldom.cues == often.cues


@given(routines, st.lists(moves, max_size=25))
def test_whatever_is_pressed_there_is_a_sentence_for_it(made: Routine, some: list[tuple[str, float]]) -> None:
    line = build_timeline(made, EXERCISES)
    if not line.beats:
        return
    runner = Runner(line).press(Player.start)
    for move in some:
        before = runner.player
        play_move(runner, move)
        now = runner.now
        lines = (
            *news(before, runner.player, now),
            *passed(before, runner.player, now),
            *told(before, runner.player, now),
            where_line(runner.player, now),
        )
        assert all(text.strip() == text and text[-1] in ".?" and "\n" not in text for text in lines), lines
        wait = wait_s(runner.player, now)
        assert wait is None or wait >= 0
        if runner.player.phase is Phase.FINISHED:
            assert wait is None
            assert not waits_for_enter(runner.player)


def test_holds_and_open_steps_too_short_to_halve_say_only_that_they_begin() -> None:
    runner = listening(Do(exercise="pose", dose=Hold(9)), Do(exercise="jog", dose=Open())).wait(16)
    assert "Half way." not in runner.lines()
