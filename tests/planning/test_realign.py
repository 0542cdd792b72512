"""Missed runs, a case for each rule, and the law that re-aligning never raises a later week."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.off import comeback_rules
from planner.domain.change import Delete, Edit, Move, Off
from planner.domain.off import Easing, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.planning.realign import Answer, Situation, answer, limited, realigned, situation
from planner.planning.regain import start_of_week
from planner.planning.schedule import Schedule, schedule
from tests.strategies import AT

RULES = comeback_rules()
MONDAY = date(2027, 1, 4)
WEEKS = 20
RACE = MONDAY + timedelta(days=7 * WEEKS - 1)
WEEK = ((1, SessionKind.EASY, 6000), (2, SessionKind.TEMPO, 8000), (4, SessionKind.EASY, 6000))
"""A week as day of the week, kind and metres; with a long run on Sunday that gets 500 m longer each week."""


def day(week: int, weekday: int) -> date:
    """A day by week from 1 and weekday from 0."""
    return MONDAY + timedelta(days=7 * (week - 1) + weekday)


def plan_of(longs: Callable[[int], float] = lambda week: 8000 + 500 * week) -> Plan:
    phases = [Phase.BUILD] * (WEEKS - 3) + [Phase.TAPER] * 2 + [Phase.RACE]
    base = [Session(id="race", day=RACE, kind=SessionKind.RACE, distance=Span.of(21_097.5))]
    for week in range(1, WEEKS + 1):
        for weekday, kind, metres in WEEK:
            identity = f"{week}-{weekday}"
            base.append(Session(id=identity, day=day(week, weekday), kind=kind, distance=Span.of(metres)))
        if week < WEEKS:
            far = Span.of(longs(week))
            base.append(Session(id=f"{week}-long", day=day(week, 6), kind=SessionKind.LONG, distance=far))
    return Plan(
        id="p",
        race=Race(name="Half", day=RACE, distance_m=21_097.5, session="race"),
        weeks=tuple(PlanWeek(start=day(n + 1, 0), phase=phase) for n, phase in enumerate(phases)),
        base=tuple(base),
    )


Look = tuple[Plan, Schedule, Situation, Answer, list[tuple[date, float]]]


def look(today: date, missed: Sequence[str] = (), since: date | None = None, plan: Plan | None = None) -> Look:
    """What the rules say when all was run up to yesterday but `missed` and what stands from `since` on."""
    plan = plan or plan_of()
    standing = schedule(plan)
    runs = [one.session for one in standing.sessions if one.session.kind.is_run]
    done = [one for one in runs if one.day < today and one.id not in missed and (since is None or one.day < since)]
    ran = [(one.day, one.distance.high_m) for one in done if one.distance]
    found = situation(plan, standing, ran, {one.id for one in done}, today)
    return plan, standing, found, answer(plan, standing, found, ran, RULES), ran


def said(today: date, missed: Sequence[str] = (), since: date | None = None, plan: Plan | None = None) -> Answer:
    return look(today, missed, since, plan)[3]


def changed(made: Look) -> tuple[Plan, Schedule]:
    plan, standing, found, told, ran = made
    numbers = count()
    parts, _ = realigned(plan, standing, found, told, ran, RULES, new_id=lambda: f"n{next(numbers)}", at=AT)
    after = msgspec.structs.replace(plan, changes=(*plan.changes, *parts))
    return after, schedule(after)


def metres(standing: Schedule, session: str) -> float:
    found = standing.find(session)
    return found.session.distance.high_m if found and found.session.distance else 0.0  # type: ignore[union-attr]


def test_nothing_missed_changes_nothing() -> None:
    told = said(day(8, 3))
    assert told.changes_nothing
    assert told.why == ("No run was missed.",)


def test_one_missed_run_is_dropped_and_not_added_on() -> None:
    told = said(day(8, 2), missed=["8-1"])
    assert told.changes_nothing
    assert "1 run was missed: nothing to change" in told.why[0]


def test_up_to_a_week_missed_without_a_long_run_rejoins_the_plan() -> None:
    told = said(day(8, 5), since=day(8, 0))
    assert told.changes_nothing
    assert "3 runs were missed in 5 days" in told.why[0]


def test_a_missed_long_run_is_run_the_day_after_with_what_it_adds_taken_off_that_week() -> None:
    made = look(day(9, 0), missed=["8-long"])
    told = made[3]
    assert told.now == "8-long"
    assert "8-long" not in told.drop
    plan, after = changed(made)
    assert after.find("8-long").session.day == day(9, 0)  # type: ignore[union-attr]
    assert total(plan, after, day(9, 0)) <= total(made[0], made[1], day(9, 0))


def test_a_long_run_that_is_made_up_leaves_no_hard_run_on_the_days_after() -> None:
    moved = Move(id="m", at=AT, session="8-long", to=day(8, 0))
    plan = msgspec.structs.replace(plan_of(), changes=(moved,))
    made = look(day(8, 1), missed=["8-long"], plan=plan)
    assert made[3].now == "8-long"
    assert made[3].easy == ("8-2",)
    assert changed(made)[1].find("8-2").session.kind is SessionKind.EASY  # type: ignore[union-attr]


def test_a_long_run_missed_three_days_ago_is_left_out_and_the_next_is_as_planned() -> None:
    told = said(day(9, 2), missed=["8-long"])
    assert (told.now, told.drop, told.distances) == ("", ("8-long",), {})
    assert "The next long run stays as planned" in told.why[1]


def test_the_next_long_run_is_halfway_where_it_would_be_a_jump() -> None:
    # Was 8, missed 9, planned 10: run 9.
    made = look(day(4, 2), missed=["3-long"], plan=plan_of(lambda week: {1: 7000, 2: 8000, 3: 9000}.get(week, 10000)))
    assert made[3].distances == {"4-long": 9000}
    assert metres(changed(made)[1], "4-long") == 9000


def test_a_long_run_missed_in_the_taper_is_let_go() -> None:
    told = said(day(19, 1), missed=["18-long"])
    assert told.changes_nothing
    assert "in the taper: let it go" in told.why[0]


@pytest.mark.parametrize("days", [10, 13])
@pytest.mark.parametrize(("weeks", "length"), [(8, 14), (6, 14), (4, 7), (2, 0)])
def test_ten_to_fourteen_days_missed_make_runs_a_mile_shorter_by_the_weeks_to_the_race(
    days: int, weeks: int, length: int
) -> None:
    today = RACE - timedelta(weeks=weeks)
    made = look(today, since=today - timedelta(days=days))
    assert made[2].days == days
    assert made[3].lay_off
    eve = today - timedelta(days=1)
    expected = [(eve + timedelta(days=length), 1609)] if length else []
    assert [(step.last, round(step.less_m)) for step in made[3].back] == expected


def test_a_run_a_mile_shorter_is_never_shorter_than_three_kilometres() -> None:
    made = look(day(9, 0), since=day(7, 4), plan=plan_of(lambda _: 4000))
    after = changed(made)[1]
    assert metres(after, "9-1") == pytest.approx(6000 - 1609.344)
    assert metres(after, "9-long") == 3000


def test_three_weeks_missed_come_back_by_halves_and_three_quarters() -> None:
    today = day(9, 0)
    told = said(today, since=day(6, 0))
    assert [step.share for step in told.back] == [0.5, 0.75]
    assert (told.back[-1].last - today).days + 1 == 21


def test_five_weeks_missed_come_back_by_thirds_and_another_race_is_worth_a_look() -> None:
    told = said(day(8, 0), since=day(3, 0))
    assert [step.share for step in told.back] == [0.33, 0.5, 0.75]
    assert any("shorter race" in why for why in told.why)


def test_a_skip_that_was_logged_is_not_missed() -> None:
    plan = plan_of()
    standing = schedule(plan)
    runs = [one.session for one in standing.sessions if one.session.kind.is_run and one.session.day < day(8, 5)]
    ran = [(one.day, one.distance.high_m) for one in runs if one.day < day(8, 0) and one.distance]
    assert situation(plan, standing, ran, {one.id for one in runs}, day(8, 5)).missed == ()


def test_after_the_race_nothing_is_missed() -> None:
    assert look(RACE + timedelta(days=1), since=day(10, 0))[2].missed == ()


def test_days_off_that_were_said_are_not_missed_again() -> None:
    off = Off(id="off", at=AT, kind=OffKind.TIME_OFF, first=day(8, 0), last=day(8, 6), running=Running.NONE)
    plan = msgspec.structs.replace(plan_of(), changes=(off,))
    assert look(day(9, 1), since=day(8, 0), plan=plan)[2].missed == ()


def test_a_long_run_is_not_made_up_on_a_way_back() -> None:
    off = Off(
        id="off", at=AT, kind=OffKind.ILLNESS, first=day(8, 3), last=day(8, 4), running=Running.NONE,
        back=(Easing(last=day(9, 2)),),
    )  # fmt: skip
    plan = msgspec.structs.replace(plan_of(), changes=(off,))
    assert said(day(9, 0), missed=["8-long"], plan=plan).now == ""


def test_runs_missed_on_a_way_back_do_not_make_it_faster() -> None:
    off = Off(
        id="off", at=AT, kind=OffKind.ILLNESS, first=day(5, 0), last=day(7, 6), running=Running.NONE,
        back=(Easing(last=day(11, 6), share=0.5),),
    )  # fmt: skip
    plan = msgspec.structs.replace(plan_of(), changes=(off,))
    made = look(day(9, 2), since=day(8, 0), plan=plan)
    assert made[3].lay_off
    assert {step.share for step in made[3].back} == {0.5}


def test_a_long_run_missed_on_the_way_back_and_run_the_day_after_it_stays_as_short() -> None:
    back = Easing(last=day(14, 6), share=0.33)
    kind, first, last = OffKind.TIME_OFF, day(7, 5), day(10, 4)
    off = Off(id="o", at=AT, kind=kind, first=first, last=last, running=Running.NONE, back=(back,))
    plan = msgspec.structs.replace(plan_of(lambda _: 5000.0), changes=(off,))
    made = look(day(15, 0), missed=["14-long"], plan=plan)
    assert metres(made[1], "14-long") == pytest.approx(1650)
    assert made[3].now == "14-long"
    after_plan, after = changed(made)
    assert metres(after, "14-long") == pytest.approx(1650)
    assert total(after_plan, after, day(15, 0)) <= total(plan, made[1], day(15, 0)) + 1e-6


def test_a_run_that_is_no_jump_is_not_limited_and_one_after_a_gap_is() -> None:
    plan = plan_of()
    sessions = [one.session for one in schedule(plan).sessions]
    ran = [(one.day, one.distance.high_m) for one in sessions if one.day < day(9, 0) and one.distance]
    assert limited(plan, sessions, sessions, ran, day(9, 0), RULES) == {}
    short = [(when, min(far, 6000.0)) for when, far in ran]
    found = limited(plan, sessions, sessions, short, day(9, 0), RULES)
    assert "9-long" in found
    assert all(far < metres(schedule(plan), one) for one, far in found.items())


def total(plan: Plan, standing: Schedule, start: date) -> float:
    return sum(
        one.session.distance.high_m
        for one in standing.sessions
        if one.session.kind.is_run and one.session.distance and start_of_week(plan, one.session.day) == start
    )


@st.composite
def plans_with_gaps(draw: st.DrawFn) -> Look:
    """A plan with odd long runs, days off and changes; some runs of it done, some missed."""
    longs = draw(st.lists(st.integers(5, 30), min_size=WEEKS, max_size=WEEKS))
    plan = plan_of(lambda week: longs[week - 1] * 1000.0)
    today = MONDAY + timedelta(days=draw(st.integers(3, 7 * WEEKS)))
    changes: list[Off | Edit | Delete | Move] = []
    for number in range(draw(st.integers(0, 2))):
        first = MONDAY + timedelta(days=draw(st.integers(0, 7 * WEEKS)))
        last = first + timedelta(days=draw(st.integers(0, 20)))
        back = Easing(last=last + timedelta(days=draw(st.integers(1, 30))), share=draw(st.sampled_from([0.33, 0.5, 1])))
        running = draw(st.sampled_from(Running))
        kind = OffKind.TIME_OFF
        off = Off(id=f"o{number}", at=AT, kind=kind, first=first, last=last, running=running, back=(back,))
        changes.append(off)
    if draw(st.booleans()):
        to = MONDAY + timedelta(days=draw(st.integers(0, 7 * WEEKS - 2)))
        changes.append(Move(id="mv", at=AT, session=f"{draw(st.integers(1, 19))}-long", to=to))
    if draw(st.booleans()):
        session = f"{draw(st.integers(1, 19))}-2"
        far = draw(st.integers(1, 40)) * 1000
        changes.append(Edit(id="ed", at=AT, session=session, distance=Span(far * 0.8, float(far))))
    plan = msgspec.structs.replace(plan, changes=tuple(changes))
    since = today - timedelta(days=draw(st.integers(0, 60)))
    odd = draw(st.lists(st.integers(1, 19), max_size=3))
    return look(today, missed=[f"{n}-long" for n in odd], since=since, plan=plan)


@given(plans_with_gaps())
def test_realigning_never_raises_a_later_week_nor_touches_race_and_past(made: Look) -> None:
    plan, standing, found, _, _ = made
    after_plan, after = changed(made)
    assert after.find("race") == standing.find("race")
    for week in plan.weeks:
        if week.start >= start_of_week(plan, found.today):
            assert total(after_plan, after, week.start) <= total(plan, standing, week.start) + 1e-6
    done = {one.session.id: one.session for one in standing.sessions if one.session.day < found.start}
    left = {one.session.id: one.session for one in after.sessions}
    missed = {one.id for one in found.missed}
    assert all(left.get(one) == session for one, session in done.items() if one not in missed)
