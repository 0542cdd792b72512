"""Changes to whole stretches of a plan: what they move, what stays, and what falls out."""

from datetime import date, timedelta

import msgspec
import pytest

from planner.domain.change import Add, Change, Delete, Move, Restore, Shift, Swap, SwapWeekdays
from planner.domain.days import Weekday
from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.planning.schedule import Schedule, schedule
from tests.strategies import AT

START = date(2027, 3, 22)
"""A Monday; the race is on the Sunday of the third week, and one week of recovery follows."""
RACE_DAY = date(2027, 4, 11)


def run(identity: str, day: date, kind: SessionKind = SessionKind.EASY) -> Session:
    return Session(id=identity, day=day, kind=kind, distance=Span.of(8000))


def three_weeks(*base: Session, start: date = START, changes: tuple[Change, ...] = ()) -> Plan:
    race = Session(id="race", day=RACE_DAY, kind=SessionKind.RACE, distance=Span.of(10_000))
    return Plan(
        id="p",
        race=Race(name="Ten", day=RACE_DAY, distance_m=10_000, session="race"),
        weeks=tuple(PlanWeek(start=start + timedelta(days=7 * n)) for n in range(4)),
        base=(*base, race),
        changes=changes,
    )


def days_of(found: Schedule) -> dict[str, date]:
    return {planned.session.id: planned.session.day for planned in found.sessions}


def test_a_shift_moves_the_rest_and_drops_what_would_reach_the_race_while_recovery_stays() -> None:
    base = (
        run("before", START),
        run("first", START + timedelta(days=1)),
        run("eve", RACE_DAY - timedelta(days=1)),
        run("after", RACE_DAY + timedelta(days=3)),
    )
    shift = Shift(id="c", at=AT, since=START + timedelta(days=1), by=2)
    found = schedule(three_weeks(*base, changes=(shift,)))
    assert days_of(found) == {
        "before": START,
        "first": START + timedelta(days=3),
        "race": RACE_DAY,
        "after": RACE_DAY + timedelta(days=3),
    }
    assert [session.id for session in found.deleted] == ["eve"]
    assert found.lost == ()


def test_a_shift_after_the_race_leaves_what_is_before_it_and_never_reaches_it() -> None:
    base = (run("eve", RACE_DAY - timedelta(days=1)), run("one", RACE_DAY + timedelta(days=1)))
    recovery = run("two", RACE_DAY + timedelta(days=4))
    shift = Shift(id="c", at=AT, since=RACE_DAY, by=-2)
    found = schedule(three_weeks(*base, recovery, changes=(shift,)))
    assert days_of(found) == {
        "eve": RACE_DAY - timedelta(days=1),
        "race": RACE_DAY,
        "two": RACE_DAY + timedelta(days=2),
    }
    assert [session.id for session in found.deleted] == ["one"]


def test_a_shift_to_earlier_days_may_lead_before_the_plan() -> None:
    found = schedule(three_weeks(run("a", START), changes=(Shift(id="c", at=AT, since=START, by=-3),)))
    assert days_of(found)["a"] == START - timedelta(days=3)


def test_what_fell_out_can_be_brought_back_to_where_it_was() -> None:
    eve = RACE_DAY - timedelta(days=1)
    changes = (Shift(id="c1", at=AT, since=START, by=1), Restore(id="c2", at=AT, session="eve"))
    assert days_of(schedule(three_weeks(run("eve", eve), changes=changes)))["eve"] == eve


def test_a_run_that_fell_out_and_is_moved_then_says_why_that_does_not_fit() -> None:
    changes = (Shift(id="c1", at=AT, since=START, by=1), Move(id="c2", at=AT, session="eve", to=START))
    found = schedule(three_weeks(run("eve", RACE_DAY - timedelta(days=1)), changes=changes))
    assert [lost.change.id for lost in found.lost] == ["c2"]
    assert "fell out of the plan by the shift of Mon 1 Mar" in found.lost[0].why


def test_weekdays_are_swapped_inside_plan_weeks_that_begin_on_another_day() -> None:
    sunday = START - timedelta(days=1)
    swap = SwapWeekdays(id="c", at=AT, one=Weekday.SAT, other=Weekday.SUN)
    base = (run("sun", sunday), run("sat", sunday + timedelta(days=6)), run("after", sunday + timedelta(days=34)))
    found = schedule(three_weeks(*base, start=sunday, changes=(swap,)))
    assert days_of(found) == {
        "sun": sunday + timedelta(days=6),
        "sat": sunday,
        "race": RACE_DAY,
        "after": sunday + timedelta(days=28),
    }


