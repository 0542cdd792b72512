"""The player in plain lines, led through by a scripted runner."""

import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.actions import playing
from planner.actions.desk import Desk
from planner.actions.diary import log_pain
from planner.actions.undo import undo
from planner.cli import plain_player
from planner.cli.plain_input import Told
from planner.cli.plain_player import lead
from planner.cli.plain_summary import summary_lines
from planner.cli.plain_words import help_lines, key_line
from planner.domain.body import Area, Side
from planner.domain.errors import BadValue, StoreError
from planner.domain.log import Feeling, Played, StepDone, When
from planner.playing.cues import Cue
from planner.playing.player import Player
from planner.playing.state import Phase
from planner.store.store import Store
from tests.cli.plain_scene import CALF, GO, HOLD, PAUSE, REPS, Scene, felt, fresh, led, logged, write_routine


@pytest.fixture
def desk(store_root: Path) -> Desk:
    """A desk with two small routines: `one` (a calf hold each side) and `two` (the same, then five bridges)."""
    write_routine(store_root, "one", HOLD % (CALF, 30))
    write_routine(store_root, "two", HOLD % (CALF, 30), REPS)
    return fresh(store_root)


# A session from the first prompt to the log


def test_what_is_left_out_today_is_said_before_the_start(desk: Desk) -> None:
    log_pain(desk, Area.SOLEUS, 6, desk.today)
    lines = led(desk, "two", *GO, (200, "-"), (0, "")).lines()
    said = next(n for n, line in enumerate(lines) if line.startswith("Left out today: Calf stretch at the wall"))
    assert "it is red" in lines[said]
    assert said < lines.index("Press enter to start.")
    assert not any("soleus" in line.lower() for line in lines[said + 1 :])


def test_a_session_is_led_through_asked_about_and_logged(desk: Desk) -> None:
    scene = led(desk, "one", (0, "4"), (0, ""), (0, ""), (80, "2 pain"), (0, "1"), (0, "calmer now"))
    lines = scene.lines()
    assert lines[0] == "My one. 1 step, about 1 minute."
    assert lines[1] == key_line()
    assert lines[2].startswith("How tight is it now?")
    assert lines[3:6] == ["Left soleus?", "Right soleus?", "Press enter to start."]
    assert (6, "Go.") in scene.said
    assert (21, "Half way.") in scene.said
    assert (36, "Switch to RIGHT leg. 30 seconds.") in scene.said
    assert (72, "Well done. That was the last step.") in scene.said
    assert lines[-8:] == [
        "1 minute 12 seconds in all.",
        "Calf stretch at the wall, bent knee (soleus), left: 30 of 30 seconds.",
        "Calf stretch at the wall, bent knee (soleus), right: 30 of 30 seconds.",
        lines[2],
        "Left soleus?",
        "Right soleus?",
        "A note to this session? Type it, or enter for none.",
        "Kept: My one.",
    ]
    (entry,) = logged(desk)
    assert (entry.complete, entry.note, entry.seconds) == (True, "calmer now", 72)
    assert [(one.side, one.score, one.feeling, one.when, one.session) for one in felt(desk)] == [
        (Side.LEFT, 4, Feeling.TIGHTNESS, When.BEFORE, entry.id),
        (Side.LEFT, 2, Feeling.PAIN, When.AFTER, entry.id),
        (Side.RIGHT, 1, Feeling.TIGHTNESS, When.AFTER, entry.id),
    ]
    undo(desk)
    assert (logged(desk), felt(desk)) == ([], [])


def test_a_hold_is_announced_in_few_lines(desk: Desk) -> None:
    scene = led(desk, "one", *GO, (90, ""))
    assert sum(1 for at, _ in scene.said if 6 <= at < 36) == 3
    assert len([line for line in led(desk, "one", *GO, (90, ""), every_s=5).lines() if line.endswith(" left.")]) == 6


def test_time_to_clear_is_told_against_the_last_times(desk: Desk) -> None:
    def roll(seconds: float) -> Scene:
        side = ((5.0, ""), (0.0, "7"), (seconds, ""), (1.0, "2"), (3.0, "n"))
        return led(desk, "it-band-spot-roll", *GO, (0, ""), *side, (0, ""), *side, (0, "-"), (0, ""))

    for seconds in (60, 62, 58):
        roll(seconds)
        desk.refresh()
    scene = roll(30)
    said = scene.lines()
    assert "Spot 1 eased after 30 seconds." in said
    told = next(line for line in said if "left eased after 30 seconds, 1 spot" in line)
    assert ", 50 % less than usual. The last times: 1 minute, 1 minute 2 seconds, 58 seconds." in told
    assert [step.time_to_clear_s for step in logged(desk)[-1].steps] == [30, 30]
    assert logged(desk)[-1].steps[0].spots[0].start_score == 7


