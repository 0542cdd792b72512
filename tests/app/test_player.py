"""The player by keys, with a clock that is moved by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner.actions.playing import unfinished
from planner.app.app import PlannerApp
from planner.app.commands import Context, commands_of
from planner.app.keymap import keys_of
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.player import PlayerScreen
from planner.app.screens.steps import StepsScreen
from planner.app.screens.unfinished import UnfinishedScreen
from planner.app.sitting import Sitting
from planner.domain.body import Side
from planner.domain.dose import Hold
from planner.domain.exercise import Timing
from planner.domain.log import Felt, Played
from planner.domain.routine import Do, Group, Routine
from planner.playing.state import Phase
from tests.app.hand_clock import Clock
from tests.app.keys import toasts

S2 = "it-band-spot-roll"


def screen_of(pilot: Pilot[None]) -> PlayerScreen:
    screen = pilot.app.screen
    assert isinstance(screen, PlayerScreen)
    return screen


def sitting_of(pilot: Pilot[None]) -> Sitting:
    sitting = screen_of(pilot).sitting
    assert sitting is not None
    return sitting


def pass_time(pilot: Pilot[None], clock: Clock, seconds: float) -> None:
    """Let time pass as the screen sees it: a look each second."""
    screen = screen_of(pilot)
    for _ in range(int(seconds)):
        clock.seconds += 1
        screen.beat()


async def open_player(pilot: Pilot[None], clock: Clock, what: str) -> None:
    await pilot.app.push_screen(PlayerScreen(what, clock=clock))
    await pilot.pause()


async def roll(pilot: Pilot[None], clock: Clock, spots: list[tuple[int, str, str]]) -> None:
    """Roll one side by keys: for each spot its seconds, and the score at its start and at its end."""
    for seconds, start, end in spots:
        pass_time(pilot, clock, 12)
        await pilot.press("enter", start)
        pass_time(pilot, clock, seconds)
        await pilot.press(end, "enter")
    await pilot.press("n")


def shown(pilot: Pilot[None], width: int = 80, height: int = 22) -> str:
    """Return the stage as text."""
    lines = sitting_of(pilot).lines(width, height)
    return "\n".join("".join(bit.text for bit in line).rstrip() for line in lines)


def entries(pilot: Pilot[None]) -> list[Played]:
    desk = pilot.app.desk  # type: ignore[attr-defined]  # our app
    desk.refresh()
    return [entry for entry in desk.entries(date(2026, 11, 1), date(2026, 11, 30)) if isinstance(entry, Played)]


async def test_the_spot_by_spot_roll_of_both_legs_comes_into_the_log(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await open_player(pilot, clock, S2)
        assert "READY" in shown(pilot)
        await pilot.press("enter")
        assert "GET READY" in shown(pilot)
        pass_time(pilot, clock, 8)
        assert "ROLL" in shown(pilot)
        await roll(pilot, clock, [(40, "7", "2"), (30, "6", "3"), (20, "5", "1")])
        assert "SWITCH to RIGHT leg" in shown(pilot)
        assert "LEFT took 2:08, 3 spots" in shown(pilot)
        pass_time(pilot, clock, 6)
        await roll(pilot, clock, [(25, "6", "2"), (15, "5", "2"), (10, "4", "4")])
        assert sitting_of(pilot).player.is_finished
        assert "left eased after 1:30" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        (entry,) = entries(pilot)
    left, right = entry.steps
    assert (entry.routine, entry.complete) == (S2, True)
    assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
    assert [spot.seconds for spot in left.spots] == [40, 30, 20]
    assert [(spot.start_score, spot.end_score) for spot in right.spots] == [(6, 2), (5, 2), (4, 4)]
    assert [spot.eased for spot in right.spots] == [True, True, False]
    assert (left.time_to_clear_s, right.time_to_clear_s) == (90, 50)
    assert entry.seconds == 6 + 128 + 6 + 86


async def test_a_kill_in_the_middle_is_gone_on_with_and_logged_once(
    make_app: Callable[[], PlannerApp], clock: Clock, store_root: Path
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        await pilot.press("enter")
        pass_time(pilot, clock, 6)
        await roll(pilot, clock, [(40, "7", "2"), (30, "6", "3")])
        kept = (store_root / ".state" / "playing.toml").read_bytes()
        identity = sitting_of(pilot).session.identity.id
    (store_root / ".state" / "playing.toml").write_bytes(kept)  # as a kill leaves it, without the save at the end
    clock.seconds += 3600
    async with make_app().run_test() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, UnfinishedScreen)
        pilot.app.screen.dismiss(None)
        await pilot.pause()
        await open_player(pilot, clock, "")
        assert "PAUSED" in shown(pilot)
        await pilot.press("space")
        pass_time(pilot, clock, 6)
        await roll(pilot, clock, [(20, "5", "1")])
        await pilot.press("enter")
        await pilot.pause()
        (entry,) = entries(pilot)
        assert not (store_root / ".state" / "playing.toml").exists()
    assert entry.id == identity
    assert [len(step.spots) for step in entry.steps] == [2, 1]
    assert entry.seconds < 300


async def test_a_program_that_ends_in_the_middle_keeps_the_running_seconds(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 6 + 17)
    desk = make_app().desk
    progress = unfinished(desk)
    assert progress is not None
    assert progress.state.tallies[0].done_s == 17


async def test_the_start_offers_to_keep_what_was_done(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 6 + 45)
    async with make_app().run_test() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, UnfinishedScreen)
        await pilot.press("k")
        await pilot.pause()
        (entry,) = entries(pilot)
        assert entry.steps[0].done_s == 45
        assert not entry.complete


async def test_starting_another_session_asks_first_what_becomes_of_the_old_one(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 6 + 45)
    async with make_app().run_test() as pilot:
        await pilot.pause()
        await pilot.press("escape")
        await open_player(pilot, clock, "desk-break")
        assert isinstance(pilot.app.screen, UnfinishedScreen)
        await pilot.press("d")
        await pilot.pause()
        assert sitting_of(pilot).player.timeline.routine.id == "desk-break"
        assert entries(pilot) == []


async def test_a_damaged_session_is_told_and_the_program_starts(
    make_app: Callable[[], PlannerApp], store_root: Path
) -> None:
    (store_root / ".state").mkdir(parents=True)
    (store_root / ".state" / "playing.toml").write_bytes(b"torn [")
    async with make_app().run_test() as pilot:
        await pilot.pause()
        assert not isinstance(pilot.app.screen, UnfinishedScreen)
        assert any("playing.toml" in str(note.message) for note in pilot.app._notifications)


_ASKING = {"q", "L", "s", "o", "m", "enter", "O"}
_NEXT = {"n", "right", "pagedown"}
_PLAYER_KEYS = sorted({key for command in commands_of(Context.PLAYER) for key in keys_of(command)} - _ASKING - _NEXT)


@pytest.mark.parametrize("paused", [False, True])
async def test_every_key_works_while_it_runs_and_while_it_stands_still(
    paused: bool, make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        sitting = sitting_of(pilot)
        await pilot.press("enter")
        pass_time(pilot, clock, 10)
        for key in _PLAYER_KEYS:
            if sitting.player.paused is not paused:
                sitting.press(lambda player, now: player.toggle(now))
            await pilot.press(key)
            pass_time(pilot, clock, 2)
            assert not sitting.player.is_finished
        assert "IT-band roll" in shown(pilot)


async def test_a_cue_flashes_in_one_big_word_beside_the_number(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 6)
        assert sitting_of(pilot).flash == "GO"
        assert sum(_inverted_rows(sitting_of(pilot))) > 3
        pass_time(pilot, clock, 2)
        assert sitting_of(pilot).flash == ""
        assert not any(_inverted_rows(sitting_of(pilot)))
        pass_time(pilot, clock, 43)
        assert sitting_of(pilot).flash == "SWITCH"


async def test_flashes_can_be_switched_off_in_general_one_by_one_and_by_the_routine(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        sitting = sitting_of(pilot)
        sitting.desk.set(cues={"off": ["start"]})
        await pilot.press("enter")
        pass_time(pilot, clock, 6)
        assert sitting.flash == ""
        pass_time(pilot, clock, 45)
        assert sitting.flash == "SWITCH"
        sitting.desk.set(cues={"flash": False})
        pass_time(pilot, clock, 6 + 22 + 1)
        assert sitting.flash == ""
        assert "HALF WAY" in shown(pilot)  # the words stay


async def test_a_step_can_be_left_out_today_and_taken_in_again(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter", "O")
        assert sitting_of(pilot).player.beat.number == 2
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("down", "x", "up", "up", "x", "escape")
        await pilot.pause()
        assert sitting_of(pilot).player.state.off == (2,)
        assert not sitting_of(pilot).player.paused
        pass_time(pilot, clock, 10)
        await pilot.press("q", "enter")
        await pilot.pause()
        (entry,) = entries(pilot)
        assert {step.why for step in entry.steps if step.exercise == "quad-foam-roll"} == {"off today"}


async def test_rounds_are_changed_while_they_are_played_and_survive_a_restart(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    circuit = Routine(
        id="circuit",
        name="Circuit",
        timing=(Timing.ANY,),
        steps=(Group(steps=(Do(exercise="clamshell"),), rounds=2, rest_s=20), Do(exercise="cat-cow")),
    )
    async with make_app().run_test() as pilot:
        await pilot.app.push_screen(PlayerScreen(circuit, clock=clock))
        await pilot.pause()
        await pilot.press("enter", "greater_than_sign", "greater_than_sign", "less_than_sign")
        assert "round 1 of 3" in shown(pilot)
        pass_time(pilot, clock, 10)
    waiting = unfinished(make_app().desk)
    assert waiting is not None
    assert waiting.routine.steps[0].rounds == 3  # type: ignore[union-attr]


async def test_a_step_that_waits_shows_it_and_goes_on_when_told(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    routine = Routine(
        id="two",
        name="Two",
        timing=(Timing.ANY,),
        steps=(Do(exercise="cat-cow"), Do(exercise="pigeon-pose", wait=True)),
    )
    async with make_app().run_test() as pilot:
        await pilot.app.push_screen(PlayerScreen(routine, clock=clock))
        await pilot.pause()
        await pilot.press("enter", "n")
        pass_time(pilot, clock, 60)
        assert "READY?" in shown(pilot)
        assert "It goes on when you press enter." in shown(pilot)
        await pilot.press("full_stop")
        assert sitting_of(pilot).player.phase is Phase.COUNT_IN


async def test_a_wide_window_shows_what_was_done_the_last_time(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await open_player(pilot, clock, "desk-break")
        await pilot.press("enter")
        pass_time(pilot, clock, 6 + 20)
        await pilot.press("4", "q", "enter")
        await pilot.pause()
        await open_player(pilot, clock, "desk-break")
        side = "\n".join("".join(bit.text for bit in line) for line in sitting_of(pilot).side(38, 38))
    assert "Last time, Sat 21 Nov" in side
    assert "left 0:20 of 0:30   felt 4" in side


async def test_rolling_says_what_to_expect_and_what_is_usual_here(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        assert "about 10 minutes in all; first sessions 10 min or more for both legs" in shown(pilot)
        await pilot.press("enter")
        for _ in range(2):
            pass_time(pilot, clock, 6)
            await roll(pilot, clock, [(100, "7", "2")])
        await pilot.press("enter")
        await pilot.pause()
        await open_player(pilot, clock, S2)
        assert "about 4 minutes in all; yours 3:20, first sessions 10 min or more" in shown(pilot)


async def test_a_clock_that_somebody_sets_is_no_sleep(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.app.push_screen(PlayerScreen("post-run-core", clock=clock, awake=lambda: 5 + clock()))
        await pilot.pause()
        await pilot.press("enter")
        pass_time(pilot, clock, 16)
        app.desk.now = lambda: clock.now() + timedelta(hours=1)
        pass_time(pilot, clock, 3)
        assert not sitting_of(pilot).player.paused
        assert sitting_of(pilot).session.entry(clock()).steps[0].done_s == 13


def _inverted_rows(sitting: Sitting) -> list[bool]:
    return [any("cursor" in bit.role for bit in line) for line in sitting.lines(80, 22)]


async def test_with_few_minutes_what_matters_most_is_played_and_can_be_taken_back_before_the_start(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        whole = sitting_of(pilot).player.timeline
        for minutes, fits in (("5", 300.0), ("60", whole.length.usual_s)):
            await pilot.press("t", "ctrl+u", *minutes, "enter")
            await pilot.pause()
            made = sitting_of(pilot).player.timeline
            assert made.length.usual_s <= fits
            for beat in (beat for beat in made.beats if beat.side is not Side.BOTH):
                assert any(one.exercise == beat.exercise and one.side is beat.side.other for one in made.beats)
        assert made.fingerprint == whole.fingerprint
        await pilot.press("enter", "t")
        await pilot.pause()
        assert sitting_of(pilot).player.phase is Phase.COUNT_IN


async def test_the_short_version_rolls_a_fixed_time_a_side_and_can_be_taken_back_before_the_start(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await open_player(pilot, clock, S2)
        whole = sitting_of(pilot).player.timeline
        await pilot.press("V")
        await pilot.pause()
        beats = sitting_of(pilot).player.timeline.beats
        assert [(beat.part, beat.side) for beat in beats] == [(Hold(60), Side.LEFT), (Hold(60), Side.RIGHT)]
        assert "60 s a side. V takes it back." in toasts(app)[-1]
        await pilot.press("V")
        await pilot.pause()
        assert sitting_of(pilot).player.timeline.fingerprint == whole.fingerprint
        await pilot.press("enter", "V")
        await pilot.pause()
        assert sitting_of(pilot).player.timeline.fingerprint == whole.fingerprint
        assert "it has begun already" in toasts(app)[-1]


async def test_a_routine_without_a_spot_roll_says_that_it_has_no_short_version(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("V")
        await pilot.pause()
        assert "rolls nothing spot by spot" in toasts(app)[-1]


async def test_the_ready_screen_and_the_end_offer_the_short_version_once_it_is_earned(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        for quick in range(5):
            await open_player(pilot, clock, S2)
            assert "short version" not in shown(pilot), quick
            await pilot.press("enter")
            for _ in range(2):
                pass_time(pilot, clock, 6)
                await roll(pilot, clock, [(60, "5", "2"), (20, "4", "1")])
            assert ("short version" in shown(pilot)) == (quick == 4)
            await pilot.press("enter")
            await pilot.pause()
        await open_player(pilot, clock, S2)
        assert "V: the short version" in shown(pilot)


async def test_a_presenters_remote_goes_on_and_back(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter", "pagedown", "right", "n")
        assert (sitting_of(pilot).player.beat.number, sitting_of(pilot).player.beat.side) == (2, Side.RIGHT)
        await pilot.press("pageup", "left", "p")
        assert (sitting_of(pilot).player.beat.number, sitting_of(pilot).player.beat.side) == (1, Side.LEFT)


async def test_skipping_asks_why_and_the_clock_stands_still_meanwhile(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 10)
        player = screen_of(pilot)
        await pilot.press("s")
        assert player.sitting is not None
        assert player.sitting.player.paused
        await pilot.press("down", "enter")
        await pilot.pause()
        sitting = sitting_of(pilot)
        assert not sitting.player.paused
        assert sitting.player.beat.number == 2
        assert sitting.session.entry(clock()).steps[0].why == "no time"


async def test_going_to_a_step_from_the_list(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter", "o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StepsScreen)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert sitting_of(pilot).player.beat.number == 3
        assert sitting_of(pilot).player.phase is Phase.COUNT_IN


async def test_a_note_and_how_it_feels_are_in_the_log(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        await pilot.press("enter")
        pass_time(pilot, clock, 6)
        await pilot.press("m", *"knee", "enter")
        await pilot.pause()
        await roll(pilot, clock, [(10, "7", "2")])
        pass_time(pilot, clock, 6)
        await roll(pilot, clock, [(10, "7", "2")])
        assert "How does it feel now?" in shown(pilot)
        await pilot.press("3", "x", "5", "enter")
        await pilot.pause()
        (entry,) = entries(pilot)
        desk = make_app().desk
        felt = [one for one in desk.entries(date(2026, 11, 21), date(2026, 11, 21)) if isinstance(one, Felt)]
    assert entry.steps[0].note == "knee"
    assert [(one.side.value, one.score, one.feeling.value) for one in felt] == [
        ("left", 3, "tightness"),
        ("right", 5, "pain"),
    ]


async def test_stopping_keeps_what_was_done_and_one_can_still_go_on(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 6 + 20)
        await pilot.press("q")
        assert "go on after all" in shown(pilot)
        clock.seconds += 60
        await pilot.press("p", "space")
        pass_time(pilot, clock, 10)
        assert sitting_of(pilot).player.tally_at(0).done_s <= 30
        await pilot.press("q", "enter")
        await pilot.pause()
        (entry,) = entries(pilot)
        assert entry.steps[0].done_s == 30
        assert not entry.complete


async def test_leaving_before_the_start_logs_nothing(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "desk-break")
        await pilot.press("q")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, PlayerScreen)
        assert entries(pilot) == []
        assert unfinished(make_app().desk) is None


async def test_locked_keys_do_nothing_until_they_are_unlocked(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter", "L", "n", "q", "space")
        assert sitting_of(pilot).player.phase is Phase.COUNT_IN
        assert not sitting_of(pilot).player.paused
        await pilot.press("L", "space")
        assert sitting_of(pilot).player.paused


async def test_a_gap_pauses_and_says_how_long_it_was(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 16)
        clock.seconds += 600
        screen_of(pilot).beat()
        assert sitting_of(pilot).player.paused
        assert "Away for 10 min" in shown(pilot)
        assert sitting_of(pilot).session.entry(clock()).steps[0].done_s == 10


async def test_the_last_three_seconds_invert_the_number(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 6 + 41)
        assert not _inverted(sitting_of(pilot))
        pass_time(pilot, clock, 1)
        assert _inverted(sitting_of(pilot))
        pass_time(pilot, clock, 3)
        assert "SWITCH to RIGHT leg" in shown(pilot)


def _inverted(sitting: Sitting) -> bool:
    return any("cursor" in bit.role and "█" in bit.text for line in sitting.lines(80, 22) for bit in line)


async def test_the_bell_rings_at_cues_and_not_when_muted(
    make_app: Callable[[], PlannerApp], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, rung = make_app(), []
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(app, "bell", lambda: rung.append(clock()))
    async with app.run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        pass_time(pilot, clock, 6)
        assert [moment - 1000 for moment in rung] == [3, 4, 5, 6]
        await pilot.press("B")
        pass_time(pilot, clock, 60)
        assert len(rung) == 4


async def test_the_number_keeps_its_place_through_a_step(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        seen: set[tuple[int, int]] = set()
        for _ in range(50):
            text = shown(pilot).split("\n")
            rows = [n for n, line in enumerate(text) if "█" in line]
            if "SWITCH" not in shown(pilot):
                seen.add((rows[0], rows[-1]))
            pass_time(pilot, clock, 1)
        assert len(seen) == 1


async def test_the_player_comes_back_to_where_it_was_opened(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        before = pilot.app.screen
        await open_player(pilot, clock, "desk-break")
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen is before
        assert not isinstance(before, CalendarScreen)
