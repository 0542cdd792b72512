import pytest

from planner.domain.body import Side
from planner.playing.cues import Cue
from planner.playing.player import Player
from planner.playing.record import record, totals
from planner.playing.state import Phase
from planner.playing.view import view
from tests.playing.routines import Runner, started


def hold_spot(runner: Runner, seconds: float, start: int, end: int) -> None:
    runner.press(Player.enter).press(Player.score, start).wait(seconds).press(Player.score, end).press(Player.enter)


def roll_side(runner: Runner, holds: tuple[float, ...]) -> None:
    for seconds in holds:
        runner.wait(10)
        hold_spot(runner, seconds, 6, 2)
    runner.wait(5).press(Player.next)


def test_a_roll_with_three_spots_a_side_gives_the_time_to_clear_and_the_pass_time() -> None:
    runner = started("it-roll").wait(6)
    roll_side(runner, (40, 50, 30))
    assert (runner.player.beat.side, runner.player.phase, runner.heard[-1]) == (
        Side.RIGHT,
        Phase.COUNT_IN,
        Cue.SWITCH,
    )
    runner.wait(6)
    roll_side(runner, (20, 25, 10))
    assert runner.heard[-2:] == [Cue.STEP_END, Cue.SESSION_END]
    left, right = record(runner.player, runner.now)
    assert [left.time_to_clear_s, right.time_to_clear_s] == pytest.approx([120, 55])
    assert [left.done_s, right.done_s] == pytest.approx([155, 90])
    assert [spot.seconds for spot in left.spots] == pytest.approx([40, 50, 30])
    assert all((spot.start_score, spot.end_score, spot.eased) == (6, 2, True) for spot in left.spots)
    assert totals(runner.player, runner.now).wall_s == pytest.approx(runner.now - 1000)


def test_a_chime_at_60_s_and_a_suggestion_to_move_on_at_90_s() -> None:
    runner = started("it-roll").wait(10).press(Player.enter).wait(59.5)
    assert Cue.SPOT_CHIME not in runner.heard
    runner.wait(100)
    assert [cue for cue in runner.heard if cue in (Cue.SPOT_CHIME, Cue.SPOT_MOVE_ON)] == [
        Cue.SPOT_CHIME,
        Cue.SPOT_MOVE_ON,
    ]


def test_a_spot_that_is_left_is_not_cleared_and_rolling_goes_on() -> None:
    runner = started("it-roll").wait(10).press(Player.enter).wait(95).press(Player.next)
    assert (runner.player.phase, runner.player.beat.side) == (Phase.ROLLING, Side.LEFT)
    (spot,) = record(runner.player, runner.now)[0].spots
    assert (round(spot.seconds, 6), spot.eased) == (95, False)


@pytest.mark.parametrize(
    ("start", "end", "eased"), [(7, 2, True), (8, 4, True), (7, 4, False), (3, 3, False), (2, 2, True), (0, 0, True)]
)
def test_a_spot_is_cleared_at_two_or_when_it_fell_by_half(start: int, end: int, eased: bool) -> None:
    runner = started("it-roll").wait(10)
    hold_spot(runner, 20, start, end)
    assert record(runner.player, runner.now)[0].spots[0].eased is eased


def test_the_score_at_the_end_may_come_after_the_spot() -> None:
    runner = started("it-roll").wait(10).press(Player.enter).press(Player.score, 6).wait(20).press(Player.enter)
    assert view(runner.player, runner.now).question == "spot 1: what was it at the end? press 0-9"
    assert record(runner.player, runner.now)[0].spots[0].eased is True
    wrong = runner.player.score(runner.now, 5)
    assert record(wrong, runner.now)[0].spots[0].eased is False
    runner.press(Player.score, 3)
    assert record(runner.player, runner.now)[0].spots[0].eased is True
    assert view(runner.player, runner.now).question == ""
    runner.press(Player.score, 4)
    assert record(runner.player, runner.now)[0].scores == (4,)


def test_weight_taken_off_stays_with_the_spot() -> None:
    runner = started("it-roll").wait(10).press(Player.weight_off).press(Player.enter).press(Player.weight_off)
    runner.press(Player.enter).wait(5).press(Player.enter).press(Player.enter)
    assert [spot.weight_off for spot in record(runner.player, runner.now)[0].spots] == [True, False]


def test_the_station_is_guessed_from_the_rolling_and_can_be_moved() -> None:
    runner = started("it-roll").wait(6 + 16)  # 7.5 s from station to station
    assert runner.player.station(runner.now) == 2
    runner.press(Player.move_station, 3)
    assert runner.player.station(runner.now) == 5
    runner.press(Player.enter).press(Player.move_station, 1).wait(40).press(Player.enter)
    assert record(runner.player, runner.now)[0].spots[0].station == 6
    assert runner.player.station(runner.now) == 6
    assert runner.wait(7.5).player.station(runner.now) == 7
    assert runner.wait(600).player.station(runner.now) == 10
    assert runner.press(Player.move_station, -99).player.station(runner.now) == 0


def test_a_pause_inside_a_spot_is_not_part_of_its_seconds() -> None:
    runner = started("it-roll").wait(10).press(Player.enter).wait(20).press(Player.pause).wait(500, 5)
    runner.press(Player.resume).wait(10).press(Player.enter)
    assert record(runner.player, runner.now)[0].spots[0].seconds == pytest.approx(30)


def test_stopping_inside_a_spot_keeps_it_as_not_cleared() -> None:
    runner = started("it-roll").wait(10).press(Player.enter).wait(20).press(Player.stop)
    left, right = record(runner.player, runner.now)
    assert [spot.eased for spot in left.spots] == [False]
    assert left.time_to_clear_s == pytest.approx(20)
    assert (right.time_to_clear_s, right.skipped) == (None, True)


def test_a_side_without_a_tight_spot_is_cleared_in_no_time() -> None:
    runner = started("it-roll").wait(60).press(Player.next)
    assert record(runner.player, runner.now)[0].time_to_clear_s == 0


def test_swapping_sides_on_the_roller_goes_on_where_it_was_left() -> None:
    runner = started("it-roll").wait(6 + 30)
    hold_spot(runner, 15, 5, 1)
    station = runner.player.station(runner.now)
    runner.press(Player.other_side).wait(6 + 20).press(Player.next).wait(6)
    assert (runner.player.beat.side, runner.player.station(runner.now)) == (Side.LEFT, station)
    runner.press(Player.next)
    assert [len(step.spots) for step in record(runner.player, runner.now)] == [0, 1]


def test_the_screen_shows_the_route_the_spots_and_the_question() -> None:
    runner = started("it-roll").wait(6 + 16)
    hold_spot(runner, 40, 6, 3)
    runner.wait(15).press(Player.enter)
    seen = view(runner.player, runner.now)
    assert (seen.label, seen.question) == ("HOLD", "spot 2: how strong is it? press 0-9")
    runner.press(Player.score, 6).wait(27)
    seen = view(runner.player, runner.now)
    assert (seen.big, seen.counts_down) == (27, False)
    assert seen.question == "spot 2 started at 6, what is it now? press 0-9"
    assert seen.route is not None
    assert (seen.route.start, seen.route.end, seen.route.stations) == ("hip", "knee", 10)
    assert [(spot.station, spot.is_now, spot.end_score) for spot in seen.route.spots] == [
        (2, False, 3),
        (4, True, None),
    ]
    assert seen.side_s == pytest.approx(16 + 40 + 15 + 27)
    runner.press(Player.enter).press(Player.next)
    assert view(runner.player, runner.now).other_side == "LEFT took 1:38, 2 spots"