def test_what_was_skipped_and_why_is_in_the_summary(desk: Desk) -> None:
    scene = led(desk, "two", *GO, (10, "skip it hurts [here]"), (8, ""), (0, "-"), (0, ""))
    assert "Skipped Calf stretch at the wall, bent knee (soleus): it hurts [here]." in scene.lines()
    assert any(line.endswith("skipped, it hurts [here].") for line in scene.lines())
    assert any(line.endswith(": 5 of 5 reps.") for line in scene.lines())


def test_a_routine_is_trimmed_to_the_minutes_there_are(desk: Desk) -> None:
    def steps(seconds: int | None) -> int:
        scene = Scene((0, "-"), (0, "q"))
        lead(desk, "hip-strength", scene.room(), seconds)
        return int(scene.lines()[0].removeprefix("Hip strength. ").split()[0])

    assert 1 <= steps(5 * 60) < steps(None)


def test_a_spot_roll_has_a_short_version(desk: Desk) -> None:
    scene = Scene((0, "-"), (0, "q"))
    lead(desk, "it-band-spot-roll", scene.room(), short=True)
    assert scene.lines()[0] == "IT-band roll, spot by spot. 1 step, about 2 minutes."


def test_the_end_offers_the_short_version_once_it_is_earned(desk: Desk) -> None:
    for days in range(5):
        at = desk.now() - timedelta(days=days)
        steps = tuple(
            StepDone(exercise="it-band-foam-roll", side=side, done_s=100, time_to_clear_s=80)
            for side in (Side.LEFT, Side.RIGHT)
        )
        entry = Played(id=f"roll{days}", at=at, day=at.date(), routine="it-band-spot-roll", seconds=200, steps=steps)
        desk.store.add_entries(entry)
    desk.refresh()
    assert not any("short version" in line for line in summary_lines(desk, replace(entry, complete=False)))
    assert any("the short version, 60 s a leg" in line for line in summary_lines(desk, entry))


def test_nothing_played_is_nothing_kept(desk: Desk) -> None:
    assert led(desk, "one", *GO[:1], (0, "q")).lines()[-1] == "Nothing was played, so nothing is kept."
    assert led(desk, "one", *GO, (2, "q")).lines()[-1] == "Nothing was played, so nothing is kept."
    assert logged(desk) == []
    assert desk.store.playing() is None


def test_a_stop_can_be_taken_back(desk: Desk) -> None:
    scene = led(desk, "one", *GO, (16, "q"), (4, "p"), (4, ""), (70, "-"), (0, ""))
    assert "Going on. Calf stretch at the wall, bent knee (soleus), LEFT leg, 20 seconds left." in scene.lines()
    (entry,) = logged(desk)
    assert entry.complete
    assert [step.done_s for step in entry.steps] == [30, 30]


# What can be typed


def test_an_unknown_line_is_answered_with_what_can_be_typed(desk: Desk) -> None:
    scene = led(desk, "one", *GO, (8, "wat\x1b[31m"), (0, "?"))
    answer = next(line for line in scene.lines() if line.startswith("I do not know 'wat[31m'."))
    assert "pause, next, previous, skip" in answer
    assert set(help_lines()) <= set(scene.lines())


KEYS: dict[str, Callable[[Player, float], Player]] = {
    "n": Player.next, "next": Player.next, "p": Player.previous, "x": Player.other_side, "r": Player.restart_step,
    "R": Player.redo_side, "O": Player.disable_step, ",": Player.back, ".": Player.on, "-": Player.shorter,
    "+": Player.longer, "=": Player.longer, PAUSE: Player.toggle, "pause": Player.toggle,
    "7": lambda p, now: p.score(now, 7),
    "m stiff": lambda p, now: p.add_note(now, "stiff"), "s hurts": lambda p, now: p.skip(now, "hurts"),
    "o 2": lambda p, now: p.jump(now, 1), "u": Player.weight_off, "<": lambda p, now: p.rounds(now, -1),
    ">": lambda p, now: p.rounds(now, 1), "": Player.enter, "down": lambda p, now: p.move_station(now, 1),
}  # fmt: skip


@pytest.mark.parametrize("line", sorted(KEYS))
def test_every_key_does_in_lines_what_it_does_on_the_screen(desk: Desk, line: str) -> None:
    seen: list[Player] = []
    session: list[playing.PlaySession] = []
    made = playing.start(desk, "two")
    session.append(made)
    scene = Scene((0, "-"), (0, ""), (20, line), lambda: seen.append(made.player))
    scene.typed.append((0.0, "q"))
    plain_player.PlainPlayer(made, scene.room()).play()
    other = playing.start(desk, "two").player.start(1000.0)
    for second in range(1, 21):
        other = other.tick(1000.0 + second)
    expected = KEYS[line](other, 1020.0)
    assert seen[0].state == expected.state
    assert seen[0].paused == expected.paused


