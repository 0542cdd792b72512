from planner.domain.length import Length
from planner.domain.routine import Do, Group, Note, Rest
from planner.playing.player import Player
from planner.playing.view import step_lines, view
from tests.playing.routines import Runner, started, timeline


def test_before_the_start_the_screen_shows_what_comes_first_and_how_long_it_takes() -> None:
    runner = Runner(timeline("calf", "pose"))
    seen = view(runner.player, runner.now)
    assert (seen.label, seen.name, seen.side_word) == ("READY", "Calf", "LEFT leg")
    assert (seen.big, seen.big_unit, seen.finish_in_s) == (3, "min", 138)
    assert seen.do == "Press enter when you are ready."


def test_a_hold_shows_the_side_the_seconds_what_to_do_and_what_follows() -> None:
    runner = started("calf", "pose").wait(6 + 10.5)
    seen = view(runner.player, runner.now)
    assert (seen.label, seen.side_word, seen.name, seen.big, seen.counts_down) == ("HOLD", "LEFT leg", "Calf", 35, True)
    assert (seen.number, seen.numbers, seen.do) == (1, 2, "How to calf.")
    assert (seen.then, seen.next) == ("then RIGHT leg, 45 s", "next Pose")
    assert (round(seen.elapsed_s, 3), round(seen.finish_in_s, 3)) == (16.5, 138 - 16.5)
    assert round(seen.progress, 3) == round(10.5 / 45, 3)


def test_a_change_of_sides_says_switch_and_the_last_seconds_are_marked() -> None:
    runner = started("calf").wait(6 + 42)
    assert view(runner.player, runner.now).last_seconds
    runner.wait(3)
    seen = view(runner.player, runner.now)
    assert (seen.label, seen.side_word, seen.big, seen.last_seconds) == ("SWITCH", "RIGHT leg", 6, False)
    assert (seen.then, seen.next) == ("", "last step")
    assert seen.other_side == "LEFT took 0:45"


def test_stop_or_avoid_stands_only_in_the_first_beat_of_an_exercise() -> None:
    runner = started("calf")
    assert view(runner.player, runner.now).stop == "Stop calf when it hurts."
    assert view(runner.wait(6 + 45).player, runner.now).stop == ""


def test_repetitions_show_their_number_the_set_and_where_the_pace_is() -> None:
    runner = started("tempo").wait(6 + 13)
    seen = view(runner.player, runner.now)
    assert (seen.label, seen.big, seen.big_unit, seen.rep) == ("GO", 5, "reps", 3)
    assert seen.detail == "5 reps, about 30 s, tempo 2-1-3, set 1 of 2"
    assert seen.then == "then RIGHT leg, 5 reps, tempo 2-1-3"


def test_a_rest_counts_down_and_says_what_follows() -> None:
    runner = started("pose", Rest(20), "bridge").wait(36 + 5)
    seen = view(runner.player, runner.now)
    assert (seen.label, seen.big, seen.number, seen.next) == ("REST", 15, 1, "next Bridge")
    runner = started("bridge").wait(10).press(Player.enter)
    assert view(runner.player, runner.now).then == "then 12 reps, set 2"


def test_a_note_is_shown_until_the_runner_goes_on() -> None:
    seen = view(started(Note("Fetch the roller."), "pose").player, 1000.0)
    assert (seen.label, seen.do, seen.finish_in_s) == ("READ", "Fetch the roller.", 36)


def test_an_open_step_makes_what_remains_a_range_that_shrinks() -> None:
    runner = started("it-roll")
    assert view(runner.player, runner.now).remaining == Length(180, 600, 1200)
    runner.wait(6 + 54)
    assert view(runner.player, runner.now).remaining == Length(120, 540, 1140)


def test_what_remains_grows_with_what_the_runner_adds_and_shrinks_with_what_is_off() -> None:
    runner = started("calf", "pose").press(Player.longer)
    assert view(runner.player, runner.now).finish_in_s == 138 + 20
    runner.press(Player.disable_step, 1)
    assert view(runner.player, runner.now).finish_in_s == 102 + 20


def test_rounds_and_trunk_sides_are_named() -> None:
    runner = started(Group(steps=(Do(exercise="twist"),), rounds=2))
    seen = view(runner.player, runner.now)
    assert (seen.detail, seen.side_word) == ("set 1 of 3, round 1 of 2", "")


def test_the_list_to_jump_to_says_what_is_done_skipped_off_and_ahead() -> None:
    runner = started("pose", Rest(5), "calf", "swing", "bridge", "jog").wait(36 + 5)
    runner.press(Player.skip, "no time").press(Player.disable_step, 4)
    assert [(line.number, line.name, line.stand) for line in step_lines(runner.player)] == [
        (1, "Pose", "done"),
        (2, "Calf", "skipped"),
        (3, "Swing", "now"),
        (4, "Bridge", "off"),
        (5, "Jog", "ahead"),
    ]
    assert [line.dose for line in step_lines(runner.player)][3] == "12 reps x 2"


def test_the_end_says_done_or_stopped() -> None:
    assert view(started("pose").wait(40).player, 1040.0).label == "DONE"
    seen = view(started("pose").wait(10).press(Player.stop).player, 1010.0)
    assert (seen.label, seen.big, seen.progress, seen.next) == ("STOPPED", 10, 1.0, "")


def test_the_tempo_shows_which_part_of_a_repetition_it_is() -> None:
    runner = started("tempo").wait(6)
    shown = []
    for _ in range(7):
        shown.append(view(runner.player, runner.now).tempo)
        runner.wait(1)
    assert shown == ["[2] 1 3", "[2] 1 3", "2 [1] 3", "2 1 [3]", "2 1 [3]", "2 1 [3]", "[2] 1 3"]
    assert view(started("swing").wait(7).player, 1007).tempo == ""
