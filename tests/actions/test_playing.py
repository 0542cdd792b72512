from datetime import UTC, date, datetime, timedelta
from random import Random

import msgspec
import pytest

from planner.actions import playing
from planner.actions.build_ups import Request, make
from planner.actions.desk import Desk
from planner.actions.diary import log_pain
from planner.actions.played_before import clear_times, usual_seconds
from planner.actions.undo import redo, undo
from planner.domain.body import Area, Side
from planner.domain.dose import Hold
from planner.domain.errors import BadValue, NotFound, StoreError
from planner.domain.exercise import Timing
from planner.domain.layer import Anchor
from planner.domain.log import Feeling, Played
from planner.domain.routine import Do, Routine
from planner.planning.agenda import Status
from planner.playing.state import Phase
from planner.store.outside.watching import Watch
from planner.store.store import Store
from tests.actions.conftest import NOW, again

S2 = "it-band-spot-roll"


def logged(desk: Desk) -> list[Played]:
    desk.refresh()
    return [entry for entry in desk.entries(date(2026, 1, 1), date(2027, 12, 31)) if isinstance(entry, Played)]


def play_through(session: playing.PlaySession, now: float = 100.0, *, until: float = 3000.0) -> float:
    """Press enter and let the clock run, two seconds at a time, until it is over."""
    session.press(session.player.start(now), now)
    while not session.player.is_finished and now < until:
        now += 2
        session.tick(now)
        if session.player.phase not in (Phase.COUNT_IN, Phase.RESTING):
            session.press(session.player.enter(now), now)
    return now


def roll_spots(session: playing.PlaySession, spots: int, now: float, seconds: float) -> float:
    """Play one side of the roller: `spots` spots of `seconds` each."""
    session.press(session.player.enter(now), now)  # the count-in is cut short
    for _ in range(spots):
        for wait in (2.0, seconds):
            for _ in range(int(wait)):
                now += 1
                session.tick(now)
            session.press(session.player.enter(now), now)
    session.press(session.player.next(now), now)
    return now


def test_a_routine_that_was_played_is_in_the_log_once(desk: Desk) -> None:
    session = playing.start(desk, "post-run-core")
    now = play_through(session)
    sentence = session.finish(now)
    assert "Post-run reset" in sentence
    (entry,) = logged(desk)
    assert entry.id == session.identity.id
    assert entry.complete
    assert desk.store.playing() is None
    session.finish(now)
    assert len(logged(desk)) == 1


def test_the_spots_of_both_legs_are_in_the_log(desk: Desk) -> None:
    session = playing.start(desk, S2)
    session.press(session.player.start(0.0), 0.0)
    now = roll_spots(session, 3, 0.0, 20)
    now = roll_spots(session, 3, now, 15)
    session.finish(now)
    left, right = logged(desk)[0].steps
    assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
    assert [spot.seconds for spot in left.spots] == [20, 20, 20]
    assert (left.time_to_clear_s, right.time_to_clear_s) == (60, 45)
    assert clear_times(desk, "it-band-foam-roll", Side.RIGHT) == (45,)
    assert usual_seconds(desk, desk.routine(S2)) == {"it-band-foam-roll": pytest.approx(58.5)}


def test_every_transition_is_on_disk_and_a_new_start_goes_on_from_there(desk: Desk) -> None:
    session = playing.start(desk, S2)
    session.press(session.player.start(0.0), 0.0)
    roll_spots(session, 2, 0.0, 30)
    later = again(desk)
    progress = playing.unfinished(later)
    assert progress is not None
    assert "IT-band roll, spot by spot stopped at 1:04 in step 1 of 1" in playing.describe(later, progress)
    resumed = playing.go_on(later, progress, 5000.0)
    assert resumed.player.paused
    resumed.press(resumed.player.resume(5000.0), 5000.0)
    now = roll_spots(resumed, 1, 5000.0, 10)
    resumed.finish(now)
    (entry,) = logged(later)
    assert entry.id == session.identity.id
    assert [len(step.spots) for step in entry.steps] == [2, 1]
    assert entry.seconds < 120