def test_weekdays_from_the_middle_of_a_week_leave_a_week_alone_in_which_one_of_them_is_over() -> None:
    wednesday = START + timedelta(days=2)
    swap = SwapWeekdays(id="c", at=AT, one=Weekday.TUE, other=Weekday.THU, since=wednesday)
    base = (run("tue", START + timedelta(days=1)), run("thu", START + timedelta(days=3)))
    later = (run("tue2", START + timedelta(days=8)), run("thu2", START + timedelta(days=10)))
    found = days_of(schedule(three_weeks(*base, *later, changes=(swap,))))
    assert (found["tue"], found["thu"]) == (START + timedelta(days=1), START + timedelta(days=3))
    assert (found["tue2"], found["thu2"]) == (START + timedelta(days=10), START + timedelta(days=8))


def test_race_week_keeps_the_day_that_would_be_swapped_with_the_race() -> None:
    base = (run("sat", START + timedelta(days=5)), run("shakeout", RACE_DAY - timedelta(days=1)))
    swap = SwapWeekdays(id="c", at=AT, one=Weekday.SUN, other=Weekday.SAT)
    found = days_of(schedule(three_weeks(*base, changes=(swap,))))
    assert found["sat"] == START + timedelta(days=6)
    assert found["shakeout"] == RACE_DAY - timedelta(days=1)


def test_a_swap_with_what_has_become_race_day_is_told_and_nothing_moves() -> None:
    swap = Swap(id="c", at=AT, one=START, other=RACE_DAY)
    found = schedule(three_weeks(run("a", START), changes=(swap,)))
    assert days_of(found)["a"] == START
    assert found.lost[0].why == "Sun 11 Apr is race day, and the race stays"


def test_what_is_so_already_is_not_called_lost() -> None:
    changes = (
        Restore(id="c1", at=AT, session="a"),
        Delete(id="c2", at=AT, session="b"),
        Delete(id="c3", at=AT, session="b"),
    )
    found = schedule(three_weeks(run("a", START), run("b", START), changes=changes))
    assert found.lost == ()
    assert [session.id for session in found.deleted] == ["b"]


def test_the_first_of_two_sessions_of_one_id_stands_and_the_other_is_told() -> None:
    changes = (
        Add(id="c1", at=AT, session=run("new", START)),
        Add(id="c2", at=AT, session=run("new", START + timedelta(days=4), SessionKind.TEMPO)),
    )
    found = schedule(three_weeks(changes=changes))
    assert days_of(found)["new"] == START
    assert "another session of the same id was there first" in found.lost[0].why


def test_a_day_at_the_end_of_the_calendar_leaves_one_change_out_and_not_the_plan() -> None:
    late = Shift(id="c3", at=AT, since=RACE_DAY, by=700)
    lost = schedule(three_weeks(run("far", date.max), changes=(late,)), START, START).lost
    assert [(one.change.id, one.why) for one in lost] == [("c3", "it leads to a day that there is not")]


@pytest.mark.parametrize("by", [0, 731, -731])
def test_a_shift_by_nothing_or_by_years_cannot_be_made(by: int) -> None:
    with pytest.raises(ValueError, match="a shift is 1 to 730 days"):
        Shift(id="c", at=AT, since=START, by=by)


def test_a_weekday_cannot_be_swapped_with_itself() -> None:
    with pytest.raises(ValueError, match="got Sunday twice"):
        SwapWeekdays(id="c", at=AT, one=Weekday.SUN, other=Weekday.SUN)


def test_a_move_to_the_other_half_of_the_day_takes_the_time_away() -> None:
    early = msgspec.structs.replace(run("a", START), clock="07:00")
    clocks = {}
    for slot in (None, Slot.AM, Slot.PM):
        moved = three_weeks(early, changes=(Move(id="m", at=AT, session="a", to=START + timedelta(days=1), slot=slot),))
        clocks[slot] = schedule(moved).sessions[0].session.clock
    assert clocks == {None: "07:00", Slot.AM: "07:00", Slot.PM: ""}
