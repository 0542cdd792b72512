"""Suggested sessions at the desk: from the log to a routine that is kept, hung or played."""

from datetime import date

import pytest

from planner.actions import build_ups, diary, suggest
from planner.actions.body import set_tags
from planner.actions.changes import move
from planner.actions.desk import Desk
from planner.actions.playing import go_on, start_routine, unfinished
from planner.actions.undo import undo
from planner.domain.body import Area, Side
from planner.domain.errors import BadValue, NotFound
from planner.domain.exercise import Kind, Timing
from planner.domain.health import HealthTag, Sign
from planner.domain.ids import SUGGESTED
from planner.domain.layer import Anchor
from planner.domain.log import Feeling, Played
from planner.domain.race import RACE_M
from planner.domain.routine import Do
from planner.domain.session import SessionKind
from planner.playing.state import Phase
from tests.actions.conftest import again


def sore(desk: Desk, area: Area = Area.CALF, score: int = 3, **how: object) -> None:
    """Log something on the left."""
    diary.log_pain(desk, area, score, desk.today, side=Side.LEFT, **how)  # type: ignore[arg-type]  # as given


@pytest.fixture
def spring(desk: Desk) -> Desk:
    """The desk with a plan."""
    request = build_ups.Request(
        race_name="Spring Half", race_day=date(2027, 4, 18), distance_m=RACE_M["half"], weekly_m=25_000, longest_m=9_000
    )
    build_ups.make(desk, "spring", request)
    return desk


def test_what_was_logged_gives_a_session_in_the_minutes(desk: Desk) -> None:
    sore(desk)
    found = suggest.suggestion(desk, minutes=10)
    assert found.steps
    assert found.routine
    assert found.routine.id == SUGGESTED
    assert found.length.usual_s <= 600
    assert found.warm[0].area is Area.CALF


def test_only_what_the_runner_owns_is_suggested(desk: Desk) -> None:
    sore(desk)
    desk.set(equipment=["wall"])
    assert {one.exercise for one in suggest.suggestion(desk).steps} <= {
        name for name, one in desk.exercises().items() if not one.equipment or one.equipment == (("wall",),)
    }


def test_conditions_and_signs_leave_exercises_out(desk: Desk) -> None:
    sore(desk, Area.IT_BAND)
    assert "tfl-ball-release" in {one.exercise for one in suggest.suggestion(desk, minutes=20).steps}
    set_tags(desk, [HealthTag.BLOOD_THINNER])
    found = suggest.suggestion(desk, minutes=20)
    locked = {one.exercise for one in found.dropped if one.code == "locked"}
    assert "tfl-ball-release" in locked
    assert not locked & {one.exercise for one in found.steps}


def test_a_red_flag_empties_it_and_names_who_helps(desk: Desk) -> None:
    sore(desk, signs=(Sign.SWELLING, Sign.WARM))
    found = suggest.suggestion(desk)
    assert (found.routine, found.steps) == (None, ())
    assert any("medical practitioner" in line for line in found.message)
    with pytest.raises(BadValue, match="red flag"):
        suggest.keep(desk, found, "x")
    assert desk.store.has_routine("x") is False


def test_a_red_area_is_worked_by_nothing_and_nothing_is_strengthened(desk: Desk) -> None:
    sore(desk, Area.KNEE, 7)
    found = suggest.suggestion(desk, minutes=20)
    assert found.steps
    assert not [one for one in found.steps if one.area is Area.KNEE or one.kind is Kind.STRENGTH]


def test_the_day_before_a_long_run_has_no_strength_that_tires(spring: Desk) -> None:
    long_run = next(
        one.session for one in spring.schedule_of(spring.plan_of(None)).sessions if one.session.kind is SessionKind.LONG
    )
    assert suggest.why_no_strength(spring) == ""
    move(spring, long_run.id, date(2026, 11, 22), anyway=True)
    sore(spring, Area.IT_BAND)
    assert "a long run is planned tomorrow" in suggest.why_no_strength(spring)
    found = suggest.suggestion(spring, minutes=20)
    assert "strength" in {one.code.value for one in found.dropped}
    assert {one.exercise for one in found.steps if one.kind is Kind.STRENGTH} <= {"glute-bridge"}


