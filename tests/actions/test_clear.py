"""What the times to clear come to in a store: the short version, and what rolling does not settle."""

from datetime import timedelta

import msgspec
import pytest

from planner.actions import playing
from planner.actions.clear import clear_news, short_is_earned, short_side_s, shortened
from planner.actions.desk import Desk
from planner.actions.diary import log_played
from planner.actions.insight_rules import insight_rules
from planner.domain.body import Area, Side
from planner.domain.dose import Hold
from planner.domain.errors import BadValue
from planner.domain.log import Felt, Played, SpotDone, StepDone, When

S2 = "it-band-spot-roll"


def roll(desk: Desk, days_ago: int, left: float, right: float, *, complete: bool = True) -> Played:
    at = desk.now() - timedelta(days=days_ago)
    steps = tuple(
        StepDone(
            exercise="it-band-foam-roll",
            side=side,
            done_s=seconds + 45,
            spots=(SpotDone(seconds=seconds, start_score=5, end_score=2),),
            time_to_clear_s=seconds,
        )
        for side, seconds in ((Side.LEFT, left), (Side.RIGHT, right))
    )
    return Played(
        id=desk.new_id(), at=at, day=at.date(), routine=S2, started=at, seconds=300, complete=complete, steps=steps
    )


def log(desk: Desk, *entries: Played | Felt) -> None:
    desk.store.add_entries(*entries)
    desk.refresh()


def pain(desk: Desk, days_ago: int, score: int) -> Felt:
    at = desk.now() - timedelta(days=days_ago)
    return Felt(id=desk.new_id(), at=at, day=at.date(), area=Area.KNEE, side=Side.LEFT, score=score, when=When.AFTER)


def test_an_empty_log_has_no_news(desk: Desk) -> None:
    assert clear_news(desk) == ()
    assert not short_is_earned(desk, desk.routine(S2))


def test_the_fifth_quick_session_offers_the_short_version(desk: Desk) -> None:
    log(desk, *(roll(desk, 12 - 2 * n, 90, 80) for n in range(4)))
    assert clear_news(desk) == ()
    last = roll(desk, 0, 90, 80)
    (told,) = clear_news(desk, last)
    assert "the short version, 60 s a leg, is enough to keep it." in told
    assert told.endswith("V plays it before the start, or `planner play` with `--short`.")
    assert not short_is_earned(desk, desk.routine(S2))
    log_played(desk, last)
    assert clear_news(desk) == (told,)
    assert short_is_earned(desk, desk.routine(S2))


def test_a_session_that_is_logged_already_counts_once(desk: Desk) -> None:
    log(desk, *(roll(desk, 12 - 2 * n, 90, 80) for n in range(3)))
    last = roll(desk, 0, 90, 80)
    log_played(desk, last)
    assert clear_news(desk, last) == ()


def test_a_stopped_session_has_no_news(desk: Desk) -> None:
    log(desk, *(roll(desk, 12 - 2 * n, 90, 80) for n in range(5)))
    assert clear_news(desk, roll(desk, 0, 90, 80, complete=False)) == ()


def test_what_rolling_does_not_settle_is_told_with_care_and_hidden_in_private(desk: Desk) -> None:
    log(desk, *(roll(desk, days, 300, 300) for days in (28, 20, 15, 10, 5)), pain(desk, 2, 5))
    (told,) = clear_news(desk)
    assert "rolling alone is not settling this" in told
    assert "medical practitioner" in told
    assert not any(word in told.lower() for word in ("your band", "you have", "weak", "because", "must"))
    desk.set(private=True)
    assert clear_news(desk) == ()


def test_rising_times_with_rising_pain_point_to_the_calm_routine(desk: Desk) -> None:
    from planner.domain.log import Ran

    runs = [
        Ran(id=desk.new_id(), at=desk.now(), day=desk.today - timedelta(days=days), distance_m=8_000)
        for days in (9, 6, 3)
    ]
    desk.store.add_entries(*runs)
    log(desk, *(roll(desk, 9 - 3 * n, 200 + 20 * n, 200) for n in range(3)))
    log(desk, *(pain(desk, 9 - 3 * n, 2 + n) for n in range(3)))
    (told,) = clear_news(desk)
    assert told.startswith("The left side took longer each of the last 3 times while pain after runs rose.")
    assert "Worth trying: the routine 'Calm the outer hip or knee', fewer kilometres" in told
    assert set(insight_rules().clear.rising.calm.values()) <= desk.library().routines.keys()


def test_the_short_version_is_played_with_a_fixed_time_a_leg(desk: Desk) -> None:
    session = playing.start(desk, S2, short=True)
    parts = [beat.part for beat in session.player.timeline.beats if beat.exercise]
    assert parts == [Hold(short_side_s())] * 2
    assert session.player.timeline.routine.id == S2


def test_a_routine_without_a_spot_roll_has_no_short_version(desk: Desk) -> None:
    with pytest.raises(BadValue, match="spot by spot"):
        shortened(desk, desk.routine("hip-strength"))


def test_short_sessions_do_not_change_the_times_that_are_compared(desk: Desk) -> None:
    log(desk, *(roll(desk, 20 - 2 * n, 90, 80) for n in range(5)))
    short = msgspec.structs.replace(
        roll(desk, 1, 0, 0), steps=(StepDone(exercise="it-band-foam-roll", side=Side.LEFT, planned_s=60, done_s=60),)
    )
    log(desk, short)
    assert short_is_earned(desk, desk.routine(S2))
