"""Re-aligning the plan after missed runs: only proposed, then one change that undo takes back exactly."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.actions.diary import done, skip
from planner.actions.off import OffWish, offs, take_off
from planner.actions.proposal import accept
from planner.actions.realign import missed, propose_realign, why_nothing
from planner.actions.undo import redo, undo
from planner.domain.off import OffKind
from planner.planning.agenda import AgendaDay
from planner.store.store import Store

TODAY = date(2027, 2, 6)
"""A Saturday; all up to it was run or skipped."""


@pytest.fixture
def root(store_root: Path) -> Path:
    """A store with the demo in it."""
    fill_demo(Store(store_root), datetime.combine(TODAY, time(9), UTC))
    return store_root


def seen(root: Path, days: int) -> Desk:
    """The store as seen by a program that is started so many days later."""
    now = datetime.combine(TODAY + timedelta(days=days), time(9), UTC)
    return Desk(Store(root), now=lambda: now)


def whole(desk: Desk) -> tuple[AgendaDay, ...]:
    plan = desk.plan_of(None)
    return desk.days(plan.first_day, plan.last_day)


def test_where_nothing_was_missed_nothing_is_proposed_and_it_is_said(root: Path) -> None:
    desk = seen(root, 0)
    assert missed(desk) == ()
    assert propose_realign(desk) is None
    assert why_nothing(desk) == "No run was missed."


@pytest.mark.parametrize("days", [2, 4, 9, 11, 22, 42])
def test_a_proposal_changes_nothing_and_accepted_it_is_one_change_that_undo_takes_back(root: Path, days: int) -> None:
    before = whole(seen(root, days))
    count = len(seen(root, days).plan_of(None).changes)
    found = propose_realign(seen(root, days))
    assert found is not None
    assert found.differences
    assert found.why
    assert whole(seen(root, days)) == before
    desk = seen(root, days)
    assert accept(desk, found) == found.done
    assert len(seen(root, days).plan_of(None).changes) == count + 1
    after = whole(seen(root, days))
    assert after != before
    assert undo(seen(root, days)).startswith("Took back: re-aligned the plan after ")
    assert whole(seen(root, days)) == before
    redo(seen(root, days))
    assert whole(seen(root, days)) == after


@pytest.mark.parametrize("days", [4, 11, 22])
def test_what_was_accepted_is_not_proposed_again_the_same_day(root: Path, days: int) -> None:
    desk = seen(root, days)
    found = propose_realign(desk)
    assert found is not None
    accept(desk, found)
    assert propose_realign(seen(root, days)) is None


def test_a_long_gap_becomes_days_off_that_can_be_seen_and_taken_out(root: Path) -> None:
    desk = seen(root, 22)
    found = propose_realign(desk)
    assert found is not None
    accept(desk, found)
    standing = offs(seen(root, 22))
    assert [one.off.note for one in standing] == ["missed runs"]
    assert standing[0].off.last == TODAY + timedelta(days=21)


def test_each_week_of_a_proposal_holds_as_much_or_less(root: Path) -> None:
    for days in (2, 11, 22):
        found = propose_realign(seen(root, days))
        assert found is not None
        later = [week for week in found.weeks if week.start > TODAY + timedelta(days=days)]
        assert later
        assert all(week.after_m <= week.before_m + 1e-6 for week in later)


def test_runs_that_were_logged_or_skipped_are_not_missed(root: Path) -> None:
    desk = seen(root, 4)
    first, *others = missed(desk)
    done(desk, first.id)
    for one in others:
        skip(desk, one.id, "visitors")
    assert missed(seen(root, 4)) == ()


def test_days_off_that_were_told_are_not_missed(root: Path) -> None:
    take_off(seen(root, 0), OffWish(kind=OffKind.TIME_OFF, first=TODAY, last=TODAY + timedelta(days=8)))
    assert missed(seen(root, 9)) == ()


def test_runs_in_a_month_that_cannot_be_read_are_not_missed(root: Path) -> None:
    assert missed(seen(root, 12))
    root.joinpath("log/2027-02.toml").write_bytes(b"")
    desk = seen(root, 12)
    assert not [one for one in missed(desk) if one.day.month == 2]
    assert propose_realign(desk) is None
    assert "unknown" in {line.status for day in whole(desk) if day.day.month == 2 for line in day.sessions}
    assert "missed" not in {line.status for day in whole(desk) if day.day.month == 2 for line in day.sessions}