def test_a_kill_between_the_log_entry_and_the_end_of_the_session_logs_it_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = playing.start(desk, "desk-break")
    now = play_through(session)
    with monkeypatch.context() as killed:
        killed.setattr(Store, "end_playing", lambda _store: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            session.finish(now)
    later = again(desk)
    assert later.store.playing() is not None
    assert playing.unfinished(later) is None
    assert len(logged(later)) == 1
    playing.start(later, "desk-break")


def test_a_kill_before_the_log_entry_keeps_the_finished_session_for_the_next_start(desk: Desk) -> None:
    session = playing.start(desk, "desk-break")
    play_through(session)
    later = again(desk)
    progress = playing.unfinished(later)
    assert progress is not None
    assert "is not in the log yet" in playing.describe(later, progress)
    playing.keep_unfinished(later, progress)
    assert [entry.id for entry in logged(later)] == [session.identity.id]
    assert playing.unfinished(later) is None


def test_what_was_done_of_an_unfinished_session_can_be_kept_or_discarded(desk: Desk) -> None:
    for discard in (False, True):
        session = playing.start(desk, "post-run-core")
        session.press(session.player.start(0.0), 0.0)
        for second in range(70):
            session.tick(float(second))
        later = again(desk)
        progress = playing.unfinished(later)
        assert progress is not None
        if discard:
            playing.discard(later)
        else:
            playing.keep_unfinished(later, progress)
        assert later.store.playing() is None
    (entry,) = logged(desk)
    assert not entry.complete
    assert entry.steps[0].done_s == 45


def test_another_session_is_not_started_over_an_unfinished_one(desk: Desk) -> None:
    session = playing.start(desk, "desk-break")
    session.press(session.player.start(0.0), 0.0)
    with pytest.raises(BadValue, match="discard it"):
        playing.start(desk, "post-run-core")


def test_a_session_in_which_nothing_was_done_is_not_logged(desk: Desk) -> None:
    session = playing.start(desk, "desk-break")
    assert desk.store.playing() is None
    session.press(session.player.start(0.0), 0.0)
    session.press(session.player.stop(2.0), 2.0)
    assert "Nothing was played" in session.finish(2.0)
    assert logged(desk) == []
    assert desk.store.playing() is None


@pytest.mark.parametrize(
    "damage",
    [b"", b"not toml [", b"schema = 99\n", b"\x00\x01", b'schema = 1\nfingerprint = "x"\n', b"schema = 1\n"],
)
def test_a_damaged_session_file_is_told_and_stops_nothing(desk: Desk, damage: bytes) -> None:
    desk.store.save_playing(damage)
    assert playing.unfinished(desk) is None
    assert any("playing.toml" in str(problem) for problem in desk.problems)
    assert desk.store.playing() == damage
    session = playing.start(desk, "desk-break")
    session.press(session.player.start(0.0), 0.0)
    assert playing.unfinished(again(desk)) is not None


def test_a_torn_session_file_never_crashes_the_start(desk: Desk) -> None:
    session = playing.start(desk, S2)
    session.press(session.player.start(0.0), 0.0)
    roll_spots(session, 2, 0.0, 30)
    whole = desk.store.playing() or b""
    rng = Random(3)
    for _ in range(60):
        at = rng.randrange(len(whole))
        desk.store.save_playing(whole[:at] if rng.random() < 0.5 else whole[:at] + b"7" + whole[at + 1 :])
        later = again(desk)
        progress = playing.unfinished(later)
        if progress is not None:
            playing.describe(later, progress)


def test_a_disk_that_refuses_does_not_end_the_session(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_store: Store, _data: bytes) -> None:
        raise StoreError("disk", "it is full", "Make room.")

    session = playing.start(desk, "desk-break")
    with monkeypatch.context() as refusing:
        refusing.setattr(Store, "save_playing", full)
        session.press(session.player.start(0.0), 0.0)
        assert "it is full" in str(session.problem)
    session.press(session.player.enter(1.0), 1.0)
    assert session.problem is None
    assert desk.store.playing() is not None


def test_a_store_that_goes_while_one_plays_is_not_begun_anew_and_the_session_is_kept_later(
    desk: Desk,
) -> None:
    desk.set(unit="km")
    root = desk.store.root
    desk.store.check_there = Watch(root).check_there
    session = playing.start(desk, "desk-break")
    root.rename(root.with_name("away"))
    session.press(session.player.start(0.0), 0.0)
    assert "all of its files are gone" in str(session.problem)
    assert not root.exists()
    root.with_name("away").rename(root)
    session.press(session.player.enter(1.0), 1.0)
    assert session.problem is None
    assert desk.store.playing() is not None


def spring(desk: Desk) -> tuple[str, str, str]:
    """Make a plan; return a run's id and the hung items before and after it."""
    made = make(
        desk,
        "spring",
        Request(race_name="Spring Half", race_day=date(2027, 4, 18), distance_m=21_097.5, start=date(2026, 11, 16)),
    )
    hung = [item for item in desk.schedule_of(made.plan).hung if item.is_routine and item.session]
    run = next(
        item.session
        for item in hung
        if {other.anchor for other in hung if other.session == item.session} >= {Anchor.BEFORE_RUN, Anchor.AFTER_RUN}
    )
    by = {item.anchor: item.id for item in reversed(hung) if item.session == run}
    return run, by[Anchor.BEFORE_RUN], by[Anchor.AFTER_RUN]


def test_a_run_plays_what_stands_before_it_and_then_what_stands_after_it(desk: Desk) -> None:
    run, before, _ = spring(desk)
    first = playing.start(desk, run)
    assert (first.identity.plan, first.identity.item) == ("spring", before)
    first.finish(play_through(first))
    second = playing.start(desk, run)
    assert second.identity.item != before


def test_a_hung_item_that_was_played_is_done_in_the_calendar(desk: Desk) -> None:
    _, _, after = spring(desk)
    session = playing.start(desk, after)
    session.finish(play_through(session))
    found = desk.schedule_of(desk.plan_of("spring")).find(after)
    assert found is not None
    lines = [line for day in desk.days(desk.today - timedelta(7), desk.today + timedelta(60)) for line in day.routines]
    assert next(line.status for line in lines if line.hung.id == after) is Status.DONE


def test_what_cannot_be_played_says_what_can(desk: Desk) -> None:
    with pytest.raises(NotFound, match="routine list"):
        playing.start(desk, "nonsense")
    with pytest.raises(BadValue, match="no steps"):
        playing.start_routine(desk, Routine(id="empty", name="Empty", timing=()))


def test_a_session_and_how_it_felt_are_taken_back_as_one(desk: Desk) -> None:
    session = playing.start(desk, "desk-break")
    now = play_through(session)
    session.finish(now, [session.felt(Area.CALF, Side.LEFT, 4, Feeling.PAIN)])
    assert len(desk.entries(NOW.date(), NOW.date())) == 2
    undo(desk)
    assert desk.entries(NOW.date(), NOW.date()) == ()
    redo(desk)
    assert len(desk.entries(NOW.date(), NOW.date())) == 2


def test_the_sore_side_goes_first(desk: Desk) -> None:
    log_pain(desk, Area.IT_BAND, 5, desk.today, side=Side.RIGHT)
    assert playing.start(desk, S2).player.beat.side is Side.RIGHT


def test_yesterdays_session_is_of_yesterday(desk: Desk) -> None:
    session = playing.start(desk, "desk-break")
    play_through(session)
    tomorrow = Desk(desk.store, now=lambda: NOW + timedelta(days=1), pick=Random(9).choice)
    progress = playing.unfinished(tomorrow)
    assert progress is not None
    assert "Sat 21 Nov" in playing.describe(tomorrow, progress)
    playing.keep_unfinished(tomorrow, progress)
    assert logged(tomorrow)[0].day == date(2026, 11, 21)
    assert logged(tomorrow)[0].started == datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def kept_seconds(desk: Desk) -> float:
    waiting = playing.unfinished(desk)
    assert waiting is not None
    return sum(tally.done_s for tally in waiting.state.tallies)


def test_a_long_roll_is_kept_every_quarter_of_a_minute(desk: Desk) -> None:
    session = playing.start(desk, S2)
    session.press(session.player.start(0.0), 0.0)
    for second in range(1, 67):
        session.tick(float(second))
    assert kept_seconds(desk) >= 60 - 6 - playing.KEPT_EVERY_S


def test_time_alone_is_kept_a_little_after_its_second_is_shown_and_a_transition_is_not(desk: Desk) -> None:
    session = playing.start(desk, S2)
    session.keeps_later = True
    session.press(session.player.start(0.0), 0.0)
    assert not session.can_wait
    session.settle(0.0)
    waited = set()
    for second in range(1, 60):
        session.tick(float(second))
        waited.add(session.can_wait)
        if second % 20 == 0:
            session.settle(float(second))
    assert waited == {False, True}
    session.press(session.player.next(60.0), 60.0)
    assert not session.can_wait


def test_what_is_kept_later_is_on_disk_when_it_is_shown_and_before_the_next_transition(desk: Desk) -> None:
    session = playing.start(desk, "post-run-core")
    session.keeps_later = True
    session.press(session.player.start(0.0), 0.0)
    assert desk.store.playing() is None
    session.settle(0.0)
    assert desk.store.playing() is not None
    for second in range(1, 30):
        session.tick(float(second))
    session.press(session.player.score(29.0, 4), 29.0)
    # Not settled: the next transition has it on disk before it begins.
    session.press(session.player.next(30.0), 30.0)
    waiting = playing.unfinished(desk)
    assert waiting is not None
    assert waiting.state.tallies[0].scores == (4,)
    assert waiting.state.place == 0
    session.leave(30.0)
    waiting = playing.unfinished(desk)
    assert waiting is not None
    assert waiting.state.place == 1


def test_what_was_to_be_kept_later_is_not_kept_any_more_once_the_session_is_logged(desk: Desk) -> None:
    session = playing.start(desk, "post-run-core")
    session.keeps_later = True
    session.press(session.player.start(0.0), 0.0)
    session.tick(20.0)
    session.press(session.player.stop(20.0), 20.0)
    session.finish(20.0)
    session.settle(21.0)
    assert desk.store.playing() is None
    assert playing.unfinished(desk) is None


def test_a_long_hold_before_a_run_is_not_played_until_it_is_accepted_or_cut(desk: Desk) -> None:
    stretch = "wall-calf-stretch-straight"
    steps = (Do(exercise=stretch, dose=Hold(60)), Do(exercise="leg-swing-side"))
    routine = Routine(id="mine", name="Mine", timing=(Timing.PRE,), steps=steps)
    with pytest.raises(BadValue, match="before a run") as told:
        playing.start_routine(desk, routine)
    assert "Behm 2016" in str(told.value)
    accepted = msgspec.structs.replace(routine, accepted=(f"long-hold:{stretch}",))
    assert playing.start_routine(desk, accepted).player.phase is Phase.READY
    # With fewer minutes the hold is cut to what is fine before a run.
    assert playing.start_routine(desk, routine, seconds=100).player.phase is Phase.READY
    after = msgspec.structs.replace(routine, timing=(Timing.POST,))
    assert playing.start_routine(desk, after).player.phase is Phase.READY