def test_questions_stand_still_until_they_are_answered(desk: Desk) -> None:
    asked = ((10, "m"), (60, "warm"), (0, "s"), (60, "no time"), (0, "o"), (60, "1"))
    more = ((0, "o"), (9, "99"), (0, "o"), (9, ""), (0, "q"), (0, ""), (0, "-"), (0, ""))
    scene = led(desk, "two", *GO, *asked, *more)
    lines = scene.lines()
    assert "Noted." in lines
    assert "1. Calf stretch at the wall, bent knee (soleus), 30 s, skipped." in lines
    assert "There is no step '99'. Type a number from 1 to 2." in lines
    (entry,) = logged(desk)
    assert entry.seconds == 10
    assert (entry.steps[0].note, entry.steps[0].why) == ("warm", "no time")


def test_after_a_pause_the_empty_line_only_goes_on(desk: Desk) -> None:
    write_routine(desk.store.root, "bridges", REPS)
    scene = led(desk, "bridges", (0, ""), (0, ""), (8, "pause"), (500, ""), (2, ""), (0, "-"), (0, ""))
    assert [line for line in scene.lines() if line.startswith(("Paused", "Going on", "Well done"))] == [
        "Paused. Press enter to go on.",
        "Going on. Glute bridge, 5 reps, enter when they are done.",
        "Well done. That was the last step.",
    ]
    assert logged(desk)[0].seconds == 10


def test_how_it_is_done_is_told(desk: Desk) -> None:
    lines = led(desk, "one", *GO, (8, "i")).lines()
    exercise = desk.exercises()[CALF]
    assert f"1. {exercise.steps[0]}" in lines
    assert f"Stop: {exercise.stop}" in lines


def test_cues_sound_unless_they_are_muted(desk: Desk) -> None:
    aloud = led(desk, "one", *GO, (90, ""))
    assert aloud.sounded[:5] == [Cue.COUNT_3, Cue.COUNT_2, Cue.COUNT_1, Cue.START, Cue.HALF_WAY]
    assert Cue.SWITCH in aloud.sounded
    assert aloud.sounded[-1] is Cue.SESSION_END
    muted = led(desk, "two", *GO, (1, "b"), (72, ""), (0, ""), (10, ""), (0, "-"), (0, ""))
    assert Cue.START in muted.sounded
    assert Cue.SWITCH not in muted.sounded
    assert led(desk, "one", *GO, (1, "B"), (90, "")).sounded == []


# Time, the end of input, and sessions that were not finished


def test_a_gap_is_told_waits_and_is_not_counted(desk: Desk) -> None:
    def sleep() -> None:
        scene.asleep += 180

    scene = Scene(*GO, (16, "7"), sleep, (5, ""), (90, "-"), (0, ""))
    lead(desk, "one", scene.room())
    assert any(line.startswith("Away for 3 minutes") and "Press enter to go on." in line for line in scene.lines())
    assert [step.done_s for step in logged(desk)[0].steps] == [pytest.approx(30, abs=1.1), 30]


def test_sleep_in_the_middle_of_a_question_is_no_gap(desk: Desk) -> None:
    def sleep() -> None:
        scene.asleep += 180

    scene = Scene(*GO, (16, "m"), sleep, (5, "warm"), (90, "-"), (0, ""))
    lead(desk, "one", scene.room())
    assert not any(line.startswith("Away") for line in scene.lines())
    assert [step.done_s for step in logged(desk)[0].steps] == [30, 30]


def test_what_falls_between_two_looks_at_the_clock_is_said_at_its_moment(desk: Desk) -> None:
    write_routine(desk.store.root, "odd", HOLD % (CALF, 25))
    assert (18.5, "Half way.") in led(desk, "odd", *GO, (90, "")).said


def test_without_input_it_goes_on_by_itself_and_ends_where_it_would_wait(desk: Desk) -> None:
    scene = led(desk, "two")
    assert (78, "Go, 5 reps. Enter when they are done.") in scene.said
    assert "Nothing more can be typed, so it ends here." in scene.lines()
    (entry,) = logged(desk)
    assert [step.done_s for step in entry.steps[:2]] == [30, 30]
    assert not entry.complete


def test_without_input_a_session_of_holds_is_played_to_its_end(desk: Desk) -> None:
    assert led(desk, "one").lines()[-1] == "Kept: My one."
    assert logged(desk)[0].complete


def left_in_the_middle(desk: Desk) -> None:
    """Leave a session as a kill would, 10 s into the first hold."""
    session = playing.start(desk, "one")
    for second in range(17):
        session.press(session.player.start(0.0) if second == 0 else session.player.tick(float(second)), float(second))
    session.press(session.player.pause(16.0), 16.0)


