"""Laws of the schedule: base + layers + changes."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.change import (
    Change,
    Delete,
    Edit,
    Hang,
    Move,
    Off,
    Redo,
    Shift,
    Swap,
    SwapWeekdays,
    Switch,
    Undo,
    standing_changes,
)
from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit, parse_distance, show_distance
from planner.domain.week import PlanWeek
from planner.planning.agenda import agenda
from planner.planning.hang import days_of
from planner.planning.schedule import Planned, Schedule, schedule
from planner.planning.totals import totals
from tests.strategies import AT, any_days, histories, merged_histories, offs, plan_days, plans, shifts, weekday_pairs

MONDAY = date(2027, 4, 12)


def with_changes(plan: Plan, changes: tuple[Change, ...]) -> Plan:
    return msgspec.structs.replace(plan, changes=changes)


@given(plans(), histories())
def test_as_many_undos_as_changes_give_the_identical_schedule(plan: Plan, changes: tuple[Change, ...]) -> None:
    undos = tuple(Undo(id=f"u{n}", at=AT, of=change.id) for n, change in enumerate(reversed(changes)))
    assert schedule(with_changes(plan, changes + undos)) == schedule(plan)


@given(plans(), histories(), st.data())
def test_undoing_one_change_is_as_if_it_had_never_been_made(
    plan: Plan, changes: tuple[Change, ...], data: st.DataObject
) -> None:
    if not changes:
        return
    gone = data.draw(st.sampled_from(changes))
    undone = schedule(with_changes(plan, (*changes, Undo(id="u", at=AT, of=gone.id))))
    assert undone == schedule(with_changes(plan, tuple(change for change in changes if change is not gone)))


@given(plans(), histories(undoing=True))
def test_the_race_is_always_on_race_day(plan: Plan, changes: tuple[Change, ...]) -> None:
    race = schedule(with_changes(plan, changes)).find("race")
    assert isinstance(race, Planned)
    assert race.session.day == plan.race.day


@given(plans(), histories())
def test_work_hung_on_a_run_stands_on_the_day_of_its_run_unless_it_was_moved_itself(
    plan: Plan, changes: tuple[Change, ...]
) -> None:
    found = schedule(with_changes(plan, changes))
    moved_itself = {change.session for change in standing_changes(changes) if isinstance(change, Move)}
    days = {planned.session.id: planned.session.day for planned in found.sessions}
    for hung in found.hung:
        if hung.session and hung.id not in moved_itself:
            assert hung.day == days[hung.session]


@given(plans(), histories())
def test_no_session_is_lost_or_doubled(plan: Plan, changes: tuple[Change, ...]) -> None:
    found = schedule(with_changes(plan, changes))
    standing = [planned.session.id for planned in found.sessions]
    deleted = {session.id for session in found.deleted}
    aside = {one.session.id for one in found.set_aside}
    assert len(standing) == len(set(standing))
    assert {session.id for session in plan.base} <= set(standing) | deleted | aside
    assert not set(standing) & (deleted | aside)
    assert not deleted & aside


@given(plans(), histories())
def test_a_change_that_no_longer_fits_is_listed_and_the_rest_applies(plan: Plan, changes: tuple[Change, ...]) -> None:
    found = schedule(with_changes(plan, changes))
    assert all(lost.why and lost.change in standing_changes(changes) for lost in found.lost)


@given(plans(), histories(), st.data())
def test_any_number_of_undos_leaves_what_the_changes_before_them_gave(
    plan: Plan, changes: tuple[Change, ...], data: st.DataObject
) -> None:
    kept = data.draw(st.integers(0, len(changes)))
    undos = tuple(Undo(id=f"u{n}", at=AT, of=change.id) for n, change in enumerate(reversed(changes[kept:])))
    assert schedule(with_changes(plan, changes + undos)) == schedule(with_changes(plan, changes[:kept]))


@given(plans(), histories())
def test_what_was_taken_back_and_brought_back_is_as_it_was(plan: Plan, changes: tuple[Change, ...]) -> None:
    undos = tuple(Undo(id=f"u{n}", at=AT, of=change.id) for n, change in enumerate(reversed(changes)))
    redos = tuple(Redo(id=f"r{n}", at=AT, of=change.id) for n, change in enumerate(changes))
    assert schedule(with_changes(plan, changes + undos + redos)) == schedule(with_changes(plan, changes))


@given(plans(), histories(), offs("off"))
def test_days_off_that_are_taken_out_leave_no_trace(plan: Plan, changes: tuple[Change, ...], off: Off) -> None:
    out = Undo(id="out", at=AT, of="off")
    assert schedule(with_changes(plan, (*changes, off, out))) == schedule(with_changes(plan, changes))


@given(plans(), histories(), weekday_pairs, st.none() | any_days)
def test_two_weekdays_swapped_twice_stand_as_before(
    plan: Plan, changes: tuple[Change, ...], pair: tuple[Weekday, Weekday], since: date | None
) -> None:
    once = SwapWeekdays(id="once", at=AT, one=pair[0], other=pair[1], since=since)
    twice = SwapWeekdays(id="twice", at=AT, one=pair[1], other=pair[0], since=since)
    assert standing(with_changes(plan, (*changes, once, twice))) == standing(with_changes(plan, changes))


@given(plans(), weekday_pairs, st.none() | any_days)
def test_swapped_weekdays_bring_nothing_to_race_day_and_nothing_out_of_its_week(
    plan: Plan, pair: tuple[Weekday, Weekday], since: date | None
) -> None:
    change = SwapWeekdays(id="c", at=AT, one=pair[0], other=pair[1], since=since)
    was = {session.id: session.day for session in plan.base}
    for planned in schedule(with_changes(plan, (change,))).sessions:
        day, before = planned.session.day, was[planned.session.id]
        assert day == before or plan.race.day not in (day, before)
        assert plan.week_of(day) == plan.week_of(before)
        assert day == before or since is None or min(day, before) >= since


@given(plans(), plan_days, shifts)
def test_a_shift_and_its_way_back_restore_what_did_not_fall_out(plan: Plan, since: date, by: int) -> None:
    back_from = since + timedelta(days=by)
    if since >= plan.race.day or back_from >= plan.race.day:
        return
    # What stood before `since` where a shift to earlier days leads comes along on the way back.
    clear = msgspec.structs.replace(plan, base=tuple(one for one in plan.base if not back_from <= one.day < since))
    there = Shift(id="there", at=AT, since=since, by=by)
    back = Shift(id="back", at=AT, since=back_from, by=-by)
    found = schedule(with_changes(clear, (there, back)))
    was = {session.id: session for session in clear.base}
    assert all(planned.session == was[planned.session.id] for planned in found.sessions)
    assert {planned.session.id for planned in found.sessions} | {one.id for one in found.deleted} == set(was)
    for session in found.deleted:
        assert session == was[session.id]
        assert since <= session.day < plan.race.day <= session.day + timedelta(days=abs(by))


@given(plans(), histories(), st.integers(1, 3))
def test_distances_add_up_in_any_unit(plan: Plan, changes: tuple[Change, ...], weeks: int) -> None:
    changed = with_changes(plan, changes)
    found = schedule(changed)
    first = plan.first_day
    cut = first + timedelta(days=7 * weeks)
    last = first + timedelta(days=60)
    whole = totals(agenda(changed, (), first, last, first, standing=found))
    parts = [
        totals(agenda(changed, (), one, other, first, standing=found))
        for one, other in ((first, cut - timedelta(days=1)), (cut, last))
    ]
    for unit in Unit:
        assert sum(part.high_m / unit.metres for part in parts) == pytest.approx(whole.high_m / unit.metres)
        assert sum(part.low_m / unit.metres for part in parts) == pytest.approx(whole.low_m / unit.metres)
        for planned in found.sessions:
            # Half of a hundred metres rounds to no miles at all, which no plan would say.
            if planned.session.distance and planned.session.distance.low_m >= 0.05 * unit.metres:
                read = parse_distance(show_distance(planned.session.distance, unit), unit)
                assert read.low_m == pytest.approx(planned.session.distance.low_m, abs=0.051 * unit.metres)


@given(plans(), merged_histories())
def test_a_merge_gives_the_same_plan_whichever_side_merged(
    plan: Plan, sides: tuple[tuple[Change, ...], tuple[Change, ...]]
) -> None:
    mine, theirs = sides
    assert standing(with_changes(plan, mine + theirs)) == standing(with_changes(plan, theirs + mine))
    in_time = tuple(sorted(mine + theirs, key=lambda change: change.at))
    assert standing(with_changes(plan, mine + theirs)) == standing(with_changes(plan, in_time))


@given(plans(), merged_histories())
def test_as_many_undos_as_changes_give_the_identical_schedule_after_a_merge_too(
    plan: Plan, sides: tuple[tuple[Change, ...], tuple[Change, ...]]
) -> None:
    changes = sides[0] + sides[1]
    later = AT + timedelta(days=30)
    undos = tuple(Undo(id=f"u{n}", at=later, of=change.id) for n, change in enumerate(reversed(changes)))
    assert schedule(with_changes(plan, changes + undos)) == schedule(plan)


def standing(plan: Plan) -> Schedule:
    """The plan as it stands, without the remarks on changes."""
    return msgspec.structs.replace(schedule(plan), lost=())


@given(plans())
def test_the_original_of_every_session_stays_to_compare(plan: Plan) -> None:
    base = {session.id: session for session in plan.base}
    moves = tuple(
        Move(id=f"m{n}", at=AT, session=session.id, to=session.day + timedelta(days=1))
        for n, session in enumerate(plan.base)
    )
    for planned in schedule(with_changes(plan, moves)).sessions:
        assert planned.original == base[planned.session.id]


def week_plan(**more: object) -> Plan:
    base = (
        Session(id="a", day=MONDAY, kind=SessionKind.EASY, distance=Span.of(5000)),
        Session(id="b", day=MONDAY + timedelta(days=2), kind=SessionKind.TEMPO, distance=Span.of(8000)),
        Session(id="race", day=MONDAY + timedelta(days=6), kind=SessionKind.RACE, distance=Span.of(10000)),
    )
    plan = Plan(
        id="p",
        race=Race(name="Ten", day=MONDAY + timedelta(days=6), distance_m=10_000, session="race"),
        weeks=(PlanWeek(start=MONDAY, phase=Phase.BUILD),),
        base=base,
    )
    return msgspec.structs.replace(plan, **more)


ROLL = Layer(id="roll", name="Roll before", thing=Thing.ROLL, anchor=Anchor.BEFORE_RUN, what="pre-run-easy")


def test_a_layer_hangs_on_every_run_and_switched_off_on_none() -> None:
    plan = week_plan(layers=(ROLL,))
    assert [hung.id for hung in schedule(plan).hung] == ["a.roll", "b.roll", "race.roll"]
    off = with_changes(plan, (Switch(id="c", at=AT, layer="roll", on=False),))
    assert schedule(off).hung == ()


def test_a_layer_for_some_kinds_and_phases_hangs_on_those_alone() -> None:
    quality = msgspec.structs.replace(ROLL, kinds=(SessionKind.TEMPO,))
    assert [hung.id for hung in schedule(week_plan(layers=(quality,))).hung] == ["b.roll"]
    taper = msgspec.structs.replace(ROLL, phases=(Phase.TAPER,))
    assert schedule(week_plan(layers=(taper,))).hung == ()


def test_a_rest_day_layer_follows_the_rest_day_when_days_are_swapped() -> None:
    rest = msgspec.structs.replace(ROLL, anchor=Anchor.REST_DAY)
    plan = week_plan(layers=(rest,))
    assert MONDAY + timedelta(days=1) in {hung.day for hung in schedule(plan).hung}
    swapped = with_changes(plan, (Swap(id="c", at=AT, one=MONDAY, other=MONDAY + timedelta(days=1)),))
    days = {hung.day for hung in schedule(swapped).hung}
    assert MONDAY in days
    assert MONDAY + timedelta(days=1) not in days


def test_one_hung_item_can_be_moved_replaced_or_deleted_alone() -> None:
    plan = week_plan(layers=(ROLL,))
    changes = (
        Move(id="c1", at=AT, session="a.roll", to=MONDAY + timedelta(days=1)),
        Edit(id="c2", at=AT, session="b.roll", what="no-kit-travel"),
        Delete(id="c3", at=AT, session="race.roll"),
    )
    found = schedule(with_changes(plan, changes)).hung
    assert [(hung.id, hung.day, hung.what) for hung in found] == [
        ("a.roll", MONDAY + timedelta(days=1), "pre-run-easy"),
        ("b.roll", MONDAY + timedelta(days=2), "no-kit-travel"),
    ]
    assert found[0].original_day == MONDAY


def test_the_race_can_be_edited_but_neither_moved_nor_deleted() -> None:
    changes = (
        Move(id="c1", at=AT, session="race", to=MONDAY),
        Delete(id="c2", at=AT, session="race"),
        Edit(id="c3", at=AT, session="race", note="start pen B"),
    )
    found = schedule(with_changes(week_plan(), changes))
    race = found.find("race")
    assert isinstance(race, Planned)
    assert race.session.note == "start pen B"
    assert [lost.change.id for lost in found.lost] == ["c1", "c2"]


def test_only_the_asked_days_are_given() -> None:
    found = schedule(week_plan(layers=(ROLL,)), MONDAY, MONDAY + timedelta(days=1))
    assert [planned.session.id for planned in found.sessions] == ["a"]
    assert [hung.id for hung in found.hung] == ["a.roll"]


@given(
    st.sampled_from(["TU,TH", "MO", "SA,SU,WE"]),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.integers(0, 60),
)
def test_the_short_way_through_a_weekly_rule_gives_what_dateutil_gives(names: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    quick = list(days_of(f"FREQ=WEEKLY;BYDAY={names}", first, last))
    assert quick == list(days_of(f"FREQ=WEEKLY;INTERVAL=1;BYDAY={names}", first, last))


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX", "rubbish", "FREQ=HOURLY;COUNT=3"]
)
def test_a_rule_that_could_run_for_ever_or_means_nothing_is_refused(rule: str) -> None:
    with pytest.raises(BadValue, match="rule"):
        list(days_of(rule, MONDAY, MONDAY + timedelta(days=7)))


def test_a_run_wears_the_shoe_that_was_hung_last() -> None:
    daily = Layer(id="daily", name="Daily", thing=Thing.SHOE, anchor=Anchor.RUN, what="blue")
    racer = Layer(id="racer", name="Racer", thing=Thing.SHOE, anchor=Anchor.RUN, what="red", kinds=(SessionKind.TEMPO,))
    plan = with_changes(week_plan(layers=(daily,)), (Hang(id="c", at=AT, layer=racer),))
    assert [(hung.session, hung.what) for hung in schedule(plan).hung] == [
        ("a", "blue"),
        ("b", "red"),
        ("race", "blue"),
    ]
