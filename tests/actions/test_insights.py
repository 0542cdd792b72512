"""What the insights look at: the whole log, and what stands of all plans."""

from datetime import date, timedelta

import msgspec
import pytest

from planner.actions import build_ups, changes, diary, insights
from planner.actions.build_ups import Request
from planner.actions.desk import Desk
from planner.actions.insights_plans import standing_plans
from planner.domain.errors import NotFound
from planner.domain.log import Played
from planner.domain.race import RACE_M
from tests.actions.conftest import again


def make(desk: Desk, plan_id: str, race_day: date, start: date) -> None:
    request = Request(
        race_name=plan_id.title(), race_day=race_day, distance_m=RACE_M["10k"], weekly_m=20_000.0, longest_m=7_000.0,
        days=3, start=start,
    )  # fmt: skip
    made = build_ups.preview(desk, request, plan_id)
    desk.store.create_plan(made.plan)
    desk.refresh()


@pytest.fixture
def two_plans(desk: Desk) -> Desk:
    """Two build-ups; the second begins while the first goes on."""
    monday = date(2026, 11, 23)
    make(desk, "first", monday + timedelta(days=7 * 12 - 1), monday)
    make(desk, "second", monday + timedelta(days=7 * 20 - 1), monday + timedelta(weeks=6))
    return desk


def test_a_later_plan_covers_the_days_of_an_earlier_one(two_plans: Desk) -> None:
    two_plans.set(plan="second")
    standing = standing_plans(two_plans)
    begins = two_plans.plan_of("second").first_day
    first = {planned.session.id for planned in two_plans.schedule_of(two_plans.plan_of("first")).sessions}
    assert {one.day < begins for one in standing.runs if one.session in first} == {True}
    assert all(one.day >= begins for one in standing.runs if one.session not in first)
    assert [name for _, name in standing.race_days] == ["Second"]
    assert all(left.last < right.first for left, right in zip(standing.phases, standing.phases[1:], strict=False))


def test_the_current_plan_covers_every_other(two_plans: Desk) -> None:
    two_plans.set(plan="first")
    standing = standing_plans(two_plans)
    first = two_plans.plan_of("first")
    ids = {planned.session.id for planned in two_plans.schedule_of(first).sessions}
    assert {one.session for one in standing.runs} >= ids
    assert [name for _, name in standing.race_days] == ["First", "Second"]


def test_a_change_of_a_plan_is_seen_though_it_is_kept(two_plans: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.store.caches.file_cache._SETTLED_NS", -(10**12))
    before = standing_plans(two_plans)
    assert standing_plans(again(two_plans)) == before
    moved = before.runs[0]
    changes.move(two_plans, moved.session, moved.day + timedelta(days=1), plan="first")
    after = standing_plans(again(two_plans))
    assert next(one.day for one in after.runs if one.session == moved.session) == moved.day + timedelta(days=1)


def test_a_plan_that_cannot_be_read_is_told_and_the_rest_stands(two_plans: Desk) -> None:
    (two_plans.store.root / "plans" / "second.toml").write_bytes(b"\xff")
    for _ in range(2):
        fresh = again(two_plans)
        assert {name for _, name in standing_plans(fresh).race_days} == {"First"}
        assert any("second.toml" in str(problem) for problem in fresh.problems)


def test_the_history_goes_up_to_today_and_is_in_order(desk: Desk) -> None:
    diary.log_run(desk, 5_000, desk.today)
    diary.log_run(desk, 6_000, desk.today - timedelta(days=40))
    found = insights.history(desk)
    assert [run.distance_m for run in found.ran] == [6_000, 5_000]
    tomorrow = msgspec.structs.replace(found.ran[0], id="later", day=desk.today + timedelta(days=1))
    desk.store.add_entries(tomorrow)
    assert len(insights.history(again(desk)).ran) == 2


def test_what_was_undone_is_not_in_the_whole_log(desk: Desk) -> None:
    diary.log_run(desk, 5_000, desk.today)
    assert len(desk.whole_log()) == 1
    diary.take_back(desk, desk.whole_log()[0])
    assert desk.whole_log() == ()
    assert again(desk).whole_log() == ()


def test_a_routine_that_was_ticked_off_has_the_seconds_of_its_exercises(desk: Desk) -> None:
    desk.store.add_entries(Played(id="p1", at=desk.now(), day=desk.today, routine="it-band-seven", seconds=0.0))
    found = insights.history(again(desk))
    steps = dict(found.steps["it-band-seven"])
    assert steps["pigeon-pose"] == 60.0  # 30 s, both sides
    assert found.exercises["pigeon-pose"].name == "Pigeon pose"
    assert "hip-strength" not in found.steps


def test_in_private_figures_of_pain_are_not_to_be_had(desk: Desk) -> None:
    desk.set(private=True)
    assert {made.id for made in insights.figures(desk)} == {"weekly", "longest-run", "adherence"}
    with pytest.raises(NotFound, match="private"):
        insights.figure(desk, "pain")
    with pytest.raises(NotFound, match="no such figure"):
        insights.figure(desk, "nope")