@pytest.mark.parametrize("word", ["go", "G", " go on "])
def test_an_unfinished_session_is_offered_and_gone_on_with(desk: Desk, word: str) -> None:
    left_in_the_middle(desk)
    scene = led(desk, "two", (0, "what"), (0, word), (3, ""), (60, "-"), (0, ""))
    assert scene.lines()[0].startswith("A session is not finished. My one stopped at 0:16 in step 1 of 1, today 08:00.")
    assert scene.lines().count("Type go to go on with it, keep to log what was done, discard, or q for later.") == 2
    (entry,) = logged(desk)
    assert (entry.routine, entry.complete) == ("one", True)
    assert [step.done_s for step in entry.steps] == [30, 30]
    assert desk.store.playing() is None


def test_an_unfinished_session_can_be_kept_or_discarded_first(desk: Desk) -> None:
    left_in_the_middle(desk)
    led(desk, "two", (0, "keep"), *GO, (10, "q"), (0, ""), (0, "-"), (0, ""))
    assert [entry.routine for entry in logged(desk)] == ["one", "two"]
    left_in_the_middle(desk)
    assert "Discarded." in led(desk, "two", (0, "d"), (0, "-"), (0, "q")).lines()
    assert len(logged(desk)) == 2


def test_an_unfinished_session_may_wait(desk: Desk) -> None:
    left_in_the_middle(desk)
    assert led(desk, "two", (0, "q")).lines()[-1] == "It stays as it is."
    with pytest.raises(BadValue, match="discard it"):
        led(desk, "two")
    assert playing.unfinished(fresh(desk.store.root)) is not None
    assert logged(desk) == []


def test_a_session_that_ended_but_was_not_logged_is_logged_when_one_goes_on(desk: Desk) -> None:
    left_in_the_middle(desk)
    progress = playing.unfinished(desk)
    assert progress is not None
    session = playing.go_on(desk, progress, 0.0)
    session.press(session.player.stop(1.0), 1.0)
    scene = led(desk, "one", (0, "go"), (0, "-"), (0, ""))
    assert scene.lines()[-1] == "Kept: My one, as far as it went."
    assert len(logged(desk)) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("at", [10, 80])
def test_told_to_end_it_keeps_the_session_for_the_next_start(desk: Desk, number: int, at: float) -> None:
    def tell() -> None:
        raise Told(number)

    scene = Scene(*GO, (at, "?"), tell)  # help changes nothing, so nothing is saved by it
    with pytest.raises(Told):
        lead(desk, "one", scene.room())
    assert logged(desk) == []
    later = fresh(desk.store.root)
    progress = playing.unfinished(later)
    assert progress is not None
    playing.keep_unfinished(later, progress)
    done = 4 if at == 10 else 30
    assert logged(desk)[0].steps[0].done_s == done


def test_a_disk_that_refuses_is_told_once_and_the_session_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_store: Store, _data: bytes) -> None:
        raise StoreError("disk", "it is full", "Make room.")

    monkeypatch.setattr(Store, "save_playing", full)
    lines = led(desk, "one", *GO, (90, "-"), (0, "")).lines()
    assert lines.count("This cannot be kept on disk now. disk: it is full. Make room.") == 1
    assert lines[-1] == "Kept: My one."


SOME_LINES = ["", "", " ", "n", "p", "s", "s no", "x", "o", "o 1", "r", "R", "O", ",", ".", "-", "+", "<", ">", "6",
              "10", "u", "up", "down", "m", "m hm", "i", "b", "B", "q", "?", "wat", "go", "keep", "2 pain"]  # fmt: skip


@given(
    st.sampled_from(["one", "two", "it-band-spot-roll", "hip-strength"]),
    st.lists(st.tuples(st.sampled_from([0.0, 0.4, 3.0, 20.0, 100.0]), st.sampled_from(SOME_LINES)), max_size=25),
)
def test_whatever_is_typed_it_ends_and_is_logged_at_most_once(
    tmp_path_factory: pytest.TempPathFactory, what: str, typed: list[tuple[float, str]]
) -> None:
    root = tmp_path_factory.mktemp("any") / "store"
    write_routine(root, "one", HOLD % (CALF, 30))
    write_routine(root, "two", HOLD % (CALF, 30), REPS)
    desk = fresh(root)
    scene = led(desk, what, *typed)
    assert all("\x1b" not in line for line in scene.lines())
    entries = logged(desk)
    assert len(entries) == (0 if scene.lines()[-1].startswith("Nothing") else 1)
    assert desk.store.playing() is None
    assert all(step.done_s <= scene.now - 1000 for entry in entries for step in entry.steps)


def test_the_phase_that_waits_for_a_start_starts_by_itself_when_nothing_can_be_typed(desk: Desk) -> None:
    assert playing.start(desk, "one").player.phase is Phase.READY
    assert "Get ready, 6 seconds." in led(desk, "one").lines()
