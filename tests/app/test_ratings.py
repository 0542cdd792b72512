"""How areas feel before and after: rated by keys, kept through a kill, logged with the session, shown at the end."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.pilot import Pilot

from planner.actions.desk import Desk
from planner.actions.diary import log_played
from planner.actions.played_before import LastTime
from planner.actions.playing import start, unfinished
from planner.app.app import PlannerApp
from planner.app.bits import width_of
from planner.app.screens.player import PlayerScreen
from planner.app.screens.unfinished import UnfinishedScreen
from planner.app.sitting import Sitting
from planner.app.views.last_time import last_time_lines
from planner.app.views.ratings import MOST_AREAS, Rating, Ratings, rating_lines
from planner.app.views.summary import Summary, summary_lines
from planner.app.widgets.key_line import KeyLine
from planner.domain.body import Area, Side
from planner.domain.log import Feeling, Felt, Played, StepDone, When
from planner.store.store import Store
from tests.app.hand_clock import Clock
from tests.app.lines import texts_of

S2 = "it-band-spot-roll"
TODAY = date(2026, 11, 21)


@pytest.fixture
def desk(store_root: Path, clock: Clock) -> Desk:
    return Desk(Store(store_root), now=clock.now, pick=Random().choice)


def sitting_of(pilot: Pilot[None]) -> Sitting:
    screen = pilot.app.screen
    assert isinstance(screen, PlayerScreen)
    assert screen.sitting is not None
    return screen.sitting


async def open_player(pilot: Pilot[None], clock: Clock, what: str) -> None:
    await pilot.app.push_screen(PlayerScreen(what, clock=clock))
    await pilot.pause()


def shown(pilot: Pilot[None], width: int = 80, height: int = 22) -> str:
    return texts_of(sitting_of(pilot).lines(width, height))


def felt_in(desk: Desk) -> list[tuple[str, str, int, str, When | None]]:
    desk.refresh()
    return [
        (one.side.value, one.area.value, one.score, one.feeling.value, one.when)
        for one in desk.entries(TODAY, TODAY)
        if isinstance(one, Felt)
    ]


def pass_time(pilot: Pilot[None], clock: Clock, seconds: int) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, PlayerScreen)
    for _ in range(seconds):
        clock.seconds += 1
        screen.beat()


async def roll_both(pilot: Pilot[None], clock: Clock) -> None:
    for _ in range(2):
        pass_time(pilot, clock, 12)
        await pilot.press("enter")
        pass_time(pilot, clock, 10)
        await pilot.press("enter", "n")


async def test_before_and_after_are_logged_with_the_session_and_shown_together(
    make_app: Callable[[], PlannerApp], clock: Clock, desk: Desk
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        assert "How does it feel before?" in shown(pilot)
        await pilot.press("6", "x", "4", "up", "7", "enter")
        assert "How does it feel before?" not in shown(pilot)
        await roll_both(pilot, clock)
        await pilot.press("2", "1")
        told = " ".join(shown(pilot).split())
        assert "left IT band tightness 7 → 2" in told
        assert "right IT band pain 4 → 1" in told
        await pilot.press("enter")
        await pilot.pause()
    assert felt_in(desk) == [
        ("left", "it-band", 7, "tightness", When.BEFORE),
        ("right", "it-band", 4, "pain", When.BEFORE),
        ("left", "it-band", 2, "tightness", When.AFTER),
        ("right", "it-band", 1, "pain", When.AFTER),
    ]
    entries = desk.entries(TODAY, TODAY)
    (session,) = (one for one in entries if isinstance(one, Played))
    assert {one.session for one in entries if isinstance(one, Felt)} == {session.id}


async def test_on_a_shared_screen_the_player_says_that_it_is_rated_and_noted_not_how(
    make_app: Callable[[], PlannerApp], clock: Clock, desk: Desk
) -> None:
    desk.set(private=True)
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        await pilot.press("6", "x", "4")
        ready = shown(pilot)
        assert "left IT band" in ready
        assert "rated" in ready
        assert "tightness" not in ready
        assert "pain 4" not in ready
        await pilot.press("enter")
        await roll_both(pilot, clock)
        await pilot.press("2", "1")
        sitting_of(pilot).remark("SECRET")
        for size in ((80, 22), (40, 12)):
            told = shown(pilot, *size)
            assert "→" not in told
            assert "SECRET" not in told
            assert "rated" in told
            assert "note: kept" in told
        await pilot.press("enter")
        await pilot.pause()
    assert [one[2] for one in felt_in(desk)] == [6, 4, 2, 1]


async def test_on_a_shared_screen_a_spot_is_asked_without_the_score_it_began_with(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        await pilot.press("enter")
        pass_time(pilot, clock, 20)
        await pilot.press("enter", "7")
        assert "started at 7" in shown(pilot)
        sitting_of(pilot).desk.set(private=True)
        told = shown(pilot)
        assert "spot 1, what is it now? press 0-9" in told
        assert "7," not in told


def test_on_a_shared_screen_the_last_time_is_told_without_scores_and_notes() -> None:
    step = StepDone(exercise="calf-roll", side=Side.LEFT, planned_s=45, done_s=45, scores=(6, 2), note="SECRET")
    last = LastTime(day=TODAY, steps=(step,))
    assert "felt 6, 2" in texts_of(last_time_lines(last, 60))
    shown_ = texts_of(last_time_lines(last, 60, private=True))
    assert "0:45" in shown_
    assert "felt" not in shown_
    assert "SECRET" not in shown_


def test_on_a_shared_screen_the_summary_keeps_why_something_was_left_out_to_itself() -> None:
    step = StepDone(exercise="calf-roll", side=Side.LEFT, planned_s=45, skipped=True, why="SECRET")
    entry = Played(
        id="k3m9qp", at=datetime(2026, 11, 21, tzinfo=UTC), day=TODAY, routine=S2, steps=(step,), note="SECRET"
    )
    summary = Summary(entry=entry, names={}, clears=(), ratings=Ratings())
    assert texts_of(summary_lines(summary, 80, 22, can_go_on=False)).count("SECRET") == 2
    assert "SECRET" not in texts_of(summary_lines(summary, 80, 22, can_go_on=False, private=True))


async def test_rating_is_optional_enter_just_starts(
    make_app: Callable[[], PlannerApp], clock: Clock, desk: Desk
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        await pilot.press("enter")
        assert "GET READY" in shown(pilot)
        await roll_both(pilot, clock)
        await pilot.press("enter")
        await pilot.pause()
    assert felt_in(desk) == []
    assert any(isinstance(one, Played) for one in desk.entries(TODAY, TODAY))


async def test_ratings_alone_are_no_session(make_app: Callable[[], PlannerApp], clock: Clock, desk: Desk) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        await pilot.press("6", "q")
        await pilot.pause()
    assert desk.entries(TODAY, TODAY) == ()
    assert unfinished(desk) is None


async def test_a_kill_keeps_what_was_rated_before(
    make_app: Callable[[], PlannerApp], clock: Clock, store_root: Path, desk: Desk
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        await pilot.press("6", "enter")
        pass_time(pilot, clock, 12)
        await pilot.press("enter")
        kept = (store_root / ".state" / "playing.toml").read_bytes()
    (store_root / ".state" / "playing.toml").write_bytes(kept)  # as a kill leaves it
    async with make_app().run_test() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, UnfinishedScreen)
        await pilot.press("k")
        await pilot.pause()
    assert felt_in(desk) == [("left", "it-band", 6, "tightness", When.BEFORE)]


async def test_the_ready_screen_offers_scores_only_where_there_is_something_to_rate(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, S2)
        offered = texts_of(pilot.app.screen.query_one(KeyLine).lines(160, 1))
        assert "feels" in offered
        assert "other side" not in offered
        sitting_of(pilot).before = Ratings()
        pilot.app.screen.beat()  # type: ignore[attr-defined]  # our screen
        assert "feels" not in texts_of(pilot.app.screen.query_one(KeyLine).lines(160, 1))


async def test_more_steps_than_fit_are_turned_over(make_app: Callable[[], PlannerApp], clock: Clock) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("enter")
        for _ in range(30):
            pass_time(pilot, clock, 30)
        while not sitting_of(pilot).player.is_finished:
            await pilot.press("n")
        first = shown(pilot)
        assert "more steps: n shows them" in first
        assert "Calf roll" in first
        assert "Next due" not in first
        await pilot.press("n")
        second = shown(pilot)
        assert "Calf roll " not in second
        seen = first + second
        for _ in range(3):
            await pilot.press("pagedown")
            seen += shown(pilot)
        for step in sitting_of(pilot).session.entry(clock()).steps:
            assert sitting_of(pilot).summary.names[step.exercise][:20] in seen  # type: ignore[union-attr]


@pytest.mark.parametrize("routine", ["post-run-core", "hip-strength", S2])
def test_the_ready_screen_keeps_routine_length_first_step_and_caution(routine: str, desk: Desk, clock: Clock) -> None:
    sitting = Sitting(desk, start(desk, routine), clock)
    text = texts_of(sitting.lines(80, 22))
    assert sitting.player.beat.name in text
    assert "minutes in all" in text
    assert "Careful." in text
    assert "How does it feel before?" in text
    assert all(row.name in text for row in sitting.before.rows)
    low = texts_of(sitting.lines(40, 10))
    assert sitting.before.rows[0].name in low
    assert f"1 of {len(sitting.before.rows)}" in low
    assert "Press enter" in low
    assert "Careful." in low


@pytest.mark.parametrize(("width", "height"), [(80, 22), (120, 38), (40, 10), (60, 18), (30, 8)])
@pytest.mark.parametrize("routine", ["post-run-core", "hip-strength", S2])
def test_everything_important_of_the_summary_fits(routine: str, width: int, height: int, desk: Desk) -> None:
    session = start(desk, routine)
    player = session.player.enter(0.0).stop(0.0)
    session.player = player
    entry = session.entry(0.0)
    summary = Summary.of(desk, entry)
    worked = [(Area.CALF, Side.LEFT), (Area.CALF, Side.RIGHT), (Area.QUAD, Side.BOTH), (Area.SOLEUS, Side.LEFT)]
    full = summary.rated(Ratings.of(worked)).noted("a note " * 30)
    lines = summary_lines(full, width, height, can_go_on=True)
    assert len(lines) <= height
    assert all(width_of(line) <= width for line in lines)
    text = texts_of(lines)
    for word in ("Stopped.", "left calf", "note: a note", "enter keep"):
        assert word in text


AREAS = st.lists(st.tuples(st.sampled_from(Area), st.sampled_from(Side)), max_size=14)
KEYS = st.lists(st.one_of(st.integers(0, 9), st.sampled_from(["up", "down", "x"])), max_size=30)


@given(AREAS, KEYS, st.integers(1, 130), st.integers(0, 12))
def test_ratings_stay_in_their_room_whatever_is_pressed(
    worked: list[tuple[Area, Side]], keys: list[int | str], width: int, height: int
) -> None:
    ratings = Ratings.of(worked)
    assert len(ratings.rows) <= MOST_AREAS
    assert all(row.area is not Area.CORE for row in ratings.rows)
    scored = 0
    for key in keys:
        before = ratings
        match key:
            case int():
                ratings = ratings.score(key)
                scored += bool(ratings.rows)
                assert not ratings.rows or ratings.rows[before.chosen].score == key
            case "x":
                ratings = ratings.switch()
            case _:
                ratings = ratings.go(-1 if key == "up" else 1)
        assert 0 <= ratings.chosen < max(1, len(ratings.rows))
        assert [(row.area, row.side) for row in ratings.rows] == [(row.area, row.side) for row in before.rows]
    assert bool(ratings.scored) == bool(scored)
    lines = rating_lines(ratings, "How does it feel now?", width, height)
    assert len(lines) <= max(0, height)
    assert all(width_of(line) <= width for line in lines)
    if ratings.rows and height and width > 40:
        assert ratings.rows[ratings.chosen].name in texts_of(lines)


def test_an_area_felt_before_is_asked_again_even_when_its_step_was_left_out() -> None:
    felt = Felt(
        id="f", at=Clock().now(), day=TODAY, area=Area.HIP, side=Side.LEFT, score=5, feeling=Feeling.PAIN
    )  # fmt: skip
    ratings = Ratings.of([(Area.CALF, Side.LEFT)], [felt])
    assert ratings.rows == (
        Rating(area=Area.CALF, side=Side.LEFT),
        Rating(area=Area.HIP, side=Side.LEFT, feeling=Feeling.PAIN, before=5),
    )


def test_a_stopped_session_is_not_compared_with_those_played_to_the_end(desk: Desk) -> None:
    clear_s = (100.0, 110.0, 120.0)
    done = tuple(
        Played(
            id=f"played{n}",
            at=desk.now(),
            started=desk.now(),
            day=TODAY,
            routine=S2,
            steps=(StepDone(exercise="it-band-foam-roll", side=Side.LEFT, done_s=130, time_to_clear_s=seconds),),
        )
        for n, seconds in enumerate(clear_s)
    )
    for entry in done:
        log_played(desk, entry)
    whole = Summary.of(desk, replace(done[0], id="now"))
    stopped = Summary.of(desk, replace(done[0], id="now", complete=False))
    assert whole.clears[0].change == "9 % less than usual"
    assert stopped.clears[0].change == ""


async def test_what_was_rated_stays_when_the_session_is_cut_to_fewer_minutes(
    make_app: Callable[[], PlannerApp], clock: Clock
) -> None:
    async with make_app().run_test() as pilot:
        await open_player(pilot, clock, "post-run-core")
        await pilot.press("6", "x", "4", "t", "ctrl+u", "6", "enter")
        await pilot.pause()
        sitting = sitting_of(pilot)
        assert [(row.name, row.score, row.feeling) for row in sitting.before.scored] == [
            ("left calf", 6, Feeling.TIGHTNESS),
            ("right calf", 4, Feeling.PAIN),
        ]
        assert [(one.score, one.session) for one in sitting.session.before] == [
            (6, sitting.session.identity.id),
            (4, sitting.session.identity.id),
        ]
