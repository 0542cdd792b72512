"""What differs between two schedules: sessions, and what hangs on those that stand in both."""

from datetime import timedelta

from planner.domain.change import Delete, Edit, Move, Part
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.session import SessionKind
from planner.planning.differences import hung_differences, week_changes
from planner.planning.schedule import schedule
from tests.planning.reflow_cases import AT, MONDAY, runner_plan, weekly, worn


def roll(name: str, *kinds: SessionKind) -> Layer:
    return Layer(id=f"l-{name}", name=name, thing=Thing.ROLL, anchor=Anchor.BEFORE_RUN, what=name, kinds=kinds)


PLAN = runner_plan(
    layers=(
        weekly("leg-strength"),
        roll("easy-roll", SessionKind.EASY),
        roll("hard-roll", SessionKind.TEMPO),
        worn(Thing.SHOE, "blue"),
    )
)


def found(plan: Plan, *parts: Part) -> list[tuple[str, str]]:
    """What hung before and what hangs after, by day."""
    changed = runner_plan(*parts, layers=plan.layers)
    listed = hung_differences(schedule(plan), schedule(changed))
    return [(one.before.what if one.before else "", one.after.what if one.after else "") for one in listed]


def item(plan: Plan, what: str, after: int) -> str:
    day = MONDAY + timedelta(days=after)
    return next(hung.id for hung in schedule(plan).hung if hung.day == day and hung.what == what)


def test_another_thing_in_the_place_of_one_is_one_difference() -> None:
    assert found(PLAN, Edit(id="e", at=AT, session=item(PLAN, "leg-strength", 0), what="calm")) == [
        ("leg-strength", "calm")
    ]


def test_what_is_taken_out_hangs_no_more() -> None:
    assert found(PLAN, Delete(id="d", at=AT, session=item(PLAN, "blue", 2))) == [("blue", "")]


def test_a_run_of_another_kind_changes_what_hangs_before_it() -> None:
    assert found(PLAN, Edit(id="e", at=AT, session="w2d1", kind=SessionKind.EASY)) == [("hard-roll", "easy-roll")]


def test_what_comes_goes_or_moves_with_its_run_is_no_difference() -> None:
    assert found(PLAN, Delete(id="d", at=AT, session="w2d1")) == []
    assert found(PLAN, Edit(id="e", at=AT, session="w2d1", kind=SessionKind.CROSS)) == []
    assert found(PLAN, Move(id="m", at=AT, session="w2d1", to=MONDAY + timedelta(days=3))) == []


def test_the_weeks_hold_what_hangs_otherwise() -> None:
    part = Edit(id="e", at=AT, session=item(PLAN, "leg-strength", 0), what="calm")
    changed = runner_plan(part, layers=PLAN.layers)
    weeks = week_changes(PLAN, schedule(PLAN), schedule(changed))
    assert [week.number for week in weeks if week.hung] == [3]
    assert not any(week.differences for week in weeks)
