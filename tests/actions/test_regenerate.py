"""A build-up made again: the past and the log stay, the user's changes go on applying, undo brings it all back."""

import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from planner.actions import changes, undo
from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.actions.proposal import accept
from planner.actions.regenerate import changes_anything, from_here, made_again, propose_again, request_of
from planner.domain.days import Weekday
from planner.domain.plan import Plan
from planner.domain.race import RecentRace
from planner.domain.session import SessionKind
from planner.store.store import Store

NOW = datetime(2027, 2, 6, 9, tzinfo=UTC)


@pytest.fixture
def desk(store_root: Path) -> Desk:
    """The demo, a half marathon in spring, in the middle of its build-up on Saturday 6 February 2027."""
    store = Store(store_root)
    fill_demo(store, NOW)
    return Desk(store, now=lambda: NOW, pick=Random(7).choice)


def plan_of(desk: Desk) -> Plan:
    return desk.plan_of(None)


CHANGES = [
    {"days": 5},
    {"days": 3},
    {"long_run_day": Weekday.SAT},
    {"race_day": date(2027, 5, 2)},
    {"start": date(2027, 2, 15), "weekly_m": 28_000.0, "longest_m": 13_000.0},
    {"weekly_m": 30_000.0},
]


def test_the_same_request_changes_nothing(desk: Desk) -> None:
    plan = plan_of(desk)
    proposal = propose_again(desk, request_of(desk, plan))
    assert not changes_anything(plan, proposal)
    assert proposal.differences == ()


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_before_today_stays_and_undo_restores_exactly(desk: Desk, change: dict[str, object]) -> None:
    plan, before = plan_of(desk), desk.schedule_of(plan_of(desk))
    proposal = propose_again(desk, msgspec.structs.replace(request_of(desk, plan), **change))
    assert all(one.day >= desk.today for one in proposal.differences)
    accept(desk, proposal)
    ids = [session.id for session in plan_of(desk).base]
    assert len(ids) == len(set(ids))
    assert plan_of(desk).race.session in ids
    past = [session for session in plan.base if session.day < desk.today]
    assert [session for session in plan_of(desk).base if session.day < desk.today] == past
    undo.undo(desk)
    desk.refresh()
    assert desk.schedule_of(plan_of(desk)) == before


def test_the_pace_of_a_recent_race_is_reckoned_again_from_another(desk: Desk) -> None:
    request = msgspec.structs.replace(
        request_of(desk, plan_of(desk)), recent=RecentRace(distance_m=10_000.0, seconds=2910)
    )
    accept(desk, propose_again(desk, request))
    slow = plan_of(desk).inputs
    assert slow
    assert not changes_anything(plan_of(desk), propose_again(desk, request_of(desk, plan_of(desk))))
    faster = msgspec.structs.replace(
        request_of(desk, plan_of(desk)), recent=RecentRace(distance_m=10_000.0, seconds=2400)
    )
    accept(desk, propose_again(desk, faster))
    fast = plan_of(desk).inputs
    assert fast
    assert 0 < fast.easy_pace_s < slow.easy_pace_s


def test_a_pace_that_was_said_stays(desk: Desk) -> None:
    request = msgspec.structs.replace(
        request_of(desk, plan_of(desk)), recent=RecentRace(distance_m=10_000.0, seconds=2910), easy_pace_s=401
    )
    accept(desk, propose_again(desk, request))
    assert request_of(desk, plan_of(desk)).easy_pace_s == 401


def test_a_moved_run_stays_moved(desk: Desk) -> None:
    plan = plan_of(desk)
    easy = next(s for s in plan.base if s.day > desk.today + timedelta(days=7) and s.kind is SessionKind.EASY)
    to = easy.day + timedelta(days=1)
    changes.move(desk, easy.id, to)
    request = msgspec.structs.replace(request_of(desk, plan), weekly_m=28_000.0)
    accept(desk, propose_again(desk, request))
    moved = next(one.session for one in desk.schedule_of(plan_of(desk)).sessions if one.session.id == easy.id)
    assert moved.day == to


def test_from_here_begins_today_with_what_was_run(desk: Desk) -> None:
    request = from_here(desk, request_of(desk, plan_of(desk)))
    assert request.start == desk.today
    assert request.weekly_m
    assert request.longest_m
    assert request.longest_m <= request.weekly_m
    weeks = made_again(desk, plan_of(desk), request).plan.weeks
    assert all(one.start < other.start for one, other in itertools.pairwise(weeks))