def test_without_entries_it_offers_what_hangs_today_else_a_routine_of_the_library(desk: Desk, spring: Desk) -> None:
    assert suggest.suggestion(desk).routine == desk.routine("calf-to-glute-chain")
    assert suggest.suggestion(desk, timing=Timing.PRE).routine == desk.routine("pre-run-easy")
    run = next(one.session for one in spring.schedule_of(spring.plan_of(None)).sessions if one.session.kind.is_run)
    move(spring, run.id, spring.today)
    hung = {line.hung.anchor: line.hung.what for line in spring.days(spring.today, spring.today)[0].routines}
    assert suggest.suggestion(spring, timing=Timing.PRE).routine == spring.routine(hung[Anchor.BEFORE_RUN])
    after = suggest.suggestion(spring)
    assert after.is_standing
    assert after.routine
    assert after.routine.id in {what for anchor, what in hung.items() if anchor is not Anchor.BEFORE_RUN}


def test_kept_it_is_a_routine_of_the_runners_own(desk: Desk) -> None:
    sore(desk)
    found = suggest.suggestion(desk, minutes=10)
    name = suggest.keep(desk, found, "Suggested")
    assert name != SUGGESTED  # what is played of a suggestion is told apart from it
    kept = again(desk).routine(name)
    assert found.routine
    assert (kept.name, kept.steps) == ("Suggested", found.routine.steps)
    with pytest.raises(BadValue, match="empty"):
        suggest.keep(desk, found, " \n")


def test_hung_it_is_one_change_that_one_undo_takes_back_while_the_routine_stays(spring: Desk) -> None:
    sore(spring)
    found = suggest.suggestion(spring, minutes=10)
    before = spring.schedule_of(spring.plan_of(None)).layers
    said = suggest.hang(spring, found, Anchor.REST_DAY, name="My [/] calf")
    assert said.startswith("Hung My [/] calf on ")
    layers = spring.schedule_of(spring.plan_of(None)).layers
    assert [layer.anchor for layer in layers if layer not in before] == [Anchor.REST_DAY]
    undo(spring)
    assert spring.schedule_of(spring.plan_of(None)).layers == before
    assert "my-calf" in again(spring).routine_names()


def test_without_a_plan_nothing_is_kept_to_be_hung(desk: Desk) -> None:
    sore(desk)
    found = suggest.suggestion(desk)
    names = dict(desk.routine_names())
    with pytest.raises(NotFound):
        suggest.hang(desk, found, Anchor.AFTER_RUN)
    assert desk.routine_names() == names


def test_played_without_keeping_it_survives_a_kill_and_is_logged_with_its_steps(desk: Desk) -> None:
    sore(desk)
    found = suggest.suggestion(desk, minutes=5)
    session = start_routine(desk, suggest.played_routine(found))
    session.press(session.player.enter(0.0), 0.0)
    for second in range(1, 40):
        session.tick(float(second))
    session.leave(40.0)
    later = again(desk)  # after a kill: nothing but the file is left
    waiting = unfinished(later)
    assert waiting is not None
    goes_on = go_on(later, waiting, 0.0)
    assert goes_on.player.phase is not Phase.READY
    assert goes_on.finish(0.0) == "Kept: Suggested session, as far as it went."
    (entry,) = [one for one in later.entries(later.today, later.today) if isinstance(one, Played)]
    assert entry.routine == SUGGESTED
    assert entry.steps[0].exercise == found.steps[0].exercise
    assert entry.steps[0].done_s > 0
    assert later.names()[SUGGESTED] == "Suggested session"


def test_the_player_tells_what_to_mind_today_and_the_kept_routine_does_not(desk: Desk) -> None:
    sore(desk, score=4)
    found = suggest.suggestion(desk)
    assert any(one.caution for one in found.steps)
    assert start_routine(desk, suggest.played_routine(found)).cautions
    kept = desk.routine(suggest.keep(desk, found, "Mine"))
    assert not any(step.note for step in kept.steps if isinstance(step, Do))


def test_an_entry_of_the_week_counts_and_one_before_it_does_not(desk: Desk) -> None:
    diary.log_pain(desk, Area.CALF, 5, date(2026, 11, 14), feeling=Feeling.TIGHTNESS)
    assert suggest.suggestion(desk).is_standing
    diary.log_pain(desk, Area.CALF, 5, date(2026, 11, 15), feeling=Feeling.TIGHTNESS)
    assert not suggest.suggestion(desk).is_standing
