"""The re-flow at the desk: proposed, accepted, refused and taken back, and the log of why."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from planner.actions.because import changed_because
from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.actions.diary import done, log_pain, take_back
from planner.actions.proposal import accept
from planner.actions.reflow import Wish, due, offer, proposal, refuse, summary, why_nothing
from planner.actions.undo import redo, undo
from planner.domain.body import Area, Side
from planner.domain.change import Batch, Undo
from planner.domain.errors import StoreError
from planner.domain.health import Sign
from planner.domain.log import Felt, When
from planner.domain.session import SessionKind
from planner.planning.agenda import AgendaDay
from planner.store.store import Store

TODAY = date(2027, 2, 6)
"""A Saturday; all up to it was run or skipped."""
YESTERDAY = TODAY - timedelta(days=1)
See = Callable[..., Desk]


@pytest.fixture
def see(store_root: Path) -> See:
    """A store with the demo in it, as seen by a program that is started so many days later."""
    fill_demo(Store(store_root), datetime.combine(TODAY, time(9), UTC))

    def desk(days: int = 0) -> Desk:
        now = datetime.combine(TODAY + timedelta(days=days), time(9), UTC)
        return Desk(Store(store_root), now=lambda: now)

    return desk


def sore(desk: Desk, score: int = 5, day: date = YESTERDAY, area: Area = Area.TFL, *signs: Sign) -> None:
    log_pain(desk, area, score, day, side=Side.LEFT, when=When.DURING, signs=signs)


def whole(desk: Desk) -> tuple[AgendaDay, ...]:
    plan = desk.plan_of(None)
    return tuple(day for day in desk.days(plan.first_day, plan.last_day) if day.day >= TODAY)


def test_green_proposes_nothing_and_says_so(see: See) -> None:
    assert proposal(see()) is None
    assert not due(see())
    assert why_nothing(see()) == "The light is green: the plan goes on as it is."


def test_without_a_plan_nothing_is_due(desk: Desk) -> None:
    assert not due(desk)


@pytest.mark.parametrize("score", [5, 7])
def test_a_proposal_is_one_change_that_undo_takes_back_and_redo_brings_back(see: See, score: int) -> None:
    sore(see(), score)
    before, count = whole(see()), len(see().plan_of(None).changes)
    assert due(see())
    found = proposal(see())
    assert found is not None
    assert found.differences
    assert any(week.hung for week in found.weeks)
    assert whole(see()) == before
    desk = see()
    accept(desk, found)
    assert len(see().plan_of(None).changes) == count + 1
    after = whole(see())
    assert after != before
    assert not due(see())
    assert proposal(see()) is None
    undo(see())
    assert whole(see()) == before
    assert due(see())
    redo(see())
    assert whole(see()) == after


def test_what_is_written_holds_the_reasons_and_the_entries(see: See) -> None:
    sore(see())
    found = proposal(see())
    assert found is not None
    accept(see(), found)
    batch = see().plan_of(None).changes[-1]
    assert isinstance(batch, Batch)
    entries = [
        entry.id for entry in see().entries(YESTERDAY, YESTERDAY) if isinstance(entry, Felt) and entry.area is Area.TFL
    ]
    assert list(batch.because) == entries
    assert any("Left TFL: pain 5 of 10" in reason for reason in batch.why)
    (told,) = changed_because(see())
    assert told.state == "stands"
    assert told.entries == ("logged pain 5 of 10, left TFL, on Fri 5 Feb",)
    assert (told.first, told.last) == (TODAY, TODAY + timedelta(days=6))


def test_a_refused_proposal_changes_nothing_and_is_not_due_until_something_new_is_logged(see: See) -> None:
    sore(see())
    before = whole(see())
    offered = offer(see())
    assert offered is not None
    assert refuse(see(), offered) == "Refused: the plan stays as it is."
    assert whole(see()) == before
    assert not due(see())
    assert proposal(see()) is not None
    assert [one.state for one in changed_because(see())] == ["refused"]
    count = len(see().plan_of(None).changes)
    refuse(see(), offered)
    assert len(see().plan_of(None).changes) == count
    sore(see(), 4, TODAY)
    assert due(see())


def test_a_refusal_is_taken_back_by_undo(see: See) -> None:
    sore(see())
    offered = offer(see())
    assert offered is not None
    refuse(see(), offered)
    assert undo(see()) == "Took back: refused to ease the plan."
    assert due(see())
    assert [one.state for one in changed_because(see())] == ["taken back"]


def test_when_it_turns_green_before_anything_is_past_the_easing_is_taken_back(see: See) -> None:
    before = whole(see())
    sore(see(), 5, TODAY)
    found = proposal(see())
    assert found is not None
    accept(see(), found)
    entry = next(one for one in see().entries(TODAY, TODAY) if isinstance(one, Felt))
    take_back(see(), entry)
    lifted = proposal(see())
    assert lifted is not None
    assert isinstance(lifted.change, Undo)
    accept(see(), lifted)
    assert whole(see()) == before
    assert proposal(see()) is None


def test_half_way_only_the_rest_is_lifted_and_the_log_of_why_says_so(see: See) -> None:
    sore(see(), 5, TODAY)
    first = proposal(see())
    assert first is not None
    accept(see(), first)
    desk = see(4)
    run = next(one.session for one in desk.schedule_of(desk.plan_of(None)).sessions if one.session.day > TODAY)
    done(desk, run.id)
    entry = next(one for one in see(4).entries(TODAY, TODAY) if isinstance(one, Felt))
    take_back(see(4), entry)
    found = proposal(see(4))
    assert found is not None
    assert isinstance(found.change, Batch)
    assert all(one.day >= TODAY + timedelta(days=4) for one in found.differences)
    accept(see(4), found)
    assert [one.state for one in changed_because(see(4))] == ["stands", "lifted"]
    assert proposal(see(4)) is None


def test_a_red_flag_shows_whom_to_see_before_a_pause(see: See) -> None:
    sore(see(), 3, YESTERDAY, Area.SHIN, Sign.NIGHT, Sign.PINPOINT)
    found = proposal(see())
    assert found is not None
    assert found.title == "Red flag: please see a practitioner"
    assert any("medical practitioner" in line for line in found.head)
    assert not any(one.after and one.after.kind.is_run for one in found.differences)
    accept(see(), found)
    assert not due(see())
    assert "paused already" in why_nothing(see())


def test_red_after_logged_steps_moves_on_and_a_sore_step_goes_back(see: See) -> None:
    sore(see(), 7)
    found = proposal(see())
    assert found is not None
    accept(see(), found)
    plan = see().plan_of(None)
    steps = [one.session for one in see().schedule_of(plan).sessions if one.session.title.startswith("step ")]
    assert [one.kind for one in steps[:2]] == [SessionKind.WALK, SessionKind.RUN_WALK]
    ahead = (steps[1].day - TODAY).days
    for step in steps[:2]:
        done(see(ahead), step.id)
    assert proposal(see(ahead + 1)) is None
    sore(see(ahead), 4, steps[1].day)
    back = proposal(see(ahead + 1))
    assert back is not None
    assert back.title == "Back to running: step 1 of 6 is next"


def test_a_morning_three_above_usual_is_red_whatever_the_run_was(see: See) -> None:
    log_pain(see(), Area.TFL, 2, YESTERDAY, side=Side.LEFT, when=When.DURING)
    log_pain(see(), Area.TFL, 3, TODAY, side=Side.LEFT, when=When.MORNING)
    found = proposal(see())
    assert found is not None
    assert found.title.startswith("Red light")


def test_the_same_place_on_three_runs_is_red_with_the_word_to_see_somebody(see: See) -> None:
    desk = see()
    plan = desk.plan_of(None)
    runs = [
        one.session for one in desk.schedule_of(plan).sessions if one.session.kind.is_run and one.session.day < TODAY
    ]
    for run in runs[-3:]:
        log_pain(desk, Area.TFL, 2, run.day, side=Side.LEFT, when=When.DURING)
    found = proposal(see())
    assert found is not None
    assert found.title.startswith("Red light")
    assert any("medical practitioner" in line for line in found.head)


def test_the_easing_is_only_lifted_after_the_second_better_session(see: See) -> None:
    sore(see(), 5, TODAY)
    found = proposal(see())
    assert found is not None
    accept(see(), found)
    plan = see().plan_of(None)
    ahead = [one.session for one in see().schedule_of(plan).sessions if one.session.day > TODAY]
    runs = [one for one in ahead if one.kind.is_run][:2]
    offered = []
    for run in runs:
        days = (run.day - TODAY).days
        done(see(days), run.id)
        log_pain(see(days), Area.TFL, 1, run.day, side=Side.LEFT, when=When.DURING)
        log_pain(see(days + 1), Area.TFL, 0, run.day + timedelta(days=1), side=Side.LEFT, when=When.MORNING)
        offered.append(proposal(see(days + 1)))
    assert offered[0] is None
    assert offered[1] is not None
    assert offered[1].title == "Green again: back to the plan"


def test_in_private_mode_neither_area_nor_score_nor_reason_is_shown(see: See) -> None:
    sore(see())
    see().set(private=True)
    found = proposal(see())
    assert found is not None
    shown = " ".join((found.title, *found.head, *found.why, *found.reasons.values())).lower()
    assert "tfl" not in shown.lower()
    assert "5 of 10 on" not in shown
    accept(see(), found)
    (told,) = changed_because(see())
    assert told.why == ("Why is hidden on a shared screen.",)
    assert told.entries == ("logged what was felt on Fri 5 Feb",)
    see().set(private=False)
    assert any("TFL" in reason for reason in changed_because(see())[0].why)


def test_the_summary_counts_what_changes(see: See) -> None:
    sore(see())
    offered = offer(see(), options=Wish(routines=False))
    assert offered is not None
    said = summary(offered, see().settings.unit)
    assert said.startswith("Until Fri 12 Feb: ")
    assert f"{len(offered.proposal.differences)} sessions" in said
    assert " km less." in said


def test_without_routines_none_is_asked_for_again(see: See) -> None:
    sore(see())
    found = proposal(see(), options=Wish(routines=False))
    assert found is not None
    accept(see(), found)
    assert proposal(see()) is None


def test_a_proposal_accepted_in_two_windows_eases_the_plan_once(see: See) -> None:
    one, other = see(), see()
    sore(one, 8)
    first, second = proposal(one), proposal(other)
    assert first
    assert second
    accept(one, first)
    eased = whole(see())
    with pytest.raises(StoreError, match="changed meanwhile"):
        accept(other, second)
    assert whole(see()) == eased
    assert whole(other) == eased
    undo(other)
    found = proposal(other)
    assert found
    accept(other, found)


def test_a_shared_screen_says_that_a_red_flag_stands_only_where_one_does(see: See) -> None:
    desk = see()
    desk.set(private=True)
    sore(desk, 8, YESTERDAY, Area.KNEE)
    for day in range(3, 40, 12):
        sore(desk, 4, YESTERDAY - timedelta(days=day), Area.KNEE)
    found = proposal(desk)
    assert found
    assert not any("red flag" in line for line in found.head)
    sore(desk, 8, YESTERDAY, Area.SHIN, Sign.PINPOINT, Sign.HOPPING)
    found = proposal(desk)
    assert found
    assert found.head == ("A red flag stands: please see a practitioner.",)
